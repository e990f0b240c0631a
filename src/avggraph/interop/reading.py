"""One record as every shape reads it: what stands at the end of a path, its name, and the words it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from avggraph.graph.terms import AVG, DCT, PROV, RDF, SKOS
from avggraph.interop.joining import joined
from avggraph.interop.paths import Step, parse_path
from avggraph.interop.things import Things
from avggraph.query.table import Iri, Literal
from avggraph.query.values import local_name
from avggraph.store.unit import Unit, document_order
from avggraph.text import fold
from avggraph.validate.report.passages import Passage, Passages

_QUOTED = PROV.wasQuotedFrom
# What a part of a record is called: its words.
_NAMES = (SKOS.prefLabel, DCT.title, DCT.description, RDF.value, AVG.controllerText)


@dataclass(frozen=True, slots=True)
class Found:
    """A value, and the node that has it."""

    node: str
    value: Iri | Literal

    @property
    def iri(self) -> str:
        """The IRI of a thing, empty for words."""
        return self.value.value if isinstance(self.value, Iri) else ""


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of a source document, white space folded, and the IRI of their place (RFC 5147)."""

    words: str
    place: str


@dataclass(frozen=True)
class Reading:
    """A record: its own nodes, the things it shares with others, and the texts of the documents by their IRI."""

    unit: Unit
    things: Things
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def iri(self) -> str:
        """The IRI of the record."""
        return self.unit.record

    @property
    def key(self) -> str:
        """The last part of the record's IRI."""
        return local_name(self.unit.record)

    @property
    def reference(self) -> str:
        """The register's number; the key where the document has none."""
        return self.unit.first(self.unit.record, DCT.identifier) or self.key

    def follow(self, path: str, start: str = "") -> tuple[Found, ...]:
        """Give what a path leads to from a node (the record itself where none is given), each value of a node once."""
        key = (path, start or self.iri)
        if key not in self._followed:
            self._followed[key] = self._follow(*key)
        return self._followed[key]

    def iris(self, path: str, start: str = "") -> tuple[str, ...]:
        """Give the things a path leads to, by IRI, each once."""
        return tuple(dict.fromkeys(each.iri for each in self.follow(path, start) if each.iri))

    def names(self, path: str, start: str = "", language: str = "nl") -> tuple[str, ...]:
        """Give what a path leads to in words, each once: words themselves, and what things are called."""
        return tuple(dict.fromkeys(filter(None, (self.name(each, language) for each in self.follow(path, start)))))

    def name(self, found: Found, language: str = "nl") -> str:
        """Say a value in words, white space folded; empty for a part of the record that has none."""
        key = (found.value, language)
        if key not in self._names:
            self._names[key] = self._name(found, language)
        return self._names[key]

    def _name(self, found: Found, language: str) -> str:
        if not found.iri:
            return fold(found.value.value)
        if self._is_part(found.iri):
            own = next((words for name in _NAMES if (words := self.unit.texts(found.iri, name))), ())
            return fold(joined(own))
        return fold(self.things.name(found.iri, language))

    def kinds(self, iri: str) -> tuple[str, ...]:
        """Give the classes of a node, of the record's own or of one it shares."""
        return self.unit.texts(iri, RDF.type) if self._is_part(iri) else self.things.kinds(iri)

    def citations(self, found: Found) -> tuple[Citation, ...]:
        """Give the words of the source that a value rests on, in the order of the document.

        Those of a part of the record are its own; those of a thing are its mentions in the node that has the value, or
        else anywhere in the record; those of a text are the stretches of its node that stand in it.
        """
        if found not in self._citations:
            self._citations[found] = self._words_of(found)
        return self._citations[found]

    def _words_of(self, found: Found) -> tuple[Citation, ...]:
        if not found.iri:
            text = self.name(found)
            cited = self._cited(self.unit.texts(found.node, _QUOTED))
            return tuple(each for each in cited if each.words in text)
        if self._is_part(found.iri):
            return tuple(self._cited(self.unit.texts(found.iri, _QUOTED)))
        mentions = self._mentions.get(found.iri, ())
        near = [spans for where, spans in mentions if found.node in where]
        return tuple(self._cited(span for spans in near or [spans for _, spans in mentions] for span in spans))

    @cached_property
    def _mentions(self) -> Mapping[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
        """Where each thing is mentioned: in which nodes, and the spans of the words."""
        mentions: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for node in sorted(self.unit.nodes, key=document_order):
            for thing in self.unit.texts(node, AVG.mentions):
                where = self.unit.texts(node, AVG.mentionedIn)
                mentions.setdefault(thing, []).append((where, self.unit.texts(node, _QUOTED)))
        return mentions

    def _cited(self, spans: Iterable[str]) -> Iterator[Citation]:
        passages = {passage for span in spans if (passage := self._passage(span))}
        for passage in sorted(passages, key=lambda each: (each.source, each.start, each.end)):
            yield Citation(passage.words, f"{passage.source}#char={passage.start},{passage.end}")

    def _passage(self, span: str) -> Passage | None:
        if span not in self._passages:
            self._passages[span] = next(self._documents.of((span,)), None)
        return self._passages[span]

    # What every shape asks again is said once: a reading lasts as long as its record is written.

    @cached_property
    def _followed(self) -> dict[tuple[str, str], tuple[Found, ...]]:
        return {}

    @cached_property
    def _citations(self) -> dict[Found, tuple[Citation, ...]]:
        return {}

    @cached_property
    def _names(self) -> dict[tuple[Iri | Literal, str], str]:
        return {}

    @cached_property
    def _passages(self) -> dict[str, Passage | None]:
        return {}

    @cached_property
    def _documents(self) -> Passages:
        return Passages(self.texts)

    def _follow(self, path: str, start: str) -> tuple[Found, ...]:
        routes = parse_path(path).routes
        return tuple(dict.fromkeys(found for route in routes for found in self._at_end(route, start)))

    def _at_end(self, route: tuple[Step, ...], start: str) -> Iterator[Found]:
        if not route:
            yield Found(start, Iri(start))
            return
        nodes = [start]
        for step in route[:-1]:
            nodes = list(dict.fromkeys(found.iri for node in nodes for found in self._along(node, step) if found.iri))
        for node in nodes:
            yield from self._along(node, route[-1])

    def _along(self, node: str, step: Step) -> Iterator[Found]:
        if step.inverse:
            values: Iterable[Iri | Literal] = map(Iri, self.unit.pointing(f"<{step.property}>", node))
        else:
            values = self._values(node, step.property)
        for value in values:
            if step.condition is None or self._meets(value, *step.condition):
                yield Found(node, value)

    def _meets(self, value: Iri | Literal, property_: str, wanted: str) -> bool:
        return isinstance(value, Iri) and Iri(wanted) in self._values(value.value, property_)

    def _values(self, node: str, property_: str) -> tuple[Iri | Literal, ...]:
        values = self.unit.nodes[node] if self._is_part(node) else self.things.values(node)
        return values.get(property_, ())

    def _is_part(self, iri: str) -> bool:
        """Tell whether a node is the record's own: it says something of organisations and concepts too."""
        return iri in self.unit.nodes and iri.startswith(self._parts)

    @cached_property
    def _parts(self) -> str:
        return f"{self.unit.record.rpartition('/verwerking/')[0]}/"
