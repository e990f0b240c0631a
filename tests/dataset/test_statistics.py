"""The figures of a graph are those that counting in another way gives."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset, Graph, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, VOID

from avggraph.dataset.nquads import nquads_lines
from avggraph.dataset.statistics import Statistics, Uses, count_statistics
from avggraph.graph.naming import Naming
from avggraph.graph.terms import DPCAT, TOOI, iri, literal
from avggraph.graph.terms import RDF as RDF_TERMS
from avggraph.query import OxigraphEngine
from dataset.conftest import Written

NAMING = Naming()
SUBJECTS = [iri(f"{NAMING.base}id/a"), iri(f"{NAMING.base}id/b"), f"<{TOOI.base}x>"]
PREDICATES = ["<urn:p>", "<urn:q>", RDF_TERMS.type]
VALUES = [literal("een twee ."), literal("een twee .", lang="nl"), f"<{TOOI.base}x>", DPCAT.ROPARecord, "<urn:g>"]
GRAPHS = [NAMING.record_graph("m1"), NAMING.record_graph("m2"), NAMING.graph("stromen")]


def counted(quads: set[tuple[str, str, str, str]]) -> Statistics:
    with TemporaryDirectory() as folder:
        lines = sorted(" ".join(quad) + " ." for quad in quads)
        return count_statistics(lines, NAMING, Path(folder))


@given(st.sets(st.tuples(*map(st.sampled_from, (SUBJECTS, PREDICATES, VALUES, GRAPHS)))))
def test_counting_as_a_stream_is_counting_sets(quads: set[tuple[str, str, str, str]]) -> None:
    found = counted(quads)
    triples = {quad[:3] for quad in quads}
    kinds = defaultdict(set)
    for subject, predicate, value, graph in quads:
        kinds["stromen" if graph.endswith("stromen>") else "records"].add((subject, predicate, value))
    uses = {
        name[1:-1]: Uses(
            sum(predicate == name for _, predicate, _ in triples),
            len({subject for subject, predicate, _ in triples if predicate == name}),
            len({value for _, predicate, value in triples if predicate == name}),
        )
        for name in {predicate for _, predicate, _ in triples}
    }
    assert found.triples == len(triples)
    assert found.subjects == len({subject for subject, _, _ in triples})
    assert found.objects == len({value for _, _, value in triples})
    assert found.entities == len({subject for subject, _, _ in triples if NAMING.base in subject})
    assert found.graphs == {kind: len(members) for kind, members in kinds.items()}
    assert found.properties == uses
    assert found.classes == Counter(value[1:-1] for _, name, value in triples if name == RDF_TERMS.type)
    assert found.links == Counter(
        ("tooi", name[1:-1]) for _, name, value in triples if TOOI.base in value and name != RDF_TERMS.type
    )


def one(graph: Graph, subject: URIRef, predicate: URIRef) -> int:
    return int(str(graph.value(subject, predicate, any=False)))


def test_void_tells_the_figures_that_sparql_gives(written: Written) -> None:
    void = Graph().parse(written.folder / "void.ttl")
    store = written.output.open_store()

    def asked(query: str) -> int:
        count = f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {query} }}"
        return int(str(OxigraphEngine(store).select(count)[0]["n"]))

    # As written: a store makes one value of "P12M" and "P1Y".
    values: dict[str, set[object]] = defaultdict(set)
    for quad in ox.parse(path=str(written.output.folder / "graph.nq"), format=ox.RdfFormat.N_QUADS):
        values[quad.predicate.value].add(quad.object)
    dataset = URIRef("https://avg.voorbeeld.example/data/#dataset")
    subjects = "SELECT DISTINCT ?s { ?s ?p ?o }"
    assert one(void, dataset, VOID.triples) == asked("?s ?p ?o")
    assert one(void, dataset, VOID.distinctSubjects) == asked(subjects)
    assert one(void, dataset, VOID.distinctObjects) == len(set().union(*values.values()))
    assert one(void, dataset, VOID.entities) == asked(
        f'SELECT DISTINCT ?s {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{written.output.base}")) }}'
    )
    for part in void.objects(dataset, VOID.classPartition):
        name = void.value(part, VOID["class"])
        assert one(void, URIRef(str(part)), VOID.entities) == asked(f"?s a <{name}>"), name
    for part in void.objects(dataset, VOID.propertyPartition):
        node, name = URIRef(str(part)), void.value(part, VOID.property)
        assert one(void, node, VOID.triples) == asked(f"?s <{name}> ?o"), name
        assert one(void, node, VOID.distinctSubjects) == asked(f"SELECT DISTINCT ?s {{ ?s <{name}> ?o }}"), name
        assert one(void, node, VOID.distinctObjects) == len(values[str(name)]), name
    tooi = URIRef("https://avg.voorbeeld.example/data/#bij-tooi")
    (linkset,) = (
        node
        for node in void.subjects(VOID.objectsTarget, tooi)
        if void.value(node, VOID.linkPredicate) == URIRef("https://w3id.org/dpv#hasDataController")
    )
    assert one(void, URIRef(str(linkset)), VOID.triples) == asked(
        f'?s <https://w3id.org/dpv#hasDataController> ?o FILTER(STRSTARTS(STR(?o), "{TOOI.base}"))'
    )


def test_the_parts_of_void_are_the_graphs_of_the_build(written: Written) -> None:
    void = Graph().parse(written.folder / "void.ttl")
    graphs = Dataset().parse(written.output.folder / "graph.nq", format="nquads").graphs()
    by_kind: dict[str, set[object]] = defaultdict(set)
    for graph in graphs:
        name = str(graph.identifier).removeprefix(f"{written.output.base}graph/")
        by_kind["records" if "/" in name else name] |= set(graph)
    by_kind = {kind: members for kind, members in by_kind.items() if members}
    told = {
        str(part).rpartition("#deel-")[2]: one(void, URIRef(str(part)), VOID.triples)
        for part in void.objects(None, VOID.subset)
        if "#deel-" in str(part)
    }
    assert told == {kind: len(members) for kind, members in by_kind.items()}
    titles = void.objects(URIRef("https://avg.voorbeeld.example/data/#deel-records"), DCTERMS.title)
    assert {str(title) for title in titles} == {"De beschrijvingen van verwerkingen", "The records of processing"}


def test_void_leads_to_the_data(written: Written) -> None:
    void = Graph().parse(written.folder / "void.ttl")
    dataset = URIRef("https://avg.voorbeeld.example/data/#dataset")
    dumps = {str(dump).rpartition("/data/")[2] for dump in void.objects(dataset, VOID.dataDump)}
    assert dumps == {"graph.nq.gz", "graph.trig.gz", "graph.ttl", "graph.jsonld"}
    assert void.value(dataset, VOID.sparqlEndpoint) == URIRef("https://avg.voorbeeld.example/sparql")
    example = void.value(dataset, VOID.exampleResource)
    store = written.output.open_store()
    record = ox.NamedNode(DPCAT.ROPARecord[1:-1])
    assert list(store.quads_for_pattern(ox.NamedNode(str(example)), ox.NamedNode(str(RDF.type)), record))
    assert void.value(dataset, FOAF.homepage) == URIRef("https://avg.voorbeeld.example/data/")
    assert URIRef("https://w3id.org/dpv#") in set(void.objects(dataset, VOID.vocabulary))


def test_lines_end_at_line_feeds_alone(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text('<urn:a> <urn:p> "een\u2028twee\x85" <urn:g> .\n', encoding="utf-8", newline="\n")
    assert list(nquads_lines(path)) == ['<urn:a> <urn:p> "een\u2028twee\x85" <urn:g> .']
