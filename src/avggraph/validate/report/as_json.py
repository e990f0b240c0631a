"""The report for programs: a JSON array of objects, which can be read again to compare with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

import orjson

from avggraph.errors import UsageError, Where
from avggraph.json_array import BEGIN, BETWEEN, EMPTY, END, indented_row
from avggraph.validate.baseline import Silence
from avggraph.validate.finding import Finding, Severity, short_name
from avggraph.validate.records import RecordFacts
from avggraph.validate.report.model import Group, Language, Report, groups_with_silenced
from avggraph.validate.report.passages import Passage, Passages
from avggraph.validate.report.sheet import Sheet
from avggraph.validate.report.totals import Totals

_SEVERITIES = {severity.label: severity for severity in Severity}


def write_json(report: Report, language: Language = "nl") -> Iterator[str]:
    """Write all findings, silenced ones too, as a JSON array of objects, in the order of `Finding.sort_key`.

    Messages are in both languages. `words` holds the words of each citation with their line, from 1.
    """
    return JsonSheet(report, language).written(groups_with_silenced(report))


class JsonSheet(Sheet):
    """The array, of which a piece holds the objects of a record."""

    between: ClassVar[str] = BETWEEN

    def _begin(self, totals: Totals) -> Iterator[str]:
        yield BEGIN if self._has_rows(totals) else EMPTY

    def _piece(self, group: Group, passages: Passages) -> Iterator[str]:
        because = self.report.because
        for number, finding in enumerate(group.findings):
            if number:
                yield BETWEEN
            yield indented_row(_row(finding, group.record, passages, because.get(finding)))

    def _end(self, totals: Totals) -> Iterator[str]:
        yield END if self._has_rows(totals) else ""

    def _has_rows(self, totals: Totals) -> bool:
        return bool(totals.groups or self.report.silenced)


def parse_json(data: bytes, file: str) -> tuple[Finding, ...]:
    """Read the findings of `write_json`, also those of its first version, which knew fewer keys.

    `file` names the data in errors. Raises UsageError where they are no findings.

    >>> parse_json(b"[]", "findings.json")
    ()
    """
    try:
        rows = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise UsageError(f"Dit is geen JSON: {error}.", where=Where(file), advice="Geef een findings.json.") from error
    if not isinstance(rows, list):
        raise UsageError("Dit is geen lijst van bevindingen.", where=Where(file), advice="Geef een findings.json.")
    return tuple(_finding(row, Where(file, field=f"bevinding {number}")) for number, row in enumerate(rows, start=1))


def _row(
    finding: Finding, record: RecordFacts | None, passages: Passages, silence: Silence | None
) -> dict[str, object]:
    return {
        "reference": finding.reference,
        "record": finding.record,
        "key": record.key if record else None,
        "title": record.title if record else None,
        "ministries": list(record.ministries) if record else [],
        "document": record.document if record else None,
        "severity": finding.severity.label,
        "article": finding.article,
        "check": short_name(finding.shape),
        "message": {"nl": finding.message_nl, "en": finding.message_en},
        "advice": {"nl": finding.advice_nl, "en": finding.advice_en},
        "focus": finding.focus,
        "path": finding.path,
        "value": finding.value,
        "quotes": list(finding.quotes),
        "words": [_words(passage) for passage in passages.of(finding.quotes)],
        "shape": finding.shape,
        "component": finding.component,
        "fingerprint": finding.fingerprint,
        "silenced": None
        if silence is None
        else {"reason": silence.reason, "date": silence.since, "until": silence.until},
    }


def _words(passage: Passage) -> dict[str, object]:
    return {"line": passage.line, "text": passage.words}


def _finding(row: object, where: Where) -> Finding:
    if not isinstance(row, dict):
        raise UsageError("Dit is geen bevinding.", where=where)
    severity = _SEVERITIES.get(_text(row, "severity", where))
    if severity is None:
        raise UsageError(f"Onbekende ernst: {row['severity']!r}.", where=where)
    quotes = row.get("quotes", [])
    if not isinstance(quotes, list) or not all(isinstance(each, str) for each in quotes):
        raise UsageError("quotes is geen lijst van teksten.", where=where)
    messages, advices = (_languages(row, key, where) for key in ("message", "advice"))
    return Finding(
        severity=severity,
        shape=_text(row, "shape", where),
        focus=_text(row, "focus", where),
        path=_text_or_none(row, "path", where),
        value=_text_or_none(row, "value", where),
        component=_text(row, "component", where),
        message_nl=messages[0],
        message_en=messages[1],
        advice_nl=advices[0],
        advice_en=advices[1],
        article=_text(row, "article", where),
        record=_text_or_none(row, "record", where),
        reference=_text_or_none(row, "reference", where),
        quotes=tuple(quotes),
    )


def _languages(row: Mapping[str, object], key: str, where: Where) -> tuple[str, str]:
    texts = row.get(key)
    if not isinstance(texts, dict):
        raise UsageError(f"{key} zegt niets in twee talen.", where=where)
    return _text(texts, "nl", where), _text(texts, "en", where)


def _text(row: Mapping[str, object], key: str, where: Where) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise UsageError(f"{key} is geen tekst.", where=where, advice="Geef een findings.json van avggraph.")
    return value


def _text_or_none(row: Mapping[str, object], key: str, where: Where) -> str | None:
    return None if row.get(key) is None else _text(row, key, where)
