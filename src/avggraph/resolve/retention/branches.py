"""The branches of a text: its parts read, restatements taken together, and what says nothing left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from avggraph.resolve.retention.conditions import Contrast
from avggraph.resolve.retention.denials import with_denials
from avggraph.resolve.retention.figures import with_figures
from avggraph.resolve.retention.items import Item, items
from avggraph.resolve.retention.lexicon import lexicon
from avggraph.resolve.retention.model import Branch, Kind, Retention
from avggraph.resolve.retention.parts import Part, parts
from avggraph.resolve.retention.reading import read_part
from avggraph.resolve.retention.roles import STRONG
from avggraph.text import Span

_REMEMBERED = 2048

_SAYS_LITTLE = ("law", "placeholder", "other")
# Of a text that states no term the strongest reading is kept.
_WEIGHT = {"placeholder": 0, "law": 1, "reference": 2, "other": 3}


@dataclass(frozen=True, slots=True)
class _Read:
    branch: Branch
    part: Part


# Most records say of their data one of the same few things.
@lru_cache(_REMEMBERED)
def read_retention(words: str) -> Retention:
    """Read a retention text into its branches.

    >>> words = "Afgewezen 5 jaar, verstrekt: maximaal 2 jaar na intrekking"
    >>> for branch in read_retention(words).branches:
    ...     print(branch.kind, branch.duration, words[slice(*branch.condition)], "-", branch.rule)
    duration P5Y Afgewezen - length "5 jaar"
    after_event P2Y verstrekt - length "2 jaar"; bound "maximaal"; counted from "na"
    """
    known = lexicon()
    row = with_figures(with_denials(items(words, known)))
    found = parts(row)
    contrast = Contrast(
        sum(bool(part.heads) or part.has("figure", "placeholder") for part in found) > 1,
        sum(part.is_labelled for part in found if part.heads) > 1,
    )
    read = [_Read(branch, part) for part in found for branch in read_part(part, known, contrast)]
    branches = _without_noise(_together(read)) if any(sign.isalnum() for sign in words) else []
    return Retention(tuple(branches or [_nothing(words)]))


def _nothing(words: str) -> Branch:
    """Read a text without words; signs alone ("-", "…") are a field left open."""
    kind: Kind = "placeholder" if words.strip() else "other"
    return Branch(kind, None, None, None, None, None, (), Span(0, len(words)), "no words")


def _together(read: Sequence[_Read]) -> list[_Read]:
    """Take together what is said twice: a code and its length, "blijvend" and B, a short time and its end."""
    result: list[_Read] = []
    for one in read:
        before = result[-1] if result else None
        if before and before.part is not one.part and _is_same(before.branch, one.branch):
            result[-1] = _Read(_united(before.branch, one.branch), one.part)
        else:
            result.append(one)
    return result


def _is_same(first: Branch, second: Branch) -> bool:
    if first.condition and second.condition:
        return False
    if first.duration and second.duration:
        coded = (first.code is None) != (second.code is None)
        once = not (first.event and second.event) and not (first.condition or second.condition)
        return first.duration == second.duration and (coded or once) and not (first.bound and second.bound)
    if first.kind == "other" and first.code and second.duration:
        return second.code is None
    if first.kind == second.kind == "until_event":
        return first.event is None
    return first.kind == second.kind and first.kind not in ("until_event", "until_date", "duration", "after_event")


def _united(first: Branch, second: Branch) -> Branch:
    event = first.event or second.event
    stated = first if first.kind != "other" else second
    return replace(
        stated,
        kind="after_event" if stated.duration and event else stated.kind,
        bound=first.bound or second.bound,
        event=event,
        condition=first.condition or second.condition,
        code=first.code or second.code,
        references=tuple(dict.fromkeys((*first.references, *second.references))),
        words=Span(min(first.words.start, second.words.start), max(first.words.end, second.words.end)),
        rule=first.rule if first.rule == second.rule else f"{first.rule}; {second.rule}",
    )


def _without_noise(read: Sequence[_Read]) -> list[Branch]:
    """Leave out what states no term beside branches that do; a record named in passing is kept with its neighbour."""
    if not read:
        return []
    any_length = any(one.branch.duration for one in read)
    signs = [one.part.separator for one in read[1:]]
    stated = [
        not _is_little(one, before=one.part.separator or following, any_length=any_length)
        for one, following in zip(read, [*signs, None], strict=True)
    ]
    if not any(stated):
        return sorted((one.branch for one in read), key=lambda branch: _WEIGHT.get(branch.kind, 0))[:1]
    kept: list[Branch] = []
    named: list[list[str]] = [[]]
    for one, is_stated in zip(read, stated, strict=True):
        if is_stated:
            if kept:
                named.append([])
            kept.append(one.branch)
        named[-1] += one.branch.references
    numbered = [replace(branch, references=tuple(dict.fromkeys(own))) for branch, own in zip(kept, named, strict=True)]
    return [_with_event_of(*pair) for pair in zip(numbered, [*numbered[1:], None], strict=True)]


def _with_event_of(low: Branch, high: Branch | None) -> Branch:
    """Give a minimum the event of its maximum: "ten minste 5 jaar en ten hoogste 10 jaar na afsluiting"."""
    is_pair = high and (low.kind, low.bound, high.bound) == ("duration", "minimum", "maximum")
    if not is_pair or high is None or not high.event or low.condition or high.condition:
        return low
    return replace(low, kind="after_event", event=high.event, rule=f"{low.rule}; event of the maximum")


def _is_little(one: _Read, *, before: Item | None, any_length: bool) -> bool:
    """Say whether a branch states no term of its own; `before` is the sign that sets it apart from its neighbour."""
    branch = one.branch
    if branch.condition:
        return branch.kind == "other"
    if branch.kind == "reference":
        is_apart = before is None or before.role in STRONG
        return not is_apart or not one.part.has("reference", "record", "follows")
    if (branch.kind == "until_event" and not one.part.heads) or one.part.is_transfer:
        return any_length
    return branch.kind in _SAYS_LITTLE
