"""What the graph states of one thing, property by property."""

from __future__ import annotations

import pyoxigraph as ox

from avggraph.addresses import LANGUAGES
from avggraph.graph.terms import RDF, Term
from avggraph.publish.reader import Reader


def text(reader: Reader, iri: str, term: Term, language: str) -> tuple[str, str]:
    """Give the text of a property and its language: in the one asked for, else in Dutch, else plain; else nothing."""
    found = reader.texts(iri, term)
    for each in (language, LANGUAGES[0], ""):
        if each in found:
            return found[each][0], each
    return "", ""


def plain(reader: Reader, iri: str, term: Term) -> tuple[str, ...]:
    """Give the texts of a property whatever their language, sorted."""
    return tuple(sorted({each for found in reader.texts(iri, term).values() for each in found}))


def targets(reader: Reader, iri: str, term: Term) -> tuple[str, ...]:
    """Give the IRIs that are values of a property, sorted."""
    found = reader.store.quads_for_pattern(_node(iri), _node(term[1:-1]), None)
    return tuple(sorted({quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode)}))


def subjects(reader: Reader, term: Term, iri: str) -> tuple[str, ...]:
    """Give the IRIs of what has a thing as a value of a property, sorted."""
    found = reader.store.quads_for_pattern(None, _node(term[1:-1]), _node(iri))
    return tuple(sorted({quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)}))


def instances(reader: Reader, *classes: Term) -> tuple[str, ...]:
    """Give the IRIs of what is of one of some classes, sorted."""
    kind = _node(RDF.type[1:-1])
    found = (quad for each in classes for quad in reader.store.quads_for_pattern(None, kind, _node(each[1:-1])))
    return tuple(sorted({quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)}))


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)
