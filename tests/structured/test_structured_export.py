"""The register's own export: three registers, every key kept."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from readings import assert_cells_are_the_text, assert_nothing_lost, errors, extra, sources

from avggraph.description import Answer, Description, SpecialCategories, Statement, quotes_of
from avggraph.extract import structured
from avggraph.read import Limits, normalise
from avggraph.read.structured import read_json, structured_members
from avggraph.text import SourceText, fold

REGISTERS = ("AVG Verantwoordelijke Verwerkingen", "AVG Verwerker Verwerkingen", "WPG Verantwoordelijke Verwerkingen")


@pytest.fixture
def export(shared: Path) -> dict[str, tuple[str, bytes]]:
    """Each register's member name and bytes."""
    with zipfile.ZipFile(shared / "reference/register-samples/avgregister-rijksoverheid-export-import.zip") as archive:
        return {name.split("/")[0]: (name, archive.read(name)) for name in archive.namelist()}


def source_of(export: dict[str, tuple[str, bytes]], register: str) -> SourceText:
    name, data = export[register]
    (source,) = sources(read_json(data, f"export.zip#{name}", Limits()))
    return source


def walk(tree: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every value of a JSON tree, by a walk of the test's own."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from walk(value, (*path, key))
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from walk(value, (*path, str(number)))
    elif tree is not None and tree != "":
        yield path, {True: "true", False: "false"}.get(tree, str(tree)) if isinstance(tree, bool) else str(tree)


@pytest.mark.parametrize("register", REGISTERS)
def test_every_value_of_the_export_is_in_the_description(export: dict[str, tuple[str, bytes]], register: str) -> None:
    source = source_of(export, register)
    description = structured.read(source)
    by_path = {cell.path: cell.span for cell in source.cells}
    covered = {span for words in quotes_of(description) for span in words.spans}
    values = list(walk(json.loads(export[register][1].decode("utf-8-sig"))[0]))
    assert len(values) > 50
    for path, value in values:
        span = by_path[path]
        assert fold(source.text[slice(*span)]) == fold(normalise(value)), path
        assert span in covered, path
    assert not description.unused
    assert_nothing_lost(source, description)
    assert_cells_are_the_text(source)


@pytest.mark.parametrize("register", REGISTERS)
def test_keys_without_a_value_stay_in_the_text_and_state_nothing(
    export: dict[str, tuple[str, bytes]], register: str
) -> None:
    source = source_of(export, register)
    empty = [cell for cell in source.cells if cell.span.start == cell.span.end]
    assert ("Opmerkingen",) in [cell.path for cell in empty]
    assert "\nOpmerkingen\t\n" in source.text
    said = {one.path for one in structured.read(source).extra}
    assert said.isdisjoint(cell.path for cell in empty)


def test_the_controllers_register(export: dict[str, tuple[str, bytes]]) -> None:
    source = source_of(export, REGISTERS[0])
    description = structured.read(source)
    assert source.path.endswith("/Kern - Directie Informatiebeleid / CIO.json#1")
    assert description.layout == "export-verantwoordelijke"
    assert text(description, "reference") == "M5071"
    assert text(description, "department") == "Kern - Directie Informatiebeleid / CIO"
    (purpose,) = description.purposes
    assert purpose.legal_basis == "eu-gdpr:A6-1-a"
    (block,) = description.data_records
    assert block.source is not None and block.source.text == "Betrokkene"
    assert block.mandatory.answer is Answer.YES
    assert block.data_subject is not None and block.data_subject.text.startswith("Gebruikers van het Platform")
    (special,) = description.special_categories
    assert [words.text for words in special.categories] == ["RasOfEtniciteit", "Gezondheid"]
    assert description.transfer_outside_eu.answer is Answer.NO
    assert description.transfer_outside_eu.words is not None
    assert description.transfer_outside_eu.words.text == "BuitenEu false"
    (controller,) = description.controllers
    assert controller.postal_address is not None
    assert controller.postal_address.text == "Postbus 79068 1068NE Doetinchem NEDERLAND"
    assert [words.text for words in description.processors] == ["Stichting ICTU"]
    assert extra(description)["Bijlagen.1.Versie"] == "Definitief"
    assert extra(description)["AanmaakDatum"] == "2018-09-20T11:09:48.213"


def test_the_processors_register_has_categories_and_no_data_subjects(export: dict[str, tuple[str, bytes]]) -> None:
    description = structured.read(source_of(export, REGISTERS[1]))
    assert description.layout == "export-verwerker"
    assert not description.data_records
    assert extra(description)["Categorien.3.Omschrijving"] == "Wissen/vernietigen van gegevens"
    assert description.automated_decision_making.answer is Answer.NOT_STATED
    assert description.transfer_outside_eu.answer is Answer.YES
    assert description.transfer_outside_eu.words is not None
    assert description.transfer_outside_eu.words.text == "Land"


def test_the_police_register_has_articles_as_flags(export: dict[str, tuple[str, bytes]]) -> None:
    description = structured.read(source_of(export, REGISTERS[2]))
    assert description.layout == "export-wpg"
    (purpose,) = description.purposes
    assert purpose.legal_basis is None
    assert purpose.legal_basis_text is not None and purpose.legal_basis_text.text == "Artikel8 Toelichting"
    assert [block.data_subject.text for block in description.data_records if block.data_subject] == ["Slachtoffers"]
    assert [[words.text for words in one.categories] for one in description.special_categories] == [
        ["PolitiekeGezindheid"]
    ]
    assert [words.text for words in description.recipient_articles] == ["Artikel15", "Artikel16"]


def test_a_transfer_ticked_in_one_place_and_denied_in_another_is_a_contradiction(
    export: dict[str, tuple[str, bytes]],
) -> None:
    description = structured.read(source_of(export, REGISTERS[2]))
    assert description.transfer_outside_eu.answer is Answer.YES
    assert text(description.transfer_outside_eu, "words") == "Toelichting"
    (contradiction,) = description.contradictions
    assert contradiction.field == "transfer_outside_eu"
    assert contradiction.words.text == "Artikel17A true BuitenEu false"
    assert structured.read(source_of(export, REGISTERS[1])).contradictions == ()


def test_a_transfer_denied_twice_is_no_contradiction() -> None:
    description = read_one({"Naam": "Toezicht", "Ontvanger": {"Artikel17A": False}, "Doorgifte": {"BuitenEu": "Nee"}})
    assert description.transfer_outside_eu.answer is Answer.NO
    assert description.contradictions == ()


@pytest.mark.parametrize("register", REGISTERS)
def test_personal_data_of_contacts_are_private(export: dict[str, tuple[str, bytes]], register: str) -> None:
    source = source_of(export, register)
    description = structured.read(source)
    record = json.loads(export[register][1].decode("utf-8-sig"))[0]
    hidden = extra(description, private=True)
    assert hidden["Contactpersonen.0.Naam"] == record["Contactpersonen"][0]["Naam"]
    public = " ".join(extra(description).values())
    for person in (*record["Contactpersonen"], *record["Verantwoordelijken"]):
        for key in ("Email", "ContactFg"):
            assert not person.get(key) or person[key] not in public


@pytest.mark.parametrize("register", REGISTERS)
def test_a_file_alone_is_told_by_its_keys(export: dict[str, tuple[str, bytes]], register: str) -> None:
    (source,) = sources(read_json(export[register][1], "export.json"))
    assert structured.score(source) == 1.0
    assert structured.read(source).layout == structured.read(source_of(export, register)).layout


@pytest.mark.parametrize(
    ("path", "layout"),
    [
        ("map/export.zip#AVG Verwerker Verwerkingen/JSON/Dienst.json#1", "export-verwerker"),
        ("AVG Verwerker Verwerkingen/JSON/Kern / AVG Verantwoordelijke.json", "export-verwerker"),
        ("export.zip#WPG Verantwoordelijke Verwerkingen/JSON/Dienst.json", "export-wpg"),
        ("dienst/AVG Verwerker.json#3", "export-verantwoordelijke"),
    ],
)
def test_the_register_is_the_first_segment_of_the_path_only(path: str, layout: str) -> None:
    (source,) = sources(read_json(b'{"Naam": "Parkeren", "Doelen": [{"Doel": "Toezicht"}]}', path))
    assert structured.read(source).layout == layout


def test_the_export_needs_no_member_of_another(export: dict[str, tuple[str, bytes]]) -> None:
    assert structured_members([name for name, _ in export.values()]) == ()


def read_one(record: dict[str, object]) -> Description:
    (source,) = sources(read_json(json.dumps(record).encode(), "a.json"))
    description = structured.read(source)
    assert_nothing_lost(source, description)
    return description


def text(description: Description | Statement, field: str) -> str | None:
    words = getattr(description, field)
    return words.text if words else None


@pytest.mark.parametrize(
    ("words", "basis"),
    [
        ("Wettelijke verplichting", "eu-gdpr:A6-1-c"),
        ("Taak van algemeen belang: artikel 3 van de Wet personenvervoer", "eu-gdpr:A6-1-e"),
        ("Gerechtvaardigd belang verantwoordelijke: beveiliging", "eu-gdpr:A6-1-f"),
        ("Gerechtvaardigd belang (verantwoordelijke)", "eu-gdpr:A6-1-f"),
        ("Op grond van de Wegenverkeerswet", None),
        ("Wettelijke verplichtingen uit de cao", None),
        ("Geen toestemming betrokkene nodig", None),
    ],
)
def test_a_legal_basis_is_an_option_with_or_without_motivation(words: str, basis: str | None) -> None:
    (purpose,) = read_one({"Doelen": [{"Doel": "Toezicht", "Rechtsgrond": words}]}).purposes
    assert purpose.legal_basis == basis
    assert purpose.legal_basis_text is not None and purpose.legal_basis_text.text == words


def test_a_purpose_without_a_legal_basis_has_none() -> None:
    (purpose,) = read_one({"Doelen": [{"Doel": "Toezicht", "Rechtsgrond": None}]}).purposes
    assert (purpose.legal_basis, purpose.legal_basis_text) == (None, None)


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        (True, Answer.YES),
        ("Ja", Answer.YES),
        (False, Answer.NO),
        ("Nee", Answer.NO),
        (None, Answer.NOT_STATED),
        ("", Answer.NOT_STATED),
        ("N.v.t.", Answer.NOT_PARSABLE),
    ],
)
def test_a_flag_has_four_values(value: object, answer: Answer) -> None:
    description = read_one({"Doelen": [{"Doel": "Toezicht"}], "Besluitvorming": {"HasBesluitvorming": value}})
    assert description.automated_decision_making.answer is answer
    assert (description.automated_decision_making.words is None) == (answer is Answer.NOT_STATED)


