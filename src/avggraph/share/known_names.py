"""The names that a guide's form knows: of parties and of data, each with what `understand` takes it for.

They are listed for a page that cannot read words as `understand` does: what is not on the list is not known there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from avggraph.resolve.knowledge import PERSONAL_DATA
from avggraph.share.guide import Guide
from avggraph.share.question import Item, Thing
from avggraph.share.understand import Terms, named_members, plain, understand_item, understand_party


def known_parties(terms: Terms, guide: Guide) -> Mapping[str, Thing]:
    """Give the parties that the guide names, the organisations it names and those of its types, by all their names."""
    named = _once((name, name) for name in _party_names(terms, guide))
    found = ((name, understand_party(terms, guide, name)) for name in named)
    return {name: party for name, party in found if party.known}


def known_items(terms: Terms, guide: Guide) -> Mapping[str, Item]:
    """Give the guide's kinds of data and of documents and all personal data of our scheme, by all their names.

    A name with a comma in it is not there: a comma stands between names.
    """
    named = _once(_item_names(terms, guide))
    return {name: understand_item(terms, guide, words) for name, words in named.items() if not {",", ";"} & set(name)}


def _once(named: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Keep the first of names that are the same to whoever compares them."""
    found: dict[str, tuple[str, str]] = {}
    for name, words in named:
        found.setdefault(plain(name), (name, words))
    return dict(found.values())


def _party_names(terms: Terms, guide: Guide) -> Iterator[str]:
    for party in guide.parties:
        yield from party.names
    for _, names in named_members(terms, guide):
        yield from names
    for organisation in terms.organisations:
        if organisation.kind in guide.types:
            other = terms.organisations.other_names(organisation.iri)
            yield from filter(None, (organisation.name, organisation.abbreviation, *other))


def _item_names(terms: Terms, guide: Guide) -> Iterator[tuple[str, str]]:
    """Give names, each with the words that it is understood by."""
    for kind in guide.classes:
        yield from ((name, kind.code) for name in (kind.code, kind.label.nl, kind.label.en))
    for document in guide.documents:
        yield from ((name, name) for name in document.names)
    concepts = terms.vocabulary.scheme(PERSONAL_DATA)
    for concept in concepts:
        yield from ((label, label) for label in (concept.pref_label, *concept.labels))
    for concept in concepts:
        yield from ((name, concept.slug) for name in (concept.slug, concept.pref_label_en))
