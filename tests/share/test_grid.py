"""What holds for every question: the full grid of the Wegwijzer, and hypothesis's own questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avggraph.errors import UsageError
from avggraph.share import Answer, Guide, Necessity, Question, Terms, assess, understand
from avggraph.share.assess import verdicts
from share.rows import codes

REQUESTERS = (
    *("COA", "IND", "KMar", "Buitenlandse Zaken", "gemeente Utrecht", "ngo", "stichting", "Nidos", "advocaat"),
    *("gemachtigde", "werkgever", "Belastingdienst"),
)
DATA = ("gewoon", "bijzonder", "strafrechtelijk", "fiets")
PARTS = ("date", "name", "signature")
MANDATES = (None, *(",".join(parts) for size in range(4) for parts in combinations(PARTS, size)))
PURPOSES = ("", "openbare-orde-en-veiligheid", "uitkering")
DOCUMENTS = ("", "gespreksverslag", "vertrekstrategie", "brief")
OUTCOMES = ("allow-with-duties", "motivate", "ask-mandate", "privacy-office", "deny")
# From what asks most of whoever shares to what asks least.
NEED = (Necessity.NO, Necessity.NOT_STATED, Necessity.YES)


@dataclass(frozen=True)
class Case:
    requester: str
    data: str
    need: Necessity
    mandate: str | None
    purpose: str
    document: str


Grid = dict[Case, tuple[str, frozenset[str], frozenset[str]]]


@pytest.fixture(scope="module")
def grid(terms: Terms, wegwijzer: Guide) -> Grid:
    """Answer every combination; the words of each value are understood once."""

    @cache
    def asked(case: Case) -> Question:
        return understand(
            terms, wegwijzer, case.requester, case.data, mandate=case.mandate, purpose=case.purpose,
            document=case.document,
        )  # fmt: skip

    def question(case: Case) -> Question:
        return replace(
            asked(Case(case.requester, case.data, NEED[0], None, "", "")),
            necessary=case.need,
            mandate=asked(Case("IND", "naam", NEED[0], case.mandate, "", "")).mandate,
            purpose=asked(Case("IND", "naam", NEED[0], None, case.purpose, "")).purpose,
            document=asked(Case("IND", "naam", NEED[0], None, "", case.document)).document,
        )

    found = {}
    for case in _cases():
        (item,) = verdicts(wegwijzer, question(case))
        wanted = codes(item.verdict)
        found[case] = (wanted.outcome, wanted.duties, wanted.rules)
    return found


def _cases() -> Iterator[Case]:
    return (Case(*values) for values in product(REQUESTERS, DATA, NEED, MANDATES, PURPOSES, DOCUMENTS))


def each_case_has_one_outcome_with_its_rules(grid: Grid) -> None:
    assert len(grid) == 12 * 4 * 3 * 9 * 3 * 4
    for case, (outcome, duties, rules) in grid.items():
        assert outcome in OUTCOMES, case
        assert rules, case
        # Only what may be shared comes with duties, and then always with one on the way it is sent.
        assert bool(duties & {"use-bvv", "secure-channel"}) == (outcome in {"allow-with-duties", "motivate"}), case
        assert not duties >= {"use-bvv", "secure-channel"}, case


def more_need_is_never_stricter(grid: Grid) -> None:
    for case, (outcome, _, _) in grid.items():
        if case.need is not NEED[-1]:
            more = replace(case, need=NEED[NEED.index(case.need) + 1])
            assert _strict(grid[more][0]) <= _strict(outcome), (case, more)


def more_consent_is_never_stricter(grid: Grid) -> None:
    for case, (outcome, _, _) in grid.items():
        had = set(filter(None, (case.mandate or "").split(",")))
        for part in set(PARTS) - had:
            mandate = ",".join(each for each in PARTS if each in had | {part})
            more = replace(case, mandate=mandate)
            assert _strict(grid[more][0]) <= _strict(outcome), (case, more)


def what_is_not_stated_is_not_read_as_no(grid: Grid) -> None:
    """Nothing is denied for want of a word on need, purpose or mandate."""
    for case, (outcome, _, rules) in grid.items():
        if case.need is Necessity.NOT_STATED and case.document != "vertrekstrategie":
            assert outcome != "deny", case
        if outcome == "deny":
            assert rules <= {"R7", "R8"}, case


def ordinary_data_are_never_stricter_than_special(grid: Grid) -> None:
    for case, (outcome, _, _) in grid.items():
        if case.data == "bijzonder":
            less = replace(case, data="gewoon")
            assert _strict(grid[less][0]) <= _strict(outcome), case


def the_guide_is_silent_on_criminal_data_and_on_whom_it_does_not_name(grid: Grid) -> None:
    for case, (outcome, _, rules) in grid.items():
        silent = case.data in {"strafrechtelijk", "fiets"} or case.requester in {"werkgever", "Belastingdienst"}
        if silent and outcome != "deny":
            assert (outcome, rules) == ("privacy-office", frozenset({"R11"})), case


def _strict(outcome: str) -> int:
    return OUTCOMES.index(outcome)


LAWS = (
    each_case_has_one_outcome_with_its_rules,
    more_need_is_never_stricter,
    more_consent_is_never_stricter,
    what_is_not_stated_is_not_read_as_no,
    ordinary_data_are_never_stricter_than_special,
    the_guide_is_silent_on_criminal_data_and_on_whom_it_does_not_name,
)


def test_the_full_grid(grid: Grid) -> None:
    """All laws in one test: the grid is answered once."""
    for law in LAWS:
        law(grid)


@settings(max_examples=60)
@given(
    requester=st.one_of(st.sampled_from(REQUESTERS), st.text(min_size=1, max_size=40)),
    data=st.lists(
        st.one_of(st.sampled_from(["naam", "gezondheidsgegevens", "strafblad"]), st.text(max_size=30)),
        min_size=1, max_size=4,
    ),
    purpose=st.text(max_size=40),
    document=st.text(max_size=40),
)  # fmt: skip
def test_any_words_get_an_answer_or_a_usage_error(
    terms: Terms, wegwijzer: Guide, requester: str, data: list[str], purpose: str, document: str
) -> None:
    def answer(items: list[str]) -> Answer:
        question = understand(terms, wegwijzer, requester, ",".join(items), purpose=purpose, document=document)
        return assess(wegwijzer, question)

    try:
        found = answer(data)
    except UsageError as error:
        assert error.advice
        return
    assert found.outcome.code in OUTCOMES
    # The order in which things are asked says nothing.
    assert _without_order(found) == _without_order(answer(data[::-1]))


def _without_order(answer: Answer) -> tuple[str, list[tuple[str, str]]]:
    return answer.outcome.code, sorted((each.item.words, each.verdict.outcome.code) for each in answer.items)
