"""What a register says of the sharing, by the examples' own texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from avggraph.query import Engine, OxigraphEngine
from avggraph.share import Guide, Terms, assess, understand
from avggraph.share.register import InRegister, in_register
from avggraph.store import open_output


@pytest.fixture(scope="module")
def engine(built_examples: Path) -> Iterator[Engine]:
    yield OxigraphEngine(open_output(built_examples).open_store())


def ask(engine: Engine, terms: Terms, guide: Guide, requester: str, data: str, own: str = "") -> InRegister:
    return in_register(engine, terms, assess(guide, understand(terms, guide, requester, data, own=own)))


def test_records_that_describe_the_sharing_are_named(engine: Engine, terms: Terms, wegwijzer: Guide) -> None:
    """Example M9008, of the IND under its ministry, names the Marechaussee among its recipients."""
    found = ask(engine, terms, wegwijzer, "KMar", "naam, gezondheidsgegevens", own="IND")
    (disclosure,) = found.disclosures
    assert disclosure.record.reference == "M9008"
    assert disclosure.target == "Koninklijke Marechaussee"
    assert {"naam", "gezondheidsgegevens"} <= set(disclosure.data)
    # Which data each recipient gets, the description does not say.
    assert not disclosure.data_named
    assert found.silent == ()


def test_without_an_own_organisation_all_records_count(engine: Engine, terms: Terms, wegwijzer: Guide) -> None:
    found = ask(engine, terms, wegwijzer, "KMar", "naam")
    assert [each.record.reference for each in found.disclosures] == ["M9001", "M9008", "M9011"]


def test_silence_is_told_and_is_no_prohibition(engine: Engine, terms: Terms, wegwijzer: Guide) -> None:
    found = ask(engine, terms, wegwijzer, "advocaat", "naam, telefoonnummer", own="IND")
    assert found.silent == ("naam", "telefoonnummer")
    assert found.disclosures == ()


def test_the_parties_own_records_and_the_systems_of_duties(engine: Engine, terms: Terms, wegwijzer: Guide) -> None:
    found = ask(engine, terms, wegwijzer, "DJI", "naam", own="IND")
    assert dict(found.own_records) == {"IND": ("M9008",), "DJI": ("M9006",)}
    # No example names the chain's facility.
    assert dict(found.systems) == {"Basisvoorziening Vreemdelingen": ()}


def test_a_kind_of_party_stands_for_all_of_that_kind(engine: Engine, terms: Terms, wegwijzer: Guide) -> None:
    assert dict(ask(engine, terms, wegwijzer, "gemeente", "naam").own_records) == {"gemeente": ("M9014",)}
