"""The index of words: every word of every record, in parts that hold each word once."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from avggraph.publish.search import Index, terms
from avggraph.publish.search.files import encode
from avggraph.publish.search.terms import LONGEST

WORDS = st.sampled_from(["paspoort", "paspoortnummer", "aanvraag", "aa", "bezwaar", "é", "9", "m9001", "visum", "سجل"])
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)


def index_of(texts: Sequence[str]) -> Index:
    index = Index()
    for text in texts:
        index.add([(text, 1)])
    return index


def decoded(text: str, count: int) -> list[int]:
    """Read places as the browser does."""
    place, places = 0, []
    for step in filter(None, text.removeprefix("!").split(",")):
        place += int(step)
        places.append(place)
    return [each for each in range(count) if each not in places] if text.startswith("!") else places


@given(st.lists(TEXTS, max_size=8), st.integers(1, 80))
def test_each_stem_is_in_one_part_with_the_records_that_have_it(texts: list[str], largest: int) -> None:
    index = index_of(texts)
    found = [(letters, term) for letters, part in index.parts(largest) for term in part]
    assert sorted(term for _, term in found) == sorted({term for text in texts for term in terms(text)})
    for letters, term in found:
        assert term.startswith(letters)
        posting = index.posting(term)
        assert list(posting.records) == [place for place, text in enumerate(texts) if term in terms(text)]
        assert len(posting.weights) == len(posting.records)
        assert all(1 <= int(weight, 36) <= 35 for weight in posting.weights)


def test_words_that_are_no_words_do_not_count_and_do_no_harm() -> None:
    longest = "a" * LONGEST
    index = index_of([f"{longest} {longest}b {'c' * 30_000}d {'c' * 30_000}e paspoort"])
    assert sorted(term for _, part in index.parts(1) for term in part) == [longest, "paspoort"]


@given(st.lists(TEXTS, min_size=1, max_size=8), st.integers(1, 80))
def test_the_letters_of_the_parts_are_told_apart(texts: list[str], largest: int) -> None:
    """A word is looked for in the parts whose letters it begins with, so none of these may miss it."""
    parts = dict(index_of(texts).parts(largest))
    assert list(parts) == sorted(parts)
    for letters, part in parts.items():
        inside = [other for other in parts if other != letters and other.startswith(letters)]
        assert not inside or part == (letters,)


@given(st.integers(0, 40).flatmap(lambda count: st.tuples(st.just(count), st.sets(st.integers(0, max(0, count - 1))))))
def test_places_are_read_as_they_were_written(written: tuple[int, set[int]]) -> None:
    count, places = written
    places = {place for place in places if place < count}
    assert decoded(encode(sorted(places), count), count) == sorted(places)


def test_a_word_weighs_more_where_it_is_said_more_and_among_fewer() -> None:
    index = index_of(
        ["paspoort aanvraag", "paspoort paspoort paspoort aanvraag", "paspoort " + "aanvraag bezwaar " * 30]
    )
    one, three, among = (int(weight, 36) for weight in index.posting("paspoort").weights)
    assert three > one > among
