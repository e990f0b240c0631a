"""The report as one page: it asks the network for nothing, filters in the browser, and is a whole list without that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from itertools import chain

from avggraph.content_policy import content_policy
from avggraph.printable import printable, shortened
from avggraph.validate.finding import Finding, Severity, short_names
from avggraph.validate.report.model import (
    SEVERITIES,
    Fold,
    Group,
    Language,
    Report,
    Tally,
    by_ministry,
    by_shape,
    groups,
    silenced_groups,
    tally,
)
from avggraph.validate.report.passages import Passages
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


@dataclass(frozen=True, slots=True)
class _Page:
    """What the parts of the page share. The numbers name ministries and shapes in the filter."""

    report: Report
    language: Language
    wording: Wording
    passages: Passages
    total: Tally
    ministries: Mapping[str | None, int]
    shapes: Mapping[str, int]

    @property
    def dutch(self) -> str:
        """The attribute of the register's own words, which are Dutch on a page in any language (WCAG 3.1.2)."""
        return "" if self.language == "nl" else ' lang="nl"'


def write_html(report: Report, language: Language = "nl") -> Iterator[str]:
    """Write a report as one HTML page.

    Everything that comes from documents, shapes or a baseline is escaped, and a content security policy names the
    page's own style and script by their hashes: nothing else runs or is fetched.
    """
    per_ministry, per_shape = by_ministry(report), by_shape(report)
    page = _Page(
        report,
        language,
        WORDINGS[language],
        Passages(report.texts),
        tally(report.findings),
        {ministry: number for number, (ministry, _) in enumerate(per_ministry)},
        {finding.shape: number for number, (finding, _) in enumerate(per_shape)},
    )
    yield from chain(
        _head(page),
        _overview(per_ministry, per_shape, page),
        _trend(report.trend, page) if report.trend else (),
        _findings(per_ministry, per_shape, page),
        _silenced(page),
        (f"</main>\n<script>{_asset('page.js')}</script>\n</body>\n</html>\n",),
    )


# ---------------------------------------------------------------- the page


