"""The saved questions: what each asks, its SPARQL, its answer on this build, and a form for its parameters."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import pyoxigraph as ox

from avggraph.addresses import LANGUAGES
from avggraph.graph.context import published_context
from avggraph.graph.terms import Quad
from avggraph.publish.reader import Reader
from avggraph.publish.resource import Crumb, Page, Resource, Section
from avggraph.publish.things.content import Branch, Column, Rows, Text, Tree, web_page
from avggraph.publish.things.naming import names_of
from avggraph.publish.things.section import STYLES
from avggraph.publish.words import Words, words
from avggraph.query import FORMATS, SavedQuery, Table
from avggraph.query.executables import QUERY, render_executables
from avggraph.query.form import Form, form_of
from avggraph.query.formats import encode
from avggraph.query.table import NUMBERS, Iri, Literal
from avggraph.query.table import Term as Cell

_FOLDER = "doc/vraag/"
_LIST = "vragen/"
_MOST = 200
"""Rows of an answer on its page; more of it stands beside it as CSV and JSON."""

MOST_BESIDE = 1_000
"""Rows of an answer in the files beside its page. An answer that has more is cut there, and all say so: the page in
words, the CSV in its name, the JSON by a member `cut`."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of an answer that the site holds; `cut` says that there are more."""

    table: Table
    cut: bool


class Queries(Section):
    """`doc/vraag/{name}` and `vragen/`."""

    asks_all = True

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._last: tuple[str, Answer | None] = ("", None)

    def paths(self) -> tuple[str, ...]:
        """See `Section`."""
        return tuple(sorted((_LIST, *(f"{_FOLDER}{name}" for name in self._reader.catalogue))))

    def page(self, path: str, language: str) -> Page:
        """See `Section`."""
        if path == _LIST:
            return self._catalogue(path, language)
        say, query = words(language), self._query(path)
        title, _ = _texts(query, language)
        found = self._answer(query)
        return Page(
            path,
            language,
            title,
            "query.html",
            {
                "query": query,
                "question": query.question_en if language == "en" else query.question,
                "answer": found and _rows(found, self._reader, language),
                "total": len(found.table) if found else 0,
                "cut": found is not None and found.cut,
                "files": tuple(each.path for each in self.beside(path)) if found else (),
                "command": f"avggraph query {query.name} --graph MAP",
            },
            crumbs=(Crumb(say("queries.title"), _LIST),),
            description=query.question_en if language == "en" else query.question,
            iri=str(QUERY[query.name]),
            rdf=True,
            own=True,
            scripts=("copy.js", "ask.js"),
            styles=STYLES,
        )

    def quads(self, path: str) -> tuple[Quad, ...]:
        """See `Section`: the question as other query editors read it."""
        if path == _LIST:
            return ()
        query = self._query(path)
        turtle = render_executables({query.name: query})
        return tuple(
            sorted(
                (str(triple.subject), str(triple.predicate), str(triple.object), f"<{QUERY}>")
                for triple in ox.parse(turtle, ox.RdfFormat.TURTLE)
            )
        )

    def plain(self, path: str) -> Mapping[str, Any]:
        """See `Section`: the question with its answer, in SPARQL's own JSON; `cut` is there where that is not all."""
        if path == _LIST:
            return {}
        query = self._query(path)
        found = self._answer(query)
        return {
            "name": query.name,
            "title": {"nl": query.title, "en": query.title_en},
            "question": {"nl": query.question, "en": query.question_en},
            "sparql": query.text,
            **({"cut": {"rows": len(found.table)}} if found and found.cut else {}),
            "answer": orjson.loads(encode(found.table, "json")) if found else None,
        }

    def beside(self, path: str) -> Iterator[Resource]:
        """See `Section`: the answer as CSV; the name of one that is cut says how much of it there is."""
        found = None if path == _LIST else self._answer(self._query(path))
        if found:
            part = f".eerste-{len(found.table)}" if found.cut else ""
            yield Resource(f"{path}{part}.csv", encode(found.table, "csv"), FORMATS["csv"].media_type)

    def fingerprint(self, path: str) -> str:
        """See `Section`: asking is most of the work, so the build's hashes and the question stand for the answer."""
        manifest = orjson.dumps(self._reader.output.manifest, option=orjson.OPT_SORT_KEYS)
        asked = self._query(path).text if path != _LIST else repr(sorted(self._reader.catalogue.items()))
        return hashlib.sha256(manifest + path.encode() + asked.encode()).hexdigest()

    def _query(self, path: str) -> SavedQuery:
        return self._reader.catalogue[path.removeprefix(_FOLDER)]

    def _answer(self, query: SavedQuery) -> Answer | None:
        """Give the answer with the defaults of all parameters; the last one is kept. None where it is no table."""
        if self._last[0] != query.name:
            self._last = query.name, self._asked(query) if form_of(query.text) is Form.SELECT else None
        return self._last[1]

    def _asked(self, query: SavedQuery) -> Answer:
        table = self._reader.first(query.name, MOST_BESIDE + 1)
        return Answer(table[:MOST_BESIDE], cut=len(table) > MOST_BESIDE)

    def _catalogue(self, path: str, language: str) -> Page:
        """Give all questions by the subject that their first tag names."""
        say = words(language)
        by_tag: dict[str, list[SavedQuery]] = defaultdict(list)
        for query in self._reader.catalogue.values():
            by_tag[query.tags[0]].append(query)
        trees = tuple(
            Tree(
                f"tag-{number}",
                tag.capitalize(),
                tuple(
                    Branch(Text(title, path=f"{_FOLDER}{query.name}"), question)
                    for query in sorted(by_tag[tag], key=lambda each: _texts(each, language)[0])
                    for title, question in (_texts(query, language),)
                ),
            )
            for number, tag in enumerate(sorted(by_tag), 1)
        )
        return Page(
            path,
            language,
            say("queries.title"),
            "queries.html",
            {"intro": say("queries.intro", total=len(self._reader.catalogue)), "trees": trees},
            scripts=("filter.js",),
            styles=STYLES,
        )


