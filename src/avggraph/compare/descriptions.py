"""Two descriptions of the same record, held against each other field by field.

The same processing is published in several layouts and at several times; they may contradict. Nothing is merged:
the differences are told, in the words of both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from avggraph.compare.alignment import LIKE_PARTS, aligned, words_of
from avggraph.extract.contract import Json

# What a description says of its source, and what no field took, is no statement about the processing.
_NOT_COMPARED = frozenset({"source", "unused"})


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the two descriptions fill differently; None where one does not state it.

    `field` is its path in the contract ("data_records.0.retention"); of an item that moved the higher of its numbers.
    """

    field: str
    first: str | None
    second: str | None

    @property
    def kind(self) -> str:
        """Give "added" or "removed" where only one states the field, else "changed"."""
        if self.first is None:
            return "added"
        return "removed" if self.second is None else "changed"


def differences(first: Mapping[str, Json], second: Mapping[str, Json]) -> tuple[Difference, ...]:
    """Compare two descriptions as the extraction contract gives them, in the contract's order.

    Items of a list are compared with those they are most like, so that one inserted does not make all behind it
    differ. Capitals, white space and a full stop at the end do not count.

    >>> differences({"title": "MijnOverheid", "related": ["M12"]}, {"title": "Mijnoverheid.", "related": ["M7", "M12"]})
    (Difference(field='related.0', first=None, second='M7'),)
    """
    keys = [key for key in {**first, **second} if key not in _NOT_COMPARED]
    return tuple(found for key in keys for found in _between(key, first.get(key), second.get(key)))


def _between(field: str, first: Json, second: Json) -> Iterator[Difference]:
    if isinstance(first, dict) or isinstance(second, dict):
        one, other = first if isinstance(first, dict) else {}, second if isinstance(second, dict) else {}
        for key in {**one, **other}:
            yield from _between(f"{field}.{key}", one.get(key), other.get(key))
    elif isinstance(first, list) or isinstance(second, list):
        yield from _between_items(field, *(side if isinstance(side, list) else [] for side in (first, second)))
    elif _key(first) != _key(second):
        yield Difference(field, _shown(first), _shown(second))


def _between_items(field: str, items: list[Json], others: list[Json]) -> Iterator[Difference]:
    at_least = 0.0 if len(items) == len(others) == 1 else LIKE_PARTS
    for one, other in aligned([_words(item) for item in items], [_words(item) for item in others], at_least):
        number = max(place for place in (one, other) if place is not None)
        yield from _between(
            f"{field}.{number}",
            items[one] if one is not None else None,
            others[other] if other is not None else None,
        )


def _words(value: Json) -> Counter[str]:
    match value:
        case dict():
            return sum(map(_words, value.values()), Counter[str]())
        case list():
            return sum(map(_words, value), Counter[str]())
        case _:
            return words_of(_shown(value) or "")


def _key(value: Json) -> str | None:
    return None if value is None else " ".join(str(value).casefold().split()).rstrip(".")


def _shown(value: Json) -> str | None:
    if value is None:
        return None
    return {True: "ja", False: "nee"}.get(value, str(value)) if isinstance(value, bool) else str(value)
