"""The table of laws: what each row must have, that names mean one law, and what a bad file says."""

from __future__ import annotations

import csv
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from avggraph import resources
from avggraph.errors import KnowledgeError
from avggraph.resolve.laws import Laws, load_laws
from avggraph.resolve.laws.table import _load
from avggraph.resolve.normal_form import normal_form

KINDS = {
    "wet", "rijkswet", "amvb", "ministeriele-regeling", "beleidsregel", "eu-verordening", "eu-richtlijn", "verdrag",
}  # fmt: skip
BY_KIND = {"eu-verordening": r"3\d{4}R\d{4}", "eu-richtlijn": r"3\d{4}L\d{4}", "verdrag": r"BWBV\d{7}"}


def rows(name: str) -> list[dict[str, str]]:
    with resources.data(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def laws() -> Laws:
    return load_laws()


def test_there_are_enough_laws(laws: Laws) -> None:
    assert len(laws) >= 200


def test_rows_are_well_formed() -> None:
    for row in rows("laws.csv"):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["slug"]), row
        assert row["title"] == row["title"].strip(), row
        assert row["title"], row
        assert row["kind"] in KINDS, row
        assert not row["id"] or re.fullmatch(BY_KIND.get(row["kind"], r"BWBR\d{7}"), row["id"]), row
        assert bool(row["id"]) == bool(row["source"]), row
        assert not row["source"] or re.match(r"https?://", row["source"]), row


def test_rows_are_sorted_by_slug() -> None:
    for name, key in (("laws.csv", "slug"), ("law-names.csv", "slug")):
        assert all(one[key] <= other[key] for one, other in pairwise(rows(name))), name


def test_a_number_is_of_one_law_at_a_time() -> None:
    """Two rows may share a number only where a law was renamed: not two titles still in use under one number."""
    renamed = {
        "BWBR0023864", "BWBR0015703", "BWBR0001947", "BWBR0001952", "BWBR0002058", "BWBR0002458", "BWBR0004302",
        "BWBR0037852", "BWBR0037987",
    }  # fmt: skip
    numbers = [row["id"] for row in rows("laws.csv") if row["id"]]
    assert {number for number in numbers if numbers.count(number) > 1} == renamed


def test_periods_end_after_they_begin(laws: Laws) -> None:
    for law in laws:
        assert (law.valid_from or date.min) <= (law.valid_to or date.max), law


def test_a_law_follows_the_one_it_replaces(laws: Laws) -> None:
    for old, new in (
        ("wet-bescherming-persoonsgegevens", "algemene-verordening-gegevensbescherming"),
        ("wet-openbaarheid-van-bestuur", "wet-open-overheid"),
        ("wet-gemeentelijke-basisadministratie-persoonsgegevens", "wet-basisregistratie-personen"),
        ("ambtenarenwet", "ambtenarenwet-2017"),
        ("wet-huis-voor-klokkenluiders", "wet-bescherming-klokkenluiders"),
    ):
        before, after = laws.get(old), laws.get(new)
        assert before is not None
        assert after is not None
        assert before.valid_to is not None
        assert after.valid_from is not None
        assert (after.valid_from - before.valid_to).days == 1


def test_a_name_means_one_law() -> None:
    """Names that read the same differ in capitals, or their laws held at different times."""
    names: dict[str, set[str]] = {}
    for row in [*({"slug": row["slug"], "name": row["title"]} for row in rows("laws.csv")), *rows("law-names.csv")]:
        names.setdefault(row["name"], set()).add(row["slug"])
    assert {name: slugs for name, slugs in names.items() if len(slugs) > 1} == {
        "Ambtenarenwet": {"ambtenarenwet", "ambtenarenwet-2017"}
    }


def test_a_short_name_is_not_met_in_lower_case() -> None:
    """Up to four letters make too many words; "awb" and "avg" are the ones registers write so."""
    for row in rows("law-names.csv"):
        if len(row["name"]) <= 4 and row["name"] not in {"AVG", "Awb", "UAVG", "NIS2"}:
            assert row["context"], row


def test_every_name_is_met_as_it_is_written(laws: Laws) -> None:
    slugs: dict[str, set[str]] = {}
    for row in rows("law-names.csv"):
        slugs.setdefault(normal_form(row["name"]).text, set()).add(row["slug"])
    for row in rows("law-names.csv"):
        (match,) = laws.find(f"zie de {row['name']}, daar")
        assert match.law.slug in slugs[normal_form(row["name"]).text] | {row["slug"]}, row


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("ALGEMENE WET BESTUURSRECHT", ["algemene-wet-bestuursrecht"]),
        ("algemene\u00a0wet  bestuursrecht", ["algemene-wet-bestuursrecht"]),
        ("Wet op de inlichtingen en veiligheidsdiensten 2017", ["wet-op-de-inlichtingen-en-veiligheidsdiensten-2017"]),
        ("woo", []),
        ("Woo-verzoek, Awb-procedure", []),
        ("Awbi", ["algemene-wet-op-het-binnentreden"]),
        ("zoawb", []),
        ("Wvo en WVO", ["wet-veiligheidsonderzoeken", "wet-voortgezet-onderwijs-2020"]),
    ],
)
def test_find(laws: Laws, text: str, slugs: list[str]) -> None:
    assert [match.law.slug for match in laws.find(text)] == slugs


@pytest.mark.parametrize(
    ("laws_csv", "names_csv", "says"),
    [
        ("slug,title\n", "slug,name,context\n", "columns"),
        ("{h}a,A,wet,,,,\na,B,wet,,,,\n", "slug,name,context\n", "twice"),
        ("{h}a,A,wet,,gisteren,,\n", "slug,name,context\n", "yyyy-mm-dd"),
        ("{h}a,A,wet,,,,\n", "slug,name,context\nb,B,\n", "No law has the slug b"),
        ("{h}a,A,wet,,,,\n", "slug,name,context\na,B,soms\n", "soms is no context"),
        ("{h}a,A,wet\n", "slug,name,context\n", "too many or too few"),
    ],
)
def test_a_bad_table_says_where(tmp_path: Path, laws_csv: str, names_csv: str, says: str) -> None:
    header = "slug,title,kind,id,valid_from,valid_to,source\n"
    paths = tmp_path / "laws.csv", tmp_path / "law-names.csv"
    for path, content in zip(paths, (laws_csv.format(h=header), names_csv), strict=True):
        path.write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=says) as error:
        _load(*paths)
    assert error.value.where is not None
    assert error.value.where.line is not None


def test_a_missing_table_says_so(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="cannot be read"):
        _load(tmp_path / "laws.csv", tmp_path / "law-names.csv")
