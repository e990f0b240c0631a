"""What one record is linked to: operations in words and by filled in fields, and special categories that are ticked."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from avggraph import resources
from avggraph.description import Answer, SpecialCategories
from avggraph.extract import extract
from avggraph.graph.naming import Naming
from avggraph.resolve.knowledge import OPERATIONS, Knowledge
from avggraph.resolve.record import Record
from avggraph.resolve.resolver import resolve
from avggraph.resolve.retention.model import Kind
from avggraph.text import SourceText, Span, quote
from avggraph.vocabulary import load_vocabulary

M9001 = Path(__file__).resolve().parents[2] / "data" / "examples" / "voorbeeld-m9001-visumaanvragen.txt"
TABLE = tomllib.loads(resources.data("operations.toml").read_text(encoding="utf-8"))


def record(path: Path, *changes: tuple[str, str]) -> Record:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        text, count = re.subn(old, new, text)
        assert count
    source = SourceText.of(path.name, text)
    return resolve(extract(source), source, "m9001", knowledge())


@cache
def knowledge() -> Knowledge:
    return Knowledge.load(Naming().base)


def slugs(operations: tuple[str, ...]) -> set[str]:
    return {operation.rpartition("/")[2] for operation in operations}


def test_the_fields_name_concepts_and_kinds_of_retention_that_exist() -> None:
    known = {concept.slug for concept in load_vocabulary().scheme(OPERATIONS)}
    assert {TABLE["storage"]["concept"], *(entry["concept"] for entry in TABLE["flows"].values())} <= known
    assert set(TABLE["storage"]["kinds"]) <= set(get_args(Kind))


def test_a_retention_period_a_source_and_a_recipient_state_what_is_done() -> None:
    assert {"opslaan", "verzamelen", "verstrekken"} <= slugs(record(M9001).operations)


def test_a_period_that_is_unknown_does_not_say_that_data_are_kept() -> None:
    assert "opslaan" not in slugs(record(M9001, ("Bewaartermijn\t[^\n]*", "Bewaartermijn\tOnbekend")).operations)


def test_words_about_something_else_than_data_state_no_operation() -> None:
    words = "Om gebruik te kunnen maken van het portaal; het vastleggen van afspraken; gegevens worden geanalyseerd"
    found = record(M9001, ("Innemen en beoordelen van [^\n]*", words))
    assert {"gebruiken", "vastleggen"}.isdisjoint(slugs(found.operations))
    assert "analyseren" in slugs(found.operations)


@pytest.mark.parametrize("named", [True, False], ids=["a data subject", "nobody in particular"])
def test_a_special_category_that_is_ticked_is_of_its_data_subject_or_of_the_record(named: bool) -> None:
    source = SourceText.of(M9001.name, M9001.read_text(encoding="utf-8") + "\nGezondheid\n")
    description = extract(source)
    start = source.text.rindex("Gezondheid")
    words = quote(source.text, (Span(start, start + len("Gezondheid")),))
    assert words is not None
    subject = description.data_records[0].data_subject if named else None
    ticked = replace(description, special_categories=(SpecialCategories(subject, (words,)),))
    found = resolve(ticked, source, "m9001", knowledge())
    ticks = found.subjects[0].ticks if named else found.ticks
    assert (ticks.answer, ticks.words) == (Answer.YES, (words,))
    assert slugs(ticks.concepts) == {"gezondheid"}


def test_joint_controllers_are_also_those_the_sentence_names() -> None:
    said = "De Minister van Buitenlandse Zaken en het CBS zijn gezamenlijk verwerkingsverantwoordelijk. UWV ontvangt."
    source = SourceText.of(M9001.name, f"{M9001.read_text(encoding='utf-8')}\n{said}\n")
    start = source.text.rindex(said)
    words = quote(source.text, (Span(start, start + len(said)),))
    found = resolve(replace(extract(source), responsibility_division=words), source, "m9001", knowledge())
    organisations = knowledge().organisations
    names = [organisation.name for iri in found.joint.organisations if (organisation := organisations.get(iri))]
    assert names == ["ministerie van Buitenlandse Zaken", "Centraal Bureau voor de Statistiek"]


@pytest.mark.parametrize(
    ("words", "denied"),
    [
        ("De gegevens worden niet aan de politie verstrekt", set()),
        ("De gegevens worden niet geanalyseerd", {"analyseren"}),
    ],
)
def test_what_is_not_done_for_somebody_is_not_denied_for_all(words: str, denied: set[str]) -> None:
    found = record(M9001, ("Innemen en beoordelen van [^\n]*", words))
    operations = [mention for mention in found.mentions if OPERATIONS in mention.thing and mention.denied]
    assert slugs(tuple(mention.thing for mention in operations)) == denied


@pytest.mark.parametrize(
    ("words", "disclosure", "untold"),
    [
        ("Het UWV ontvangt geen gegevens.", Answer.NOT_PARSABLE, ["Het UWV ontvangt geen gegevens"]),
        ("SVB, maar niet het UWV.", Answer.YES, ["maar niet het UWV"]),
        ("De gegevens worden niet aan het UWV verstrekt.", Answer.NOT_PARSABLE, None),
        ("Geen verstrekking aan derden, tenzij betrokkene toestemming geeft.", Answer.NOT_PARSABLE, None),
        ("De gegevens zijn niet voor iedereen toegankelijk.", Answer.NOT_PARSABLE, None),
        ("Derden ontvangen geen gegevens.", Answer.NO, []),
    ],
)
def test_a_denial_of_one_party_is_told_and_says_nothing_of_others(
    words: str, disclosure: Answer, untold: list[str] | None
) -> None:
    found = record(M9001, ("(?s)SSC-ICT .verwerker, .*?(?=\n\nDoorgifte)", words))
    assert found.disclosure is disclosure
    assert {party.words.text for party in found.parties} <= {"SVB"}
    told = [quote.text for quote in found.unread_recipients]
    assert told == untold if untold is not None else "recipients" in {one.field for one in found.unrecognised}


@pytest.mark.parametrize(
    ("words", "stated", "crosses"),
    [
        ("Er is geen sprake van doorgifte, behalve aan de Verenigde Staten.", Answer.NOT_PARSABLE, {None}),
        ("Er is geen sprake van doorgifte. De servers van Microsoft staan in de Verenigde Staten.", Answer.NO, {None}),
        ("Er is geen sprake van doorgifte.", Answer.NO, {False}),
    ],
)
def test_a_flow_stays_inside_only_where_the_record_says_so_and_names_no_third_country(
    words: str, stated: Answer, crosses: set[bool | None]
) -> None:
    found = record(M9001, ("Er is sprake van doorgifte [^\n]*\n\n[^\n]*", words))
    assert found.description.transfer_outside_eu.answer is stated
    assert {flow.crosses_eu_border for flow in found.flows if flow.kind == "Disclosure"} == crosses
    assert not any(flow.kind == "ThirdCountryTransfer" for flow in found.flows)


def test_an_answer_with_an_exception_is_neither_yes_nor_no() -> None:
    found = record(
        M9001,
        ("Er is geen sprake van besluitvorming [^\n]*", "Nee, behalve bij boetes."),
        ("Betrokkenen waren verplicht [^\n]*", "Nee, tenzij de aanvrager onder toezicht staat."),
    )
    assert found.description.automated_decision_making.answer is Answer.NOT_PARSABLE
    assert {block.words.mandatory.answer for block in found.blocks} == {Answer.NOT_PARSABLE, Answer.NO}
    assert {"automated_decision_making", "mandatory"} <= {one.field for one in found.unrecognised}
