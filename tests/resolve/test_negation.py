"""A verb denies the data only if it says processing itself, and only without a limit: each word of the data alone."""

from __future__ import annotations

import tomllib

import pytest

from avggraph.resolve.concepts.negation import denied
from avggraph.resources import data
from avggraph.text import Span

WORDS: dict[str, list[str]] = tomllib.loads(data("negation.toml").read_text(encoding="utf-8"))
BSN = Span(0, 3)


def said(words: str) -> str:
    return words.replace("*", "veiligheids")


@pytest.mark.parametrize("verb", [*WORDS["processing"], *WORDS["taken_up"]])
def test_not_processed_is_denied(verb: str) -> None:
    for text in (f"BSN wordt niet {verb}", f"BSN WORDT NIET MEER {verb.upper()}.", f"BSN mag niet worden {verb}"):
        assert denied(text, [BSN]) == {BSN}


@pytest.mark.parametrize("verb", ["verplicht", "gedeeld", "gepubliceerd", "verwijderd", "verstrekt", "getoond"])
def test_another_verb_denies_only_what_it_says(verb: str) -> None:
    assert not denied(f"BSN wordt niet {verb}", [BSN])
    assert not denied(f"BSN mag niet worden {verb}", [BSN])


@pytest.mark.parametrize("limit", [*WORDS["limits"], *WORDS["exceptions"]])
def test_a_limited_denial_denies_no_data(limit: str) -> None:
    assert not denied(f"BSN wordt {limit} iets anders niet verwerkt", [BSN])
    assert not denied(f"BSN wordt niet verwerkt {limit} iets anders", [BSN])


@pytest.mark.parametrize("limit", WORDS["limits_behind"])
def test_a_limit_behind_the_verb(limit: str) -> None:
    assert not denied(f"BSN wordt niet opgevraagd {limit} derden", [BSN])


@pytest.mark.parametrize("exception", WORDS["exceptions"])
def test_an_exception_stands_behind_a_comma_too(exception: str) -> None:
    assert not denied(f"BSN wordt niet verwerkt, {exception} iets anders", [BSN])


@pytest.mark.parametrize("here", WORDS["here"])
def test_this_processing_and_a_reason_limit_nothing(here: str) -> None:
    assert denied(f"BSN wordt {said(here)} verwerking niet gebruikt", [BSN])
    assert denied(f"BSN wordt niet gebruikt {said(here)} verwerking", [BSN])


def test_what_is_affirmed_is_there() -> None:
    assert not denied("BSN wordt gevraagd en niet opgeslagen", [BSN])
    for removal in WORDS["removal"]:
        assert denied(f"BSN wordt {removal} en niet opgeslagen", [BSN])
