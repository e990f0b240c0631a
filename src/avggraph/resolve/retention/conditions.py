"""For what or when a term holds: the words before it or behind it that set it apart."""

from __future__ import annotations

from typing import NamedTuple

from avggraph.resolve.retention.events import NEW_AFTER_AND, Event, enumerates, span
from avggraph.resolve.retention.roles import DONE, EMPTY, FROM, LED, MIDDLE, OPENERS, Row
from avggraph.text import Span

_NAMED_ELSEWHERE = frozenset({"law", "authority", "reference", "placeholder"})
_NO_LABEL = _NAMED_ELSEWHERE | {*FROM, "record", "date", "day", "figure", "follows"}
# "categorie 4.2": the number stands near the begin.
_NUMBERED = 3


class Contrast(NamedTuple):
    """Whether a text states several terms, and whether several of them have words of their own before them."""

    terms: bool
    labels: bool


def condition(row: Row, head: int, event: Event | None, designators: frozenset[str], contrast: Contrast) -> Span | None:
    """Find the condition of the term at an index, before it or else behind it and its event."""
    first, last = head, head + 1
    while first and row[first - 1].role in LED:
        first -= 1
    if event and event.first < head:
        first = min(first, event.first)
    elif event:
        last = event.last
    between = row[head + 1 : event.first] if event and event.first > head else ()
    found = (
        leading_condition(row[:first], designators, contrast)
        or _trailing(between, contrast)
        or _trailing(row[last:], contrast)
    )
    return span(found) if found else None


def leading_condition(row: Row, designators: frozenset[str], contrast: Contrast) -> Row:
    """Give the items before a term that say for what or when it holds.

    The subject of a sentence ("Dossiers worden 5 jaar bewaard") says so only in contrast with another term's.
    """
    for segment, is_label in reversed(_segments(row)):
        label = _trimmed(segment)
        found = _without_verb(label) if is_label else _before_verb(label, contrast)
        if not is_label and segment and segment[-1].role == "comma" and not contrast.labels:
            found = found if found and found[0].role in OPENERS else ()
        is_limited = any(item.role == "labelled" for item in found)
        is_told = is_label or is_limited or contrast.terms or (found and found[0].role in OPENERS)
        if found and is_told and not _is_empty(found, designators, contrast):
            return found
    return ()


def _segments(row: Row) -> list[tuple[Row, bool]]:
    """Cut at colons; the second value says whether a colon follows."""
    result: list[tuple[Row, bool]] = []
    start = 0
    for index, item in enumerate(row):
        if item.role == "colon":
            result.append((row[start:index], True))
            start = index + 1
    return [*result, (row[start:], False)]


def _trimmed(row: Row) -> Row:
    first, last = 0, len(row)
    while first < last and row[first].role in ("comma", "and", "or", "sign", "then", "dash", "adverb", "strong"):
        first += 1
    if first < last and row[first].role == "article" and first + 1 < last and row[first + 1].role == "term":
        first += 1
    if first < last and row[first].role == "term":
        first += 1
        while first < last and row[first].role in ("link", "article", "term"):
            first += 1
    while first < last and row[last - 1].role in ("comma", "and", "or", "sign", "dash", "adverb", "link"):
        last -= 1
    return row[first:last]


def _without_verb(row: Row) -> Row:
    last = len(row)
    if row and (row[0].role == "condition_strong" or any(item.role in ("pronoun", "relative") for item in row)):
        return row
    while last and row[last - 1].role in DONE | {"auxiliary", "measure_verb"}:
        last -= 1
    return row[:last]


def _before_verb(row: Row, contrast: Contrast) -> Row:
    verb = next((index for index, item in enumerate(row) if item.role == "auxiliary"), None)
    opener = next((index for index, item in enumerate(row) if item.role in OPENERS), None)
    if opener is not None and (opener == 0 or (verb is not None and verb < opener)):
        return _until_verb(row, opener)
    if verb is None:
        return _before_done(row)
    return row[:verb] if contrast.labels else ()


def _until_verb(row: Row, opener: int) -> Row:
    """Give a condition up to the verb of the sentence it opens ("Bij bezwaar worden gegevens …")."""
    if row[opener].role == "condition_strong":
        end = next((index for index in range(opener, len(row)) if row[index].role == "comma"), len(row))
        while end > opener and row[end - 1].role in ("link", "article", "data", "pronoun", "adverb"):
            end -= 1
        return row[opener:end]
    verbs = [index for index in range(opener, len(row)) if row[index].role in DONE | {"auxiliary", "measure_verb"}]
    if any(_begins_relative(row, index) for index in range(opener, len(row))):
        verbs = [index for index in verbs[1:] if row[index].role not in DONE]
    return row[opener : verbs[0]] if verbs else row[opener:]


def _begins_relative(row: Row, index: int) -> bool:
    """Say whether a relative clause begins: "waarin …", "aanvragen die zijn ingediend"."""
    follows = index + 1 < len(row) and row[index + 1].role == "auxiliary"
    return row[index].role == "relative" or (row[index].role == "pronoun" and follows)


def _before_done(row: Row) -> Row:
    last = len(row)
    while last and row[last - 1].role in DONE | {"destruction", "at_once", "term", "measure_verb"}:
        last -= 1
    return row[:last] if last else row


def _is_empty(row: Row, designators: frozenset[str], contrast: Contrast) -> bool:
    content = [item for item in row if item.role not in EMPTY | {"condition"}]
    if not content:
        return True
    first = content[0]
    is_numbered = first.key in designators and any(item.role == "number" for item in row[:_NUMBERED])
    return first.role in _NO_LABEL or (is_numbered and not contrast.labels)


def _trailing(row: Row, contrast: Contrast) -> Row:
    """Give the items behind a term (and its event) that say for what or when it holds."""
    row = row[: next((place for place, item in enumerate(row) if item.role == "then"), len(row))]
    index = 0
    while index < len(row) and row[index].role in EMPTY - {"open", "bracket", "not"}:
        index += 1
    if index == len(row):
        return ()
    first = row[index]
    if first.role in OPENERS:
        return _condition(row, index)
    if first.role in ("bracket", "open") or (
        index and row[index - 1].role in ("bracket", "open", "colon", "dash") and contrast.terms
    ):
        inner = index + (first.role in ("bracket", "open"))
        return _bracketed(row, inner, contrast)
    strong = next((place for place, item in enumerate(row) if item.role == "condition_strong"), None)
    if strong is not None:
        return _condition(row, strong)
    return _condition(row, index) if contrast.terms and index == 0 and first.role == "word" else ()


def _bracketed(row: Row, start: int, contrast: Contrast) -> Row:
    end = next((place for place in range(start, len(row)) if row[place].role in ("bracket", "close")), len(row))
    inside = row[start:end]
    if not inside or inside[0].role in _NAMED_ELSEWHERE or all(item.role in EMPTY for item in inside):
        after = row[end + 1 :]
        return _trailing(after, contrast) if after else ()
    if inside[0].role in OPENERS or contrast.terms:
        return inside
    return ()


def _condition(row: Row, start: int) -> Row:
    index = start + 1
    while index < len(row):
        role = row[index].role
        if role in ("strong", "stop", "then", "authority", "close", "open", "bracket"):
            break
        if role in MIDDLE and not enumerates(row, index, len(row)):
            break
        if role in ("and", "or") and (index + 1 >= len(row) or row[index + 1].role in NEW_AFTER_AND):
            break
        index += 1
    if row[start].role == "condition":
        while index > start + 1 and row[index - 1].role in DONE | {"auxiliary", "adverb"}:
            index -= 1
    return row[start:index]
