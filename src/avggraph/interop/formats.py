"""The formats there are. `FORMATS` is the one table of them: the command line's choices and the site come from it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from avggraph.errors import UsageError
from avggraph.interop.article30 import CsvWriter, XlsxWriter
from avggraph.interop.dpia import DpiaWriter
from avggraph.interop.fides import FidesWriter
from avggraph.interop.format import Format
from avggraph.interop.logius import LogiusWriter
from avggraph.interop.oslo import OsloWriter
from avggraph.interop.vng import VngWriter

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        each.name: each
        for each in (
            Format("logius", "api/", LogiusWriter),
            Format("vng", "api/", VngWriter),
            Format("oslo", "data/interop/oslo.ttl", lambda _: OsloWriter()),
            Format("art30-csv", "data/interop/artikel-30/", CsvWriter),
            Format("art30-xlsx", "data/interop/artikel-30.xlsx", XlsxWriter),
            Format("dpia", "data/interop/dpia/", DpiaWriter),
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
