"""The README's commands, run as they stand there; `pytest --rewrite-readme` writes their output into it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
PICTURE = ROOT / "docs" / "m9001.svg"

BLOCK = re.compile(
    r"```sparql\n(?P<sparql>.*?)```"
    r"|```console\n\$ (?P<command>[^\n]+)\n```(?P<shown>\n\n(?:<!-- output -->|```text\n.*?```))?",
    re.DOTALL,
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "data").symlink_to(ROOT / "data", target_is_directory=True)
    return tmp_path


def run(command: str, place: Path) -> str:
    assert command.startswith("avggraph ")
    done = subprocess.run(
        [sys.executable, "-m", *shlex.split(command)],
        cwd=place,
        env={**os.environ, "COLUMNS": "120"},
        capture_output=True,
        text=True,
        check=False,
    )
    # An answer of `share` that asks for more has an exit code of its own (README, "Exit codes").
    assert done.returncode in ((0, 10) if command.startswith("avggraph share ") else (0,)), done.stderr
    return done.stdout


def with_output(text: str, place: Path) -> str:
    def shown(match: re.Match[str]) -> str:
        if match["sparql"]:
            (place / "bsn.rq").write_text(match["sparql"], encoding="utf-8")
            return match[0]
        printed = run(match["command"], place)
        block = f"```console\n$ {match['command']}\n```"
        if match["shown"] is None:
            assert printed == "", f"{match['command']} prints something the README does not show"
            return block
        lines = "\n".join(line.rstrip() for line in printed.splitlines())
        return f"{block}\n\n```text\n{lines}\n```"

    return BLOCK.sub(shown, text)


def test_the_readme_shows_what_its_commands_print(place: Path, pytestconfig: pytest.Config) -> None:
    text = README.read_text(encoding="utf-8")
    fresh = with_output(text, place)
    picture = (place / "m9001.svg").read_text(encoding="utf-8")
    if pytestconfig.getoption("--rewrite-readme"):
        README.write_text(fresh, encoding="utf-8")
        PICTURE.write_text(picture, encoding="utf-8")
    assert README.read_text(encoding="utf-8") == fresh
    assert PICTURE.read_text(encoding="utf-8") == picture


def test_every_command_is_in_the_readme_or_its_folder(place: Path) -> None:
    listed = set(re.findall(r"^│\s+(\w+)\s", run("avggraph --help", place), re.MULTILINE))
    assert {"build", "extract", "validate", "query", "queries", "network", "diagram"} <= listed
    text = README.read_text(encoding="utf-8")
    assert not [name for name in listed if f"avggraph {name}" not in text]
