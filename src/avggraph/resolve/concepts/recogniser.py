"""Recognising the concepts of one scheme: labels in one pass, then what is left, then what is denied or conditional.

One pass of an Aho–Corasick automaton over the text's normal form finds every label of the scheme in all its forms; of
those that are whole words, the leftmost and then the longest is kept. Words no label covers are taken apart
(`compounds`), and held against the labels for a slip of the pen. What is still left is told, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

from ahocorasick_rs import AhoCorasick

from avggraph.resolve.concepts.compounds import compound, compound_rules
from avggraph.resolve.concepts.conditions import conditions
from avggraph.resolve.concepts.coordination import left_out, shared_noun
from avggraph.resolve.concepts.inflection import inflected
from avggraph.resolve.concepts.lexicon import KnownWords, Lexicon, Reading
from avggraph.resolve.concepts.match import ConceptMatch, Recognition, Rule
from avggraph.resolve.concepts.negation import denied
from avggraph.resolve.concepts.phrases import agents, phrases
from avggraph.resolve.concepts.words import stretches, uncovered_words
from avggraph.resolve.matching import inside, is_whole, leftmost_longest
from avggraph.resolve.normal_form import NormalForm, normal_form
from avggraph.text import Span
from avggraph.vocabulary import Vocabulary, concept_iri

# Schemes of things and people that are somebody's; a purpose ("controle van de rechtmatigheid") is not.
_DATA, _PEOPLE = "persoonsgegevens", "betrokkenen"
_OWNED = frozenset({_DATA, _PEOPLE})
_DETERMINERS = r"(?:(?:de|het|een|haar|zijn|hun|deze|die|alle|onze|andere)\s+)*"
_WHOSE = re.compile(rf"\s*(?:\([^()]*\)\s*)?(?:van|namens)\s+{_DETERMINERS}", re.IGNORECASE)
# People stand behind what is theirs without a word too: "inkomen ouders", "naam van de biologische ouders".
_WHOSE_PERSON = re.compile(rf"\s+(?:(?:van|namens|over|aan|met)\s+)?{_DETERMINERS}(?:\w+e\s+)?", re.IGNORECASE)
_SPECIAL = "https://w3id.org/dpv#SpecialCategoryPersonalData"
_REMEMBERED = 2048


class ConceptRecogniser:
    """Recognises the concepts of one scheme; built once, then used for every text.

    `known` are the words of all schemes (`KnownWords`); whoever makes several recognisers makes them once.

    Raises `KnowledgeError` where two concepts of the scheme have the same label.

    >>> from avggraph.vocabulary import load_vocabulary
    >>> recogniser = ConceptRecogniser(load_vocabulary(), "persoonsgegevens")
    >>> found = recogniser.find("Naam, telefoonnummers en e-mail adres; geen BSN")
    >>> [match.concept.rpartition("/")[2] for match in found]
    ['naam', 'telefoonnummer', 'e-mailadres']
    """

    __slots__ = (
        "_alone",
        "_automaton",
        "_by_label_only",
        "_compounds",
        "_forms",
        "_known",
        "_lexicon",
        "_people",
        "_remembered",
        "scheme",
    )

    def __init__(self, vocabulary: Vocabulary, scheme: str, known: Container[str] | None = None) -> None:
        self.scheme = scheme
        self._lexicon = Lexicon.of(vocabulary.scheme(scheme), vocabulary.nameless.get(scheme, ()))
        self._known = known if known is not None else KnownWords(vocabulary.concepts)
        self._compounds = compound_rules(scheme)
        self._people = _people(vocabulary) if scheme == _DATA else frozenset[str]()
        self._by_label_only = _by_label_only(vocabulary, scheme)
        self._forms = tuple(self._lexicon.forms)
        self._remembered = lru_cache(_REMEMBERED)(self._recognise)
        self._alone = lru_cache(_REMEMBERED)(self._read_alone)
        self._automaton = AhoCorasick(self._forms, store_patterns=False)

    def recognise(self, text: str, names: tuple[Span, ...] = ()) -> Recognition:
        """Give all there is to say about a text at once; spans are places in `text`.

        `names` are the places of names of organisations, systems and laws: a concept's label inside one names nothing
        ("Wet bijzondere opnemingen"), and their words are not left over. A register says the same words again and
        again: the last texts are remembered.
        """
        return self._remembered(text, names)

    def _recognise(self, text: str, names: tuple[Span, ...]) -> Recognition:
        labelled = tuple(self._labelled(text))
        derived = tuple(self._derived(text, [span for span, _ in labelled]))
        readings = sorted((*labelled, *derived), key=itemgetter(0))
        in_name = inside((span for span, _ in readings), names).difference(names)
        read = [(span, reading) for span, reading in readings if span not in in_name]
        matches = [
            ConceptMatch(reading.concept, span, reading.label, reading.rule)
            for span, reading in read
            if reading.concept
        ]
        denials = denied(text, [match.span for match in matches])
        owners = frozenset(owner.span for owner in self._owners(text, matches))
        unsaid = denials | owners
        said = [match for match in matches if match.span not in unsaid]
        tied = conditions(text, [match.span for match in said])
        # What a condition names is not named by the field; its words are told.
        in_condition = inside((match.span for match in said), tied.values())
        covered = sorted({*(span for span, _ in read if span not in in_condition), *names})
        return Recognition(
            found=tuple(
                replace(match, condition=tied[match.span]) if match.span in tied else match
                for match in said
                if match.span not in in_condition
            ),
            negated=tuple(match for match in matches if match.span in denials),
            unmatched=tuple(stretches(text, uncovered_words(text, covered), covered)),
        )

    def find(self, text: str) -> tuple[ConceptMatch, ...]:
        """Give the concepts the text names, in document order, without those it denies."""
        return self.recognise(text).found

    def negated(self, text: str) -> tuple[ConceptMatch, ...]:
        """Give the concepts the text names to say they are not there ("Bijzondere gegevens - Geen")."""
        return self.recognise(text).negated

    def unmatched(self, text: str) -> tuple[Span, ...]:
        """Give the stretches of content words that no match, denied or not, covers.

        A stretch ends at a match and at a punctuation mark; stop words stand inside one, never at its ends.
        """
        return self.recognise(text).unmatched

    def _owners(self, text: str, matches: list[ConceptMatch]) -> Iterator[ConceptMatch]:
        """Give what a text names only to say whose something is: "ouders van leerlingen" are no leerlingen."""
        if self.scheme not in _OWNED:
            return
        for match, owner in pairwise(matches):
            between = match.span.end, owner.span.start
            if _WHOSE.fullmatch(text, *between) or (
                normal_form(text[slice(*owner.span)]).text in self._people and _WHOSE_PERSON.fullmatch(text, *between)
            ):
                yield owner

    def _labelled(self, text: str) -> Iterator[tuple[Span, Reading]]:
        """Give the labels, the phrases that stand for one, and the parts of one; of two the leftmost, then longest.

        Of two readings of the same words the one by the part that the hyphen shows goes first.
        """
        form, forms = normal_form(text), self._lexicon.forms
        inside = (*self._whole_words(form), *phrases(form.text, forms), *agents(form.text, forms))
        placed = ((form.span(start, end), reading) for start, end, reading in inside)
        return leftmost_longest((*left_out(text, self._lexicon), *placed), itemgetter(0))

    def _whole_words(self, form: NormalForm) -> Iterator[tuple[int, int, Reading]]:
        for index, start, end in self._automaton.find_matches_as_indexes(form.text, overlapping=True):
            if is_whole(form.text, start, end):
                yield start, end, self._lexicon.forms[self._forms[index]]

    def _derived(self, text: str, covered: list[Span]) -> Iterator[tuple[Span, Reading]]:
        """Read the content words that no label covers."""
        for word in uncovered_words(text, covered):
            reading = next(shared_noun(text, word, self._lexicon), None) or self._alone(text[word.start : word.end])
            if reading:
                yield word, reading

    def _read_alone(self, word: str) -> Reading | None:
        """Read a word, whatever stands beside it: a compound, or a label with a slip of the pen."""
        form = normal_form(word).text
        reading = compound(form, self._lexicon, self._compounds) if self._compounds else None
        if reading and not (reading.rule is Rule.HEAD and reading.concept in self._by_label_only):
            return reading
        near = self._lexicon.misspelt(form, self._known)
        return Reading(near.concept, near.label, Rule.MISSPELLING) if near else None


def _people(vocabulary: Vocabulary) -> frozenset[str]:
    """Give the words, in normal form, that name people; none where the vocabulary has no such scheme."""
    if _PEOPLE not in vocabulary.schemes:
        return frozenset()
    labels = (label for concept in vocabulary.scheme(_PEOPLE) for label in concept.labels)
    return frozenset(form for label in labels for form in inflected(normal_form(label).text))


def _by_label_only(vocabulary: Vocabulary, scheme: str) -> frozenset[str]:
    """Give the concepts that the last part of a compound is too little for: special categories and criminal data."""
    concepts, criminal = vocabulary.scheme(scheme), concept_iri(_DATA, "strafrechtelijk")
    special = {concept.iri for concept in concepts if _SPECIAL in concept.types}
    if criminal not in vocabulary:
        return frozenset(special)
    return frozenset(special | {one.iri for one in concepts if criminal in {one.iri, *vocabulary.ancestors(one.iri)}})
