"""Turtle: processing activities in the shape of the city of Ghent (OSLO Toestemming), one source text each.

An activity is read as a tree: its properties by their prefixed names, blank nodes as their parts, other things by
their label and IRI. Values of one property are numbered in a fixed order, for a graph has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

import pyoxigraph as ox

from avggraph import resources
from avggraph.errors import NotADescriptionError, SourceError, Where
from avggraph.read.decode import decode
from avggraph.read.limits import Limits, check_size
from avggraph.read.structured.keys import key_table, table_rows
from avggraph.read.structured.rendering import Renderer, Value
from avggraph.text import SourceText

# OSLO Toestemming: the class of the records. Labels as in SKOS.
_ACTIVITY = "toest:VerwerkingsActiviteit"
_LABEL = "skos:prefLabel"
_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

# The path of the IRI of a thing, below the place where it is named.
IDENTITY = "@id"

# Blank nodes in each other, which a record hardly has.
_DEEPEST = 8
# What looking at a thing counts for, in characters: blank nodes without words take time and memory too.
_COST = 100

Subject: TypeAlias = ox.NamedNode | ox.BlankNode
Order: TypeAlias = tuple[bool, str, str]


def read_turtle(data: bytes, name: str, limits: Limits | None = None) -> Iterator[SourceText | SourceError]:
    """Read the processing activities of a Turtle file, sorted by IRI, each named "{name}#n".

    >>> turtle = b'''@prefix toest: <http://data.vlaanderen.be/ns/toestemming#> .
    ... <https://stad.example/1> a toest:VerwerkingsActiviteit ; <http://purl.org/dc/terms/title> "Parkeren" .'''
    >>> [source.text for source in read_turtle(turtle, "a.ttl")]
    ['@id\\thttps://stad.example/1\\ndct:title.0\\tParkeren\\n']
    """
    try:
        check_size(len(data), limits or Limits(), Where(name))
        text, encoding = decode(data, name)
        graph = _parse(text, name)
    except SourceError as error:
        yield error
        return
    activity = ox.NamedNode(_expand(_ACTIVITY))
    subjects = sorted({quad.subject for quad in graph.quads_for_pattern(None, _RDF_TYPE, activity)}, key=str)
    if not subjects:
        yield NotADescriptionError(f"Er staat geen {_ACTIVITY} in dit bestand.", where=Where(name))
    renderer = Renderer("ttl", limits or Limits(), encoding)
    labels: dict[ox.NamedNode, str] = {}
    for number, subject in enumerate(subjects, 1):
        reading = _Reading(f"{name}#{number}", graph, renderer, labels)
        yield renderer.render(reading.name, reading.activity(subject))
        yield from reading.faults
        if renderer.is_full:
            return


def _parse(text: str, name: str) -> ox.Store:
    store = ox.Store()
    try:
        store.extend(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise SourceError(f"Dit is geen Turtle: {error.msg}", where=Where(name, error.lineno)) from error
    return store


@dataclass(frozen=True, slots=True)
class _Reading:
    """One activity being read: the labels met so far in its file, the order of its blank nodes, what went wrong."""

    name: str
    graph: ox.Store
    renderer: Renderer
    labels: dict[ox.NamedNode, str]
    orders: dict[ox.BlankNode, Order] = field(default_factory=dict)
    faults: list[SourceError] = field(default_factory=list)

    def activity(self, subject: object) -> Iterator[Value]:
        if isinstance(subject, ox.NamedNode):
            yield Value.at((IDENTITY,), subject.value)
        if isinstance(subject, ox.NamedNode | ox.BlankNode):
            yield from self._properties(subject, (), (subject,))

    def _properties(self, subject: Subject, path: tuple[str, ...], inside: tuple[Subject, ...]) -> Iterator[Value]:
        by_property: dict[str, list[object]] = {}
        for quad in self.graph.quads_for_pattern(subject, None, None):
            if path or quad.predicate != _RDF_TYPE:
                by_property.setdefault(_compact(quad.predicate.value), []).append(quad.object)
        for name in sorted(by_property, key=lambda name: (_ranks().get(name, len(_ranks())), name)):
            things = by_property[name]
            if len(things) > 1:
                things.sort(key=self._order)
            for number, thing in enumerate(things):
                yield from self._thing(thing, (*path, name, str(number)), inside)

    def _thing(self, thing: object, path: tuple[str, ...], inside: tuple[Subject, ...]) -> Iterator[Value]:
        self.renderer.count(_COST, self.name)
        if isinstance(thing, ox.Literal):
            yield Value.at(path, thing.value)
        elif isinstance(thing, ox.NamedNode):
            label = self._label(thing)
            if label:
                yield Value.at(path, label)
            yield Value.at((*path, IDENTITY), thing.value)
        elif isinstance(thing, ox.BlankNode) and thing not in inside:
            if len(inside) <= _DEEPEST:
                yield from self._properties(thing, path, (*inside, thing))
            elif not self.faults:
                self.faults.append(
                    SourceError(
                        f"Naamloze onderdelen staan meer dan {_DEEPEST} diep in elkaar; wat dieper staat is niet "
                        "gelezen.",
                        where=Where(self.name, field=".".join(path)),
                        advice="Geef een onderdeel een IRI met een label.",
                    )
                )

    def _label(self, thing: ox.NamedNode) -> str:
        if thing not in self.labels:
            said = self.graph.quads_for_pattern(thing, ox.NamedNode(_expand(_LABEL)), None)
            labels = [quad.object for quad in said if isinstance(quad.object, ox.Literal)]
            self.labels[thing] = min(labels, key=_dutch_first).value if labels else ""
        return self.labels[thing]

    def _order(self, thing: object) -> Order:
        """Give the order among values of one property: Dutch words first, then by words, language or IRI."""
        if isinstance(thing, ox.Literal):
            return (*_dutch_first(thing), thing.language or "")
        if isinstance(thing, ox.NamedNode):
            return False, self._label(thing), thing.value
        if not isinstance(thing, ox.BlankNode):
            return False, "", ""
        if thing not in self.orders:
            self.orders[thing] = self._order_of_blank(thing)
        return self.orders[thing]

    def _order_of_blank(self, thing: ox.BlankNode) -> Order:
        """Give a blank node's place by all that it leads to, each blank node once: words, then the properties."""
        said: list[str] = []
        properties: list[str] = []
        met = {thing}
        waiting = [thing]
        while waiting:
            for quad in self.graph.quads_for_pattern(waiting.pop(), None, None):
                words = self._words(quad.object)
                self.renderer.count(_COST + sum(map(len, words)), self.name)
                said += words
                properties.append(" ".join((quad.predicate.value, *words)))
                if isinstance(quad.object, ox.BlankNode) and quad.object not in met:
                    met.add(quad.object)
                    waiting.append(quad.object)
        return False, "\n".join(sorted(said)), "\n".join(sorted(properties))

    def _words(self, thing: object) -> tuple[str, ...]:
        if isinstance(thing, ox.Literal):
            return (thing.value,)
        if isinstance(thing, ox.NamedNode):
            label = self._label(thing)
            return (label, thing.value) if label else (thing.value,)
        return ()


def _dutch_first(label: ox.Literal) -> tuple[bool, str]:
    return label.language not in ("nl", None), label.value


@cache
def _ranks() -> Mapping[str, int]:
    """The order of the properties in a rendering: that of the table of keys, for a graph has none."""
    names = dict.fromkeys(part for key in key_table("gent").keys for part in key.pattern if ":" in part)
    return MappingProxyType({name: rank for rank, name in enumerate(names)})


@cache
def _prefixes() -> Mapping[str, str]:
    path = resources.data("registers", "prefixes.csv")
    return MappingProxyType({row["prefix"]: row["namespace"] for _, row in table_rows(path, ("prefix", "namespace"))})


def _expand(curie: str) -> str:
    prefix, _, name = curie.partition(":")
    return _prefixes()[prefix] + name


def _compact(iri: str) -> str:
    """Give the prefixed name of a property, or the IRI itself where its namespace has no prefix here.

    >>> _compact("http://purl.org/dc/terms/title")
    'dct:title'
    """
    for prefix, namespace in sorted(_prefixes().items()):
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
