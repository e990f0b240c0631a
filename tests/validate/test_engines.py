"""The compiled engine gives the report that pySHACL gives: on every case, on whole records, and on the examples."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pyoxigraph as ox
import pytest

from avggraph.errors import KnowledgeError
from avggraph.graph.terms import Quad
from avggraph.store import graph_quads, open_output, record_units
from avggraph.validate import ENGINES, ShapeSet, Validator, shipped_shapes
from avggraph.validate.engine import quads_of_lines
from avggraph.validate.shacl.compiled import compiled_results
from avggraph.validate.shacl.pyshacl_engine import pyshacl_results
from avggraph.validate.shacl.result import Result
from avggraph.validate.shacl.triples import Triples
from validate.rdf import lines

HERE = Path(__file__).parent
PREFIXES = """
@prefix ex: <urn:ex:> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def triples(turtle: str) -> Triples:
    return Triples(
        (str(each.subject), str(each.predicate), str(each.object), "")
        for each in ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)
    )


def both(data: Triples, shapes: ShapeSet) -> tuple[set[Result], set[Result]]:
    return set(compiled_results(data, shapes)), set(pyshacl_results(data, shapes))


@pytest.mark.parametrize(
    "file", sorted((HERE / "cases").glob("*/*.ttl")), ids=lambda file: f"{file.parent.name}-{file.stem}"
)
def test_engines_agree_on_a_case(file: Path) -> None:
    compiled, reference = both(Triples(quads_of_lines(lines(file))), shipped_shapes())
    assert compiled == reference


def test_engines_agree_on_the_examples(built_examples: Path) -> None:
    output = open_output(built_examples)
    store = output.open_store()
    concepts, *shared = (output.naming.graph(name)[1:-1] for name in ("begrippen", "organisaties", "wetten"))
    context = Triples(graph_quads(store, concepts))
    units = record_units(store, *shared)
    found = 0
    while shard := [quad for unit in islice(units, 10) for quad in unit]:
        compiled, reference = both(Triples(shard, context), shipped_shapes())
        assert compiled == reference
        found += len(reference)
    assert found > 50


def test_a_shard_judges_as_its_records_do(built_examples: Path) -> None:
    """Shapes judge within a record: the findings of a shard are those of its records."""
    output = open_output(built_examples)
    store = output.open_store()
    concepts, *shared = (output.naming.graph(name)[1:-1] for name in ("begrippen", "organisaties", "wetten"))
    validator = Validator(graph_quads(store, concepts))
    units = list(record_units(store, *shared))
    together: list[Quad] = [quad for unit in units for quad in unit]
    assert set(validator.findings(together)) == {each for unit in units for each in validator.findings(unit)}


