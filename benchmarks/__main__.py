"""What avggraph costs, station by station, beside its floors and peers: `python -m benchmarks 600 6000`.

For each number of records a register is invented (`benchmarks.register`), and each station measured in a fresh process:
seconds, those of the processor, the most memory, bytes and quads. `--peers` measures other tools in the same run, at as
many records as they bear, with our own stations at as many beside them. What is measured is kept in the out folder:
a run that broke off goes on where it was, and runs of other sizes are added. `--again` measures anew.

`--write docs/benchmarks.md` writes the report of all that is kept, with its pictures beside it.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median_low

from . import machine, report, result
from .data import Data
from .machine import Machine, has_module
from .measure import measured
from .result import Result
from .stations import STATIONS, Station

_ROOT = Path(__file__).resolve().parents[1]


def plan(sizes: list[int], only: list[str], peers: bool) -> Iterator[tuple[Station, int]]:
    """Give what is measured in turn, each once: size by size, and before a peer what it is held against.

    >>> [(station.name, records) for station, records in plan([600], ["pySHACL"], peers=True)]
    [('validate', 100), ('pySHACL', 100)]
    """
    seen = set()
    for size in sizes:
        for station in STATIONS.values():
            if (only and station.name not in only) or (station.kind == "peer" and not peers):
                continue
            records = min(size, station.most or size)
            for each in (*(STATIONS[name] for name in station.own), station):
                if (each.name, records) not in seen:
                    seen.add((each.name, records))
                    yield each, records


def measure(station: Station, data: Data, options: argparse.Namespace) -> Result:
    """Measure a station, unless it is kept; a peer whose library is not there is said so."""
    kept = result.saved(options.out, station.name, data.records)
    if kept and not kept.failure and not options.again:
        return kept
    python = options.peers if station.apart else sys.executable
    if station.library and not has_module(python, station.library):
        return Result(station.name, data.records, failure=f"skipped: {station.library} is not installed")
    from .prepare import prepare  # noqa: PLC0415 - it loads much, and what is kept needs none of it

    prepare(data, station.needs)
    done = [measured(station, data, python) for _ in range(options.runs)]
    seconds = median_low([each.seconds for each, _ in done])
    chosen, samples = next(each for each in done if each[0].seconds == seconds)
    result.save_curve(samples, options.out, station.name, data.records)
    return chosen


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, metavar="N", help="numbers of records (default 60 and 600)")
    parser.add_argument(
        "--peers",
        nargs="?",
        const=sys.executable,
        metavar="PYTHON",
        help="measure peers too; those of benchmarks/peers.txt with this Python (default: this one)",
    )
    parser.add_argument("--only", action="append", default=[], metavar="STATION", help=f"one of {', '.join(STATIONS)}")
    parser.add_argument("--without", action="append", default=[], metavar="STATION", help="leave out this one")
    parser.add_argument("--jobs", type=int, default=1, help="processes for stations that can use several (default 1)")
    parser.add_argument("--runs", type=int, default=1, help="fresh processes each; the median counts (default 1)")
    parser.add_argument("--again", action="store_true", help="measure anew what an earlier run kept")
    parser.add_argument("--out", type=Path, default=_ROOT / "out" / "benchmarks", help="where all of it is kept")
    parser.add_argument("--clean", action="store_true", help="remove the data of a size when it is done")
    parser.add_argument(
        "--stacks", type=Path, metavar="FILE", help="collapsed stacks of a build (py-spy's format raw) for the report"
    )
    parser.add_argument(
        "--stacks-before", type=Path, metavar="FILE", help="the same of an earlier version, to show beside it"
    )
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the report, such as docs/benchmarks.md")
    options = parser.parse_args()
    if unknown := sorted({*options.only, *options.without} - set(STATIONS)):
        parser.error(f"no such station: {', '.join(unknown)}; choose from {', '.join(STATIONS)}")
    # Ended from outside, it ends what it measures as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    options.out = options.out.resolve()
    for stacks, name in ((options.stacks, report.STACKS), (options.stacks_before, report.STACKS_BEFORE)):
        if stacks:
            options.out.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(stacks, options.out / name)
    machine.save(Machine.here(options.peers), options.out)
    chosen = [name for name in options.only or STATIONS if name not in options.without]
    for station, records in plan(sorted(options.sizes or [60, 600]), chosen, bool(options.peers)):
        data = Data(options.out / str(records), records, options.jobs)
        data.folder.mkdir(parents=True, exist_ok=True)
        done = measure(station, data, options)
        result.save(done, options.out)
        sys.stderr.write(f"{records:>9,} {station.name:20} {done.failure or f'{done.seconds:10.3f} s'}\n")
    if options.clean:
        for records in options.sizes:
            shutil.rmtree(options.out / str(records), ignore_errors=True)
    pages = report.pages(options.out)
    sys.stdout.write(pages[report.PAGE])
    if options.write:
        for name, text in pages.items():
            target = options.write if name == report.PAGE else options.write.with_name(name)
            target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
