"""Known findings: what is silenced, by which entry, and what a baseline is told it does wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.errors import UsageError
from avggraph.validate import Finding, Silence, parse_baseline, render_baseline, shipped_shapes, silence
from validate.report_of import AGAIN, FACTS, INFO, KNOWN, OUTSIDE, SHAPES, VIOLATION, WARNING

FOUND = (WARNING, INFO, AGAIN, VIOLATION, OUTSIDE, KNOWN)
DAY = date(2026, 11, 28)


def read(text: str) -> tuple[Silence, ...]:
    return parse_baseline(text, "bekend.toml", SHAPES, FACTS)


def entry(*lines: str) -> str:
    return "\n".join(("[[silence]]", *lines, 'reason = "zo is het"', "date = 2026-01-02"))


OF_M1 = entry('record = "M1"')


@pytest.mark.parametrize(
    ("lines", "silenced"),
    [
        (['shape = "RetentionStated"'], {WARNING, OUTSIDE, KNOWN}),
        (['shape = "retentionstated"'], {WARNING, OUTSIDE, KNOWN}),
        ([f'shape = "{INFO.shape}"'], {INFO, AGAIN}),
        (['record = "M1"'], {WARNING, INFO, AGAIN}),
        (['record = "m20"'], {VIOLATION, KNOWN}),
        (['shape = "RetentionStated"', 'record = "20"'], {KNOWN}),
        ([f'fingerprint = "{INFO.fingerprint}"'], {INFO}),
        ([f'fingerprint = "{INFO.fingerprint}"', 'record = "M20"'], set[Finding]()),
    ],
)
def test_an_entry_silences_what_all_it_names_agrees_on(lines: list[str], silenced: set[Finding]) -> None:
    done = silence(FOUND, read(entry(*lines)))
    assert {each.finding for each in done.silenced} == silenced
    assert {*done.findings} == {*FOUND} - silenced
    assert bool(done.unmatched) == (not silenced)


def test_the_first_entry_silences_and_both_are_matched() -> None:
    entries = read("\n".join((OF_M1, entry('shape = "RetentionStated"'))))
    done = silence(FOUND, entries)
    assert next(each.silence.number for each in done.silenced if each.finding == WARNING) == 1
    assert done.unmatched == ()


def test_an_end_is_judged_on_a_day_and_said_without_one() -> None:
    (until,) = read(entry('record = "M1"', "until = 2026-11-28"))
    assert silence(FOUND, [until], DAY).expired == ()
    assert len(silence(FOUND, [until], DAY).silenced) == 3
    over = silence(FOUND, [until], date(2026, 11, 29))
    assert (over.silenced, over.expired, over.unmatched) == ((), (until,), ())
    unjudged = silence(FOUND, [until])
    assert (len(unjudged.silenced), unjudged.unjudged) == (3, (until,))


def test_the_example_of_the_documentation_is_a_baseline() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "reports.md").read_text(encoding="utf-8")
    (entry,) = parse_baseline(text.partition("```toml\n")[2].partition("```")[0], "docs", shipped_shapes().shapes, {})
    assert entry.names == "shape DataProtectionOfficerStated, record M4089"


def test_a_record_that_left_the_register_is_reported() -> None:
    entries = read(entry('record = "M999"'))
    assert silence(FOUND, entries).unmatched == entries


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[silence", r"bekend\.toml: Dit is geen TOML"),
        ("[silence]\n", r"bestaat uit \[\[silence\]\]-blokken"),
        ("silence = [1]", r"bekend\.toml \(silence 1\): Dit is geen"),
        ("reden = 1", r"bestaat uit \[\[silence\]\]-blokken"),
        (f"{OF_M1}\n[[silence]]\nrecord = 3", r"\(silence 2\): record is geen tekst"),
        (entry("x = 1", "y = 2"), r"\(silence 1\): Onbekende sleutel: x, y\. Kies uit: shape"),
        (entry(), "welke bevindingen"),
        (
            entry('shape = "RetentionStatd"'),
            r"\(silence 1\): Er is geen controle 'RetentionStatd'\. Bedoelt u Retention",
        ),
        ('[[silence]]\nrecord = "M1"\ndate = 2026-01-02', r"geen reden \(reason\)"),
        ('[[silence]]\nrecord = "M1"\nreason = " "\ndate = 2026-01-02', "reason is geen tekst"),
        ('[[silence]]\nrecord = "M1"\nreason = "x"', r"geen datum \(date\)"),
        ('[[silence]]\nrecord = "M1"\nreason = "x"\ndate = "2026-01-02"', "date is geen dag.*zonder aanhalingstekens"),
        ('[[silence]]\nrecord = "M1"\nreason = "x"\ndate = 2026-01-02T10:00:00', "date is geen dag"),
    ],
)
def test_what_is_no_baseline_is_named_with_its_place(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read(text)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_a_written_baseline_silences_exactly_what_it_was_written_of(reason: str) -> None:
    entries = read(render_baseline(FOUND, reason, DAY))
    done = silence(FOUND, entries)
    assert (done.findings, done.unmatched) == ((), ())
    assert {(each.silence.reason, each.silence.since) for each in done.silenced} == {(reason.strip(), DAY)}
    assert silence([], entries).unmatched == entries
