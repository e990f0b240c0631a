"""Retention texts read branch by branch: hand-made values, and what holds for any text."""

from __future__ import annotations

import re
import sys
from itertools import groupby
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avggraph.errors import KnowledgeError
from avggraph.resolve.retention import Branch, read_retention
from avggraph.resolve.retention.lexicon import lexicon, parse_lexicon
from avggraph.resolve.retention.tokens import folded, tokens
from avggraph.text import Span

HERE = Path(__file__).parent
ROWS = [line.split("\t") for line in (HERE / "cases.tsv").read_text(encoding="utf-8").splitlines()[1:]]
CASES = [(text.replace("\\n", "\n"), [row[1:] for row in rows]) for text, rows in groupby(ROWS, lambda row: row[0])]


def words(text: str, span: Span | None) -> str:
    return "" if span is None else text[span.start : span.end]


def row_of(text: str, branch: Branch) -> list[str]:
    return [
        branch.kind,
        branch.duration or "",
        branch.bound or "",
        words(text, branch.event).replace("\n", "\\n"),
        words(text, branch.condition).replace("\n", "\\n"),
        branch.code or "",
        " ".join(branch.references),
    ]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_value(text: str, expected: list[list[str]]) -> None:
    assert [row_of(text, branch) for branch in read_retention(text).branches] == expected


def test_the_one_answer_of_a_text() -> None:
    once = read_retention("Tot maximaal 2 jaar na intrekking")
    assert (once.kind, once.duration, once.event, once.bound) == ("after_event", "P2Y", (23, 33), "Maximum")
    several = read_retention("afgewezen 5 jaar, verstrekt 3 jaar")
    assert (several.kind, several.duration, several.event, several.bound) == ("several", None, None, None)
    same = read_retention("Bij afwijzing 5 jaar, bij intrekking 5 jaar")
    assert (same.kind, same.duration) == ("duration", "P5Y")


def test_every_rule_quotes_the_words_that_decided() -> None:
    text = "V7: vernietigen, uiterlijk 7 jaar na afhandeling"
    (branch,) = read_retention(text).branches
    assert branch.rule == 'selection list code "V7"; length "7 jaar"; bound "uiterlijk"; counted from "na"'


# ---------------------------------------------------------------- any text

PIECES = st.sampled_from([*(HERE / "pieces.txt").read_text(encoding="utf-8").split(), "\n", "\xad"])
TEXTS = st.one_of(
    st.text(max_size=120), st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES, max_size=12).map("".join)
)


@settings(max_examples=1000)
@given(TEXTS)
def test_any_text_gives_branches_whose_places_lie_in_it(text: str) -> None:
    branches = read_retention(text).branches
    assert branches
    assert [branch.words.start for branch in branches] == sorted(branch.words.start for branch in branches)
    for branch in branches:
        assert 0 <= branch.words.start <= branch.words.end <= len(text)
        for part in (branch.condition, branch.event):
            assert part is None or 0 <= part.start < part.end <= len(text)
        assert branch.rule


def figures_of(duration: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", duration)]


def numbers_in(text: str) -> set[int]:
    """Give every number the text states, as it is and in the smaller units an xsd:duration may write it in."""
    known, row = lexicon(), list(tokens(text))
    stated: set[float] = set()
    fractions: set[float] = set()
    for index, token in enumerate(row):
        stated |= {float(part.replace(",", ".")) for part in re.findall(r"\d+(?:[.,]\d+)?|\d+", token.key)}
        stated |= {float(part) for part in re.findall(r"\d+", token.key)}
        for found in (known.numbers.at(row, index), known.added.at(row, index)):
            stated |= {float(found[0])} if found else set()
            fractions |= {float(found[0] % 1)} if found else set()
        whole = known.whole.at(row, index)
        stated |= set(map(float, figures_of(whole[0]))) if whole else set()
    halves = {0.5, *fractions, *(int(upper) / int(lower) for upper, lower in re.findall(r"(\d)/([234])", text))}
    stated |= {int(number) + half for number in (*stated, 0) for half in halves}
    parts = {value * factor for value in stated for factor in (1, 3, 7)}
    rests = {round(value % 1 * factor, 6) for value in parts for factor in (12, 24, 60)}
    days_and_weeks = {7 * weeks + days for weeks in stated for days in stated}
    return {int(value) for value in parts | rests | days_and_weeks}


@settings(max_examples=1000)
@given(TEXTS)
def test_a_duration_has_its_number_in_the_words_of_its_branch(text: str) -> None:
    for branch in read_retention(text).branches:
        if branch.duration:
            stated = numbers_in(text[branch.words.start : branch.words.end])
            assert set(figures_of(branch.duration)) <= stated, (branch, text)


@settings(max_examples=500)
@given(st.lists(PIECES.filter(lambda piece: not re.search(r"\d", piece)), max_size=20).map(" ".join))
def test_a_text_without_a_number_gives_no_duration(text: str) -> None:
    known, row = lexicon(), list(tokens(text))
    has_number = any(known.numbers.at(row, index) or known.added.at(row, index) for index in range(len(row)))
    if not has_number:
        assert all(branch.duration is None for branch in read_retention(text).branches)


@given(TEXTS)
def test_a_duration_is_an_xsd_duration(text: str) -> None:
    shape = re.compile(r"P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?")
    for branch in read_retention(text).branches:
        assert branch.duration is None or shape.fullmatch(branch.duration)


@pytest.mark.parametrize(
    "piece",
    [
        "5 jaar, ",
        "5 jaar na ",
        "a ",
        "(",
        ")",
        "en ",
        "5 ",
        "tot ",
        "niet ",
        "1/2 ",
        "niet 5 jaar ",
        "niet permanent is ",
        "in plaats van 5 jaar ",
        "kinderen tot 5 jaar ",
        "niet voor 1-1-2030 vernietigen ",
        "na x, ",
        "M1, ",
        "5 jaar (",
        "a: ",
        "V7 ",
        "als ",
        ", ",
    ],
)
def test_work_grows_with_length_only(piece: str) -> None:
    shorter, longer = (_lines_executed(piece * times) for times in (100, 800))
    assert longer < 12 * shorter  # eight times the text; 64 were quadratic


def _lines_executed(text: str) -> int:
    """Count the lines of the reader that run: the same on every machine."""
    count = 0

    def trace(_frame: FrameType, event: str, _value: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read_retention(text)
    finally:
        sys.settrace(before)
    return count


# ---------------------------------------------------------------- the words


def test_folding_takes_accents_and_soft_hyphens_away() -> None:
    assert [folded(word) for word in ("Één", "bewaar\xadtermijn", "ma\u0308nd")] == ["een", "bewaartermijn", "mand"]


def test_a_lone_soft_hyphen_is_no_word() -> None:
    assert [token.key for token in tokens("\xadNIET")] == ["niet"]
    assert read_retention("\xadNIET").branches[0].rule == 'word "niet"'


def test_a_phrase_with_two_roles_is_an_error(tmp_path: Path) -> None:
    table = (HERE.parents[1] / "data" / "retention.toml").read_text(encoding="utf-8")
    broken = tmp_path / "retention.toml"
    broken.write_text(table.replace("destroy = [", 'destroy = ["nadat", ', 1), encoding="utf-8")
    with pytest.raises(KnowledgeError, match="nadat"):
        parse_lexicon(broken)
