"""The generated graphs: the same each time, and about every shape, so that each is seen to conform and to fire."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, SH, Graph, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

from avggraph.validate import ENGINES, ShapeSet, shipped_shapes
from avggraph.validate.engine import quads_of_lines
from avggraph.validate.rdflib_terms import quads_of
from avggraph.validate.result import Result
from avggraph.validate.triples import Triples
from validate import generated
from validate.generated import data, disagreement, focus_nodes, graph_about, graphs
from validate.pattern_text import matching_text
from validate.specimens import LEXICAL
from validate.vocabulary import Vocabulary

EVERY_CONSTRAINT = Graph().parse(Path(__file__).parent / "every-constraint.ttl")
_MOST = 60  # graphs about a shape within which both must have come up


def bare(shapes: Graph) -> ShapeSet:
    """Give shapes that an engine can work with, without what they say to a reader."""
    return ShapeSet(Triples(quads_of(shapes)), MappingProxyType({}))


def alone(shapes: Graph, shape: Node) -> ShapeSet:
    """Give one shape with what it consists of and refers to: an engine is much faster on that."""
    part, left = Graph(), [shape]
    while left:
        node = left.pop()
        triples = [] if (node, None, None) in part else list(shapes.triples((node, None, None)))
        for triple in triples:
            part.add(triple)
        left += [value for _, predicate, value in triples if predicate != RDF.type]
    return bare(part)


def outcomes(vocabulary: Vocabulary, shape: URIRef, seed: int, most: int) -> Iterator[tuple[bool, bool]]:
    """Tell of graphs about a shape, on which the engines agree, whether a focus node conforms and whether one fails."""
    checked = alone(vocabulary.shapes, shape)
    for number in range(most):
        graph = data(graph_about(vocabulary, shape, f"{seed}/{number}"))
        focus = focus_nodes(vocabulary.shapes, shape, graph)
        results = set(ENGINES["pyshacl"](graph, checked))
        assert set(ENGINES["compiled"](graph, checked)) == results
        failed = {result.focus for result in results if result.shape == str(shape)}
        assert failed <= focus
        yield bool(focus - failed), bool(failed)


VOCABULARIES = (Vocabulary(shipped_shapes().graph), Vocabulary(EVERY_CONSTRAINT))
EVERY_SHAPE = [(vocabulary, shape) for vocabulary in VOCABULARIES for shape in vocabulary.targeted]


@pytest.mark.parametrize(("vocabulary", "shape"), EVERY_SHAPE, ids=[str(shape) for _, shape in EVERY_SHAPE])
def test_every_shape_conforms_in_some_graph_and_fires_in_another(vocabulary: Vocabulary, shape: URIRef) -> None:
    conforms = fires = False
    for conforming, failing in outcomes(vocabulary, shape, seed=1, most=_MOST):
        conforms, fires = conforms or conforming, fires or failing
        if conforms and fires:
            return
    assert conforms, f"no focus node conforms in {_MOST} graphs"
    assert fires, f"no focus node fails in {_MOST} graphs"


def test_every_constraint_of_shacl_core_is_among_the_constraints() -> None:
    core = {
        *("class", "datatype", "nodeKind", "minCount", "maxCount", "minExclusive", "minInclusive", "maxExclusive"),
        *("maxInclusive", "minLength", "maxLength", "pattern", "languageIn", "uniqueLang", "equals", "disjoint", "not"),
        *("and", "or", "xone", "node", "property", "qualifiedValueShape", "closed", "hasValue", "in", "inversePath"),
        *("alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath", "targetClass", "targetNode"),
        *("targetSubjectsOf", "targetObjectsOf"),
    }
    assert [name for name in core if (None, SH[name], None) not in EVERY_CONSTRAINT] == []


@pytest.mark.parametrize("shapes", [shipped_shapes().graph, EVERY_CONSTRAINT], ids=["shipped", "every constraint"])
def test_same_seed_same_graphs_and_they_are_canonical(shapes: Graph) -> None:
    first, again = list(graphs(shapes, 7, 40)), list(graphs(shapes, 7, 40))
    assert first == again
    assert first == list(graphs(Graph().parse(data=shapes.serialize()), 7, 40))
    assert first != list(graphs(shapes, 8, 40))
    assert first[:11] == list(graphs(shapes, 7, 11))
    for lines in first:
        assert sorted(f"{' '.join(filter(None, quad))} ." for quad in quads_of_lines(lines)) == lines


@pytest.mark.parametrize("datatype", LEXICAL)
def test_specimens_of_a_datatype_are_well_and_ill_typed_for_both_engines(datatype: URIRef) -> None:
    if not str(datatype).startswith(str(XSD)):
        return
    shapes = Graph()
    shapes.add((URIRef("urn:s"), SH.targetObjectsOf, URIRef("urn:p")))
    shapes.add((URIRef("urn:s"), SH.datatype, datatype))
    well_formed, ill_typed = LEXICAL[datatype]
    wanted = {ox.Literal(text, datatype=ox.NamedNode(datatype)) for text in ill_typed}
    lines = [
        f"<urn:x> <urn:p> {ox.Literal(text, datatype=ox.NamedNode(datatype))} ." for text in (*well_formed, *ill_typed)
    ]
    for engine in ENGINES.values():
        assert {result.value for result in engine(data(lines), bare(shapes))} == set(map(str, wanted))


def test_disagreement_names_what_is_missing_and_what_is_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    invented = Result("<urn:x>", None, None, "urn:c", "urn:s", SH.Violation.n3(), ())

    def halting(graph: Triples, shapes: ShapeSet) -> Iterator[Result]:
        _, *rest = sorted(ENGINES["pyshacl"](graph, shapes), key=str)
        yield from rest
        yield invented

    engines: Mapping[str, object] = {**ENGINES, "halting": halting}
    lines = next(graphs(shipped_shapes().graph, 1, 1))
    assert not disagreement(lines, shipped_shapes(), "compiled")
    monkeypatch.setattr(generated, "ENGINES", engines)
    found = disagreement(lines, shipped_shapes(), "halting")
    assert found
    assert len(found.missing) == 1
    assert found.extra == {invented}


@pytest.mark.parametrize("shapes", [shipped_shapes().graph, EVERY_CONSTRAINT], ids=["shipped", "every constraint"])
def test_engines_agree_on_graphs_that_many_shapes_meet_in(shapes: Graph) -> None:
    """What the shapes of one graph say of each other's nodes: all shapes at once, on graphs with several together."""
    for number in range(12):
        drawn = graphs(shapes, 100 + number, 5)
        together = sorted({line for lines in drawn for line in lines})
        assert not disagreement(together, bare(shapes), "compiled")


PATTERNS = sorted({str(pattern) for shapes in (shipped_shapes().graph, EVERY_CONSTRAINT)
                   for pattern in shapes.objects(None, SH.pattern)})  # fmt: skip


@given(st.sampled_from(PATTERNS), st.randoms(use_true_random=False))
def test_matching_text_matches(pattern: str, rng: object) -> None:
    assert re.search(pattern, matching_text(pattern, rng))  # type: ignore[arg-type]
