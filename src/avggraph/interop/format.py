"""What a format is: how it writes records one at a time, into files, and what it says it could not write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from avggraph import resources
from avggraph.interop.history import History
from avggraph.interop.reading import Reading


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of a file; those of one file follow each other in the order in which they are given.

    `path` is relative to the format's folder, with "/"; empty for a format that is one file.
    """

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Left:
    """Something of a record that a format cannot say, and why: `reason` is a key of `data/interop/reasons.toml`."""

    reference: str
    record: str
    field: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What a format must know beside the records.

    `base` is the address of the site, with "/" at its end; `date` the day that the register holds of, or empty; `oins`
    the organisation identification numbers (20 digits) by the organisations' IRIs. `history` tells the versions of
    records, and `earlier` reads one, by its IRI, from each of the builds before the newest.
    """

    base: str
    date: str = ""
    language: str = "nl"
    oins: Mapping[str, str] = field(default_factory=dict)
    history: History = field(default_factory=History)
    earlier: Sequence[Callable[[str], Reading]] = ()


class Writer(Protocol):
    """Writes records: each when it comes, and what stands around them when there are no more."""

    def add(self, reading: Reading) -> Iterator[Piece | Left]:
        """Write a record."""

    def end(self) -> Iterator[Piece | Left]:
        """Write what comes after the last record."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, its place in a site, and how writing begins.

    `place` ends with "/" for a format that is a folder of files. `of_record` gives the path below it of the file that
    is about one record, by its IRI, where there is one; `says` tells whether that is written: whether the record, and
    what is known beside it, has all that is required.
    """

    name: str
    place: str
    start: Callable[[Setting], Writer]
    of_record: Callable[[str], str] | None = None
    says: Callable[[Reading, Setting], bool] = lambda _reading, _setting: True

    @property
    def is_folder(self) -> bool:
        """Whether the format is a folder of files."""
        return self.place.endswith("/")

    @property
    def first_files(self) -> tuple[str, ...]:
        """The files of a site that one begins with; none where each record has its own and nothing lists them."""
        if not self.is_folder:
            return (self.place,)
        with resources.table(resources.data("interop", "formats.toml")) as table:
            return tuple(self.place + str(file) for file in table[self.name]["first"])

    def description(self, language: str = "nl") -> str:
        """Say what the format is."""
        with resources.table(resources.data("interop", "formats.toml")) as table:
            return str(table[self.name][language])
