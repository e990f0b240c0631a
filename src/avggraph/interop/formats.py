"""The formats there are. `FORMATS` is the one table of them: the command line's choices and the site come from it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from avggraph.errors import UsageError
from avggraph.interop.article30 import CsvWriter, XlsxWriter
from avggraph.interop.dpia import DpiaWriter, assessment_file
from avggraph.interop.fides import FidesWriter
from avggraph.interop.format import Format, Setting
from avggraph.interop.logius import LogiusWriter, activity_file
from avggraph.interop.oslo import OsloWriter
from avggraph.interop.reading import Reading
from avggraph.interop.vng import VngWriter, is_told, verwerkingsactiviteit_file

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        each.name: each
        for each in (
            Format("logius", "api/", LogiusWriter, activity_file),
            Format("vng", "api/", VngWriter, verwerkingsactiviteit_file, is_told),
            Format("oslo", "data/interop/oslo.ttl", lambda _: OsloWriter()),
            Format("art30-csv", "data/interop/artikel-30/", CsvWriter),
            Format("art30-xlsx", "data/interop/artikel-30.xlsx", XlsxWriter),
            Format("dpia", "data/interop/dpia/", DpiaWriter, assessment_file),
            Format("fides", "data/interop/fides.yml", lambda _: FidesWriter()),
        )
    }
)
"""The formats by name."""


def format_named(name: str) -> Format:
    """Give the format of this name; `UsageError` for a name that is not in `FORMATS`.

    >>> format_named("oslo").place
    'data/interop/oslo.ttl'
    """
    if name not in FORMATS:
        raise UsageError(f"Het formaat {name!r} bestaat niet.", advice=f"Kies uit: {', '.join(FORMATS)}.")
    return FORMATS[name]


def files_of_record(iri: str) -> Mapping[str, str]:
    """Give the files of a site that are about one record, by the name of their format.

    Whether a file is written is another matter (`written_files_of_record`): VNG's shape asks a number that may not be
    known.

    >>> files_of_record("https://avggraph.example/id/rijksoverheid/verwerking/m4089")["dpia"]
    'data/interop/dpia/m4089.json'
    """
    return {name: each.place + each.of_record(iri) for name, each in FORMATS.items() if each.of_record}


def written_files_of_record(reading: Reading, setting: Setting) -> Mapping[str, str]:
    """Give those files that are written of a record, by the name of their format."""
    return {name: path for name, path in files_of_record(reading.iri).items() if FORMATS[name].says(reading, setting)}
