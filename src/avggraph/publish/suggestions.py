"""What the query page suggests: prefixes, classes, properties, the values of parameters, and the names of things.

A page opened from disk may fetch nothing, so all of it is a script that hands one value to a function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import orjson
import pyoxigraph as ox

from avggraph import resources
from avggraph.graph import terms
from avggraph.publish.address import LANGUAGES, SINGLE
from avggraph.publish.reader import Reader
from avggraph.publish.words import words
from avggraph.query import Iri, choices, find_query
from avggraph.query.labels import labels_of, own_labels
from avggraph.query.names import NAMES
from avggraph.query.prefixes import PREFIXES

LIMIT = 10_000
"""Values that one parameter suggests, and things of each kind whose names are told, at most."""

# What the scripts of the page say, beside what stands in its HTML.
_WORDS = "answer"
_KINDS = {"classes": terms.RDFS.Class, "properties": terms.RDF.Property}


@dataclass(frozen=True, slots=True)
class Suggested:
    """A class or property: its IRI, what it is called by language, and how often the build uses it."""

    iri: str
    names: Mapping[str, str]
    count: int


def render_suggestions(reader: Reader, exists: Callable[[str], bool]) -> bytes:
    """Write all suggestions as the script `vragen/termen.js`; `exists` tells whether the site has a page of a path."""
    return _call(
        "terms",
        {
            "base": reader.output.base,
            "register": reader.output.naming.register,
            "single": sorted(SINGLE),
            "words": {language: words(language).part(_WORDS) for language in LANGUAGES},
            "prefixes": dict(PREFIXES),
            **{kind: [_row(each) for each in suggested(reader, kind)] for kind in _KINDS},
            "names": _names(reader, exists),
            "choices": _choices(reader),
        },
    )


def render_catalogue(reader: Reader) -> bytes:
    """Write the saved questions as the script `vragen/catalogus.js`: name, titles, questions and text of each."""
    return _call(
        "catalogue",
        {
            name: {
                "title": {"nl": query.title, "en": query.title_en},
                "question": {"nl": query.question, "en": query.question_en},
                "text": query.text,
            }
            for name, query in reader.catalogue.items()
        },
    )


def suggested(reader: Reader, kind: str) -> tuple[Suggested, ...]:
    """Give the "classes" or "properties" of the build and of our ontology, sorted by IRI."""
    table = reader.engine.select(site_query(kind))
    counts = {term.value: int(count.value) for term, count in table.rows if term is not None and count is not None}
    iris = sorted({*counts, *_declared(_KINDS[kind])})
    names = {language: labels_of(iris, reader.engine, language) for language in LANGUAGES}
    return tuple(
        Suggested(iri, {language: str(names[language].get(iri, "")) for language in LANGUAGES}, counts.get(iri, 0))
        for iri in iris
    )


def site_query(name: str) -> str:
    """Read one of the site's own queries."""
    return resources.data("site", "queries", f"{name}.rq").read_text(encoding="utf-8")


def _declared(kind: terms.Term) -> Iterable[str]:
    for triple in ox.parse(path=str(resources.ontology("avggraph.ttl")), format=ox.RdfFormat.TURTLE):
        is_of_kind = str(triple.predicate) == terms.RDF.type and str(triple.object) == kind
        if is_of_kind and isinstance(triple.subject, ox.NamedNode):
            yield triple.subject.value


def _row(each: Suggested) -> list[str | int]:
    return [each.iri, *(each.names[language] for language in LANGUAGES), each.count]


def _names(reader: Reader, exists: Callable[[str], bool]) -> dict[str, list[str]]:
    """Give what things are called by language, and the path of their page: by IRI, without the base where it has it."""
    found = reader.engine.select(find_query(reader.catalogue, NAMES).text)
    named = sorted({row[0].value for row in found.rows if isinstance(row[0], Iri)})[:LIMIT]
    iris = sorted({*named, *own_labels(), *reader.records[:LIMIT], *_laws(reader)})
    labels = [labels_of(iris, reader.engine, language) for language in LANGUAGES]
    return {
        iri.removeprefix(reader.output.base): [*(str(each.get(iri, "")) for each in labels), _page(reader, iri, exists)]
        for iri in iris
    }


def _laws(reader: Reader) -> Iterable[str]:
    rows = reader.engine.select(find_query(reader.catalogue, "laws-ranked").text).rows
    return (row[0].value for row in rows[:LIMIT] if isinstance(row[0], Iri))


def _page(reader: Reader, iri: str, exists: Callable[[str], bool]) -> str:
    address = reader.addresses.of(iri)
    if not address or not exists(address.path):
        return ""
    return f"{address.path}#{address.fragment}" if address.fragment else address.path


def _choices(reader: Reader) -> dict[str, list[list[str]]]:
    listed = {each.choices: each for query in reader.catalogue.values() for each in query.parameters if each.choices}
    return {
        name: [[choice.value, choice.name] for choice in choices(each, reader.catalogue, reader.engine)[:LIMIT]]
        for name, each in sorted(listed.items())
    }


def _call(function: str, value: Mapping[str, object]) -> bytes:
    return b"avggraph." + function.encode() + b"(" + orjson.dumps(value, option=orjson.OPT_SORT_KEYS) + b");\n"
