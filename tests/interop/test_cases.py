"""The golden case: one record in every format, as files beside each other. `--rewrite-interop` writes them anew."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from avggraph.interop import FORMATS, export
from avggraph.store import Output
from interop.builds import EXAMPLES, built, readings

CASE = Path(__file__).resolve().parent / "cases" / "m9013"
SOURCE = EXAMPLES / "voorbeeld-m9013-subsidie-warmtepompen.md"


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Output:
    return built(SOURCE, tmp_path_factory.mktemp("case") / "out", day="2026-01-01")


def files(folder: Path) -> dict[str, bytes]:
    """The files by their paths; of a workbook its first sheet, for a library may pack it in another way."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as parts:
                found[f"{name}.sheet1.xml"] = parts.read("xl/worksheets/sheet1.xml")
        elif path.is_file():
            found[name] = path.read_bytes()
    return found


def test_one_record_in_every_format(one: Output, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    oins = {iri: "0" * 20 for reading in readings(one) for iri in reading.iris("dpv:hasDataController")}
    for name, form in FORMATS.items():
        suffix = "" if form.is_folder else Path(form.place).suffix
        export(one, name, tmp_path / f"{name}{suffix}", oins=oins)
    made = files(tmp_path)
    if request.config.getoption("--rewrite-interop"):
        for name, data in made.items():
            (CASE / name).parent.mkdir(parents=True, exist_ok=True)
            (CASE / name).write_bytes(data)
    assert made == files(CASE)
