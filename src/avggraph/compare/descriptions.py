"""Two descriptions of the same record, held against each other field by field.

The same processing is published in several layouts and at several times; they may contradict. Nothing is merged:
the differences are told, in the words of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from avggraph.extract.contract import Json

# What a description says of its source, and what no field took, is no statement about the processing.
_NOT_COMPARED = frozenset({"source", "unused"})


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the two descriptions fill differently; None where one does not state it.

    `field` is its path in the contract ("data_records.0.retention").
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

    Items of a list are compared by their position. Capitals, white space and a full stop at the end do not count.

    >>> differences({"title": "MijnOverheid", "related": []}, {"title": "Mijnoverheid.", "related": ["M12"]})
    (Difference(field='related.0', first=None, second='M12'),)
    """
    keys = [key for key in {**first, **second} if key not in _NOT_COMPARED]
    return tuple(found for key in keys for found in _between(key, first.get(key), second.get(key)))


def _between(field: str, first: Json, second: Json) -> Iterator[Difference]:
    if isinstance(first, dict) or isinstance(second, dict):
        one, other = first if isinstance(first, dict) else {}, second if isinstance(second, dict) else {}
        for key in {**one, **other}:
            yield from _between(f"{field}.{key}", one.get(key), other.get(key))
    elif isinstance(first, list) or isinstance(second, list):
        items = first if isinstance(first, list) else []
        others = second if isinstance(second, list) else []
        for number, (item, another) in enumerate(zip_longest(items, others)):
            yield from _between(f"{field}.{number}", item, another)
    elif _key(first) != _key(second):
        yield Difference(field, _shown(first), _shown(second))


def _key(value: Json) -> str | None:
    return None if value is None else " ".join(str(value).casefold().split()).rstrip(".")


def _shown(value: Json) -> str | None:
    if value is None:
        return None
    return {True: "ja", False: "nee"}.get(value, str(value)) if isinstance(value, bool) else str(value)