def test_the_flag_says_that_the_data_subject_is_a_source_beside_another() -> None:
    block = {"Omschrijving": "Naam", "IsBronBetrokkene": True, "BronOmschrijving": "BRP"}
    (record,) = read_one({"Betrokkenen": [{"Omschrijving": "Klanten", "Gegevens": [block]}]}).data_records
    assert record.source is not None and record.source.text == "Betrokkene BRP"


def test_the_words_of_a_source_stand_alone_where_the_flag_is_off() -> None:
    block = {"Omschrijving": "Naam", "IsBronBetrokkene": False, "BronOmschrijving": "BRP"}
    (record,) = read_one({"Betrokkenen": [{"Omschrijving": "Klanten", "Gegevens": [block]}]}).data_records
    assert record.source is not None and record.source.text == "BRP"


def test_data_subjects_keep_their_own_blocks() -> None:
    description = read_one(
        {
            "Betrokkenen": [
                {"Omschrijving": "Klanten", "Gegevens": [{"Omschrijving": "Naam"}, {"Omschrijving": "Adres"}]},
                {"Omschrijving": "Bezoekers", "Gegevens": []},
            ]
        }
    )
    found = [(one.data_subject, one.personal_data) for one in description.data_records]
    assert [(a and a.text, b and b.text) for a, b in found] == [
        ("Klanten", "Naam"),
        ("Klanten", "Adres"),
        ("Bezoekers", None),
    ]


