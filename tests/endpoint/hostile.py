"""A server that does what a test says, on a free port of this machine."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

JSON = "application/sparql-results+json"
TRUE = b'{"head":{},"boolean":true}'
# One statement of a named graph, and a value as it was asked for: what an engine finds out before it answers.
SAMPLE = b"""{"head":{"vars":["g","s","type"]},"results":{"bindings":[{"g":{"type":"uri","value":"urn:g"},
"s":{"type":"uri","value":"urn:s"},"type":{"type":"uri","value":"urn:t"}}]}}"""
EMPTY = b'{"head":{"vars":["value","text"]},"results":{"bindings":[]}}'


@dataclass(frozen=True)
class Seen:
    """A request as the server saw it."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, list[str]]:
        return parse_qs(self.body.decode(), keep_blank_values=True)

    @property
    def query(self) -> str:
        return self.form["query"][0]


@dataclass(frozen=True)
class Reply:
    """An answer; `cut` bytes of the body are promised and not sent, `pause` follows each byte of it."""

    status: int = 200
    body: bytes = TRUE
    media_type: str = JSON
    headers: Sequence[tuple[str, str]] = ()
    cut: int = 0
    pause: float = 0


Behave = Callable[[Seen], Reply]


@dataclass
class Hostile:
    """A running server: its address, and what it saw."""

    url: str
    stopped: threading.Event
    seen: list[Seen] = field(default_factory=list)


@contextmanager
def hostile(behave: Behave) -> Iterator[Hostile]:
    """Run a server that answers as `behave` says."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            request = Seen(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            running.seen.append(request)
            reply = behave(request)
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.media_type)
            self.send_header("Content-Length", str(len(reply.body)))
            for name, value in reply.headers:
                self.send_header(name, value)
            self.end_headers()
            sent = reply.body[: len(reply.body) - reply.cut]
            # A client that has had enough hangs up.
            with contextlib.suppress(OSError):
                for start in range(0, len(sent), 1 if reply.pause else len(sent) or 1):
                    self.wfile.write(sent[start : start + 1] if reply.pause else sent)
                    self.wfile.flush()
                    if reply.pause and running.stopped.wait(reply.pause):
                        break
            self.close_connection = bool(reply.cut or reply.pause)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    for method in ("GET", "POST", "PUT", "DELETE"):
        setattr(Handler, f"do_{method}", Handler._serve)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    running = Hostile(f"http://127.0.0.1:{server.server_port}/sparql", threading.Event())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


def sparql(answer: Reply, *, union: bool = True) -> Behave:
    """Behave as an endpoint that holds something, and answer the test's own question with `answer`."""

    def behave(request: Seen) -> Reply:
        if "GRAPH ?g { ?s a ?type }" in request.query:
            return Reply(body=SAMPLE)
        if request.query.startswith("ASK { <urn:s> a <urn:t> . GRAPH <urn:g> {"):
            return Reply(body=TRUE if union else b'{"boolean":false}')
        if "AS ?value" in request.query or "isoDuration" in request.query:
            return Reply(body=_echo(request.query))
        return answer

    return behave


def _echo(query: str) -> bytes:
    if "isoDuration" in query:
        return EMPTY
    text, datatype = query.split('("')[1].split('"^^<')
    value = f'{{"type":"literal","value":"{text}","datatype":"{datatype.split(">")[0]}"}}'
    return f'{{"head":{{"vars":["value"]}},"results":{{"bindings":[{{"value":{value}}}]}}}}'.encode()
