"""The index of words: which records have a word and how much it weighs there (BM25), in parts small enough to load.

A weight here is BM25's share of the word in the record, without its rarity among the records, which the browser
reckons: it asks for words that begin alike as one.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from avggraph.publish.search.terms import terms

# Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.5: usual values.
_K1 = 1.2
_B = 0.75
_MOST = 255  # of how often a word counts in one record
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
PART = 48_000
"""How many characters a part of the index may have before it is split by one letter more."""


@dataclass(frozen=True, slots=True)
class Posting:
    """Where a word occurs: the places of records, and of each its weight as a digit of base 36 from 1."""

    records: tuple[int, ...]
    weights: str


class Index:
    """An index that grows record by record; some 4 bytes for each word of a record are held."""

    def __init__(self) -> None:
        self._found: dict[str, array[int]] = {}
        self._lengths = array("I")

    def add(self, fields: Iterable[tuple[str, int]]) -> None:
        """Add the next record: its texts, each with how often a word of it counts."""
        counts: Counter[str] = Counter()
        for text, weight in fields:
            for term in terms(text):
                counts[term] += weight
        record = len(self._lengths)
        self._lengths.append(sum(counts.values()))
        for term, count in counts.items():
            self._found.setdefault(term, array("I")).append(record << 8 | min(count, _MOST))

    def __len__(self) -> int:
        return len(self._lengths)

    def posting(self, term: str) -> Posting:
        """Give where a stem occurs.

        >>> index = Index()
        >>> index.add([("Paspoorten", 8), ("Aanvraag van een paspoort", 1)])
        >>> index.add([("Verhuizing", 8), ("Met of zonder paspoort", 1)])
        >>> index.posting("paspoort")
        Posting(records=(0, 1), weights='vg')
        """
        packed = self._found.get(term, array("I"))
        mean = sum(self._lengths) / len(self._lengths) if self._lengths else 0
        weights = []
        for entry in packed:
            count, length = entry & 0xFF, self._lengths[entry >> 8]
            share = count / (count + _K1 * (1 - _B + _B * length / mean))
            weights.append(_DIGITS[max(1, round(share * (len(_DIGITS) - 1)))])
        return Posting(tuple(entry >> 8 for entry in packed), "".join(weights))

    def parts(self, largest: int = PART) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Give the stems in parts, each with the letters they begin with.

        A part is split by its next letter while it would be larger than `largest` characters and has more than one
        stem; a stem that is no longer than the letters is then a part of its own.
        """
        yield from self._split("", tuple(sorted(self._found)), largest)

    def _split(self, start: str, found: tuple[str, ...], largest: int) -> Iterator[tuple[str, tuple[str, ...]]]:
        # Of a posting a place takes about two characters, and a weight one.
        size = sum(len(term) + 10 + 3 * len(self._found[term]) for term in found)
        if start and (size <= largest or len(found) == 1):
            yield start, found
            return
        groups: dict[str, list[str]] = {}
        for term in found:
            groups.setdefault(term[: len(start) + 1], []).append(term)
        for letters, group in groups.items():
            if letters == start:
                yield start, tuple(group)
            else:
                yield from self._split(letters, tuple(group), largest)
