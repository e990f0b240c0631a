"""Near misses: what is almost a known name, reported and never merged.

Two kinds of difference are looked for:

- letters: one insertion, deletion, change or swap of neighbours, two from `_LONG` letters on, three from
  `_VERY_LONG` on. A name cut into one segment more than it may differ in letters keeps one segment whole, so names are
  looked up by segment and only those that share one are compared (Li, Deng, Wang and Feng, "Pass-Join", PVLDB 5(3),
  2011). A name of less than `_SHORT` letters is only nearly another by a swap: every abbreviation is one letter from
  some other.
- words: the same words but for small ones ("van", "en") and their order; or one word more or less, in order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import TypeVar
from weakref import WeakKeyDictionary

from avggraph.resolve.organisations.model import Organisation
from avggraph.resolve.organisations.names import Name, choose, normal_form
from avggraph.resolve.organisations.table import Organisations
from avggraph.spelling import alike
from avggraph.text import Span

# Letters below which only a swap counts, and from which on two differences do.
_SHORT, _LONG, _VERY_LONG = 5, 12, 24
# A long word may differ more than a short one ("buro", "Bergh").
_LONG_WORD, _VERY_LONG_WORD = 9, 12
# A swap is two differences to the segments.
_SHIFT = 3
# Words that a name's other words tell apart without.
_SMALL = frozenset(["van", "voor", "de", "het", "en", "der", "den", "in", "te", "ter", "ten", "op", "of", "een"])
_MOST_WORDS = 14
# A register says the same words again and again.
_REMEMBERED = 4096

# In running text a name begins with a capital and has so many words at most.
_WINDOW = 8
_WORD = re.compile(r"(?<![\w@])\w[\w&'’-]*")
_LETTERS = re.compile(r"\w+")
_AROUND = " .,;:()"

_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Words that are nearly a known name: `name` as the table has it, and whose it is.

    `distance` counts the letters (by "letters") or words (by "words") that differ; 0 words: only small words or order.
    """

    span: Span
    words: str
    name: str
    organisation: Organisation
    by: str
    distance: int


# Registers name the same parties again and again.
@lru_cache(maxsize=1024)
def near_misses(name: str, organisations: Organisations, on: date | None = None) -> tuple[NearMiss, ...]:
    """Give the known names that a field, or a capitalised name in it, nearly is; in the order of the text.

    What resolves, or stands in a name that does, is no near miss. For each stretch the nearest names are given.

    >>> from avggraph.resolve.organisations import load_organisations
    >>> organisations = load_organisations(base="https://avggraph.example/")
    >>> for miss in near_misses("De Dienst Terugkeer en Vertrekt en SSC-ITC", organisations):
    ...     print(miss.words, "|", miss.name, "|", miss.distance)
    Dienst Terugkeer en Vertrekt | Dienst Terugkeer en Vertrek | 1
    SSC-ITC | SSC-ICT | 1
    """
    index = _index(organisations)
    met = [match.span for match in organisations.find(name, on)]
    starts = [span.start for span in met]
    misses: list[NearMiss] = []
    end = 0
    for span in _candidates(name, index.vocabulary):
        before = bisect_left(starts, span.end) - 1
        if span.start < end or (before >= 0 and span.start < met[before].end):
            continue
        words = name[span.start : span.end]
        found = [
            NearMiss(span, words, chosen.label, organisation, by, distance)
            for by, distance, names in index.nearest(words)
            if (chosen := choose(names, on)) is not None
            and (organisation := organisations.get(chosen.target, on)) is not None
        ]
        if found:
            misses += found
            end = span.end
    # One name for each organisation: "Bergen (NH)" and "Bergen NH" are one.
    return tuple({(miss.span, miss.organisation.iri): miss for miss in reversed(misses)}.values())[::-1]


def _candidates(text: str, vocabulary: Container[str]) -> Iterator[Span]:
    """Give the stretches that may be a name: the whole field, then from each capital on, the longest first.

    Of several words one at least is a word of a known name; the others may be misspelt.
    """
    end = len(text.rstrip(_AROUND))
    # The full stop of "B.V." is its own.
    if text.startswith(".", end) and "." in text[text.rfind(" ", 0, end) + 1 : end]:
        end += 1
    whole = Span(len(text) - len(text.lstrip(_AROUND)), end)
    if whole.start < whole.end and len(text[whole.start : whole.end].split()) <= _MOST_WORDS:
        yield whole
    words = [(Span(*found.span()), normal_form(found[0])) for found in _WORD.finditer(text)]
    for first, (word, opening) in enumerate(words):
        if not text[word.start].isupper() or opening in _SMALL:
            continue
        window = words[first : first + _WINDOW]
        for last in range(len(window) - 1, -1, -1):
            inner = [normal for _, normal in window[: last + 1]]
            if not last or (inner[-1] not in _SMALL and any(normal in vocabulary for normal in inner)):
                yield Span(word.start, window[last][0].end)


