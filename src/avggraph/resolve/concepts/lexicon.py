"""The forms of a scheme's labels: each with the concept it names and the rule by which it stands for the label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from avggraph.errors import KnowledgeError
from avggraph.resolve.concepts.abbreviations import abbreviations
from avggraph.resolve.concepts.inflection import inflected
from avggraph.resolve.concepts.match import Rule
from avggraph.resolve.normal_form import normal_form
from avggraph.spelling import alike, one_edit_apart
from avggraph.vocabulary import Concept

# A misspelling is looked for in words of at least this many letters: a shorter word is one letter from many others.
_SHORTEST_MISSPELT = 9
# A slip is not looked for in the last letter: there words differ by their form ("terugkeer", "terugkeert").
_ENDING = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """What a form stands for; words that name no concept, whatever their parts, have none."""

    concept: str | None
    label: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The forms, in normal form, and what is needed to find words that are near one.

    `followers` gives for the first word of a label of two words the second ones. `_alike` gives the forms of one word
    with a first letter and of a length: a slip is neither in the first letter nor does it change the length by more
    than one. `longest` is the length of the longest form: what is longer is none.
    """

    forms: Mapping[str, Reading]
    followers: Mapping[str, frozenset[str]]
    longest: int
    _alike: Mapping[tuple[str, int], Sequence[str]] = field(repr=False)

    @classmethod
    def of(cls, concepts: Iterable[Concept], nameless: Iterable[str] = ()) -> Lexicon:
        """Make the lexicon of a scheme; `nameless` are the words that name none of its concepts.

        Raises `KnowledgeError` where two concepts have the same label: the text could not say which is meant. A regular
        plural that is another concept's own label is that concept's.

        >>> from avggraph.vocabulary import load_vocabulary
        >>> forms = Lexicon.of(load_vocabulary().scheme("persoonsgegevens")).forms
        >>> forms["burgerservicenummer"].rule.words, sorted({reading.rule.words for reading in forms.values()})
        ('preferred label', ['inflected label', 'other label', 'preferred label'])
        """
        named: dict[str, Reading] = {}
        derived: dict[str, Reading] = {}
        for concept in concepts:
            for label in concept.labels:
                form = normal_form(label).text
                rule = Rule.PREFERRED_LABEL if label == concept.pref_label else Rule.OTHER_LABEL
                other = named.setdefault(form, Reading(concept.iri, label, rule))
                if other.concept != concept.iri:
                    raise KnowledgeError(
                        f"The label {label!r} names both <{other.concept}> and <{concept.iri}>.",
                        advice="Keep it with one of them.",
                    )
                inflection = Reading(concept.iri, label, Rule.INFLECTION)
                for variant in _variants(label, form):
                    derived.setdefault(variant, inflection)
        for words in nameless:
            form = normal_form(words).text
            named[form] = Reading(None, words, Rule.OTHER_LABEL)
        forms = {**derived, **named}
        return cls(forms, _followers(forms), max(map(len, forms), default=0), _by_letter_and_length(forms))

    def misspelt(self, word: str, known: Container[str] = ()) -> Reading | None:
        """Find the label that a word is one letter from: one too many, one too few, another one, or two swapped.

        Two concepts are as near as none: which is meant is not guessed. A word that is `known` is not misspelt.

        >>> from avggraph.vocabulary import load_vocabulary
        >>> lexicon = Lexicon.of(load_vocabulary().scheme("persoonsgegevens"))
        >>> lexicon.misspelt("geboortedtaum").label, lexicon.misspelt("geboortedatum")
        ('geboortedatum', None)
        """
        if len(word) < _SHORTEST_MISSPELT or word in self.forms or not word.isalpha():
            return None
        lengths = (len(word) - 1, len(word), len(word) + 1)
        near = [
            form
            for length in lengths
            for form in self._alike.get((word[0], length), ())
            # One slip leaves the beginning or the end of so long a word whole.
            if (form[:3] == word[:3] or form[-3:] == word[-3:]) and _is_one_slip_apart(form, word)
        ]
        readings = {self.forms[form].concept: self.forms[form] for form in sorted(near, reverse=True)}
        if len(readings) != 1 or word in known:
            return None
        return next(iter(readings.values()))


class KnownWords:
    """The words of all labels, in all forms: whatever scheme they are of, they are no slip of the pen.

    They are made when the first word is looked up: many a description has none that is near a label.

    >>> from avggraph.vocabulary import load_vocabulary
    >>> words = KnownWords(load_vocabulary().concepts)
    >>> "verwerkers" in words, "verwrekers" in words
    (True, False)
    """

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._concepts = tuple(concepts)

    def __contains__(self, word: object) -> bool:
        return word in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        labels = (label for concept in self._concepts for label in concept.labels)
        forms = {form for label in labels for form in inflected(normal_form(label).text)}
        return frozenset(word for form in forms for word in form.split())


def _variants(label: str, form: str) -> Iterator[str]:
    shortened = abbreviations()
    endings = tuple(whole for whole, _ in shortened)
    # "e-mailadres" is also written "emailadres"; a blank is never left out.
    is_hyphenated = "-" in label and label.count("-") == form.count(" ")
    for variant in sorted(inflected(form)):
        yield variant
        if variant.endswith(endings):
            yield from (variant.removesuffix(whole) + short for whole, short in shortened if variant.endswith(whole))
        if is_hyphenated:
            yield variant.replace(" ", "")


def _followers(forms: Iterable[str]) -> Mapping[str, frozenset[str]]:
    followers: defaultdict[str, set[str]] = defaultdict(set)
    for form in forms:
        first, _, rest = form.partition(" ")
        if rest and " " not in rest:
            followers[first].add(rest)
    return {first: frozenset(rest) for first, rest in followers.items()}


def _by_letter_and_length(forms: Iterable[str]) -> Mapping[tuple[str, int], Sequence[str]]:
    found: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for form in forms:
        if len(form) >= _SHORTEST_MISSPELT - 1 and form.isalpha():
            found[form[0], len(form)].append(form)
    return found


def _is_one_slip_apart(one: str, other: str) -> bool:
    """Say whether one edit within two words, not at their beginning or ending, makes them equal."""
    return 0 < alike(one, other) < min(len(one), len(other)) - _ENDING and one_edit_apart(one, other)
