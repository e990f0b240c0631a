"""Controllers, recipients and sources read out of words: hand-made values, and the fields of four real documents."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.resolve.organisations import Organisation, OrganisationMatch, load_organisations
from avggraph.resolve.parties import controllers, recipients, source_parties, stated_jointly
from avggraph.text import Span

HERE = Path(__file__).parent
ORGANISATIONS = load_organisations(base="https://avggraph.example/")
IRIS = {organisation.iri.rsplit("/", 1)[-1]: organisation.iri for organisation in ORGANISATIONS}


def cases(name: str) -> list[list[str]]:
    rows = [line.split("\t") for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
    return rows[1:]


def key(match: OrganisationMatch | None) -> str:
    return "" if match is None else match.organisation.iri.rsplit("/", 1)[-1]


def words(text: str, span: Span | None) -> str:
    return "" if span is None else text[span.start : span.end]


def gold(shared: Path, reference: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((shared / "gold" / f"{reference}.json").read_text(encoding="utf-8"))
    return loaded


# ---------------------------------------------------------------- recipients


def read(text: str, *controller_keys: str) -> list[tuple[str, str, str, str, str]]:
    readings = recipients(text, ORGANISATIONS, controllers=frozenset(IRIS[one] for one in controller_keys))
    return [
        (one.role, words(text, one.words), key(one.organisation), key(one.on_behalf_of), one.system or "")
        for one in readings
    ]


RECIPIENTS = [
    ((text.replace("\\n", "\n"), keys.split()), [tuple(row[2:]) for row in rows if row[2]])
    for (text, keys), rows in (
        (group, list(rows)) for group, rows in groupby(cases("parties-recipients.tsv"), lambda row: (row[0], row[1]))
    )
]


@pytest.mark.parametrize(("given_text", "expected"), RECIPIENTS)
def test_recipients(given_text: tuple[str, list[str]], expected: list[tuple[str, ...]]) -> None:
    text, keys = given_text
    assert read(text, *keys) == expected


def test_recipients_of_m4089(shared: Path) -> None:
    assert read(gold(shared, "M4089")["recipients"], "mnre1013") == [
        ("internal", "medewerkers van het BZ 24/7 Contactcenter", "bz-24-7-contactcenter", "", ""),
        ("processor", "SSC ICT (verwerker/beheerder van systeem CIC)", "oorg10215", "", "cic"),
    ]


def test_recipients_of_m1533(shared: Path) -> None:
    (reading,) = read(gold(shared, "M1533")["recipients"])
    assert (reading[0], reading[2]) == ("processor", "")
    assert reading[1].startswith("verwerkers die verantwoordelijk zijn")


def test_recipients_of_m1931(shared: Path) -> None:
    (reading,) = read(gold(shared, "M1931")["recipients"], "mnre1034")
    assert (reading[0], *reading[2:]) == ("internal", "oorg10117", "", "lcd")
    assert reading[1].startswith("beheerders van LCD (")


def test_recipients_of_m7624(shared: Path) -> None:
    found = read(gold(shared, "M7624")["recipients"])
    assert [(role, organisation) for role, _, organisation, _, _ in found] == [
        ("internal", "zb000211"),
        ("data-subject", ""),
        ("recipient", ""),
        ("recipient", ""),
    ]


# ---------------------------------------------------------------- controllers


@pytest.mark.parametrize(("text", "legal", "office", "unit", "responsible", "person"), cases("parties-controllers.tsv"))
def test_controllers(text: str, legal: str, office: str, unit: str, responsible: str, person: str) -> None:
    reading = controllers(text, ORGANISATIONS)
    assert " ".join(key(match) for match in reading.organisations) == legal
    assert (reading.office or "", words(text, reading.office_span)) == (office, office)
    assert (reading.unit or "", words(text, reading.unit_span)) == (unit, unit)
    assert key(reading.responsible) == responsible
    assert "; ".join(words(text, span) for span in reading.persons) == person


@pytest.mark.parametrize(
    ("reference", "entry", "expected"),
    [
        (
            "M4089",
            0,
            ("mnre1013", "Directeur Consulaire Zaken en Visumbeleid", "directie-consulaire-zaken-en-visumbeleid", 0),
        ),
        ("M1533", 0, ("mnre1034", "Directeur Logius", "oorg10117", 0)),
        (
            "M1931",
            0,
            (
                "mnre1034",
                "Directeur Informatiesamenleving en Overheid",
                "directie-informatiesamenleving-en-overheid",
                0,
            ),
        ),
        ("M1931", 1, ("mnre1034", "Directeur Logius", "oorg10117", 0)),
        ("M7624", 0, ("zb000211", "Manager Strategie en Beleid", "", 3)),
    ],
)
def test_gold_controllers(shared: Path, reference: str, entry: int, expected: tuple[str, str, str, int]) -> None:
    text = gold(shared, reference)["controllers"][entry]["name"]
    reading = controllers(text, ORGANISATIONS)
    legal, office, responsible, capitals = expected
    assert [key(match) for match in reading.organisations] == [legal]
    assert reading.office == office
    assert key(reading.responsible) == responsible
    names = [words(text, span) for span in reading.persons]
    assert sum(word[0].isupper() for name in names for word in name.split()) == min(capitals, 2)
    assert not any(name in office for name in names)


def test_the_legal_person_of_a_unit_cites_the_unit() -> None:
    (match,) = controllers("Directeur Logius", ORGANISATIONS).organisations
    assert match.rule == "legal person of the unit"
    assert match.span == Span(10, 16)


# ---------------------------------------------------------------- sources


def sources(text: str) -> str:
    return "; ".join(
        f"{one.kind}={words(text, one.words)}" + (f"@{one.system}" if one.system else "")
        for one in source_parties(text, ORGANISATIONS)
    )


@pytest.mark.parametrize(("text", "expected"), cases("parties-sources.tsv"))
def test_sources(text: str, expected: str) -> None:
    assert sources(text) == expected


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("M4089", [["data-subject"], ["data-subject"], []]),
        ("M1533", [["data-subject"], ["data-subject"], []]),
        (
            "M1931",
            [
                ["data-subject"],
                ["register", "data-subject", "group"],
                ["register", "data-subject"],
                ["data-subject"],
                ["data-subject"],
            ],
        ),
        ("M7624", [["data-subject", "group"], ["group", "group", "organisation"], *[["data-subject"]] * 8]),
    ],
)
def test_gold_sources(shared: Path, reference: str, expected: list[list[str]]) -> None:
    blocks = gold(shared, reference)["data_records"]
    assert [[one.kind for one in source_parties(block["source"], ORGANISATIONS)] for block in blocks] == expected


# ---------------------------------------------------------------- joint controllers


@pytest.mark.parametrize(("text", "expected"), cases("parties-joint.tsv"))
def test_joint_only_where_stated(text: str, expected: str) -> None:
    assert words(text, stated_jointly(text)) == expected


# ---------------------------------------------------------------- any words


WORDS = [
    *("medewerkers", "van", "het", "CAK", "SSC-ICT", "(verwerker)", "(", ")", ", ", ". ", " en ", "in opdracht van"),
    *("Geen", "De", "Minister van Defensie", "namens deze", "directeur", "Jan", "A.B.", "Klant", "zie", "die", ":"),
    *(
        "zoals",
        "beide",
        "verwerkers",
        "gehost door",
        "als subverwerker",
        "niet",
        "verstrekt",
        "iedereen",
        "/",
    ),
    *("\n- ", "•", "is", "verwerker", "verstrekt aan", "worden aan", "behalve", "UWV.", "dhr."),
    *(
        "schakelt",
        "in als subverwerkers",
        "ICTU",
        "maakt gebruik van",
        "is door",
        "ingeschakeld als verwerker",
        "waarbij",
    ),
    *(
        "alleen intern gebruik, door",
        "ingezien door",
        "en verstrekt aan",
        "en ontvangt",
        "1. ",
        "2. ",
        "Binnen BZK:",
        "(KPN",
    ),
    *("heeft inzage", "voor", "zichtbaar", "eigen gegevens", "via", "Extern:", "Derden: geen"),
]


BODIES = [
    body
    for body in ORGANISATIONS
    if body.kind in {"agentschap", "inspectie", "ministerie", "zbo"} and " " in body.name and body.valid_to is None
]


@given(st.sampled_from(BODIES))
def test_every_body_is_read_in_each_field(body: Organisation) -> None:
    named = body.iri
    readings = recipients(f"gemeenten, {body.name} en medewerkers van {body.name}", ORGANISATIONS)
    assert [one.organisation and one.organisation.organisation.iri for one in readings] == [None, named, named]
    (processor,) = recipients(f"{body.name} (verwerker)", ORGANISATIONS)
    assert (processor.role, key(processor.organisation)) == ("processor", named.rsplit("/", 1)[-1])
    subject, source = source_parties(f"Betrokkene en {body.name}", ORGANISATIONS)
    assert (subject.kind, source.kind) == ("data-subject", "organisation")
    (legal,) = controllers(f"De directeur van {body.name}", ORGANISATIONS).organisations
    assert legal.organisation.iri == ORGANISATIONS.legal_person(named)


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=12).map(" ".join))
def test_any_words_are_read_and_cited_in_place(text: str) -> None:
    read_once = recipients(text, ORGANISATIONS)
    assert read_once == recipients(text, ORGANISATIONS)
    end = 0
    for reading in read_once:
        assert 0 <= reading.words.start < reading.words.end <= len(text)
        # In the order of the text; who is acted for can stand in the words of who acts.
        assert end <= reading.words.start or reading.words.end == end
        end = reading.words.end
        if reading.role in {"processor", "subprocessor"}:
            said = text.lower()
            assert any(cue in said for cue in ("verwerker", "in opdracht van", "beheerder van", "gehost"))
    for source in source_parties(text, ORGANISATIONS):
        assert 0 <= source.words.start < source.words.end <= len(text)
    controller = controllers(text, ORGANISATIONS)
    for person in controller.persons:
        office = controller.office_span
        assert office is None or office.end <= person.start or person.end <= office.start
