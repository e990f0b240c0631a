"""Under which condition a text names something: "BSN alleen indien noodzakelijk", "eventueel telefoonnummer".

A condition keeps its words with what it holds for, and takes nothing away: the data are named. How a clause ties one to
a mention; the cues stand in `data/conditions.toml`:

- behind it, up to the end of the clause: "BSN indien nodig", "gezondheid wordt alleen bij twijfel gevraagd";
- in brackets behind it, or as its last word: "foto (indien geplaatst)", "kenteken, optioneel";
- before it: "eventueel BSN", "naam en, indien van toepassing, kenteken";
- at the head of the sentence: "Afhankelijk van de klacht kunnen ook gezondheidsgegevens voorkomen";
- at its head and closed by a colon, for all that is enumerated: "Indien van toepassing: BSN, nationaliteit";
- before all the rest of the sentence: "het kan gaan om medische of strafrechtelijke gegevens";
- before what brackets explain, for what is in them: "eventueel bijzondere gegevens (religie, gezondheid)";
- in a sentence of its own about the one before: "Deze gegevens worden alleen verwerkt indien …".

A cue that is complete by itself ends before what follows it at once, and behind a comma it is of that: "adres, indien
van toepassing BSN", "BSN indien bekend en adres". A colon ends one too: "BSN, indien niet beschikbaar: paspoort".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise, zip_longest

from avggraph import resources
from avggraph.resolve.alternation import either
from avggraph.text import Span

# A full stop ends a sentence before a capital, or behind a word too long to be an abbreviation.
_STOP = r"(?:[.!?](?=\s+[A-Z(•-]|\s*$)|(?<=\w{5})[.!?](?=\s))"
_SENTENCE_END = re.compile(rf"{_STOP}|[;•\n\f]")
_CLAUSE_END = re.compile(rf"(?={_STOP}|[;•\n\f()]|,(?=\s)|\s[–-]\s)")
# So many characters before a mention its condition begins at most.
_FAR = 120
_BRACKET = re.compile(r"\s*\(([^()]*)\)")
_JOINED = re.compile(r"\s*(?:/|en/of|en|of)\s*", re.IGNORECASE)
_NAMES = ("only", "occasion", "behind", "alone", "bracketed", "before", "heading", "possible", "about_previous", "also")
# A condition is opened by one of these, or by one in brackets.
_OPENINGS = ("only", "behind", "alone", "before", "heading", "possible")
# What parts a condition from the mention before it.
_APART = frozenset(",–-\n")
_DETERMINERS = r"(?:(?:de|het|een|zijn|haar|hun|ook|tevens|er|daarnaast)\s+)*"
_VERB = r"(?:worden|wordt|zijn|is|kunnen|kan|mogen|mag)"


@dataclass(frozen=True, slots=True)
class _Cues:
    """The patterns, and `signs`: one of these stands in every text with a condition, and is soon looked for."""

    signs: frozenset[str]
    behind: re.Pattern[str]
    bracketed: re.Pattern[str]
    alone: re.Pattern[str]
    before: tuple[re.Pattern[str], ...]
    heading: re.Pattern[str]
    possible: re.Pattern[str]
    about_previous: re.Pattern[str]
    complete: re.Pattern[str]
    opened: re.Pattern[str]
    also: re.Pattern[str]


@cache
def _cues() -> _Cues:
    with resources.table(resources.data("conditions.toml")) as table:
        words = {name: either(table[name]) for name in _NAMES}
        openings = (word for name in _OPENINGS for word in table[name])
        signs = {
            *(max(opening.replace("*", " ").split(), key=len) for opening in openings),
            *(f"({word}" for word in table["bracketed"]),
        }
    only = rf"(?:(?:{words['only']})\s+)"
    cue = rf"(?:{only}?(?:{words['behind']})|{only}(?:{words['occasion']}))(?!\w)"
    in_brackets = rf"(?:{cue}|(?:{words['only']}|{words['bracketed']}|{words['alone']})(?!\w))[^()]*"
    head = rf"{only}?(?:{words['heading']})(?!\w)"
    return _Cues(
        signs=frozenset(map(str.casefold, signs)),
        behind=re.compile(rf"(?:\s+{_VERB})?[\s,–-]*(?P<condition>{cue})", re.IGNORECASE),
        bracketed=re.compile(
            rf"[^,;.:()•\n–]{{0,40}}(?<!\ben\s)(?<!\bof\s)\((?P<condition>{in_brackets})\)", re.IGNORECASE
        ),
        alone=re.compile(rf"[\s,]*(?P<condition>{words['alone']})(?=\s*(?:[,;.)]|$))", re.IGNORECASE),
        before=tuple(
            re.compile(rf"{pattern}\s*{_DETERMINERS}$", re.IGNORECASE)
            for pattern in (
                rf"(?<!\w)(?P<condition>{words['before']})\s+",
                rf"(?:^|[.,;:•\n(])\s*(?P<condition>{cue}[^,.;:()]{{0,80}}?)\s+(?:{words['also']})\s+",
                rf"(?:^|\b(?:en|of)|[;.])\s*,\s*(?P<condition>{cue}[^,.;:]*),",
                rf"(?:^|\b(?:en|of)|[;.,])\s*\((?P<condition>{in_brackets})\)",
                rf"(?:\b(?:en|of)|,)\s*[–-]\s*(?P<condition>{cue}[^,.;:–]*?)\s[–-]\s",
                rf"(?:^|[.;•\n]\s*)(?P<condition>{head}[^,.;:]{{0,100}}?),?\s+(?:{_VERB}|tevens|ook)\s",
            )
        ),
        heading=re.compile(rf"(?:^|[.;•\n(,]\s*)(?P<condition>{head}[^:;.]{{0,120}})(?=:)", re.IGNORECASE),
        possible=re.compile(rf"(?<!\w)(?P<condition>{words['possible']})(?!\w)", re.IGNORECASE),
        about_previous=re.compile(
            rf"(?:{words['about_previous']})(?!\w)[^.;]{{0,60}}?(?P<condition>{cue})", re.IGNORECASE
        ),
        complete=re.compile(
            rf"(?P<condition>{only}?(?:{words['before']})|{cue}[^,.;:()]{{0,80}}?(?=\s+(?:{words['also']})\s))"
            rf"\s+(?P<joint>(?:en/of|en|of)\s+)?{_DETERMINERS}",
            re.IGNORECASE,
        ),
        opened=re.compile(rf"(?P<condition>{cue}[^:]*\w|{only}?(?:{words['before']})):", re.IGNORECASE),
        also=re.compile(rf"\s+(?:{words['also']})\s+{_DETERMINERS}", re.IGNORECASE),
    )


# Without slots, for the ends are looked for at most once, and only where they are asked for.
@dataclass(frozen=True)
class _Read:
    """A text with its mentions, in order and disjoint."""

    text: str
    mentions: Sequence[Span]

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [end.start() for end in _SENTENCE_END.finditer(self.text)]

    @cached_property
    def _clause_ends(self) -> tuple[list[int], list[int]]:
        """Give where clauses end, and where the last word of each ends; the end of the text closes one too."""
        ends = [*(end.start() for end in _CLAUSE_END.finditer(self.text)), len(self.text)]
        words: list[int] = []
        previous = stripped = 0
        for end in ends:
            said = len(self.text[previous:end].rstrip(" ,"))
            stripped = previous + said if said else stripped
            words.append(stripped)
            previous = end
        return ends, words

    def between(self, start: int, end: int) -> Sequence[Span]:
        """Give the mentions that begin in a stretch."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def sentence_end(self, start: int) -> int:
        """Give where the sentence of a place ends."""
        place = bisect_left(self._sentence_ends, start)
        return self._sentence_ends[place] if place < len(self._sentence_ends) else len(self.text)

    def clause_end(self, start: int) -> int:
        """Give where the last word of a place's clause ends, the place itself if none follows."""
        ends, words = self._clause_ends
        return max(start, words[bisect_left(ends, start)])


