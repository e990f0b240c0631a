"""The ontology on one page: each class, property and individual at its own place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from avggraph.graph.context import published_context
from avggraph.graph.terms import AVG, Quad
from avggraph.publish.reader import Reader
from avggraph.publish.resource import Page, Section
from avggraph.publish.things.content import Fact, Text, web_page
from avggraph.publish.things.section import STYLES
from avggraph.publish.things.terms import Term, ontology_quads, ontology_terms, ontology_texts, term_name
from avggraph.publish.words import words
from avggraph.query.values import local_name

PATH = "doc/ontologie"
"""The page of the ontology; a term is a fragment of it."""

_IRI = AVG.base.rstrip("#")


@dataclass(frozen=True, slots=True)
class Entry:
    """A term as the page shows it, at the place `id`."""

    id: str
    name: str
    curie: str
    comment: str
    facts: tuple[Fact, ...]


class Ontology(Section):
    """`doc/ontologie`."""

    def __init__(self, reader: Reader) -> None:
        """Make the section; the ontology is that of the package and not of the build."""

    def paths(self) -> tuple[str, ...]:
        """See `Section`."""
        return (PATH,)

    def page(self, path: str, language: str) -> Page:
        """See `Section`."""
        say, terms = words(language), ontology_terms().values()
        title, version = ontology_texts(language)
        groups = tuple(
            (name, say(f"ontology.{name}"), tuple(_entry(term, language) for term in terms if _group(term) == name))
            for name in ("classes", "properties", "individuals")
        )
        return Page(
            path,
            language,
            say("ontology.title"),
            "ontology.html",
            {"subtitle": title, "version": version, "groups": groups},
            description=title,
            iri=_IRI,
            rdf=True,
            own=True,
            styles=STYLES,
        )

    def quads(self, path: str) -> tuple[Quad, ...]:  # noqa: ARG002
        """See `Section`: the ontology as it stands."""
        return ontology_quads()

    def plain(self, path: str) -> Mapping[str, Any]:  # noqa: ARG002
        """See `Section`."""
        return {
            "iri": _IRI,
            "terms": [
                {
                    "iri": term.iri,
                    "kind": _group(term),
                    "label": dict(term.labels),
                    "comment": dict(term.comments),
                    "domain": list(term.domain),
                    "range": list(term.range),
                    "subClassOf": list(term.above),
                }
                for term in ontology_terms().values()
            ],
        }

    def fingerprint(self, path: str) -> str:
        """See `Section`."""
        return hashlib.sha256(f"{path} {ontology_quads()}".encode()).hexdigest()


def _group(term: Term) -> str:
    return "classes" if term.is_class else "properties" if term.is_property else "individuals"


def _entry(term: Term, language: str) -> Entry:
    return Entry(
        local_name(term.iri),
        term_name(term.iri, language),
        published_context().compact(term.iri),
        term.comments.get(language, ""),
        tuple(_facts(term, language)),
    )


def _facts(term: Term, language: str) -> Iterable[Fact]:
    say = words(language)
    kinds = tuple(each for each in term.types if _group(term) == "individuals" or each.startswith(AVG.base))
    for name, iris in (("type", kinds), ("above", term.above), ("domain", term.domain), ("range", term.range)):
        if iris:
            yield Fact(say(f"ontology.{name}"), tuple(_link(iri, language) for iri in iris))
    members = [each.iri for each in ontology_terms().values() if term.iri in each.types]
    if members:
        yield Fact(say("ontology.members"), tuple(_link(iri, language) for iri in members))


def _link(iri: str, language: str) -> Text:
    if iri in ontology_terms():
        return Text(term_name(iri, language), iri=iri)
    return Text(published_context().compact(iri), href=web_page(iri))
