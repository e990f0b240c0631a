"""Findings as quads of the graph they are about, so that questions can count them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avggraph.graph.naming import Naming
from avggraph.graph.terms import AVG, DCT, RDF, RDFS, SH, Quad, iri, literal
from avggraph.validate.finding import Finding
from avggraph.validate.shapes.shape_set import shape_files, shipped_shapes

_SHAPE_FILE = "https://w3id.org/avggraph/shape/"


def finding_quads(findings: Iterable[Finding], naming: Naming) -> Iterator[Quad]:
    """Give the quads of findings of shipped shapes: what was found, where, and in which record.

    A shape that found something has its name, its article and the file it is defined in (`…/shape/signals`). Messages
    and words stay with the reports: a finding names the node that has the words.
    """
    graph = naming.graph("bevindingen")
    met = set()
    for finding in findings:
        node = iri(f"{naming.base}doc/validatie#{finding.fingerprint}")
        yield node, RDF.type, SH.ValidationResult, graph
        yield node, SH.resultSeverity, finding.severity.term, graph
        yield node, SH.sourceShape, iri(finding.shape), graph
        yield node, SH.focusNode, finding.focus, graph
        if finding.record:
            yield node, AVG.inRecord, iri(finding.record), graph
        if finding.shape not in met:
            met.add(finding.shape)
            yield from _shape_quads(finding, graph)


def _shape_quads(finding: Finding, graph: str) -> Iterator[Quad]:
    shape = shipped_shapes().shapes[finding.shape]
    node = iri(shape.iri)
    yield node, RDFS.label, literal(shape.name_nl, lang="nl"), graph
    yield node, RDFS.label, literal(shape.name_en, lang="en"), graph
    yield node, DCT.source, literal(shape.article), graph
    for name in shape_files():
        if shape.iri in shipped_shapes(name).shapes:
            yield node, RDFS.isDefinedBy, iri(f"{_SHAPE_FILE}{name}"), graph
