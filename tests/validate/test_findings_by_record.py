"""Findings by record, read from the file of a build without reading all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from avggraph.errors import StoreError
from avggraph.validate.baseline import Silence, Silenced, Silencing
from avggraph.validate.finding import Finding
from avggraph.validate.report.as_json import write_json
from avggraph.validate.report.by_record import FindingsByRecord, RecordFindings
from avggraph.validate.report.model import Report
from validate.report_of import WARNING, full_report

OTHER = replace(WARNING, record="https://avggraph.example/id/rijksoverheid/verwerking/m\u00e9t-\u201equote\u201d")


def written(report: Report, folder: Path) -> FindingsByRecord:
    (folder / "findings.json").write_text("".join(write_json(report)), encoding="utf-8")
    return FindingsByRecord(folder / "findings.json")


def test_each_record_has_its_own_findings_worst_first(tmp_path: Path) -> None:
    report = full_report()
    found = written(report, tmp_path)
    for record in {finding.record for finding in report.findings if finding.record}:
        own = tuple(finding for finding in report.findings if finding.record == record)
        assert found.of(record).findings == tuple(sorted(own, key=Finding.sort_key))


def test_what_belongs_to_no_record_is_no_record_s(tmp_path: Path) -> None:
    found = written(full_report(), tmp_path)
    assert found.of("https://avggraph.example/id/rijksoverheid/verwerking/weg") == RecordFindings()
    assert all(finding.record == WARNING.record for finding in found.of(WARNING.record or "").findings)


def test_silenced_findings_are_counted_and_not_told(tmp_path: Path) -> None:
    silence = Silence(1, "reden", date(2026, 1, 1))
    report = Report(Silencing((OTHER,), (Silenced(WARNING, silence),)), iri="urn:report")
    found = written(report, tmp_path)
    assert found.of(OTHER.record or "") == RecordFindings((OTHER,))
    assert found.of(WARNING.record or "") == RecordFindings((), 1)


def test_a_build_without_the_file_has_no_findings(tmp_path: Path) -> None:
    assert FindingsByRecord(tmp_path / "findings.json").of(WARNING.record or "") == RecordFindings()


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "findings.json").write_text('[\n  {\n    "record": half,\n  }\n]\n', encoding="utf-8")
    with pytest.raises(StoreError, match=r"findings\.json is niet te lezen"):
        FindingsByRecord(tmp_path / "findings.json")
