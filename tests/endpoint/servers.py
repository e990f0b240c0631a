"""Real servers, started for the tests on free ports of this machine."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from avggraph.remote import Credentials, Password

# Debian's package starts with this account; the tests' own instance listens on this machine only, and is thrown away.
VIRTUOSO_ACCOUNT = Password("dba", "dba")
VIRTUOSO_ROWS = 20_000

# One thread a query: with more, its answers differ from run to run more often.
_VIRTUOSO_INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
CaseMode = 2
ThreadsPerQuery = 1
AsyncQueueMaxThreads = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 10
MaxKeepAlives = 10
KeepAliveTimeout = 10
[SPARQL]
ResultSetMaxRows = {rows}
"""
_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A running server: where it answers questions, where it takes graphs, and who may load them."""

    name: str
    query: str
    store: str
    account: Credentials | None = None


def oxigraph_program() -> str | None:
    return shutil.which("oxigraph", path=str(Path(sys.executable).parent))


def virtuoso_program() -> str | None:
    return shutil.which("virtuoso-t")


@contextmanager
def oxigraph(program: str, folder: Path) -> Iterator[Server]:
    """Run PyPI's `oxigraph serve`, in memory; its default graph is not the union."""
    port = free_port()
    with running([program, "serve", "--bind", f"127.0.0.1:{port}"], folder, port):
        yield Server("oxigraph", f"http://127.0.0.1:{port}/query", f"http://127.0.0.1:{port}/store")


@contextmanager
def virtuoso(program: str, folder: Path) -> Iterator[Server]:
    """Run an instance of Virtuoso with a database of its own."""
    http, sql = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(_VIRTUOSO_INI.format(folder=folder, http=http, sql=sql, rows=VIRTUOSO_ROWS))
    with running([program, "+configfile", str(settings), "+foreground"], folder, http):
        base = f"http://127.0.0.1:{http}"
        yield Server("virtuoso", f"{base}/sparql", f"{base}/sparql-graph-crud-auth", VIRTUOSO_ACCOUNT)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            _await(process, port)
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _await(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, f"the server stopped with {process.returncode}"
        try:
            with urlopen(f"http://127.0.0.1:{port}/sparql?query=ASK%7B%7D", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"no server within {_SECONDS} seconds")
