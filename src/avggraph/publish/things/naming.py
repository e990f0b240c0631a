"""The names of things: the one to show, in which language it is, and the others."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from avggraph.addresses import LANGUAGES
from avggraph.graph.terms import RDFS, SKOS
from avggraph.publish.reader import Reader
from avggraph.publish.things.content import Text
from avggraph.publish.things.terms import ontology_terms
from avggraph.query.values import local_name

_DUTCH = LANGUAGES[0]


@dataclass(frozen=True, slots=True)
class Names:
    """A thing's names by language: the preferred one, other ones, and those that it is only found by."""

    iri: str
    preferred: Mapping[str, str]
    others: Mapping[str, tuple[str, ...]]
    hidden: Mapping[str, tuple[str, ...]]

    def shown(self, language: str) -> Text:
        """Give the preferred name in a language, else in Dutch, else the end of the IRI; with the way to its page."""
        for each in (language, _DUTCH):
            if each in self.preferred:
                return Text(self.preferred[each], "" if each == language else each, iri=self.iri)
        return Text(local_name(self.iri), iri=self.iri)

    def sort_key(self, language: str) -> tuple[str, str]:
        """Sort by name whatever its capitals, an accent behind its letter."""
        return unicodedata.normalize("NFKD", self.shown(language).text).casefold(), self.iri


def names_of(reader: Reader, iri: str) -> Names:
    """Read the names of a thing; of a term of ours, which a build does not hold, those that the ontology gives it."""
    return Names(
        iri,
        _preferred(reader, iri),
        reader.texts(iri, SKOS.altLabel),
        reader.texts(iri, SKOS.hiddenLabel),
    )


def _preferred(reader: Reader, iri: str) -> Mapping[str, str]:
    if term := ontology_terms().get(iri):
        return term.labels
    labels = reader.texts(iri, SKOS.prefLabel) or reader.texts(iri, RDFS.label)
    return {language or _DUTCH: found[0] for language, found in labels.items()}
