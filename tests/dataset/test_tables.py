"""What the tables hold is what the graph states, no more and no less."""

from __future__ import annotations

import csv
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

import pyoxigraph as ox
import pytest
from csvw import TableGroup

from avggraph.dataset.nodes import Node, nodes
from avggraph.dataset.rows import RowReader
from avggraph.dataset.sheets import Datatype, Kind, link_name, load_design
from avggraph.errors import StoreError
from avggraph.graph.naming import Naming
from avggraph.graph.terms import iri, literal
from avggraph.query import OxigraphEngine
from avggraph.query.prefixes import compress
from dataset.conftest import Written

DESIGN = load_design()
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
# What no column repeats: the types that make a node a row; the words, which have a table of their own; and relations
# that the field `record` of the other table states already, or another column in another form.
ELSEWHERE = {
    "records": {
        "avg:hasContradiction", "avg:hasControllerEntry", "avg:hasRegisterField", "avg:hasSecurityDescription",
        "avg:hasUnrecognised", "dpv:hasDataProtectionOfficer", "dpv:hasJointDataControllers", "dpv:hasProcess",
    },
    "data_blocks": {"dct:isPartOf"},
    "retention": {"rdf:value"},
    "concept_schemes": {"skos:hasTopConcept"},
    "concepts": {"skos:topConceptOf"},
}  # fmt: skip