@cache
def _asset(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def _head(page: _Page) -> Iterator[str]:
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
        number = page.total.counts[severity]
        name = wording.severities[severity][number != 1]
        yield f'<li class="{_LETTERS[severity]}"><b>{number}</b> {name}\n'
    yield f"<li><b>{page.total.records}</b> {wording.records[page.total.records != 1]}\n"
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


def _overview(
    per_ministry: Iterable[tuple[str | None, Tally]], per_shape: Iterable[tuple[Finding, Tally]], page: _Page
) -> Iterator[str]:
    wording = page.wording
    yield f'<section aria-labelledby="overview">\n<h2 id="overview">{wording.overview}</h2>\n'
    numbers = (wording.findings[1].capitalize(), wording.records[1].capitalize())
    found = [severity for severity in SEVERITIES if page.total.counts[severity]]
    heads = (*(wording.severities[severity][1].capitalize() for severity in found), numbers[1])
    ministries = (
        _row(
            f'<th role="rowheader" scope="row" data-ministry="{n}">{_text(ministry or wording.no_ministry)}</th>',
            heads,
            (*(each.counts[severity] for severity in found), each.records),
        )
        for n, (ministry, each) in enumerate(per_ministry)
    )
    yield from _table(wording.per_ministry, (wording.ministry,), heads, ministries)
    checks = (
        _row(
            f'<th role="rowheader" scope="row" data-check="{n}">'
            f"{_text(shape_label(finding.shape, page.report, page.language))}"
            f"<small>{_text(finding.article)}</small></th>"
            f'<td role="cell" class="{_LETTERS[finding.severity]}">'
            f"<b>{wording.severity_name(finding.severity)}</b></td>",
            numbers,
            (each.total, each.records),
        )
        for n, (finding, each) in enumerate(per_shape)
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


def _trend(trend: Trend, page: _Page) -> Iterator[str]:
    wording = page.wording
    sides = (trend.new, trend.gone, trend.remaining)
    names = tuple(name.capitalize() for name in (wording.new, wording.gone, wording.remaining))
    tallies = [tally(findings) for findings in sides]
    yield f'<section aria-labelledby="trend">\n<h2 id="trend">{wording.trend}</h2>\n<p>{wording.trend_about}</p>\n'
    if said := trend_remark(trend, page.report, page.language):
        yield f"<p>{escape(said)}</p>\n"
    by_severity = (
        _row(
            f'<th role="rowheader" scope="row">{wording.severities[severity][1].capitalize()}</th>',
            names,
            (each.counts[severity] for each in tallies),
        )
        for severity in SEVERITIES
        if any(each.counts[severity] for each in tallies)
    )
    yield from _table(wording.per_severity, (wording.severity,), names, by_severity)
    shapes = [Counter(finding.shape for finding in findings) for findings in sides]
    by_check = (
        _row(
            f'<th role="rowheader" scope="row">{_text(shape_label(shape, page.report, page.language))}</th>',
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


def _changed(finding: Finding, page: _Page) -> str:
    name = record_name(page.report.record_of(finding), page.wording)
    return f"<li><b>{_text(name)}</b> {escape(remark(finding, page.language))}\n"


# ---------------------------------------------------------------- findings


def _findings(
    per_ministry: tuple[tuple[str | None, Tally], ...], per_shape: tuple[tuple[Finding, Tally], ...], page: _Page
) -> Iterator[str]:
    wording = page.wording
    yield '<section aria-labelledby="findings">\n'
    yield f'<h2 id="findings" tabindex="-1">{wording.findings[1].capitalize()}</h2>\n'
    if not page.report.findings:
        yield f"<p>{wording.no_findings}</p>\n</section>\n"
        return
    yield from _filter(per_ministry, per_shape, page)
    for group in groups(page.report):
        yield from _group(group, page)
    yield "</section>\n"


def _filter(
    per_ministry: tuple[tuple[str | None, Tally], ...], per_shape: tuple[tuple[Finding, Tally], ...], page: _Page
) -> Iterator[str]:
    """Write the filter, which the script shows: without script it would do nothing."""
    wording = page.wording
    yield f'<form id="filter" role="search" aria-label="{wording.filter}" hidden>\n'
    yield f"<fieldset><legend>{wording.severity}</legend>\n"
    for severity in (each for each in SEVERITIES if page.total.counts[each]):
        yield (
            f'<label><input type="checkbox" name="severity" value="{severity.label}"'
            f' data-letter="{_LETTERS[severity]}" checked> {wording.severities[severity][1]}</label>\n'
        )
    yield f'</fieldset>\n<p><label for="ministry">{wording.ministry}</label>\n<select id="ministry" name="ministry">\n'
    yield f'<option value="">{wording.all}</option>\n'
    for number, (ministry, each) in enumerate(per_ministry):
        name = printable(ministry or wording.no_ministry)
        yield f'<option value="{escape(name)}" data-number="{number}">{escape(name)} ({each.total})</option>\n'
    yield f'</select></p>\n<p><label for="check">{wording.check}</label>\n<select id="check" name="check">\n'
    yield f'<option value="">{wording.all}</option>\n'
    names = short_names(page.shapes)
    numbered = sorted(enumerate(per_shape), key=lambda one: (one[1][0].article, one[0]))
    for number, (finding, each) in numbered:
        label = f"{finding.article}: {shape_label(finding.shape, page.report, page.language)} ({each.total})"
        yield f'<option value="{_text(names[finding.shape])}" data-number="{number}">{_text(label)}</option>\n'
    yield f'</select></p>\n<p><label for="text">{wording.search}</label>\n'
    yield '<input id="text" name="text" type="search"></p>\n'
    yield f'<p><button type="reset">{wording.reset}</button></p>\n</form>\n'
    yield f'<p id="shown" role="status" data-shown="{wording.shown}" data-none="{wording.none_shown}"></p>\n'


def _group(group: Group, page: _Page) -> Iterator[str]:
    record, wording = group.record, page.wording
    ministries = (record.ministries if record else ()) or (None,)
    numbers = " ".join(str(page.ministries[ministry]) for ministry in ministries)
    anchor = f' id="r-{escape(record.iri.rpartition("/")[2])}"' if record else ""
    yield f'<article{anchor} data-ministry="{numbers}">\n<h3>'
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
        yield from _fold(fold, page)
    yield "</ul>\n</article>\n"


def _fold(fold: Fold, page: _Page) -> Iterator[str]:
    """Write a remark; end tags that HTML lets out (section 13.1.2.4) are, for there may be tens of thousands."""
    finding, wording = fold.finding, page.wording
    number = len(fold.findings)
    times = f" <i>{number} {wording.times}</i>" if number > 1 else ""
    count = f" data-n={number}" if number > 1 else ""
    yield f"<li class={_LETTERS[finding.severity]} data-c={page.shapes[finding.shape]}{count}>"
    yield f"<p><b>{wording.severity_name(finding.severity)}</b> <small>{_text(finding.article)}</small> "
    yield f"{_text(message(finding, page.language))}{times}\n"
    for citation in page.passages.cited(fold.quotes):
        words = escape(shortened(citation.words, _LONGEST_QUOTE))
        yield f"<p class=q><small>{lines_of(citation, wording)}</small> <q{page.dutch}>{words}</q>\n"
    for node in fold.nodes:
        yield f"<p class=q><code>{_text(node)}</code>\n"
    if said := advice(finding, page.language):
        yield f"<p class=a>{_text(said)}\n"


# ---------------------------------------------------------------- what is silenced


def _has_silenced(page: _Page) -> bool:
    silencing = page.report.silencing
    return bool(silencing.silenced or silencing.unmatched or silencing.expired or silencing.unjudged)


def _silenced(page: _Page) -> Iterator[str]:
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
