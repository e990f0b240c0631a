"""The report of all that was measured: Markdown, and the pictures it shows, by file name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from . import flame, machine, result
from .goals import WHOLE, Results, obstacles, sizes_of, verdicts
from .machine import Machine
from .picture import Bar, bars, curve
from .process_memory import Sample
from .result import Result
from .stations import STATIONS, Station

STACKS = "stacks.txt"
STACKS_BEFORE = "stacks-before.txt"
PAGE = "benchmarks.md"
COSTS = "benchmarks-costs.svg"
MEMORY = "benchmarks-memory.svg"
FLAME = "benchmarks-flame.svg"
FLAME_BEFORE = "benchmarks-flame-before.svg"

Stacks = Sequence[tuple[Sequence[str], int]]

_REASONS = """A description becomes some 700 quads here, where the prototype that the first goal was set by made 73:
each statement has its own words beside it, their place and the reason of the link. So seconds by the record and seconds
by the quad tell different things, and both are given."""


def pages(out: Path) -> dict[str, str]:
    """Give the report and its pictures from what an out folder keeps."""
    kept = list(result.all_saved(out))
    sizes = sizes_of({(each.station, each.records): each for each in kept if not each.failure}, "build")
    samples = result.saved_curve(out, "build", sizes[-1]) if sizes else []
    return render(kept, machine.saved(out), samples, _stacks(out / STACKS), _stacks(out / STACKS_BEFORE))


def _stacks(file: Path) -> Stacks:
    return flame.parse(file.read_text(encoding="utf-8").splitlines() if file.exists() else [])


def render(
    kept: Sequence[Result], of: Machine, samples: Sequence[Sample], stacks: Stacks, before: Stacks = ()
) -> dict[str, str]:
    """Give the report and its pictures.

    `samples` are those of the largest build, `stacks` those of a build, `before` those of one by an earlier version.
    """
    results = {(each.station, each.records): each for each in kept if not each.failure}
    failed = [each for each in kept if each.failure]
    found = {PAGE: "\n".join(_page(results, failed, of, stacks, before, has_curve=bool(samples))) + "\n"}
    if stacks:
        found[FLAME] = flame.render(stacks, "Where the time of a build goes")
    if before:
        found[FLAME_BEFORE] = flame.render(before, "Where the time of a build went before")
    if size := _drawn(results):
        found[COSTS] = _costs(results, size)
    if samples:
        size = sizes_of(results, "build")[-1]
        points = [(sample.seconds, sample.memory) for sample in samples]
        found[MEMORY] = curve(f"Memory of a build of {size:,} records", "MiB", points)
    return found


def _page(
    results: Results, failed: Sequence[Result], of: Machine, stacks: Stacks, before: Stacks, *, has_curve: bool
) -> Iterator[str]:
    sizes = sorted({records for name, records in results if STATIONS[name].kind == "own"})
    builds = sizes_of(results, "build")
    yield "# What avggraph costs"
    yield ""
    yield f"`python -m benchmarks {' '.join(map(str, builds))} --peers PYTHON --write docs/{PAGE}`"
    yield ""
    yield from _conditions(results, of)
    yield from ("", "## Goals", "", _REASONS, "")
    yield from ("| goal | measured | reached |", "|---|---|---|")
    for verdict in verdicts(results):
        yield f"| {verdict.goal} | {verdict.found} | {_answer(verdict.reached)} |"
    if ways := list(obstacles(results)):
        yield from ("", "What stands in the way of goals that are not reached:", "")
        yield from (f"- {way}" for way in ways)
    if size := _drawn(results):
        yield from ("", f"![What each station costs by the record, at {size:,} records]({COSTS})")
    for size in sizes:
        yield from _stations(results, size, whole=size in builds)
    yield from _linearity(results, builds)
    if has_curve:
        yield from ("", "## Memory of a build over time", "")
        yield f"![The memory of a build of {builds[-1]:,} records, sampled five times a second]({MEMORY})"
    if stacks:
        yield from _flame(stacks, before)
    yield from _beside(results, "floor", "## Floors", _FLOORS)
    yield from _beside(results, "peer", "## Peers", _PEERS)
    lacking = [f"{each.station}, {each.records:,} records: {each.failure}" for each in failed]
    known = {name for name, _ in results} | {each.station for each in failed}
    lacking += [f"{name}: left out" for name, each in STATIONS.items() if each.kind == "own" and name not in known]
    if lacking:
        yield from ("", "Not measured:", "")
        yield from (f"- {each}" for each in lacking)
    yield from ("", "## To measure again", "", _AGAIN)


_AGAIN = """What is measured is kept in `out/benchmarks`: a run that broke off goes on, and other sizes are added to it.

