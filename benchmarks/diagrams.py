"""What diagrams cost: `python -m benchmarks.diagrams 1000 6000`.

For each size the graph of so many invented descriptions (`benchmarks.register`) is built once, by `avggraph build`,
into the work folder; a later run uses it again. All records are then drawn, by one process and by as many as there are
cores, as `avggraph diagram --all` does it. Of the first records the parts are timed apart: reading from the graph,
composing, and each format; beside them Graphviz' own layout of the same diagram, by its `dot`, which
pygraphviz brings in its wheel (`pip install pygraphviz`; without it that row is missing). Prints Markdown;
`--write FILE` writes it too.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata, util
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from avggraph.diagram import FORMATS, Diagram, Options, render
from avggraph.diagram.batch import Order, draw_all
from avggraph.diagram.record import Source, all_records, compose, facts_of
from avggraph.pipeline import BuildOptions, build
from avggraph.query import OxigraphEngine
from avggraph.store import Output, open_output

from . import register

_ROOT = Path(__file__).resolve().parents[1]
_PEER = "Graphviz dot, its layout as SVG"


@dataclass(frozen=True, slots=True)
class Batch:
    """All records as files: processes, seconds, bytes, and the most memory that one process held, in MiB."""

    records: int
    jobs: int
    seconds: float
    size: int
    peak: float


def built(records: int, work: Path) -> Output:
    """Give the build of so many records."""
    folder = work / str(records)
    if not (folder / "build" / "manifest.json").exists():
        register.write(records, folder / "texts")
        build([folder / "texts"], folder / "build", BuildOptions(formats=()))
    return open_output(folder / "build")


def drawn(output: Output, jobs: int) -> Batch:
    """Draw all records of a build."""
    with TemporaryDirectory() as folder:
        begun = time.perf_counter()
        found = list(draw_all(Order(output.folder, Path(folder)), jobs=jobs))
        seconds = time.perf_counter() - begun
        failed = [each.error for each in found if each.error]
        if failed:
            raise SystemExit(f"{len(failed)} records were not drawn: {failed[0]}")
        size = sum(path.stat().st_size for each in found for path in each.files)
    who = resource.RUSAGE_CHILDREN if jobs > 1 else resource.RUSAGE_SELF
    return Batch(len(found), jobs, seconds, size, resource.getrusage(who).ru_maxrss / 1024)


def parts(output: Output, records: int) -> dict[str, float]:
    """Give the milliseconds that each part takes for one record, on average over the first records."""
    source = Source(OxigraphEngine(output.open_store()), "nl", output.documents)
    chosen = list(islice(all_records(source), records))
    taken: dict[str, float] = {}

    def timed(name: str, work: Callable[[], object]) -> None:
        begun = time.perf_counter()
        work()
        taken[name] = (time.perf_counter() - begun) / len(chosen) * 1000

    facts = [facts_of(source, record, "nl") for record in chosen]
    timed("reading from the graph", lambda: [facts_of(source, record, "nl") for record in chosen])
    diagrams = [compose(each, "nl") for each in facts]
    timed("composing", lambda: [compose(each, "nl") for each in facts])
    for name in FORMATS:
        render(diagrams[0], name)
        timed(f"{name}", lambda name=name: [render(each, name) for each in diagrams])  # type: ignore[misc]
    if util.find_spec("pygraphviz"):
        timed(_PEER, lambda: [_graphviz(each) for each in diagrams])
    return taken


def _graphviz(diagram: Diagram) -> bytes:
    import pygraphviz  # noqa: PLC0415 - a peer that need not be there

    graph = pygraphviz.AGraph(string=render(diagram, "dot", Options()).decode())
    return bytes(graph.draw(format="svg", prog="dot"))


def report(sizes: Sequence[int], options: argparse.Namespace) -> Iterator[str]:
    """Write the Markdown, line by line."""
    names = ("typst", "pygraphviz")
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in names if util.find_spec(name))
    yield "# What diagrams cost"
    yield ""
    yield f"`python -m benchmarks.diagrams {' '.join(map(str, sizes))}`"
    yield ""
    yield (
        f"Python {platform.python_version()}, {versions}, {os.cpu_count()} cores, {platform.system()} "
        f"{platform.machine()}. Another task on the machine makes seconds longer, so ratios say more than seconds."
    )
    yield ""
    yield "## All records as SVG"
    yield ""
    yield "| records | processes | seconds | ms per record | MB written | most memory of one process, MiB |"
    yield "|---:|---:|---:|---:|---:|---:|"
    for records in sizes:
        output = built(records, options.work)
        for jobs in sorted({1, os.cpu_count() or 1}):
            sys.stderr.write(f"{records} records, {jobs} processes\n")
            batch = drawn(output, jobs)
            yield (
                f"| {batch.records:,} | {batch.jobs} | {batch.seconds:.1f} | "
                f"{batch.seconds / batch.records * 1000:.1f} | {batch.size / 1e6:.0f} | {batch.peak:.0f} |"
            )
    yield ""
    yield f"## One record, of the first {options.parts}"
    yield ""
    taken = parts(built(sizes[-1], options.work), options.parts)
    yield "| part | ms | against svg |"
    yield "|---|---:|---:|"
    for name, milliseconds in taken.items():
        yield f"| {name} | {milliseconds:.2f} | {milliseconds / taken['svg']:.2f} |"


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="+", type=int, metavar="N", help="numbers of records")
    parser.add_argument("--parts", type=int, default=100, help="records whose parts are timed apart (default 100)")
    parser.add_argument("--work", type=Path, default=_ROOT / "out" / "diagrams", help="where the data are built")
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="write the Markdown, such as docs/benchmarks-diagrams.md"
    )
    options = parser.parse_args()
    text = "\n".join(report(options.sizes, options)).rstrip() + "\n"
    sys.stdout.write(text)
    if options.write:
        options.write.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
