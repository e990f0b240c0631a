"""The generated graphs: the same each time, and about every shape, so that each is seen to conform and to fire."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
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
from avggraph.validate.shacl.rdflib_terms import quads_of
from avggraph.validate.shacl.result import Result
from avggraph.validate.shacl.triples import Triples
from validate import generated
from validate.generated import disagreement, focus_nodes, graph_about, graphs
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
        data = quads_of_lines(graph_about(vocabulary, shape, f"{seed}/{number}"))
        focus = focus_nodes(vocabulary.shapes, shape, data)
        results = set(ENGINES["pyshacl"](Triples(data), checked))
        assert set(ENGINES["compiled"](Triples(data), checked)) == results
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
        assert sorted(f"{' '.join(quad)} ." for quad in quads_of_lines(lines)) == lines


@pytest.mark.parametrize("datatype", LEXICAL)
def test_specimens_of_a_datatype_are_well_and_ill_typed_for_pyshacl_too(datatype: URIRef) -> None:
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
    results = ENGINES["pyshacl"](Triples(quads_of_lines(lines)), bare(shapes))
    assert {result.value for result in results} == set(map(str, wanted))


@pytest.mark.parametrize("engine", sorted(ENGINES.keys() - {"pyshacl"}))
@pytest.mark.parametrize("seed", range(3))
def test_an_engine_finds_what_pyshacl_finds(engine: str, seed: int) -> None:
    for shapes, count in ((shipped_shapes(), 30), (bare(EVERY_CONSTRAINT), 40)):
        for lines in graphs(shapes.graph, seed, count):
            assert not disagreement(lines, shapes, engine), "\n".join(lines)


EXTRA = Result("<urn:x>", None, None, "urn:c", "urn:s", "<urn:ernst>", ())


def test_disagreement_names_what_is_missing_and_what_is_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def halting(data: Triples, shapes: ShapeSet) -> Iterator[Result]:
        results: Iterable[Result] = ENGINES["pyshacl"](data, shapes)
        _, *rest = sorted(results, key=str)
        yield from rest
        yield EXTRA

    engines: Mapping[str, object] = {**ENGINES, "halting": halting}
    lines = next(graphs(shipped_shapes().graph, 1, 1))
    assert not disagreement(lines, shipped_shapes(), "pyshacl")
    monkeypatch.setattr(generated, "ENGINES", engines)
    found = disagreement(lines, shipped_shapes(), "halting")
    assert found
    assert len(found.missing) == 1
    assert found.extra == {EXTRA}


PATTERNS = sorted({str(pattern) for shapes in (shipped_shapes().graph, EVERY_CONSTRAINT)
                   for pattern in shapes.objects(None, SH.pattern)})  # fmt: skip


@given(st.sampled_from(PATTERNS), st.randoms(use_true_random=False))
def test_matching_text_matches(pattern: str, rng: object) -> None:
    assert re.search(pattern, matching_text(pattern, rng))  # type: ignore[arg-type]
