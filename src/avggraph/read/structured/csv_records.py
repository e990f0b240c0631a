"""CSV: a register as a sheet in text, one or more rows per record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from avggraph.errors import SourceError, Where
from avggraph.read.decode import decode
from avggraph.read.limits import Limits, check_size
from avggraph.read.structured.headings import read_headings
from avggraph.read.structured.rendering import Renderer
from avggraph.read.structured.sheet_records import sheet_sources
from avggraph.read.structured.sheet_rows import Row, Sheet, read_sheet_rows
from avggraph.text import SourceText

# RFC 4180 has the comma; Dutch spreadsheets write the semicolon, copies from one the tab.
_DELIMITERS = (",", ";", "\t")
# Rows looked at for the delimiter.
_SAMPLE = 10


def read_csv(
    data: bytes, name: str, limits: Limits | None = None, mapping: Mapping[str, str] | None = None
) -> Iterator[SourceText | SourceError]:
    """Read a CSV file: the records of the register it holds, the n-th one named "{name}#n".

    The delimiter is the one by which most headings are understood. `mapping` says what headings mean, before
    what the project knows of them.

    >>> rows = "Naam verwerking;Verwerker\\nParkeren;Firma A\\n".encode()
    >>> [source.text for source in read_csv(rows, "register.csv")]
    ['Naam verwerking\\tParkeren\\nVerwerker\\tFirma A\\n']
    """
    try:
        check_size(len(data), limits or Limits(), Where(name))
        sheet, encoding = csv_sheet(data, name, mapping)
        yield from sheet_sources(sheet, name, Renderer("csv", limits or Limits(), encoding))
    except SourceError as error:
        yield error


def csv_sheet(data: bytes, name: str, mapping: Mapping[str, str] | None = None) -> tuple[Sheet, str]:
    """Read the headings of a CSV file; its rows are still to come. Gives the encoding too."""
    text, encoding = decode(data, name)
    # A line end inside quotes is part of the value, whichever one it is.
    lines = list(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="\n"))
    skipped = 0
    delimiter = None
    # Excel's own announcement of the delimiter.
    if lines and lines[0].casefold().startswith("sep=") and len(lines[0].rstrip("\n")) == len("sep=;"):
        delimiter = lines[0][len("sep=")]
        skipped = 1
    delimiter = delimiter or max(_DELIMITERS, key=lambda sign: _understood(lines, sign, name, mapping))
    return read_sheet_rows(_rows(lines[skipped:], delimiter, name, skipped), name, mapping), encoding


def _rows(lines: list[str], delimiter: str, name: str, skipped: int = 0) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=delimiter)
    line = skipped + 1
    try:
        for cells in reader:
            yield Row(line, tuple(cells))
            line = skipped + reader.line_num + 1
    except csv.Error as error:
        raise SourceError(
            f"Vanaf deze rij is het bestand niet te lezen: {error}.",
            where=Where(name, line),
            advice="Vaak ontbreekt een aanhalingsteken.",
        ) from error


def _understood(lines: list[str], delimiter: str, name: str, mapping: Mapping[str, str] | None) -> tuple[int, int]:
    sample = [row.cells for row in _rows(lines[:_SAMPLE], delimiter, name)]
    known = (sum(column.key is not None for column in read_headings(cells, mapping)) for cells in sample)
    return max(known, default=0), max(map(len, sample), default=0)
