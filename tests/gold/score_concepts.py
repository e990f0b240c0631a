"""Concepts in field values: those the text names, those it denies, and those it ties to a condition."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from avggraph.resolve.concepts import ConceptMatch, ConceptRecogniser, KnownWords
from avggraph.vocabulary import Vocabulary
from gold.tally import Tally


def score(rows: Iterable[Mapping[str, str]], vocabulary: Vocabulary, known: Collection[str]) -> dict[str, Tally]:
    """Tally rows of `scheme, text, found, negated, conditional`: concepts by scheme, denials, and conditions.

    `known` are the concepts ("scheme/slug") the author of the gold could choose from.
    """
    words = KnownWords(vocabulary.concepts)
    recognisers = {scheme: ConceptRecogniser(vocabulary, scheme, words) for scheme in vocabulary.schemes}
    tallies: dict[str, Tally] = {}
    for row in rows:
        scheme, text = row["scheme"], row["text"]
        recognition = recognisers[scheme].recognise(text)
        found = {listed(match, vocabulary, known) for match in recognition.found}
        tallies.setdefault(scheme, Tally()).add(text, row["found"].split(), found)
        denied = {listed(match, vocabulary, known) for match in recognition.negated} - found
        tallies.setdefault("negated", Tally()).add(text, row["negated"].split(), denied)
        conditional = {
            entry.partition("=")[0].strip() for entry in (row["conditional"] or "").split(";") if entry.strip()
        }
        tied = {listed(match, vocabulary, known) for match in recognition.found if match.condition}
        tallies.setdefault("conditional", Tally()).add(text, conditional, tied)
    return tallies


def listed(match: ConceptMatch, vocabulary: Vocabulary, known: Collection[str]) -> str:
    """Give the slug of a match; of a concept added after the gold was written, that of the nearest one above it."""
    todo = [match.concept]
    for iri in todo:
        concept = vocabulary[iri]
        if f"{concept.scheme}/{concept.slug}" in known:
            return concept.slug
        todo.extend(concept.broader)
    return vocabulary[match.concept].slug
