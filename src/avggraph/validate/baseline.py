"""A baseline: known findings that are silenced, each with a reason and a date.

A file of it is TOML, with a `[[silence]]` for each: `shape`, `record` and `fingerprint` say which findings (at least
one of them; all that are given must agree), `reason` and `date` why and since when, `until` the last day it holds.
"""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, count

from avggraph.errors import UsageError, Where
from avggraph.printable import printable
from avggraph.validate.finding import Finding, short_name
from avggraph.validate.records import RecordFacts
from avggraph.validate.selection import records_named, shapes_named

_KEYS = ("shape", "record", "fingerprint", "reason", "date", "until")


@dataclass(frozen=True, slots=True)
class Silence:
    """One entry: the findings it silences, why, since when and until when. `number` is its place in the file, from 1.

    `shapes` and `records` are the IRIs that `shape` and `record` name.
    """

    number: int
    reason: str
    since: date
    until: date | None = None
    shape: str | None = None
    record: str | None = None
    fingerprint: str | None = None
    shapes: tuple[str, ...] = ()
    records: tuple[str, ...] = ()

    def covers(self, finding: Finding) -> bool:
        """Tell whether the entry is about a finding."""
        return (
            (self.shape is None or finding.shape in self.shapes)
            and (self.record is None or finding.record in self.records)
            and self.fingerprint in (None, finding.fingerprint)
        )

    @property
    def names(self) -> str:
        """Say which findings the entry is about, as it stands in the file."""
        named = (("shape", self.shape), ("record", self.record), ("fingerprint", self.fingerprint))
        return ", ".join(f"{key} {value}" for key, value in named if value is not None)


@dataclass(frozen=True, slots=True)
class Silenced:
    """A finding that does not count, and the entry that says so."""

    finding: Finding
    silence: Silence


@dataclass(frozen=True, slots=True)
class Silencing:
    """What a baseline did: the findings left, those silenced, and the entries that need a look.

    `unmatched` are about no finding; `expired` ended before the day of the report and silence nothing; `unjudged`
    have an end, but the report has no day to hold it against: they silence.
    """

    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...] = ()
    unmatched: tuple[Silence, ...] = ()
    expired: tuple[Silence, ...] = ()
    unjudged: tuple[Silence, ...] = ()


