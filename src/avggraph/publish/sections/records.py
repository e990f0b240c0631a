"""The list of records: page by page, under each value of each facet, and the page that sets records side by side."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from avggraph.addresses import LANGUAGES
from avggraph.publish.reader import Reader
from avggraph.publish.resource import Crumb, Exists, Page, Resource, Section
from avggraph.publish.search.facets import FacetTable, Value
from avggraph.publish.search.files import FOLDER, SearchFiles
from avggraph.publish.search.listing import Listing
from avggraph.publish.search.sheets import ROOT, Sheet, sheets
from avggraph.publish.words import Words, words

COMPARE = f"{ROOT}vergelijken"
"""The path of the page that sets records side by side."""

# The values of a facet that stand beside the list.
_BESIDE = 8
_STYLES = ("search/search.css",)
_SCRIPTS = (
    "vendor/snowball/base-stemmer.js", "vendor/snowball/dutch_porter-stemmer.js",
    "search/terms.js", "search/index.js", "search/facets.js", "search/page.js",
)  # fmt: skip


class Records(Section):
    """`verwerkingen/`, below it `{facet}/` and `{facet}/{value}/`, the further pages of each, and `vergelijken`."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._listing = Listing(reader)
        self._files = SearchFiles(reader, self._listing)

    def paths(self) -> tuple[str, ...]:
        """See `Section`."""
        return (*self._sheets, COMPARE)

    def page(self, path: str, language: str) -> Page:
        """See `Section`."""
        say = words(language)
        if path == COMPARE:
            return self._comparison(say, language)
        sheet = self._sheets[path]
        content: dict[str, Any] = {"sheet": sheet, **self._shown(sheet, language)}
        if sheet.value:
            return self._of_list(sheet, say, language, "records_of_value.html", content)
        if sheet.table:
            noted = content | {"note": _note(sheet.table, say)}
            return self._of_list(sheet, say, language, "values.html", noted)
        if sheet.number > 1:
            return self._of_list(sheet, say, language, "records_further.html", content)
        shown = self._of_list(sheet, say, language, "records.html", content | self._for_scripts(say))
        return replace(shown, scripts=(*_SCRIPTS, "csv.js", "search/list.js"))

    def fingerprint(self, path: str) -> str:
        """See `Section`."""
        if path == COMPARE:
            return ""
        sheet = self._sheets[path]
        shown = [(sheet.number, sheet.total, self._shown(sheet, language)) for language in LANGUAGES]
        return hashlib.sha256(repr(shown).encode()).hexdigest()

    def extra(self, exists: Exists) -> Iterator[Resource]:  # noqa: ARG002
        """See `Section`."""
        return self._files.all()

    def extra_file(self, file: str, exists: Exists) -> Resource | None:  # noqa: ARG002
        """See `Section`."""
        return self._files.one(file) if file.startswith(f"{FOLDER}/") else None

    @cached_property
    def _sheets(self) -> dict[str, Sheet]:
        return sheets(self._listing)

    def _shown(self, sheet: Sheet, language: str) -> dict[str, Any]:
        """Give what a page of a list shows of the build."""
        beside = self._listing.tables.values() if sheet.path() == ROOT else ()
        return {
            "entries": [self._entry(place, language) for place in sheet.places],
            "values": [self._value(sheet.table, value, language) for value in sheet.values if sheet.table],
            "facets": [self._facet(table, language) for table in beside],
        }

    def _of_list(self, sheet: Sheet, say: Words, language: str, template: str, content: dict[str, Any]) -> Page:
        title = say("frame.records")
        above = [Crumb(title, ROOT)]
        if sheet.table:
            title = sheet.table.facet.title[language]
            above.append(Crumb(title, f"{ROOT}{sheet.table.facet.name}/"))
        if sheet.table and sheet.value:
            name = self._listing.names(sheet.table, sheet.value)[language]
            title = f"{title}: {name}"
            above.append(Crumb(name, sheet.base))
        crumbs = tuple(crumb for crumb in above if crumb.path != sheet.path())
        if sheet.number > 1:
            title = say("records.sheet_title", title=title, number=sheet.number)
        return Page(
            sheet.path(), language, title, template, content, crumbs,
            description=say("records.description"), styles=_STYLES,
        )  # fmt: skip

    def _comparison(self, say: Words, language: str) -> Page:
        return Page(
            COMPARE, language, say("records.compare_title"), "compare.html", self._for_scripts(say),
            (Crumb(say("frame.records"), ROOT),), scripts=(*_SCRIPTS, "search/compare.js"), styles=_STYLES,
        )  # fmt: skip

    def _for_scripts(self, say: Words) -> dict[str, Any]:
        return {"phrases": say.part("search"), "folder": FOLDER}

    def _entry(self, place: int, language: str) -> dict[str, Any]:
        row = self._listing.rows[place]
        table = self._listing.tables.get("bijzonder")
        return {
            "number": row.number,
            "title": row.title,
            "iri": row.iri,
            "controllers": [(self._reader.name(iri, language), iri) for iri in self._listing.controllers(place)],
            "marks": [table.facet.values[key][language] for key in self._listing.marks(place)] if table else [],
            "findings": row.findings,
        }

    def _facet(self, table: FacetTable, language: str) -> dict[str, Any]:
        return {
            "name": table.facet.name,
            "title": table.facet.title[language],
            "values": [self._value(table, value, language) for value in table.values[:_BESIDE]],
            "count": len(table.values),
            "note": _note(table, words(language)),
        }

    def _value(self, table: FacetTable, value: Value, language: str) -> dict[str, Any]:
        names = self._listing.names(table, value)
        is_dutch = language != LANGUAGES[0] and names[language] == names[LANGUAGES[0]]
        return {"key": value.key, "name": names[language], "is_dutch": is_dutch, "count": len(value.records)}


def _note(table: FacetTable, say: Words) -> str:
    """Give the sentence that says how to read a facet, where it needs one."""
    key = "records.note_wide" if table.facet.is_wide else f"records.note_{table.facet.name}"
    return say(key) if key in say else ""
