"""docs/validation.md: its example in Python runs, and its options, profiles and engines are those there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from avggraph.cli.validate import ENGINES as SAID_ENGINES
from avggraph.cli.validate import PROFILES as SAID_PROFILES
from avggraph.validate import ENGINES, load_profiles, shape_files

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "validation.md").read_text(encoding="utf-8")


def test_the_example_in_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(code, "docs/validation.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "AVG art. 30(1)(b) No purpose of the processing was found." in printed


def test_the_page_names_all_there_are() -> None:
    first_cells = set(re.findall(r"^\| `([^`]+)`", PAGE, re.MULTILINE))
    assert first_cells == {*load_profiles(), *ENGINES, *(f"{name}.ttl" for name in shape_files())}


def test_the_command_offers_all_there_are() -> None:
    assert tuple(load_profiles()) == SAID_PROFILES
    assert tuple(ENGINES) == SAID_ENGINES
