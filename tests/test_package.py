"""What is shipped: the wheel holds the knowledge and works from where it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


PACKAGES = sorted(path.parent.name for path in (ROOT / "src" / "avggraph").glob("*/__init__.py"))


@pytest.mark.parametrize("package", PACKAGES)
def test_each_station_can_be_imported_alone(package: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import avggraph.{package}"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_build_imports_no_library_that_it_does_not_use(tmp_path: Path) -> None:
    heavy = {"networkx", "numpy", "openpyxl", "pyshacl", "rdflib", "rich", "SPARQLWrapper"}
    example = ROOT / "data" / "examples" / "voorbeeld-m9001-visumaanvragen.txt"
    code = f"""
import sys
from pathlib import Path
from avggraph.pipeline import build
build([Path({str(example)!r})], Path({str(tmp_path / "out")!r}))
print(sorted({heavy!r} & sys.modules.keys()))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (path,) = out.glob("*.whl")
    return path


def test_the_wheel_holds_ontology_data_and_queries(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("ontology", "data", "queries"):
        shipped = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and not path.name.startswith(".")
        }
        assert {f"avggraph/shipped/{name}" for name in shipped} <= names
    assert "avggraph/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_a_build_works_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    example = ROOT / "data" / "examples" / "voorbeeld-m9001-visumaanvragen.txt"
    code = (
        "import avggraph.cli, avggraph.resources as r; assert 'shipped' in str(r.root()), r.root(); avggraph.cli.main()"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, "build", str(example), "-o", str(tmp_path / "out")],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "out" / "graph.nq").is_file()
