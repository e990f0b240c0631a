"""The documentation: its code runs and prints what it says; it names what is read and refused; the face is sorted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import avggraph.odrl
from avggraph.odrl import Operand, Operator
from avggraph.odrl.model import DPV, ODRL
from avggraph.odrl.read import OUTSIDE, POLICY_KINDS
from odrl.test_dips import COMPLY, DO_NOT_COMPLY
from odrl.test_dips import OUTSIDE as OUTSIDE_OF_DIPS

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "odrl.md").read_text(encoding="utf-8")


def test_the_code_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    (printed,) = re.findall(r"```text\n(.*?)```", TEXT, re.DOTALL)
    exec(code, {})
    assert capsys.readouterr().out == printed


def test_all_that_is_read_or_refused_is_named() -> None:
    read, _, refused = TEXT.partition("## What is refused")
    for word in (*Operator, *Operand):
        assert f"`{word.value.removeprefix(ODRL)}`" in read
    short = {ODRL: "odrl:", DPV: "dpv:", "http://purl.org/dc/terms/": "dct:"}
    names = {
        prefix + name.removeprefix(base) for name in OUTSIDE for base, prefix in short.items() if name.startswith(base)
    }
    assert names == set(re.findall(r"`((?:odrl|dpv|dct):\w+)`", refused))
    assert len(POLICY_KINDS) == 7


def test_the_figures_are_those_of_the_tests() -> None:
    assert f"{len(COMPLY) + len(DO_NOT_COMPLY)} come\nout as they should, {len(OUTSIDE_OF_DIPS)} are outside" in TEXT


def test_the_public_face_is_sorted() -> None:
    face = avggraph.odrl.__all__
    assert face == sorted(face)
    assert all(hasattr(avggraph.odrl, name) for name in face)
