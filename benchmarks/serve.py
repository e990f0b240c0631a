"""What a server bears: `python -m benchmarks.serve OUT --clients 50 --seconds 60`.

Runs `avggraph serve` on a build, and so many clients that each ask one thing after the other, in turn: pages, things
that lead to a document, small questions, larger answers, compressed or not. Prints Markdown: how often, how long, what
went wrong, and the memory of the server and its database, at first, at most and at the end.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote

_MIB = 1024
_RECORDS = "SELECT ?r { ?r a <https://w3id.org/dpcat#ROPARecord> }"
_MANY = "SELECT * { ?s ?p ?o } LIMIT 20000"
_GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 2000"


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: its name in the table, what it is, and the statuses that are right."""

    name: str
    target: str
    accept: str
    right: frozenset[int]
    compressed: bool = False


ASKS = (
    Ask("page", "/", "text/html", frozenset({200})),
    Ask("thing", "/id/rijksoverheid/verwerking/m9001", "text/turtle", frozenset({303, 404})),
    Ask("small question", f"/sparql?query={quote(_RECORDS)}", "application/sparql-results+json", frozenset({200})),
    Ask("graph", f"/sparql?query={quote(_GRAPH)}", "text/turtle", frozenset({200})),
    Ask("20,000 rows", f"/sparql?query={quote(_MANY)}", "text/csv", frozenset({200})),
    Ask("20,000 rows, compressed", f"/sparql?query={quote(_MANY)}", "text/csv", frozenset({200}), compressed=True),
    Ask("refused update", "/sparql?query=CLEAR%20ALL", "*/*", frozenset({403})),
)


@dataclass(slots=True)
class Tally:
    """What became of one kind of request: seconds and bytes of each, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    bytes: int = 0
    wrong: list[str] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; the exit code is 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    given = parser.parse_args(arguments)
    process = subprocess.Popen(
        [sys.executable, "-m", "avggraph", "serve", str(given.folder), "--port", "0"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        text=True,
    )
    try:
        assert process.stdout
        port = int(re.findall(r":(\d+)/", process.stdout.readline())[0])
        tallies, memory = asyncio.run(_load(port, process.pid, given.clients, given.seconds))
    finally:
        process.terminate()
        process.wait()
    print("\n".join(_table(tallies, memory, given.clients, given.seconds)))
    return int(any(tally.wrong for tally in tallies.values()))


async def _load(port: int, pid: int, clients: int, seconds: float) -> tuple[dict[str, Tally], list[tuple[int, int]]]:
    tallies = {ask.name: Tally() for ask in ASKS}
    memory = [_memory(pid)]
    end = time.monotonic() + seconds
    tasks = [asyncio.create_task(_client(port, number, end, tallies)) for number in range(clients)]
    while time.monotonic() < end:
        await asyncio.sleep(0.5)
        memory.append(_memory(pid))
    await asyncio.gather(*tasks)
    memory.append(_memory(pid))
    return tallies, memory


async def _client(port: int, number: int, end: float, tallies: dict[str, Tally]) -> None:
    for ask in islice(cycle(ASKS), number % len(ASKS), None):
        if time.monotonic() >= end:
            return
        tally, begun = tallies[ask.name], time.perf_counter()
        try:
            status, sent = await _exchange(port, ask)
        except (OSError, EOFError, ValueError) as error:
            tally.wrong.append(repr(error))
            continue
        tally.seconds.append(time.perf_counter() - begun)
        tally.bytes += sent
        if status not in ask.right:
            tally.wrong.append(str(status))


async def _exchange(port: int, ask: Ask) -> tuple[int, int]:
    """Send a request by itself, and read the answer to its end: an answer without its last chunk is wrong."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        coding = "Accept-Encoding: gzip\r\n" if ask.compressed else ""
        head = (
            f"GET {ask.target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {ask.accept}\r\n{coding}Connection: close\r\n\r\n"
        )
        writer.write(head.encode())
        answer = (await reader.readuntil(b"\r\n\r\n")).lower()
        sent, last = 0, b""
        while piece := await reader.read(1 << 16):
            sent, last = sent + len(piece), (last + piece)[-5:]
        if b"transfer-encoding: chunked" in answer and last != b"0\r\n\r\n":
            raise EOFError(ask.name)
        return int(answer.split()[1]), sent
    finally:
        writer.close()


def _memory(pid: int) -> tuple[int, int]:
    """Give the resident memory in MiB of the server, and of the processes below it."""
    below = sum(map(_resident, _descendants(pid)))
    return _resident(pid) // _MIB, below // _MIB


def _resident(pid: int) -> int:
    try:
        return int(re.findall(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[0])
    except (OSError, IndexError):
        return 0


def _descendants(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            yield child
            yield from _descendants(child)


def _table(tallies: dict[str, Tally], memory: list[tuple[int, int]], clients: int, seconds: float) -> Iterator[str]:
    yield f"{clients} clients, {seconds:g} seconds:"
    yield ""
    yield "| request | answered | a second | median | 95% | MB | wrong |"
    yield "|---|---|---|---|---|---|---|"
    for name, tally in tallies.items():
        done = len(tally.seconds)
        late = quantiles(tally.seconds, n=20)[-1] if done > 1 else 0
        middle = median(tally.seconds) if done else 0
        wrong = ", ".join(sorted(set(tally.wrong))) or "–"
        yield (
            f"| {name} | {done} | {done / seconds:.0f} | {middle * 1000:.0f} ms | {late * 1000:.0f} ms "
            f"| {tally.bytes / 1e6:.0f} | {len(tally.wrong)} {wrong} |"
        )
    for name, values in zip(("server", "database"), zip(*memory, strict=True), strict=True):
        yield ""
        yield f"Memory of the {name}: {values[0]} MiB at first, {max(values)} at most, {values[-1]} at the end."


if __name__ == "__main__":
    sys.exit(main())
