"""Findings as quads of the graph they are about, so that questions can count them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avggraph.graph.naming import Naming
from avggraph.graph.terms import AVG, DCT, RDF, RDFS, SH, Quad, iri, literal
from avggraph.validate.finding import Finding
from avggraph.validate.shapes.shape_set import shape_files, shipped_shapes

_SHAPE_FILE = "https://w3id.org/avggraph/shape/"


def finding_quads(findings: Iterable[Finding], naming: Naming) -> Iterator[Quad]:
    """Give the quads of findings: what was found, where, and in which record.

    Messages and words stay with the reports: a finding names the node that has the words.
    """
    graph = naming.graph("bevindingen")
    for finding in findings:
        node = iri(f"{naming.base}doc/validatie#{finding.fingerprint}")
        yield node, RDF.type, SH.ValidationResult, graph
        yield node, SH.resultSeverity, finding.severity.term, graph
        yield node, SH.sourceShape, iri(finding.shape), graph
        yield node, SH.focusNode, finding.focus, graph
        if finding.record:
            yield node, AVG.inRecord, iri(finding.record), graph


def shape_quads(shapes: Iterable[str], naming: Naming) -> Iterator[Quad]:
    """Give the quads of shipped shapes (IRIs): name, article and the file each is defined in (`…/shape/signals`)."""
    graph = naming.graph("bevindingen")
    for each in shapes:
        shape = shipped_shapes().shapes[each]
        node = iri(shape.iri)
        yield node, RDFS.label, literal(shape.name_nl, lang="nl"), graph
        yield node, RDFS.label, literal(shape.name_en, lang="en"), graph
        yield node, DCT.source, literal(shape.article), graph
        for name in shape_files():
            if shape.iri in shipped_shapes(name).shapes:
                yield node, RDFS.isDefinedBy, iri(f"{_SHAPE_FILE}{name}"), graph
