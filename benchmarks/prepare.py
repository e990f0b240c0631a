"""Makes the data that a station needs and its folder lacks; none of this is measured."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from avggraph.description import Description, Purpose
from avggraph.extract import reference_number
from avggraph.network import network_of
from avggraph.network.flows import organisation_graph
from avggraph.pipeline import BuildOptions, build
from avggraph.query import OxigraphEngine, load_catalogue
from avggraph.store import open_output
from avggraph.text import Quote

from . import flow, register
from .blocks import write_blocks
from .data import Data
from .stations import Need


def prepare(data: Data, needs: tuple[Need, ...]) -> None:
    """Make what is needed and not there; a file in its place is taken for whole."""
    for need in needs:
        _MAKERS[need](data)


def _texts(data: Data) -> None:
    done = data.folder / "texts.written"
    if not done.exists():
        register.write(data.records, data.texts)
        done.touch()


def _build(data: Data) -> None:
    _texts(data)
    if not (data.build / "manifest.json").exists():
        build([data.texts], data.build, BuildOptions(formats=("nquads",)))


def _blocks(data: Data) -> None:
    _texts(data)
    if not data.blocks.exists():
        write_blocks(flow.blocks(data.texts), data.blocks)


def _json(data: Data) -> None:
    """Write what descriptions say in their own words: the part of the model that a mapping engine can make too."""
    _texts(data)
    if not data.json.exists():
        said = [_said(read.description) for read in flow.descriptions(data.texts)]
        data.json.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _said(description: Description) -> dict[str, Any]:
    reference = reference_number(description.reference.text) if description.reference else ""
    key = reference.casefold()
    numbers = _numbered(description.purposes)
    return {
        "key": key,
        "reference": reference,
        **_texts_of(title=description.title, recipients=description.recipients),
        "purposes": [
            {
                "key": key,
                "number": f"{numbers[purpose]}",
                **_texts_of(description=purpose.description, basis=purpose.legal_basis_text),
            }
            for purpose in description.purposes
        ],
        "data": [
            {
                "key": key,
                "number": f"{number}",
                **_texts_of(
                    personal_data=block.personal_data,
                    retention=block.retention,
                    source=block.source,
                ),
            }
            for number, block in enumerate(description.data_records, 1)
        ],
    }


def _numbered(purposes: Sequence[Purpose]) -> dict[Purpose, int]:
    """Number purposes as the graph does: the same words on several bases are one."""
    texts = [purpose.description.text if purpose.description else "" for purpose in purposes]
    numbers = {text: number for number, text in enumerate(dict.fromkeys(texts), 1)}
    return {purpose: numbers[text] for purpose, text in zip(purposes, texts, strict=True)}


def _texts_of(**quotes: Quote | None) -> dict[str, str | None]:
    return {name: quote.text if quote else None for name, quote in quotes.items()}


def _edges(data: Data) -> None:
    _build(data)
    if not data.edges.exists():
        engine = OxigraphEngine(open_output(data.build).open_store())
        graph, _ = organisation_graph(network_of(engine, load_catalogue(), data=False))
        numbers = {node: number for number, node in enumerate(graph)}
        edges = [(numbers[origin], numbers[target]) for origin, target in graph.edges]
        data.edges.write_text(json.dumps({"nodes": len(numbers), "edges": edges}) + "\n", encoding="utf-8")


_MAKERS: Mapping[Need, Callable[[Data], None]] = {
    "texts": _texts,
    "build": _build,
    "blocks": _blocks,
    "json": _json,
    "edges": _edges,
}
