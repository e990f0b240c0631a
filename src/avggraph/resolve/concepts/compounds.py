"""Words that no label covers, taken apart: Dutch writes compounds as one word and leaves out parts that return.

Three rules, each for a word as it stands (Algemene Nederlandse Spraakkunst, 12.2 and 27.4):

- "salarisgegevens" says what "salaris" says: the last part only carries the first;
- "zorgmedewerker" is a "medewerker": the last part, a label, says what it is. What the compound is made with does not
  count: "klantgegevens" is no "klant";
- in "contact- en adresgegevens" and "medische en financiële gegevens" the first word stands for "contactgegevens" and
  "medische gegevens".

What may not be read so stands in `data/compounds.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from avggraph import resources
from avggraph.errors import KnowledgeError, Where
from avggraph.resolve.concepts.lexicon import Lexicon, Reading
from avggraph.resolve.concepts.match import Rule
from avggraph.resolve.normal_form import normal_form
from avggraph.text import Span

_SHORTEST_STEM = 3
_FAR = 60
_LINKS = ("", "s", "en", "e", "n")
_JOINT = r"(?:,\s*|\s*/\s*|,?\s+(?:en|of|en/of|alsmede)\s+)"
_WORD = r"[^\W_][\w-]*"
# "post-, bezoek- en e-mailadres": what follows a word that ends in a hyphen, up to the first that does not.
_COMPLETED = re.compile(rf"-(?:{_JOINT}[^\W_]+-(?!\w))*{_JOINT}(?P<word>{_WORD})", re.IGNORECASE)
# "(ex-)medewerkers": a first part that may be left out.
_OPTIONAL = re.compile(rf"-?\)(?P<word>{_WORD})", re.IGNORECASE)
# "gezinsinkomen en -samenstelling": what stands before a word that begins with a hyphen.
_BEGUN = re.compile(rf"(?P<word>{_WORD}){_JOINT}-$", re.IGNORECASE)
# "medische, financiële en andere gegevens": what may stand between an adjective and the noun that others share.
_JOINED = re.compile(_JOINT, re.IGNORECASE)
_PHRASE = re.compile(r"[^.;:()\n]{0,80}")
_NOUN = re.compile(rf"(?<![,/])\s(?!(?:en|of)\s)(?P<noun>{_WORD})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CompoundRules:
    """The last parts of compounds in one scheme: `data/compounds.toml` says what each is for."""

    carriers: tuple[str, ...]
    shortest_head: int
    no_heads: frozenset[str]


@cache
def compound_rules(scheme: str) -> CompoundRules | None:
    """Give the rules of a scheme; None where its compounds are not taken apart.

    >>> "gegevens" in compound_rules("persoonsgegevens").carriers, compound_rules("rollen")
    (True, None)
    """
    path = resources.data("compounds.toml")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get(scheme)
        if table is None:
            return None
        return CompoundRules(tuple(table["carriers"]), table["shortest_head"], frozenset(table["no_heads"]))
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise KnowledgeError(f"The parts of compounds cannot be read: {error}.", where=Where(path.name)) from error


def readings(text: str, word: Span, lexicon: Lexicon, rules: CompoundRules | None = None) -> Iterator[Reading]:
    """Give what a word that is in no label may stand for, the surest reading first.

    >>> from avggraph.vocabulary import load_vocabulary
    >>> lexicon = Lexicon.of(load_vocabulary().scheme("persoonsgegevens"))
    >>> [reading.label for reading in readings("huis- en postadres", Span(0, 4), lexicon)]
    ['huisadres']
    """
    form = normal_form(text[word.start : word.end]).text
    for whole in (*_completed(text, word, form), *_continued(text, word, form), *_shared(text, word, form, lexicon)):
        if whole in lexicon.forms:
            found = lexicon.forms[whole]
            yield Reading(found.concept, found.label, Rule.LEFT_OUT_PART)
    if rules:
        yield from _compound(form, lexicon, rules)


def _completed(text: str, word: Span, form: str) -> Iterator[str]:
    """Give a word that ends in a hyphen with each end of the word that completes it, the longest first."""
    optional = _OPTIONAL.match(text, word.end)
    if optional and text.endswith("(", 0, word.start):
        complete = normal_form(optional["word"]).text
        yield from (f"{form} {complete}", form + complete)
    follows = _COMPLETED.match(text, word.end)
    if follows:
        complete = normal_form(follows["word"]).text
        yield from (form + complete[place:] for place in range(1, len(complete) - _SHORTEST_STEM + 1))


def _continued(text: str, word: Span, form: str) -> Iterator[str]:
    """Give a word that begins with a hyphen with each beginning of the word that it continues."""
    if not text.endswith("-", 0, word.start):
        return
    before = _BEGUN.search(text, max(0, word.start - _FAR), word.start)
    if before:
        begun = normal_form(before["word"]).text
        yield from (begun[:place] + form for place in range(len(begun) - 1, _SHORTEST_STEM - 1, -1))


def _shared(text: str, word: Span, form: str, lexicon: Lexicon) -> Iterator[str]:
    """Give a label's first word with its second, where other words share that one with it."""
    nouns = lexicon.followers.get(form)
    if not nouns:
        return
    joined = _JOINED.match(text, word.end)
    phrase = _PHRASE.match(text, joined.end()) if joined else None
    for follows in _NOUN.finditer(text, *phrase.span()) if phrase else ():
        noun = normal_form(follows["noun"]).text
        if noun in nouns:
            yield f"{form} {noun}"


def _compound(form: str, lexicon: Lexicon, rules: CompoundRules) -> Iterator[Reading]:
    for carrier in rules.carriers:
        stem = form.removesuffix(carrier)
        if stem != form and len(stem) >= _SHORTEST_STEM:
            for link in _LINKS:
                found = lexicon.forms.get(stem.removesuffix(link)) if stem.endswith(link) else None
                if found:
                    yield Reading(found.concept, found.label, Rule.CARRIER)
            return
    for place in range(_SHORTEST_STEM, len(form) - rules.shortest_head + 1):
        head = form[place:]
        found = lexicon.forms.get(head)
        if found and normal_form(found.label).text not in rules.no_heads:
            yield Reading(found.concept, found.label, Rule.HEAD)
            return
