"""Addresses of laws and provisions: the forms of the standards, and the addresses the W3C's GDPR extension has."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from rdflib import URIRef

from avggraph.resolve.laws import Law, Laws, Provision, eli, juriconnect, load_laws, page

WOO = "https://wetten.overheid.nl/jci1.3:c:BWBR0045754"


@pytest.fixture(scope="module")
def laws() -> Laws:
    return load_laws()


def law(laws: Laws, slug: str) -> Law:
    found = laws.get(slug)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("slug", "provision", "expected"),
    [
        ("algemene-wet-bestuursrecht", None, "jci1.3:c:BWBR0005537"),
        ("algemene-wet-bestuursrecht", Provision("3:4", "1"), "jci1.3:c:BWBR0005537&artikel=3:4&lid=1"),
        ("wet-open-overheid", Provision("5.1", "2", "e"), "jci1.3:c:BWBR0045754&artikel=5.1&lid=2&o=e"),
        ("kieswet", Provision("P 15"), "jci1.3:c:BWBR0004627&artikel=P_15"),
        ("burgerlijk-wetboek-boek-7", Provision("7:446", "1"), "jci1.3:c:BWBR0005290&artikel=446&lid=1"),
        ("burgerlijk-wetboek-boek-7", Provision("446", "1"), "jci1.3:c:BWBR0005290&artikel=446&lid=1"),
        ("algemene-verordening-gegevensbescherming", Provision("6"), None),
        ("bouwbesluit-2012", Provision("6"), None),
    ],
)
def test_juriconnect(laws: Laws, slug: str, provision: Provision | None, expected: str | None) -> None:
    assert juriconnect(law(laws, slug), provision) == expected


def test_juriconnect_of_a_day_has_both_days_where_the_law_held(laws: Laws) -> None:
    woo = law(laws, "wet-open-overheid")
    assert juriconnect(woo, None, date(2024, 1, 1)) == "jci1.3:c:BWBR0045754&z=2024-01-01&g=2024-01-01"
    assert juriconnect(woo, None, date(2020, 1, 1)) == "jci1.3:c:BWBR0045754"


@pytest.mark.parametrize(
    ("slug", "provision", "expected"),
    [
        ("algemene-verordening-gegevensbescherming", None, "reg/2016/679/oj"),
        (
            "algemene-verordening-gegevensbescherming",
            Provision("6", "1", "e"),
            "reg/2016/679/art_6/par_1/pnt_e/oj",
        ),
        ("algemene-verordening-gegevensbescherming", Provision("4", None, "15"), "reg/2016/679/art_4/pnt_15/oj"),
        ("richtlijn-gegevensbescherming-opsporing-en-vervolging", Provision("10"), "dir/2016/680/art_10/oj"),
        ("eidas-verordening", None, "reg/2014/910/oj"),
        ("visumcode", Provision("23", "4"), "reg/2009/810/art_23/par_4/oj"),
    ],
)
def test_eli(laws: Laws, slug: str, provision: Provision | None, expected: str) -> None:
    assert eli(law(laws, slug), provision) == f"http://data.europa.eu/eli/{expected}"
    assert page(law(laws, slug), provision) == f"https://eur-lex.europa.eu/eli/{expected}"


def test_dutch_law_has_no_eli(laws: Laws) -> None:
    assert eli(law(laws, "algemene-wet-bestuursrecht")) is None


def test_page_of_dutch_law(laws: Laws) -> None:
    woo = law(laws, "wet-open-overheid")
    assert page(woo) == WOO
    assert page(woo, Provision("4.1"), date(2025, 3, 1)) == f"{WOO}&artikel=4.1&z=2025-03-01&g=2025-03-01"


def test_a_law_without_a_number_has_no_address(laws: Laws) -> None:
    for one in laws:
        if not one.id:
            assert (juriconnect(one), eli(one), page(one)) == (None, None, None)


def test_every_number_gives_an_address(laws: Laws) -> None:
    for one in laws:
        if one.id:
            address = page(one, Provision("1", "2", "a"))
            assert address is not None
            assert URIRef(address).n3()


def test_a_label_with_signs_gives_a_valid_iri(laws: Laws) -> None:
    address = juriconnect(law(laws, "algemene-wet-bestuursrecht"), Provision('1" <b>', "é", "%"))
    assert address is not None
    assert re.fullmatch(r"[A-Za-z0-9.:&=_%-]+", address)


def test_pages_are_those_the_w3c_gives_for_the_gdpr(laws: Laws, shared: Path) -> None:
    vocabulary = shared / "reference" / "dpv" / "2.3" / "legal" / "eu" / "gdpr" / "eu-gdpr.ttl"
    addresses = set(
        re.findall(r"https://eur-lex\.europa\.eu/eli/reg/2016/679/art_[^\"]+", vocabulary.read_text("utf-8"))
    )
    assert addresses
    avg = law(laws, "algemene-verordening-gegevensbescherming")
    for address in addresses:
        parts = dict(re.findall(r"(art|par|pnt)_(\w+)", address))
        assert page(avg, Provision(parts.get("art"), parts.get("par"), parts.get("pnt"))) == address
