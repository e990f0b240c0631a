"""The facts of records, read from a store as a build leaves it."""

from __future__ import annotations

import pyoxigraph as ox

from avggraph.validate import RecordFacts, record_facts

RECORD = "https://avggraph.example/id/rijksoverheid/verwerking/"
QUADS = f"""
<{RECORD}m1> a <https://w3id.org/dpcat#ROPARecord> ;
    <http://purl.org/dc/terms/identifier> "M1" ; <http://purl.org/dc/terms/title> "Bezoek"@nl ;
    <https://w3id.org/avggraph/def#ministry> <urn:ministerie:b> , <urn:ministerie:a> , <urn:ministerie/zonder-naam> ;
    <http://www.w3.org/ns/prov#wasDerivedFrom> <urn:bron> .
<urn:bron> <https://w3id.org/avggraph/def#fileName> "map/a.txt" .
<urn:ministerie:a> <http://www.w3.org/2004/02/skos/core#prefLabel> "ministerie van A"@nl .
<urn:ministerie:b> <http://www.w3.org/2004/02/skos/core#prefLabel> "ministerie van B"@nl .
<{RECORD}zonder%20nummer> a <https://w3id.org/dpcat#ROPARecord> .
"""


def test_facts_are_read_and_what_is_unknown_is_left_open() -> None:
    store = ox.Store()
    store.load(QUADS, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("urn:graaf"))
    facts = record_facts(store)
    assert list(facts.values()) == [
        RecordFacts(
            f"{RECORD}m1",
            "M1",
            "Bezoek",
            ("ministerie van A", "ministerie van B", "zonder-naam"),
            "map/a.txt",
            "urn:bron",
        ),
        RecordFacts(f"{RECORD}zonder%20nummer"),
    ]
    assert [fact.name for fact in facts.values()] == ["M1", "zonder nummer"]
    assert list(facts) == [fact.iri for fact in facts.values()]
