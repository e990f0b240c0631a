"""A condition is looked for only where one of its words stands, and that loses none."""

from __future__ import annotations

import tomllib

import pytest

from avggraph.resolve.concepts.conditions import conditions
from avggraph.resources import data
from avggraph.text import Span

CUES: dict[str, list[str]] = tomllib.loads(data("conditions.toml").read_text(encoding="utf-8"))
# How a text ties the mention "BSN" to each kind of cue.
TEXTS = {
    "behind": "BSN {cue} het moet",
    "alone": "BSN ({cue})",
    "bracketed": "BSN ({cue} een incident)",
    "before": "{cue} BSN",
    "heading": "{cue} het gaat om iets: BSN",
    "possible": "{cue} BSN",
}


@pytest.mark.parametrize(("kind", "cue"), [(kind, cue) for kind in TEXTS for cue in CUES[kind]])
def test_each_cue_ties_a_mention_to_its_condition(kind: str, cue: str) -> None:
    for said in (cue, cue.upper()):
        text = TEXTS[kind].format(cue=said)
        start = text.index("BSN")
        assert conditions(text, [Span(start, start + 3)])


@pytest.mark.parametrize("only", CUES["only"])
def test_an_occasion_is_a_condition_behind_only(only: str) -> None:
    text = f"BSN {only} bij twijfel"
    assert conditions(text, [Span(0, 3)])
    assert not conditions("BSN bij twijfel", [Span(0, 3)])
