"""Phrases that say in several words what a label says in a compound: "verlenen van subsidies" is "subsidieverlening".

Dutch makes one noun of a noun and what is done with it, or of a thing and its kind (Algemene Nederlandse Spraakkunst,
12.2.3 and 12.4). A phrase "A van (de) B" or "B (te) A" is turned into the compounds it may stand for, and one that is a
label is taken for it; "datum van geboorte" is found so, and so are "houders van kentekens". People who do something are
named by it: "personen die een visum aanvragen" are "aanvragers".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from avggraph.resolve.concepts.compounds import irregular_nouns
from avggraph.resolve.concepts.lexicon import Reading
from avggraph.resolve.concepts.match import Rule

_REMEMBERED = 4096

_DETERMINERS = r"(?:(?:de|het|een|deze|die|dit|haar|zijn|hun|alle|eventuele|andere|ingediende|eigen) )*"
_WORD = r"[^\W\d_]{3,}"
# The normal form has no hyphens, and one space between words.
_OF = re.compile(
    rf"(?=\b(?P<head>{_WORD}) (?:van|voor|op|naar|over|bij|tegen) {_DETERMINERS}"
    rf"(?P<first>{_WORD})(?: (?P<second>{_WORD}))?)"
)
_TO_DO = re.compile(rf"(?=\b(?P<first>{_WORD}) (?:te )?(?P<head>{_WORD}en)\b)")
_AND_ANOTHER = re.compile(
    rf"(?:,| en| of| en of) {_DETERMINERS}(?P<other>{_WORD})\b(?! (?:van|voor|op|naar|over|bij|tegen) )"
)
_WHO_DO = re.compile(
    rf"\b(?:personen|mensen|burgers|iedereen|degenen?|eenieder|een ieder|allen) die {_DETERMINERS}"
    rf"(?:(?P<first>{_WORD}) )?(?P<verb>{_WORD})\b"
)
_LINKS = ("", "s", "e", "en", "n")
_SHORT_VOWEL = re.compile(r"([aeou])([bdfgklmnprstvz])$")
_LONG_VOWEL = re.compile(r"([aeou])\1([bdfgklmnprstvz])$")
_DOUBLE = re.compile(r"([bdfgklmnprst])\1$")
_HARDENED = {"v": "f", "z": "s"}


def phrases(normal: str, forms: Mapping[str, Reading]) -> Iterator[tuple[int, int, Reading]]:
    """Find the phrases of a text in normal form that stand for a label: start, end, and what it is.

    >>> reading = Reading("subsidieverlening", "subsidieverlening", Rule.PREFERRED_LABEL)
    >>> [(start, end) for start, end, _ in phrases("het verlenen van subsidies", {"subsidieverlening": reading})]
    [(4, 26)]
    """
    for pattern in (_OF, _TO_DO):
        for phrase in pattern.finditer(normal):
            start = phrase.start("head") if pattern is _OF else phrase.start("first")
            end = phrase.end("first") if pattern is _OF else phrase.end("head")
            found = _reading(phrase["head"], phrase["first"], forms)
            if found is None and pattern is _OF and phrase["second"]:
                # An adjective stands before the noun: "opleggen van bestuurlijke boetes".
                found, end = _reading(phrase["head"], phrase["second"], forms), phrase.end("second")
            if found:
                yield start, end, found
            if pattern is _OF:
                yield from _others(normal, phrase["head"], phrase.end("first"), forms)


def agents(normal: str, forms: Mapping[str, Reading]) -> Iterator[tuple[int, int, Reading]]:
    """Find the people who are named by what they do, in a text in normal form.

    >>> reading = Reading("aanvrager", "aanvrager", Rule.PREFERRED_LABEL)
    >>> [(start, end) for start, end, _ in agents("personen die een visum aanvragen", {"aanvrager": reading})]
    [(0, 32)]
    """
    for phrase in _WHO_DO.finditer(normal):
        first = phrase["first"]
        for agent in _agents(phrase["verb"]):
            names = (first + agent, f"{agent} van een {first}", f"{agent} van {first}", agent) if first else (agent,)
            found = next((forms[name] for name in names if name in forms), None)
            if found:
                yield *phrase.span(), Reading(found.concept, found.label, Rule.PHRASE)
                break


def _agents(verb: str) -> Iterator[str]:
    """Give the noun for who does what a verb says: aanvragen and aanvraagt, aanvrager; indient, indiener."""
    if verb.endswith("en"):
        yield verb.removesuffix("n") + "r"
    if verb.endswith("t"):
        stem = verb.removesuffix("t")
        yield f"{stem}er"
        yield _LONG_VOWEL.sub(r"\1\2", stem) + "er"


def _others(normal: str, head: str, end: int, forms: Mapping[str, Reading]) -> Iterator[tuple[int, int, Reading]]:
    """Find what shares the head: "afhandelen van klachten en bezwaren"."""
    while other := _AND_ANOTHER.match(normal, end):
        found = _reading(head, other["other"], forms)
        if found:
            yield *other.span("other"), found
        end = other.end()


def _reading(head: str, first: str, forms: Mapping[str, Reading]) -> Reading | None:
    possible = _compounds(head, first)
    # Of thousands of phrases few stand for a label, and this is said of them in one step.
    if forms.keys().isdisjoint(possible):
        return None
    for compound in possible:
        if compound in forms:
            found = forms[compound]
            return Reading(found.concept, found.label, Rule.PHRASE)
    return None


# The same few verbs and nouns stand in most texts, and each text is read for several schemes.
@lru_cache(_REMEMBERED)
def _compounds(head: str, first: str) -> tuple[str, ...]:
    """Give the compounds, and the pairs of words, that a phrase may stand for."""
    return tuple(
        dict.fromkeys(
            compound
            for last in _nouns(head)
            for beginning in _singulars(first)
            for compound in (*(beginning + link + last for link in _LINKS), f"{last} {first}", f"{first} {last}")
        )
    )


def _nouns(word: str) -> Iterator[str]:
    """Give the noun of a verb beside the word itself: verlenen, verlening; beheren, beheer; onderzoeken, onderzoek."""
    yield word
    irregular = irregular_nouns().get(word)
    if irregular:
        yield irregular
    elif word.endswith("en"):
        stem = word.removesuffix("en")
        yield f"{stem}ing"
        yield from _stems(stem)


def _singulars(word: str) -> Iterator[str]:
    yield word
    if word.endswith("en"):
        yield from _stems(word.removesuffix("en"))
        yield word.removesuffix("n")
    elif word.endswith("s"):
        yield word.removesuffix("s").removesuffix("'")


def _stems(stem: str) -> Iterator[str]:
    """Give how a stem is written at the end of a word: beher, beheer; klacht; bezwar, bezwaar; briev, brief."""
    yield stem
    yield _SHORT_VOWEL.sub(r"\1\1\2", stem)
    yield _DOUBLE.sub(r"\1", stem)
    if stem and stem[-1] in _HARDENED:
        yield stem[:-1] + _HARDENED[stem[-1]]
