"""Rules of validation: what each asks, on which article, what it found here, and its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from avggraph.addresses import LANGUAGES
from avggraph.graph.terms import Quad
from avggraph.publish.resource import Page
from avggraph.publish.things import shape_source
from avggraph.publish.things.content import Block, Code, Column, Fact, Rows, Text
from avggraph.publish.things.naming import Names
from avggraph.publish.things.paging import turns
from avggraph.publish.things.section import STYLES, Kind, Things
from avggraph.publish.words import words
from avggraph.validate.finding import short_name
from avggraph.validate.shapes.shape_set import Shape, shape_files, shipped_shapes


class Shapes(Things):
    """`doc/regel/…` and `regels/`."""

    kind = Kind(words="shapes", list="regels/", classes=(), question="shape-records", roles=("found",), own=True)

    @cached_property
    def things(self) -> tuple[str, ...]:
        """The IRIs of the shipped shapes, sorted."""
        return tuple(shipped_shapes().shapes)

    def names(self, iri: str) -> Names:
        """Give the names of a shape: those in its file, whatever the build's own version of it."""
        shape = _shape(iri)
        return Names(iri, {"nl": shape.name_nl, "en": shape.name_en}, {}, {})

    def lists(self) -> Mapping[str, int]:
        """See `Things`: all rules stand on one page, by file."""
        return {self.kind.list: 1}

    def definition(self, iri: str, language: str) -> Text | None:
        """See `Things`."""
        shape = _shape(iri)
        message = shape.message_en if language == "en" else shape.message_nl
        return Text(message) if message else None

    def facts(self, iri: str, language: str) -> Iterable[Fact]:
        """See `Things`."""
        say, shape = words(language), _shape(iri)
        yield Fact(say("things.severity"), (Text(say(f"things.severity_{shape.severity.label}")),))
        yield Fact(say("shapes.article"), (Text(shape.article, "" if language == "nl" else "nl"),))
        yield Fact(say("shapes.advice"), (Text(shape.advice_en if language == "en" else shape.advice_nl),))
        yield Fact(say("shapes.file"), (Text(say(f"shapes.file_{shape_source.file_of(iri)}")),))

    def blocks(self, iri: str, language: str) -> Iterable[Block]:
        """See `Things`."""
        source = shape_source.written().get(short_name(iri))
        if source:
            yield Code("source", words(language)("shapes.source"), source)

    def quads(self, path: str) -> tuple[Quad, ...]:
        """See `Section`: the shape as its file has it."""
        place = self._places.get(path)
        return shape_source.quads_of(place.iri) if place else ()

    def plain(self, path: str) -> Mapping[str, Any]:
        """See `Section`."""
        place = self._places.get(path)
        if not place:
            return {}
        shape = _shape(place.iri)
        return {
            **super().plain(path),
            "severity": shape.severity.label,
            "article": shape.article,
            "message": {"nl": shape.message_nl, "en": shape.message_en},
            "advice": {"nl": shape.advice_nl, "en": shape.advice_en},
        }

    def digest(self, iri: str) -> str:
        """See `Things`: a rule's page tells of the build the records that it was found in, its first ones by name."""
        return repr((self.occurrences.records(iri), *self._records(iri, LANGUAGES[0])))

    def list_page(self, path: str, number: int, language: str) -> Page:
        """See `Things`."""
        say = words(language)
        tables = tuple(self._table(name, language) for name in shape_files())
        return Page(
            path,
            language,
            say("shapes.title"),
            "things.html",
            {"intro": say("shapes.intro"), "tables": tables, "turns": turns((path,), number)},
            scripts=("filter.js",),
            styles=STYLES,
        )

    def _table(self, name: str, language: str) -> Rows:
        say = words(language)
        shapes = shipped_shapes(name).shapes
        return Rows(
            name,
            say(f"shapes.file_{name}"),
            (
                Column(say("shapes.one")),
                Column(say("shapes.article")),
                Column(say("things.severity")),
                Column(say("shapes.records"), numeric=True),
            ),
            tuple(
                (
                    (self.names(iri).shown(language),),
                    (Text(shape.article, "" if language == "nl" else "nl"),),
                    (Text(say(f"things.severity_{shape.severity.label}")),),
                    (Text(str(self.occurrences.total(iri))),),
                )
                for iri, shape in shapes.items()
            ),
            intro=say(f"shapes.about_{name}"),
        )


def _shape(iri: str) -> Shape:
    return shipped_shapes().shapes[iri]
