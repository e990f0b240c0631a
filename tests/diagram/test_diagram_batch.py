"""Drawing all records: what is there when it is broken off, and when one record cannot be drawn."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import avggraph
from avggraph.diagram import batch
from avggraph.diagram.batch import Drawn, Order, draw_all
from avggraph.diagram.model import Diagram
from avggraph.errors import DiagramError
from avggraph.files import write_whole

EXAMPLES = Path(__file__).parents[2] / "data" / "examples"
RECORDS = 96
_ENDS = {".svg": b"</svg>\n", ".html": b"</html>\n"}

_DRAW = """
import signal
import sys
from pathlib import Path
from avggraph.diagram.batch import Order, draw_all
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # which a task in the background may not have
    for drawn in draw_all(Order(Path(sys.argv[1]), Path(sys.argv[2]), ("svg", "html")), jobs=2):
        print(drawn.reference, flush=True)
"""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of more records than a process takes at once."""
    sources, out = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("many") / "out"
    text = (EXAMPLES / "voorbeeld-m9003-meldpunt-identiteitsfraude.txt").read_text(encoding="utf-8")
    for number in range(1000, 1000 + RECORDS):
        (sources / f"m{number}.txt").write_text(text.replace("M9003", f"M{number}"), encoding="utf-8")
    avggraph.build(sources, out)
    return out


@pytest.fixture
def drawing(many: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """A command that is drawing all records with two processes, and its folder, after the first record."""
    script = tmp_path / "draw.py"
    script.write_text(_DRAW, encoding="utf-8")
    command = [sys.executable, str(script), str(many), str(tmp_path / "out")]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout
    assert process.stdout.readline() == "M1000\n"
    yield process, tmp_path / "out"
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def _drawn(folder: Path) -> list[Path]:
    """The drawings in a folder, each of which must be whole; a killed process may leave a part under another name."""
    files = [file for file in folder.iterdir() if not re.fullmatch(r"\..+\.part", file.name)]
    assert all(file.read_bytes().endswith(_ENDS[file.suffix]) for file in files)
    return files


@pytest.mark.parametrize(
    "end",
    [
        lambda process: os.kill(process.pid, signal.SIGKILL),
        lambda process: os.kill(process.pid, signal.SIGTERM),
        lambda process: os.killpg(process.pid, signal.SIGINT),
    ],
    ids=["kill", "term", "ctrl-c"],
)
def test_when_it_is_broken_off_all_processes_end_and_files_are_whole(
    drawing: tuple[subprocess.Popen[str], Path], end: Callable[[subprocess.Popen[str]], None]
) -> None:
    process, folder = drawing
    end(process)
    # The pipes close only when the processes that draw have ended as well.
    process.communicate(timeout=30)
    there = _drawn(folder)
    time.sleep(0.3)
    assert _drawn(folder) == there
    assert len(there) < 2 * RECORDS


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "m1.svg"
    write_whole(file, b"old")

    def full(_path: Path, _target: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space left"):
        write_whole(file, b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("m1.svg", b"old")]


def test_a_link_keeps_pointing_at_its_file(tmp_path: Path) -> None:
    file, link = tmp_path / "file.svg", tmp_path / "link.svg"
    file.write_bytes(b"old")
    link.symlink_to(file)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"


def test_a_record_that_cannot_be_drawn_is_named_and_the_rest_is_drawn(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def render(diagram: Diagram, name: str, options: object) -> bytes:
        if diagram.reference == "M1001":
            raise DiagramError("De tekening is niet als pdf te zetten.")
        return b"x"

    monkeypatch.setattr(batch, "render", render)
    drawn: list[Drawn] = list(draw_all(Order(many, tmp_path, ("pdf",))))
    assert [(each.reference, each.error) for each in drawn if each.error] == [
        ("M1001", "De tekening is niet als pdf te zetten.")
    ]
    assert len(list(tmp_path.iterdir())) == RECORDS - 1
