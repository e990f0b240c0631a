"""Each shape against its case folder: what conforms gives no result, what violates gives exactly the expected ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from avggraph.validate import shipped_shapes, validate
from validate.rdf import lines

CASES = Path(__file__).parent / "cases"
SHAPES = "https://w3id.org/avggraph/shape#"


def results(case: str, file: str) -> list[str]:
    """Give the results of the case's own shape as focus|shape|severity, each once."""
    findings = validate(lines(CASES / case / file))
    return sorted({f"{f.focus}|{case}|{f.severity.label}" for f in findings if f.shape == SHAPES + case})


def expected(case: str) -> list[str]:
    return (CASES / case / "expected.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", sorted(folder.name for folder in CASES.iterdir()))
def test_case(case: str) -> None:
    assert results(case, "conforms.ttl") == []
    assert expected(case) != []
    assert results(case, "violates.ttl") == expected(case)


@pytest.mark.parametrize("case", sorted(folder.name for folder in CASES.iterdir()))
def test_conforming_case_judges_the_same_nodes(case: str) -> None:
    nodes = {line.split()[0] for line in lines(CASES / case / "conforms.ttl")}
    judged = {line.split("|")[0] for line in expected(case)}
    assert {node for node in judged if not node.startswith("_:")} <= nodes


def test_every_shape_has_a_case_folder() -> None:
    assert sorted(SHAPES + folder.name for folder in CASES.iterdir()) == sorted(shipped_shapes().shapes)
