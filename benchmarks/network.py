"""What the network costs, back end by back end: `python -m benchmarks.network 1000 6000`.

For each size the graph of so many invented descriptions (`benchmarks.register`) is built once, by `avggraph build`,
into the work folder; a later run uses it again. Then one process reads the network and computes each measure, with
networkx and with rustworkx where both can, in turns, so that another task on the machine slows both alike. Prints
Markdown; `--write FILE` writes it too.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from statistics import median
from typing import Any

from avggraph.impact import impact
from avggraph.network import (
    communities,
    concentration,
    controller_pairs,
    cut_points,
    network_of,
    rank,
    register_of,
    shared_data,
    shared_processors,
    shared_recipients,
)
from avggraph.network.backends import backend
from avggraph.network.flows import organisation_graph
from avggraph.network.register import Role, Sensitive
from avggraph.pipeline import BuildOptions, build
from avggraph.query import OxigraphEngine, load_catalogue
from avggraph.store import open_output

from . import register

_ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured for one number of records: seconds by task, and by measure for each back end."""

    records: int
    organisations: int
    edges: int
    flows: int
    tasks: dict[str, float]
    measures: dict[str, tuple[float, float, float]]
    """For each measure the seconds of networkx and of rustworkx, and the largest difference between their scores."""


def measured(records: int, options: argparse.Namespace) -> Size:
    """Measure one size."""
    folder: Path = options.work / str(records)
    if not (folder / "build" / "manifest.json").exists():
        register.write(records, folder / "texts")
        build([folder / "texts"], folder / "build", BuildOptions(formats=()))
    engine, catalogue = OxigraphEngine(open_output(folder / "build").open_store()), load_catalogue()
    tasks: dict[str, float] = {}

    def timed(task: str, work: Callable[[], Any]) -> Any:
        sys.stderr.write(f"{records} records: {task}\n")
        begun = time.perf_counter()
        answer = work()
        tasks[task] = time.perf_counter() - begun
        return answer

    network = timed("read the network, without data", lambda: network_of(engine, catalogue, data=False))
    facts = timed("read the register", lambda: register_of(engine, catalogue))
    for task, work in {
        "shared recipients": lambda: shared_recipients(network),
        "pairs of controllers": lambda: controller_pairs(network),
        "shared processors": lambda: shared_processors(facts),
        "shared data": lambda: shared_data(facts),
        "degree": lambda: rank(network, "degree"),
        "cut points": lambda: cut_points(network),
        "communities": lambda: communities(network),
        "concentration, three classes": lambda: [concentration(facts, kind) for kind in Sensitive],
    }.items():
        timed(task, work)
    processors = [party for record in facts for party in record.having(Role.PROCESSOR)]
    busiest = max(sorted({party.iri for party in processors}), key=[party.iri for party in processors].count)
    found = timed("impact of the processor most named", lambda: impact(engine, catalogue, busiest))
    tasks[f"impact of the processor most named ({len(found.records)} records)"] = tasks.pop(
        "impact of the processor most named"
    )
    graph, _ = organisation_graph(network)
    measures = {name: _compared(graph, name, options.runs) for name in ("betweenness", "pagerank")}
    return Size(records, len(graph), graph.number_of_edges(), network.number_of_edges(), tasks, measures)


def _compared(graph: Any, name: str, runs: int) -> tuple[float, float, float]:
    taken: dict[str, list[float]] = {"networkx": [], "rustworkx": []}
    scores = {}
    for _ in range(runs):
        for each in ("networkx", "rustworkx"):
            begun = time.perf_counter()
            scores[each] = getattr(backend(each), name)(graph)
            taken[each].append(time.perf_counter() - begun)
    apart = max((abs(scores["networkx"][node] - scores["rustworkx"][node]) for node in graph), default=0.0)
    return median(taken["networkx"]), median(taken["rustworkx"]), apart


def report(sizes: Sequence[Size], options: argparse.Namespace) -> Iterator[str]:
    """Write the Markdown, line by line."""
    yield "# What the network costs"
    yield ""
    yield f"`python -m benchmarks.network {' '.join(map(str, options.sizes))}`"
    yield ""
    yield (
        f"Python {platform.python_version()}, networkx {metadata.version('networkx')}, rustworkx "
        f"{metadata.version('rustworkx')}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}. All in "
        f"one process, one after the other; the back ends take turns, median of {options.runs}. Another task on the "
        "machine makes seconds longer, so ratios say more than seconds."
    )
    yield ""
    yield "## Back ends"
    yield ""
    yield "Seconds include the conversion of the graph to rustworkx."
    yield ""
    yield "| records | organisations | edges | measure | networkx | rustworkx | times as fast | largest difference |"
    yield "|---:|---:|---:|---|---:|---:|---:|---:|"
    for size in sizes:
        for name, (slow, fast, apart) in size.measures.items():
            yield (
                f"| {size.records:,} | {size.organisations:,} | {size.edges:,} | {name} | {slow:.3f} | {fast:.4f} | "
                f"{slow / fast:.0f} | {apart:.0e} |"
            )
    yield ""
    for size in sizes:
        yield f"## {size.records:,} records, {size.flows:,} flows"
        yield ""
        yield "| task | seconds |"
        yield "|---|---:|"
        for task, seconds in size.tasks.items():
            yield f"| {task} | {seconds:.2f} |"
        yield ""


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="+", type=int, metavar="N", help="numbers of records")
    parser.add_argument("--runs", type=int, default=3, help="turns of each back end (default 3)")
    parser.add_argument("--work", type=Path, default=_ROOT / "out" / "network", help="where the data are built")
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="write the Markdown, such as docs/benchmarks-network.md"
    )
    options = parser.parse_args()
    text = "\n".join(report([measured(records, options) for records in options.sizes], options)).rstrip() + "\n"
    sys.stdout.write(text)
    if options.write:
        options.write.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
