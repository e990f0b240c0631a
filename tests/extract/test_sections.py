"""Where the sections of the form begin: the longest sequence of headings in the form's order."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.errors import SourceError
from avggraph.extract import extract
from avggraph.extract.form import sheet
from avggraph.extract.lines import lines_of
from avggraph.extract.sections import _longest_increasing, split_sections
from avggraph.text import SourceText


def all_chains(candidates: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same by keeping each sequence: plain, and quadratic."""
    best: list[list[tuple[int, int]]] = []
    for number, index in candidates:
        before = max((chain for chain in best if chain[-1][1] < index), key=len, default=[])
        best.append([*before, (number, index)])
    return max(best, key=len, default=[])


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 11)), max_size=60))
def test_the_longest_sequence_is_that_of_all_sequences(steps: list[tuple[int, int]]) -> None:
    number = 0
    candidates = []
    for step, index in steps:
        number += step
        candidates.append((number, index))
    assert _longest_increasing(candidates) == all_chains(candidates)


def test_a_heading_that_stands_on_each_line_is_read_in_linear_time() -> None:
    lines = lines_of("Ontvangers\n" * 40_000)
    began = time.process_time()
    sections = split_sections(lines, sheet())
    assert time.process_time() - began < 10
    assert [line.start for line in sections.headings] == [0]
    assert len(sections.bodies["recipients"]) == 39_999


def document(section: str, lines: Sequence[str]) -> SourceText:
    """A sheet with all its headings, in which one section holds the lines."""
    parts = [(one.headings[0].capitalize(), lines if one.id == section else ["x"]) for one in sheet().sections]
    return SourceText.of("a.txt", "\n".join(line for heading, body in parts for line in (heading, *body)))


def test_many_references_are_read_in_linear_time() -> None:
    source = document("related", [f"M{number}" for number in range(10_000)])
    began = time.process_time()
    description = extract(source, "S")
    assert time.process_time() - began < 15
    assert [words.text for words in description.related] == [f"M{number}" for number in range(10_000)]


def test_more_labels_and_values_apart_than_can_be_aligned_are_refused() -> None:
    section = next(one for one in sheet().sections if one.id == "data")
    lines = [*section.labels * 300, *(f"waarde {number}" for number in range(2_000))]
    began = time.process_time()
    with pytest.raises(SourceError, match=r"^a\.txt: Labels en waarden staan los van elkaar onder"):
        extract(document("data", lines), "S")
    assert time.process_time() - began < 10
