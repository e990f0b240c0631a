"""What records share: organisations, concepts, laws, countries; what they are called and what stands above them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from avggraph.graph.terms import DCT, RDF, RDFS, SKOS
from avggraph.query.labels import own_labels
from avggraph.query.table import Iri, Literal
from avggraph.query.values import is_iri, local_name

_TYPE = RDF.type[1:-1]
_BROADER = SKOS.broader[1:-1]
_EXACT = ox.NamedNode(SKOS.exactMatch[1:-1])
_NAMES = tuple(term[1:-1] for term in (SKOS.prefLabel, DCT.title, RDFS.label, DCT.description))
_MATCHES = tuple(term[1:-1] for term in (SKOS.exactMatch, SKOS.broadMatch))

Values = Mapping[str, tuple[Iri | Literal, ...]]


class Things:
    """The nodes of a build that are no record's own, each read once."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._values: dict[str, Values] = {}
        self._names: dict[tuple[str, str], str] = {}
        self._above: dict[str, tuple[str, ...]] = {}

    def values(self, iri: str) -> Values:
        """Give the values of a node by property, both as whole IRIs, sorted; none for a node that is not there."""
        if iri not in self._values:
            self._values[iri] = self._read(iri) if is_iri(iri) else {}
        return self._values[iri]

    def name(self, iri: str, language: str = "nl") -> str:
        """Say what a thing is called: in a language, else in Dutch, else by the end of its IRI.

        A term of another vocabulary is called what our concept is that means exactly the same.
        """
        key = (iri, language)
        if key not in self._names:
            self._names[key] = self._name(iri, language)
        return self._names[key]

    def kinds(self, iri: str) -> tuple[str, ...]:
        """Give the classes of a thing."""
        return _iris(self.values(iri), _TYPE)

    def above(self, iri: str) -> tuple[str, ...]:
        """Give a concept and all that are broader, the nearest first."""
        if iri not in self._above:
            found = {iri: None}
            nearest = [iri]
            while nearest:
                nearest = [up for each in nearest for up in _iris(self.values(each), _BROADER) if up not in found]
                found.update(dict.fromkeys(nearest))
            self._above[iri] = tuple(found)
        return self._above[iri]

    def matches(self, concept: str) -> tuple[str, ...]:
        """Give the terms of other vocabularies that are a concept (`skos:exactMatch`), then those it falls under."""
        return tuple(match for property_ in _MATCHES for match in _iris(self.values(concept), property_))

    def _read(self, iri: str) -> Values:
        values: dict[str, set[Iri | Literal]] = {}
        for quad in self._store.quads_for_pattern(ox.NamedNode(iri), None, None):
            value = _value(quad.object)
            if value is not None:
                values.setdefault(quad.predicate.value, set()).add(value)
        return {property_: tuple(sorted(found, key=_order)) for property_, found in sorted(values.items())}

    def _name(self, iri: str, language: str) -> str:
        labels = [
            label for name in _NAMES for label in self.values(iri).get(name, ()) if isinstance(label, Literal)
        ] or own_labels().get(iri, ())
        if labels:
            return min(labels, key=lambda label: (label.language != language, label.language not in ("nl", ""))).value
        same = sorted(self._same(iri))
        return self.name(same[0], language) if same else local_name(iri)

    def _same(self, iri: str) -> Iterator[str]:
        if is_iri(iri):
            for quad in self._store.quads_for_pattern(None, _EXACT, ox.NamedNode(iri)):
                if isinstance(quad.subject, ox.NamedNode) and quad.subject.value != iri:
                    yield quad.subject.value


def _iris(values: Values, property_: str) -> tuple[str, ...]:
    return tuple(value.value for value in values.get(property_, ()) if isinstance(value, Iri))


def _value(term: object) -> Iri | Literal | None:
    match term:
        case ox.NamedNode():
            return Iri(term.value)
        case ox.Literal(language=None):
            return Literal(term.value, term.datatype.value)
        case ox.Literal():
            return Literal.of_language(term.value, term.language or "")
        case _:
            return None


def _order(value: Iri | Literal) -> tuple[bool, str, str]:
    return isinstance(value, Literal), value.value, value.language if isinstance(value, Literal) else ""
