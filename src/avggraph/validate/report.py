"""Findings as a report: lines for a reader, JSON for a program, SHACL's own vocabulary for RDF tools."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

import orjson

from avggraph.graph.terms import Namespace, Term, iri, literal
from avggraph.text import fold
from avggraph.validate.finding import Finding, Severity

Language = Literal["nl", "en"]

_SH = Namespace("http://www.w3.org/ns/shacl#")
_SHACL_SEVERITY = {Severity.INFO: "Info", Severity.WARNING: "Warning", Severity.VIOLATION: "Violation"}
_SPAN = re.compile(r"(.+)#char=(\d+),(\d+)")
_LONGEST_QUOTE = 160


@dataclass(frozen=True, slots=True)
class _Wording:
    severity: Mapping[Severity, tuple[str, str]]  # one, several
    no_findings: str
    no_record: str


_WORDINGS: Mapping[Language, _Wording] = {
    "nl": _Wording(
        {
            Severity.VIOLATION: ("fout in de graaf", "fouten in de graaf"),
            Severity.WARNING: ("waarschuwing", "waarschuwingen"),
            Severity.INFO: ("opmerking", "opmerkingen"),
        },
        "Geen bevindingen.",
        "Buiten de verwerkingen",
    ),
    "en": _Wording(
        {
            Severity.VIOLATION: ("fault in the graph", "faults in the graph"),
            Severity.WARNING: ("warning", "warnings"),
            Severity.INFO: ("remark", "remarks"),
        },
        "No findings.",
        "Outside the records",
    ),
}


def text_report(findings: Iterable[Finding], texts: Mapping[str, str], language: Language = "nl") -> str:
    """Write the findings for a reader, grouped by register description, the worst first.

    `texts` holds the normalised text of each source document by its IRI; words of a document that is not in it
    are left out, the finding is not.

    >>> finding = Finding(Severity.WARNING, "urn:s", "<urn:g>", None, None, "urn:c",
    ...     "Bij deze gegevens staat geen bewaartermijn.", "These data have no retention period.",
    ...     "Noem hoe lang de gegevens worden bewaard.", "Say how long the data are kept.",
    ...     "AVG art. 30(1)(f)", "urn:v", "M4089", ("urn:bron#char=17,27",))
    >>> print(text_report([finding], {"urn:bron": "Persoonsgegevens naam klant"}), end="")
    M4089: 1 waarschuwing
      waarschuwing, AVG art. 30(1)(f): Bij deze gegevens staat geen bewaartermijn.
        “naam klant”
        Noem hoe lang de gegevens worden bewaard.
    """
    wording = _WORDINGS[language]
    blocks = [
        "".join(f"{line}\n" for line in _lines(title, group, texts, language))
        for title, group in _by_record(findings, wording.no_record)
    ]
    return "\n".join(blocks) if blocks else f"{wording.no_findings}\n"


def json_report(findings: Iterable[Finding]) -> str:
    """Write the findings as a JSON array of objects, in the order of `Finding.sort_key`."""
    rows = [_row(finding) for finding in sorted(findings, key=Finding.sort_key)]
    return orjson.dumps(rows, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def shacl_report(findings: Iterable[Finding], report: str) -> str:
    """Write the findings as a SHACL validation report in Turtle; `report` is its IRI.

    There are no blank nodes: a result is named after what it says, below `report`, and so is a blank node of
    the data. A path that is more than one IRI stands with its shape alone, for SHACL writes it in blank nodes.
    """
    results = {_result_iri(finding, report): finding for finding in findings}
    lines = [f"@prefix sh: <{_SH.base}> .", "", f"{iri(report)} a sh:ValidationReport ;"]
    lines += [f"    sh:result {name} ;" for name in sorted(results)]
    lines.append(f"    sh:conforms {'false' if results else 'true'} .")
    for name in sorted(results):
        lines += ["", *_result_lines(name, results[name], report)]
    return "\n".join(lines) + "\n"


def _by_record(findings: Iterable[Finding], no_record: str) -> Iterator[tuple[str, list[Finding]]]:
    groups = [
        (record, list(group))
        for record, group in groupby(sorted(findings, key=Finding.sort_key), key=lambda finding: finding.record)
    ]
    # Within a group the worst comes first, so the first one's severity is the group's.
    for record, group in sorted(groups, key=lambda item: (-item[1][0].severity, item[0] is None, item[0] or "")):
        yield group[0].reference or record or no_record, group


def _lines(title: str, group: list[Finding], texts: Mapping[str, str], language: Language) -> Iterator[str]:
    names = _WORDINGS[language].severity
    counts = {severity: sum(finding.severity == severity for finding in group) for severity in names}
    totals = [f"{count} {names[severity][count != 1]}" for severity, count in counts.items() if count]
    yield f"{title}: {', '.join(totals)}"
    for finding in group:
        message = finding.message_nl if language == "nl" else finding.message_en
        yield f"  {names[finding.severity][0]}, {finding.article}: {message}"
        yield from (f"    “{words}”" for quote in finding.quotes if (words := _words(quote, texts)))
        if finding.record is None:
            yield f"    {finding.focus}"
        yield f"    {finding.advice_nl if language == 'nl' else finding.advice_en}"


def _words(quote: str, texts: Mapping[str, str]) -> str:
    match = _SPAN.fullmatch(quote)
    words = fold(texts.get(match[1], "")[int(match[2]) : int(match[3])]) if match else ""
    return words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1].rstrip() + "…"


def _row(finding: Finding) -> dict[str, object]:
    return {
        "reference": finding.reference,
        "record": finding.record,
        "severity": finding.severity.label,
        "article": finding.article,
        "message": {"nl": finding.message_nl, "en": finding.message_en},
        "advice": {"nl": finding.advice_nl, "en": finding.advice_en},
        "focus": finding.focus,
        "path": finding.path,
        "value": finding.value,
        "quotes": list(finding.quotes),
        "shape": finding.shape,
        "component": finding.component,
    }


def _result_iri(finding: Finding, report: str) -> Term:
    said = "\n".join((finding.shape, finding.component, finding.focus, finding.value or ""))
    return iri(f"{report}#{hashlib.sha256(said.encode()).hexdigest()[:32]}")


def _result_lines(name: Term, finding: Finding, report: str) -> Iterator[str]:
    yield f"{name} a sh:ValidationResult ;"
    yield f"    sh:resultSeverity sh:{_SHACL_SEVERITY[finding.severity]} ;"
    yield f"    sh:sourceShape {iri(finding.shape)} ;"
    yield f"    sh:sourceConstraintComponent {iri(finding.component)} ;"
    if finding.path is not None and iri(finding.path[1:-1]) == finding.path:
        yield f"    sh:resultPath {finding.path} ;"
    if finding.value is not None:
        yield f"    sh:value {_without_blank(finding.value, report)} ;"
    yield f"    sh:resultMessage {literal(finding.message_nl, lang='nl')} , {literal(finding.message_en, lang='en')} ;"
    yield f"    sh:focusNode {_without_blank(finding.focus, report)} ."


def _without_blank(term: Term, report: str) -> Term:
    return iri(f"{report}#blank-{term.removeprefix('_:')}") if term.startswith("_:") else term
