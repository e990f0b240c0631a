"""A record as text: one line "key<TAB>value" per value, and where each value stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from avggraph.errors import SourceError, Where
from avggraph.read.limits import Limits, megabytes
from avggraph.read.normalise import normalise
from avggraph.text import Cell, SourceText, Span


class Value(NamedTuple):
    """A value to be rendered: its key path, the key as the file writes it, its words ("" where the key is empty)."""

    path: tuple[str, ...]
    key: str
    words: str

    @classmethod
    def at(cls, path: tuple[str, ...], words: str) -> Value:
        """Make a value whose key is its path."""
        return cls(path, ".".join(path), words)


@dataclass(slots=True)
class Renderer:
    """Renders the records of one file, bounded: what a file says once may be written out at each place it belongs to.

    A record is at most `limits.max_bytes` characters long, those of a file together `limits.max_unpacked_bytes`.
    """

    kind: str
    limits: Limits
    encoding: str = "utf-8"
    _of_record: int = 0
    _of_file: int = 0

    @property
    def is_full(self) -> bool:
        """Say whether the file has had all that its records may become; the one that went over has been refused."""
        return self._of_file > self.limits.max_unpacked_bytes

    def render(self, name: str, values: Iterable[Value]) -> SourceText | SourceError:
        """Render a record's values, in order, each exactly once; line breaks inside a value stay.

        A key without a value keeps its line, and its cell is empty: the source has the key and does not state a
        value. What `values` raises, or a record that becomes too large, is given as the error it is.

        >>> values = [Value.at(("Naam",), "Parkeren"), Value.at(("Doelen", "0", "Doel"), "Toezicht")]
        >>> source = Renderer("json", Limits()).render("a.json#1", values)
        >>> source.text
        'Naam\\tParkeren\\nDoelen.0.Doel\\tToezicht\\n'
        >>> source.text[slice(*source.cells[1].span)]
        'Toezicht'
        """
        self._of_record = 0
        lines: list[str] = []
        cells: list[Cell] = []
        place = 0
        try:
            for value in values:
                # White space would part key from value; an empty key would look like the rest of the value above it.
                key = " ".join(normalise(value.key).split()) or "(leeg)"
                words = normalise(value.words).strip()
                start = place + len(key) + 1
                cells.append(Cell(value.path, Span(start, start + len(words))))
                lines.append(f"{key}\t{words}\n")
                place += len(lines[-1])
                self.count(len(lines[-1]), name)
        except SourceError as error:
            return error
        return SourceText.of(name, "".join(lines), self.encoding, kind=self.kind, cells=tuple(cells))

    def count(self, characters: int, name: str) -> None:
        """Count what a record has become. Raises `SourceError` where that is too much for it, or for its file."""
        self._of_record += characters
        self._of_file += characters
        if self.is_full:
            raise SourceError(
                f"Uitgeschreven is dit bestand groter dan {megabytes(self.limits.max_unpacked_bytes)}: deze verwerking "
                "en wat erna komt zijn niet gelezen.",
                where=Where(name),
                advice="Deel het bestand op.",
            )
        if self._of_record > self.limits.max_bytes:
            raise SourceError(
                f"Uitgeschreven is deze verwerking groter dan {megabytes(self.limits.max_bytes)}.",
                where=Where(name),
                advice="Laat haar onderdelen elkaar minder vaak noemen, of verhoog --max-size.",
            )
