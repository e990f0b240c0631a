"""The facets of the list, held to what the saved questions answer about the same build."""

from __future__ import annotations

from collections import defaultdict

import pytest

from avggraph.addresses import LANGUAGES
from avggraph.publish import Setting
from avggraph.publish.reader import Reader
from avggraph.publish.search import Facet, Listing, load_facets
from avggraph.publish.search.facets import tabulate
from avggraph.query import Iri, Literal, Table
from avggraph.store import open_output


@pytest.fixture(scope="module", params=["built_examples", "built_seeds"], ids=["examples", "real documents"])
def reader(request: pytest.FixtureRequest) -> Reader:
    return Reader(open_output(request.getfixturevalue(request.param)), Setting())


@pytest.fixture(scope="module")
def listing(reader: Reader) -> Listing:
    return Listing(reader)


def answered(reader: Reader, question: str, value: str) -> dict[str, set[str]]:
    """Give the records that a saved question answers by one of its columns."""
    table = reader.ask(question)
    found = defaultdict(set)
    for row in table.rows:
        told, record = row[table.columns.index(value)], row[table.columns.index("record")]
        if told is not None and record is not None:
            found[told.value].add(record.value)
    return dict(found)


def records_of(listing: Listing, name: str) -> dict[str, set[str]]:
    return {
        value.iri or value.key: {listing.rows[place].iri for place in value.records}
        for value in listing.tables[name].values
    }


@pytest.mark.parametrize(
    ("facet", "column"), [("doorgifte", "transferOutsideEU"), ("besluit", "automatedDecisionMaking")]
)
def test_each_answer_has_the_records_that_give_it(reader: Reader, listing: Listing, facet: str, column: str) -> None:
    said = answered(reader, "records", column)
    assert records_of(listing, facet) == {answer.replace(" ", "-"): records for answer, records in said.items()}


def test_sensitive_data_are_those_of_the_saved_question(reader: Reader, listing: Listing) -> None:
    said = answered(reader, "special-data", "category")
    found = records_of(listing, "bijzonder")
    assert {key: records for key, records in found.items() if key != "niet-herkend"} == said
    assert found.get("niet-herkend", set()) == set(reader.records).difference(*said.values())


def test_a_kind_of_data_counts_the_records_with_narrower_kinds(reader: Reader, listing: Listing) -> None:
    asked = reader.engine.select(
        "PREFIX dpcat: <https://w3id.org/dpcat#> PREFIX dpv: <https://w3id.org/dpv#> "
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT DISTINCT ?record ?stated ?value WHERE "
        "{ ?record a dpcat:ROPARecord ; dpv:hasPersonalData ?stated . ?stated skos:broader* ?value }"
    )
    wide, own = defaultdict(set), defaultdict(set)
    for row in asked.texts():
        wide[row["value"]].add(row["record"])
        own[row["stated"]].add(row["record"])
    found = records_of(listing, "gegevens")
    assert {iri: records for iri, records in found.items() if iri != "niet-vermeld"} == wide
    for value in listing.tables["gegevens"].values:
        alone = {listing.rows[place].iri for place in set(value.records).difference(value.narrower)}
        assert not value.iri or alone == own.get(value.iri, set())


def test_retention_without_an_end_is_that_of_the_saved_question(reader: Reader, listing: Listing) -> None:
    said = answered(reader, "retention-unbounded", "kind")
    assert said
    found = records_of(listing, "bewaren")
    assert {kind: found[kind] for kind in said} == said


def test_organisations_have_the_roles_of_the_saved_question(reader: Reader, listing: Listing) -> None:
    table = listing.tables["organisatie"]
    things = {value.key: value.iri for value in table.values}
    names = {key: names["nl"] for key, names in listing.tables["rol"].facet.values.items()}
    found = {
        (things[key], names[role], listing.rows[place].iri)
        for (key, role), places in table.pairs.items()
        for place in places
    }
    said = reader.ask("roles")
    at = {column: said.columns.index(column) for column in ("party", "role", "record")}
    answers = {tuple(str(row[at[column]]) for column in ("party", "role", "record")) for row in said.rows}
    # The question also tells of groups and systems, and names as a source the party that a flow comes from.
    assert found <= answers | {each for each in found if each[1] == "bron"}
    assert {each for each in answers if each[0] in things.values() and each[1] not in ("systeem", "bron")} <= found


def test_every_record_is_somewhere_in_every_facet_but_those_of_what_was_found(listing: Listing) -> None:
    for name, table in listing.tables.items():
        listed = {place for value in table.values for place in value.records}
        if name not in ("regel", "rol"):
            assert listed == set(range(len(listing.rows))), name


def test_every_value_has_a_name_in_both_languages(listing: Listing) -> None:
    for table in listing.tables.values():
        for value in table.values:
            names = listing.names(table, value)
            assert all(names[language] for language in LANGUAGES)
            assert value.iri or value.key in table.facet.values, f"{table.facet.name} has no words for {value.key}"


def test_facets_are_said_in_both_languages() -> None:
    assert all(facet.title["nl"] != "" != facet.title["en"] for facet in load_facets())
    assert len({facet.name for facet in load_facets()}) == len(load_facets())


def test_things_whose_names_end_alike_have_keys_of_their_own() -> None:
    facet = Facet("bron", {}, {"politie": {}}, absent="niet-vermeld")
    rows = [(Iri("urn:r"), Iri(f"https://{host}.example/politie")) for host in ("b", "a")]
    table, _ = tabulate(facet, Table(("record", "value"), (*rows, (Iri("urn:r"), Literal("politie")))), {"urn:r": 0})
    assert len({value.key.lower() for value in table.values}) == 3
    assert {value.iri for value in table.values} == {"", "https://a.example/politie", "https://b.example/politie"}


def test_a_key_cannot_leave_its_folder() -> None:
    facet = Facet("bron", {}, {})
    rows = ((Iri("urn:r"), Iri("https://a.example/..%2F..%2Fx")),)
    [value] = tabulate(facet, Table(("record", "value"), rows), {"urn:r": 0})[0].values
    assert "/" not in value.key and "." not in value.key