```sh
python3.11 -m venv peers && peers/bin/pip install -r benchmarks/peers.txt
python -m benchmarks 600 6000 --peers peers/bin/python --again --write docs/benchmarks.md
python -m benchmarks 60000 --only build --write docs/benchmarks.md
```

A million descriptions are measured the same way, station by station (`--only`): their N-Quads alone are some 160 GB.
For the picture of where the time goes: `py-spy record --format raw -o stacks.txt -- avggraph build FOLDER -o OUT`, and
then `--stacks stacks.txt`; for that of an earlier version beside it, `--stacks-before`."""
_FLOORS = """The least that the same bytes cost; `ours` is what our station of the same bytes takes. Ratios are of the
processor's seconds, here and below."""
_PEERS = """In the same run, at as many records as they bear; `ours` adds up the stations that do the same work.
The mapping engines are given what a description says in its own words, as JSON, and make records, purposes and data of
it with their texts (`benchmarks/apart_mapping.py`): a small part of our graph, without concepts, parties or citations.
So they are held against ours by the quad. Jena's command line tools are not here: Debian has its classes
(`libapache-jena-java` 4.5.0) but no command, and run by hand they end in an internal error of the Xerces inside at the
first datatype, whose resources are not in the folder where its classes look. Other SHACL engines are in
[what validation costs](benchmarks-validation.md), other SPARQL engines in
[what questions cost](benchmarks-queries.md)."""


def _flame(stacks: Stacks, before: Stacks) -> Iterator[str]:
    yield from ("", "## Where the time of a build goes", "")
    yield "Sampled by `py-spy record --format raw`, drawn by `python -m benchmarks.flame`. Met most at the end:"
    yield from ("", "| function | share |", "|---|---:|")
    met = list(flame.table(stacks))
    yield from (f"| `{name}` | {share:.1%} |" for name, share in met)
    yield from (
        "",
        f"These {len(met)} are {sum(share for _, share in met):.0%} of a build; the rest is met still less.",
    )
    yield from ("", f"![What called what in a build, each box as wide as its share of the time]({FLAME})")
    if before:
        times = _samples(before) / _samples(stacks)
        yield from ("", f"The same build by an earlier version was met {times:.1f} times as often, and so took longer:")
        yield from ("", f"![What called what in a build by an earlier version]({FLAME_BEFORE})")


def _samples(stacks: Stacks) -> int:
    return sum(count for _, count in stacks)


def _conditions(results: Results, of: Machine) -> Iterator[str]:
    loads = [each.load for each in results.values()]
    versions = ", ".join(f"{name} {version}" for name, version in of.versions.items())
    apart = ", ".join(f"{name} {version}" for name, version in of.peers.items())
    yield (
        f"{of.processor}, {of.cores} cores, {of.memory} GiB, {of.system}; Python {of.python}, {versions}"
        f"{f'; peers in a Python of their own: {apart}' if apart else ''}."
    )
    yield ""
    yield (
        "Each figure is of a fresh process. Seconds are those of the station alone: what it is fed with is made while "
        "the clock is paused, and starting Python and loading the knowledge are left out, but for a build, which loads "
        "it itself. Memory is the most that the process and those it started held, so it includes Python, what is "
        "imported and what feeds it. Where other work shares the machine the processor's seconds say more "
        "than those on the wall, though they too are longer then. The load average before a measurement was "
        f"{min(loads, default=0):.1f} to {max(loads, default=0):.1f}, on {of.cores} cores; on an idle machine it is "
        "about 1, for the measurement before."
    )
    if max(loads, default=0) > of.cores:
        yield ""
        yield (
            "**Measured while other work used the machine**, more at one time than at another: seconds on the wall "
            "are several times those of an idle machine, and ratios are rough."
        )


def _stations(results: Results, size: int, *, whole: bool) -> Iterator[str]:
    rows = [(STATIONS[name], each) for (name, records), each in results.items() if records == size]
    rows = [(station, each) for station, each in rows if station.kind == "own"]
    rows.sort(key=lambda row: list(STATIONS).index(row[0].name))
    yield from ("", f"## {size:,} records", "")
    columns = ("s", "processor, s", "ms/record", "records/s", "µs/quad", "peak MiB", "MB in", "MB out")
    yield f"| station | from what to what | {' | '.join(columns)} |"
    yield f"|---|---|{'---:|' * len(columns)}"
    for station, each in rows:
        jobs = f", {each.jobs} processes" if each.jobs > 1 else ""
        yield f"| {station.name}{jobs} | {station.of} | {' | '.join(_figures(each))} |"
    if whole and all((name, size) in results for name in WHOLE):
        parts = [results[name, size] for name in WHOLE]
        together = Result(
            "whole",
            size,
            seconds=sum(part.seconds for part in parts),
            processor=sum(part.processor for part in parts),
            peak=max(part.peak for part in parts),
            quads=parts[0].quads,
        )
        yield f"| **whole** | {', '.join(WHOLE)} together | {' | '.join(_figures(together))} |"


