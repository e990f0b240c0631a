"""`avggraph validate`: which findings it shows, silences and fails on, and where it writes them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from command_line import Said, avggraph

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "examples"
ONE = EXAMPLES / "voorbeeld-m9003-meldpunt-identiteitsfraude.txt"


def validate(*arguments: str | Path) -> Said:
    return avggraph("validate", *arguments)


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
    assert avggraph("build", "-q", "-o", folder / "out", *sources).returncode == 0
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


OWN = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix ex: <urn:ex#> .
@prefix dpcat: <https://w3id.org/dpcat#> .
ex:Titel a sh:NodeShape ; sh:targetClass dpcat:ROPARecord ; sh:severity sh:Warning ;
    sh:property [ sh:path dct:title ; sh:maxLength 3 ; sh:severity sh:Warning ] .
ex:Lang a sh:NodeShape ; sh:targetClass dpcat:ROPARecord ; sh:sparql [ sh:message "Titel {?value}"@nl ;
    sh:select "SELECT $this ?value WHERE { $this <http://purl.org/dc/terms/title> ?value }" ] ; sh:severity sh:Info .
"""


def own_shapes(folder: Path, text: str = OWN) -> Path:
    path = folder / "huisregels.ttl"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
def test_shapes_of_ones_own_stand_beside_the_shipped_ones(engine: str, graph: Path, tmp_path: Path) -> None:
    own = ("--own-shapes", own_shapes(tmp_path), "--engine", engine)
    found = findings(graph, *own, "--shape", "Titel", "--shape", "Lang", "--only", "M9003")
    assert [each["shape"] for each in found] == ["urn:ex#Titel-title", "urn:ex#Lang"]
    assert found[0]["message"]["nl"] == "Titel (title): De waarde is te lang."
    assert found[1]["message"]["nl"].startswith("Titel Centraal meldpunt")
    assert len(findings(graph, *own)) > len(findings(graph))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "geen vorm met een doel"),
        ("geen turtle", "niet als Turtle te lezen"),
        (
            "<urn:s> <http://www.w3.org/ns/shacl#targetClass> <urn:T> ; <http://www.w3.org/ns/shacl#path> [] .",
            "geen pad",
        ),
    ],
)
def test_shapes_that_are_none_are_refused(text: str, said: str, graph: Path, tmp_path: Path) -> None:
    refused = validate(graph, "--own-shapes", own_shapes(tmp_path, text))
    assert refused.returncode == 2
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_shape_that_looks_at_nothing_is_told(graph: Path, tmp_path: Path) -> None:
    text = OWN.replace("sh:targetClass dpcat:ROPARecord", "sh:targetClass ex:Verschreven", 1)
    told = validate(graph, "--own-shapes", own_shapes(tmp_path, text))
    assert told.returncode == 0
    assert "vorm Titel kijkt naar urn:ex#Verschreven; dat staat niet in deze graaf" in told.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--profile", "dpcat"], "--shapes-dir horen bij elkaar"),
        (["--profile", "dcat"], "Er is geen profiel 'dcat'"),
        (["--engine", "jena"], "Er is geen SHACL-engine 'jena'"),
        (["-f", "json", "-o", "b.html"], "past niet bij -f json"),
        (["--profile", "nl-sbb", "--shapes-dir", "bestaat-niet"], "Deze map bestaat niet"),
    ],
)
def test_wrong_calls_are_refused(options: list[str], said: str, graph: Path) -> None:
    refused = validate(graph, *options)
    assert refused.returncode == 2
    assert said in refused.stderr


def test_a_gate_cannot_be_narrowed_to_nothing(graph: Path, shared: Path) -> None:
    gate = ("--profile", "dcat-ap-nl", "--shapes-dir", shared / "reference/dcat-ap-nl")
    assert validate(graph, *gate).returncode == 1
    refused = validate(graph, *gate, "--only", "M9003")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert validate(graph, *gate, "--previous", graph).returncode == 2


def test_missing_texts_are_told(graph: Path, tmp_path: Path) -> None:
    copy = tmp_path / "out"
    shutil.copytree(graph, copy)
    shutil.rmtree(copy / "texts")
    (copy / "texts").mkdir()
    told = validate(copy)
    assert told.returncode == 0
    assert "ontbreekt in texts/" in told.stderr
