"""What a Dutch text says is *not* there: the scope of "geen", "m.u.v.", "niet:" and of "… - Geen" afterwards.

A register page that says "Bijzondere gegevens - Geen" names special categories and denies them; taking the name
for the fact would be the worst error this tool can make. Three kinds of cue, each to the end of its clause at most:

- "geen naam of adres" denies the noun phrase: to the first comma, unless "of" or "noch" joins what follows it;
- "m.u.v. naam, adres" denies the whole enumeration;
- "niet gebruikt voor toezicht of handhaving" denies a phrase, "niet leidinggevenden" the next word, "niet het adres of
  BSN" the phrase that begins with it.

Afterwards a sentence denies its subject: "de locatie van de gebruiker wordt niet bijgehouden". Only a verb that says
processing itself does so, and only without a limit: what is "niet verplicht", "niet gedeeld met derden" or "niet
gebruikt voor reclame" is processed. The verbs and the limits stand in `data/negation.toml`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, zip_longest

from avggraph import resources
from avggraph.resolve.alternation import either
from avggraph.text import Span

_CLAUSE_END = re.compile(
    r"[;•·:()\[\]\n\f]|[.!?](?=\s|$)|\b(?:maar|wel|dan|alleen|uitsluitend|echter)\b", re.IGNORECASE
)

# The accents that stress a word: "géén".
_STRESS = str.maketrans("áéíóúÁÉÍÓÚ", "aeiouAEIOU")
_ALTERNATIVE = re.compile(r"\b(?:of|noch)\b", re.IGNORECASE)

_NAMES = (
    "processing",
    "taken_up",
    "removal",
    "limits",
    "limits_behind",
    "exceptions",
    "here",
    "never",
    "not_required",
    "instead",
)
_AUXILIARY = r"(?:wordt|worden|werd|werden|is|zijn|mag|mogen|zal|zullen)"
_BOTH = re.compile(r"\s*(?:/|en/of|en|of)\s*(?:(?:de|het|een)\s+)?", re.IGNORECASE)
# How far before a mention, in signs, the word is looked for that makes its clause a condition.
_NEAR = 60
_JOINED = re.compile(r"\s*(?:,|/|,?\s*en|,?\s*of|en/of)\s*(?:\w+\s+)?", re.IGNORECASE)

# One of these stands in every text that denies something; looking for them costs a fraction of the rest.
_SIGNS_OF_DENIAL = (
    *("geen", "niet", "nee", "n.v.t", "nvt", "zonder", "noch", "nooit", "nimmer", "plaats van", "i.p.v", "ipv"),
    *("m.u.v", "muv", "uitzondering", "uitgezonderd", "behalve", "exclusief", "excl."),
)


@dataclass(frozen=True, slots=True)
class _Cues:
    """What denies what follows, what right behind a mention denies it, and what makes a clause a condition."""

    before: re.Pattern[str]
    behind: re.Pattern[str]
    condition: re.Pattern[str]


@cache
def _cues() -> _Cues:
    with resources.table(resources.data("negation.toml")) as table:
        words = {name: either(table[name]) for name in _NAMES}
    limit = rf"(?!(?:{words['here']})\b)(?:{words['limits']})\b"
    exception = rf"(?:{words['exceptions']})\b"
    never = rf"(?:{words['never']})"
    # What is affirmed on the way to "niet" is there: "wordt gebruikt, maar niet bewaard".
    between = rf"(?:(?:(?:{words['removal']})|(?!{limit}|{exception}|(?:{words['processing']})\b)\w+)\s+){{0,8}}?"
    verb = rf"(?:(?:{words['processing']})|(?:{words['taken_up']})(?!\s+in\b(?!\s+(?:deze|dit)\b)))\b"
    limit_behind = rf"(?!(?:{words['here']})\b)(?:{words['limits']}|{words['limits_behind']})\b"
    return _Cues(
        before=re.compile(
            r"\b(?:(?P<phrase>(?:geen|zonder|noch|nooit"
            rf"|niet\s+(?!(?:{words['not_required']})\b)(?:\w+(?:d|t|en)\s+)?(?:naar|om|voor))(?=\s))"
            r"|(?P<list>m\.?u\.?v\.?|met uitzondering van|uitgezonderd|behalve(?![^.;]{0,200}\book\b)|exclusief|excl\."
            r"|niet zijnde|niet\s*:|geen\s*:)"
            rf"|(?P<instead>{words['instead']})(?=\s)"
            r"|(?P<word>niet)(?=[\s-]+\w))[\s-]*(?P<article>(?:de|het|een|uw|zijn|haar)\s+)?",
            re.IGNORECASE,
        ),
        behind=re.compile(
            r"\s*[-–—:=(]?\s*(?:geen|nee|n\.?v\.?t\.?|niet van toepassing|niet)\s*(?:$|(?=[.,;)•\n]))"
            # "(… van de gebruiker) wordt (… en dus) niet (meer) (ingezien of) bijgehouden".
            r"|(?:(?P<whose>\s+(?:van|op|in|uit|over)\s+(?:\w+\s+){0,3}?\w+)?"
            rf"\s+{_AUXILIARY}\s+{between}(?P<verb>{never})"
            # Brackets are of what stands right before them alone: "naam, BSN (wordt niet verwerkt)".
            rf"|\s*[(:–—-]\s*(?:{_AUXILIARY}\s+{between})?{never}"
            # Without a verb of its own too: "naam, BSN niet verwerkt".
            rf"|\s+(?P<bare>{never}))\s+(?:(?:meer|langer)\s+)?(?:worden\s+)?"
            rf"(?:\w+\s+(?:of|noch)\s+)?{verb}(?:\s+(?:of|en|noch)\s+\w+(?:d|t|en)\b)?+(?:\s+worden)?+"
            rf"(?!,?\s+{exception})(?!\s+{limit_behind})",
            re.IGNORECASE,
        ),
        condition=re.compile(rf"(?<!\w){exception}[^,;.:()]*\Z", re.IGNORECASE),
    )


def denied(text: str, mentions: Iterable[Span]) -> frozenset[Span]:
    """Give the mentions that the text denies; `mentions` are in order and do not overlap.

    A cue inside a mention belongs to that mention's own wording and denies nothing ("verklaring van geen bezwaar").

    >>> text = "Naam en adres, geen BSN"
    >>> denied(text, [Span(0, 4), Span(8, 13), Span(20, 23)])
    frozenset({Span(start=20, end=23)})
    >>> denied("Bijzondere gegevens - Geen", [Span(0, 19)])
    frozenset({Span(start=0, end=19)})
    """
    mentions, text = tuple(mentions), text.translate(_STRESS)
    folded = text.casefold()
    if not mentions or not any(sign in folded for sign in _SIGNS_OF_DENIAL):
        return frozenset()
    starts = [mention.start for mention in mentions]
    before = chain.from_iterable(
        mentions[bisect_left(starts, scope.start) : bisect_left(starts, scope.end)] for scope in _scopes(text, mentions)
    )
    return frozenset(before) | _denied_afterwards(text, mentions)


def _scopes(text: str, mentions: tuple[Span, ...]) -> Iterator[Span]:
    """Give the stretches in which a mention that starts there is denied; they do not overlap."""
    starts = [mention.start for mention in mentions]
    cues = [cue for cue in _cues().before.finditer(text) if not _inside(cue.start(), mentions, starts)]
    clause_ends = [end.start() for end in _CLAUSE_END.finditer(text)]
    denying_clause = None
    for cue, following in zip_longest(cues, cues[1:]):
        clause = bisect_left(clause_ends, cue.end())
        end = clause_ends[clause] if clause < len(clause_ends) else len(text)
        if following is not None:
            end = min(end, following.start())
        if cue["instead"] or (cue["word"] and not _is_phrase(text, cue, end, starts)):
            yield Span(cue.end(), cue.end() + 1)
        elif cue["word"] or cue["phrase"]:
            denying_clause = clause
            yield Span(cue.end(), _phrase_end(text, cue.end(), end))
        elif clause != denying_clause:
            # Not in a clause that denies: "geen gegevens, behalve naam" says that the name is there.
            yield Span(cue.end(), end)


def _inside(place: int, mentions: tuple[Span, ...], starts: list[int]) -> bool:
    before = bisect_left(starts, place) - 1
    return before >= 0 and place < mentions[before].end


def _is_phrase(text: str, cue: re.Match[str], end: int, starts: list[int]) -> bool:
    """Say whether "niet" runs on like "geen": "niet het adres of BSN", "niet naam of adres"; no "niet-klant of"."""
    place = bisect_left(starts, cue.end())
    if starts[place : place + 1] != [cue.end()] or "-" in cue[0]:
        return False
    return bool(cue["article"] or _ALTERNATIVE.search(text, cue.end(), end))


def _phrase_end(text: str, start: int, end: int) -> int:
    comma = text.find(",", start, end)
    if comma < 0:
        return end
    alternatives = [alternative.end() for alternative in _ALTERNATIVE.finditer(text, comma, end)]
    if not alternatives:
        return comma
    comma = text.find(",", alternatives[-1], end)
    return end if comma < 0 else comma


def _denied_afterwards(text: str, mentions: tuple[Span, ...]) -> frozenset[Span]:
    denials: set[Span] = set()
    pattern = _cues().behind
    after: Span | None = None
    joined = _JOINED
    following: int | None = None
    for mention in reversed(mentions):
        denial = pattern.match(text, mention.end)
        named = denial.end("whose") if denial and denial["whose"] else mention.end
        if denial and denial["verb"] and following is not None and named <= following < denial.start("verb"):
            # Something else that is named in between is what is denied.
            denial = None
        if denial and denial["bare"] and _in_condition(text, mention):
            denial = None
        # "BSN en naam worden niet verwerkt" denies both; "naam, BSN: geen" only the one it stands with.
        if denial or (after is not None and joined.fullmatch(text, mention.end, after.start)):
            denials.add(mention)
            if denial is not None:
                # "naam, adres niet verwerkt" is of the last alone.
                joined = _BOTH if denial["bare"] else _JOINED
            after = mention if denial is None or denial["verb"] or denial["bare"] else None
        else:
            after = None
        following = mention.start
    return frozenset(denials)


def _in_condition(text: str, mention: Span) -> bool:
    """Say whether the clause of a mention is a condition: "indien BSN niet bekend"."""
    return _cues().condition.search(text, max(0, mention.start - _NEAR), mention.start) is not None
