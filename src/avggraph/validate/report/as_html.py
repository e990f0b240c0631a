"""The report as one page: it asks the network for nothing, filters in the browser, and is a whole list without that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from html import escape
from importlib.resources import files
from itertools import chain
from typing import ClassVar

from avggraph.content_policy import content_policy
from avggraph.printable import printable, shortened
from avggraph.validate.finding import Finding, Severity, short_names
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
    message,
    record_name,
    remark,
    selection_words,
    severity_counts,
    shape_label,
    silenced_because,
    trend_remark,
)
from avggraph.validate.trend import Trend

_LONGEST_QUOTE = 240
_MOST_CHANGED = 1_000

# One letter each: a page of a whole register holds tens of thousands.
_LETTERS = {Severity.VIOLATION: "v", Severity.WARNING: "w", Severity.INFO: "i"}


def write_html(report: Report, language: Language = "nl") -> Iterator[str]:
    """Write a report as one HTML page.

    Everything that comes from documents, shapes or a baseline is escaped, and a content security policy names the
    page's own style and script by their hashes: nothing else runs or is fetched.
    """
    return HtmlSheet(report, language).written(groups(report))


class HtmlSheet(Sheet):
    """The page, of which a piece is the article of a record.

    In the filter a check is named by its place among all that were made, and a ministry by its name.
    """

    is_worst_first: ClassVar[bool] = True

    def _begin(self, totals: Totals) -> Iterator[str]:
        trend = self.report.trend
        return chain(
            _head(totals, self),
            _overview(totals, self),
            _trend(trend, self) if trend else (),
            _findings(totals, self),
        )

    def _piece(self, group: Group, passages: Passages) -> Iterator[str]:
        return _group(group, passages, self)

    def _end(self, _totals: Totals) -> Iterator[str]:
        yield "</section>\n"
        yield from _silenced(self)
        yield f"</main>\n<script>{_asset('page.js')}</script>\n</body>\n</html>\n"

    @property
    def wording(self) -> Wording:
        """The words of the page's language."""
        return WORDINGS[self.language]

    @property
    def dutch(self) -> str:
        """The attribute of the register's own words, which are Dutch on a page in any language (WCAG 3.1.2)."""
        return "" if self.language == "nl" else ' lang="nl"'

    def check(self, shape: str) -> str:
        """Name a check in an attribute, by a number where it is known: a page may hold tens of thousands."""
        return self._numbers.get(shape) or f'"{escape(shape)}"'

    def ministry(self, name: str | None) -> str:
        """Name a ministry, or that there is none, in an attribute."""
        return escape(printable(name or ""))

    @cached_property
    def _numbers(self) -> Mapping[str, str]:
        return {shape: str(number) for number, shape in enumerate(sorted(self.report.shapes))}


# ---------------------------------------------------------------- the page


