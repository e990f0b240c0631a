"""The command line: what it prints where, and the exit codes it promises."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from avggraph.cli.answers import TABLES
from avggraph.cli.impact import FORMATS as SAID_IMPACT_FORMATS
from avggraph.cli.impact import SCENARIOS
from avggraph.cli.network import VIEWS as SAID_VIEWS
from avggraph.cli.network_views import VIEWS
from avggraph.cli.validate import REPORTS
from avggraph.impact import IMPACT_FORMATS, Scenario
from avggraph.query import FORMATS
from avggraph.validate import REPORT_FORMATS
from avggraph.version import __version__
from command_line import avggraph
from query.engines import catalogue

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "data" / "examples"
ONE = EXAMPLES / "voorbeeld-m9003-meldpunt-identiteitsfraude.txt"


def process(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "avggraph", *map(str, arguments)], cwd=cwd, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("graph") / "out"
    result = avggraph("build", ONE, EXAMPLES / "voorbeeld-m9002-machtigen.md", "-o", out)
    assert result.returncode == 0, result.stderr
    return out


def test_the_version_is_printed() -> None:
    assert process("--version").stdout == f"avggraph {__version__}\n"


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        (0, ["query", "records", "-g", "GRAPH"]),
        (0, ["query", "records", "-g", "GRAPH", "-f", "csv"]),
        (0, ["query", "processors", "-g", "GRAPH", "-p", "controller=https://a.example/niemand"]),
        (2, ["query", "niets", "-g", "GRAPH"]),
        (2, ["bouw"]),
        (3, ["extract", "foto.jpg", str(ONE)]),
    ],
)
def test_a_process_says_what_is_said_in_this_one(graph: Path, tmp_path: Path, code: int, arguments: list[str]) -> None:
    """The other tests run the command line in their own process; see tests/command_line.py."""
    (tmp_path / "foto.jpg").write_bytes(b"\xff\xd8\xff")
    given = [str(graph) if each == "GRAPH" else each for each in arguments]
    apart, here = process(*given, cwd=tmp_path), avggraph(*given, cwd=tmp_path)
    assert (here.returncode, here.stdout, here.stderr) == (apart.returncode, apart.stdout, apart.stderr)
    assert here.returncode == code


def test_the_choices_in_the_help_are_those_there_are() -> None:
    assert tuple(FORMATS) == TABLES
    assert tuple(VIEWS) == SAID_VIEWS
    assert tuple(IMPACT_FORMATS) == SAID_IMPACT_FORMATS
    assert tuple(each.value for each in Scenario) == SCENARIOS
    assert tuple(REPORT_FORMATS) == REPORTS


def test_the_summary_says_what_was_read_skipped_and_found(tmp_path: Path) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    (folder / "a.txt").write_bytes(ONE.read_bytes())
    (folder / "brief.txt").write_text("Geachte heer")
    result = avggraph("build", folder, "-o", tmp_path / "out")
    assert result.returncode == 0
    for line in (
        "Gelezen:         1 beschrijving\n",
        "Overgeslagen:    1 bestand\n",
        "brief.txt: Geen beschrijving van een verwerking",
        "Meest gedeeld:   geen ontvanger van meer dan één verantwoordelijke\n",
        f"Geschreven naar: {tmp_path / 'out'}\n",
    ):
        assert line in result.stdout
    assert result.stderr == ""


def test_input_that_cannot_be_read_is_code_3_and_the_rest_is_built(tmp_path: Path) -> None:
    (tmp_path / "leeg.txt").write_bytes(b"")
    result = avggraph("build", ONE, tmp_path / "leeg.txt", "-o", tmp_path / "out", "--quiet")
    assert result.returncode == 3
    assert result.stdout == ""
    assert result.stderr == "Niet gelezen: leeg.txt: Het bestand is leeg.\n"
    assert (tmp_path / "out" / "graph.nq").is_file()


def test_extract_prints_the_contract_and_says_what_it_could_not_read(tmp_path: Path) -> None:
    (tmp_path / "foto.jpg").write_bytes(b"\xff\xd8\xff")
    result = avggraph("extract", ONE, tmp_path / "foto.jpg", "--format", "json")
    assert result.returncode == 3
    (description,) = json.loads(result.stdout)
    assert description["reference"] == "M9003"
    assert description["source"]["layout"] == "S-columns"
    assert "Fout: foto.jpg: Dit is een foto (JPEG), geen tekst." in result.stderr


@pytest.mark.parametrize("name", catalogue())
def test_every_saved_query_can_be_asked(graph: Path, name: str) -> None:
    saved = catalogue()[name]
    values = [part for each in saved.parameters if each.name == "record" for part in ("-p", "record=M9003")]
    result = avggraph("query", name, "-g", graph, "-f", "csv", *values)
    assert result.returncode == 0, result.stderr
    assert result.stdout.partition("\n")[0]


def test_an_answer_goes_to_a_file_and_a_query_can_be_shown(graph: Path, tmp_path: Path) -> None:
    out = tmp_path / "antwoord.csv"
    assert avggraph("query", "records", "-g", graph, "-f", "csv", "-o", out).stdout == ""
    assert b"M9002" in out.read_bytes()
    shown = avggraph("query", "processors", "-g", graph, "-p", "processor=ODC-Noord", "--explain").stdout
    assert "VALUES ?processor { <https://avggraph.example/id/organisatie/odc-noord> } # param: processor" in shown


def test_an_empty_answer_is_said(graph: Path) -> None:
    result = avggraph("query", "processors", "-g", graph, "-p", "controller=https://a.example/niemand", "-f", "csv")
    assert result.returncode == 0
    assert result.stderr == "Geen rijen.\n"


def test_the_network_is_shown_and_exported(graph: Path, tmp_path: Path) -> None:
    for view in SAID_VIEWS:
        assert avggraph("network", graph, "--show", view).returncode == 0
    out = tmp_path / "net.graphml"
    assert avggraph("network", graph, "-o", out).returncode == 0
    assert b"<graphml" in out.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["query", "niets"], "'niets'"),
        (["query", "records", "-p", "ministry"], "Schrijf naam=waarde"),
        (["query", "records", "-p", "kleur=rood"], "geen parameter 'kleur'"),
        (["query", "records", "-f", "pdf"], "formaat 'pdf' bestaat niet"),
        (["query", "shared-recipients", "-p", "minimum=veel"], "is geen geheel getal"),
        (["query", "er-is-niets.rq"], "er-is-niets.rq: Het bestand is niet te lezen: er is geen bestand of map met"),
        (["query", "records", "-o", "er-is-niets/a.csv"], "er-is-niets/a.csv is niet te lezen of te schrijven: er is"),
        (["query", "plain.txt"], "Een bestand met SPARQL eindigt op .rq"),
        (["diagram", "M1"], "M1"),
        (["diagram", "M9003", "-f", "gif"], "gif"),
        (["diagram", "M9003", "--lang", "fr"], "Kies nl of en"),
    ],
)
def test_wrong_usage_is_code_2_with_advice(graph: Path, arguments: list[str], words: str) -> None:
    result = avggraph(*arguments, "-g", graph)
    assert result.returncode == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", "er-is-niets", "-o", "out"], "er-is-niets bestaat niet"),
        (
            ["build", "s3://emmer/bronnen", "-o", "out"],
            "s3://emmer/bronnen is geen bestand of map.\n  Bestanden op een opslag leest: avggraph shards",
        ),
        (
            ["serve", ".", "--public-url", "data.voorbeeld.nl"],
            "--public-url data.voorbeeld.nl is geen adres",
        ),
        (["build", ".", "-o", "out", "--base-iri", "x"], "basis-IRI"),
        (["build", ".", "-o", "out", "--on", "gisteren"], "geen datum"),
        (["build", ".", "-o", "out", "--fail-on", "alles"], "--fail-on alles bestaat niet"),
        (["build", ".", "-o", "out", "--layout", "Q"], "Indeling 'Q' bestaat niet"),
        (["build", ".", "-o", "out", "--columns", "er-is-niets.csv"], "er-is-niets.csv bestaat niet"),
        (["columns", "."], ". is geen bestand"),
        (["serve", "."], "geen map van `avggraph build` of `avggraph publish`"),
        (["validate", "."], "geen graaf van avggraph"),
        (["validate", ".", "--fail-on", "alles"], "--fail-on alles bestaat niet"),
        (["validate", ".", "-o", "rapport.doc"], "geen formaat te zien"),
        (["build"], "Missing argument"),
        (["bouw"], "No such command"),
    ],
)
def test_a_wrong_call_is_code_2_and_writes_nothing(tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "a.txt").write_bytes(ONE.read_bytes())
    result = avggraph(*arguments, cwd=tmp_path)
    assert result.returncode == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("arguments", [("unmapped", "--scheme", "kleuren"), ("network", "--top", "-1")])
def test_a_choice_that_cannot_be_is_refused_and_not_left_without_rows(graph: Path, arguments: tuple[str, ...]) -> None:
    result = avggraph(*arguments, graph)
    assert (result.returncode, result.stdout) == (2, "")


def test_a_reader_that_stops_reading_is_no_error(graph: Path) -> None:
    command = f"{sys.executable} -m avggraph query flows -g {graph} -f csv | head -1"
    result = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert result.stderr == ""


def test_ctrl_c_leaves_the_old_build(graph: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert avggraph("build", ONE, "-o", out, "-q").returncode == 0
    before = (out / "manifest.json").read_bytes()
    running = subprocess.Popen(
        [sys.executable, "-m", "avggraph", "build", str(EXAMPLES), "-o", str(out)],
        stderr=subprocess.PIPE,
        text=True,
        # A test run in the background may have been told to ignore Ctrl-C; its child must not.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
    )
    deadline = time.monotonic() + 30
    while not list(tmp_path.glob(".out.partial-*/texts/*")) and time.monotonic() < deadline:
        time.sleep(0.005)
    os.kill(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert said == "Afgebroken. Wat er was, is gebleven.\n"
    assert (out / "manifest.json").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_two_descriptions_are_held_against_each_other(tmp_path: Path) -> None:
    text = ONE.read_text(encoding="utf-8")
    (tmp_path / "nieuw.txt").write_text(text.replace("Slachtoffers van", "Gedupeerden van"), encoding="utf-8")
    result = avggraph("compare", ONE, tmp_path / "nieuw.txt", "-f", "csv")
    assert result.returncode == 0
    header, *rows = result.stdout.splitlines()
    assert header == "verwerking,veld,links,rechts"
    assert rows
    assert all(row.startswith("M9003,data_records.") and "Gedupeerden van" in row for row in rows)
    assert avggraph("compare", ONE, ONE, "-f", "csv").stderr == "Geen rijen.\n"


def test_columns_are_told_and_may_be_given_a_meaning(tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_text("Naam verwerking;Leverancier\nParkeren;Logius\n", encoding="utf-8")
    (tmp_path / "kolommen.toml").write_text('[columns]\n"Leverancier" = "Verwerkers.Naam"\n', encoding="utf-8")
    before = avggraph("columns", "register.csv", "-f", "csv", cwd=tmp_path).stdout
    assert "2,Leverancier,niet herkend" in before
    after = avggraph("columns", "register.csv", "--mapping", "kolommen.toml", "-f", "csv", cwd=tmp_path).stdout
    assert "processor" in after
    result = avggraph("build", "register.csv", "--columns", "kolommen.toml", "-o", "out", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    found = avggraph("query", "processors", "-g", "out", "-f", "csv", cwd=tmp_path).stdout
    assert "dpv#hasDataProcessor> <https://identifier.overheid.nl/tooi/id/oorg/oorg10117>" in (
        tmp_path / "out" / "graph.nq"
    ).read_text(encoding="utf-8"), found


def test_a_limit_is_named_in_the_refusal_and_can_be_raised(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ONE.read_bytes())
    result = avggraph("build", "a.txt", "-o", "out", "--max-size", "0.001", cwd=tmp_path)
    assert result.returncode == 3
    assert "de grens is 0.001 MB" in result.stdout
    assert "--max-size" in result.stdout
    assert avggraph("build", "a.txt", "-o", "out", "--max-size", "1", cwd=tmp_path).returncode == 0
