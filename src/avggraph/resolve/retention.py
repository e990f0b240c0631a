"""Retention periods (Bewaartermijn): from words to an ISO 8601 duration, never one the words do not state."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from avggraph import resources

# DPV 2.3 has these kinds of duration; "law" and "several" are storage durations without one of them.
KINDS = ("duration", "after_event", "until_event", "endless", "placeholder", "law", "several", "other")


@dataclass(frozen=True, slots=True)
class Retention:
    """What a retention text says.

    `kind` is one of `KINDS`; `duration` an xsd:duration such as "P18M", only where the words state exactly one;
    `event` the place in the words of the event it counts from; `bound` "Minimum", "Maximum" or None.
    """

    kind: str
    duration: str | None = None
    event: tuple[int, int] | None = None
    bound: str | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    duration: re.Pattern[str]
    numbers: dict[str, int]
    units: dict[str, str]
    selection_list: re.Pattern[str]
    bounds: tuple[tuple[str, re.Pattern[str]], ...]
    event: re.Pattern[str]
    kinds: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _words() -> _Words:
    table = tomllib.loads(resources.data("retention.toml").read_text(encoding="utf-8"))
    numbers = "|".join(sorted(table["numbers"], key=len, reverse=True))
    units = "|".join(sorted(table["units"], key=len, reverse=True))
    return _Words(
        duration=re.compile(
            rf"\b(?P<number>\d{{1,4}}(?:[.,]5)?|{numbers})(?:\s+|\s*-\s*)?(?:\([^)]{{1,20}}\)\s*)?(?P<unit>{units})\b",
            re.IGNORECASE,
        ),
        numbers=table["numbers"],
        units=table["units"],
        selection_list=re.compile(table["selection_list"]["pattern"]),
        bounds=tuple((name, re.compile(pattern)) for name, pattern in table["bounds"].items()),
        event=re.compile(table["event"]["pattern"]),
        kinds=tuple((entry["id"], re.compile(entry["pattern"])) for entry in table["kind"]),
    )


def read_retention(words: str) -> Retention:
    """Read a retention text. Two different durations are "several": which one holds is not guessed.

    >>> read_retention("Tot 2 jaar nadat klant niet meer actief is")
    Retention(kind='after_event', duration='P2Y', event=(17, 42), bound=None)
    >>> read_retention("Gelijk aan bewaartermijn dossier.").duration is None
    True
    """
    known = _words()
    found = list(known.duration.finditer(words))
    durations = {duration for match in found if (duration := _duration(match, known))}
    if not found:
        durations = {f"P{match['years']}Y" for match in known.selection_list.finditer(words)}
    if len(durations) > 1:
        return Retention("several")
    if durations:
        end, start = (found[-1].end(), found[0].start()) if found else (len(words), 0)
        event = known.event.search(words[end:])
        bound = next((name for name, pattern in known.bounds if pattern.search(words[:start])), None)
        place = (end + event.start("event"), end + event.end("event")) if event else None
        return Retention("after_event" if place else "duration", durations.pop(), place, bound)
    return Retention(next((kind for kind, pattern in known.kinds if pattern.search(words)), "other"))


def _duration(match: re.Match[str], known: _Words) -> str | None:
    """Write a duration; xsd:duration (XML Schema Part 2, 3.2.6) knows no weeks and no half months or days."""
    unit = known.units[match["unit"].casefold()]
    whole, _, half = match["number"].replace(",", ".").partition(".")
    number = int(known.numbers.get(whole.casefold(), whole))
    if half:
        return f"P{number}Y6M" if unit == "Y" else None
    if unit == "W":
        return f"P{7 * number}D"
    return f"PT{number}H" if unit == "H" else f"P{number}{unit}"
