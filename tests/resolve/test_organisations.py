"""The table of organisations, their names in text, and whole fields resolved to a path."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph import resources
from avggraph.errors import KnowledgeError
from avggraph.resolve.organisations import (
    Organisation,
    Organisations,
    load_organisations,
    near_misses,
    normal_form,
)

HERE = Path(__file__).parent
BASE = "https://avggraph.example/"
TOOI = "https://identifier.overheid.nl/tooi/id/"
MINISTRY = TOOI + "ministerie/mnre"


def cases(name: str) -> list[list[str]]:
    rows = [line.split("\t") for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
    return rows[1:]


def key(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


@pytest.fixture(scope="module")
def organisations() -> Organisations:
    return load_organisations(base=BASE)


# ---------------------------------------------------------------- names in text


@pytest.mark.parametrize(("text", "on", "expected"), cases("organisations-find.tsv"))
def test_find(organisations: Organisations, text: str, on: str, expected: str) -> None:
    found = organisations.find(text, day(on))
    told = "; ".join(f"{key(m.organisation.iri)}={text[m.span.start : m.span.end]}" for m in found)
    assert told == expected


def test_a_name_of_another_time_says_so(organisations: Organisations) -> None:
    (then,) = organisations.find("ministerie van Veiligheid en Justitie", date(2015, 1, 1))
    (now,) = organisations.find("ministerie van Veiligheid en Justitie", date(2023, 1, 1))
    assert (then.rule, then.organisation.name) == (
        "official name, the whole field",
        "ministerie van Veiligheid en Justitie",
    )
    assert (now.rule, now.organisation.name) == (
        "official name, the whole field, not in use on that day",
        "ministerie van Justitie en Veiligheid",
    )


def test_spelling_of_a_name_does_not_count(organisations: Organisations) -> None:
    for spelling in (
        "Dienst Justitiële Inrichtingen",
        "dienst justitiele inrichtingen",
        "Dienst\u00a0Justitiële Inrichtingen",
    ):
        assert [key(m.organisation.iri) for m in organisations.find(f"({spelling})")] == ["oorg10114"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("beheerder van systeem CIC", ["cic"]),
        ("de CIC afdeling is een andere", []),
        ("Uit de Basis Registratie Persoonsgegevens (BRP)", ["brp", "brp"]),
        ("de beheerders van LCD", ["lcd"]),
        ("een LCD scherm", []),
        ("MijnOverheid en de Berichtenbox", ["mijnoverheid", "berichtenbox"]),
        ("op mijnoverheid.nl", ["mijnoverheid"]),
        ("sla op in IS-TV, verstuur via de Bestandenpostbus of BVV", ["is-tv", "bestandenpostbus", "bvv"]),
        ("SUWInet, Suwinet-Inkijk", ["suwinet", "suwinet"]),
        ("het P-Direkt portaal", ["p-direktportaal"]),
        ("vis en sis", []),
    ],
)
def test_find_systems(organisations: Organisations, text: str, expected: list[str]) -> None:
    assert [match.system.slug for match in organisations.find_systems(text)] == expected


def test_systems_have_owners_of_the_table(organisations: Organisations) -> None:
    (match,) = organisations.find_systems("Handelsregister")
    assert match.system.iri == f"{BASE}id/systeem/handelsregister"
    assert match.system.owner == TOOI + "zbo/zb000184"


@given(st.text(max_size=60))
def test_normal_form_keeps_places_and_is_its_own_normal_form(text: str) -> None:
    normal = normal_form(text)
    assert len(normal) == len(text)
    assert normal_form(normal) == normal


LOADED = load_organisations(base=BASE)
NAMES = [
    "IND",
    "SSC ICT",
    "gemeente Utrecht",
    "Ministerie van Volksgezondheid, Welzijn en Sport",
    "UBR",
    " ",
    "\n",
    ", ",
    "/",
]


@given(st.lists(st.one_of(st.sampled_from(NAMES), st.text(max_size=5)), max_size=8).map("".join))
def test_matches_lie_in_the_text_in_order_and_apart(text: str) -> None:
    organisations = LOADED
    end = 0
    for match in organisations.find(text):
        assert end <= match.span.start < match.span.end <= len(text)
        assert not text[match.span.start - 1 : match.span.start].isalnum()
        end = match.span.end
    for part in organisations.resolve(text):
        assert 0 <= part.span.start < part.span.end <= len(text)
        assert part.organisation.iri.startswith((TOOI, BASE))


# ---------------------------------------------------------------- grounds


@pytest.mark.parametrize(
    ("text", "on", "rule", "confidence"),
    [
        ("Dienst Justitiële Inrichtingen", "", "official name, the whole field", 1.0),
        ("naar de Dienst Justitiële Inrichtingen", "", "official name", 0.95),
        ("DJI", "", "listed name, the whole field", 0.95),
        ("door DJI", "", "listed name", 0.95),
        ("NA", "", "ambiguous name, the whole field", 0.9),
        ("het archief van NA", "", "ambiguous name, beside a word that supports it", 0.9),
        ("de VROM", "2020-01-01", "listed name, not in use on that day", 0.8),
    ],
)
def test_a_match_says_why_and_how_sure(
    organisations: Organisations, text: str, on: str, rule: str, confidence: float
) -> None:
    (match,) = organisations.find(text, day(on))
    assert (match.rule, match.confidence) == (rule, confidence)


# ---------------------------------------------------------------- near misses


@pytest.mark.parametrize(("text", "on", "expected"), cases("organisations-near.tsv"))
def test_near_misses(organisations: Organisations, text: str, on: str, expected: str) -> None:
    misses = near_misses(text, organisations, day(on))
    assert "; ".join(f"{miss.words}={miss.name} {miss.by} {miss.distance}" for miss in misses) == expected


# The first question makes the index, which takes longer than one example may.
@given(st.lists(st.one_of(st.sampled_from(NAMES), st.text(max_size=6)), max_size=8).map("".join))
def test_a_near_miss_cites_its_words_and_is_no_match(text: str) -> None:
    met = [match.span for match in LOADED.find(text)]
    for miss in near_misses(text, LOADED):
        assert text[miss.span.start : miss.span.end] == miss.words
        assert all(span.end <= miss.span.start or miss.span.end <= span.start for span in met)


LONG_NAMES = [one.name for one in LOADED if one.kind in {"agentschap", "ministerie", "zbo"} and len(one.name) > 20]


@given(st.sampled_from(LONG_NAMES), st.data())
def test_one_letter_less_is_a_near_miss_of_the_name(name: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([place for place, letter in enumerate(name) if letter.isalpha()]))
    written = name[:place] + name[place + 1 :]
    if LOADED.find(written) or normal_form(written) in {normal_form(known) for known in LONG_NAMES}:
        return
    assert any(miss.distance == 1 for miss in near_misses(written, LOADED))


# ---------------------------------------------------------------- paths and units


@pytest.mark.parametrize(("name", "on", "expected"), cases("organisations-resolve.tsv"))
def test_resolve(organisations: Organisations, name: str, on: str, expected: str) -> None:
    assert " > ".join(key(m.organisation.iri) for m in organisations.resolve(name, day(on))) == expected


def test_a_unit_of_a_description_knows_its_parent_and_ministry(organisations: Organisations) -> None:
    *_, unit = organisations.resolve("MinBZK/UBR/Team Inkoop")
    assert unit.organisation.kind == "unit"
    assert unit.organisation.name == "Team Inkoop"
    assert unit.rule == "unit named in the description"
    assert unit.organisation.parent == f"{BASE}id/organisatie/uitvoeringsorganisatie-bedrijfsvoering-rijk"
    assert organisations.parent_of(unit.organisation.iri) == unit.organisation.parent
    assert organisations.ministry_of(unit.organisation.iri) == MINISTRY + "1034"


def test_one_name_under_two_parents_is_two_units(organisations: Organisations) -> None:
    bzk, vws = organisations.get(MINISTRY + "1034"), organisations.get(MINISTRY + "1025")
    assert bzk is not None
    assert vws is not None
    assert organisations.unit("Team A", bzk).iri != organisations.unit("Team A", vws).iri
    # Neither do the levels run into each other.
    outer = organisations.unit("A", bzk)
    assert organisations.unit("B", outer).iri != organisations.unit("A-B", bzk).iri
    assert organisations.unit("B", outer).iri != organisations.unit("A B", bzk).iri


def test_names_of_which_no_letter_is_ascii_are_told_apart(organisations: Organisations) -> None:
    bzk = organisations.get(MINISTRY + "1034")
    assert bzk is not None
    names = ("???", "—", "Δίκτυο", "Сеть")
    units = [organisations.unit(name, bzk) for name in names]
    assert len({unit.iri for unit in units}) == len({organisations.system(name).iri for name in names}) == len(names)
    assert {organisations.parent_of(unit.iri) for unit in units} == {bzk.iri}
    assert organisations.unit("  Δίκτυο ", bzk).iri == units[2].iri


def test_gold_organisations(shared: Path, organisations: Organisations) -> None:
    expected = {
        "M1533": ["oorg10117"],
        "M1931": ["directie-informatiesamenleving-en-overheid", "oorg10117"],
        "M4089": ["mnre1013"],
        "M7624": ["mnre1025", "zb000211"],
    }
    for reference, keys in expected.items():
        gold = json.loads((shared / "gold" / f"{reference}.json").read_text(encoding="utf-8"))
        paths = [organisations.resolve(name) for name in gold["organisations"]]
        assert [key(path[-1].organisation.iri) for path in paths] == keys


# ---------------------------------------------------------------- ministries


@pytest.mark.parametrize(
    ("iri", "on", "ministry"),
    [
        (TOOI + "oorg/oorg10222", "2023-01-01", "1058"),
        (TOOI + "oorg/oorg10222", "2024-07-02", "1162"),
        (TOOI + "oorg/oorg10222", "2026-02-23", "1162"),
        (TOOI + "oorg/oorg10222", "2026-02-24", "1058"),
        (TOOI + "oorg/oorg10215", "", "1034"),
        (TOOI + "oorg/oorg12373", "2023-01-01", "1058"),
        (TOOI + "oorg/oorg12373", "2025-01-01", "1162"),
        (TOOI + "zbo/zb000210", "2025-01-01", "1162"),
        (TOOI + "oorg/oorg10003", "", "1109"),
        (BASE + "id/organisatie/directoraat-generaal-migratie", "2025-01-01", "1162"),
        (BASE + "id/organisatie/directoraat-generaal-migratie", "2023-01-01", "1058"),
        (BASE + "id/organisatie/informatievoorziening-openbaar-ministerie", "", "1058"),
        (TOOI + "zbo/zb000211", "", "1025"),
        (TOOI + "oorg/oorg12368", "", "1090"),
        (BASE + "id/organisatie/koninklijke-marechaussee", "", "1018"),
        (BASE + "id/organisatie/bz-24-7-contactcenter", "", "1013"),
        (BASE + "id/organisatie/kennis-en-exploitatiecentrum-officiele-overheidspublicaties", "", "1034"),
        (MINISTRY + "1013", "", "1013"),
        (TOOI + "oorg/oorg10264", "", ""),
        (TOOI + "gemeente/gm0344", "", ""),
        ("https://example.org/onbekend", "", ""),
    ],
)
def test_ministry_of(organisations: Organisations, iri: str, on: str, ministry: str) -> None:
    assert organisations.ministry_of(iri, day(on)) == (MINISTRY + ministry if ministry else None)


@pytest.mark.parametrize(
    ("iri", "person"),
    [
        (TOOI + "oorg/oorg10117", MINISTRY + "1034"),
        (TOOI + "zbo/zb000211", TOOI + "zbo/zb000211"),
        (
            BASE + "id/organisatie/afdeling-vreemdelingenpolitie-identificatie-en-mensenhandel",
            TOOI + "oorg/oorg10264",
        ),
        (BASE + "id/organisatie/bz-24-7-contactcenter", MINISTRY + "1013"),
    ],
)
def test_legal_person(organisations: Organisations, iri: str, person: str) -> None:
    assert organisations.legal_person(iri) == person


# ---------------------------------------------------------------- the tables


def rows(name: str) -> list[dict[str, str]]:
    with resources.data(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_tooi_iri_is_in_the_official_lists(shared: Path) -> None:
    with (shared / "reference" / "tooi" / "tooi_all.csv").open(encoding="utf-8", newline="") as file:
        official = {row["iri"] for row in csv.DictReader(file)}
    ours = {row["id"] for row in rows("organisations.csv") if "/" in row["id"]}
    assert ours - official == set()


def test_no_own_organisation_has_a_name_of_tooi(shared: Path) -> None:
    with (shared / "reference" / "tooi" / "tooi_all.csv").open(encoding="utf-8", newline="") as file:
        official = {normal_form(row["label"]) for row in csv.DictReader(file)}
    own = {normal_form(row["name"]) for row in rows("organisations.csv") if "/" not in row["id"]}
    assert own & official == set()


def test_tables_are_sorted_and_refer_to_what_is_there() -> None:
    table = rows("organisations.csv")
    ids = {row["id"] for row in table}
    assert [(row["id"], row["valid_from"]) for row in table] == sorted((row["id"], row["valid_from"]) for row in table)
    assert {row[column] for row in table for column in ("parent", "ministry") if row[column]} <= ids
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", identifier) for identifier in ids if "/" not in identifier)
    systems = rows("systems.csv")
    slugs = [row["slug"] for row in systems]
    assert slugs == sorted(set(slugs))
    assert {row["owner"] for row in systems if row["owner"]} <= ids
    labels = [label for row in systems for label in (row["name"], *row["other_names"].split("|")) if label]
    assert len(labels) == len(set(labels))


def test_versions_of_an_organisation_do_not_overlap() -> None:
    by_id: dict[str, list[tuple[str, str]]] = {}
    for row in rows("organisations.csv"):
        by_id.setdefault(row["id"], []).append((row["valid_from"], row["valid_to"]))
    for spans in by_id.values():
        for (_, end), (begin, _) in pairwise(spans):
            assert end < begin != ""


def test_parents_end_somewhere(organisations: Organisations) -> None:
    for organisation in organisations:
        seen: list[str] = []
        here: str | None = organisation.iri
        while here is not None:
            assert here not in seen
            seen.append(here)
            here = organisations.parent_of(here)


def test_every_listed_name_is_found_as_a_whole_field(organisations: Organisations) -> None:
    for row in rows("organisation-names.csv"):
        found = organisations.find(row["name"], day(row["valid_from"] or row["valid_to"]))
        expected = [key(row["id"])] if row["id"] else []
        assert [key(match.organisation.iri) for match in found] == expected, row["name"]


@pytest.mark.parametrize(
    ("table", "old", "new", "says"),
    [
        ("organisation-names.csv", "capitals", "hoofdletters", "'hoofdletters' is no context"),
        ("organisation-names.csv", "zbo/zb000211", "zbo/zb999999", "is no organisation"),
        ("organisations.csv", "2024-07-02", "2 juli 2024", "is no date"),
    ],
)
def test_a_wrong_table_is_refused(tmp_path: Path, table: str, old: str, new: str, says: str) -> None:
    for name in ("organisations.csv", "organisation-names.csv", "systems.csv", "name-forms.toml"):
        text = resources.data(name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace(old, new) if name == table else text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=says) as raised:
        load_organisations(tmp_path, base=BASE)
    assert raised.value.where is not None
    assert raised.value.where.path == table


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"name-forms\.toml: The file cannot be used"):
        load_organisations(tmp_path, base=BASE)


def test_an_organisation_cannot_be_changed(organisations: Organisations) -> None:
    organisation = organisations.get(MINISTRY + "1013")
    assert isinstance(organisation, Organisation)
    with pytest.raises(AttributeError):
        organisation.name = "anders"  # type: ignore[misc]