# Each shape beside data that it accepts and data that it does not: what the shipped shapes do not use, or hardly.
SHAPES = {
    "closed": """ex:s sh:targetClass ex:T ; sh:closed true ; sh:ignoredProperties ( rdfs:label ) ;
        sh:property [ sh:path ex:p ] .""",
    "range": "ex:s sh:targetClass ex:T ; sh:path ex:p ; sh:minInclusive 1 ; sh:maxExclusive 5 .",
    "equals": "ex:s sh:targetClass ex:T ; sh:path ex:p ; sh:equals ex:q .",
    "disjoint": "ex:s sh:targetClass ex:T ; sh:path ex:p ; sh:disjoint ex:q .",
    "order": "ex:s sh:targetClass ex:T ; sh:path ex:p ; sh:lessThanOrEquals ex:q .",
    "one of": """ex:s sh:targetClass ex:T ;
        sh:xone ( [ sh:path ex:p ; sh:minCount 1 ] [ sh:path ex:q ; sh:minCount 1 ] ) .""",
    "subclass": "ex:s sh:targetClass ex:Broad ; sh:path ex:p ; sh:class ex:Broad .",
    "again": "ex:s sh:targetClass ex:T ; sh:path [ sh:oneOrMorePath ex:next ] ; sh:class ex:T .",
    "inverse": "ex:s sh:targetClass ex:T ; sh:path [ sh:inversePath ( ex:next ex:next ) ] ; sh:maxCount 0 .",
    "language": 'ex:s sh:targetClass ex:T ; sh:path rdfs:label ; sh:uniqueLang true ; sh:languageIn ( "nl" "en" ) .',
    "length": "ex:s sh:targetClass ex:T ; sh:path rdfs:label ; sh:minLength 2 ; sh:maxLength 4 .",
    "siblings": """ex:s sh:targetClass ex:T ; sh:property ex:s1 , ex:s2 .
        ex:s1 sh:path ex:p ; sh:qualifiedValueShape [ sh:datatype xsd:integer ] ; sh:qualifiedMinCount 1 ;
          sh:qualifiedValueShapesDisjoint true .
        ex:s2 sh:path ex:p ; sh:qualifiedValueShape [ sh:minInclusive 3 ] ; sh:qualifiedMaxCount 1 .""",
    "message": """ex:s sh:targetClass ex:T ; sh:path ex:p ; sh:maxCount 0 ; sh:severity sh:Info ;
        sh:message "te veel"@nl , "too many"@en .""",
    "off": "ex:s sh:targetClass ex:T ; sh:path ex:p ; sh:maxCount 0 ; sh:deactivated true .",
    "query": """ex:s sh:targetClass ex:T ; sh:sparql [ sh:message "{?value} na {$this}" ; sh:select
        "SELECT $this ?value WHERE { $this <urn:ex:p> ?value FILTER NOT EXISTS { $this <urn:ex:q> ?value } }" ] .""",
}  # fmt: skip
DATA = """
ex:a a ex:T ; ex:p 1 , 3 , 7 ; ex:q 3 , 9 ; rdfs:label "a"@nl , "aap"@nl , "monkey"@en , "Affe"@de ; ex:next ex:b .
ex:b a ex:T ; ex:p "1"^^xsd:integer , "x"^^xsd:integer , "2" , ex:a ; ex:next ex:c .
ex:c a ex:Narrow ; ex:q 2 ; ex:p ex:c , ex:a ; rdfs:label "cc" ; ex:next ex:a .
ex:d a ex:T ; ex:other 1 . ex:Narrow rdfs:subClassOf ex:Broad .
"""


@pytest.mark.parametrize("name", SHAPES)
def test_engines_agree_on_what_the_shipped_shapes_do_not_use(name: str) -> None:
    compiled, reference = both(triples(DATA), ShapeSet(triples(SHAPES[name]), {}))
    assert {tuple_of(each) for each in compiled} == {tuple_of(each) for each in reference}
    assert bool(reference) is (name != "off")


def tuple_of(result: Result) -> tuple[object, ...]:
    """Give a result without the name of a shape that has none: two graphs name a blank node differently."""
    shape = "_:" if result.shape.startswith("_:") else result.shape
    return (result.focus, result.path, result.value, result.component, shape, result.severity, result.messages)


REFUSED = {
    "naar zichzelf": "ex:s sh:targetClass ex:T ; sh:not ex:s .",
    "gebruikt": "ex:s sh:targetClass ex:T ; sh:js [ ] .",
    "meer dan één": "ex:s sh:targetClass ex:T ; sh:path ex:p , ex:q .",
    "reguliere expressie": 'ex:s sh:targetClass ex:T ; sh:pattern "(" .',
    "vlag": 'ex:s sh:targetClass ex:T ; sh:pattern "a" ; sh:flags "q" .',
    "soort knoop": "ex:s sh:targetClass ex:T ; sh:nodeKind ex:Odd .",
    "geen aantal": 'ex:s sh:targetClass ex:T ; sh:path ex:p ; sh:minCount "veel" .',
    "RDF-lijst": "ex:s sh:targetClass ex:T ; sh:in ex:nolist .",
    "geen pad": "ex:s sh:targetClass ex:T ; sh:path [ ex:p ex:q ] ; sh:minCount 1 .",
    "eigen voorwaarden": "ex:c a sh:ConstraintComponent .",
    "heeft geen sh:path": "ex:s sh:targetClass ex:T ; sh:property [ sh:minCount 1 ] .",
    "geen SPARQL": 'ex:s sh:targetClass ex:T ; sh:sparql [ sh:select "SELECT WHERE" ] .',
    "verbiedt": 'ex:s sh:targetClass ex:T ; sh:sparql [ sh:select "SELECT $this WHERE { MINUS { ?a ?b ?c } }" ] .',
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_the_engine_does_not_know_it_refuses_by_name(reason: str) -> None:
    with pytest.raises(KnowledgeError, match=reason):
        list(compiled_results(triples(DATA), ShapeSet(triples(REFUSED[reason]), {})))


def test_the_default_engine_is_the_compiled_one() -> None:
    assert list(ENGINES) == ["compiled", "pyshacl"]
    assert set(Validator().findings(())) == set()
