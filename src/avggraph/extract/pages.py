"""Layouts A, B, B2, C and D: pages that follow an outline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from avggraph.description import Answer, DataRecord, Description, Extra, SpecialCategories, Statement
from avggraph.extract.form import Form, sheet
from avggraph.extract.furniture import without_furniture
from avggraph.extract.items import items_of
from avggraph.extract.lines import lines_of
from avggraph.extract.outline import outline
from avggraph.extract.outlined import Run, read_outlined
from avggraph.extract.page import Page, page_of
from avggraph.extract.page_controllers import read_page_controllers
from avggraph.extract.page_purposes import read_page_purposes
from avggraph.extract.transfer import transfer_answer
from avggraph.extract.unused import unused_words
from avggraph.text import Quote, SourceText, Span, part

# "Geen" under "Bijzondere persoonsgegevens": the data subject has none.
_NONE = re.compile(r"(?i)\W*(geen|nee|n\.?v\.?t\.?|niet van toepassing)(\s+bijzondere\s+(persoons)?gegevens)?\W*")
# "Ja: dan kan de aanvraag niet worden behandeld": the consequence behind the answer.
_ANSWERED = re.compile(r"(?i)\W*ja\b\s*[:;,.–-]\s*(?=\w)")
_LONE_DASH = re.compile(r"\n-[ \t]*\n")

_BLOCK = ("personal_data", "collection_purpose", "retention", "source", "mandatory", "consequence")


def read_page(source: SourceText, layout: str) -> Description:
    """Read a page of the layout ("a", "b", "c" or "d", as its outline is named). What is not on it is None or empty.

    >>> read_page(SourceText.of("a.txt", "Naam verwerking Rijkspas\\nVerwerkingsnummer 12"), "a").title.text
    'Rijkspas'
    """
    form, own, lines = sheet(), outline(layout), lines_of(source.text)
    pages = without_furniture(lines, lambda words: bool(own.labels.match(words)))
    page = page_of(source.text, pages.lines) if pages.furniture else page_of(source.text)
    runs = read_outlined(page, own)
    title, running = _title(page, runs)
    description = Description(
        layout=_name(page, runs, own.name),
        reference=_first(page, runs, "reference"),
        title=title,
        purposes=read_page_purposes(page, runs, form),
        data_records=tuple(_data_records(page, runs, form)),
        special_categories=tuple(_special_categories(page, runs)),
        automated_decision_making=_statement(page, runs, "automated_decision_making", form),
        transfer_outside_eu=_transfer(page, runs, form),
        recipients=_all(page, runs, "recipients"),
        controllers=read_page_controllers(page, runs, form),
        extra=tuple(_extras(page, runs)),
    )
    labels = (*running, *page.markup, *_labels(page, runs, title), *_consequence_labels(page, runs, form))
    rest = unused_words(source.text, lines, description, labels)
    return replace(description, labels=labels, unused=tuple(rest))


def _name(page: Page, runs: Sequence[Run], layout: str) -> str:
    """Name the layout: B without an empty row, or with a row that holds but a "-" before each purpose, is B2."""
    if layout != "B" or not page.rows:
        return layout
    rows = [row for run in _of(runs, "purposes") for row in run.rows]
    start, end = (rows[0].lines[0].end, rows[-1].lines[-1].start) if rows else (0, 0)
    is_dense = not any(row.blank for row in page.rows[1:])
    return "B2" if is_dense or _LONE_DASH.search(page.source, start, end) else "B"


def _of(runs: Sequence[Run], *parts: str) -> Iterator[Run]:
    return (run for run in runs if run.part is not None and run.part.id in parts)


def _all(page: Page, runs: Sequence[Run], part_id: str) -> Quote | None:
    return page.quote(stretch for run in _of(runs, part_id) for stretch in run.stretches)


def _first(page: Page, runs: Sequence[Run], part_id: str) -> Quote | None:
    return next((words for run in _of(runs, part_id) if (words := page.quote(run.stretches))), None)


# ---------------------------------------------------------------- title


def _title(page: Page, runs: Sequence[Run]) -> tuple[Quote | None, list[Span]]:
    """Give the title, and the spans where the page only says it once more.

    The title has a label, or stands above the first part and again in the first sentence.
    """
    # Behind the purposes a bare row is no title, but what the page prints at its foot.
    head = list(takewhile(lambda run: run.part is None or not run.part.id.startswith("purpose"), runs))
    labelled = _first(page, head, "title")
    said = next((page.quote([run.title]) for run in runs if run.title), None)
    known = labelled or said
    above = runs[0].rows if runs and runs[0].part is None else ()
    if known is None:
        heading = next((row for row in above if row.heading), above[-1] if above else None)
        return (page.quote([(heading.start, heading.end)]) if heading else None), []
    repeats = [words for row in above if (words := page.quote([(row.start, row.end)])) and _same(words, known)]
    if labelled is None and repeats:
        spans = [span for words in (known, *repeats[1:]) for span in words.spans]
        return repeats[0], spans
    return known, [span for words in repeats for span in words.spans]


def _same(one: Quote, other: Quote) -> bool:
    return one.text.casefold().rstrip(" .") == other.text.casefold().rstrip(" .")


# ---------------------------------------------------------------- data


def _data_records(page: Page, runs: Sequence[Run], form: Form) -> Iterator[DataRecord]:
    """Give each group of data with its data subject; one subject may have several, or (cut off) none."""
    subject: Quote | None = None
    alone = False
    block: dict[str, Quote | None] = {}
    for run in _of(runs, "data_subject", *_BLOCK):
        if run.part is None or not run.stretches:
            continue
        if run.part.id == "data_subject" or any(name in block for name in _BLOCK[_BLOCK.index(run.part.id) :]):
            if block:
                yield _data_record(page, subject, block, form)
            elif alone:
                yield DataRecord(subject)
            block = {}
            alone = run.part.id == "data_subject"
        if run.part.id == "data_subject":
            subject = page.quote(run.stretches)
        else:
            block[run.part.id] = page.quote_with_bullets(run.stretches)
    if block:
        yield _data_record(page, subject, block, form)
    elif alone:
        yield DataRecord(subject)


def _data_record(page: Page, subject: Quote | None, block: dict[str, Quote | None], form: Form) -> DataRecord:
    words, consequence = block.get("mandatory"), block.get("consequence")
    statement = Statement()
    if words:
        answer = form.answer("mandatory", words.text)
        gap = form.consequence.search(words.text) or _ANSWERED.match(words.text)
        if gap and consequence is None and answer is Answer.YES:
            consequence = part(page.source, words, gap.end(), len(words.text))
            before = gap.start() or next(n for n, sign in enumerate(words.text) if sign in ":;,.–-")
            words = part(page.source, words, 0, before)
        statement = Statement(answer, words)
    return DataRecord(
        data_subject=subject,
        personal_data=block.get("personal_data"),
        collection_purpose=block.get("collection_purpose"),
        retention=block.get("retention"),
        source=block.get("source"),
        mandatory=statement,
        consequence=consequence,
    )


def _special_categories(page: Page, runs: Sequence[Run]) -> Iterator[SpecialCategories]:
    subject: Quote | None = None
    for run in _of(runs, "data_subject", "special_categories"):
        assert run.part is not None
        if run.part.id == "data_subject":
            subject = page.quote(run.stretches)
        elif run.stretches:
            found = [words for item in items_of(page, run) if (words := page.quote(item))]
            yield SpecialCategories(subject, tuple(words for words in found if not _NONE.fullmatch(words.text)))


# ---------------------------------------------------------------- statements


def _statement(page: Page, runs: Sequence[Run], part_id: str, form: Form) -> Statement:
    words = _all(page, runs, part_id)
    return Statement(form.answer(part_id, words.text), words) if words else Statement()


def _transfer(page: Page, runs: Sequence[Run], form: Form) -> Statement:
    words = _all(page, runs, "transfer")
    rows = [page.text[start:end] for run in _of(runs, "transfer") for start, end in run.stretches]
    return Statement(transfer_answer(rows, form), words) if words else Statement()


def _extras(page: Page, runs: Sequence[Run]) -> Iterator[Extra]:
    for run in _of(runs, "type"):
        words = page.quote(run.stretches)
        if words:
            yield Extra(("Type",), words)


# ---------------------------------------------------------------- labels


def _labels(page: Page, runs: Sequence[Run], title: Quote | None) -> Iterator[Span]:
    taken = set(title.spans) if title else set()
    for run in runs:
        if run.label and run.part and not run.part.said:
            start, end = run.label
            if run.title and taken & set(page.spans(*run.title)):
                yield from page.spans(start, run.title[0])
                yield from page.spans(run.title[1], end)
            else:
                yield from page.spans(start, end)
        if run.part and run.part.id == "special_categories":
            for item in items_of(page, run):
                words = page.quote(item)
                if words and _NONE.fullmatch(words.text):
                    yield from words.spans


def _consequence_labels(page: Page, runs: Sequence[Run], form: Form) -> Iterator[Span]:
    for run in _of(runs, "mandatory"):
        words = page.quote(run.stretches)
        gap = form.consequence.search(words.text) if words else None
        label = part(page.source, words, *gap.span()) if words and gap else None
        yield from label.spans if label else ()
