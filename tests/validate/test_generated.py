"""The generated graphs: the same each time, and about every shape, so that each is seen to conform and to fire."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import SH, Graph, URIRef
from rdflib.namespace import XSD

from avggraph.validate import ENGINES, ShapeSet, shipped_shapes
from avggraph.validate.result import Result
from validate import generated
from validate.generated import Vocabulary, disagreement, focus_nodes, graphs, quads
from validate.pattern_text import matching_text
from validate.specimens import LEXICAL

EVERY_CONSTRAINT = Graph().parse(Path(__file__).parent / "every-constraint.ttl")
_ROUNDS = 5  # graphs about each shape


def bare(shapes: Graph) -> ShapeSet:
    """Give shapes that an engine can work with, without what they say to a reader."""
    return ShapeSet(shapes, MappingProxyType({}))


def outcomes(shapes: ShapeSet, seed: int) -> tuple[dict[URIRef, int], dict[URIRef, int]]:
    """Count for each shape the graphs in which a focus node conforms, and those in which one does not."""
    targeted = Vocabulary(shapes.graph).targeted
    conforming, violating = dict.fromkeys(targeted, 0), dict.fromkeys(targeted, 0)
    for lines in graphs(shapes.graph, seed, _ROUNDS * len(targeted)):
        data = quads(lines)
        failed: dict[str, set[str]] = {}
        for result in ENGINES["pyshacl"](data, shapes):
            failed.setdefault(result.shape, set()).add(result.focus)
        for shape in targeted:
            focus = focus_nodes(shapes.graph, shape, data)
            assert failed.get(str(shape), set()) <= focus
            conforming[shape] += bool(focus - failed.get(str(shape), set()))
            violating[shape] += bool(failed.get(str(shape)))
    return conforming, violating


@pytest.mark.parametrize("name", ["shipped", "every constraint"])
def test_every_shape_conforms_in_some_graph_and_fires_in_another(name: str) -> None:
    shapes = shipped_shapes() if name == "shipped" else bare(EVERY_CONSTRAINT)
    conforming, violating = outcomes(shapes, seed=1)
    assert [shape for shape, count in conforming.items() if not count] == []
    assert [shape for shape, count in violating.items() if not count] == []


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
        assert sorted(f"{quad} ." for quad in quads(lines)) == lines


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
    results = ENGINES["pyshacl"](quads(lines), bare(shapes))
    assert {result.value for result in results} == set(map(str, wanted))


def test_disagreement_names_what_is_missing_and_what_is_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def halting(data: Sequence[ox.Quad], shapes: ShapeSet) -> Iterator[Result]:
        results: Iterable[Result] = ENGINES["pyshacl"](data, shapes)
        _, *rest = sorted(results, key=str)
        yield from rest
        yield Result("<urn:x>", None, "urn:s", "urn:c")

    engines: Mapping[str, object] = {**ENGINES, "halting": halting}
    lines = next(graphs(shipped_shapes().graph, 1, 1))
    assert not disagreement(lines, shipped_shapes(), "pyshacl")
    monkeypatch.setattr(generated, "ENGINES", engines)
    found = disagreement(lines, shipped_shapes(), "halting")
    assert found
    assert len(found.missing) == 1
    assert found.extra == {Result("<urn:x>", None, "urn:s", "urn:c")}


PATTERNS = sorted({str(pattern) for shapes in (shipped_shapes().graph, EVERY_CONSTRAINT)
                   for pattern in shapes.objects(None, SH.pattern)})  # fmt: skip


@given(st.sampled_from(PATTERNS), st.randoms(use_true_random=False))
def test_matching_text_matches(pattern: str, rng: object) -> None:
    assert re.search(pattern, matching_text(pattern, rng))  # type: ignore[arg-type]
