"""A server as a user runs it: `avggraph serve` in a process of its own, and requests to it as they are on the wire."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path

_SECONDS = 120


@dataclass(frozen=True)
class Got:
    """An answer, whole."""

    status: int
    headers: Message
    body: bytes

    def __getitem__(self, name: str) -> str:
        return str(self.headers.get(name, ""))

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media_type(self) -> str:
        return self["Content-Type"].partition(";")[0]


@dataclass
class Running:
    """A running server."""

    process: subprocess.Popen[bytes]
    port: int
    log: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def ask(self, method: str, target: str, headers: dict[str, str] | None = None, body: bytes | str = b"") -> Got:
        """Send a request exactly so; no redirect is followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_SECONDS)
        try:
            connection.request(method, target, body or None, headers or {})
            answer = connection.getresponse()
            return Got(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def get(self, target: str, accept: str | None = None, language: str | None = None) -> Got:
        headers = {"Accept": accept} if accept is not None else {}
        return self.ask("GET", target, headers | ({"Accept-Language": language} if language else {}))

    def post(self, query: str, accept: str = "application/sparql-results+json") -> Got:
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        return self.ask("POST", "/sparql", headers, query.encode())

    def descendants(self) -> list[int]:
        """The processes that the server started, and those that these started."""
        return list(_descendants(self.process.pid))

    def databases(self) -> list[int]:
        """The processes of Oxigraph among them."""
        return [pid for pid in self.descendants() if _command(pid).partition("\0")[0].endswith("oxigraph")]


@contextmanager
def served(folder: Path, *options: str, expect: int | None = 0) -> Iterator[Running]:
    """Run `avggraph serve` on a free port; at the end it is stopped, with the exit code `expect` (None for any)."""
    process = subprocess.Popen(
        [sys.executable, "-m", "avggraph", "serve", str(folder), "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    log: list[str] = []
    assert process.stdout and process.stderr
    reader = threading.Thread(target=_read, args=(process, log), daemon=True)
    reader.start()
    try:
        line = process.stdout.readline().decode()
        assert "Luistert op http://" in line, (line, log)
        yield Running(process, int(line.split("/")[2].rpartition(":")[2]), log)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=_SECONDS)
        reader.join(timeout=_SECONDS)
        process.stdout.close()
        process.stderr.close()
    assert expect is None or code == expect, log


def alive(pid: int) -> bool:
    """Tell whether a process is there, and is more than a name that waits to be forgotten."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _read(process: subprocess.Popen[bytes], log: list[str]) -> None:
    assert process.stderr
    log.extend(line.decode() for line in process.stderr)


def _descendants(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in map(int, children):
            yield child
            yield from _descendants(child)


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""
