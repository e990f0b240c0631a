"""What a format is: text, which any terminal shows, or bytes, which only a file can hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from avggraph.query.table import Table


@dataclass(frozen=True, slots=True)
class TextFormat:
    """A format in text: its name, what it is for (Dutch), media type, file name suffix, and how it writes a table."""

    name: str
    description: str
    media_type: str
    suffix: str
    write: Callable[[Table], str]

    def encode(self, table: Table) -> bytes:
        """Write a table as a file holds it: UTF-8, line ends as the format has them."""
        return self.write(table).encode()


@dataclass(frozen=True, slots=True)
class BinaryFormat:
    """A format in bytes: its name, what it is for (Dutch), media type, file name suffix, and how it writes a table."""

    name: str
    description: str
    media_type: str
    suffix: str
    write: Callable[[Table], bytes]

    def encode(self, table: Table) -> bytes:
        """Write a table as a file holds it."""
        return self.write(table)


Format = TextFormat | BinaryFormat
