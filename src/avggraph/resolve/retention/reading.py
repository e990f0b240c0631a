"""Parts to branches: the kind of term each states, its length, bound, event and condition, and why it was read so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from avggraph.resolve.retention import events
from avggraph.resolve.retention.conditions import Contrast, condition, leading_condition
from avggraph.resolve.retention.events import Event
from avggraph.resolve.retention.items import Item
from avggraph.resolve.retention.lexicon import Lexicon
from avggraph.resolve.retention.model import Bound, Branch, Kind
from avggraph.resolve.retention.parts import Part
from avggraph.resolve.retention.roles import EMPTY, FROM, HEADS, Row
from avggraph.resolve.retention.unstated import unstated_kind
from avggraph.text import Span

# Of two items that state a term the first in this order gives the branch its kind: a length before a code.
_ORDER = {role: place for place, role in enumerate([*(role for role in HEADS if role != "transfer"), "transfer"])}
_SOURCES = frozenset({"authority", "reference", "law", "placeholder"})
_KINDS: Mapping[str, Kind] = {
    "length": "other",  # a code without a number
    "endless": "endless",
    "not_kept": "not_kept",
    "until": "until_event",
}


def read_part(part: Part, known: Lexicon, contrast: Contrast) -> list[Branch]:
    """Read one part: one branch, or one per length where lengths share their words ("3 tot 5 jaar")."""
    row = part.items
    heads = [index for index, item in enumerate(row) if item.role in HEADS]
    if not heads:
        return [_unstated(row, known, contrast)]
    head = min(heads, key=lambda index: _ORDER[row[index].role])
    if row[head].lengths:
        return _lengths(row, head, known, contrast)
    return [_without_length(row, head, known, contrast)]


def _branch(
    kind: Kind, row: Row, event: Event | None, holds: Span | None, rule: str, bound: Bound | None = None
) -> Branch:
    return Branch(
        kind=kind,
        duration=None,
        bound=bound,
        event=events.span(event.row) if event else None,
        condition=holds,
        code=next((item.code for item in row if item.code), None),
        references=tuple(dict.fromkeys(number for item in row for number in item.references)),
        words=events.span(row) or Span(row[0].start, row[-1].end),
        rule=rule,
    )


def _because(**named: str | None) -> str:
    return "; ".join(f'{what.replace("_", " ")} "{words}"' for what, words in named.items() if words)


def _lengths(row: Row, head: int, known: Lexicon, contrast: Contrast) -> list[Branch]:
    term = row[head]
    event = events.counted_from(row, head, known.endings)
    bounded = None if any(length.bound for length in term.lengths) else _bound(row, head, event)
    rule = _because(
        length=None if term.code else term.key,
        selection_list_code=next((item.key for item in row if item.code), None),
        bound=bounded.key if bounded else None,
        counted_from=event.lead if event else None,
    )
    holds = condition(row, head, event, known.designators, contrast)
    branch = _branch("after_event" if event else "duration", row, event, holds, rule)
    return [
        replace(branch, duration=length.duration, bound=length.bound or _bound_of(bounded)) for length in term.lengths
    ]


def _bound(row: Row, head: int, event: Event | None) -> Item | None:
    """Find the word that bounds a length: before it in its own clause, or right behind it or its event."""
    for index in range(head - 1, -1, -1):
        item = row[index]
        if item.role in ("and", "or", "comma", "figure", "labelled") or (
            item.role == "colon" and not _is_formal(row[:index])
        ):
            break
        if item.role in ("minimum", "maximum", "within", "lead_maximum"):
            return item
    for behind in (head + 1, event.last if event and event.last > head else len(row)):
        for item in row[behind : behind + 3]:
            if item.role in ("minimum", "maximum", "or_longer", "or_shorter"):
                return item
            if item.role not in ("bracket", "open", "comma", "keep", "adverb"):
                break
    return None


def _is_formal(label: Row) -> bool:
    """Say whether a label names the term only ("Maximale bewaartermijn:")."""
    return all(item.role in EMPTY | {"law"} for item in label)


def _bound_of(item: Item | None) -> Bound | None:
    if item is None:
        return None
    return "minimum" if item.role in ("minimum", "or_longer", "earliest") else "maximum"


def _without_length(row: Row, head: int, known: Lexicon, contrast: Contrast) -> Branch:
    role = row[head].role
    kind = _KINDS[HEADS[role]]
    event, bounded = None, None
    if kind == "until_event":
        bounded = row[head - 1] if head and row[head - 1].role in ("minimum", "maximum") else None
        if role in ("until", "latest", "earliest") and _is_date(row, head + 1):
            kind = "until_date"
            bounded = bounded if role == "until" else row[head]
        elif role == "short":
            event = events.first_event(row, head, range(len(row)), (*FROM, "when"))
        else:
            event = events.event_at(row, head, head)
    holds = condition(row, head, event, known.designators, contrast)
    rule = _because(word=row[head].key, counted_from=event.lead if event and event.first != head else None)
    return _branch(kind, row, event, holds, rule, _bound_of(bounded))


def _is_date(row: Row, index: int) -> bool:
    while index < len(row) and row[index].role in ("link", "article", "maximum", "adverb"):
        index += 1
    return index < len(row) and row[index].role in ("date", "year")


def _unstated(row: Row, known: Lexicon, contrast: Contrast) -> Branch:
    kind, lead = unstated_kind(row, known)
    event = None
    if kind == "until_event":
        event = Event(row, row[0].key, 0, len(row)) if lead is None else _event_of(row, lead)
        if event and any(item.role == "term" for item in event.row):
            kind, event = "other", None
    holds = None if kind == "other" or lead is None else _label(row, lead, known, contrast)
    bounded = next((item for item in row if item.role == "maximum"), None) if kind == "until_date" else None
    rule = "no word of a term" if kind == "other" else _because(word=row[lead or 0].key)
    return _branch(kind, row, event, holds, rule, _bound_of(bounded))


def _event_of(row: Row, lead: int) -> Event | None:
    return None if row[lead].role == "at_once" else events.event_at(row, lead, lead)


def _label(row: Row, lead: int, known: Lexicon, contrast: Contrast) -> Span | None:
    lead += row[lead].role == "colon"
    source = next((index for index in range(lead) if row[index].role in _SOURCES), lead)
    is_bare = row[source].role in ("law", "record") and not any(item.role == "colon" for item in row[:source])
    while source and row[source - 1].role in ("at_once", "adverb"):
        source -= 1
    found = () if is_bare else leading_condition(row[:source], known.designators, contrast)
    return events.span(found) if found else None