class _NearIndex:
    """Names by their segments and by their words; those of a length are cut up when one of that length is asked for."""

    def __init__(self, spellings: Iterable[tuple[str, Name]]) -> None:
        self._names: dict[str, list[Name]] = {}
        for spelling, name in spellings:
            self._names.setdefault(spelling, []).append(name)
        self._of_length: defaultdict[int, list[str]] = defaultdict(list)
        self._of_words: defaultdict[int, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for spelling in self._names:
            words = _telling(spelling)
            self._of_length[len(spelling)].append(spelling)
            self._of_words[len(words)].append((spelling, words))
        told = chain.from_iterable(words for names in self._of_words.values() for _, words in names)
        self.vocabulary = {word for word in told if len(word) >= _SHORT}
        self.nearest = lru_cache(_REMEMBERED)(self._nearest)
        self._segments = cache(self._cut_up)
        self._same_words = cache(self._in_any_order)
        self._in_order = cache(self._in_their_order)
        self._one_more = cache(self._with_one_more)

    def _cut_up(self, length: int) -> Mapping[tuple[int, str], Sequence[str]]:
        """Give the names of a length by each of their segments: its number and its letters."""
        return _grouped(
            ((number, spelling[start:end]), spelling)
            for spelling in self._of_length.get(length, ())
            for number, (start, end) in enumerate(_cuts(length))
        )

    def _in_any_order(self, count: int) -> Mapping[tuple[str, ...], Sequence[str]]:
        """Give the names of so many words by their words, sorted."""
        return _grouped((tuple(sorted(words)), spelling) for spelling, words in self._of_words.get(count, ()))

    def _in_their_order(self, count: int) -> Mapping[tuple[str, ...], Sequence[str]]:
        """Give the names of so many words by their words."""
        return _grouped((words, spelling) for spelling, words in self._of_words.get(count, ()))

    def _with_one_more(self, count: int) -> Mapping[tuple[str, ...], Sequence[str]]:
        """Give the names of one word more by their words without each of them."""
        more = self._of_words.get(count + 1, ())
        return _grouped((fewer, spelling) for spelling, words in more for fewer in _without_one(words))

    def _nearest(self, words: str) -> list[tuple[str, int, list[Name]]]:
        """Give the nearest names by letters, else by words, sorted; none for what is a known name itself."""
        normal = normal_form(words)
        if normal in self._names or len(normal) < 3:
            return []
        by_letters: dict[int, set[str]] = {}
        for spelling in self._sharing(normal):
            distance = _distance(normal, spelling)
            if distance is not None and self._may_be_short(words, normal, spelling):
                by_letters.setdefault(distance, set()).add(spelling)
        if by_letters:
            least = min(by_letters)
            return [("letters", least, self._names[spelling]) for spelling in sorted(by_letters[least])]
        distance, spellings = self._by_words(_telling(normal))
        return [("words", distance, self._names[spelling]) for spelling in sorted(spellings)]

    def _sharing(self, normal: str) -> set[str]:
        """Give the names that have a segment in common with a text, at almost the same place."""
        shared: set[str] = set()
        for length in range(max(1, len(normal) - _SHIFT), len(normal) + _SHIFT + 1):
            segments = self._segments(length)
            for number, (start, end) in enumerate(_cuts(length)):
                for shift in range(-_SHIFT, _SHIFT + 1):
                    if start + shift >= 0:
                        shared.update(segments.get((number, normal[start + shift : end + shift]), ()))
        return shared

    def _may_be_short(self, words: str, normal: str, spelling: str) -> bool:
        """Say whether a short name is nearly another: by a swap, in capitals as the table has it."""
        if min(len(normal), len(spelling)) >= _SHORT:
            return True
        swapped = sorted(normal) == sorted(spelling)
        return swapped and words.isupper() and any(name.label.isupper() for name in self._names[spelling])

    def _by_words(self, words: tuple[str, ...]) -> tuple[int, set[str]]:
        count = len(words)
        if count < 2:
            return 0, set()
        if same := self._same_words(count).get(tuple(sorted(words))):
            return 0, set(same)
        fewer = (self._in_order(count - 1).get(rest, ()) for rest in _without_one(words)) if count > 2 else ()
        return 1, {*self._one_more(count).get(words, ()), *chain.from_iterable(fewer)}


_INDEXES: WeakKeyDictionary[Organisations, _NearIndex] = WeakKeyDictionary()


def _index(organisations: Organisations) -> _NearIndex:
    """Give the index of a table's names, made when it is first asked for."""
    index = _INDEXES.get(organisations)
    if index is None:
        index = _INDEXES[organisations] = _NearIndex(organisations.spellings)
    return index


def _cuts(length: int) -> Iterator[tuple[int, int]]:
    """Cut a length into segments, one more than there may be differences; they differ by one in length at most."""
    segments = 3 if length < _VERY_LONG else 4
    places = [length * number // segments for number in range(segments + 1)]
    return pairwise(places)


def _grouped(pairs: Iterable[tuple[_Key, str]]) -> Mapping[_Key, Sequence[str]]:
    grouped: defaultdict[_Key, list[str]] = defaultdict(list)
    for key, spelling in pairs:
        grouped[key].append(spelling)
    return dict(grouped)


def _telling(normal: str) -> tuple[str, ...]:
    return tuple([word for word in _LETTERS.findall(normal) if word not in _SMALL])


def _without_one(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {words[:place] + words[place + 1 :] for place in range(len(words))}


def _most(length: int, long: int, very_long: int) -> int:
    return 1 + (length >= long) + (length >= very_long)


def _distance(one: str, other: str) -> int | None:
    """Count insertions, deletions, changes and swaps of neighbours; None: more than there may be.

    >>> _distance("ssc itc", "ssc ict"), _distance("logius", "logos"), _distance("dienst toeslag", "dienst toeslagen")
    (1, None, 2)
    """
    words, others = one.split(), other.split()
    most = _most(min(len(one), len(other)), _LONG, _VERY_LONG)
    if len(words) == len(others):
        differing = [max(len(a), len(b)) for a, b in zip(words, others, strict=True) if a != b]
        most = min(most, sum(_most(length, _LONG_WORD, _VERY_LONG_WORD) for length in differing))
    if abs(len(one) - len(other)) > most:
        return None
    start = alike(one, other)
    one, other = one[start:], other[start:]
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i] * (len(other) + 1)
        for j in range(1, len(other) + 1):
            same = letter == other[j - 1]
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (not same))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other[j - 1]:
                row[j] = min(row[j], last[j - 2] + 1)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None
