"""What recognition gives: matches with the words, the label and the rule that made them, and what is left over."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from avggraph.text import Span


class Rule(Enum):
    """Why words were taken for a concept, and how sure that is.

    The confidences are ours, an order and no probability: 1 stands for the concept's own name, and the further the
    words are from a label of the scheme, the less.
    """

    PREFERRED_LABEL = "preferred label", 1.0
    OTHER_LABEL = "other label", 0.95
    INFLECTION = "inflected label", 0.95
    PHRASE = "phrase for a compound label", 0.9
    LEFT_OUT_PART = "label with a part left out", 0.9
    CARRIER = "compound with -gegevens", 0.85
    HEAD = "compound of the label", 0.75
    MISSPELLING = "misspelt label", 0.7

    def __init__(self, words: str, confidence: float) -> None:
        self.words = words
        self.confidence = confidence


@dataclass(frozen=True, slots=True)
class ConceptMatch:
    """A concept (its IRI), the words that name it, and the label of the vocabulary they were recognised by.

    `condition` are the words under which the text says it holds ("alleen indien noodzakelijk").
    """

    concept: str
    span: Span
    label: str
    rule: Rule = Rule.PREFERRED_LABEL
    condition: Span | None = None


@dataclass(frozen=True, slots=True)
class Recognition:
    """What one text names and denies, both in document order, and the stretches of content words left over."""

    found: tuple[ConceptMatch, ...]
    negated: tuple[ConceptMatch, ...]
    unmatched: tuple[Span, ...]
