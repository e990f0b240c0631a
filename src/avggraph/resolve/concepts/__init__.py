"""Concepts in running text: which terms of a scheme a field names, where, why, and under which condition."""

from avggraph.resolve.concepts.lexicon import KnownWords
from avggraph.resolve.concepts.match import ConceptMatch, Recognition, Rule
from avggraph.resolve.concepts.recogniser import ConceptRecogniser
from avggraph.resolve.concepts.words import stop_words

__all__ = ["ConceptMatch", "ConceptRecogniser", "KnownWords", "Recognition", "Rule", "stop_words"]
