"""Concepts in running text: which terms of a scheme a field names, and where.

One pass of an Aho–Corasick automaton over the text's normal form finds every label of the scheme in all its
forms; of those that are whole words, the leftmost and then the longest is kept. A compound is another word:
"klantgegevens" is no "klant". What no label covers is told, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from avggraph import resources
from avggraph.errors import KnowledgeError
from avggraph.resolve.inflection import inflected
from avggraph.resolve.negation import denied
from avggraph.resolve.normal_form import NormalForm, normal_form
from avggraph.text import Span
from avggraph.vocabulary import Concept, Vocabulary

# The last parts of compounds that Dutch leaves out in a pair: "contact- en adresgegevens".
_HEADS = ("gegevens", "nummers", "nummer", "adressen", "adres", "informatie", "naam", "datum", "opnamen", "opnames")
_SHORTEST_STEM = 3
_OMITTED_HEAD = {
    head: re.compile(rf"-,?\s(?:\w+-,?\s){{0,4}}(?:(?:en|of|en/of)\s)?\w*{head}\b", re.IGNORECASE) for head in _HEADS
}

# A word, or the ending that a page leaves open: "kind(eren)".
_WORD = re.compile(r"(?<=\w)\((?:e|s|n|en|ren|eren)\)|[^\W_]+(?:['’][^\W_]+)?")
_STRETCH_END = re.compile(r"[.,;:()\[\]•·!?\"\n]")


@dataclass(frozen=True, slots=True)
class ConceptMatch:
    """A concept (its IRI), the words that name it, and the label of the vocabulary they were recognised by."""

    concept: str
    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Recognition:
    """What one text names and denies, both in document order, and the stretches of content words left over."""

    found: tuple[ConceptMatch, ...]
    negated: tuple[ConceptMatch, ...]
    unmatched: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A form of a label; `omitted` is the compound's last part where the form lacks it."""

    form: str
    concept: str
    label: str
    omitted: str | None = None


@cache
def stop_words(path: Path | None = None) -> frozenset[str]:
    """Read the words that carry no content of their own, one a line, `#` before a comment.

    Raises `KnowledgeError` where the file is missing.

    >>> "van" in stop_words(), "naam" in stop_words()
    (True, False)
    """
    path = path or resources.data("stopwords.txt")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise KnowledgeError(f"The file {path.name} with stop words is missing.") from error
    return frozenset(line.casefold() for line in lines if line and not line.startswith("#"))


