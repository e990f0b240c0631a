"""What resolving needs to know, loaded once: concepts, organisations, systems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from avggraph.resolve.concepts import ConceptRecogniser
from avggraph.resolve.organisations import Organisations, load_organisations
from avggraph.vocabulary import concept_lines, load_vocabulary

# The schemes a description's fields are read with.
PERSONAL_DATA, DATA_SUBJECTS, PURPOSES = "persoonsgegevens", "betrokkenen", "doelen"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Recognisers by scheme, the organisations, and the concept schemes as N-Triples lines.

    `on` is the date the register speaks of; None takes each organisation as it is last known.
    """

    recognisers: Mapping[str, ConceptRecogniser]
    organisations: Organisations
    concept_lines: tuple[str, ...]
    on: date | None = None

    @classmethod
    def load(cls, base: str, on: date | None = None) -> Knowledge:
        """Load what is under `ontology/` and `data/`; `base` is the base of our own IRIs."""
        vocabulary = load_vocabulary()
        return cls(
            {scheme: ConceptRecogniser(vocabulary, scheme) for scheme in (PERSONAL_DATA, DATA_SUBJECTS, PURPOSES)},
            load_organisations(base=base),
            concept_lines(),
            on,
        )
