"""docs/validation-shapes.md against the shapes; `pytest --rewrite-shapes` writes its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.term import Node

from avggraph.validate import Shape, ShapeSet, shape_files, shipped_shapes

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "validation-shapes.md"
BEGIN = "## The shapes\n"
HEADING = "| element | record of | article | shape | severity | message |\n|---|---|---|---|---|---|\n"
KINDS = {"ControllerRecord": "controller", "ProcessorRecord": "processor", "LawEnforcementRecord": "law enforcement"}


def record_of(shapes: ShapeSet, shape: Shape) -> str:
    """Give the kinds of record a shape judges, by its target or by a condition; "any" where it judges all."""
    kinds = {str(value).rpartition("#")[2] for value in _said(shapes.graph, URIRef(shape.iri))}
    return ", ".join(KINDS[kind] for kind in KINDS if kind in kinds) or "any"


def _said(graph: Graph, node: Node) -> Iterator[Node]:
    """Give what stands in a shape, however deep."""
    for value in graph.objects(node):
        yield value
        if isinstance(value, BNode):
            yield from _said(graph, value)


def name(shape: Shape) -> str:
    return shape.iri.rpartition("#")[2]


def tables() -> Iterator[str]:
    """Write one table for each file of shapes, in the order of the file."""
    for file, path in shape_files().items():
        shapes = shipped_shapes(file)
        order = re.findall(r"^shape:(\w+) a sh:", path.read_text(encoding="utf-8"), re.MULTILINE)
        rows = sorted(shapes.shapes.values(), key=lambda shape: order.index(name(shape)))
        yield f"\n### {file}.ttl\n\n{HEADING}" + "".join(
            f"| {shape.name_en} | {record_of(shapes, shape)} | {shape.article} | `{name(shape)}` "
            f"| {shape.severity.label} | {shape.message_nl} |\n"
            for shape in rows
        )


def test_the_page_has_every_shape(pytestconfig: pytest.Config) -> None:
    text = PAGE.read_text(encoding="utf-8")
    fresh = text.partition(BEGIN)[0] + BEGIN + "".join(tables())
    if pytestconfig.getoption("--rewrite-shapes"):
        PAGE.write_text(fresh, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == fresh


def test_every_mandatory_shape_of_dpcat_has_a_counterpart_that_exists(shared: Path) -> None:
    dpcat = Graph().parse(shared / "reference/dpcat/ported/dpcat_shapes_mandatory_dpv2.ttl")
    theirs = {str(shape).rpartition("Shape_")[2] for shape in dpcat.subjects(RDF.type, SH.NodeShape)}
    page = PAGE.read_text(encoding="utf-8")
    section = page.partition("## DPCat\n")[2].partition("\n## ")[0]
    rows = [re.findall(r"`(\w+)`", line) for line in section.splitlines() if line.startswith("| `")]
    assert {row[0] for row in rows} == theirs
    ours = {name(shape) for shape in shipped_shapes().shapes.values()}
    assert all(row[1:] and set(row[1:]) <= ours for row in rows)
