"""A report put together from pieces that were written apart, and what stands around them, is the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.errors import UsageError
from avggraph.validate import (
    REPORT_FORMATS,
    Finding,
    Passages,
    RecordCount,
    RecordFacts,
    Report,
    Severity,
    Silencing,
    Totals,
    format_of_file,
    sheet_of_file,
    worst_first,
)
from avggraph.validate.report import Language
from avggraph.validate.report.model import groups, natural
from validate.report_of import INFO, RECORDS, REPORT, SHAPES, SOURCE, TEXT, VIOLATION, WARNING, full_report

FILES = ("bevindingen.txt", "bevindingen.html", "findings.json", "findings.ttl")
MINISTRIES = ("ministerie van A", 'ministerie "B" <i>&', "ministerie van C; D")

facts = st.builds(
    RecordFacts,
    iri=st.sampled_from(["m1", "m2", "m10", "m010", "zonder-nummer-00ff"]).map(f"{RECORDS}{{}}".format),
    reference=st.none() | st.just("M1"),
    title=st.none() | st.just("Bezoek aan de balie"),
    ministries=st.sets(st.sampled_from(MINISTRIES)).map(lambda names: tuple(sorted(names))),
    document=st.none() | st.just("a.txt"),
    source=st.just(SOURCE),
)
records = st.lists(facts, unique_by=lambda fact: fact.iri).map(lambda many: {fact.iri: fact for fact in many})


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Findings on known and unknown records and on none; some have the same fingerprint."""
    known = draw(records)
    finding = st.builds(
        lambda like, record, focus, quotes: replace(like, record=record, focus=focus, reference=None, quotes=quotes),
        st.sampled_from([WARNING, INFO, VIOLATION]),
        st.none() | st.sampled_from([*known, f"{RECORDS}m7"]),
        st.sampled_from(["<urn:a>", "<urn:b>", "_:c"]),
        st.sampled_from([(), WARNING.quotes, (*INFO.quotes, *WARNING.quotes)]),
    )
    found = draw(st.lists(finding, max_size=12))
    return Report(Silencing(tuple(found)), REPORT, known, {SOURCE: TEXT}, SHAPES)


def by_record(report: Report) -> Iterator[tuple[RecordFacts | None, tuple[Finding, ...]]]:
    for _, findings in groupby(report.findings, lambda finding: finding.record):
        found = tuple(findings)
        yield report.record_of(found[0]), found


def counted(report: Report) -> Totals:
    counts = [RecordCount(record, Counter(each.shape for each in found)) for record, found in by_record(report)]
    return Totals.of_counts(counts[::-1], report.shapes)


# ---------------------------------------------------------------- pieces


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", FILES)
@given(report=reports())
def test_pieces_written_apart_are_the_report(name: str, language: Language, report: Report) -> None:
    def sheet_of_its_own() -> Report:
        return Report(Silencing(()), REPORT, shapes=SHAPES)

    pieces = []
    for record, found in by_record(report):
        sheet = sheet_of_file(name, sheet_of_its_own(), language)
        counts = Counter(each.severity for each in found)
        place = worst_first(record, counts) if sheet.is_worst_first else (record.iri if record else "")
        pieces.append((place, sheet.record(record, found, Passages(report.texts))))
    sheet, totals = sheet_of_file(name, sheet_of_its_own(), language), counted(report)
    whole = sheet.begin(totals) + sheet.between.join(piece for _, piece in sorted(pieces)) + sheet.end(totals)
    assert whole == format_of_file(name).write(report, language)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", FILES)
def test_what_is_silenced_and_what_changed_stands_around_the_pieces(name: str, language: Language) -> None:
    report = full_report()
    sheet, totals = sheet_of_file(name, report, language), Totals.of(report)
    whole = format_of_file(name).write(report, language)
    assert whole.startswith(sheet.begin(totals))
    assert whole.endswith(sheet.end(totals))