@cache
def _asset(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def _head(totals: Totals, page: HtmlSheet) -> Iterator[str]:
    wording, report = page.wording, page.report
    policy = content_policy(_asset("page.css"), _asset("page.js"))
    chosen = selection_words(report, page.language)
    yield f'<!doctype html>\n<html lang="{page.language}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n'
    yield f"<title>{wording.title}</title>\n<style>{_asset('page.css')}</style>\n</head>\n<body>\n"
    yield f'<a class="skip" href="#findings">{wording.skip}</a>\n<header>\n<h1>{wording.title}</h1>\n'
    yield f"<p>{wording.about}</p>\n"
    if report.on:
        yield f"<p>{wording.on.format(date=report.on.isoformat())}</p>\n"
    if chosen:
        yield f"<p>{_text(wording.only.format(what=chosen))}</p>\n"
    yield '<ul class="totals">\n'
    for severity in SEVERITIES:
        number = totals.whole.counts[severity]
        name = wording.severities[severity][number != 1]
        yield f'<li class="{_LETTERS[severity]}"><b>{number}</b> {name}\n'
    yield f"<li><b>{totals.whole.records}</b> {wording.records[totals.whole.records != 1]}\n"
    if report.silenced:
        yield f"<li><b>{len(report.silenced)}</b> {wording.silenced.casefold()}\n"
    yield "</ul>\n"
    links = [("overview", wording.overview)]
    links += [("trend", wording.trend)] if report.trend else []
    links += [("findings", wording.findings[1].capitalize())]
    links += [("silenced", wording.silenced)] if _has_silenced(page) else []
    yield f'<nav aria-label="{wording.contents}"><ul>\n'
    yield from (f'<li><a href="#{anchor}">{name}</a>\n' for anchor, name in links)
    yield "</ul></nav>\n</header>\n<main>\n"


# ---------------------------------------------------------------- counts


def _overview(totals: Totals, page: HtmlSheet) -> Iterator[str]:
    wording = page.wording
    yield f'<section aria-labelledby="overview">\n<h2 id="overview">{wording.overview}</h2>\n'
    numbers = (wording.findings[1].capitalize(), wording.records[1].capitalize())
    found = [severity for severity in SEVERITIES if totals.whole.counts[severity]]
    heads = (*(wording.severities[severity][1].capitalize() for severity in found), numbers[1])
    ministries = (
        _row(
            f'<th role="rowheader" scope="row" data-ministry="{page.ministry(ministry)}">'
            f"{_text(ministry or wording.no_ministry)}</th>",
            heads,
            (*(each.counts[severity] for severity in found), each.records),
        )
        for ministry, each in totals.ministries
    )
    yield from _table(wording.per_ministry, (wording.ministry,), heads, ministries)
    checks = (
        _row(
            f'<th role="rowheader" scope="row" data-check={page.check(check.shape)}>'
            f"{_text(shape_label(check.shape, page.report.shapes, page.language))}"
            f"<small>{_text(check.article)}</small></th>"
            f'<td role="cell" class="{_LETTERS[check.severity]}">'
            f"<b>{wording.severity_name(check.severity)}</b></td>",
            numbers,
            (each.total, each.records),
        )
        for check, each in totals.checks
    )
    yield from _table(wording.per_shape, (wording.check, wording.severity), numbers, checks)
    yield "</section>\n"


def _table(caption: str, heads: Iterable[str], numbers: Iterable[str], rows: Iterable[str]) -> Iterator[str]:
    """Write a table: `heads` are the columns of words, `numbers` those of numbers. Each row is one of `_row`.

    The roles keep it a table where a narrow screen lays its rows out as blocks.
    """
    yield f'<table role="table"><caption>{caption}</caption>\n<thead role="rowgroup"><tr role="row">'
    yield from (f'<th role="columnheader" scope="col">{head}</th>' for head in heads)
    yield from (f'<th role="columnheader" scope="col" class="n">{number}</th>' for number in numbers)
    yield '</tr></thead>\n<tbody role="rowgroup">\n'
    yield from rows
    yield "</tbody></table>\n"


def _row(head: str, heads: Iterable[str], numbers: Iterable[int]) -> str:
    cells = (
        f'<td role="cell" class="n" data-label="{label}">{number}</td>'
        for label, number in zip(heads, numbers, strict=True)
    )
    return f'<tr role="row">{head}{"".join(cells)}</tr>\n'


def _trend(trend: Trend, page: HtmlSheet) -> Iterator[str]:
    wording = page.wording
    sides = (trend.new, trend.gone, trend.remaining)
    names = tuple(name.capitalize() for name in (wording.new, wording.gone, wording.remaining))
    severities = [Counter(finding.severity for finding in findings) for findings in sides]
    yield f'<section aria-labelledby="trend">\n<h2 id="trend">{wording.trend}</h2>\n<p>{wording.trend_about}</p>\n'
    if said := trend_remark(trend, page.report, page.language):
        yield f"<p>{escape(said)}</p>\n"
    by_severity = (
        _row(
            f'<th role="rowheader" scope="row">{wording.severities[severity][1].capitalize()}</th>',
            names,
            (counts[severity] for counts in severities),
        )
        for severity in SEVERITIES
        if any(counts[severity] for counts in severities)
    )
    yield from _table(wording.per_severity, (wording.severity,), names, by_severity)
    shapes = [Counter(finding.shape for finding in findings) for findings in sides]
    by_check = (
        _row(
            f'<th role="rowheader" scope="row">{_text(shape_label(shape, page.report.shapes, page.language))}</th>',
            names,
            (counts[shape] for counts in shapes),
        )
        for shape in sorted(set().union(*shapes))
    )
    yield from _table(wording.per_shape, (wording.check,), names, by_check)
    for anchor, name, findings in zip(("new", "gone"), names[:2], sides[:2], strict=True):
        if findings:
            yield f'<details id="{anchor}"><summary>{name} ({len(findings)})</summary>\n<ul class="list">\n'
            yield from (_changed(finding, page) for finding in findings[:_MOST_CHANGED])
            if len(findings) > _MOST_CHANGED:
                yield f"<li>{wording.more.format(count=len(findings) - _MOST_CHANGED)}\n"
            yield "</ul></details>\n"
    yield "</section>\n"


def _changed(finding: Finding, page: HtmlSheet) -> str:
    name = record_name(page.report.record_of(finding), page.wording)
    return f"<li><b>{_text(name)}</b> {escape(remark(finding, page.language))}\n"


# ---------------------------------------------------------------- findings


def _findings(totals: Totals, page: HtmlSheet) -> Iterator[str]:
    """Write what stands before the records in their section."""
    wording = page.wording
    yield '<section aria-labelledby="findings">\n'
    yield f'<h2 id="findings" tabindex="-1">{wording.findings[1].capitalize()}</h2>\n'
    if totals.groups:
        yield from _filter(totals, page)
    else:
        yield f"<p>{wording.no_findings}</p>\n"


def _filter(totals: Totals, page: HtmlSheet) -> Iterator[str]:
    """Write the filter, which the script shows: without script it would do nothing."""
    wording = page.wording
    yield f'<form id="filter" role="search" aria-label="{wording.filter}" hidden>\n'
    yield f"<fieldset><legend>{wording.severity}</legend>\n"
    for severity in (each for each in SEVERITIES if totals.whole.counts[each]):
        yield (
            f'<label><input type="checkbox" name="severity" value="{severity.label}"'
            f' data-letter="{_LETTERS[severity]}" checked> {wording.severities[severity][1]}</label>\n'
        )
    yield f'</fieldset>\n<p><label for="ministry">{wording.ministry}</label>\n<select id="ministry" name="ministry">\n'
    yield f'<option value="">{wording.all}</option>\n'
    for ministry, each in totals.ministries:
        name, key = _text(ministry or wording.no_ministry), page.ministry(ministry)
        yield f'<option value="{name}" data-key="{key}">{name} ({each.total})</option>\n'
    yield f'</select></p>\n<p><label for="check">{wording.check}</label>\n<select id="check" name="check">\n'
    yield f'<option value="">{wording.all}</option>\n'
    names = short_names(check.shape for check, _ in totals.checks)
    for check, each in sorted(totals.checks, key=lambda one: one[0].article):
        label = f"{check.article}: {shape_label(check.shape, page.report.shapes, page.language)} ({each.total})"
        key = page.check(check.shape)
        yield f'<option value="{_text(names[check.shape])}" data-key={key}>{_text(label)}</option>\n'
    yield f'</select></p>\n<p><label for="text">{wording.search}</label>\n'
    yield '<input id="text" name="text" type="search"></p>\n'
    yield f'<p><button type="reset">{wording.reset}</button></p>\n</form>\n'
    yield f'<p id="shown" role="status" data-shown="{wording.shown}" data-none="{wording.none_shown}"></p>\n'


def _group(group: Group, passages: Passages, page: HtmlSheet) -> Iterator[str]:
    record, wording = group.record, page.wording
    # A line for each: there is no line break in a name that is fit to show.
    ministries = "\n".join(map(page.ministry, (record.ministries if record else ()) or (None,)))
    anchor = f' id="r-{escape(record.iri.rpartition("/")[2])}"' if record else ""
    yield f'<article{anchor} data-ministry="{ministries}">\n<h3>'
    if record is None:
        yield wording.no_record
    else:
        yield f"<b>{_text(record.name)}</b>"
        yield f" <span{page.dutch}>{_text(record.title)}</span>" if record.title else ""
    yield "</h3>\n<p class=m>"
    about = [severity_counts(group.counts, wording), *(record.ministries if record else ())]
    about += [record.document] if record and record.document else []
    yield f"{' · '.join(map(_text, about))}\n<ul>\n"
    for fold in group.folds:
        yield from _fold(fold, passages, page)
    yield "</ul>\n</article>\n"


def _fold(fold: Fold, passages: Passages, page: HtmlSheet) -> Iterator[str]:
    """Write a remark; end tags that HTML lets out (section 13.1.2.4) are, for there may be tens of thousands."""
    finding, wording = fold.finding, page.wording
    number = len(fold.findings)
    times = f" <i>{number} {wording.times}</i>" if number > 1 else ""
    count = f" data-n={number}" if number > 1 else ""
    yield f"<li class={_LETTERS[finding.severity]} data-c={page.check(finding.shape)}{count}>"
    yield f"<p><b>{wording.severity_name(finding.severity)}</b> <small>{_text(finding.article)}</small> "
    yield f"{_text(message(finding, page.language))}{times}\n"
    for citation in passages.cited(fold.quotes):
        words = escape(shortened(citation.words, _LONGEST_QUOTE))
        yield f"<p class=q><small>{lines_of(citation, wording)}</small> <q{page.dutch}>{words}</q>\n"
    for node in fold.nodes:
        yield f"<p class=q><code>{_text(node)}</code>\n"
    if said := advice(finding, page.language):
        yield f"<p class=a>{_text(said)}\n"


# ---------------------------------------------------------------- what is silenced


def _has_silenced(page: HtmlSheet) -> bool:
    silencing = page.report.silencing
    return bool(silencing.silenced or silencing.unmatched or silencing.expired or silencing.unjudged)


def _silenced(page: HtmlSheet) -> Iterator[str]:
    if not _has_silenced(page):
        return
    wording = page.wording
    yield f'<section aria-labelledby="silenced">\n<h2 id="silenced">{wording.silenced}</h2>\n'
    if page.report.silenced:
        number = counted(len(page.report.silenced), wording.findings)
        yield f"<p>{wording.silenced_about}</p>\n<details><summary>{number}</summary>\n"
        for group in silenced_groups(page.report):
            yield f'<p>{escape(silenced_because(group.silence, wording))}\n<ul class="list">\n'
            for finding, records in group.remarks:
                names = ", ".join(record_name(record, wording) for record in records)
                yield f"<li>{escape(remark(finding, page.language))}<p class=a>{_text(names)}\n"
            yield "</ul>\n"
        yield "</details>\n"
    for heading, entries in baseline_remarks(page.report, wording):
        yield f'<h3>{heading}</h3>\n<ul class="list">\n'
        yield from (f"<li>{entry.number}. {_text(entry.names)}: {_text(entry.reason)}\n" for entry in entries)
        yield "</ul>\n"
    yield "</section>\n"


def _text(text: str) -> str:
    return escape(printable(text))
