"""The network in the files of other tools. `EXPORTS` is the one table of them. Same network, same bytes."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import networkx as nx

from avggraph.errors import UsageError
from avggraph.network.build import VIA_SYSTEM, Network, sorted_network
from avggraph.query import safe_cell

_EDGE_COLUMNS = ("kind", "record", "data", "scope", "system", "from_ministry", "to_ministry")
# https://gexf.net/schema.html, version 1.3
_GEXF = "http://gexf.net/1.3"
_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Export:
    """A file format: its name, what reads it (Dutch), file name suffix, and how a network is written in it."""

    name: str
    description: str
    suffix: str
    write: Callable[[Network], bytes]


def export(network: Network, name: str) -> bytes:
    """Write a network in the format of this name; `UsageError` for a name that is not in `EXPORTS`.

    Parameters
    ----------
    network
        As from `network_of` or `with_systems`; its order does not matter. CSV holds the flows only.
    name
        A key of `EXPORTS`.

    Returns
    -------
    bytes
        The file, in UTF-8. It holds no date and no path.
    """
    if name not in EXPORTS:
        raise UsageError(f"Het formaat {name!r} bestaat niet.", advice=f"Kies uit: {', '.join(EXPORTS)}.")
    return EXPORTS[name].write(sorted_network(network))


def _graphml(network: Network) -> bytes:
    # generate_graphml always uses the standard library's writer; write_graphml takes lxml's where it is installed,
    # and then writes other bytes.
    lines = nx.generate_graphml(_for_xml(network))
    return ("<?xml version='1.0' encoding='utf-8'?>\n" + "\n".join(lines) + "\n").encode()


def _node_link(network: Network) -> bytes:
    document = nx.node_link_data(network, edges="edges")
    return (json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _edge_csv(network: Network) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("flow", "from", "from_label", "to", "to_label", *_EDGE_COLUMNS))
    labels = {node: attributes["label"] for node, attributes in network.nodes(data=True)}
    for origin, target, key, attributes in network.edges(keys=True, data=True):
        if attributes["kind"] == VIA_SYSTEM:
            continue
        cells = (key, origin, labels[origin], target, labels[target], *(attributes[name] for name in _EDGE_COLUMNS))
        writer.writerow([safe_cell(str(cell)) for cell in cells])
    return out.getvalue().encode()


def _gexf(network: Network) -> bytes:
    # The writer of networkx puts the day's date into the file, and numbers the edges by chance of order.
    root = ET.Element("gexf", {"xmlns": _GEXF, "version": "1.3"})
    graph = ET.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "static"})
    of_nodes = _gexf_columns(graph, "node", (attributes for _, attributes in network.nodes(data=True)))
    of_edges = _gexf_columns(graph, "edge", (attributes for _, _, attributes in network.edges(data=True)))
    nodes = ET.SubElement(graph, "nodes")
    for node, attributes in network.nodes(data=True):
        element = ET.SubElement(nodes, "node", {"id": node, "label": _xml(attributes["label"])})
        _gexf_values(element, attributes, of_nodes)
    edges = ET.SubElement(graph, "edges")
    for origin, target, key, attributes in network.edges(keys=True, data=True):
        ends = {"id": key, "source": origin, "target": target, "label": _xml(attributes["kind_label"])}
        _gexf_values(ET.SubElement(edges, "edge", ends), attributes, of_edges)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _gexf_columns(graph: ET.Element, of: str, attributes: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Declare the attributes that occur, and give their numbers in the file."""
    names = sorted({name for each in attributes for name in each})
    declared = ET.SubElement(graph, "attributes", {"class": of, "mode": "static"})
    for number, name in enumerate(names):
        ET.SubElement(declared, "attribute", {"id": str(number), "title": name, "type": "string"})
    return {name: str(number) for number, name in enumerate(names)}


def _gexf_values(element: ET.Element, attributes: Mapping[str, str], numbers: Mapping[str, str]) -> None:
    values = ET.SubElement(element, "attvalues")
    for name, value in attributes.items():
        ET.SubElement(values, "attvalue", {"for": numbers[name], "value": _xml(value)})


def _for_xml(network: Network) -> Network:
    plain = network.__class__()
    for node, attributes in network.nodes(data=True):
        plain.add_node(node, **{name: _xml(value) for name, value in attributes.items()})
    for origin, target, key, attributes in network.edges(keys=True, data=True):
        plain.add_edge(origin, target, key, **{name: _xml(value) for name, value in attributes.items()})
    return plain


def _xml(text: str) -> str:
    """Leave out what XML 1.0 has no place for (production Char, section 2.2)."""
    return _NOT_IN_XML.sub("", text)


def _cytoscape(network: Network) -> bytes:
    document = {
        "data": {"name": "avggraph"},
        "elements": {
            "nodes": [
                {"data": {"id": node, "name": attributes["label"], **attributes}}
                for node, attributes in network.nodes(data=True)
            ],
            "edges": [
                {
                    "data": {
                        "id": key,
                        "source": origin,
                        "target": target,
                        "interaction": attributes["kind"],
                        **attributes,
                    }
                }
                for origin, target, key, attributes in network.edges(keys=True, data=True)
            ],
        },
    }
    return (json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


EXPORTS: Mapping[str, Export] = {
    each.name: each
    for each in (
        Export("graphml", "GraphML, voor Gephi, Cytoscape en yEd", ".graphml", _graphml),
        Export("gexf", "GEXF, voor Gephi", ".gexf", _gexf),
        Export("cytoscape", "Cytoscape-JSON, voor Cytoscape en Cytoscape.js", ".cyjs", _cytoscape),
        Export("json", "Node-link-JSON, voor D3 en networkx", ".json", _node_link),
        Export("csv", "De stromen als tabel, voor een rekenblad", ".csv", _edge_csv),
    )
}
"""The formats by name."""