@pytest.mark.parametrize(
    ("flags", "wanted"),
    [
        ({"GeenBijzondereGegevens": True}, ()),
        ({"GeenBijzondereGegevens": False, "Gezondheid": False}, None),
        ({"Gezondheid": False, "Genetisch": False}, ()),
        ({"Gezondheid": True, "Genetisch": False}, ("Gezondheid",)),
        ({"Gezondheid": None}, None),
    ],
)
def test_none_is_said_only_where_it_is_said(flags: dict[str, object], wanted: tuple[str, ...] | None) -> None:
    found = read_one({"Betrokkenen": [{"Omschrijving": "Klanten", **flags}]}).special_categories
    assert [tuple(words.text for words in one.categories) for one in found] == ([] if wanted is None else [wanted])
    assert all(isinstance(one, SpecialCategories) and one.data_subject for one in found)


def test_an_unknown_key_is_kept_reported_and_not_published() -> None:
    description = read_one({"Naam": "Parkeren", "Doelen": [{"Doel": "Toezicht", "Kleur": "Jan Jansen"}]})
    assert extra(description, private=True) == {"Doelen.0.Kleur": "Jan Jansen"}
    assert [(one.words.text, one.reason) for one in description.unused] == [("Kleur", "onbekende sleutel")]


def test_a_key_that_stands_twice_loses_nothing() -> None:
    data = b'{"Naam": "Parkeren", "Naam": "Vergunningen", "Doelen": [{"Doel": "Toezicht"}]}'
    (source,) = sources(read_json(data, "a.json"))
    description = structured.read(source)
    assert text(description, "title") == "Parkeren"
    assert extra(description)["Naam"] == "Vergunningen"


