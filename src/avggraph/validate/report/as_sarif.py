"""The report for code scanning: SARIF 2.1.0 (OASIS Standard, 27 March 2020; the sections named are its own)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

import orjson

from avggraph.validate.baseline import Silence
from avggraph.validate.finding import Finding, Severity, short_names
from avggraph.validate.records import RecordFacts
from avggraph.validate.report.model import Language, Report
from avggraph.validate.report.passages import Passage, Passages
from avggraph.validate.report.wording import advice, message, shape_label
from avggraph.version import __version__

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_FINGERPRINT = "avggraph/v1"

# Section 3.27.10.
_LEVELS = {Severity.INFO: "note", Severity.WARNING: "warning", Severity.VIOLATION: "error"}

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class _Run:
    """What every result refers to: rules by shape and artifacts by document, each with its place in its array."""

    report: Report
    language: Language
    passages: Passages
    rules: Mapping[str, int]
    names: Mapping[str, str]
    artifacts: Mapping[str, int]
    because: Mapping[Finding, Silence]


def write_sarif(report: Report, language: Language = "nl") -> Iterator[str]:
    """Write all findings as a SARIF log of one run, the silenced ones as suppressed.

    A rule is a shape, an artifact the document of a record. Regions count code points of the document's normalised
    text; an artifact's property `normalizedText` says where a build keeps that. Beside an older report a result is
    new or unchanged, and what has gone is absent (section 3.27.24).
    """
    gone = report.trend.gone if report.trend else ()
    found = sorted((*report.findings, *report.because, *gone), key=Finding.sort_key)
    said = {finding.shape: finding for finding in found}
    shapes = sorted({*report.shapes, *said})
    documents = sorted({record.document: record for record in report.records.values() if record.document}.items())
    run = _Run(
        report,
        language,
        Passages(report.texts),
        {shape: number for number, shape in enumerate(shapes)},
        short_names(shapes),
        {document: number for number, (document, _) in enumerate(documents)},
        report.because,
    )
    states = _states(report)
    log: Json = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "avggraph",
                        "version": __version__,
                        "language": language,
                        "rules": [_rule(shape, said.get(shape), run) for shape in shapes],
                    }
                },
                "language": language,
                "columnKind": "unicodeCodePoints",
                "artifacts": [_artifact(document, record) for document, record in documents],
                "results": [_result(finding, states.get(finding), run) for finding in found],
            }
        ],
    }
    yield orjson.dumps(log, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _states(report: Report) -> Mapping[Finding, str]:
    if report.trend is None:
        return {}
    sides = (("new", report.trend.new), ("unchanged", report.trend.remaining), ("absent", report.trend.gone))
    return {finding: state for state, findings in sides for finding in findings}


def _rule(shape: str, said: Finding | None, run: _Run) -> Json:
    """Describe a shape; one of others may have no message or advice of its own."""
    of = run.report.shapes.get(shape) or said
    assert of is not None, shape
    label = shape_label(shape, run.report.shapes, run.language)
    return {
        "id": run.names[shape],
        "shortDescription": {"text": label},
        "fullDescription": {"text": message(of, run.language) or label},
        "help": {"text": advice(of, run.language) or message(of, run.language) or label},
        "helpUri": shape,
        "defaultConfiguration": {"level": _LEVELS[of.severity]},
        "properties": {"article": of.article},
    }


def _artifact(document: str, record: RecordFacts) -> Json:
    artifact: Json = {"location": {"uri": _uri(document)}}
    if record.source:
        artifact["properties"] = {"normalizedText": f"texts/{record.source.rpartition('/')[2]}.txt"}
    return artifact


def _result(finding: Finding, state: str | None, run: _Run) -> Json:
    passages = list(run.passages.of(finding.quotes))
    first, *others = _locations(finding, passages, run)
    said = (message(finding, run.language), advice(finding, run.language))
    result: Json = {
        "ruleId": run.names[finding.shape],
        "ruleIndex": run.rules[finding.shape],
        "level": _LEVELS[finding.severity],
        "message": {"text": " ".join(filter(None, said))},
        "locations": [first],
        "partialFingerprints": {_FINGERPRINT: finding.fingerprint},
        "properties": {"focus": finding.focus, "value": finding.value},
    }
    if others:
        result["relatedLocations"] = others
    if run.because:  # section 3.27.23: where some results say whether they are suppressed, all should
        result["suppressions"] = [_suppression(run.because[finding])] if finding in run.because else []
    if state:
        result["baselineState"] = state
    return result


def _suppression(silence: Silence) -> Json:
    until = silence.until.isoformat() if silence.until else None
    return {
        "kind": "external",
        "status": "accepted",
        "justification": silence.reason,
        "properties": {"date": silence.since.isoformat(), "until": until},
    }


def _locations(finding: Finding, passages: list[Passage], run: _Run) -> Iterator[Json]:
    """Give the place of each passage; a finding without words is about its whole document (section 3.29.4)."""
    record = run.report.record_of(finding)
    name = {"fullyQualifiedName": record.iri, "name": record.name} if record else {"fullyQualifiedName": finding.focus}
    logical: Json = {"logicalLocations": [name]}
    if record is None or record.document is None:
        yield logical
        return
    document = {"uri": _uri(record.document), "index": run.artifacts[record.document]}
    for passage in passages:
        yield {"physicalLocation": {"artifactLocation": document, "region": _region(passage)}, **logical}
    if not passages:
        yield {"physicalLocation": {"artifactLocation": document}, **logical}


def _region(passage: Passage) -> Json:
    return {
        "startLine": passage.line,
        "startColumn": passage.column,
        "endLine": passage.last_line,
        "endColumn": passage.last_column,
        "charOffset": passage.start,
        "charLength": passage.end - passage.start,
        "snippet": {"text": passage.text},
    }


def _uri(document: str) -> str:
    """Write a file's name as a relative reference (RFC 3986): "#" and ":" are part of the name."""
    return quote(document, safe="/")
