"""A site with its endpoint, as a live server has it: the files of a folder, and `sparql` answered by Oxigraph."""

from __future__ import annotations

import http.client
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from endpoint.servers import free_port, running


@dataclass
class LiveSite:
    """A running site: its address, what was asked of it, and what its endpoint answers instead of the truth.

    `missing` is how many bytes of an answer do not come: the connection breaks before them.
    """

    address: str
    asked: list[str] = field(default_factory=list)
    instead: tuple[int, str, bytes] | None = None
    missing: int = 0


@contextmanager
def live_site(program: str, site: Path, store: Path, folder: Path) -> Iterator[LiveSite]:
    """Serve a published site and the store of its build; the store is copied, for a server writes in its folder."""
    shutil.copytree(store, folder / "store")
    port = free_port()
    command = [program, "serve-read-only", "--location", str(folder / "store"), "--union-default-graph"]
    with running([*command, "--bind", f"127.0.0.1:{port}"], folder, port):
        server = _Server(site, port)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.live
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


class _Server(ThreadingHTTPServer):
    def __init__(self, site: Path, oxigraph: int) -> None:
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(site)))
        self.oxigraph = oxigraph
        self.live = LiveSite(f"http://127.0.0.1:{self.server_port}/")


class _Handler(SimpleHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.live.asked.append(self.path)
        if self.path.partition("?")[0] == "/sparql":
            self._answer("GET", None)
        else:
            super().do_GET()

    def do_POST(self) -> None:
        self.server.live.asked.append(self.path)
        self._answer("POST", self.rfile.read(int(self.headers["Content-Length"])))

    def _answer(self, method: str, body: bytes | None) -> None:
        status, media_type, content = self.server.live.instead or self._asked(method, body)
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content) + self.server.live.missing))
        self.end_headers()
        self.wfile.write(content)

    def _asked(self, method: str, body: bytes | None) -> tuple[int, str, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.oxigraph, timeout=60)
        kept = {name: self.headers[name] for name in ("Accept", "Content-Type") if name in self.headers}
        connection.request(method, self.path.replace("/sparql", "/query", 1), body, kept)
        answer = connection.getresponse()
        try:
            return answer.status, answer.getheader("Content-Type") or "text/plain", answer.read()
        finally:
            connection.close()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""
