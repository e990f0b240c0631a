"""The list of records: page by page, under each value of each facet, and the page that sets records side by side."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from avggraph.publish.address import LANGUAGES
from avggraph.publish.reader import Reader
from avggraph.publish.resource import Crumb, Exists, Page, Resource, Section
from avggraph.publish.search.facets import FacetTable, Value
from avggraph.publish.search.files import FOLDER, SearchFiles
from avggraph.publish.search.listing import Listing
from avggraph.publish.words import Words, words

ROOT = "verwerkingen/"
COMPARE = "verwerkingen/vergelijken"
# Records or values on a page, and the values of a facet that stand beside the list.
_ON_PAGE = 100
_BESIDE = 8
_STYLES = ("search/search.css",)
_SCRIPTS = (
    "vendor/snowball/base-stemmer.js", "vendor/snowball/dutch_porter-stemmer.js",
    "search/terms.js", "search/index.js", "search/facets.js", "search/page.js",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page of a list: of all records, of those with a value, or of a facet's values; `number` counts from 1."""

    base: str
    number: int
    table: FacetTable | None = None
    value: Value | None = None


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
        if sheet.table and not sheet.value:
            return self._values_page(path, sheet, sheet.table, say, language)
        return self._records_page(path, sheet, say, language)

    def fingerprint(self, path: str) -> str:
        """See `Section`."""
        if path == COMPARE:
            return ""
        sheet = self._sheets[path]
        shown: list[object] = [sheet.number, self._total(sheet)]
        if sheet.table and not sheet.value:
            shown += [(value.key, len(value.records)) for value in _part(sheet.table.values, sheet.number)]
        else:
            shown += [self._fact(place) for place in _part(self._places(sheet), sheet.number)]
        if path == ROOT:
            tables = self._listing.tables.values()
            shown += [self._facet(table, words(language), language) for language in LANGUAGES for table in tables]
        return hashlib.sha256(repr(shown).encode()).hexdigest()

    def extra(self, exists: Exists) -> Iterator[Resource]:  # noqa: ARG002
        """See `Section`."""
        return self._files.all()

    def extra_file(self, file: str, exists: Exists) -> Resource | None:  # noqa: ARG002
        """See `Section`."""
        return self._files.one(file) if file.startswith(f"{FOLDER}/") else None

    @cached_property
    def _sheets(self) -> dict[str, _Sheet]:
        count = len(self._listing.rows)
        sheets = {path: _Sheet(ROOT, number) for path, number in _numbered(ROOT, count)}
        for name, table in self._listing.tables.items():
            base = f"{ROOT}{name}/"
            sheets |= {path: _Sheet(base, number, table) for path, number in _numbered(base, len(table.values))}
            for value in table.values:
                own = f"{base}{value.key}/"
                sheets |= {
                    path: _Sheet(own, number, table, value) for path, number in _numbered(own, len(value.records))
                }
        return sheets

    def _places(self, sheet: _Sheet) -> Sequence[int]:
        return sheet.value.records if sheet.value else range(len(self._listing.rows))

    def _total(self, sheet: _Sheet) -> int:
        return len(sheet.table.values) if sheet.table and not sheet.value else len(self._places(sheet))

    def _fact(self, place: int) -> tuple[object, ...]:
        controllers = [(iri, self._reader.name(iri, "nl")) for iri in self._listing.controllers(place)]
        return self._listing.rows[place], controllers, self._listing.marks(place)

    def _records_page(self, path: str, sheet: _Sheet, say: Words, language: str) -> Page:
        first = path == ROOT
        content: dict[str, Any] = {
            "entries": [self._entry(place, language) for place in _part(self._places(sheet), sheet.number)],
            "sheets": self._pager(sheet),
            "total": self._total(sheet),
            "facets": [self._facet(table, say, language) for table in self._listing.tables.values()] if first else [],
            "chosen": {"facet": sheet.table.facet.name, "key": sheet.value.key} if sheet.table and sheet.value else {},
        }
        if first:
            content |= {"phrases": say.part("search"), "folder": FOLDER}
        return self._shown(
            path, sheet, say, language, "records.html", content, (*_SCRIPTS, "search/list.js") if first else ()
        )

    def _values_page(self, path: str, sheet: _Sheet, table: FacetTable, say: Words, language: str) -> Page:
        values = _part(table.values, sheet.number)
        content = {
            "values": [self._value(table, value, language) for value in values],
            "facet": table.facet.name,
            "sheets": self._pager(sheet),
            "total": self._total(sheet),
        }
        return self._shown(path, sheet, say, language, "values.html", content, ())

    def _shown(
        self, path: str, sheet: _Sheet, say: Words, language: str, template: str, content: dict[str, Any],
        scripts: tuple[str, ...],
    ) -> Page:  # fmt: skip
        names = [say("frame.records")]
        crumbs = [Crumb(say("frame.records"), ROOT)]
        if sheet.table:
            names.append(sheet.table.facet.title[language])
            crumbs.append(Crumb(sheet.table.facet.title[language], f"{ROOT}{sheet.table.facet.name}/"))
        if sheet.table and sheet.value:
            names.append(self._listing.names(sheet.table, sheet.value)[language])
            crumbs.append(Crumb(names[-1], sheet.base))
        title = ": ".join(names[-2:]) if sheet.value else names[-1]
        if sheet.number > 1:
            title = say("records.sheet_title", title=title, number=sheet.number)
        else:
            crumbs.pop()
        return Page(
            path, language, title, template, content, tuple(crumbs),
            description=say("records.description"), scripts=scripts, styles=_STYLES,
        )  # fmt: skip

    def _comparison(self, say: Words, language: str) -> Page:
        content = {"phrases": say.part("search"), "folder": FOLDER}
        return Page(
            COMPARE, language, say("records.compare_title"), "compare.html", content,
            (Crumb(say("frame.records"), ROOT),), scripts=(*_SCRIPTS, "search/compare.js"), styles=_STYLES,
        )  # fmt: skip

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

    def _facet(self, table: FacetTable, say: Words, language: str) -> dict[str, Any]:
        return {
            "name": table.facet.name,
            "title": table.facet.title[language],
            "values": [self._value(table, value, language) for value in table.values[:_BESIDE]],
            "count": len(table.values),
            "note": say(f"records.note_{table.facet.name}") if f"records.note_{table.facet.name}" in say else "",
        }

    def _value(self, table: FacetTable, value: Value, language: str) -> dict[str, Any]:
        name = self._listing.names(table, value)[language]
        return {"key": value.key, "name": name, "iri": value.iri, "count": len(value.records)}

    def _pager(self, sheet: _Sheet) -> dict[str, Any]:
        paths = [path for path, _ in _numbered(sheet.base, self._total(sheet))]
        near = {1, len(paths), *range(sheet.number - 2, sheet.number + 3)}
        return {"paths": paths, "number": sheet.number, "near": sorted(near & set(range(1, len(paths) + 1)))}


def _part(of: Sequence[Any], number: int) -> Sequence[Any]:
    return of[(number - 1) * _ON_PAGE : number * _ON_PAGE]


def _numbered(base: str, count: int) -> list[tuple[str, int]]:
    """Give the paths of a list's pages; a list of nothing has one."""
    return [
        (base if number == 1 else f"{base}{number}", number) for number in range(1, max(1, -(-count // _ON_PAGE)) + 1)
    ]
