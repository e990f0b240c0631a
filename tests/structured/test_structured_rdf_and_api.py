"""Ghent's shape in Turtle, and records of Logius' draft read API."""

from __future__ import annotations

import itertools
import json
import time
from pathlib import Path
from typing import Any

import pytest
from readings import assert_cells_are_the_text, assert_nothing_lost, errors, extra, sources

from avggraph.errors import NotADescriptionError, SourceError
from avggraph.extract import structured
from avggraph.read.limits import Limits
from avggraph.read.structured import read_json, read_turtle
from avggraph.text import SourceText

ACTIVITY: dict[str, Any] = {
    "version": 2,
    "name": "Parkeervergunningen",
    "purpose": "Verlenen van parkeervergunningen",
    "legalBasis": ["LegalObligation", "PublicInterest"],
    "dataSubjects": ["Citizen", "Applicant"],
    "personalData": {"categories": ["naam", "kenteken"], "retentionPeriod": "P5Y"},
    "processingOptions": ["Store", "Use"],
    "recipients": {"legalRole": "DataProcessor", "entityId": "b0a7f2bb-2f9f-4f39-8d2a-4f6b8d0c0001"},
    "measures": [{"measureType": "Technical", "measure": "versleuteling", "risks": []}],
    "validFrom": "2026-01-01T00:00:00Z",
}


def test_an_activity_of_ghent(shared: Path) -> None:
    data = (shared / "reference/register-samples/gent-verwerking.ttl").read_bytes()
    (source,) = sources(read_turtle(data, "gent.ttl"))
    description = structured.read(source)
    assert description.layout == "gent"
    assert description.title is not None and description.title.text == "Aanvraag parkeervergunning (voorbeeld)"
    (purpose,) = description.purposes
    assert purpose.legal_basis == "eu-gdpr:A6-1-e"
    assert purpose.legal_basis_text is not None
    assert purpose.legal_basis_text.text == "Taak van algemeen belang Decreet lokaal bestuur (voorbeeld)"
    said = [
        (one.data_subject.text, one.personal_data.text, one.retention.text)
        for one in description.data_records
        if one.data_subject and one.personal_data and one.retention
    ]
    assert said == [
        ("burger", "Identificatiegegevens Voertuiggegevens", "5 jaar na het einde van de vergunning"),
        ("burger", "Gezondheidsgegevens", "5 jaar na het einde van de vergunning"),
    ]
    (special,) = description.special_categories
    assert [words.text for words in special.categories] == ["Gezondheidsgegevens"]
    assert description.recipients is not None and description.recipients.text == "Lokale politie"
    assert [words.text for words in description.processors] == ["Mobiliteitsbedrijf"]
    assert extra(description)["gdv:grantee.0.@id"] == "https://example.org/gent/ontvanger/politie"
    assert not description.unused
    assert_nothing_lost(source, description)
    assert_cells_are_the_text(source)


def test_the_order_of_triples_does_not_matter(shared: Path) -> None:
    text = (shared / "reference/register-samples/gent-verwerking.ttl").read_text(encoding="utf-8")
    turned = text.replace("pd/identificatie> , <https://example.org/gent/pd/voertuig>", "pd/X> , <pd/Y>")
    turned = turned.replace("pd/X> , <pd/Y>", "pd/voertuig> , <https://example.org/gent/pd/identificatie>")
    assert turned != text
    first, second = (sources(read_turtle(one.encode(), "g.ttl"))[0].sha256 for one in (text, turned))
    assert first == second


def test_a_property_that_is_not_known_is_reported() -> None:
    data = b"""@prefix toest: <http://data.vlaanderen.be/ns/toestemming#> .
    <https://stad.example/1> a toest:VerwerkingsActiviteit ; <https://stad.example/kleur> "rood" ;
        <http://purl.org/dc/terms/description> "Toezicht"@nl , "Supervision"@en ."""
    (source,) = sources(read_turtle(data, "a.ttl"))
    description = structured.read(source)
    assert [one.words.text for one in description.unused] == ["https://stad.example/kleur.0"]
    assert description.purposes[0].description is not None
    assert description.purposes[0].description.text.startswith("Toezicht")
    assert_nothing_lost(source, description)


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"<a> <b>", "geen Turtle"), (b"<http://a.example/a> a <http://a.example/b> .", "geen toest:")],
)
def test_turtle_without_an_activity_is_an_error(data: bytes, message: str) -> None:
    (error,) = errors(read_turtle(data, "a.ttl"))
    assert message in str(error)


def turtle(said: str) -> bytes:
    return f"""@prefix toest: <http://data.vlaanderen.be/ns/toestemming#> . @prefix : <https://stad.example/> .
    :a a toest:VerwerkingsActiviteit ; {said} .""".encode()


def levels(count: int, wide: int, said: str = "") -> bytes:
    """Levels of blank nodes, each of which names all of the level below; the lowest say something."""
    rows = [
        f"{node} :p {', '.join(f'_:n{level + 1}x{other}' for other in range(wide))}"
        for level in range(count - 1)
        for node in ([":a"] if level == 0 else [f"_:n{level}x{number}" for number in range(wide)])
    ]
    lowest = [f"_:n{count - 1}x{number} :p {said}" for number in range(wide) if said]
    return turtle(" .\n".join([':q "Parkeren"', *rows, *lowest]))


def test_a_blank_node_in_itself_is_read_once() -> None:
    (source,) = sources(read_turtle(turtle(':p _:b . _:b :p _:b , _:c ; :q "rood" . _:c :p _:b'), "a.ttl"))
    assert source.text == "@id\thttps://stad.example/a\nhttps://stad.example/p.0.https://stad.example/q.0\trood\n"


