"""Parts left out where Dutch joins words: "contact- en adresgegevens" names "contactgegevens" and "adresgegevens".

What is left out returns in the word beside it (Algemene Nederlandse Spraakkunst, 27.4): the end of the word that
completes a row ("post-, bezoek- en e-mailadres"), the beginning of the word that begins one ("geboortedatum en
-plaats"), a first part in brackets ("(ex-)medewerkers"), or the noun behind several adjectives ("medische en financiële
gegevens").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from avggraph.resolve.concepts.lexicon import Lexicon, Reading
from avggraph.resolve.concepts.match import Rule
from avggraph.resolve.normal_form import normal_form
from avggraph.text import Span

_SHORTEST_PART = 3
_FAR = 60
_JOINT = r"(?:,\s*|\s*/\s*|,?\s+(?:en/of|en|of|alsmede)\s+)"
_WORD = r"[^\W_][\w-]*"
_OPEN = re.compile(r"(?<![\w-])(?P<part>[^\W_]{2,})-")
_NEXT_OPEN = re.compile(rf"{_JOINT}[^\W_]+-(?!\w)")
_COMPLETE = re.compile(rf"{_JOINT}(?P<behind>{_WORD}(?:\s+{_WORD}){{0,2}})")
_CLOSED = re.compile(r"(?:[,/]\s*|\s(?:en/of|en|of|alsmede)\s+)-(?P<part>[^\W_]{2,})", re.IGNORECASE)
_BEFORE = re.compile(rf"(?<![\w-])(?P<word>{_WORD})(?:{_JOINT}-[^\W_]+)*$", re.IGNORECASE)
_OPTIONAL = re.compile(rf"\((?P<part>[^\W_]{{2,}})-?\)(?P<word>{_WORD})")
_JOINED = re.compile(_JOINT, re.IGNORECASE)
_PHRASE = re.compile(r"[^.;:()\n]{0,80}")
_NOUN = re.compile(rf"(?<![,/])\s(?!(?:en|of)\s)(?P<noun>{_WORD})", re.IGNORECASE)


def left_out(text: str, lexicon: Lexicon) -> Iterator[tuple[Span, Reading]]:
    """Give the parts of a text that stand for a label's whole, by the hyphen or brackets that show it.

    >>> from avggraph.vocabulary import load_vocabulary
    >>> lexicon = Lexicon.of(load_vocabulary().scheme("persoonsgegevens"))
    >>> [reading.label for _, reading in left_out("huis- en postadres, geboortedatum en -plaats", lexicon)]
    ['huisadres', 'geboorteplaats']
    """
    if "-" not in text and ")" not in text:
        return
    for open_word, behind in open_words(text):
        yield from _found(open_word, _completions(open_word["part"], behind, lexicon.longest), lexicon)
    for closed in _CLOSED.finditer(text):
        yield from _found(closed, _continuations(text, closed, lexicon.longest), lexicon)
    for optional in _OPTIONAL.finditer(text):
        part, word = (normal_form(optional[name]).text for name in ("part", "word"))
        yield from _found(optional, (f"{part} {word}", part + word), lexicon)


def open_words(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Give each word that a hyphen leaves open with the words that complete its row, in one pass over a row.

    >>> [(word["part"], behind) for word, behind in open_words("post-, huis- en werkadres")]
    [('post', 'werkadres'), ('huis', 'werkadres')]
    """
    completed: dict[int, str | None] = {}
    for word in _OPEN.finditer(text):
        if word.end() not in completed:
            _complete_row(text, word.end(), completed)
        behind = completed[word.end()]
        if behind is not None:
            yield word, behind


def _complete_row(text: str, start: int, completed: dict[int, str | None]) -> None:
    """Note, at the end of each open word of the row from a place, what completes it: of all the words the last."""
    row = [start]
    while row[-1] not in completed and (following := _NEXT_OPEN.match(text, row[-1])):
        row.append(following.end())
    behind = completed.get(row[-1])
    for end in reversed(row):
        if behind is None and (complete := _COMPLETE.match(text, end)):
            behind = complete["behind"]
        completed[end] = behind


def shared_noun(text: str, word: Span, lexicon: Lexicon) -> Iterator[Reading]:
    """Give the labels of two words of which one word is the first, where others share the second with it.

    >>> from avggraph.vocabulary import load_vocabulary
    >>> lexicon = Lexicon.of(load_vocabulary().scheme("persoonsgegevens"))
    >>> [reading.concept[-10:] for reading in shared_noun("medische en financiële gegevens", Span(0, 8), lexicon)]
    ['gezondheid']
    """
    form = normal_form(text[word.start : word.end]).text
    nouns = lexicon.followers.get(form)
    joined = _JOINED.match(text, word.end) if nouns else None
    phrase = _PHRASE.match(text, joined.end()) if joined else None
    for follows in _NOUN.finditer(text, *phrase.span()) if phrase else ():
        noun = normal_form(follows["noun"]).text
        if nouns and noun in nouns:
            yield _by_left_out_part(lexicon.forms[f"{form} {noun}"])


def _found(
    match: re.Match[str], wholes: Iterator[str] | tuple[str, ...], lexicon: Lexicon
) -> Iterator[tuple[Span, Reading]]:
    reading = next((lexicon.forms[whole] for whole in wholes if whole in lexicon.forms), None)
    if reading:
        yield Span(*match.span("part")), _by_left_out_part(reading)


def _completions(part: str, behind: str, longest: int) -> Iterator[str]:
    """Give a part with each end of the words that complete it, the longest first: "huis" and "adres" of "postadres".

    What would be longer than `longest` is left out.
    """
    form = normal_form(part).text
    for word in behind.split():
        complete = normal_form(word).text
        yield f"{form} {complete}"
        first = max(0, len(form) + len(complete) - longest)
        yield from (form + complete[place:] for place in range(first, len(complete) - _SHORTEST_PART + 1))


def _continuations(text: str, closed: re.Match[str], longest: int) -> Iterator[str]:
    """Give each beginning of the word before with a part: "geboorte" of "geboortedatum" and "plaats"."""
    form = normal_form(closed["part"]).text
    before = _BEFORE.search(text, max(0, closed.start() - _FAR), closed.start())
    if before:
        begun = normal_form(before["word"]).text
        last = min(len(begun) - 1, longest - len(form))
        yield from (begun[:place] + form for place in range(last, _SHORTEST_PART - 1, -1))


def _by_left_out_part(reading: Reading) -> Reading:
    return Reading(reading.concept, reading.label, Rule.LEFT_OUT_PART)
