"""The report for a terminal: by record, worst first, with lines and words, and the counts at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from avggraph.printable import printable, shortened
from avggraph.validate.baseline import Silence
from avggraph.validate.finding import Finding, short_name
from avggraph.validate.report.model import (
    SEVERITIES,
    Fold,
    Group,
    Language,
    Report,
    groups,
    silenced_groups,
)
from avggraph.validate.report.passages import Passages
from avggraph.validate.report.sheet import Sheet
from avggraph.validate.report.totals import Totals
from avggraph.validate.report.wording import (
    WORDINGS,
    Wording,
    advice,
    baseline_remarks,
    counted,
    lines_of,
    record_name,
    remark,
    selection_words,
    severity_counts,
    shape_label,
    silenced_because,
    trend_remark,
)
from avggraph.validate.trend import Trend

_MOST_QUOTES = 10
_MOST_COUNTED = 10
_MOST_CHANGED = 20


def write_text(report: Report, language: Language = "nl") -> Iterator[str]:
    """Write a report for a reader at a terminal.

    >>> from avggraph.validate.baseline import Silencing
    >>> from avggraph.validate.finding import Severity
    >>> finding = Finding(Severity.WARNING, "urn:s#RetentionStated", "<urn:g>", None, None, "urn:c",
    ...     "Bij deze gegevens staat geen bewaartermijn.", "These data have no retention period.",
    ...     "Noem hoe lang de gegevens worden bewaard.", "Say how long the data are kept.",
    ...     "AVG art. 30(1)(f)", "urn:v", "M4089", ("urn:bron#char=17,27",))
    >>> report = Report(Silencing((finding,)), "urn:r", texts={"urn:bron": "Persoonsgegevens\\nnaam klant"})
    >>> print("".join(write_text(report)), end="")
    M4089: 1 waarschuwing
      waarschuwing, AVG art. 30(1)(f): Bij deze gegevens staat geen bewaartermijn.
        regel 2: “naam klant”
        Noem hoe lang de gegevens worden bewaard.
    """
    return TextSheet(report, language).written(groups(report))


class TextSheet(Sheet):
    """Blocks of lines with an empty line between two; a piece is the block of a record."""

    between: ClassVar[str] = "\n"
    is_worst_first: ClassVar[bool] = True

    def _begin(self, _totals: Totals) -> Iterator[str]:
        return iter(())

    def _piece(self, group: Group, passages: Passages) -> Iterator[str]:
        return (f"{line}\n" for line in _group(group, passages, WORDINGS[self.language], self.language))

    def _end(self, totals: Totals) -> Iterator[str]:
        between = self.between if totals.groups else ""
        for block in _blocks(totals, self.report, self.language):
            yield between
            yield from (f"{line}\n" for line in block)
            between = self.between


# ---------------------------------------------------------------- a record


def _group(group: Group, passages: Passages, wording: Wording, language: Language) -> Iterator[str]:
    record = group.record
    name = ", ".join(filter(None, (record_name(record, wording), record.title if record else None)))
    yield f"{printable(name)}: {severity_counts(group.counts, wording)}"
    if record and record.document:
        yield f"  {printable('; '.join((record.document, *record.ministries)))}"
    for fold in group.folds:
        yield from _fold(fold, passages, wording, language)


def _fold(fold: Fold, passages: Passages, wording: Wording, language: Language) -> Iterator[str]:
    finding = fold.finding
    quotes = [f"{lines_of(each, wording)}: “{shortened(each.words)}”" for each in passages.cited(fold.quotes)]
    times = f" ({len(fold.findings)} {wording.times})" if len(fold.findings) > 1 else ""
    yield f"  {remark(finding, language)}{times}"
    yield from (f"    {line}" for line in _at_most(_MOST_QUOTES, quotes, wording))
    yield from (f"    {node}" for node in _at_most(_MOST_QUOTES, list(map(printable, fold.nodes)), wording))
    if said := printable(advice(finding, language)):
        yield f"    {said}"


def _at_most(most: int, lines: list[str], wording: Wording) -> list[str]:
    return lines if len(lines) <= most else [*lines[:most], wording.more.format(count=len(lines) - most)]


# ---------------------------------------------------------------- below the findings


def _blocks(totals: Totals, report: Report, language: Language) -> Iterator[Iterable[str]]:
    wording = WORDINGS[language]
    if any(report.hidden.values()):
        yield [wording.hidden.format(what=severity_counts(report.hidden, wording))]
    elif not totals.groups:
        yield [wording.no_findings]
    if totals.groups > 1:
        yield _summary(totals, report, language)
    if report.trend:
        yield _trend(report.trend, report, language)
    if report.silenced:
        yield _silenced(report, wording, language)
    for heading, entries in baseline_remarks(report, wording):
        yield _entries(heading, entries)
    chosen = selection_words(report, language)
    if chosen:
        yield [wording.only.format(what=printable(chosen))]


def _summary(totals: Totals, report: Report, language: Language) -> Iterator[str]:
    wording, whole = WORDINGS[language], totals.whole
    yield f"{wording.total}: {severity_counts(whole.counts, wording)} ({counted(whole.records, wording.records)})"
    yield f"  {wording.per_ministry}:"
    ministries = [
        f"{each.total:>4}  {printable(ministry or wording.no_ministry)} ({counted(each.records, wording.records)})"
        for ministry, each in totals.ministries
    ]
    yield from (f"    {line}" for line in _at_most(_MOST_COUNTED, ministries, wording))
    yield f"  {wording.per_shape}:"
    checks = [
        f"{each.total:>4}  {short_name(check.shape)}: {shape_label(check.shape, report.shapes, language)}"
        f" ({wording.severity_name(check.severity)}, {check.article})"
        for check, each in totals.checks
    ]
    yield from (f"    {line}" for line in _at_most(_MOST_COUNTED, checks, wording))


def _trend(trend: Trend, report: Report, language: Language) -> Iterator[str]:
    wording = WORDINGS[language]
    sides = ((wording.new, trend.new), (wording.gone, trend.gone), (wording.remaining, trend.remaining))
    yield f"{wording.trend}: {', '.join(f'{len(findings)} {name}' for name, findings in sides)}"
    for severity in SEVERITIES:
        counts = [sum(each.severity == severity for each in findings) for _, findings in sides]
        if any(counts):
            said = ", ".join(f"{count} {name}" for count, (name, _) in zip(counts, sides, strict=True))
            yield f"  {wording.severities[severity][1]}: {said}"
    if said := trend_remark(trend, report, language):
        yield f"  {said}"
    for sign, findings in (("+", trend.new), ("-", trend.gone)):
        lines = [f"{sign} {_changed(finding, report, language)}" for finding in findings]
        yield from (f"  {line}" for line in _at_most(_MOST_CHANGED, lines, wording))


def _changed(finding: Finding, report: Report, language: Language) -> str:
    return f"{printable(record_name(report.record_of(finding), WORDINGS[language]))}: {remark(finding, language)}"


def _silenced(report: Report, wording: Wording, language: Language) -> Iterator[str]:
    yield f"{wording.silenced}: {counted(len(report.silenced), wording.findings)}"
    for group in silenced_groups(report):
        yield f"  {silenced_because(group.silence, wording)}"
        for finding, records in group.remarks:
            names = ", ".join(record_name(record, wording) for record in records)
            yield f"    {remark(finding, language)} {printable(names)}"


def _entries(heading: str, entries: Iterable[Silence]) -> Iterator[str]:
    yield f"{heading}:"
    for entry in entries:
        yield f"  {entry.number}. {printable(entry.names)}: {printable(entry.reason)}"