def test_a_check_and_a_ministry_have_one_name_on_each_page() -> None:
    """The pieces of one build stand beside those of another, of other findings."""
    report = full_report()
    page, passages = sheet_of_file("bevindingen.html", report), Passages(report.texts)
    for record, found in by_record(report):
        alone = replace(report, silencing=Silencing(found))
        assert page.record(record, found, passages) in format_of_file("bevindingen.html").write(alone, "nl")


@pytest.mark.parametrize("name", ["b.csv", "b.sarif", "b.xml"])
def test_a_format_that_is_no_sheet_says_which_are(name: str) -> None:
    with pytest.raises(UsageError, match=r"niet per verwerking.*text, html, json, shacl"):
        sheet_of_file(name, full_report())
    assert [each.name for each in REPORT_FORMATS.values() if each.sheet] == ["text", "html", "json", "shacl"]


# ---------------------------------------------------------------- totals


@given(reports())
def test_totals_of_findings_are_those_of_counts(report: Report) -> None:
    assert Totals.of(report) == counted(report)


def test_totals_tell_ministries_and_checks_most_first() -> None:
    report = full_report()
    totals = Totals.of(report)
    assert (totals.whole.counts, totals.whole.records, totals.groups) == (
        Counter({Severity.WARNING: 2, Severity.INFO: 2, Severity.VIOLATION: 1}),
        2,
        3,
    )
    assert [(ministry, each.total, each.records) for ministry, each in totals.ministries] == [
        ("ministerie van A", 4, 2),
        ("ministerie van B", 3, 1),
        (None, 1, 0),
    ]
    assert [(check.shape, check.article, each.total, each.records) for check, each in totals.checks] == [
        (VIOLATION.shape, VIOLATION.article, 1, 1),
        (WARNING.shape, WARNING.article, 2, 1),
        (INFO.shape, INFO.article, 2, 1),
    ]
    assert totals == counted(report)


def test_shapes_that_are_not_known_are_counted() -> None:
    report = full_report()
    assert Totals.of(replace(report, shapes={})) == Totals.of(report)


def test_what_has_no_findings_is_no_part_of_the_totals() -> None:
    nothing = [RecordCount(None, {}), RecordCount(RecordFacts("urn:m1"), {WARNING.shape: 0})]
    assert Totals.of_counts(nothing, SHAPES) == Totals.of_counts((), {})


# ---------------------------------------------------------------- worst first

severities = st.dictionaries(st.sampled_from(Severity), st.integers(0, 1000)).map(Counter)
# An IRI holds nothing up to a space (N-Triples, section 7, IRIREF); \u0663 is a digit too.
iris = st.text(st.sampled_from("!/09a~é\U0001f600٣") | st.characters(min_codepoint=0x21, exclude_categories=["Cs"]))
placed = st.tuples(st.none() | iris.map(RecordFacts), severities)


def by_numbers(record: RecordFacts | None, counts: Mapping[Severity, int]) -> tuple[object, ...]:
    return [-counts[severity] for severity in sorted(Severity, reverse=True)], record is None, natural(record)


@given(st.lists(placed))
def test_texts_sort_records_as_their_numbers_do(many: list[tuple[RecordFacts | None, Counter[Severity]]]) -> None:
    assert sorted(many, key=lambda each: worst_first(*each)) == sorted(many, key=lambda each: by_numbers(*each))


@given(placed, placed)
def test_texts_are_equal_where_numbers_are(
    one: tuple[RecordFacts | None, Counter[Severity]], other: tuple[RecordFacts | None, Counter[Severity]]
) -> None:
    assert (worst_first(*one) < worst_first(*other)) == (by_numbers(*one) < by_numbers(*other))


@given(reports())
def test_groups_stand_worst_first(report: Report) -> None:
    found = [by_numbers(group.record, group.counts) for group in groups(report)]
    assert found == sorted(found)
