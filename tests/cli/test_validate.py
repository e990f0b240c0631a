"""`avggraph validate`: which findings it shows, silences and fails on, and where it writes them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "examples"
ONE = EXAMPLES / "voorbeeld-m9003-meldpunt-identiteitsfraude.txt"


def validate(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "avggraph", "validate", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


def findings(*arguments: str | Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(validate(*arguments, "-f", "json").stdout)
    return found


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two records with a number and one without."""
    folder = tmp_path_factory.mktemp("graph")
    text = ONE.read_text(encoding="utf-8")
    assert "M9003" in text
    (folder / "zonder.txt").write_text(text.replace("M9003", "").replace("9003", ""), encoding="utf-8")
    sources = (ONE, EXAMPLES / "voorbeeld-m9002-machtigen.md", folder / "zonder.txt")
    command = [sys.executable, "-m", "avggraph", "build", "-q", "-o", str(folder / "out"), *map(str, sources)]
    subprocess.run(command, check=True)
    return folder / "out"


def test_a_build_writes_the_same_reports(graph: Path) -> None:
    assert (graph / "bevindingen.txt").read_text(encoding="utf-8") == validate(graph).stdout
    assert (graph / "bevindingen.html").read_text(encoding="utf-8") == validate(graph, "-f", "html").stdout
    assert (graph / "findings.ttl").read_text(encoding="utf-8") == validate(graph, "-f", "shacl").stdout
    assert json.loads((graph / "findings.json").read_bytes()) == findings(graph)


def test_findings_at_the_threshold_are_code_1_also_where_they_are_not_shown(graph: Path) -> None:
    assert validate(graph).returncode == 0
    assert validate(graph, "--fail-on", "warning").returncode == 1
    assert validate(graph, "--fail-on", "never").returncode == 0
    assert validate(graph, "--fail-on", "warning", "--shape", "RetentionDetermined").returncode == 0
    hidden = validate(graph, "--fail-on", "info", "--severity", "violation")
    assert hidden.returncode == 1
    assert hidden.stdout.startswith("Lichter dan gevraagd, en niet getoond: 10 waarschuwingen")


def test_findings_come_in_two_languages(graph: Path) -> None:
    assert "waarschuwing, AVG art. 30(1)(d): Er is geen opgave" in validate(graph).stdout
    assert "warning, AVG art. 30(1)(d)" in validate(graph, "--lang", "en").stdout
    assert 'lang="en"' in validate(graph, "--lang", "en", "-f", "html").stdout


def test_shapes_records_and_severities_are_selected(graph: Path) -> None:
    assert {row["reference"] for row in findings(graph, "--only", "M9003", "--only", "9002")} == {"M9002", "M9003"}
    (key,) = {row["key"] for row in findings(graph) if row["reference"] is None}
    assert key.startswith("zonder-nummer-")
    assert {row["key"] for row in findings(graph, "--only", key)} == {key}
    assert {row["check"] for row in findings(graph, "--shape", "RecipientStated")} == {"RecipientStated"}
    assert {row["severity"] for row in findings(graph, "--severity", "warning")} == {"warning"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--only", "M9033"], "geen verwerking met nummer 'M9033'"),
        (["--shape", "RecipientState"], "Bedoelt u RecipientStated"),
        (["--severity", "erg"], "--severity erg bestaat niet"),
        (["-f", "pdf"], "Formaat 'pdf' bestaat niet"),
        (["--lang", "fr"], "Kies nl of en"),
        (["--baseline", "er-is-niets.toml"], "er-is-niets.toml is niet te lezen"),
        (["--previous", "er-is-niets.json"], "er-is-niets.json is niet te lezen"),
        (["--on", "gisteren"], "geen datum"),
        (["--write-baseline", "b.toml"], "vraagt --reason en --on"),
        (["--write-baseline", "b.toml", "--reason", "x"], "vraagt --reason en --on"),
        (["--reason", "x", "--on", "2026-11-28"], "vraagt --reason en --on"),
        (["--only", "M9002", "-o", "er-is-niets/b.txt"], "er-is-niets/b.txt is niet te schrijven"),
    ],
)
def test_wrong_usage_is_code_2_with_advice(graph: Path, arguments: list[str], said: str) -> None:
    result = validate(graph, *arguments)
    assert result.returncode == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_each_file_gets_the_format_of_its_name(graph: Path, tmp_path: Path) -> None:
    starts = {
        "b.txt": "zonder-nummer-",
        "b.html": "<!doctype html>",
        "b.json": "[",
        "b.csv": "verwerking,",
        "b.ttl": "@prefix sh:",
        "b.sarif": '{\n  "$schema"',
        "b.xml": "<?xml",
    }
    result = validate(graph, *(part for name in starts for part in ("-o", tmp_path / name)))
    assert (result.returncode, result.stdout.count("Geschreven naar: ")) == (0, len(starts))
    for name, start in starts.items():
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    assert validate(graph, "-f", "csv", "-o", tmp_path / "b.dat").returncode == 0
    assert (tmp_path / "b.dat").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_known_findings_are_silenced_until_their_day(graph: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "bekend.toml"
    written = validate(
        graph, "--only", "M9003", "--write-baseline", baseline, "--reason", "zie beleid", "--on", "2026-11-28"
    )
    assert written.returncode == 0
    number = len(findings(graph, "--only", "M9003"))
    assert written.stdout.startswith(f"Stilgezet: {number} bevindingen, in {baseline}.")
    again = validate(graph, "--write-baseline", baseline, "--reason", "x", "--on", "2026-11-28")
    assert again.returncode == 2
    assert "bestaat al" in again.stderr
    quiet = validate(graph, "--only", "M9003", "--baseline", baseline, "--fail-on", "info")
    assert quiet.returncode == 0
    assert "zie beleid (sinds 2026-11-28)" in quiet.stdout
    baseline.write_text(
        baseline.read_text(encoding="utf-8").replace("date = 2026-11-28", "date = 2026-11-28\nuntil = 2026-12-31"),
        encoding="utf-8",
    )
    only = ("--only", "M9003", "--baseline", baseline, "--fail-on", "info")
    assert "zonder --on is niet bekend" in validate(graph, *only).stdout
    assert validate(graph, *only, "--on", "2026-12-31").returncode == 0
    over = validate(graph, *only, "--on", "2027-01-01")
    assert over.returncode == 1
    assert "Niet meer stilgezet, want verlopen:" in over.stdout


def test_a_trend_is_of_what_was_selected(graph: Path, tmp_path: Path) -> None:
    rows = findings(graph)
    old = tmp_path / "findings.json"
    gone = {**rows[0], "focus": "<urn:weg>", "reference": "M9003"}
    old.write_text(json.dumps([gone, *(row for row in rows if row["check"] != "RecipientStated")]), encoding="utf-8")
    new = sum(row["check"] == "RecipientStated" for row in rows)
    assert f"{new} nieuw, 1 verdwenen, {len(rows) - new} gebleven" in validate(graph, "--previous", old).stdout
    assert (
        f"{new} nieuw, 0 verdwenen, 0 gebleven"
        in validate(graph, "--previous", tmp_path, "--shape", "RecipientStated").stdout
    )
    assert f"0 nieuw, 0 verdwenen, {len(rows)} gebleven" in validate(graph, "--previous", graph).stdout
