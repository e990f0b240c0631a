"""The terms of the ontology, `ontology/avggraph.ttl`, as pages name and explain them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox

from avggraph import resources
from avggraph.graph.terms import AVG, DCT, OWL, RDF, RDFS, Quad
from avggraph.graph.terms import Term as Name

_CLASS = RDFS.Class[1:-1]
_PROPERTY = RDF.Property[1:-1]


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property or individual: its texts by language, and the IRIs it is linked to, sorted."""

    iri: str
    types: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    above: tuple[str, ...] = ()

    @property
    def is_class(self) -> bool:
        """Whether the term is a class."""
        return _CLASS in self.types

    @property
    def is_property(self) -> bool:
        """Whether the term is a property."""
        return _PROPERTY in self.types


@cache
def ontology_terms() -> Mapping[str, Term]:
    """Give the terms of the ontology by their IRI, sorted.

    >>> ontology_terms()["https://w3id.org/avggraph/def#Disclosure"].labels
    {'en': 'disclosure', 'nl': 'verstrekking'}
    """
    found: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for triple in ox.parse(path=_path(), format=ox.RdfFormat.TURTLE):
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
            found[triple.subject.value][f"<{triple.predicate.value}>"].append(triple.object)
    return {iri: _term(iri, values) for iri, values in sorted(found.items()) if iri.startswith(AVG.base)}


def term_name(iri: str, language: str) -> str:
    """Give the label of a term in a language; of what is no term of ours, the end of its IRI.

    >>> term_name("https://w3id.org/avggraph/def#Flow", "nl"), term_name("https://w3id.org/dpv#Purpose", "nl")
    ('gegevensstroom', 'Purpose')
    """
    term = ontology_terms().get(iri)
    return term.labels[language] if term and language in term.labels else iri.replace("#", "/").rpartition("/")[2]


@cache
def ontology_quads() -> tuple[Quad, ...]:
    """Give the ontology as it stands, sorted, in the default graph of a file."""
    return tuple(
        sorted(
            (str(triple.subject), str(triple.predicate), str(triple.object), f"<{AVG.base.rstrip('#')}>")
            for triple in ox.parse(path=_path(), format=ox.RdfFormat.TURTLE)
        )
    )


def ontology_texts(language: str) -> tuple[str, str]:
    """Give the ontology's title in a language, and its version."""
    own = [(predicate, value) for subject, predicate, value, _ in ontology_quads() if subject.endswith("/def>")]
    titles = [
        value.partition('"@')[0][1:]
        for predicate, value in own
        if predicate == DCT.title and value.endswith(f"@{language}")
    ]
    versions = [value.strip('"') for predicate, value in own if predicate == OWL.versionInfo]
    return titles[0], versions[0]


@cache
def ontology_licence() -> str:
    """Give the licence of the ontology and of all knowledge that comes with it, an IRI.

    >>> ontology_licence()
    'https://eupl.eu/1.2/en/'
    """
    [licence] = {value for _, predicate, value, _ in ontology_quads() if predicate == DCT.license}
    return licence[1:-1]


def _path() -> str:
    return str(resources.ontology("avggraph.ttl"))


def _term(iri: str, values: Mapping[str, list[ox.NamedNode | ox.Literal]]) -> Term:
    return Term(
        iri,
        _iris(values, RDF.type),
        _texts(values, RDFS.label),
        _texts(values, RDFS.comment),
        _iris(values, RDFS.domain),
        _iris(values, RDFS.range),
        _iris(values, RDFS.subClassOf),
    )


def _iris(values: Mapping[str, list[ox.NamedNode | ox.Literal]], name: Name) -> tuple[str, ...]:
    return tuple(sorted(value.value for value in values.get(name, ()) if isinstance(value, ox.NamedNode)))


def _texts(values: Mapping[str, list[ox.NamedNode | ox.Literal]], name: Name) -> Mapping[str, str]:
    texts = (value for value in values.get(name, ()) if isinstance(value, ox.Literal) and value.language)
    return dict(sorted((text.language or "", text.value) for text in texts))
