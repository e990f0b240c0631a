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
    """Judge a record."""
    return ledger.judged(record).findings


def kept(path: Path, validator: Validator, *records: list[Quad]) -> set[Finding]:
    """Judge records, write a ledger of them, and give what was found."""
    ledger = Ledger.open(None, validator)
    judgements = [ledger.judged(record) for record in records]
    path.write_bytes(b"".join([ledger.head, *map(ledger.line, judgements)]))
    return {each for judgement in judgements for each in judgement.findings}


def test_a_known_record_is_not_judged_again(tmp_path: Path) -> None:
    path, first, second = tmp_path / "validated.jsonl", Counting(), Counting()
    found = kept(path, first, RECORD)
    assert found and first.asked == 1
    again = Ledger.open(path, second)
    assert set(judge(again, list(reversed(RECORD)))) == found
    assert again.earlier == tuple(sorted(found, key=Finding.sort_key))
    assert second.asked == 0
    assert set(judge(again, RECORD[1:])) != found
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
    kept(path, Counting(), RECORD)
    assert Ledger.open(path, validator).earlier is None
    judge(Ledger.open(path, validator), RECORD)
    assert validator.asked == 1


@pytest.mark.parametrize("broken", [b"", b"{}\n", b"niets", b'{"stamp": "x"}\n[1]\n', b"\xff\xfe"])
def test_a_broken_ledger_is_an_empty_one(broken: bytes, tmp_path: Path) -> None:
    path, validator = tmp_path / "validated.jsonl", Counting()
    path.write_bytes(broken)
    assert judge(Ledger.open(path, validator), RECORD)
    assert validator.asked == 1


@pytest.mark.parametrize(
    "broken", [b'{"record":"x","findings":[{"shape":"urn:none"}]}', b'{"record":"x"', b'{"een":1}']
)
def test_a_broken_entry_under_the_right_stamp_counts_for_nothing(broken: bytes, tmp_path: Path) -> None:
    path, validator = tmp_path / "validated.jsonl", Counting()
    kept(path, Counting(), RECORD)
    path.write_bytes(path.read_bytes() + broken + b"\n")
    assert Ledger.open(path, validator).earlier is None
    assert judge(Ledger.open(path, validator), RECORD[1:])
    assert validator.asked == 1


def test_an_entry_that_is_broken_is_judged_again(tmp_path: Path) -> None:
    path, validator = tmp_path / "validated.jsonl", Counting()
    found = kept(path, Counting(), RECORD)
    path.write_bytes(path.read_bytes().replace(b'"shape":"', b'"shape":"x'))
    assert set(judge(Ledger.open(path, validator), RECORD)) == found
    assert validator.asked == 1


def test_second_build_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = sorted((ROOT / "data" / "examples").glob("*.txt"))[:3]
    build(examples, tmp_path / "out")
    first = open_output(tmp_path / "out").manifest
    monkeypatch.setattr(Validator, "findings", lambda _self, _shard: pytest.fail("validated again"))
    build(examples, tmp_path / "out")
    assert open_output(tmp_path / "out").manifest == first
