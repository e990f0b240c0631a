"""How the columns of a spreadsheet are understood, without reading its rows."""

from __future__ import annotations

from collections.abc import Mapping

from avggraph.errors import SourceError, Where
from avggraph.read.limits import Limits, check_size
from avggraph.read.structured.csv_records import csv_sheet
from avggraph.read.structured.headings import ColumnReading
from avggraph.read.structured.size import check_unpacked_size
from avggraph.read.structured.workbook import xlsx_sheet

# The first bytes of a zip archive, which a workbook is.
_ZIP = b"PK\x03\x04"


def understood_columns(
    data: bytes, name: str, mapping: Mapping[str, str] | None = None, limits: Limits | None = None
) -> tuple[ColumnReading, ...]:
    """Say what each heading of a CSV file or workbook was taken to mean, and which were not understood.

    Raises `SourceError` where the file cannot be read, `UsageError` where the mapping names what does not exist.

    >>> [(column.heading, column.field, column.how.value)
    ...  for column in understood_columns(b"Naam;Bewaartermijn;Kleur", "register.csv")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('Naam', 'title', 'kop'), ('Bewaartermijn', 'data.retention', 'kop'), ('Kleur', None, 'niet herkend')]
    """
    check_size(len(data), limits or Limits(), Where(name))
    if not data.strip():
        raise SourceError("Het bestand is leeg.", where=Where(name))
    if data.startswith(_ZIP):
        check_unpacked_size(data, name, limits)
        return xlsx_sheet(data, name, mapping).columns
    return csv_sheet(data, name, mapping)[0].columns
