"""What the query page suggests: prefixes, classes, properties, the values of parameters, and the names of things.

A page opened from disk may fetch nothing, so all of it is a script that hands one value to a function.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import orjson
import pyoxigraph as ox

from avggraph import resources
from avggraph.addresses import LANGUAGES, SINGLE
from avggraph.graph import terms
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
    listed = _choices(reader)
    return _call(
        "terms",
        {
            "base": reader.output.base,
            "register": reader.output.naming.register,
            "single": sorted(SINGLE),
            "words": {language: words(language).part(_WORDS) for language in LANGUAGES},
            "prefixes": dict(PREFIXES),
            **{kind: [_row(each) for each in suggested(reader, kind)] for kind in _KINDS},
            "names": _names(reader, [value for value, *_ in listed[NAMES]], exists),
            "choices": listed,
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
    names = _labels(reader, iris)
    return tuple(Suggested(iri, names[iri], counts.get(iri, 0)) for iri in iris)


def site_query(name: str) -> str:
    """Read one of the site's own queries."""
    return resources.data("site", "queries", f"{name}.rq").read_text(encoding="utf-8")


def _declared(kind: terms.Term) -> Iterable[str]:
    for triple in ox.parse(path=str(resources.ontology("avggraph.ttl")), format=ox.RdfFormat.TURTLE):
        is_of_kind = str(triple.predicate) == terms.RDF.type and str(triple.object) == kind
        if is_of_kind and isinstance(triple.subject, ox.NamedNode):
            yield triple.subject.value


def _row(each: Suggested) -> list[str | int]:
    return [each.iri, *each.names.values(), each.count]


def _names(reader: Reader, named: Iterable[str], exists: Callable[[str], bool]) -> dict[str, list[str]]:
    """Give what things are called by language, and the path of their page: by IRI, without the base where it has it."""
    iris = sorted({*named, *own_labels(), *reader.records[:LIMIT], *_laws(reader)})
    labels = _labels(reader, iris)
    return {iri.removeprefix(reader.output.base): [*labels[iri].values(), _page(reader, iri, exists)] for iri in iris}


def _labels(reader: Reader, iris: Sequence[str]) -> dict[str, dict[str, str]]:
    """Give the names of things by language, in the order of the languages.

    What has no Dutch name has the one it has; of any other language none stands in for another.
    """
    found: dict[str, dict[str, str]] = {iri: dict.fromkeys(LANGUAGES, "") for iri in iris}
    for language in LANGUAGES:
        for iri, label in labels_of(iris, reader.engine, language).items():
            if language in (LANGUAGES[0], label.language.partition("-")[0]):
                found[iri][language] = label.value
    return found


def _laws(reader: Reader) -> Iterable[str]:
    rows = reader.engine.select(find_query(reader.catalogue, "laws-ranked").text).rows
    return (row[0].value for row in rows[:LIMIT] if isinstance(row[0], Iri))


def _page(reader: Reader, iri: str, exists: Callable[[str], bool]) -> str:
    address = reader.addresses.of(iri)
    if not address or not exists(address.path):
        return ""
    return f"{address.path}#{address.fragment}" if address.fragment else address.path


def _choices(reader: Reader) -> dict[str, list[list[str]]]:
    """Give the values of each list that parameters choose from, each with all its names, in the order of the list."""
    listed = {each.choices: each for query in reader.catalogue.values() for each in query.parameters if each.choices}
    found: dict[str, list[list[str]]] = {}
    for name, parameter in sorted(listed.items()):
        named: dict[str, list[str]] = defaultdict(list)
        for choice in choices(parameter, reader.catalogue, reader.engine):
            named[choice.value].append(choice.name)
        found[name] = [[value, *names] for value, names in islice(named.items(), LIMIT)]
    return found


def _call(function: str, value: Mapping[str, object]) -> bytes:
    return b"avggraph." + function.encode() + b"(" + orjson.dumps(value, option=orjson.OPT_SORT_KEYS) + b");\n"