def conditions(text: str, mentions: Sequence[Span]) -> Mapping[Span, Span]:
    """Give for each mention that is tied to a condition the place of the condition's words.

    `mentions` are in order and do not overlap. A mention that stands in a condition is none ("alleen als het adres …").

    >>> text = "Naam, BSN alleen indien noodzakelijk voor doorzetting"
    >>> (start, end), = conditions(text, [Span(0, 4), Span(6, 9)]).values()
    >>> text[start:end]
    'alleen indien noodzakelijk voor doorzetting'
    """
    folded = text.casefold()
    if not mentions or not any(map(folded.__contains__, _cues().signs)):
        return {}
    read = _Read(text, mentions)
    beside = dict(_beside(read))
    beside |= _added(read, beside)
    return {
        **dict(_about_sentence_before(read)),
        **dict(_under_headings(read)),
        **dict(_explained(read, beside)),
        **beside,
    }


def _beside(read: _Read) -> Iterator[tuple[Span, Span]]:
    """Give what one clause ties to a mention; of "naam of BSN, indien nodig" both."""
    cues, text = _cues(), read.text
    following: Span | None = None
    tied: Span | None = None
    for mention in reversed(read.mentions):
        behind = _behind(read, mention, following)
        closing = cues.bracketed.match(text, mention.end) or cues.alone.match(text, mention.end)
        if closing and following and _is_nearer(text, following, closing.start("condition")):
            closing = None
        if behind:
            tied = behind
        elif closing or not (tied and following and _JOINED.fullmatch(text, mention.end, following.start)):
            tied = None
        condition = tied or (Span(*closing.span("condition")) if closing else _before(text, mention))
        if condition:
            yield mention, condition
        following = mention


