"""The record graph against DPCat's mandatory shapes, ported to DPV 2.3: what fails is what no document states."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import RDF, SH, Dataset, Graph

import avggraph

# What the documents truly do not say, as record and property. Each was looked up in the document.
NOT_STATED: dict[str, set[tuple[str, str]]] = {
    "seeds": set(),
    "examples": {
        # Layout C, before 2018, has no field for the source of the data.
        ("m9024", "hasDataSource"),
        # Each says that there is a transfer, and not whereto.
        ("m9023", "hasLocation"),
        ("zonder-nummer-b34977a63d58", "hasLocation"),
        # Neither names a legal basis.
        ("m9024", "hasLegalBasis"),
        ("zonder-nummer-b34977a63d58", "hasLegalBasis"),
    },
}


@pytest.mark.parametrize("name", NOT_STATED)
def test_only_what_a_document_does_not_state_fails(name: str, shared: Path, request: pytest.FixtureRequest) -> None:
    graph: Graph = Graph()
    dataset = avggraph.load(request.getfixturevalue(f"built_{name}")).dataset()
    assert isinstance(dataset, Dataset)
    for subject, predicate, value, _ in dataset.quads():
        graph.add((subject, predicate, value))
    graph.parse(shared / "reference/dpv/dpv-2.3-subset.ttl")
    shapes = Graph().parse(shared / "reference/dpcat/ported/dpcat_shapes_mandatory_dpv2.ttl")
    _, report, _ = validate(graph, shacl_graph=shapes, do_owl_imports=False)
    assert isinstance(report, Graph)
    failed = {
        (
            str(report.value(result, SH.focusNode)).rpartition("/")[2],
            str(report.value(result, SH.resultPath)).rpartition("#")[2],
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }
    assert failed == NOT_STATED[name]
