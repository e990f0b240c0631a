"""The project's own concepts: SKOS schemes in Dutch and English, their mappings to DPV, and the wordings met."""

from avggraph.vocabulary.mappings import MAPPING_RELATIONS, NO_TERM_FOUND, SchemeMapping, read_mappings
from avggraph.vocabulary.schemes import (
    CONCEPT_BASE,
    Concept,
    Vocabulary,
    concept_iri,
    concept_lines,
    load_vocabulary,
)
from avggraph.vocabulary.wordings import Wording, read_wordings, render_wordings

__all__ = [
    "CONCEPT_BASE",
    "MAPPING_RELATIONS",
    "NO_TERM_FOUND",
    "Concept",
    "SchemeMapping",
    "Vocabulary",
    "Wording",
    "concept_iri",
    "concept_lines",
    "load_vocabulary",
    "read_mappings",
    "read_wordings",
    "render_wordings",
]
