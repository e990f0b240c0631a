"""The network in the files of other tools. `EXPORTS` is the one table of them. Same network, same bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import networkx as nx

from avggraph.errors import UsageError
from avggraph.network.build import Network, sorted_network
from avggraph.query import safe_cell

_EDGE_COLUMNS = ("kind", "record", "data", "system", "from_ministry", "to_ministry")


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
        As from `network_of`; its order does not matter.
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
    lines = nx.generate_graphml(network)
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
        cells = (key, origin, labels[origin], target, labels[target], *(attributes[name] for name in _EDGE_COLUMNS))
        writer.writerow([safe_cell(str(cell)) for cell in cells])
    return out.getvalue().encode()


EXPORTS: Mapping[str, Export] = {
    each.name: each
    for each in (
        Export("graphml", "GraphML, voor Gephi, Cytoscape en yEd", ".graphml", _graphml),
        Export("json", "Node-link-JSON, voor D3 en networkx", ".json", _node_link),
        Export("csv", "De stromen als tabel, voor een rekenblad", ".csv", _edge_csv),
    )
}
"""The formats by name."""
