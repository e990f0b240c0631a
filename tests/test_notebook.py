"""The notebook of docs/, run as it stands there; `pytest --rewrite-notebook` keeps what it shows."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = ROOT / "docs" / "vragen-aan-het-register.ipynb"


def fresh() -> Any:
    """The notebook as it is after a run."""
    # A short path: the name of a socket in the file system has room for some hundred characters.
    with tempfile.TemporaryDirectory() as folder:
        paths = os.pathsep.join((str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")))
        result = subprocess.run(
            [sys.executable, "-m", "run_notebook", str(NOTEBOOK)],
            env={**os.environ, "PYTHONPATH": paths, "JUPYTER_RUNTIME_DIR": folder, "IPYTHONDIR": folder},
            capture_output=True,
            text=True,
            check=False,
        )
    assert result.returncode == 0, result.stderr[-2_000:]
    return nbformat.reads(result.stdout, as_version=4)


def shown(notebook: Any) -> list[tuple[str, Any]]:
    """What a reader sees: each cell's source, and what it printed or gave."""
    return [(cell.source, cell.get("outputs", [])) for cell in notebook.cells]


def test_the_notebook_shows_what_it_gives_when_it_is_run(pytestconfig: pytest.Config) -> None:
    run = fresh()
    if pytestconfig.getoption("--rewrite-notebook"):
        nbformat.write(run, NOTEBOOK)
    stored = nbformat.read(NOTEBOOK, as_version=4)
    assert shown(stored) == shown(run)
    nbformat.validate(stored)


def test_the_notebook_needs_no_network_and_names_no_machine() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    text = NOTEBOOK.read_text(encoding="utf-8")
    for word in (tempfile.gettempdir(), str(ROOT), "<script", "<img", "<link"):
        assert word not in text
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not [line for cell in code for line in cell.source.splitlines() if line.startswith(("%", "!"))]
    assert all(cell.outputs for cell in code if cell.source != "place.cleanup()")