def _added(read: _Read, conditions: Mapping[Span, Span]) -> Mapping[Span, Span]:
    """Give what is joined to a mention that is added under a condition: "indien minderjarig ook naam en BSN"."""
    added: dict[Span, Span] = {}
    for mention, following in pairwise(read.mentions):
        condition = conditions.get(mention)
        is_added = (
            condition
            and condition.end < mention.start
            and _cues().also.fullmatch(read.text, condition.end, mention.start)
        )
        tied = condition if is_added else added.get(mention)
        if tied and following not in conditions and _JOINED.fullmatch(read.text, mention.end, following.start):
            added[following] = tied
    return added


def _behind(read: _Read, mention: Span, following: Span | None) -> Span | None:
    """Give the condition behind a mention, up to the end of its clause or to what follows it; none if it is of that."""
    cues, text = _cues(), read.text
    behind = cues.behind.match(text, mention.end)
    if behind is None:
        return None
    start, end = behind.start("condition"), read.clause_end(behind.end("condition"))
    if following is None or following.start >= end:
        return Span(start, end)
    complete = cues.complete.fullmatch(text, start, following.start)
    if complete:
        is_apart = complete["joint"] is None and not _APART.isdisjoint(text[mention.end : start])
        return None if is_apart else Span(*complete.span("condition"))
    opened = cues.opened.match(text, start, min(end, max(following.start, start + _FAR)))
    if opened is None or not read.between(opened.end(), end):
        return Span(start, end)
    heading = cues.heading.search(text, mention.end, opened.end())
    return None if heading and heading.start("condition") == start else Span(*opened.span("condition"))


def _is_nearer(text: str, following: Span, condition: int) -> bool:
    """Say whether a condition in brackets is of the next mention: it stands before them, or right behind the cue."""
    return following.start < condition or bool(_cues().complete.fullmatch(text, condition, following.start))


def _before(text: str, mention: Span) -> Span | None:
    window = max(0, mention.start - _FAR), mention.start
    found = (cue.search(text, *window) for cue in _cues().before)
    return next((Span(*each.span("condition")) for each in found if each), None)


def _under_headings(read: _Read) -> Iterator[tuple[Span, Span]]:
    for pattern in (_cues().heading, _cues().possible):
        headings = list(pattern.finditer(read.text))
        for heading, following in zip_longest(headings, headings[1:]):
            end = read.sentence_end(heading.end())
            # The next one takes what it stands before.
            end = min(end, following.end()) if following else end
            yield from ((mention, Span(*heading.span("condition"))) for mention in read.between(heading.end(), end))


def _explained(read: _Read, conditions: Mapping[Span, Span]) -> Iterator[tuple[Span, Span]]:
    """Give the mentions in brackets right behind one that a condition stands before."""
    for mention, condition in conditions.items():
        bracket = _BRACKET.match(read.text, mention.end) if condition.end <= mention.start else None
        if bracket:
            yield from ((inner, condition) for inner in read.between(*bracket.span(1)))


def _about_sentence_before(read: _Read) -> Iterator[tuple[Span, Span]]:
    text = read.text
    start = previous = 0
    while start < len(text):
        end = read.sentence_end(start)
        opening = start + len(text[start:end]) - len(text[start:end].lstrip(" .;•\n\f-"))
        about = _cues().about_previous.match(text, opening, end)
        if about:
            condition = Span(about.start("condition"), start + len(text[start:end].rstrip(" .")))
            yield from ((mention, condition) for mention in read.between(previous, start))
        previous, start = start, end + 1
