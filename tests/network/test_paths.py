"""Paths within a record, by hand from cases/chain.trig."""

from __future__ import annotations

import pytest

from avggraph.errors import QueryError
from avggraph.network import ABOUT, Path, paths, thing_named
from network.chain import BASE, chain
from query.engines import ENGINES, catalogue


def found(subject: str, target: str, on: str = "oxigraph") -> tuple[Path, ...]:
    return paths(chain(on), catalogue(), subject, thing_named(target, chain(on), catalogue()))


def shape(path: Path) -> list[tuple[str, str]]:
    return [(step.kind, step.target.label) for step in path.steps]


@pytest.mark.parametrize("on", ENGINES)
@pytest.mark.parametrize("subject", ["burgers met een vraag", "Burgers", "burger", "persoon"])
def test_from_words_or_concept_through_the_chain_of_processors(subject: str, on: str) -> None:
    (path,) = found(subject, "Logius", on)
    assert (path.reference, path.subject.label) == ("M1", "Burgers met een vraag")
    assert shape(path) == [("Collection", "BZ"), ("ProcessingOnBehalf", "SSC-ICT"), ("SubProcessing", "Logius")]
    assert [step.words for step in path.steps] == [
        (f"{BASE}doc1#char=0,21",),
        (f"{BASE}doc1#char=42,61",),
        (f"{BASE}doc1#char=62,82",),
    ]
    assert [step.scope for step in path.steps] == ["DataOfBlock", "DataOfRecord", "DataOfRecord"]
    assert [each.label for each in path.steps[1].systems] == ["Rijkswerkplek"]


def test_people_whose_data_come_from_elsewhere_are_whom_the_record_is_about() -> None:
    (path,) = found("medewerkers", "Servicedesk")
    assert shape(path) == [(ABOUT, "SZW"), ("Disclosure", "Servicedesk")]


def test_records_are_not_joined() -> None:
    """SSC-ICT gets data of citizens in M1 and gives data to IenW in M5: that makes no path from citizens to IenW."""
    assert found("burgers", "IenW") == ()


def test_to_a_system() -> None:
    (path,) = found("burgers", "Rijkswerkplek")
    assert shape(path) == [("Collection", "BZ"), ("ProcessingOnBehalf", "Rijkswerkplek")]


def test_a_part_of_a_word_is_no_name() -> None:
    with pytest.raises(QueryError, match=r"Lijkt op: .*burger"):
        found("burge", "Logius")


def test_people_the_register_knows_and_the_target_does_not_have_give_nothing() -> None:
    assert found("medewerkers", "Logius") == ()


def test_no_words_are_no_name() -> None:
    with pytest.raises(QueryError, match="geen betrokkenen genoemd"):
        found(" - ", "Logius")
