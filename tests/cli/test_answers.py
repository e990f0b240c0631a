"""Answers and changes on the command line: formats, files, names, and what a terminal is spared."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest

from command_line import avggraph

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "data" / "examples"
ONE = EXAMPLES / "voorbeeld-m9003-meldpunt-identiteitsfraude.txt"
TWO = EXAMPLES / "voorbeeld-m9002-machtigen.md"
COMMAND = [sys.executable, "-m", "avggraph"]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("graph") / "out"
    assert avggraph("build", ONE, TWO, "-o", out, "-q").returncode == 0
    return out


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("later")
    text = ONE.read_text(encoding="utf-8").replace("Slachtoffers van", "Gedupeerden van")
    (folder / "a.txt").write_text(text, encoding="utf-8")
    assert avggraph("build", folder / "a.txt", "-o", folder / "out", "-q").returncode == 0
    return folder / "out"


# ---------------------------------------------------------------- formats


def test_the_name_of_the_file_tells_the_format(graph: Path, tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.parquet", "a.csv", "a.json", "a"):
        result = avggraph("query", "records", "-g", graph, "-o", tmp_path / name)
        assert (result.returncode, result.stdout) == (0, ""), result.stderr
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    assert sheet["A2"].value == "M9002"
    assert pq.read_table(tmp_path / "a.parquet")["reference"].to_pylist() == ["M9002", "M9003"]
    assert (tmp_path / "a.csv").read_bytes().startswith(b"reference,title")
    assert (tmp_path / "a.json").read_bytes().startswith(b"{")
    assert "┃" in (tmp_path / "a").read_text(encoding="utf-8")
    assert avggraph("query", "records", "-g", graph, "-o", tmp_path / "b.csv", "-f", "tsv").returncode == 0
    assert (tmp_path / "b.csv").read_bytes().startswith(b"?reference\t")


def test_bytes_go_through_a_pipe_and_not_to_a_terminal(graph: Path) -> None:
    command = [*COMMAND, "query", "records", "-g", str(graph), "-f", "xlsx"]
    piped = subprocess.run(command, capture_output=True, check=True).stdout
    assert openpyxl.load_workbook(io.BytesIO(piped)).active is not None
    screen, terminal = pty.openpty()
    result = subprocess.run(command, stdout=terminal, stderr=subprocess.PIPE, text=True, check=False)
    os.close(terminal)
    os.close(screen)
    assert result.returncode == 2
    assert "niet op een scherm te tonen" in result.stderr
    assert "-o antwoord.xlsx" in result.stderr


def test_rdf_is_no_table(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "a.rq").write_text("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }", encoding="utf-8")
    for options in (("-f", "xlsx", "-o", "a.ttl"), ("-o", "a.xlsx")):
        result = avggraph("query", "a.rq", "-g", graph, *options, cwd=tmp_path)
        assert result.returncode == 2
        assert "geen tabel" in result.stderr
        assert not (tmp_path / options[-1]).exists()
    assert avggraph("query", "a.rq", "-g", graph, "-o", "a.ttl", cwd=tmp_path).returncode == 0
    assert (tmp_path / "a.ttl").read_bytes().startswith(b"<")


def test_words_to_fill_in_are_text(graph: Path, tmp_path: Path) -> None:
    assert avggraph("unmapped", graph, "-f", "sssom", "-o", tmp_path / "a.sssom.tsv").returncode == 0
    assert "subject_label" in (tmp_path / "a.sssom.tsv").read_text(encoding="utf-8")


def test_names_beside_iris_also_in_an_own_question(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "a.rq").write_text(
        "PREFIX dpv: <https://w3id.org/dpv#> PREFIX avg: <https://w3id.org/avggraph/def#>\n"
        "SELECT DISTINCT ?controller ?transfer "
        "{ ?r dpv:hasDataController ?controller ; avg:transferOutsideEU ?transfer } ORDER BY ?controller",
        encoding="utf-8",
    )
    dutch = avggraph("query", "a.rq", "-g", graph, "--labels", "-f", "csv", cwd=tmp_path).stdout.splitlines()
    assert dutch[0] == "controller,controllerLabel,transfer,transferLabel"
    assert dutch[1].split(",")[1::2] == ["ministerie van Binnenlandse Zaken en Koninkrijksrelaties", "nee"]
    english = avggraph("query", "a.rq", "-g", graph, "--labels", "--lang", "en", "-f", "csv", cwd=tmp_path).stdout
    assert english.splitlines()[1].endswith(",no")


# ---------------------------------------------------------------- what changed


def test_two_builds_are_compared(graph: Path, later: Path, tmp_path: Path) -> None:
    result = avggraph("compare", graph, later, "-f", "csv")
    assert result.returncode == 0
    assert result.stderr == "0 nieuw, 1 weg, 1 gewijzigd, 0 gelijk\n"
    header, gone, *changed = result.stdout.splitlines()
    assert header == "verwerking,titel,wijziging,deel,veld,was,wordt"
    assert gone.startswith("M9002,")
    assert changed
    assert all(row.startswith("M9003,") for row in changed)
    assert [row for row in changed if "betrokkenen,Slachtoffers van" in row and "Gedupeerden van" in row]
    for name in ("a.md", "a.ttl", "a.xlsx"):
        assert avggraph("compare", graph, later, "-o", tmp_path / name).stdout == ""
    assert (tmp_path / "a.md").read_text(encoding="utf-8").startswith("# Wijzigingen in het register\n")
    assert list(ox.parse(path=str(tmp_path / "a.ttl"), format=ox.RdfFormat.TURTLE))
    assert avggraph("compare", graph, later, "-f", "turtle").stdout == (tmp_path / "a.ttl").read_text(encoding="utf-8")


def test_a_build_and_a_folder_of_descriptions_are_not_compared(graph: Path, tmp_path: Path) -> None:
    for sides in ((graph, ONE), (ONE, graph)):
        result = avggraph("compare", *sides)
        assert result.returncode == 2
        assert f"{ONE} is geen build" in result.stderr
        assert "avggraph build" in result.stderr


def test_descriptions_go_to_a_file_too(tmp_path: Path) -> None:
    assert avggraph("compare", ONE, ONE, "-o", tmp_path / "a.csv").returncode == 0
    assert (tmp_path / "a.csv").read_bytes() == b"verwerking,veld,links,rechts\r\n"
    assert avggraph("compare", ONE, ONE, "-f", "turtle").returncode == 2
