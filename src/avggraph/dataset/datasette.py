"""Names and descriptions for the database in Datasette (its `metadata.json`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from avggraph.bilingual import Bilingual
from avggraph.dataset.sheets import Sheet
from avggraph.publication import Publication


def render_datasette(sheets: Mapping[str, Sheet], database: str, publication: Publication) -> bytes:
    """Describe a database, named by its file without ending, and its tables, in Dutch and English.

    Datasette has one text for all readers: both stand in it, Dutch first.
    """
    told = {
        "title": _both(publication.title),
        "description": _both(publication.description),
        "license_url": publication.licence,
        "source": publication.publisher.name if publication.publisher else "",
        "source_url": publication.base,
    }
    document: dict[str, Any] = {key: text for key, text in told.items() if text}
    document["databases"] = {database: {"tables": {name: _table(sheet) for name, sheet in sheets.items()}}}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2) + b"\n"


def _table(sheet: Sheet) -> dict[str, Any]:
    return {
        "description": _both(sheet.title),
        "columns": {field.name: _both(field.title) for field in sheet.fields},
    }


def _both(title: Bilingual) -> str:
    return " / ".join(dict.fromkeys(text for _language, text in title.texts()))
