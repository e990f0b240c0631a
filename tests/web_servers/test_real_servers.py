"""nginx, Apache and Caddy answer as the table says, at the root of a host and below a path."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from avggraph.web_servers import render_snippets
from avggraph.web_servers.rules import load_rules
from web_servers import servers
from web_servers.site import Case, read_cases, write_site

SERVERS = ("nginx", "apache", "caddy")


@dataclass(frozen=True)
class Site:
    """A running server with the site under a path."""

    server: str
    port: int
    prefix: str
    folder: Path

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, Message, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items() if value}
            connection.request(method, path, headers=named)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()


@pytest.fixture(scope="module", params=[(server, prefix) for server in SERVERS for prefix in ("/avg/", "/")], ids=str)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    server, prefix = request.param
    if not servers.program(server):
        if os.environ.get("CI"):
            pytest.fail(f"CI needs {server}: make servers")
        pytest.skip(f"needs {server}: make servers")
    folder = tmp_path_factory.mktemp(server)
    root = folder / "root"
    write_site(root / prefix.strip("/"))
    rules = render_snippets(f"https://data.voorbeeld.nl{prefix}", "rijksoverheid")
    with servers.running(server, rules, root, folder) as port:
        yield Site(server, port, prefix, root / prefix.strip("/"))


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.case)
def test_a_server_answers_as_the_table_says(site: Site, case: Case) -> None:
    status, headers, body = site.ask(
        site.prefix + case.path, Accept=case.accept, Accept_Language=case.accept_language
    )
    assert status == case.status
    if case.type:
        assert headers["Content-Type"].replace(" ", "").casefold() == case.type.replace(" ", "")
    if case.location:
        said = headers["Location" if status == 303 else "Content-Location"]
        place = urlsplit(said)
        assert place.path + (f"#{place.fragment}" if place.fragment else "") == site.prefix + case.location
    if case.file:
        assert body.decode() == case.file
    assert case.vary <= _listed(headers, "Vary")


def _listed(headers: Message, name: str) -> set[str]:
    return {each.strip().casefold() for line in headers.get_all(name, []) for each in line.split(",")}
