"""What things are called on a page, and which page is about them: our own terms and those of the GDPR and DPV too."""

from __future__ import annotations

from functools import lru_cache

import pyoxigraph as ox

from avggraph.addresses import LANGUAGES
from avggraph.diagram.model import Mark, in_order
from avggraph.diagram.record.read import provision
from avggraph.diagram.words import words as diagram_words
from avggraph.graph.terms import AVG, DCT, DPV, RDF, SKOS
from avggraph.publish.reader import Reader
from avggraph.publish.words import words
from avggraph.query.labels import own_labels
from avggraph.query.values import local_name
from avggraph.vocabulary import concept_iri

_TYPE, _BROADER = ox.NamedNode(RDF.type[1:-1]), ox.NamedNode(SKOS.broader[1:-1])
_SPECIAL = ox.NamedNode(DPV.SpecialCategoryPersonalData[1:-1])
_DATA = concept_iri("persoonsgegevens", "")
_ROOTS = {_DATA + "strafrechtelijk": Mark.CRIMINAL, _DATA + "bsn": Mark.BSN}
_EXACT = ox.NamedNode(SKOS.exactMatch[1:-1])
_IDENTIFIER = ox.NamedNode(DCT.identifier[1:-1])


# Provisions of laws are as many as a register cites; terms of vocabularies and kinds of data are fewer.
_KEPT = 4096


class Names:
    """The names of things in one language, and what data fall under; of terms of others the last are kept."""

    def __init__(self, reader: Reader, language: str) -> None:
        self._reader = reader
        self._language = language
        self._term = lru_cache(_KEPT)(self._read_term)
        self._same = lru_cache(_KEPT)(self._read_same)
        self._strict = lru_cache(_KEPT)(self._read_strict)
        self._only_dutch = lru_cache(_KEPT)(self._read_only_dutch)

    def __call__(self, iri: str) -> str:
        """Give the name of a thing; of a record its number too."""
        if not self._reader.addresses.of(iri) or iri.startswith(AVG.base):
            return self._term(iri)
        name = self._reader.name(iri, self._language)
        return f"{self._number(iri)} {name}".strip() if self._is_record(iri) else name

    def language_of(self, iri: str) -> str:
        """Give the language of a thing's name where it is not the page's: Dutch, of what has a Dutch name alone."""
        return LANGUAGES[0] if self._language != LANGUAGES[0] and self._only_dutch(iri) else ""

    def concept(self, iri: str) -> str:
        """Give the concept of ours that means the same as a term elsewhere, else the thing itself."""
        return iri if self._reader.addresses.of(iri) else self._same(iri)

    def strict(self, iri: str) -> tuple[str, ...]:
        """Give the stricter rules that a kind of data falls under: values of `avggraph.diagram.model.Mark`.

        GDPR art. 9 and 10, and UAVG art. 46 for the citizen service number, as the concept schemes have them.
        """
        return self._strict(iri) if iri.startswith(_DATA) else ()

    def _read_strict(self, iri: str) -> tuple[str, ...]:
        store, above, waiting = self._reader.store, {iri}, [iri]
        is_special = next(store.quads_for_pattern(ox.NamedNode(iri), _TYPE, _SPECIAL), None)
        while waiting:
            for quad in store.quads_for_pattern(ox.NamedNode(waiting.pop()), _BROADER, None):
                broader = str(quad.object)[1:-1]
                if broader not in above:
                    above.add(broader)
                    waiting.append(broader)
        marks = {mark for root, mark in _ROOTS.items() if root in above}
        return tuple(mark.value for mark in in_order(marks | {Mark.SPECIAL} if is_special else marks))

    def is_page(self, iri: str) -> bool:
        """Tell whether a thing that has no name here is a page of others, which a link can lead to."""
        return iri.startswith("https://") and self.is_code(iri)

    def is_code(self, iri: str) -> bool:
        """Tell whether a thing that is named elsewhere is called by no more than its IRI here."""
        return self._reader.addresses.of(iri) is None and self(iri) == local_name(iri)

    def _read_only_dutch(self, iri: str) -> bool:
        known = {*self._reader.texts(iri, SKOS.prefLabel), *self._reader.texts(iri, DCT.title)}
        return LANGUAGES[0] in known and self._language not in known

    def _read_same(self, iri: str) -> str:
        found = self._reader.store.quads_for_pattern(None, _EXACT, ox.NamedNode(iri))
        return min((str(quad.subject)[1:-1] for quad in found), default=iri)

    def _read_term(self, iri: str) -> str:
        say = words(self._language)
        by_language = {label.language: label.value for label in own_labels().get(iri, ())}
        if by_language:
            return by_language.get(self._language) or by_language.get("nl") or min(by_language.values())
        if (key := f"dpv.{iri.removeprefix(DPV.base)}") in say:
            return say(key)
        return provision(self._reader.sources[self._language], iri, diagram_words(self._language))

    def _is_record(self, iri: str) -> bool:
        naming = self._reader.addresses.naming
        return iri.startswith(f"{naming.base}id/{naming.register}/verwerking/")

    def _number(self, iri: str) -> str:
        """Give the number of a record; of one that is not in the build, its name is the number in its IRI."""
        found = self._reader.store.quads_for_pattern(ox.NamedNode(iri), _IDENTIFIER, None)
        number = min((quad.object.value for quad in found if isinstance(quad.object, ox.Literal)), default="")
        return number if self._reader.name(iri, self._language) != local_name(iri) else ""
