"""The benchmark of validation: it measures every engine of ours, and says where results differ."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from avggraph.validate import ENGINES
from avggraph.validate.shacl.result import Result

ROOT = Path(__file__).resolve().parents[2]
SH = "http://www.w3.org/ns/shacl#"


@pytest.fixture(scope="module")
def validation() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        yield importlib.import_module("benchmarks.validation")


def row(number: int, **said: Any) -> Result:
    return Result(
        **{
            "focus": f"<urn:{number}>",
            "path": "<urn:p>",
            "value": None,
            "component": f"{SH}MinCountConstraintComponent",
            "shape": "urn:s#Stated",
            "severity": "info",
            "messages": ('"m"@nl',),
            **said,
        }
    )


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([{}, {}], "equal"),
        ([{"messages": ()}, {}], "equal but for messages"),
        ([{"messages": (), "path": ""}, {"path": "not said"}], "equal but for messages, path"),
        ([{}], "1 missing (Stated MinCount 1)"),
        ([{}, {}, {}], "1 extra (Stated MinCount 1)"),
        ([{}, {"shape": "urn:s#Other"}], "1 missing (Stated MinCount 1); 1 extra (Other MinCount 1)"),
    ],
)
def test_agreement_tells_what_differs(validation: Any, found: list[dict[str, Any]], said: str) -> None:
    wanted = {row(number) for number in range(2)}
    assert validation.agreement({row(number, **one) for number, one in enumerate(found)}, wanted) == said


def test_pyshacl_is_extrapolated_and_marked_so(validation: Any) -> None:
    rows = frozenset({row(1)})
    fast = validation.Measurement(load=1.0, validate=1.0, rest=50.0, memory=100.0, runs=3, rows=rows)
    outcomes = {
        "pySHACL": validation.Extrapolated(60.0, 1000),
        "avggraph pyshacl": fast,
        "broken": validation.Failure("of|no"),
    }
    lines = list(validation._size_table(validation.Size(6000, 10, outcomes)))
    assert "| pySHACL | ≈ 60.0 | – | 1 | – | 0 | extrapolated from 1,000 records |" in lines
    assert "| avggraph pyshacl | 2.00 | 1.00 + 1.00 | ≈ 30 | 100 | 3 | equal |" in lines
    assert "| broken | – | – | – | – | – | failed: of/no |" in lines


def test_the_command_measures_every_engine_and_all_agree(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.validation", "2", "--runs", "1", "--work", str(tmp_path / "work")]
    names = ["pySHACL", *(f"avggraph {engine}" for engine in ENGINES)]
    names += [f"avggraph {engine}, whole graph" for engine in ENGINES if engine != "pyshacl"]
    only = [part for name in names for part in ("--only", name)]
    written = tmp_path / "report.md"
    process = subprocess.run(
        [*command, *only, "--write", str(written)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert written.read_text(encoding="utf-8") == process.stdout
    for name in names:
        (line,) = re.findall(rf"^\| {name} \| [\d.]+ \| [\d.]+ \+ .*$", process.stdout, re.MULTILINE)
        assert line.endswith("| equal |")
