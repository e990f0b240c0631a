"""The command that draws: formats, views, parts, all records, and what a wrong choice is told."""

from __future__ import annotations

import csv
import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from avggraph.cli.app import app
from avggraph.cli.diagram import FORMATS as SAID
from avggraph.diagram import FORMATS
from avggraph.diagram.formats.text import mermaid
from avggraph.diagram.theme import themes
from avggraph.errors import AvggraphError
from avggraph.pipeline import BuildOptions, build

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "data" / "examples"
NAMES = (
    "voorbeeld-m9001-visumaanvragen.txt",
    "voorbeeld-m9003-meldpunt-identiteitsfraude.txt",
    "voorbeeld-m9006-detentie.txt",
)
SIGNS = {
    "svg": b"<svg", "html": b"<!doctype html>", "png": b"\x89PNG", "pdf": b"%PDF-1.7", "drawio": b"<mxfile",
    "mmd": b"---\ntitle", "dot": b"digraph", "puml": b"@startuml", "threat-dragon.json": b"{", "csv": b"Nr.,Van",
}  # fmt: skip


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("graph") / "out"
    build([EXAMPLES / name for name in NAMES], out, BuildOptions(formats=()))
    return out


def drawn(*arguments: str | Path) -> str:
    """Run the command in this process, and give what it prints."""
    result = CliRunner().invoke(app, ["diagram", *map(str, arguments)])
    if isinstance(result.exception, AvggraphError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_command_says_the_formats_there_are() -> None:
    assert tuple(FORMATS) == SAID == tuple(SIGNS)


@pytest.mark.parametrize("name", SAID)
def test_the_ending_of_the_file_chooses_the_format(graph: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / f"m9003.{name.upper() if name == 'svg' else name}"
    drawn("M9003", "-g", graph, "-o", out)
    assert out.read_bytes().startswith(SIGNS[name])


def test_a_dash_is_stdout(graph: Path) -> None:
    assert drawn("M9003", "-g", graph, "-o", "-").startswith("<svg")


def test_what_mermaid_refuses_is_said(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def warned() -> str:
        return CliRunner().invoke(app, ["diagram", "M9003", "-g", str(graph), "-f", "mmd"]).stderr

    assert warned() == ""
    monkeypatch.setattr(mermaid, "MOST_FLOWS", 3)
    assert warned().startswith("Let op: zonder andere instelling tekent Mermaid tot 50000 tekens en 3 stromen.")


def test_levels_and_purposes(graph: Path) -> None:
    def processes(*choice: str) -> int:
        return drawn("9001", "-g", graph, "-f", "mmd", *choice).count("Verwerking")

    whole = rows(drawn("M9001", "-g", graph, "-f", "csv", "--level", "0"))
    assert {row["Naar"] for row in whole if row["Soort"] == "verkrijging"} == {
        "Verwerking: Visumaanvragen voor kort verblijf (voorbeeld)",
        "Verwerking",
    }
    assert processes("--by", "purpose") > processes("--level", "0")


def test_an_organisation_a_ministry_and_the_register(graph: Path) -> None:
    [*into] = rows(drawn("--organisation", "SSC-ICT", "-g", graph, "-f", "csv"))
    assert {row["Verwerkingen"] for row in into} == {"M9001", "M9006"}
    assert {row["Naar"] for row in into if row["Soort"] == "verwerking in opdracht"} == {"SSC-ICT"}
    assert rows(drawn("--ministry", "BZ", "-g", graph, "-f", "csv"))
    between = rows(drawn("--overview", "-g", graph, "-f", "csv"))
    assert ("Ministerie van Buitenlandse Zaken", "SSC-ICT") in {(row["Van"], row["Naar"]) for row in between}


def test_a_part_has_the_numbers_of_the_whole(graph: Path) -> None:
    whole = {row["Nr."]: row for row in rows(drawn("M9001", "-g", graph, "-f", "csv"))}
    part = rows(drawn("M9001", "-g", graph, "-f", "csv", "--only", "verwerkers", "--only", "bsn"))
    assert part and all(row["Naar"] == whole[row["Nr."]]["Naar"] for row in part)
    assert len(part) < len(whole)


def test_themes_also_of_ones_own(graph: Path, tmp_path: Path) -> None:
    own = tmp_path / "eigen.toml"
    standard = (ROOT / "data" / "diagram" / "themes" / "standaard.toml").read_text(encoding="utf-8")
    own.write_text(standard.replace('badge = "#1b2430"', 'badge = "#123456"'), encoding="utf-8")
    assert "#123456" in drawn("M9003", "-g", graph, "--theme", own)
    pictures = {drawn("M9003", "-g", graph, "--theme", name) for name in themes()}
    assert len(pictures) == len(themes()) == 3


def test_language_table_and_width(graph: Path) -> None:
    assert "Legend</text>" in drawn("M9003", "-g", graph, "--lang", "en")
    assert "Gegevensstromen</text>" not in drawn("M9003", "-g", graph, "--no-table")
    assert re.search(r'width="304"', drawn("M9003", "-g", graph, "--narrow"))


def test_all_records_are_drawn_the_same_by_one_process_and_by_two(graph: Path, tmp_path: Path) -> None:
    said = drawn("--all", "-g", graph, "-o", tmp_path / "een", "-f", "svg", "-f", "csv", "--jobs", "1")
    assert said == f"Getekend: 3 verwerkingen (svg, csv) in {tmp_path / 'een'}\n"
    assert drawn("--all", "-g", graph, "-o", tmp_path / "twee", "-f", "svg", "-f", "csv", "--jobs", "2", "-q") == ""
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / each).iterdir()} for each in ("een", "twee"))
    assert one == two
    assert sorted(one) == [f"m900{number}.{name}" for number in (1, 3, 6) for name in ("csv", "svg")]
    assert one["m9003.svg"].decode() == drawn("M9003", "-g", graph)


