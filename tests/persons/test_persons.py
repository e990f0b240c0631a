from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph import resources
from avggraph.errors import KnowledgeError
from avggraph.resolve.persons import person_names, redaction_spans
from avggraph.resolve.persons.cues import name_list, person_cues, plain
from avggraph.resolve.persons.structure import name_parts
from avggraph.text import Span

_HERE = Path(__file__).parent
_SIGNS = [
    *"JANdejansen A.,()&/:-'’\n\t12@█ıÇ",
    "van ",
    "de ",
    "J. ",
    "mevr. ",
    "Jansen",
    "Anneke ",
    "Stichting ",
    "hoofd ",
    "B.V. ",
    " en ",
]
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_SIGNS), max_size=30).map("".join))


def rows(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", rows("names.tsv"), ids=lambda row: row["text"])
def test_names(row: dict[str, str]) -> None:
    found = [row["text"][slice(*name.span)] for name in person_names(row["text"])]
    assert "; ".join(found) == (row["names"] or "")


def test_known_spans_hold_no_name() -> None:
    text = "Jan Linders, J. Jansen"
    assert [name.span for name in person_names(text, [Span(13, 22)])] == []
    assert [name.span for name in person_names(text)] == [Span(13, 22)]


def test_rule_lists_the_signs() -> None:
    (name,) = person_names("mr. A. de Vries")
    assert name.rule == "title initials surname particle alone"


@given(TEXTS)
def test_spans_are_in_order_disjoint_and_inside(text: str) -> None:
    spans = [name.span for name in person_names(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


@given(TEXTS, st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70)).map(lambda pair: Span(*pair)), max_size=4))
def test_no_name_stands_at_a_known_span(text: str, known: list[Span]) -> None:
    inside = [span for span in known if 0 <= span.start < span.end <= len(text)]
    for name in person_names(text, known):
        assert not any(name.span.start < span.end and span.start < name.span.end for span in inside)


@given(TEXTS)
def test_the_same_text_gives_the_same_names(text: str) -> None:
    assert person_names(text) == person_names(text)


@given(st.sampled_from(["P", "A. ", "van ", "Jan ", "W-", "(", "mr. "]))
def test_long_repetitions_are_read(unit: str) -> None:
    assert len(person_names(unit * 3000)) < 3000


@pytest.mark.parametrize("file", ["given-names.txt", "surnames.txt"])
def test_lists_are_sorted_without_doubles(file: str) -> None:
    lines = [line for line in resources.data(file).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    names = [line.removesuffix(" *") for line in lines]
    assert [plain(name) for name in names] == sorted(plain(name) for name in names)
    assert len(names) == len(set(names)) >= 2500


def test_weights_reach_what_is_enough_only_together() -> None:
    weights = person_cues().weights
    assert max(weights.given, weights.surname, weights.several + weights.alone) < weights.enough


@pytest.mark.parametrize("row", rows("occurrences.tsv"), ids=lambda row: f"{row['names']} in {row['text']}")
def test_occurrences(row: dict[str, str]) -> None:
    spans = redaction_spans(row["text"], row["names"].split("; "))
    assert "; ".join(row["text"][slice(*span)] for span in spans) == (row["redacted"] or "")


@given(TEXTS, st.lists(TEXTS, max_size=4))
def test_occurrences_are_in_order_disjoint_and_inside(text: str, names: list[str]) -> None:
    spans = redaction_spans(text, names)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


@pytest.mark.parametrize("row", [row for row in rows("names.tsv") if row["names"]], ids=lambda row: row["text"])
def test_a_name_that_was_found_is_left_out_where_it_was_found(row: dict[str, str]) -> None:
    text = row["text"]
    names = person_names(text)
    spans = redaction_spans(text, [text[slice(*name.span)] for name in names])
    for name in names:
        words = text[slice(*name.span)]
        if name_parts(words, person_cues()).full:
            assert any(span.start <= name.span.start and name.span.end <= span.end for span in spans), words


def test_no_names_leave_a_text_as_it_is() -> None:
    assert redaction_spans("J. Jansen", []) == ()


def test_a_line_that_is_no_name_is_named(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("# Names\nAnneke\nRoos **\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"names\.txt:3"):
        name_list(path)
