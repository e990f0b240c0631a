"""Names beside IRIs: an answer for people, with what each thing is called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice

import pyoxigraph as ox

from avggraph import resources
from avggraph.graph import terms
from avggraph.query.engines import Engine
from avggraph.query.table import Iri, Literal, Table, Term
from avggraph.query.values import is_iri, written_iri

# In this order: a concept or organisation has a preferred label, a record a title, a purpose its words.
_PROPERTIES = (terms.SKOS.prefLabel, terms.DCT.title, terms.RDFS.label, terms.DCT.description)

# Servers limit the length of a query; this keeps one under 100 kB.
_CHUNK = 500

SUFFIX = "Label"


def with_labels(table: Table, engine: Engine, language: str = "nl") -> Table:
    """Put behind each column with IRIs a column with their names: behind `organisation`, `organisationLabel`.

    A name is taken in the language asked; where a thing has none in it, in Dutch, without language, or in any other,
    in that order. What has no name keeps an empty cell. `engine` answers what things are called: it should be
    the one that gave the table.
    """
    with_iris = [any(isinstance(row[n], Iri) for row in table.rows) for n in range(len(table.columns))]
    iris = sorted({term.value for row in table.rows for term in row if isinstance(term, Iri)})
    names = labels_of(iris, engine, language)
    taken = set(table.columns)
    columns: list[str] = []
    for column, named in zip(table.columns, with_iris, strict=True):
        columns += (column, _free(f"{column}{SUFFIX}", taken)) if named else (column,)
    rows = (_named(row, with_iris, names) for row in table.rows)
    return Table(tuple(columns), tuple(tuple(row) for row in rows))


def labels_of(iris: Iterable[str], engine: Engine, language: str = "nl") -> Mapping[str, Literal]:
    """Give the name of each thing that has one, by IRI; a build does not hold those of our own terms (`avg:No`)."""
    found: dict[str, list[tuple[int, int, str, Literal]]] = defaultdict(list)
    order = {property_[1:-1]: place for place, property_ in enumerate(_PROPERTIES)}
    asked = [iri for iri in iris if is_iri(iri)]
    rest = iter(asked)
    while chunk := list(islice(rest, _CHUNK)):
        for thing, property_, label in engine.select(_query(chunk)).rows:
            if isinstance(thing, Iri) and isinstance(property_, Iri) and isinstance(label, Literal):
                found[thing.value].append((_rank(label, language), order[property_.value], label.value, label))
    for iri in asked:
        if iri not in found:
            found[iri] = [(_rank(label, language), 0, label.value, label) for label in own_labels().get(iri, ())]
    return {iri: min(names, key=lambda name: name[:3])[3] for iri, names in found.items() if names}


@cache
def own_labels() -> Mapping[str, tuple[Literal, ...]]:
    """Give the labels of our own terms, by IRI.

    >>> [str(label) for label in own_labels()["https://w3id.org/avggraph/def#No"]]
    ['nee', 'no']
    """
    labels: dict[str, list[Literal]] = defaultdict(list)
    for triple in ox.parse(path=str(resources.ontology("avggraph.ttl")), format=ox.RdfFormat.TURTLE):
        thing, label = triple.subject, triple.object
        if f"<{triple.predicate.value}>" != terms.RDFS.label or not isinstance(label, ox.Literal):
            continue
        if isinstance(thing, ox.NamedNode):
            labels[thing.value].append(Literal.of_language(label.value, label.language or ""))
    return {iri: tuple(found) for iri, found in labels.items()}


def _query(iris: Iterable[str]) -> str:
    # With the properties in VALUES, Oxigraph joins all labels of the graph with the things: eighty times as slow.
    return (
        f"SELECT DISTINCT ?thing ?property ?label WHERE {{ VALUES ?thing {{ {' '.join(map(written_iri, iris))} }} "
        f"?thing ?property ?label FILTER(?property IN ({', '.join(_PROPERTIES)})) }}"
    )


def _rank(label: Literal, language: str) -> int:
    primary = label.language.partition("-")[0]
    wishes = (language, "nl", "")
    return wishes.index(primary) if primary in wishes else len(wishes)


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    taken.add(name)
    return name


def _named(row: Iterable[Term], with_iris: Iterable[bool], names: Mapping[str, Literal]) -> Iterator[Term]:
    for term, named in zip(row, with_iris, strict=True):
        yield term
        if named:
            yield names.get(term.value) if isinstance(term, Iri) else None