def test_records_without_what_is_chosen_are_counted(graph: Path, tmp_path: Path) -> None:
    said = drawn("--all", "-g", graph, "-o", tmp_path / "deel", "--only", "TULP", "--jobs", "1")
    assert said.splitlines()[1:] == ["Overgeslagen: 2 verwerkingen zonder wat is gekozen"]
    assert [path.name for path in (tmp_path / "deel").iterdir()] == ["m9006.svg"]
    with pytest.raises(AvggraphError, match="Geen enkele verwerking heeft wat is gekozen"):
        drawn("--all", "-g", graph, "-o", tmp_path / "niets", "--only", "er is niets")


def test_a_terminal_is_spared_what_holds_bytes(graph: Path) -> None:
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "avggraph", "diagram", "M9003", "-g", str(graph), "-f", "pdf"]
    result = subprocess.run(command, stdout=follower, stderr=subprocess.PIPE, text=True, check=False)
    os.close(leader)
    os.close(follower)
    assert result.returncode == 2
    assert "niet op een scherm te tonen" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "niet één ding gekozen"),
        (["M9003", "--overview"], "niet één ding gekozen"),
        (["M9003", "--level", "2"], "Niveau 2 bestaat niet"),
        (["M9003", "--by", "dag"], "--by dag bestaat niet"),
        (["M9003", "-o", "diagram.json"], "eindigt niet op een formaat"),
        (["M9003", "-o", "er/is/geen/map.svg"], "De map er/is/geen bestaat niet"),
        (["M9003", "-o", ".", "-f", "svg"], ". is een map"),
        (["M9003", "-f", "svg", "-f", "pdf"], "één formaat"),
        (["M9003", "--theme", "roze"], "roze"),
        (["M9003", "--theme", "er-is-geen.toml"], "er-is-geen.toml"),
        (["M9003", "--focus", "SSC-ITC"], "'SSC-ITC'"),
        (["--organisation", "Logiuss"], "Logiuss"),
        (["--ministry", "Logius"], "Logius"),
        (["--all"], "Geef -g GRAAF en -o MAP"),
        (["M9003", "--jobs", "2"], "--jobs hoort bij --all"),
        (["M9003", "--least", "2"], "--least hoort bij --overview"),
        (["M9003", "--depth", "2"], "--depth hoort bij --focus"),
        (["M9003", "--level", "0", "--by", "purpose"], "--by hoort bij niveau 1"),
        (["--overview", "--by", "purpose"], "--by hoort bij een verwerking"),
        (["--overview", "--level", "0"], "--level hoort niet bij --overview"),
    ],
)
def test_wrong_choices_are_told_what_to_do(graph: Path, arguments: list[str], words: str) -> None:
    with pytest.raises(AvggraphError, match=re.escape(words)) as found:
        drawn(*arguments, "-g", graph)
    assert found.value.advice
