"""Under which condition a text names something: "BSN alleen indien noodzakelijk", "eventueel telefoonnummer".

A condition keeps its words with what it holds for, and takes nothing away: the data are named. Four ways in which a
clause ties one to a mention; the cues stand in `data/conditions.toml`:

- behind the mention, up to the end of the clause: "BSN indien nodig", also in brackets;
- before it: "eventueel BSN", "naam en, indien van toepassing, kenteken";
- before it, closed by a colon, for all that is enumerated behind it: "Indien van toepassing: BSN, nationaliteit";
- a sentence of its own about the one before: "Deze gegevens worden alleen verwerkt indien …".
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from avggraph import resources
from avggraph.errors import KnowledgeError, Where
from avggraph.text import Span

_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z(•-]|\s*$)|[;•\n\f]")
_CLAUSE_END = re.compile(r"[.!?](?=\s+[A-Z(•-]|\s*$)|[;•\n\f()]|,(?=\s)|\s-\s")
# So many characters before a mention its condition begins at most.
_FAR = 120
_JOINED = re.compile(r"\s*(?:/|en/of|en|of)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Cues:
    behind: re.Pattern[str]
    before: re.Pattern[str]
    between: re.Pattern[str]
    heading: re.Pattern[str]
    about_previous: re.Pattern[str]


@cache
def _cues() -> _Cues:
    path = resources.data("conditions.toml")
    try:
        table: Mapping[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
        either = {
            name: _either(table[name]) for name in ("behind", "before", "heading", "about_previous", "only", "occasion")
        }
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise KnowledgeError(f"The cues of conditions cannot be read: {error}.", where=Where(path.name)) from error
    only = rf"(?:(?:{either['only']})\s+)"
    cue = rf"(?:{only}?(?:{either['behind']})|{only}(?:{either['occasion']}))(?!\w)"
    determiners = r"(?:(?:de|het|een|zijn|haar|hun|ook)\s+)*"
    return _Cues(
        behind=re.compile(rf"[\s,(–-]*(?P<condition>{cue})", re.IGNORECASE),
        before=re.compile(rf"(?<!\w)(?P<condition>{either['before']})\s+{determiners}$", re.IGNORECASE),
        between=re.compile(
            rf"(?:^|\b(?:en|of)|[;.,])\s*(?:,\s*(?P<condition>{cue}[^,.;:]*),|\((?P<bracketed>{cue}[^()]*)\))"
            rf"\s*{determiners}$",
            re.IGNORECASE,
        ),
        heading=re.compile(
            rf"(?:^|[.;•\n(,]\s*)(?P<condition>{only}?(?:{either['heading']})(?!\w)[^:;.]{{0,120}})(?=:)", re.IGNORECASE
        ),
        about_previous=re.compile(
            rf"(?:{either['about_previous']})(?!\w)[^.;]{{0,60}}?(?P<condition>{cue})", re.IGNORECASE
        ),
    )


def _either(phrases: Iterable[str]) -> str:
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in ordered)


def conditions(text: str, mentions: Sequence[Span]) -> Mapping[Span, Span]:
    """Give for each mention that is tied to a condition the place of the condition's words.

    `mentions` are in order and do not overlap. A mention that stands in a condition is none ("alleen als het adres …").

    >>> text = "Naam, BSN alleen indien noodzakelijk voor doorzetting"
    >>> (start, end), = conditions(text, [Span(0, 4), Span(6, 9)]).values()
    >>> text[start:end]
    'alleen indien noodzakelijk voor doorzetting'
    """
    return dict(chain(_about_sentence_before(text, mentions), _under_headings(text, mentions), _beside(text, mentions)))


def _beside(text: str, mentions: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Give what one clause ties to a mention; of "naam of BSN, indien nodig" both."""
    cues = _cues()
    following: Span | None = None
    tied: Span | None = None
    for mention in reversed(mentions):
        behind = cues.behind.match(text, mention.end)
        if behind:
            tied = Span(behind.start("condition"), _clause_end(text, behind.end("condition")))
        elif not (tied and following and _JOINED.fullmatch(text, mention.end, following.start)):
            tied = None
        window = max(0, mention.start - _FAR), mention.start
        before = cues.before.search(text, *window) or cues.between.search(text, *window)
        if tied:
            yield mention, tied
        elif before:
            yield mention, Span(*before.span(before.lastgroup or "condition"))
        following = mention


def _clause_end(text: str, start: int) -> int:
    end = _CLAUSE_END.search(text, start)
    stop = end.start() if end else len(text)
    return start + len(text[start:stop].rstrip(" ,"))


def _under_headings(text: str, mentions: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    for heading in _cues().heading.finditer(text):
        yield from (
            (mention, Span(*heading.span("condition")))
            for mention in _between(mentions, heading.end(), _next(text, heading.end()))
        )


def _about_sentence_before(text: str, mentions: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    start = previous = 0
    while start < len(text):
        end = _next(text, start)
        opening = start + len(text[start:end]) - len(text[start:end].lstrip(" .;•\n\f-"))
        about = _cues().about_previous.match(text, opening, end)
        if about:
            condition = Span(about.start("condition"), start + len(text[start:end].rstrip(" .")))
            yield from ((mention, condition) for mention in _between(mentions, previous, start))
        previous, start = start, end + 1


def _next(text: str, start: int) -> int:
    end = _SENTENCE_END.search(text, start)
    return end.start() if end else len(text)


def _between(mentions: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    starts = [mention.start for mention in mentions]
    return mentions[bisect_left(starts, start) : bisect_left(starts, end)]