def _texts(query: SavedQuery, language: str) -> tuple[str, str]:
    return (query.title_en, query.question_en) if language == "en" else (query.title, query.question)


def _rows(found: Answer, reader: Reader, language: str) -> Rows:
    """Give the first rows of an answer; a column that repeats the name of a linked thing beside it is left out."""
    say, table = words(language), found.table
    shown = table.rows[:_MOST]
    cells = tuple(zip(*shown, strict=True)) or ((),) * len(table.columns)
    repeated = _repeated(cells, reader)
    kept = [at for at in range(len(table.columns)) if at not in repeated]
    names = [table.columns[at] for at in kept]
    return Rows(
        "answer",
        say("queries.answer"),
        tuple(Column(_head(name, names, say), _is_numeric(cells[at])) for name, at in zip(names, kept, strict=True)),
        tuple(tuple(_cell(row[at], reader, language) for at in kept) for row in shown),
        note=_note(len(shown), found, say),
    )


def _note(shown: int, found: Answer, say: Words) -> str:
    """Say how much of an answer stands there, where that is not all."""
    if found.cut:
        return say("queries.first_of_more", shown=shown, total=len(found.table))
    return say("things.first_of", shown=shown, total=len(found.table)) if len(found.table) > shown else ""


def _repeated(cells: Sequence[Sequence[Cell]], reader: Reader) -> frozenset[int]:
    """Give the columns of texts that are, row by row, the Dutch names that the links of another column show."""

    def is_linked(column: Sequence[Cell]) -> bool:
        return any(column) and all(
            cell is None or (isinstance(cell, Iri) and reader.addresses.of(cell.value)) for cell in column
        )

    told = {
        tuple(cell and names_of(reader, cell.value).shown(LANGUAGES[0]).text for cell in column)
        for column in cells
        if is_linked(column)
    }
    return frozenset(
        at
        for at, column in enumerate(cells)
        if not any(isinstance(cell, Iri) for cell in column) and tuple(cell and cell.value for cell in column) in told
    )


def _head(name: str, names: Sequence[str], say: Words) -> str:
    """Say what a column holds; the name of a thing is called after the thing, which may stand beside it as a link."""
    thing = name.removesuffix("Name")
    if thing == name:
        return say(f"columns.{name}")
    return say("queries.name_of", thing=say(f"columns.{thing}")) if thing in names else say(f"columns.{thing}")


def _is_numeric(column: Sequence[Cell]) -> bool:
    return any(column) and all(
        cell is None or (isinstance(cell, Literal) and cell.datatype in NUMBERS) for cell in column
    )


def _cell(cell: Cell, reader: Reader, language: str) -> tuple[Text, ...]:
    match cell:
        case None:
            return ()
        case Iri(value):
            if reader.addresses.of(value):
                return (names_of(reader, value).shown(language),)
            return (Text(published_context().compact(value), iri=value, href=web_page(value)),)
        case Literal(value, _, tag):
            return (Text(value, "" if tag in ("", language) else tag),)
