"""What resolving needs to know, loaded once: concepts, organisations, laws, countries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from avggraph.resolve.concepts import ConceptRecogniser, KnownWords
from avggraph.resolve.countries import Countries, load_countries
from avggraph.resolve.laws import Laws, load_laws
from avggraph.resolve.organisations import Organisations, load_organisations
from avggraph.vocabulary import concept_lines, load_vocabulary

EU_GDPR = "https://w3id.org/dpv/legal/eu/gdpr#"

# The schemes a description's fields are read with.
PERSONAL_DATA, DATA_SUBJECTS, PURPOSES = "persoonsgegevens", "betrokkenen", "doelen"
SOURCES, ROLES, OPERATIONS, MEASURES = "bronnen", "rollen", "verwerkingshandelingen", "maatregelen"
GROUNDS, TRANSFER = "grondslagen", "doorgifte"

SCHEMES = (PERSONAL_DATA, DATA_SUBJECTS, PURPOSES, SOURCES, ROLES, OPERATIONS, MEASURES, TRANSFER)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Recognisers by scheme, the tables, and the concept schemes as N-Triples lines.

    `grounds` are the legal grounds (DPV's IRIs) that concepts are mapped to, `transfer_grounds` those of GDPR chapter V
    by concept. `on` is the date the register speaks of; None takes
    each organisation as it is last known, and cites laws without a date.
    """

    recognisers: Mapping[str, ConceptRecogniser]
    organisations: Organisations
    laws: Laws
    countries: Countries
    concept_lines: tuple[str, ...]
    grounds: frozenset[str]
    transfer_grounds: Mapping[str, tuple[str, ...]]
    on: date | None = None

    @classmethod
    def load(cls, base: str, on: date | None = None, wordings: Path | None = None) -> Knowledge:
        """Load what is under `ontology/` and `data/`; `base` is the base of our own IRIs.

        `wordings` is a mapping file of the user's own, beside `ontology/wordings.sssom.tsv`.
        """
        vocabulary = load_vocabulary(wordings=wordings)
        known = KnownWords(vocabulary.concepts)
        return cls(
            {scheme: ConceptRecogniser(vocabulary, scheme, known) for scheme in SCHEMES},
            load_organisations(base=base),
            load_laws(),
            load_countries(base=base),
            concept_lines(),
            frozenset(iri for concept in vocabulary.scheme(GROUNDS) for iri in concept.dpv),
            {concept.iri: _in_gdpr(concept.dpv) for concept in vocabulary.scheme(TRANSFER)},
            on,
        )


def _in_gdpr(terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(term for term in terms if term.startswith(EU_GDPR))
