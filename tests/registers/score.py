"""How much of a description was read right, field by field.

A leaf is a single value of the extraction contract ("data_records.retention" of one block). Items of a list are
paired in order, so that as many leaves as possible agree; an item without a partner counts all its leaves wrong.
Leaves that are empty on both sides are no evidence and are not counted.

Two measures: `exact` asks for the same string, `words` for the same letters and digits, which forgives hyphens,
bullets and punctuation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

Leaf = str | bool | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One leaf: its field, the item it belongs to (0-based, in the answer's order), what was wanted and found."""

    field: str
    item: int | None
    wanted: Leaf
    found: Leaf
    elsewhere: str | None = None

    @property
    def exact(self) -> bool:
        """Tell whether the same was found."""
        return self.wanted == self.found

    @property
    def same_words(self) -> bool:
        """Tell whether the same letters and digits were found."""
        return self.exact or (bool(_solid(self.wanted)) and _solid(self.wanted) == _solid(self.found))

    @property
    def kind(self) -> str:
        """Name what went wrong, as "missing" or "too long"; `elsewhere` names the field whose value was found."""
        if self.exact:
            return "right"
        if self.found is None:
            return "missing"
        if self.elsewhere:
            return f"stands in {self.elsewhere}"
        if self.wanted is None:
            return "invented"
        wanted, found = _solid(self.wanted), _solid(self.found)
        for kind, holds in (
            ("other signs", wanted == found),
            ("too long", wanted in found),
            ("too short", found in wanted),
        ):
            if holds:
                return kind
        return "other"


def compare(answer: Mapping[str, Any], found: Mapping[str, Any]) -> list[Comparison]:
    """Compare what was found with the answer, leaf by leaf, in the answer's order.

    >>> answer = {"title": "Vangsten", "related": ["M1", "M2"]}
    >>> [one.kind for one in compare(answer, {"title": "Vangst", "related": ["M2"]})]
    ['too short', 'missing', 'right']
    """
    pairs = [pair for key, wanted in answer.items() for pair in _leaves(key, wanted, found.get(key))]
    homes = {_solid(wanted): field for field, _, wanted, _ in pairs if isinstance(wanted, str)}
    return [
        Comparison(field, item, wanted, given, _elsewhere(field, given, homes))
        for field, item, wanted, given in pairs
        if wanted not in (None, "") or given not in (None, "")
    ]


def _solid(leaf: Leaf) -> str:
    return "".join(sign for sign in leaf.casefold() if sign.isalnum()) if isinstance(leaf, str) else str(leaf)


def _elsewhere(field: str, given: Leaf, homes: Mapping[str, str]) -> str | None:
    home = homes.get(_solid(given)) if isinstance(given, str) else None
    return None if home == field else home


_Pair = tuple[str, int | None, Leaf, Leaf]


def _leaves(field: str, wanted: Any, found: Any) -> Iterator[_Pair]:
    if isinstance(wanted, list):
        for number, (one, other) in enumerate(_paired(wanted, found or [])):
            for name, _, here, there in _item_leaves(field, one, other):
                yield name, number, here, there
    else:
        yield field, None, wanted, found


def _item_leaves(field: str, wanted: Any, found: Any) -> Iterator[_Pair]:
    if isinstance(wanted, dict) or isinstance(found, dict):
        for key in wanted or found:
            yield from _leaves(
                f"{field}.{key}", (wanted or {}).get(key, _none_like(found, key)), (found or {}).get(key)
            )
    else:
        yield field, None, wanted, found


def _none_like(item: Any, key: str) -> list[Any] | None:
    return [] if isinstance((item or {}).get(key), list) else None


def _paired(wanted: Sequence[Any], found: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Pair items in order with the most agreement; None stands where an item has no partner."""

    @cache
    def best(i: int, j: int) -> tuple[int, int]:
        """Give the most agreeing leaves, then the most pairs, from items `i` and `j` on."""
        if i == len(wanted) or j == len(found):
            return (0, 0)
        agreed, pairs = best(i + 1, j + 1)
        return max((agreed + _agreement(wanted[i], found[j]), pairs + 1), best(i + 1, j), best(i, j + 1))

    paired: list[tuple[Any, Any]] = []
    i = j = 0
    while i < len(wanted) or j < len(found):
        if i == len(wanted):
            paired.append((None, found[j]))
            j += 1
        elif j == len(found) or best(i, j) == best(i + 1, j):
            paired.append((wanted[i], None))
            i += 1
        elif best(i, j) == best(i, j + 1):
            paired.append((None, found[j]))
            j += 1
        else:
            paired.append((wanted[i], found[j]))
            i, j = i + 1, j + 1
    return paired


def _agreement(wanted: Any, found: Any) -> int:
    if isinstance(wanted, dict):
        # Two leaves that are both empty agree on nothing.
        return sum(value == found.get(key) and value not in (None, "", []) for key, value in wanted.items())
    return int(wanted == found)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a number of documents scored together."""

    documents: int
    whole: int
    leaves: int
    exact: int
    words: int
    confusions: Counter[tuple[str, str]]
    fields: Counter[str]
    right: Counter[str]

    @property
    def worst_fields(self) -> list[tuple[str, float]]:
        """Give the fields that lost the most leaves, with the share that was right, worst first."""
        lost = {field: self.fields[field] - self.right[field] for field in self.fields}
        ordered = sorted(lost, key=lambda field: (-lost[field], field))
        return [(field, self.right[field] / self.fields[field]) for field in ordered if lost[field]]


def tally(documents: Iterable[Sequence[Comparison]]) -> Tally:
    """Count the comparisons of a number of documents."""
    count = whole = words = 0
    confusions, fields, right = Counter[tuple[str, str]](), Counter[str](), Counter[str]()
    for comparisons in documents:
        count += 1
        whole += all(one.exact for one in comparisons)
        for one in comparisons:
            fields[one.field] += 1
            right[one.field] += one.exact
            words += one.same_words
            if not one.exact:
                confusions[one.field, one.kind] += 1
    return Tally(count, whole, fields.total(), right.total(), words, confusions, fields, right)
