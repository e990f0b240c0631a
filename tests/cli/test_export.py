"""The command that writes other registers' shapes: what it says, and what a wrong choice is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from avggraph.cli.app import app
from avggraph.errors import AvggraphError, UsageError
from avggraph.pipeline import BuildOptions, build

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "examples"
NAMES = ("voorbeeld-m9001-visumaanvragen.txt", "voorbeeld-m9003-meldpunt-identiteitsfraude.txt")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("graph") / "out"
    build([EXAMPLES / name for name in NAMES], out, BuildOptions(formats=()))
    return out


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if isinstance(result.exception, AvggraphError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def test_it_says_what_it_wrote_and_what_it_could_not(graph: Path, tmp_path: Path) -> None:
    said = run("export", graph, "-f", "oslo", "-o", tmp_path / "oslo.ttl")
    assert said.startswith("Geschreven: 2 verwerkingen in 1 bestand\n")
    told = tmp_path / "oslo.ttl.not_expressed.csv"
    assert said.endswith(f", zie {told}\n")
    assert told.is_file()
    assert run("export", graph, "-f", "dpia", "-o", tmp_path / "dpia", "-q") == ""


@pytest.mark.parametrize("number", ["M9003", "m9003", "9003"])
def test_one_record_by_its_number(graph: Path, tmp_path: Path, number: str) -> None:
    run("export", graph, "-f", "dpia", "-o", tmp_path / "dpia", "--only", number)
    assert [path.name for path in sorted(tmp_path.glob("dpia/*.json"))] == ["m9003.json"]


def test_english_headings(graph: Path, tmp_path: Path) -> None:
    run("export", graph, "-f", "art30-csv", "-o", tmp_path, "--lang", "en")
    assert (
        (tmp_path / "activities.csv").read_text(encoding="utf-8-sig").startswith("Number,Activity,Register,Controller")
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-f", "xml"), "Kies uit: logius, vng"),
        (("-f", "oslo", "--lang", "de"), "Kies nl of en"),
        (("-f", "oslo", "--only", "M9002"), "Geen verwerking heeft het nummer"),
        (("-f", "vng", "--oins", "er-is-niets.csv"), "er-is-niets.csv: Dit bestand bestaat niet."),
    ],
)
def test_a_wrong_choice_is_told(graph: Path, tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    with pytest.raises(UsageError) as error:
        run("export", graph, "-o", tmp_path / "out", *arguments)
    assert told in str(error.value)
    assert not (tmp_path / "out").exists()


def test_the_ending_of_a_file_agrees_with_the_shape(graph: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"a\.csv eindigt op \.csv, en art30-xlsx is een \.xlsx\. Noem het a\.xlsx"):
        run("export", graph, "-f", "art30-xlsx", "-o", tmp_path / "a.csv")
    assert not (tmp_path / "a.csv").exists()


def test_without_a_number_of_an_organisation_nothing_is_said_to_be_written(graph: Path, tmp_path: Path) -> None:
    assert run("export", graph, "-f", "vng", "-o", tmp_path / "vng").startswith("Geschreven: niets\nNiet uitgedrukt: ")