def _figures(each: Result) -> Iterator[str]:
    yield _number(each.seconds)
    yield _number(each.processor)
    yield _number(each.per_record)
    yield f"{each.records / each.seconds:,.0f}" if each.seconds else "–"
    yield _number(1e6 * each.seconds / each.quads) if each.quads else "–"
    yield f"{each.peak:,.0f}"
    yield _number(each.read / 1e6) if each.read else "–"
    yield _number(each.written / 1e6) if each.written else "–"


def _linearity(results: Results, sizes: Sequence[int]) -> Iterator[str]:
    if len(sizes) < 2:
        return
    yield from ("", "## From size to size", "")
    yield "Milliseconds of the processor for each record, and the peak of the memory in MiB."
    yield ""
    columns = (*(f"{size:,}, ms" for size in sizes), *(f"{size:,}, MiB" for size in sizes))
    yield f"| station | {' | '.join(columns)} |"
    yield f"|---|{'---:|' * (2 * len(sizes))}"
    for station in STATIONS.values():
        found = [results.get((station.name, size)) for size in sizes]
        if station.kind == "own" and sum(each is not None for each in found) > 1:
            costs = (_number(1000 * each.processor / each.records) if each else "–" for each in found)
            peaks = (f"{each.peak:,.0f}" if each else "–" for each in found)
            yield f"| {station.name} | {' | '.join(costs)} | {' | '.join(peaks)} |"


def _beside(results: Results, kind: str, heading: str, words: str) -> Iterator[str]:
    rows = [(station, each) for station in STATIONS.values() if station.kind == kind for each in _of(results, station)]
    if not rows:
        return
    yield from ("", heading, "", words, "")
    yield "| | from what to what | records | s | processor, s | MiB | held against | ours | times ours | by the quad |"
    yield "|---|---|---:|---:|---:|---:|---|---:|---:|---:|"
    for station, each in rows:
        ours = [results[name, each.records] for name in station.own if (name, each.records) in results]
        cells = (f"{each.records:,}", _number(each.seconds), _number(each.processor), f"{each.peak:,.0f}")
        yield f"| {station.name} | {station.of} | {' | '.join((*cells, *_held(each, ours)))} |"


def _of(results: Results, station: Station) -> list[Result]:
    return [each for (name, _), each in sorted(results.items()) if name == station.name]


def _held(each: Result, ours: Sequence[Result]) -> Iterator[str]:
    """Hold a peer against ours, by the processor's seconds; a wait for others on the machine is nobody's."""
    if not ours:
        yield from ("–", "–", "–", "–")
        return
    spent, quads = sum(one.processor for one in ours), max(one.quads for one in ours)
    yield ", ".join(one.station for one in ours)
    yield _number(spent)
    same = not (quads and each.quads and each.quads * 2 < quads)
    yield _times(each.processor / spent) if spent and same else "–"
    yield _times((each.processor / each.quads) / (spent / quads)) if each.quads and quads and spent else "–"


def _drawn(results: Results) -> int | None:
    """Give the size of which most stations were measured, the largest of them; None where there is no build."""
    stations = Counter(records for name, records in results if STATIONS[name].kind == "own")
    return max(sizes_of(results, "build"), key=lambda size: (stations[size], size), default=None)


def _costs(results: Results, size: int) -> str:
    rows = []
    for station in STATIONS.values():
        found = [each for each in _of(results, station) if each.records <= size]
        if station.kind == "own" and found:
            each = found[-1]
            label = station.name if each.records == size else f"{station.name} ({each.records:,})"
            milliseconds = 1000 * each.processor / each.records
            rows.append(Bar(label, milliseconds, f"{_number(milliseconds)} ms"))
    return bars(f"Milliseconds of the processor for each of {size:,} records (a scale of tenfolds)", rows)


def _times(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.2g}"


def _number(value: float) -> str:
    if value >= 10:
        return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
    return f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"


def _answer(reached: bool | None) -> str:
    words: Mapping[bool | None, str] = {True: "yes", False: "**no**", None: "–"}
    return words[reached]
