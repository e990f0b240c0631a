"""The same ten questions on every engine: `python -m benchmarks.queries 19 1000`.

For each size the register of so many invented descriptions (`benchmarks.register`; 19 is `data/examples`) is built
once into the work folder. Every engine is loaded in a fresh process and asked the ten questions, each three times; the
median counts. Rows are held against those of Oxigraph in memory. A question that takes longer than `--limit` seconds is
said, and the engine goes on with the next. Prints Markdown; `--write FILE` writes it too.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing as mp
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import rdflib

from avggraph.graph_store import GraphStore, load_build
from avggraph.pipeline import BuildOptions, build
from avggraph.query import (
    EndpointEngine,
    Engine,
    OxigraphEngine,
    RdflibEngine,
    bind,
    load_catalogue,
    read_dataset,
)
from avggraph.query.catalogue import SavedQuery
from avggraph.query.table import Literal, Table, Term
from avggraph.remote import Address, Client
from avggraph.store import Output, open_output

from . import register

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from endpoint import servers
from endpoint.lists import in_order, lists_of
from endpoint.servers import Server

_ROOT = Path(__file__).resolve().parents[1]
_EXAMPLES = _ROOT / "data" / "examples"
_RUNS = 3

QUESTIONS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "records": {},
    "processors": {},
    "shared-recipients": {},
    "cross-ministry-flows": {},
    "special-data": {},
    "retention": {},
    "sources": {},
    "ministry-overview": {},
    "incomplete-records": {},
    "laws-ranked": {},
}
"""The ten questions, with their parameters."""


@dataclass(frozen=True, slots=True)
class Answered:
    """How an engine answered a question: seconds (median), and the digest of its rows; a reason where it did not."""

    seconds: float = 0.0
    rows: int = 0
    digest: str = ""
    reason: str = ""


# ---------------------------------------------------------------- engines


@contextmanager
def _in_memory(output: Output) -> Iterator[Engine]:
    store = ox.Store()
    store.bulk_load(path=str(output.folder / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    yield OxigraphEngine(store)


@contextmanager
def _on_disk(output: Output) -> Iterator[Engine]:
    yield OxigraphEngine(output.open_store())


@contextmanager
def _rdflib(output: Output) -> Iterator[Engine]:
    yield RdflibEngine(read_dataset(output.folder / "graph.nq"))


@contextmanager
def _server(output: Output, start: Callable[[Path], AbstractContextManager[Server]]) -> Iterator[Engine]:
    with TemporaryDirectory() as folder, start(Path(folder)) as server:
        with Client(Address.parse(server.store), server.account, timeout=600) as client:
            load_build(output, GraphStore(client))
        with EndpointEngine(server.query, timeout=600) as engine:
            yield engine


def engines() -> dict[str, Callable[[Output], AbstractContextManager[Engine]]]:
    """Give the engines there are on this machine, the measure first."""
    found: dict[str, Callable[[Output], AbstractContextManager[Engine]]] = {
        "Oxigraph, in memory": _in_memory,
        "Oxigraph, the build's database": _on_disk,
        "rdflib": _rdflib,
    }
    if program := servers.oxigraph_program():
        found["Oxigraph server, HTTP"] = lambda output: _server(output, lambda at: servers.oxigraph(program, at))
    if other := servers.virtuoso_program():
        found["Virtuoso 7.2, HTTP"] = lambda output: _server(output, lambda at: servers.virtuoso(other, at))
    return found


# ---------------------------------------------------------------- measuring


def measure(name: str, output: Output, limit: float) -> tuple[float, dict[str, Answered]]:
    """Load an engine and ask it the questions; a question over the limit costs its process, and a new one goes on."""
    answers: dict[str, Answered] = {}
    load = 0.0
    while waiting := [question for question in QUESTIONS if question not in answers]:
        ours, theirs = mp.Pipe()
        process = mp.get_context("spawn").Process(target=_ask, args=(name, str(output.folder), waiting, theirs))
        process.start()
        theirs.close()
        try:
            load = load or ours.recv()
            for question in waiting:
                if not ours.poll(limit * _RUNS):
                    answers[question] = Answered(reason=f"> {limit:g} s")
                    break
                answers[question] = ours.recv()
        except EOFError:
            answers[waiting[0]] = Answered(reason="de engine stopte")
        finally:
            # A process that is done stops its server itself.
            process.join(timeout=60 if answers.keys() == QUESTIONS.keys() else 0)
            process.terminate()
            process.join()
    return load, answers


def _ask(name: str, folder: str, questions: Sequence[str], told: Connection) -> None:
    output = open_output(Path(folder))
    catalogue = load_catalogue()
    start = time.perf_counter()
    with engines()[name](output) as engine:
        engine.ask("ASK { ?s ?p ?o }")
        told.send(time.perf_counter() - start)
        for question in questions:
            text = bind(catalogue[question], QUESTIONS[question], catalogue, engine)
            times = []
            for _ in range(_RUNS):
                start = time.perf_counter()
                table = engine.select(text)
                times.append(time.perf_counter() - start)
            told.send(Answered(median(times), len(table.rows), _digest(table, catalogue[question])))


def _digest(table: Table, query: SavedQuery) -> str:
    lists = lists_of(query)

    def told(column: str, term: Term) -> str:
        return in_order(term.value, lists[column]) if isinstance(term, Literal) and column in lists else repr(term)

    rows = (" ".join(map(told, table.columns, row)) for row in table.rows)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


# ---------------------------------------------------------------- data and report


def prepare(records: int, work: Path) -> Output:
    """Build a register of so many records, unless the work folder has it."""
    folder = work / str(records) / "build"
    if not (folder / "graph.nq").exists():
        sources = _EXAMPLES
        if records != len(list(_EXAMPLES.glob("voorbeeld-*"))):
            sources = folder.parent / "texts"
            register.write(records, sources)
        build([sources], folder, BuildOptions(formats=("nquads",)))
    return open_output(folder)


def report(sizes: Sequence[int], work: Path, limit: float) -> Iterator[str]:
    """Write the report, a table for each size."""
    yield f"# What questions cost\n\n`python -m benchmarks.queries {' '.join(map(str, sizes))}`\n\n"
    yield (
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}; "
        f"pyoxigraph {ox.__version__}, rdflib {rdflib.__version__}. Seconds of a question: the median of {_RUNS}, from "
        "text to rows; with the ratio to Oxigraph in memory. All engines were measured in one run, one after another. "
        "Lists within a cell are compared without their order, which SPARQL leaves open.\n"
    )
    for size in sizes:
        output = prepare(size, work)
        measured = {name: measure(name, output, limit) for name in engines()}
        yield from _table(output, measured)


def _table(output: Output, measured: Mapping[str, tuple[float, Mapping[str, Answered]]]) -> Iterator[str]:
    names = list(measured)
    base = measured[names[0]][1]
    yield f"\n## {output.manifest['records']:,} records, {output.manifest['quads']:,} quads\n\n"
    yield f"| question | rows | {' | '.join(names)} |\n|---|---:|{'---:|' * len(names)}\n"
    loads = " | ".join(f"{load:.2f}" for load, _ in measured.values())
    yield f"| (loading) | | {loads} |\n"
    for question in QUESTIONS:
        cells = (_cell(answers[question], base[question]) for _, answers in measured.values())
        yield f"| `{question}` | {base[question].rows:,} | {' | '.join(cells)} |\n"


def _cell(answered: Answered, base: Answered) -> str:
    if answered.reason:
        return answered.reason
    times = answered.seconds / base.seconds
    ratio = "" if answered is base else f" ({times:.0f}×)" if times >= 10 else f" ({times:.2g}×)"
    return f"{answered.seconds:.3f}{ratio}{'' if answered.digest == base.digest else ' **other rows**'}"


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="+", type=int)
    parser.add_argument("--work", type=Path, default=_ROOT / "out" / "queries", help="where the data are built")
    parser.add_argument("--limit", type=float, default=60, help="seconds for one question")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    lines = []
    for line in report(options.sizes, options.work, options.limit):
        sys.stdout.write(line)
        sys.stdout.flush()
        lines.append(line)
    if options.write:
        options.write.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
