"""The command that asks a sharing guide: formats, exit codes, questions in a terminal, wrong calls."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from avggraph.cli.app import app
from avggraph.cli.share import FORMATS
from avggraph.errors import AvggraphError, UsageError


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["share", *arguments])
    if isinstance(result.exception, AvggraphError):
        raise result.exception
    return result.exit_code, result.output


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--requester", "KMar", "--data", "naam", "--necessary", "yes"), 0),
        (("--requester", "KMar", "--data", "gezondheidsgegevens", "--necessary", "ja"), 10),
        (("--requester", "ngo", "--data", "naam", "--mandate", "date,name"), 11),
        (("--requester", "werkgever", "--data", "naam"), 12),
        (("--requester", "KMar", "--data", "naam, V-nummer", "--necessary", "no"), 13),
    ],
)
def test_the_exit_code_says_the_outcome(arguments: tuple[str, ...], code: int) -> None:
    assert run(*arguments)[0] == code


def test_every_format_and_its_ending(tmp_path: Path) -> None:
    asked = ("--requester", "IND", "--data", "naam", "--necessary", "yes")
    endings = {"text": ".txt", "markdown": ".md", "json": ".json", "turtle": ".ttl"}
    assert set(endings) == set(FORMATS)
    for name, ending in endings.items():
        code, printed = run(*asked, "-f", name)
        assert code == 0
        run(*asked, "-o", str(tmp_path / f"a{ending}"))
        assert (tmp_path / f"a{ending}").read_text(encoding="utf-8") == printed


def test_json_has_the_codes(built_examples: Path) -> None:
    asked = ("--requester", "KMar", "--for", "IND", "--data", "naam, gezondheidsgegevens", "--necessary", "yes")
    code, printed = run(*asked, "-g", str(built_examples), "-f", "json")
    answer = json.loads(printed)
    assert code == 10
    assert answer["outcome"] == "motivate"
    assert [(each["data"], each["outcome"], each["duties"], each["rules"]) for each in answer["items"]] == [
        ("naam", "allow-with-duties", ["use-bvv"], ["R1", "R7", "R10"]),
        ("gezondheidsgegevens", "motivate", ["use-bvv"], ["R1", "R6", "R7", "R10"]),
    ]
    assert {contact["address"] for contact in answer["contacts"]} >= {"avg@ind.nl"}
    assert [each["reference"] for each in answer["register"]["disclosures"]] == ["M9008"]


def test_english() -> None:
    assert "do not share" in run("--requester", "IND", "--data", "naam", "--necessary", "no", "--lang", "en")[1]


def test_a_guide_of_ones_own(tmp_path: Path) -> None:
    from avggraph.share import guide_files  # noqa: PLC0415

    own = tmp_path / "eigen.ttl"
    own.write_text(guide_files()["gemeente"].read_text(encoding="utf-8"), encoding="utf-8")
    asked = ("--requester", "woningcorporatie", "--data", "BSN", "--purpose", "schuldhulp", "--necessary", "yes")
    assert run("--guide", str(own), *asked) == run("--guide", "gemeente", *asked)
    assert run("--guide", "gemeente", *asked)[0] == 13


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "wie er vraagt"),
        (("--requester", "IND"), "welke gegevens"),
        (("--requester", "IND", "--data", "naam", "--necessary", "misschien"), "geen ja of nee"),
        (("--requester", "IND", "--data", "naam", "-f", "xml"), "Kies uit: text, markdown, json, turtle"),
        (("--requester", "IND", "--data", "naam", "--guide", "nergens"), "gemeente, wegwijzer"),
        (("--requester", "IND", "--data", "naam", "--mandate", "stempel"), "datum, naam, handtekening"),
        (("--requester", "IND", "--data", "naam", "-g", "nergens"), "nergens"),
    ],
)
def test_a_wrong_call_is_told_what_to_type(arguments: tuple[str, ...], told: str) -> None:
    with pytest.raises(AvggraphError, match=told) as caught:
        run(*arguments)
    assert isinstance(caught.value, UsageError) or caught.value.advice


def test_without_options_it_asks_in_a_terminal() -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "avggraph", "share"],
        stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "dumb", "COLUMNS": "120"},
    )  # fmt: skip
    os.close(theirs)
    os.write(ours, b"KMar\nIND\nnaam\nja\n\n\n\n")
    said, end = b"", time.monotonic() + 60
    while time.monotonic() < end:
        if select.select([ours], [], [], 0.2)[0]:
            try:
                said += os.read(ours, 65536)
            except OSError:
                break
        elif process.poll() is not None:
            break
    os.close(ours)
    assert process.wait(10) == 0
    text = said.decode()
    assert "Wie vraagt de gegevens?" in text
    assert "delen mag, met plichten" in text
