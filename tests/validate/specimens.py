"""Terms that a shape speaks of: values that its constraints ask for, and values that nearly are those."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from rdflib import SH, XSD, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF
from rdflib.term import Node

from avggraph.graph.terms import Term, iri, literal
from avggraph.validate.shacl.rdflib_terms import term
from validate.pattern_text import matching_text

# Lexical forms of each datatype: well-formed ones and ill-typed ones. Forms on which pySHACL differs from XML Schema
# are not among them: rdflib takes "1e0" and "INF" for decimals, "P1YT" and "+P1Y" for durations, "2026-W05" for a date
# and any text for a year.
LEXICAL: Mapping[URIRef, tuple[tuple[str, ...], tuple[str, ...]]] = {
    XSD.boolean: (("true", "false", "1", "0"), ("ja", "TRUE", "")),
    XSD.integer: (("0", "1", "-7", "+3", "007"), ("1.0", "een", "")),
    XSD.decimal: (("0.5", "1.0", "1", "0", "-0.1", ".5"), ("0,5", "1.2.3", "half")),
    XSD.double: (("0.5", "1e0", "-3", "INF", "NaN"), ("1,5", "oneindig")),
    XSD.duration: (("P1Y", "P12M", "P18M", "PT5M", "P0D", "-P1Y"), ("P5J", "P", "5 jaar", "1Y")),
    XSD.date: (("2026-01-31", "2024-02-29", "2026-01-31Z"), ("2026-02-30", "31-01-2026", "2026-1-1")),
    XSD.dateTime: (("2026-01-31T12:00:00", "2026-01-31T12:00:00Z"), ("31-01-2026", "2026-01-31T25:00:00")),
    XSD.gYear: (("2026", "0001"), ()),
    XSD.anyURI: (("https://avggraph.example/", "urn:x", "x"), ()),
    XSD.string: (("M4089", "naam", "x", ""), ()),
    RDF.langString: (("naam", "x"), ()),
}
# Not one of XML Schema: rdflib folds the white space of an xsd:token whether it is asked to or not.
_OWN_DATATYPE = URIRef("urn:eigen:tekst")
_LANGUAGES = ("nl", "en", "nl-be", "")


def in_order(nodes: Iterable[Node]) -> list[Node]:
    """Sort nodes by how they are written."""
    return sorted(nodes, key=lambda node: node.n3())


def inner_shapes(graph: Graph, shape: Node) -> Iterator[Node]:
    """Give the shapes that a shape asks for, of its values or of its focus node."""
    for predicate in (SH.property, SH.node, SH["not"], SH.qualifiedValueShape):
        yield from in_order(graph.objects(shape, predicate))
    for predicate in (SH["and"], SH["or"], SH.xone):
        for members in in_order(graph.objects(shape, predicate)):
            yield from Collection(graph, members)


class Specimen(NamedTuple):
    """A value that a shape speaks of: one `asked` for as far as one constraint can tell, or a near miss."""

    term: Term
    asked: bool


def specimens(graph: Graph, shape: Node, rng: random.Random) -> Iterator[Specimen]:
    """Give values that the value constraints of `shape`, and of shapes inside it without a path, speak of."""
    for predicate, write in _WRITERS.items():
        for argument in in_order(graph.objects(shape, predicate)):
            for value, asked in write(graph, argument, rng):
                yield Specimen(value, asked)
    for inner in inner_shapes(graph, shape):
        if (inner, SH.path, None) not in graph:
            refused = (shape, SH["not"], inner) in graph
            for value, asked in specimens(graph, inner, rng):
                yield Specimen(value, asked != refused)


def of_the_kind_asked_for(graph: Graph, shape: Node, value: Term) -> bool:
    """Tell whether a value is of the node kind and the datatype that a shape asks for, as far as its form shows."""
    datatype = graph.value(shape, SH.datatype)
    for kind, sign in ((SH.IRI, "<"), (SH.Literal, '"'), (SH.BlankNode, "_")):
        if (shape, SH.nodeKind, kind) in graph:
            return value.startswith(sign)
    if datatype == XSD.string:
        return value.endswith('"')
    if datatype == RDF.langString:
        return value.startswith('"') and value.rpartition('"')[2].startswith("@")
    return datatype is None or value.endswith(f"^^<{datatype}>")


_Values = Iterator[tuple[Term, bool]]


def _listed(graph: Graph, members: Node, rng: random.Random) -> _Values:
    for member in Collection(graph, members):
        yield from _exactly(graph, member, rng)


def _exactly(_graph: Graph, value: Node, rng: random.Random) -> _Values:
    yield from [(term(value), True)] * 3
    near = [literal(str(value)), literal(str(value), lang="nl"), iri(f"{value}x")]
    yield rng.choice(near if isinstance(value, URIRef) else near[:2]), False


def _typed(_graph: Graph, datatype: Node, rng: random.Random) -> _Values:
    good, ill_typed = LEXICAL.get(URIRef(str(datatype)), (("x", "1"), ()))
    for text in good * 2:
        yield _literal(text, datatype), True
    for text in ill_typed:
        yield _literal(text, datatype), False
    yield literal(rng.choice(good), lang="en"), datatype == RDF.langString
    yield literal(rng.choice(good)), datatype == XSD.string
    yield _literal(rng.choice(good), _OWN_DATATYPE), False


def _literal(text: str, datatype: Node) -> Term:
    if datatype == RDF.langString:
        return literal(text, lang="nl")
    return literal(text, datatype="" if datatype == XSD.string else str(datatype))


def _matching(_graph: Graph, pattern: Node, rng: random.Random) -> _Values:
    for _ in range(3):
        text = matching_text(str(pattern), rng)
        for value in _every_kind(text) * 2:
            # An IRI has words before its own: what must match from the start does not.
            yield value, not (value.startswith("<") and "^" in str(pattern))
        for value in _every_kind(rng.choice((text[:-1], text[1:], f"{text}x", f"x{text}", text.swapcase()))):
            yield value, False


def _every_kind(text: str) -> list[Term]:
    datatype = str(XSD.duration if text[:1] == "P" else _OWN_DATATYPE)
    return [iri(f"urn:x{text}"), literal(text), literal(text, lang="nl"), literal(text, datatype=datatype)]


def _of_kind(_graph: Graph, kind: Node, _rng: random.Random) -> _Values:
    signs = {SH.IRI: "<", SH.Literal: '"', SH.BlankNode: "_", SH.BlankNodeOrIRI: "<_"}
    values = [literal("x"), literal("x", lang="nl"), literal("1", datatype=str(XSD.integer))]
    for value in (*values, iri("urn:x"), "_:x", iri("urn:y")):
        yield value, value[0] in signs.get(URIRef(str(kind)), '<"_')


def _of_length(length: int, *, least: bool) -> _Values:
    for size in {max(0, length + more) for more in (-1, 0, 1)}:
        for value in (literal("é" * size), literal("x" * size, lang="nl")):
            yield value, size >= length if least else size <= length
    yield iri("urn:x".ljust(length, "x")), True


def _at_least(_graph: Graph, length: Node, _rng: random.Random) -> _Values:
    return _of_length(int(str(length)), least=True)


def _at_most(_graph: Graph, length: Node, _rng: random.Random) -> _Values:
    return _of_length(int(str(length)), least=False)


def _around(_graph: Graph, bound: Node, rng: random.Random) -> _Values:
    yield term(bound), True
    yield literal(str(bound)), False
    yield literal("niet te vergelijken", lang="nl"), False
    try:
        values = [Decimal(str(bound)) + Decimal(more) for more in ("-1", "-0.01", "0", "0.01", "1")]
    except InvalidOperation:
        return
    for value in values:
        yield literal(str(value), datatype=str(XSD.decimal)), True
    yield literal(str(float(rng.choice(values))), datatype=str(XSD.double)), True
    yield literal(str(int(rng.choice(values))), datatype=str(XSD.integer)), True


def _in_languages(graph: Graph, members: Node, _rng: random.Random) -> _Values:
    asked = tuple(map(str, Collection(graph, members)))
    for language in (*asked, *_LANGUAGES):
        yield literal("woorden", lang=language), language.partition("-")[0] in asked
    yield iri("urn:woorden"), False


def _one_for_each_language(_graph: Graph, _yes: Node, _rng: random.Random) -> _Values:
    for language in _LANGUAGES:
        yield literal("een", lang=language), True
        yield literal("ander", lang=language), True


_WRITERS: Mapping[URIRef, Callable[[Graph, Node, random.Random], _Values]] = {
    SH["in"]: _listed,
    SH.hasValue: _exactly,
    SH.datatype: _typed,
    SH.nodeKind: _of_kind,
    SH.pattern: _matching,
    SH.minLength: _at_least,
    SH.maxLength: _at_most,
    SH.minInclusive: _around,
    SH.minExclusive: _around,
    SH.maxInclusive: _around,
    SH.maxExclusive: _around,
    SH.languageIn: _in_languages,
    SH.uniqueLang: _one_for_each_language,
}
