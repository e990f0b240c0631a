"""Turtle: processing activities in the shape of the city of Ghent (OSLO Toestemming), one source text each.

An activity is read as a tree: its properties by their prefixed names, blank nodes as their parts, other things by
their label and IRI. Values of one property are numbered in a fixed order, for a graph has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

import pyoxigraph as ox

from avggraph import resources
from avggraph.errors import NotADescriptionError, SourceError, Where
from avggraph.read.decode import decode
from avggraph.read.limits import Limits
from avggraph.read.structured.keys import key_table, table_rows
from avggraph.read.structured.rendering import Value, render
from avggraph.read.structured.size import check_size
from avggraph.text import SourceText

# OSLO Toestemming: the class of the records. Labels as in SKOS.
_ACTIVITY = "toest:VerwerkingsActiviteit"
_LABEL = "skos:prefLabel"
_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

# The path of the IRI of a thing, below the place where it is named.
IDENTITY = "@id"

_DEEPEST = 8

Subject = ox.NamedNode | ox.BlankNode


def read_turtle(data: bytes, name: str, limits: Limits | None = None) -> Iterator[SourceText | SourceError]:
    """Read the processing activities of a Turtle file, sorted by IRI, each named "{name}#n".

    >>> turtle = b'''@prefix toest: <http://data.vlaanderen.be/ns/toestemming#> .
    ... <https://stad.example/1> a toest:VerwerkingsActiviteit ; <http://purl.org/dc/terms/title> "Parkeren" .'''
    >>> [source.text for source in read_turtle(turtle, "a.ttl")]
    ['@id\\thttps://stad.example/1\\ndct:title.0\\tParkeren\\n']
    """
    try:
        check_size(data, name, limits)
        text, encoding = decode(data, name)
        graph = _parse(text, name)
    except SourceError as error:
        yield error
        return
    activity = ox.NamedNode(_expand(_ACTIVITY))
    subjects = sorted({quad.subject for quad in graph.quads_for_pattern(None, _RDF_TYPE, activity)}, key=str)
    if not subjects:
        yield NotADescriptionError(f"Er staat geen {_ACTIVITY} in dit bestand.", where=Where(name))
    for number, subject in enumerate(subjects, 1):
        yield render(f"{name}#{number}", _activity(graph, subject), "ttl", encoding)


def _parse(text: str, name: str) -> ox.Store:
    store = ox.Store()
    try:
        store.extend(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise SourceError(f"Dit is geen Turtle: {error.msg}", where=Where(name, error.lineno)) from error
    return store


def _activity(graph: ox.Store, subject: object) -> Iterator[Value]:
    if isinstance(subject, ox.NamedNode):
        yield Value.at((IDENTITY,), subject.value)
    if isinstance(subject, ox.NamedNode | ox.BlankNode):
        yield from _properties(graph, subject, (), 0)


def _properties(graph: ox.Store, subject: Subject, path: tuple[str, ...], depth: int) -> Iterator[Value]:
    by_property: dict[str, list[object]] = {}
    for quad in graph.quads_for_pattern(subject, None, None):
        if not (depth == 0 and quad.predicate == _RDF_TYPE):
            by_property.setdefault(_compact(quad.predicate.value), []).append(quad.object)
    for name in sorted(by_property, key=lambda name: (_ranks().get(name, len(_ranks())), name)):
        things = sorted(by_property[name], key=lambda thing: _order(graph, thing))
        for number, thing in enumerate(things):
            yield from _thing(graph, thing, (*path, name, str(number)), depth)


def _thing(graph: ox.Store, thing: object, path: tuple[str, ...], depth: int) -> Iterator[Value]:
    if isinstance(thing, ox.Literal):
        yield Value.at(path, thing.value)
    elif isinstance(thing, ox.NamedNode):
        label = _label(graph, thing)
        if label:
            yield Value.at(path, label)
        yield Value.at((*path, IDENTITY), thing.value)
    elif isinstance(thing, ox.BlankNode) and depth < _DEEPEST:
        yield from _properties(graph, thing, path, depth + 1)


def _label(graph: ox.Store, thing: ox.NamedNode) -> str:
    labels = [
        quad.object
        for quad in graph.quads_for_pattern(thing, ox.NamedNode(_expand(_LABEL)), None)
        if isinstance(quad.object, ox.Literal)
    ]
    return min(labels, key=_dutch_first).value if labels else ""


def _dutch_first(label: ox.Literal) -> tuple[bool, str]:
    return label.language not in ("nl", None), label.value


def _order(graph: ox.Store, thing: object) -> tuple[bool, str, str]:
    """Give the order among values of one property: Dutch words first, then by words; blank nodes by what they say."""
    if isinstance(thing, ox.Literal):
        return (*_dutch_first(thing), thing.language or "")
    if isinstance(thing, ox.NamedNode):
        return False, _label(graph, thing), thing.value
    said = sorted(value.words for value in _thing(graph, thing, (), 0))
    return False, "\n".join(said), ""


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
