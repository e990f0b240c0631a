"""What the search of a browser loads: scripts that each hand over a piece of data.

A script and not JSON, because a page that was opened from disk may load no other file. `register.js` holds the facets,
`rijen-{n}.js` what the list tells of a thousand records, `woorden-{n}.js` a part of the index, `tekst/{record}.js` the
text of one record, to show words that were found in their context, and its own words on what the comparison shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import orjson

from avggraph.publish.reader import Reader
from avggraph.publish.resource import Resource
from avggraph.publish.search.facets import FacetTable, Value
from avggraph.publish.search.index import Index
from avggraph.publish.search.listing import Listing
from avggraph.publish.search.own_words import ASPECTS, OwnWords, own_words
from avggraph.publish.search.terms import common_words, fold

FOLDER = "verwerkingen/zoeken"
"""Where the files stand on the site."""

ROWS = 1000
"""How many records a file of rows holds."""

# How much more a word counts in a title or number than in the text.
_TITLE = 8


class SearchFiles:
    """The files of a build's search; the index is made when the first of them is asked for that needs it."""

    def __init__(self, reader: Reader, listing: Listing) -> None:
        self._listing = listing
        self._reader = reader
        self._texts = reader.output.documents
        self._start = f"doc/{reader.output.naming.register}/verwerking/"

    def all(self) -> Iterator[Resource]:
        """Give every file."""
        yield self._register()
        for number in range((len(self._listing.rows) + ROWS - 1) // ROWS):
            yield self._rows(number)
        for number in range(len(self._parts)):
            yield self._part(number)
        for place in range(len(self._listing.rows)):
            yield self._text(place)

    def one(self, path: str) -> Resource | None:
        """Give a file by its path; None where there is none."""
        kind, _, rest = path.removeprefix(f"{FOLDER}/").removesuffix(".js").partition("/")
        if path != f"{FOLDER}/{kind}{'/' if rest else ''}{rest}.js":
            return None
        if kind == "tekst" and rest in self._places:
            return self._text(self._places[rest])
        if kind == "register" and not rest:
            return self._register()
        kind, _, number = kind.partition("-")
        if rest or not (number.isascii() and number.isdecimal()) or str(int(number)) != number:
            return None
        if kind == "rijen" and int(number) * ROWS < len(self._listing.rows):
            return self._rows(int(number))
        return self._part(int(number)) if kind == "woorden" and int(number) < len(self._parts) else None

    def _register(self) -> Resource:
        rows = self._listing.rows
        return script(
            "register",
            {
                "count": len(rows),
                "start": self._start,
                "rows": ROWS,
                "findings": [row.findings for row in rows],
                "byTitle": sorted(range(len(rows)), key=lambda place: (fold(rows[place].title), place)),
                "parts": [letters for letters, _ in self._parts],
                "common": sorted(common_words()),
                "facets": [self._facet(table) for table in self._listing.tables.values()],
            },
        )

    def _facet(self, table: FacetTable) -> dict[str, Any]:
        at = {value.key: place for place, value in enumerate(table.values)}
        others = self._listing.tables[table.facet.pair].values if table.facet.pair in self._listing.tables else ()
        at_other = {value.key: place for place, value in enumerate(others)}
        return {
            "name": table.facet.name,
            "title": dict(table.facet.title),
            "absent": table.facet.absent,
            "pair": table.facet.pair,
            "values": [self._value(table, value) for value in table.values],
            "pairs": [
                [at[key], at_other[other], encode(records, len(self._listing.rows))]
                for (key, other), records in table.pairs.items()
            ],
        }

    def _value(self, table: FacetTable, value: Value) -> list[str | None]:
        names, count = self._listing.names(table, value), len(self._listing.rows)
        other = names["en"] if names["en"] != names["nl"] else None
        narrower = encode(value.narrower, count) if value.narrower else None
        told = [value.key, encode(value.records, count), names["nl"], other, narrower]
        while told[-1] is None:
            told.pop()
        return told

    def _rows(self, number: int) -> Resource:
        rows = self._listing.rows[number * ROWS : (number + 1) * ROWS]
        return script(f"rijen-{number}", [[row.number, row.title, self._name(row.path)] for row in rows])

    def _part(self, number: int) -> Resource:
        postings = {term: self._index.posting(term) for term in self._parts[number][1]}
        return script(
            f"woorden-{number}",
            {term: [encode(each.records, len(self._listing.rows)), each.weights] for term, each in postings.items()},
        )

    def _text(self, place: int) -> Resource:
        row = self._listing.rows[place]
        told = self._own_words.get(row.iri, ((),) * len(ASPECTS))
        return script(f"tekst/{self._name(row.path)}", [self._texts.get(row.source, ""), *told])

    @cached_property
    def _own_words(self) -> OwnWords:
        return own_words(self._reader.select("list-words"))

    @cached_property
    def _index(self) -> Index:
        index = Index()
        for row in self._listing.rows:
            number = f"{row.number} {row.number.lstrip('Mm')}"
            index.add([(row.title, _TITLE), (number, _TITLE), (self._texts.get(row.source, ""), 1)])
        return index

    @cached_property
    def _parts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple(self._index.parts())

    @cached_property
    def _places(self) -> dict[str, int]:
        return {self._name(row.path): place for place, row in enumerate(self._listing.rows)}

    def _name(self, path: str) -> str:
        return path.removeprefix(self._start)


def script(name: str, value: object) -> Resource:
    """Give the file that hands over a value under a name.

    >>> script("rijen-0", [["M1", "Bezwaar", "m1"]]).content
    b'avggraphSearch.take("rijen-0",[["M1","Bezwaar","m1"]]);\\n'
    """
    call = b"avggraphSearch.take(" + orjson.dumps(name) + b"," + orjson.dumps(value) + b");\n"
    return Resource(f"{FOLDER}/{name}.js", call, "text/javascript; charset=utf-8")


def encode(places: Iterable[int], count: int) -> str:
    """Write ascending places among `count` as the steps between them; of most of them those that are left out.

    >>> encode([0, 4, 5], 9), encode([0, 1, 3], 4)
    ('0,4,1', '!2')
    """
    listed = list(places)
    if 2 * len(listed) > count:
        left_out = set(range(count)).difference(listed)
        return "!" + _steps(sorted(left_out))
    return _steps(listed)


def _steps(places: list[int]) -> str:
    return ",".join(str(place - before) for before, place in zip([0, *places], places, strict=False))
