"""Netlify's own matcher reads the redirects; the headers are read as its parser documents them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from avggraph.addresses import LEDGER
from avggraph.web_servers import render_snippets
from avggraph.web_servers.rules import load_rules
from web_servers.site import read_cases

Match = Callable[[str, list[str]], list[list[object] | None]]
REGISTER = "rijksoverheid"
NUMBERED = re.compile(r"-g?[0-9]+$")


@pytest.fixture(scope="session")
def match() -> Match:
    node = shutil.which("node")
    matcher = Path(sys.prefix) / "node_modules" / "netlify-redirector"
    if not node or not matcher.is_dir():
        if os.environ.get("CI"):
            pytest.fail("CI needs node and netlify-redirector: make servers")
        pytest.skip("needs node and netlify-redirector: make servers")

    def ask(prefix: str, paths: list[str]) -> list[list[object] | None]:
        rules = render_snippets(f"https://data.voorbeeld.nl{prefix}", REGISTER)["netlify/_redirects"]
        script = Path(__file__).parent / "match_redirects.js"
        run = subprocess.run(
            [node, str(script), str(matcher)],
            input=json.dumps({"rules": rules, "paths": [prefix + path for path in paths]}),
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        found: list[list[object] | None] = json.loads(run.stdout)
        return found

    return ask


@pytest.mark.parametrize("prefix", ["/avg/", "/"])
def test_things_lead_to_their_documents_but_for_numbered_parts(match: Match, prefix: str) -> None:
    things = [case for case in read_cases() if case.status == 303]
    for case, found in zip(things, match(prefix, [case.path for case in things]), strict=True):
        numbered = NUMBERED.search(case.path) and "/verwerking/" not in case.path
        expected = [f"{prefix}404.html", 404] if numbered else [prefix + case.location, 303]
        assert found == expected, case


@pytest.mark.parametrize("prefix", ["/avg/", "/"])
def test_a_document_without_an_ending_is_its_page_in_the_language_of_the_address(match: Match, prefix: str) -> None:
    paths = ["doc/wet/awb", "en/doc/wet/awb", "doc/begrip/doelen", "en/geen", "geen"]
    assert match(prefix, paths) == [
        [f"{prefix}doc/wet/awb.html", 200],
        [f"{prefix}en/doc/wet/awb.html", 200],
        [f"{prefix}doc/begrip/doelen.html", 200],
        [f"{prefix}en/404.html", 404],
        [f"{prefix}404.html", 404],
    ]


@pytest.mark.parametrize("prefix", ["/avg/", "/"])
def test_a_call_of_the_api_is_answered_by_the_file_in_its_folder(match: Match, prefix: str) -> None:
    calls = [case for case in read_cases() if case.path.startswith("api/") and case.location]
    for case, found in zip(calls, match(prefix, [case.path.rstrip("/") for case in calls]), strict=True):
        assert found == [prefix + case.location, 200], case


@pytest.mark.parametrize("prefix", ["/avg/", "/"])
def test_what_the_publisher_keeps_is_hidden_though_it_is_there(match: Match, prefix: str) -> None:
    assert match(prefix, [LEDGER]) == [[f"{prefix}404.html", 404]]
    rules = render_snippets(f"https://data.voorbeeld.nl{prefix}", REGISTER)["netlify/_redirects"]
    [rule] = [line.split() for line in rules.splitlines() if line.startswith(f"{prefix}{LEDGER} ")]
    assert rule[2] == "404!"


def test_each_file_has_its_type_and_the_headers_of_the_site() -> None:
    headers = render_snippets("https://data.voorbeeld.nl/avg/", REGISTER)["netlify/_headers"]
    rules = load_rules()
    for case in read_cases():
        if case.file and "." in case.file:
            said = _headers_of(headers, f"/avg/{case.file}")
            assert said["Content-Type"] == case.type
            assert {name: said[name] for name in rules.headers} == dict(rules.headers)
    assert _headers_of(headers, "/avg/bestanden/site.css")["Cache-Control"] == "public, max-age=86400"
    assert _headers_of(headers, "/elders/x.ttl") == {}


def _headers_of(text: str, path: str) -> dict[str, str]:
    """Read a file of headers: lines that begin with / name paths, * any signs; the last rule for a header counts."""
    said: dict[str, str] = {}
    fits = False
    for line in filter(str.strip, text.splitlines()):
        if line.startswith("/"):
            fits = re.fullmatch(".*".join(map(re.escape, line.split("*"))), path) is not None
        elif fits and not line.startswith("#"):
            name, _, value = line.strip().partition(": ")
            said[name] = value
    return said
