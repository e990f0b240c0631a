"""docs/dataset.md: its example in Python and its SQL run, and it names the files there are."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from avggraph.dataset.data_file import file_kinds
from dataset.conftest import Written

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "dataset.md").read_text(encoding="utf-8")


def test_the_example_in_python_runs(
    written: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "demo").symlink_to(written.output.folder)
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "docs/dataset.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "graph.nq.gz application/n-quads De hele graaf als N-Quads" in printed
    assert "not told" not in printed


def test_the_example_in_sql_runs(written: Written) -> None:
    (query,) = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
    with closing(sqlite3.connect(written.folder / "register.db")) as connection:
        assert "M9001" in {row[0] for row in connection.execute(query)}


def test_the_page_names_all_files(written: Written) -> None:
    table = PAGE.partition("## What there is")[2].partition("\n\n[")[0]
    named = set(re.findall(r"`([\w./*-]+\.[\w*]+|SHA256SUMS)`", table)) - {".well-known/void"}
    assert named == set(file_kinds())
    assert all(any(fnmatchcase(file.path, name) for name in named) for file in written.files)
