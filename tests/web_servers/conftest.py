"""The invented site behind each server, at the root of a host and below a path."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection

import pytest

from avggraph.web_servers import render_snippets
from web_servers import servers
from web_servers.site import write_site


@dataclass(frozen=True)
class Site:
    """A running server with the site under a path."""

    server: str
    port: int
    prefix: str

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, Message, bytes]:
        """Ask for a path of the host; a header's name has _ for -, and one without a value is not sent."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items() if value}
            connection.request(method, path, headers=named)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()


# Apache takes a path that begins with a folder of the machine for a file there, unless it is told otherwise.
SITES = [*((server, prefix) for server in servers.NAMES for prefix in ("/avg/", "/")), ("apache", "/tmp/")]


@pytest.fixture(scope="session", params=SITES, ids=str)
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
        yield Site(server, port, prefix)
