"""The event a term is counted from or lasts until: which words name it, and where they end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from avggraph.resolve.retention.roles import BRACKETS, DONE, EMPTY, FROM, LED, MIDDLE, OPENERS, STARTS, STRONG, Row
from avggraph.text import Span

_CLAUSAL = ("from_clause", "starts_clause", "until", "while", "when", "no_longer", "condition_strong")
# An event ends before these, whatever goes on behind them.
_ENDS = (
    STRONG | BRACKETS | {"colon", "then", "authority", "condition_strong", "amount", "plus", "or_longer", "or_shorter"}
)
# Behind "en" or "of" these begin something other than a second event.
NEW_AFTER_AND = DONE | {"then", "auxiliary", "authority", "condition_strong", "minimum", "maximum", "lead"}
# What follows a comma inside an enumeration holds none of these.
_NO_ENUMERATION = _ENDS | DONE | OPENERS | {*FROM, "auxiliary", "law", "reference", "until", "while", "relative"}
_LOOSE = MIDDLE | BRACKETS | STRONG | {"and", "or", "sign", "colon"}
# Behind a determiner a verb is a noun: "de registratie", "de laatste opslag".
_DETERMINERS = frozenset({"article", "past"})
_AS_NOUN = DONE | {"auxiliary", "adverb", "measure_verb", "moved"}
# A sentence's subject begins with one of these.
_SUBJECT = frozenset({"article", "data", "pronoun"})
# No clause has more items.
_SENTENCE = 40


@dataclass(frozen=True, slots=True)
class Event:
    """An event's items, the word that leads it in, and the stretch `[first:last)` of the part that it takes."""

    row: Row
    lead: str
    first: int
    last: int


def span(row: Row) -> Span | None:
    """Give the place of items, without the signs, commas and conjunctions at their ends."""
    first, last = 0, len(row)
    while first < last and row[first].role in _LOOSE:
        first += 1
    closes = any(item.key in ("(", "[") for item in row[first:last])
    while last > first and row[last - 1].role in _LOOSE and not (closes and row[last - 1].key in (")", "]")):
        last -= 1
    return Span(row[first].start, row[last - 1].end) if first < last else None


def event_at(row: Row, lead: int, head: int, end: int | None = None) -> Event | None:
    """Read the event behind the word that leads it in ("na", "nadat", "tot", …).

    In a clause a verb may be the event's own ("nadat het account is verwijderd"), unless the sentence around it still
    waits for its verb ("worden, nadat de zaak is afgedaan, verwijderd").
    """
    before = row[: min(lead, head)]
    pending = sum((item.role == "auxiliary") - (item.role in DONE) for item in before) > 0
    start = lead + 1
    stop = len(row) if end is None else end
    while start < stop and row[start].role in ("article", "minimum", "maximum"):
        start += 1
    last = _end(row, start, stop, clausal=row[lead].role in _CLAUSAL, pending=pending)
    while (
        last > start
        and row[last - 1].role in ("adverb", "at_once", "not", "comma")
        and (last - 1 == start or row[last - 2].role not in _DETERMINERS)
    ):
        last -= 1
    if last > start and row[last - 1].role == "article":
        while last > start and row[last - 1].role in ("article", "link"):
            last -= 1
    return Event(row[start:last], row[lead].key, lead, last) if last > start else None


def _end(row: Row, start: int, stop: int, *, clausal: bool, pending: bool) -> int:
    auxiliary: int | None = None
    for index in range(start, stop):
        role = row[index].role
        if index > start and row[index - 1].role in _DETERMINERS and role in _AS_NOUN:
            continue
        if _parts(row, index, stop, clausal=clausal, pending=pending):
            return index
        clausal = clausal or role == "relative"
        if role == "auxiliary":
            if (auxiliary == index - 1 and _is_main(row[index + 1 : stop])) or (
                not clausal and index > start and row[index + 1 : index + 2] and row[index + 1].role in _SUBJECT
            ):
                return index
            auxiliary = index
        elif auxiliary is not None and auxiliary == index - 1 > start and _is_subject(row[index:stop]):
            return auxiliary
        elif role in DONE and index > start and (pending or not clausal or auxiliary is None):
            return auxiliary if auxiliary is not None and auxiliary > start else index
    return stop


def _parts(row: Row, index: int, stop: int, *, clausal: bool, pending: bool) -> bool:
    """Say whether an event stops before an item, whatever its verb."""
    role = row[index].role
    if role in MIDDLE:
        return not enumerates(row, index, stop)
    if role in ("and", "or"):
        return not _goes_on(row, index + 1, stop, clausal=clausal and not pending)
    return role in (_ENDS - {"authority"} if clausal else _ENDS | {"measure_verb"})


def _goes_on(row: Row, index: int, stop: int, *, clausal: bool) -> bool:
    """Say whether the event goes on behind "en" or "of"; in a clause also with its verb ("voldaan of is vervallen")."""
    if index >= stop:
        return False
    if clausal and row[index].role == "auxiliary":
        return not any(item.role in DONE for item in row[index : min(stop, index + _SENTENCE)])
    return row[index].role not in NEW_AFTER_AND