def test_what_is_nested_too_deep_is_told_and_the_rest_is_read() -> None:
    (source, error) = read_turtle(levels(12, 1, '"te diep"'), "a.ttl")
    assert isinstance(source, SourceText)
    assert source.text.splitlines() == ["@id\thttps://stad.example/a", "https://stad.example/q.0\tParkeren"]
    assert isinstance(error, SourceError)
    assert "meer dan 8 diep in elkaar; wat dieper staat is niet gelezen" in str(error)
    (source,) = sources(read_turtle(levels(9, 1, '"diep"'), "a.ttl"))
    assert "\tdiep\n" in source.text


@pytest.mark.parametrize("said", ['"rood"', ""])
def test_blank_nodes_that_share_their_parts_are_bounded(said: str) -> None:
    began = time.process_time()
    (error,) = read_turtle(levels(9, 60, said), "a.ttl")
    assert str(error).startswith("a.ttl#1: Uitgeschreven is deze verwerking groter dan 20 MB.")
    assert time.process_time() - began < 10


def test_the_order_of_blank_nodes_is_that_of_what_they_say() -> None:
    parts = ['[ :q "a" ]', '[ :r "a" ]', '[ :q [ :q "b" ] ]', '[ :q [ :q "c" ] , [ :q "b" ] ]', '"slot"']
    texts = {
        sources(read_turtle(turtle(f":p {', '.join(order)}"), "a.ttl"))[0].text
        for order in itertools.permutations(parts)
    }
    (text,) = texts
    assert [line.rpartition("\t")[2] for line in text.splitlines()[1:]] == ["a", "a", "b", "b", "c", "slot"]


def test_all_records_of_a_file_together_are_bounded() -> None:
    shared = " .\n".join(f":a{number} a toest:VerwerkingsActiviteit ; :p _:b" for number in range(20))
    data = turtle(f':p _:b . _:b :q "{"x" * 1000}" .\n{shared}')
    *read, error = read_turtle(data, "a.ttl", Limits(max_unpacked_bytes=5_000))
    assert [one.path for one in read if isinstance(one, SourceText)] == [f"a.ttl#{number}" for number in (1, 2, 3)]
    assert str(error).startswith("a.ttl#4: Uitgeschreven is dit bestand groter dan 0.005 MB: deze verwerking")


def invalid(value: Any, schema: dict[str, Any], path: str = "") -> list[str]:
    """Where a value breaks the few schema words the draft uses."""
    if "enum" in schema and value not in schema["enum"]:
        return [path]
    kinds: dict[str, Any] = {"string": str, "array": list, "number": (int, float), "boolean": bool}
    if "type" in schema and not isinstance(value, kinds[schema["type"]]):
        return [path]
    if isinstance(value, list):
        return [one for item in value for one in invalid(item, schema.get("items", {}), path)]
    if isinstance(value, dict):
        known = schema.get("properties", {})
        return [one for key, part in value.items() for one in invalid(part, known[key], f"{path}/{key}")]
    return []


def test_an_activity_of_the_draft_api_is_read_with_every_key_of_its_schema(shared: Path) -> None:
    schemas = json.loads((shared / "reference/specs/logius-rvva-openapi.json").read_bytes())["components"]["schemas"]
    schema = schemas["ProcessingActivityVersion"]
    assert invalid(ACTIVITY, schema) == []
    assert set(ACTIVITY) == set(schema["properties"])
    (source,) = sources(read_json(json.dumps(ACTIVITY).encode(), "activiteit.json"))
    description = structured.read(source)
    assert description.layout == "logius"
    assert not description.unused
    assert_nothing_lost(source, description)


def test_each_legal_basis_and_each_data_subject_of_the_draft_api_counts() -> None:
    (source,) = sources(read_json(json.dumps([ACTIVITY]).encode(), "activiteiten.json"))
    description = structured.read(source)
    assert [(one.description and one.description.text, one.legal_basis) for one in description.purposes] == [
        ("Verlenen van parkeervergunningen", "eu-gdpr:A6-1-c"),
        ("Verlenen van parkeervergunningen", "eu-gdpr:A6-1-e"),
    ]
    said = [
        (one.data_subject.text, one.personal_data.text, one.retention.text)
        for one in description.data_records
        if one.data_subject and one.personal_data and one.retention
    ]
    assert said == [("Citizen", "naam kenteken", "P5Y"), ("Applicant", "naam kenteken", "P5Y")]
    assert extra(description)["recipients.legalRole"] == "DataProcessor"


def test_every_legal_basis_of_the_draft_api_is_read_or_known_to_be_none(shared: Path) -> None:
    schemas = json.loads((shared / "reference/specs/logius-rvva-openapi.json").read_bytes())["components"]["schemas"]
    names = schemas["ProcessingActivityVersion"]["properties"]["legalBasis"]["items"]["enum"]
    without = []
    for name in names:
        (source,) = sources(read_json(json.dumps({**ACTIVITY, "legalBasis": [name]}).encode(), "a.json"))
        if structured.read(source).purposes[0].legal_basis is None:
            without.append(name)
    assert without == ["DataTransferLegalBasis"]


def test_an_entity_of_the_draft_api_is_no_activity() -> None:
    (source,) = sources(
        read_json(b'{"type": "Organisation", "id": "1", "name": "Logius", "city": "Den Haag"}', "e.json")
    )
    with pytest.raises(NotADescriptionError):
        structured.read(source)
