"""Make the examples into DOCX, ODT and PDF with the programs people use, and read them back.

Run by hand, not by pytest; needs LibreOffice (`soffice`) and Chromium: `python tests/read/roundtrip.py [FOLDER]`.
Each difference from the answers in tests/cases/examples is printed; the exit code is their number, at most 100.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sheet_page import ANSWERS, answer_of, html_of, sheet

from avggraph.errors import SourceError
from avggraph.extract import extract, to_contract
from avggraph.read import Limits, SourceFile, read_file

# Two ways a table is set: columns of a fixed width with room, and what a browser makes of it by itself.
STYLES = {
    "breed": "th{text-align:left;width:30%;padding-right:1em;vertical-align:top}td{width:70%}table{width:100%}",
    "kaal": "",
}
WRITER = "MS Word 2007 XML"


def main(folder: Path) -> int:
    pages = list(_pages(folder))
    _libreoffice(folder / "odt", "odt", pages)
    _libreoffice(folder / "docx", f"docx:{WRITER}", pages)
    _libreoffice(folder / "pdf-van-docx", "pdf", sorted((folder / "docx").glob("*.docx")))
    _libreoffice(folder / "pdf-van-odt", "pdf", sorted((folder / "odt").glob("*.odt")))
    _chromium(folder / "pdf-van-chromium", pages)
    wrong = 0
    for kind in sorted(path for path in folder.iterdir() if not path.name.startswith(".")):
        files = sorted(kind.iterdir())
        began = time.perf_counter()
        differences = [difference for path in files for difference in _differences(path)]
        seconds = time.perf_counter() - began
        print(f"{kind.name}: {len(files)} bestanden, {len(differences)} verschillen, {seconds / len(files):.3f} s elk")
        print("".join(f"  {difference}\n" for difference in differences), end="")
        wrong += len(differences)
    return min(wrong, 100)


def _pages(folder: Path) -> Iterator[Path]:
    own = folder / "html"
    own.mkdir(parents=True)
    for answer in ANSWERS:
        for style, css in STYLES.items():
            page = own / f"{answer.stem}.{style}.html"
            page.write_text(html_of(sheet(answer_of(answer)), css), encoding="utf-8")
            yield page


def _libreoffice(out: Path, kind: str, files: list[Path]) -> None:
    profile = f"-env:UserInstallation=file://{out.parent / '.profile'}"
    reading = ["--infilter=HTML (StarWriter)"] if kind.startswith("docx") else []
    command = ["soffice", profile, "--headless", *reading, "--convert-to", kind, "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True)


def _chromium(out: Path, pages: list[Path]) -> None:
    out.mkdir()
    for page in pages:
        target = out / f"{page.stem}.pdf"
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={target}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True)


def _differences(path: Path) -> Iterator[str]:
    answer = answer_of(next(each for each in ANSWERS if path.name.startswith(f"{each.stem}.")))
    try:
        source = read_file(SourceFile(path.name, path), Limits())
        found = to_contract(extract(source), source)
    except SourceError as error:
        yield str(error)
        return
    for key, wanted in answer.items():
        if found[key] != wanted:
            yield f"{path.name} {key}: {_first_difference(found[key], wanted)}"


def _first_difference(found: Any, wanted: Any) -> str:
    if isinstance(found, list) and isinstance(wanted, list) and len(found) == len(wanted):
        number = next(n for n, pair in enumerate(zip(found, wanted, strict=True)) if pair[0] != pair[1])
        return f"[{number}] {_first_difference(found[number], wanted[number])}"
    if isinstance(found, dict) and isinstance(wanted, dict):
        key = next(key for key in wanted if found.get(key) != wanted[key])
        return f"{key}: {_first_difference(found.get(key), wanted[key])}"
    return f"{found!r} in plaats van {wanted!r}"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        target = Path(sys.argv[1])
        shutil.rmtree(target, ignore_errors=True)
        sys.exit(main(target))
    with tempfile.TemporaryDirectory() as temporary:
        sys.exit(main(Path(temporary) / "kinds"))