def _is_subject(row: Row) -> bool:
    """Say whether the data follow, of which something is then done: "… worden de gegevens verwijderd"."""
    first = row[1:2] if row[0].role == "article" else row[:1]
    return bool(first) and first[0].role in ("data", "pronoun") and any(item.role in DONE for item in row[:_SENTENCE])


def _is_main(row: Row) -> bool:
    """Say whether a sentence goes on behind its clause: "zodra het rapport klaar is | worden de opnames gewist"."""
    return bool(row) and row[0].role in _SUBJECT and any(item.role in DONE for item in row[:_SENTENCE])


def enumerates(row: Row, comma: int, stop: int) -> bool:
    """Say whether a comma goes on with an enumeration: "na intrekking, vervallen of overlijden"."""
    for item in row[comma + 1 : min(stop, comma + _SENTENCE)]:
        if item.role in ("and", "or"):
            return True
        if item.role in _NO_ENUMERATION:
            return False
    return False


def counted_from(row: Row, head: int, endings: frozenset[str]) -> Event | None:
    """Find the event that the length at an index counts from; `endings` begin one without a word before it."""
    return (
        first_event(row, head, range(len(row)), STARTS)
        or first_event(row, head, _reach(row, head), FROM)
        or _before_plus(row, head)
        or _before(row, head)
        or _named_before(row, head, endings)
    )


def first_event(row: Row, head: int, within: Iterable[int], roles: Iterable[str]) -> Event | None:
    """Read the event behind the first word that has one of the roles."""
    lead = next((index for index in within if row[index].role in roles), None)
    return None if lead is None else event_at(row, lead, head)


def _reach(row: Row, head: int) -> range:
    """Give the places behind a length where its event may begin: before a condition."""
    for index in range(head + 1, len(row)):
        if row[index].role == "condition_strong" or (row[index].role == "condition" and index == head + 1):
            return range(head + 1, index)
    return range(head + 1, len(row))


def _before_plus(row: Row, head: int) -> Event | None:
    """Read "einde dienstverband + 2 jaar"."""
    index = head - 1
    while index > 0 and row[index].role in LED:
        index -= 1
    if index <= 0 or row[index].role != "plus":
        return None
    start = first = next((place + 1 for place in range(index - 1, -1, -1) if row[place].role == "colon"), 0)
    leads = [place + 1 for place in range(start, index) if row[place].role in ("until", "while", "from")]
    start = leads[-1] if leads else start
    while start < index and row[start].role in ("article", "term"):
        start += 1
    return Event(row[start:index], row[index].key, first, index) if start < index else None


def _before(row: Row, head: int) -> Event | None:
    """Read an event before its length: "na sluiting 30 jaar", "zolang de pas geldt en daarna 2 jaar"."""
    continued = ("until", "while") if any(item.role == "then" for item in row) else ()
    lead = next((index for index in range(head) if row[index].role in (*FROM, *continued)), None)
    if lead is None or row[lead + 1].role == "figure":
        return None
    before = [item.role for item in row[:lead]]
    if any(role in ("word", "term") for role in before) and not any(role in ("auxiliary", "colon") for role in before):
        return None
    end = head
    while (
        row[lead].role in FROM and end > lead + 1 and row[end - 1].role in LED | {"auxiliary", "data", "term", "comma"}
    ):
        end -= 1
    if row[lead].role == "from":
        end = _finite_verb(row, lead, end)
    found = event_at(row, lead, head, end)
    is_no_event = found and (any(item.role == "term" for item in found.row) or _is_date(found.row))
    return None if is_no_event else found


def _is_date(row: Row) -> bool:
    return all(item.role in ("date", "year") for item in row)


def _finite_verb(row: Row, lead: int, end: int) -> int:
    """Find the verb of the sentence that a stretch of words opens: "na sluiting wordt het dossier …"."""
    for index in range(lead + 1, end):
        if row[index].role == "relative":
            break
        if row[index].role == "auxiliary":
            return index
    return end


def _named_before(row: Row, head: int, endings: frozenset[str]) -> Event | None:
    """Read "einde dienstverband: 2 jaar", and "looptijd overeenkomst en 2 jaar daarna"."""
    start = 1 if row[0].role == "article" else 0
    if row[start].key in endings:
        ends = _ENDS | MIDDLE | LED - {"link", "article"}
        last = next((index for index in range(start, head) if row[index].role in ends), head)
    elif any(item.role == "then" for item in row):
        last = next((index for index in range(start, head) if row[index].role == "and"), start)
    else:
        return None
    named = row[start:last]
    if any(item.role in (*FROM, "auxiliary", "labelled") for item in named) or all(
        item.role in EMPTY for item in named
    ):
        return None
    return Event(named, named[0].key, 0, last)
