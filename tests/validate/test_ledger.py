"""A record that did not change is not validated again, and what was found for it stays the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from avggraph.graph.terms import Quad
from avggraph.pipeline import build
from avggraph.store import open_output
from avggraph.validate import Finding, Ledger, Validator, shipped_shapes
from avggraph.validate.engine import quads_of_lines
from validate.rdf import lines

ROOT = Path(__file__).resolve().parents[2]
RECORD = quads_of_lines(lines(ROOT / "tests/validate/records/bare.ttl"))


class Counting(Validator):
    """Counts what it is asked to judge."""

    asked = 0

    def findings(self, shard: list[Quad]) -> tuple[Finding, ...]:  # type: ignore[override]
        self.asked += 1
        return super().findings(shard)


def judge(ledger: Ledger, record: list[Quad]) -> tuple[Finding, ...]:
    """Judge a record, and remember it."""
    judgement = ledger.judged(record)
    ledger.remember(judgement)
    return judgement.findings


def test_a_known_record_is_not_judged_again(tmp_path: Path) -> None:
    path, first, second = tmp_path / "validated.jsonl", Counting(), Counting()
    ledger = Ledger.open(path, first)
    found = judge(ledger, RECORD)
    assert found and first.asked == 1
    ledger.write(path)
    again = Ledger.open(path, second)
    assert judge(again, list(reversed(RECORD))) == found
    assert again.findings == ledger.findings
    assert second.asked == 0
    assert judge(again, RECORD[1:]) != found
    assert second.asked == 1


@pytest.mark.parametrize(
    "other",
    [
        lambda: Counting(shapes=shipped_shapes("structure")),
        lambda: Counting([("<urn:a>", "<urn:b>", "<urn:c>", "<urn:g>")]),
    ],
    ids=["shapes", "context"],
)
def test_other_shapes_or_another_context_forget_all(other: type[Counting], tmp_path: Path) -> None:
    path, validator = tmp_path / "validated.jsonl", other()
    ledger = Ledger.open(path, Counting())
    judge(ledger, RECORD)
    ledger.write(path)
    judge(Ledger.open(path, validator), RECORD)
    assert validator.asked == 1


@pytest.mark.parametrize("broken", [b"", b"{}\n", b"niets", b'{"stamp": "x"}\n[1]\n', b"\xff\xfe"])
def test_a_broken_ledger_is_an_empty_one(broken: bytes, tmp_path: Path) -> None:
    path, validator = tmp_path / "validated.jsonl", Counting()
    path.write_bytes(broken)
    assert judge(Ledger.open(path, validator), RECORD)
    assert validator.asked == 1


def test_a_broken_entry_under_the_right_stamp_forgets_all(tmp_path: Path) -> None:
    path, validator = tmp_path / "validated.jsonl", Counting()
    path.write_text(f'{{"stamp": "{validator.stamp}"}}\n{{"record": "x", "findings": [{{"shape": "urn:none"}}]}}\n')
    judge(Ledger.open(path, validator), RECORD)
    assert validator.asked == 1


def test_second_build_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = sorted((ROOT / "data" / "examples").glob("*.txt"))[:3]
    build(examples, tmp_path / "out")
    first = open_output(tmp_path / "out").manifest
    monkeypatch.setattr(Validator, "findings", lambda _self, _shard: pytest.fail("validated again"))
    build(examples, tmp_path / "out")
    assert open_output(tmp_path / "out").manifest == first