def parse_baseline(
    text: str, file: str, shapes: Iterable[str], records: Mapping[str, RecordFacts]
) -> tuple[Silence, ...]:
    """Read the entries of a baseline; `shapes` are the IRIs of the shapes there are, `file` names it in errors.

    A record that is not in `records` is no error: its entry is about no finding, and that is reported. Raises
    UsageError, with the file and the entry, for what is no baseline.

    >>> (entry,) = parse_baseline(
    ...     '[[silence]]\\nrecord = "M4089"\\nreason = "staat in het beleid"\\ndate = 2026-11-28', "b.toml", (), {})
    >>> entry.names, entry.reason
    ('record M4089', 'staat in het beleid')
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(
            f"Dit is geen TOML: {error}.",
            where=Where(file),
            advice="Begin met een bestand van avggraph validate --write-baseline.",
        ) from error
    entries = document.get("silence", [])
    if set(document) - {"silence"} or not isinstance(entries, list):
        raise UsageError(
            "Een bestand met bekende bevindingen bestaat uit [[silence]]-blokken en niets anders.", where=Where(file)
        )
    known = tuple(shapes)
    return tuple(
        _silence(entry, number, Where(file, field=f"silence {number}"), known, records)
        for number, entry in zip(count(1), entries, strict=False)
    )


def silence(findings: Iterable[Finding], baseline: Iterable[Silence], on: date | None = None) -> Silencing:
    """Hold findings against a baseline on a day; the first entry that is about a finding silences it.

    >>> silence([], [Silence(1, "ooit gezien", date(2026, 1, 1), shape="Weg")]).unmatched[0].names
    'shape Weg'
    """
    entries = tuple(baseline)
    expired = tuple(entry for entry in entries if on is not None and entry.until is not None and entry.until < on)
    ended = frozenset(expired)
    active = tuple(entry for entry in entries if entry not in ended)
    indexed = _Indexed.of(active)
    left: list[Finding] = []
    silenced: list[Silenced] = []
    matched: set[Silence] = set()
    for finding in findings:
        about = indexed.about(finding)
        matched.update(about)
        if about:
            silenced.append(Silenced(finding, min(about, key=lambda entry: entry.number)))
        else:
            left.append(finding)
    return Silencing(
        tuple(left),
        tuple(silenced),
        tuple(entry for entry in active if entry not in matched),
        expired,
        tuple(entry for entry in active if on is None and entry.until is not None),
    )


@dataclass(frozen=True, slots=True)
class _Indexed:
    """Entries by the narrowest thing they name: there may be thousands, and tens of thousands of findings."""

    by_fingerprint: Mapping[str, list[Silence]]
    by_record: Mapping[str, list[Silence]]
    by_shape: Mapping[str, list[Silence]]

    @classmethod
    def of(cls, entries: Iterable[Silence]) -> _Indexed:
        indexed = cls(defaultdict(list), defaultdict(list), defaultdict(list))
        for entry in entries:
            if entry.fingerprint is not None:
                indexed.by_fingerprint[entry.fingerprint].append(entry)
            elif entry.record is not None:
                for record in entry.records:
                    indexed.by_record[record].append(entry)
            else:
                for shape in entry.shapes:
                    indexed.by_shape[shape].append(entry)
        return indexed

    def about(self, finding: Finding) -> list[Silence]:
        candidates = chain(
            self.by_fingerprint.get(finding.fingerprint, ()),
            self.by_record.get(finding.record or "", ()),
            self.by_shape.get(finding.shape, ()),
        )
        return [entry for entry in candidates if entry.covers(finding)]


def render_baseline(findings: Iterable[Finding], reason: str, on: date) -> str:
    """Write a baseline that silences exactly these findings, the inverse of `parse_baseline`."""
    return "\n".join("".join(f"{line}\n" for line in _entry(finding, reason, on)) for finding in findings)


def _entry(finding: Finding, reason: str, on: date) -> Iterator[str]:
    yield f"# {printable(finding.message_nl)}"
    yield "[[silence]]"
    yield f"shape = {_string(short_name(finding.shape))}"
    if finding.record is not None:
        yield f"record = {_string(RecordFacts(finding.record).key)}"
    yield f"fingerprint = {_string(finding.fingerprint)}"
    yield f"reason = {_string(reason)}"
    yield f"date = {on.isoformat()}"


def _string(text: str) -> str:
    """Write a TOML basic string: JSON's escapes, and DEL (TOML 1.0, section String)."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _silence(
    entry: object, number: int, where: Where, shapes: tuple[str, ...], records: Mapping[str, RecordFacts]
) -> Silence:
    if not isinstance(entry, dict):
        raise UsageError("Dit is geen [[silence]]-blok.", where=where)
    unknown = sorted(set(entry) - set(_KEYS))
    if unknown:
        raise UsageError(
            f"Onbekende sleutel: {', '.join(unknown)}.", where=where, advice=f"Kies uit: {', '.join(_KEYS)}."
        )
    shape, record, fingerprint, reason = (_words(entry, key, where) for key in _KEYS[:4])
    since, until = (_day(entry, key, where) for key in _KEYS[4:])
    if shape is None and record is None and fingerprint is None:
        raise UsageError("Er staat niet welke bevindingen dit zijn.", where=where, advice="Noem shape of record.")
    if reason is None or since is None:
        missing = "reden (reason)" if reason is None else "datum (date)"
        raise UsageError(f"Er staat geen {missing}.", where=where, advice="Zeg waarom, en sinds wanneer.")
    if until is not None and until < since:
        raise UsageError("De laatste dag (until) ligt voor de datum (date).", where=where, advice="Kijk de dagen na.")
    return Silence(
        number,
        reason,
        since,
        until,
        shape,
        record,
        fingerprint,
        () if shape is None else _named(lambda: shapes_named([shape], shapes), where),
        () if record is None else _records(record, records),
    )


def _named(find: Callable[[], tuple[str, ...]], where: Where) -> tuple[str, ...]:
    try:
        return find()
    except UsageError as error:
        raise UsageError(error.what, where=where, advice=error.advice) from error


def _records(name: str, known: Mapping[str, RecordFacts]) -> tuple[str, ...]:
    try:
        return records_named([name], known)
    except UsageError:  # a record that has left the register: the entry is reported as about nothing
        return ()


def _words(entry: Mapping[str, object], key: str, where: Where) -> str | None:
    value = entry.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{key} is geen tekst.", where=where, advice=f'Schrijf {key} = "…".')
    return value.strip()


def _day(entry: Mapping[str, object], key: str, where: Where) -> date | None:
    value = entry.get(key)
    if value is None:
        return None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise UsageError(
            f"{key} is geen dag.", where=where, advice=f"Schrijf {key} = 2026-11-28, zonder aanhalingstekens."
        )
    return value
