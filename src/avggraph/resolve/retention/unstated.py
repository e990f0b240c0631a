"""What a part without a term says: until an event, by another text, still to be filled in, or nothing."""

from __future__ import annotations

from collections.abc import Mapping

from avggraph.resolve.retention.items import Item
from avggraph.resolve.retention.lexicon import Lexicon
from avggraph.resolve.retention.model import Kind
from avggraph.resolve.retention.roles import EMPTY, FROM, Row

# In this order: a field left open says so whatever it names; a record's number is more than a law beside it.
_SOURCES: tuple[tuple[str, Kind], ...] = (
    ("record", "reference"),
    ("law", "law"),
    ("reference", "reference"),
    ("authority", "reference"),
)
# What may stand before the first word of a law's name.
_LAW_LEADS = frozenset({"authority", "reference", "adverb", "auxiliary", "article", "link"})
_DENIAL = frozenset({"not", "sign", "stop", "dash", "adverb", "data", "pronoun", "colon", "term"})


def unstated_kind(row: Row, known: Lexicon) -> tuple[Kind, int | None]:
    """Give the kind of a part that states no term, and the index of the word that says so.

    >>> from avggraph.resolve.retention.items import items
    >>> from avggraph.resolve.retention.lexicon import lexicon
    >>> for text in ("nader te bepalen", "direct na de controle verwijderd", "conform de Archiefwet", "zie M457"):
    ...     print(unstated_kind(items(text, lexicon()), lexicon())[0])
    placeholder
    until_event
    law
    reference
    """
    where: dict[str, int] = {}
    for index, item in enumerate(row):
        where.setdefault(item.role, index)
    if "placeholder" in where:
        return "placeholder", where["placeholder"]
    return _until(row, where, known) or _elsewhere(row, where, known)


def _until(row: Row, where: Mapping[str, int], known: Lexicon) -> tuple[Kind, int | None] | None:
    is_done = "destroy" in where
    date = where.get("date", where.get("year"))
    if date is not None and _is_until(row, date, where):
        return "until_date", date
    label = next((index + 1 for index, item in enumerate(row[:-1]) if item.role == "colon"), 0)
    first = next((index for index in range(label, len(row)) if not _leads(row[index])), label)
    if row[first].key in known.endings or (first > label and row[first].key in known.end_nouns):
        return "until_event", first - 1 if first else None
    end = next((index for index, item in enumerate(row) if item.key in known.endings), 0)
    if is_done and end and not any(role in where for role in FROM):
        return "until_event", end - 1
    is_kept = not is_done and ("keep" in where or "moved" in where)
    for role in FROM:
        if role in where and not is_kept and (is_done or "at_once" in where or _opens(row[: where[role]])):
            return "until_event", where[role]
    leads = [where[role] for role in ("condition_strong", "condition", "at_once") if is_done and role in where]
    return ("until_event", leads[0]) if leads else None


def _leads(item: Item) -> bool:
    return item.role in ("article", "condition", "link", "frequency")


def _is_until(row: Row, date: int, where: Mapping[str, int]) -> bool:
    """Say whether a date is the term's end: the only word, or when the data are destroyed."""
    if row[date].role == "year":
        return "destroy" in where and date > 0 and row[date - 1].role == "link"
    return "destroy" in where or "maximum" in where or all(item.role in EMPTY | {"date"} for item in row)


def _opens(before: Row) -> bool:
    return all(item.role in EMPTY and item.role != "auxiliary" for item in before)


def _elsewhere(row: Row, where: Mapping[str, int], known: Lexicon) -> tuple[Kind, int | None]:
    if "follows" in where and where["follows"] == len(row) - 1:
        return "placeholder", where["follows"]
    opener = next((index for index, item in enumerate(row) if item.role not in _LAW_LEADS), 0)
    if row[opener].key in known.law_openers:
        return "law", opener
    for role, kind in _SOURCES:
        if role in where:
            return kind, where[role]
    if "follows" in where:
        return "reference", where["follows"]
    is_open = ("not" in where or "dash" in where) and all(item.role in _DENIAL for item in row)
    return ("placeholder", 0) if is_open else ("other", None)