class ConceptRecogniser:
    """Recognises the concepts of one scheme; built once, then used for every text.

    Raises `KnowledgeError` where two concepts of the scheme have the same label: the text could not say which is
    meant. A regular plural that is another concept's own label is that concept's.

    >>> from avggraph.vocabulary import load_vocabulary
    >>> recogniser = ConceptRecogniser(load_vocabulary(), "persoonsgegevens")
    >>> [match.label for match in recogniser.find("Naam, telefoonnummers en e-mail adres; geen BSN")]
    ['naam', 'telefoonnummers', 'e-mail adres']
    """

    __slots__ = ("_automaton", "_patterns", "_stop_words", "scheme")

    def __init__(self, vocabulary: Vocabulary, scheme: str) -> None:
        self.scheme = scheme
        self._patterns = _patterns(vocabulary.scheme(scheme))
        self._automaton = AhoCorasick([pattern.form for pattern in self._patterns], store_patterns=False)
        self._stop_words = stop_words()

    def recognise(self, text: str) -> Recognition:
        """Give all there is to say about a text at once; spans are places in `text`."""
        matches = self._matches(text)
        denials = denied(text, (match.span for match in matches))
        return Recognition(
            found=tuple(match for match in matches if match.span not in denials),
            negated=tuple(match for match in matches if match.span in denials),
            unmatched=tuple(self._uncovered(text, [match.span for match in matches])),
        )

    def find(self, text: str) -> tuple[ConceptMatch, ...]:
        """Give the concepts the text names, in document order, without those it denies."""
        matches = self._matches(text)
        denials = denied(text, (match.span for match in matches))
        return tuple(match for match in matches if match.span not in denials) if denials else matches

    def negated(self, text: str) -> tuple[ConceptMatch, ...]:
        """Give the concepts the text names to say they are not there ("Bijzondere gegevens - Geen")."""
        return self.recognise(text).negated

    def unmatched(self, text: str) -> tuple[Span, ...]:
        """Give the stretches of content words that no match, denied or not, covers.

        A stretch ends at a match and at a punctuation mark; stop words stand inside one, never at its ends.
        """
        return self.recognise(text).unmatched

    def _matches(self, text: str) -> tuple[ConceptMatch, ...]:
        form = normal_form(text)
        matches: list[ConceptMatch] = []
        free_from = 0
        for start, end, pattern in sorted(self._whole_words(form, text), key=_leftmost_longest):
            if start >= free_from:
                matches.append(ConceptMatch(pattern.concept, form.span(start, end), pattern.label))
                free_from = end
        return tuple(matches)

    def _whole_words(self, form: NormalForm, text: str) -> Iterator[tuple[int, int, _Pattern]]:
        normal, length = form.text, len(form.text)
        for index, start, end in self._automaton.find_matches_as_indexes(normal, overlapping=True):
            if (start and normal[start - 1].isalnum()) or (end < length and normal[end].isalnum()):
                continue
            pattern = self._patterns[index]
            if pattern.omitted is None or _OMITTED_HEAD[pattern.omitted].match(text, form.span(start, end).end):
                yield start, end, pattern

    def _uncovered(self, text: str, covered: list[Span]) -> Iterator[Span]:
        start = end = None
        last = 0
        spans = iter([*covered, Span(len(text), len(text))])
        span = next(spans)
        for word in _WORD.finditer(text):
            while word.start() >= span.end and span.start < len(text):
                span = next(spans)
            is_covered = word.end() > span.start
            if end is not None and start is not None and (is_covered or _STRETCH_END.search(text, last, word.start())):
                yield Span(start, end)
                start = end = None
            last = word.end()
            if not is_covered and self._has_content(word[0]):
                start = word.start() if start is None else start
                end = word.end()
        if start is not None and end is not None:
            yield Span(start, end)

    def _has_content(self, word: str) -> bool:
        if len(word) == 1 or word.isdigit() or word.startswith("("):
            return False
        return word.casefold() not in self._stop_words


def _leftmost_longest(candidate: tuple[int, int, _Pattern]) -> tuple[int, int]:
    start, end, _ = candidate
    return start, -end


def _patterns(concepts: Iterable[Concept]) -> tuple[_Pattern, ...]:
    named: dict[str, _Pattern] = {}
    derived: dict[str, _Pattern] = {}
    for concept in concepts:
        for label in concept.labels:
            pattern = _Pattern(normal_form(label).text, concept.iri, label)
            other = named.setdefault(pattern.form, pattern)
            if other.concept != concept.iri:
                raise KnowledgeError(
                    f"The label {label!r} names both <{other.concept}> and <{concept.iri}>.",
                    advice="Keep it with one of them.",
                )
            for form in _other_forms(pattern):
                derived.setdefault(form.form, form)
    return tuple({**derived, **named}.values())


def _other_forms(pattern: _Pattern) -> Iterator[_Pattern]:
    for form in sorted(inflected(pattern.form)):
        yield _Pattern(form, pattern.concept, pattern.label)
        # "e-mailadres" is also written "emailadres"; a blank is never left out.
        if "-" in pattern.label and pattern.label.count("-") == pattern.form.count(" "):
            yield _Pattern(form.replace(" ", ""), pattern.concept, pattern.label)
    for head in _HEADS:
        stem = pattern.form.removesuffix(head)
        if stem != pattern.form and len(stem) >= _SHORTEST_STEM and not stem.endswith(" "):
            yield _Pattern(stem, pattern.concept, pattern.label, omitted=head)
