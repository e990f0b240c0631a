"""Terms of another list for our concepts: by what a concept is mapped to, or else by what stands above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from avggraph.interop.things import Things
from avggraph.query.prefixes import iri_of

Terms = Mapping[str, tuple[str, ...]]
"""Values of another list by the IRI of the term that each one is or falls under."""


def nearest(things: Things, concept: str, terms: Terms) -> tuple[str, ...]:
    """Give the values of a list that hold for a concept: its own, or those of the nearest broader concept with any.

    A concept's own are those of its IRI and of the terms that it is, or falls under, in another vocabulary
    (`skos:exactMatch`, `skos:broadMatch`). Nothing holds for a concept that is only close to a term.
    """
    for each in things.above(concept):
        found = [value for term in (each, *things.matches(each)) for value in terms.get(term, ())]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def terms_of(table: Mapping[str, Iterable[str] | str]) -> Terms:
    """Make a list of a table from CURIEs to one value or several.

    >>> terms_of({"dpv:Applicant": "Applicant"})
    {'https://w3id.org/dpv#Applicant': ('Applicant',)}
    """
    return {iri_of(curie): (value,) if isinstance(value, str) else tuple(value) for curie, value in table.items()}