def test_a_number_keeps_its_digits() -> None:
    (source,) = sources(read_json(b'{"Versie": 1.0, "Id": 12345678901234567890123}', "a.json"))
    assert source.text == "Versie\t1.0\nId\t12345678901234567890123\n"


def test_a_bad_record_is_named_and_the_rest_goes_on() -> None:
    found = list(read_json(b'[{"Naam": "Parkeren"}, "tekst", {"Naam": "Toezicht"}]', "a.json"))
    assert [one.path if isinstance(one, SourceText) else str(one.where) for one in found] == [
        "a.json#1",
        "a.json#2",
        "a.json#3",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"Naam": "Parkeren"', "a.json:1: Dit is geen JSON"),
        (b'[{"Naam": 1},\n{"Naam" 2}]', "a.json:2: Dit is geen JSON"),
        (b"[" * 100_000, "te diep genest"),
        (b'{"a":' * 200 + b"1" + b"}" * 200, "te diep genest"),
        (b"[]", "geen records"),
        (b"12", "geen records"),
        (b"", "leeg"),
        (b"\x00\x01", "binaire gegevens"),
    ],
)
def test_json_that_cannot_be_read_is_an_error(data: bytes, message: str) -> None:
    (error,) = errors(read_json(data, "a.json"))
    assert message in str(error)


def test_a_source_above_the_limit_is_not_parsed() -> None:
    (error,) = errors(read_json(b'{"Naam": "Parkeren"}', "a.json", Limits(max_bytes=10)))
    assert "grens" in str(error)


def test_other_json_is_no_description() -> None:
    (source,) = sources(read_json(b'{"name": "x", "version": "1.0", "description": "y", "Naam": "z"}', "a.json"))
    assert structured.score(source) == 0.0