def read_csv(written: Written, name: str) -> list[dict[str, str]]:
    with (written.folder / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


Statements = dict[str, set[tuple[str, str]]]


@pytest.fixture(scope="module")
def graph(everything: Written) -> Statements:
    """Subjects and values by property."""
    quads = ox.parse(path=str(everything.output.folder / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    found: Statements = defaultdict(set)
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            found[quad.predicate.value].add((quad.subject.value, quad.object.value))
    return found


def test_no_property_of_the_graph_is_left_out(everything: Written) -> None:
    missing: dict[str, set[str]] = defaultdict(set)
    without_table = set()
    for node in nodes(everything.output):
        types, properties = frozenset(node.iris(TYPE)), frozenset(node.values)
        table = next((table for table in DESIGN.tables if table.holds(types, properties)), None)
        if table is None:
            without_table.add(node.iri.rpartition("/")[2])
            continue
        said = {compress(name) for name in properties - {column.property for column in table.columns}}
        missing[table.name] |= said - ELSEWHERE.get(table.name, set()) - {"rdf:type", "prov:wasQuotedFrom"}
    assert {table: names for table, names in missing.items() if names} == {}
    assert without_table == {"register"}


def test_what_a_field_states_is_stated_by_the_graph(everything: Written, graph: Statements) -> None:
    for name, sheet in DESIGN.sheets.items():
        for row in read_csv(everything, name):
            for field in sheet.fields:
                if field.property and row[field.name]:
                    said = row[field.name]
                    assert {(row["iri"], said), (row["iri"], said.removeprefix("'"))} & graph[field.property], row


def test_every_relation_has_its_row(everything: Written, graph: Statements) -> None:
    for table in DESIGN.tables:
        own = {row["iri"] for row in read_csv(everything, table.name)}
        for column in table.columns:
            if column.kind is Kind.THINGS:
                stated = {(of, value) for of, value in graph[column.property] if of in own}
                rows = {(row["iri"], row["value"]) for row in read_csv(everything, link_name(table.name, column.name))}
                assert rows == stated, column


def test_every_record_is_a_row_with_the_names_of_what_it_names(written: Written) -> None:
    rows = {row["reference"]: row for row in read_csv(written, "records")}
    visa = rows["M9001"]
    assert visa["title"] == "Visumaanvragen voor kort verblijf (voorbeeld)"
    assert visa["controllers"] == "ministerie van Buitenlandse Zaken"
    assert visa["systems"] == "Nieuw Visuminformatiesysteem"
    assert visa["third_countries"] == "India | Zuid-Afrika"
    assert (visa["transfer"], visa["transfer_label"]) == ("avg:Yes", "ja")


def test_not_stated_is_never_no(everything: Written) -> None:
    said = {(row["related"], row["related_label"]) for row in read_csv(everything, "records")}
    assert ("avg:NotStated", "niet vermeld") in said
    assert {label for term, label in said if term != "avg:No"}.isdisjoint({"nee", ""})
    crossing = {row["crosses_eu_border"] for row in read_csv(everything, "flows")}
    assert crossing == {"true", "false", ""}


def test_parts_are_of_the_record_that_points_to_them(everything: Written, graph: Statements) -> None:
    records = {row["iri"] for row in read_csv(everything, "records")}
    pointed_to = {(value, of) for pairs in graph.values() for of, value in pairs if of in records}
    parts = {part for part, _ in pointed_to}
    for table in ("purposes", "data_blocks", "data_subjects", "controller_entries", "security", "register_fields"):
        rows = [row for row in read_csv(everything, table) if row["iri"] in parts]
        assert rows
        assert {(row["iri"], row["record"]) for row in rows} <= pointed_to
    for table in ("mentions", "retention", "sources", "groups", "documents", "citations"):
        assert {row["record"] for row in read_csv(everything, table)} <= records


def test_citations_give_the_words_at_their_place(everything: Written) -> None:
    texts = everything.output.documents
    for row in read_csv(everything, "citations"):
        words = texts[row["document"]][int(row["start_char"]) : int(row["end_char"])]
        assert row["words"].removeprefix("'") == words.removeprefix("'") != ""


def test_the_description_of_the_csv_files_holds(everything: Written) -> None:
    """Another implementation of CSV on the Web reads all rows by it, and finds what they refer to."""
    group = TableGroup.from_file(everything.folder / "csv" / "csv-metadata.json")
    rows = {table.local_name: list(table.iterdicts(strict=True)) for table in group.tables}
    assert group.check_referential_integrity(strict=True)
    assert set(rows) == {f"{name}.csv" for name in DESIGN.sheets}
    assert any(row["crosses_eu_border"] is False for row in rows["flows.csv"])


def test_the_description_gives_both_languages(written: Written) -> None:
    group = TableGroup.from_file(written.folder / "csv" / "csv-metadata.json")
    flows = next(table for table in group.tables if table.local_name == "flows.csv")
    texts = flows.common_props["dc:title"]
    assert {each["@language"] for each in texts} == {"nl", "en"}


# ---------------------------------------------------------------- the database


def database(written: Written) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{written.folder / 'register.db'}?mode=ro", uri=True)


def test_the_database_holds_the_rows_of_the_csv_files(everything: Written) -> None:
    with closing(database(everything)) as connection:
        for name, sheet in DESIGN.sheets.items():
            key = ", ".join(f'"{part}"' for part in sheet.key)
            rows = connection.execute(f'SELECT * FROM "{name}" ORDER BY {key}').fetchall()
            told = sorted(read_csv(everything, name), key=lambda row: tuple(as_key(row[part]) for part in sheet.key))
            assert len(rows) == len(told)
            for row, by_name in zip(rows, told, strict=True):
                for field, cell in zip(sheet.fields, row, strict=True):
                    assert in_csv(cell, field.datatype) == as_number(by_name[field.name], field.datatype), (name, row)


def as_key(cell: str) -> tuple[bytes | int, ...]:
    """Give what a text or number sorts by in SQLite."""
    return (int(cell),) if cell.isdecimal() else (cell.encode(),)


def in_csv(cell: object, datatype: Datatype) -> object:
    if cell is None:
        return ""
    if datatype is Datatype.BOOLEAN:
        return "true" if cell else "false"
    return cell if isinstance(cell, int | float) else str(cell).removeprefix("'")


def as_number(cell: str, datatype: Datatype) -> object:
    if not cell:
        return ""
    match datatype:
        case Datatype.INTEGER:
            return int(cell)
        case Datatype.DECIMAL:
            return float(cell)
        case _:
            return cell.removeprefix("'")


def test_every_reference_of_the_database_leads_to_a_row(everything: Written) -> None:
    with closing(database(everything)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        references = {
            (row[2], row[3], row[4]) for row in connection.execute("PRAGMA foreign_key_list(records_systems)")
        }
        assert references == {("records", "iri", "iri"), ("systems", "value", "iri")}


def test_words_are_found_without_their_accents(written: Written) -> None:
    query = (
        "SELECT records.reference FROM records "
        "JOIN records_fts ON records_fts.rowid = records.rowid WHERE records_fts MATCH ?"
    )
    with closing(database(written)) as connection:
        assert connection.execute(query, ("visumaanvragen",)).fetchall() == [("M9001",)]
        assert connection.execute(query, ("vìsumaanvragén",)).fetchall() == [("M9001",)]


def test_special_data_of_a_ministry_is_one_join(written: Written) -> None:
    query = """SELECT DISTINCT records.reference FROM records_personal_data AS data
        JOIN concepts ON concepts.iri = data.value AND concepts.kinds LIKE '%dpv:SpecialCategoryPersonalData%'
        JOIN records USING (iri) WHERE records.ministries LIKE '%Buitenlandse Zaken%' ORDER BY 1"""
    with closing(database(written)) as connection:
        assert ("M9001",) in connection.execute(query).fetchall()


# ---------------------------------------------------------------- what may not happen


def reader() -> RowReader:
    return RowReader(DESIGN, Naming(), OxigraphEngine(ox.Store()), {})


def node(of_class: str, property_: str, *values: str) -> Node:
    types = (iri(of_class),)
    return Node("urn:n", {TYPE: types, property_: tuple(map(literal, values))}, ("urn:g",))


def test_a_value_too_many_is_refused_and_not_lost() -> None:
    twice = node("https://w3id.org/dpv#Technology", "http://www.w3.org/2004/02/skos/core#prefLabel", "een", "twee")
    with pytest.raises(StoreError, match="meer dan één waarde"):
        list(reader().rows([twice]))


def test_several_texts_share_a_cell() -> None:
    named = node("https://w3id.org/dpv#Technology", "http://www.w3.org/2004/02/skos/core#hiddenLabel", "een", "twee")
    assert list(reader().rows([named])) == [("systems", ("urn:n", None, "een | twee"))]


def test_a_node_without_name_is_shown_by_its_curie() -> None:
    record = Node(
        "urn:n",
        {
            TYPE: (iri("https://w3id.org/dpcat#ROPARecord"),),
            "https://w3id.org/dpv#hasLegalBasis": (iri("https://w3id.org/dpv/legal/eu/gdpr#A6-1-e"),),
        },
        ("urn:g",),
    )
    rows = dict(reader().rows([record]))
    names = [field.name for field in DESIGN.sheets["records"].fields]
    assert rows["records"][names.index("legal_bases")] == "eu-gdpr:A6-1-e"
    assert rows["records_legal_bases"] == ("urn:n", "https://w3id.org/dpv/legal/eu/gdpr#A6-1-e", None)


def test_no_cell_of_text_starts_a_formula(everything: Written) -> None:
    texts = {
        name: [field.name for field in sheet.fields if field.datatype is Datatype.TEXT]
        for name, sheet in DESIGN.sheets.items()
    }
    cells = chain.from_iterable(cells_of(everything.folder, name, fields) for name, fields in texts.items())
    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@＝＋－＠") and cell]


def cells_of(folder: Path, name: str, fields: list[str]) -> Iterator[str]:
    with (folder / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield from (row[field] for field in fields)
