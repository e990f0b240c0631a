"""The reports of a build: put together of blocks, they say what a report of all findings says."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from avggraph.graph.terms import DPV, RDF, Quad
from avggraph.pipeline import BuildOptions, build
from avggraph.pipeline.reports import BY_RECORD, WORST_FIRST, Reports
from avggraph.resources import data
from avggraph.store import open_output
from avggraph.validate import (
    Finding,
    RecordFacts,
    Report,
    Silencing,
    Validator,
    format_of_file,
    parse_json,
    record_facts,
    shipped_shapes,
)
from pipeline.folders import files_of

SHAPE = min(shipped_shapes().shapes)
RECORD = "https://avggraph.example/id/rijksoverheid/verwerking/m9001"
FILES = ("findings.json", "findings.ttl", "bevindingen.txt", "bevindingen.html")


def finding(focus: str, record: str | None = None) -> Finding:
    return (
        shipped_shapes()
        .shapes[SHAPE]
        .finding(
            focus=focus, path=None, value=None, component="urn:c", messages=(), record=record, reference=None, quotes=()
        )
    )


@pytest.fixture
def _organisations_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have something be found about each controller, which is no record's own."""
    found = Validator.findings

    def with_more(self: Validator, shard: Iterable[Quad]) -> tuple[Finding, ...]:
        quads = list(shard)
        controllers = {quad[0] for quad in quads if quad[1:3] == (RDF.type, DPV.DataController)}
        return (*found(self, quads), *map(finding, sorted(controllers)))

    monkeypatch.setattr(Validator, "findings", with_more)


@pytest.mark.usefixtures("_organisations_are_judged")
def test_what_is_found_of_no_record_stands_in_each_report_once(tmp_path: Path) -> None:
    sources = tmp_path / "bronnen"
    sources.mkdir()
    for each in sorted(data("examples").glob("*.txt"))[:4]:
        shutil.copy(each, sources)
    first = build([sources], tmp_path / "graaf")
    files = files_of(first.folder)
    findings = parse_json(files["findings.json"], "findings.json")
    loose = [each.focus for each in findings if each.record is None]
    assert 1 < len(loose) == len(set(loose))
    assert first.findings.total() == len(findings) == len(set(findings))
    whole = report_of(first.folder, findings)
    assert {name: files[name].decode() for name in FILES} == {
        name: format_of_file(name).write(whole, "nl") for name in FILES
    }
    path = min(sources.iterdir())
    path.write_text(path.read_text(encoding="utf-8") + "\nEnkele woorden.\n", encoding="utf-8")
    again = build([sources], tmp_path / "graaf")
    assert again.reused == 3
    assert files_of(again.folder) == files_of(build([sources], tmp_path / "heel", BuildOptions(fresh=True)).folder)


def report_of(folder: Path, findings: tuple[Finding, ...]) -> Report:
    made = open_output(folder)
    return Report(
        Silencing(findings),
        f"{made.base}doc/validatie",
        records=record_facts(made.open_store()),
        texts=made.documents,
        shapes=shipped_shapes().shapes,
    )


def test_what_is_found_of_another_record_stands_beside_what_is_its_own() -> None:
    reports, record = Reports(BuildOptions()), RecordFacts(RECORD, "M9001")
    own, loose = finding("<urn:a>", RECORD), [finding("<urn:b>", RECORD), finding("<urn:c>")]
    heads = dict(reports.blocks(record, [own], "een", {}))
    blocks = reports.loose_blocks(loose, {})
    for order in (BY_RECORD, WORST_FIRST):
        assert len({heads[order].first, *(block.first for block in blocks[order])}) == 3
    totals = reports.totals([(record, {SHAPE: 1})], loose)
    assert (totals.whole.total, totals.whole.records, totals.groups) == (3, 1, 2)
    assert totals.whole.counts == {shipped_shapes().shapes[SHAPE].severity: 3}
