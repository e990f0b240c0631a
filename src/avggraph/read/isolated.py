"""Parsers in a process of their own, bounded in time and memory: PDF and HTML can be made to cost any amount of both.

The process is started when it is first needed and reads one document after another; what goes over its limits, or
brings the parser down, costs that process and not the build.

A request is a JSON line (reader, name, limits, number of bytes) and the bytes; an answer is a JSON line.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from functools import cache
from typing import IO, Any

import orjson

from avggraph.errors import SourceError, Where
from avggraph.read.limits import Limits, megabytes


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document's plain lines, and the encoding its bytes were in where they were text."""

    text: str
    encoding: str


class Isolated:
    """A parser process. Not more than one document at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._memory = 0
        self._lock = threading.Lock()

    def parse(self, reader: str, data: bytes, name: str, limits: Limits) -> Parsed:
        """Have a document parsed. Raises `SourceError` where the parser refuses, takes too long or breaks down."""
        with self._lock:
            answer = self._answer(reader, data, name, limits)
        if "what" in answer:
            raise SourceError(answer["what"], where=Where(name), advice=answer["advice"])
        return Parsed(answer["text"], answer["encoding"])

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    def _answer(self, reader: str, data: bytes, name: str, limits: Limits) -> dict[str, Any]:
        process = self._running(limits)
        assert process.stdin is not None
        assert process.stdout is not None
        expired = threading.Event()

        def end() -> None:
            expired.set()
            process.kill()

        timer = threading.Timer(limits.max_seconds, end)
        timer.start()
        try:
            request = {"reader": reader, "name": name, "limits": asdict(limits), "bytes": len(data)}
            process.stdin.write(orjson.dumps(request) + b"\n")
            process.stdin.write(data)
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = b""
        finally:
            timer.cancel()
        if line.endswith(b"\n"):
            answer: dict[str, Any] = orjson.loads(line)
            return answer
        self.close()
        if expired.is_set():
            return _refusal(
                f"Het lezen duurde langer dan {limits.max_seconds:g} seconden.", "Bewaar het bestand opnieuw."
            )
        return _refusal(
            f"Het lezen brak af, binnen {megabytes(limits.max_memory)} geheugen.",
            "Het bestand is beschadigd of te groot; bewaar het opnieuw.",
        )

    def _running(self, limits: Limits) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None or self._memory != limits.max_memory:
            self.close()
            self._memory = limits.max_memory
            self._process = subprocess.Popen(
                [sys.executable, "-m", "avggraph.read.isolated", str(limits.max_memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        return self._process


@cache
def parser() -> Isolated:
    """Give the one parser process of this program; it ends with the program."""
    isolated = Isolated()
    atexit.register(isolated.close)
    return isolated


# ---------------------------------------------------------------- in the other process


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests until there are no more."""
    while header := requests.readline():
        request = orjson.loads(header)
        data = requests.read(request["bytes"])
        answers.write(_parsed(request, data) + b"\n")
        answers.flush()


def _parsed(request: dict[str, Any], data: bytes) -> bytes:
    limits = Limits(**request["limits"])
    try:
        text, encoding = _parse(request["reader"], data, request["name"], limits)
        return orjson.dumps({"text": text, "encoding": encoding})
    except SourceError as error:
        return orjson.dumps(_refusal(error.what, error.advice))
    except MemoryError:
        what = f"Het lezen kost meer dan {megabytes(limits.max_memory)} geheugen."
        return orjson.dumps(_refusal(what, "Deel het bestand op."))
    except Exception as error:  # noqa: BLE001 - a fault of a reader is told as what it is, and the next is read
        return orjson.dumps(
            _refusal(f"De lezer liep vast op dit bestand ({type(error).__name__}).", "Bewaar het opnieuw.")
        )


def _parse(reader: str, data: bytes, name: str, limits: Limits) -> tuple[str, str]:
    # Each parser is loaded when the first document of its kind comes.
    if reader == "pdf":
        from avggraph.read.pdf import pdf_text  # noqa: PLC0415

        return pdf_text(data, name, limits), "utf-8"
    from avggraph.read.web_page import web_page_text  # noqa: PLC0415

    return web_page_text(data, name, limits)


def _refusal(what: str, advice: str) -> dict[str, str]:
    return {"what": what, "advice": advice}


def _bound_memory(count: int) -> None:
    """Bound this process's memory, where the system knows how (not on Windows)."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (count, count))


if __name__ == "__main__":
    _bound_memory(int(sys.argv[1]))
    serve(sys.stdin.buffer, sys.stdout.buffer)
