"""The goals the project set itself, held against what was measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from .result import Result
from .stations import STATIONS

Results = Mapping[tuple[str, int], Result]
"""What was measured, by station and number of records; none that failed."""

WHOLE = ("build", "queries", "analysis")
_IN_PYTHON = ("read", "extract", "resolve", "graph", "validate", "write N-Quads")
_PARTS = (*_IN_PYTHON, "load")
_READING = ("read", "extract", "recognise")
# What the first goal asks, and how many quads a record had in the prototype that it was set by.
_WHOLE, _SECONDS, _CORES, _PROTOTYPE = 6_000, 8, 2, 73
# What a program on rdflib and pySHACL does in the place of ours; reading, extracting and resolving stay as they are.
_REPLACED = {
    "graph": "rdflib: graph",
    "write N-Quads": "rdflib: N-Quads",
    "load": "rdflib: load",
    "validate": "pySHACL",
    "queries": "rdflib: queries",
}
_FIRST = ("read", "extract", "resolve")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A goal, what was measured, and whether that reaches it; None where what it needs was not measured."""

    goal: str
    found: str
    reached: bool | None


def verdicts(results: Results) -> Iterator[Verdict]:
    """Hold every goal against the results."""
    for goal, judge in _GOALS.items():
        found, reached = judge(results)
        yield Verdict(goal, found, reached)


def sizes_of(results: Results, *stations: str) -> list[int]:
    """Give the numbers of records at which all those stations were measured."""
    by_station = [{records for name, records in results if name == station} for station in stations]
    return sorted(set.intersection(*by_station)) if by_station else []


def obstacles(results: Results) -> Iterator[str]:
    """Say what stands in the way of the whole, by what was measured where that is: at most 6,000 records."""
    sizes = [size for size in sizes_of(results, "load", *_IN_PYTHON) if size <= _WHOLE]
    if not sizes:
        return
    size = sizes[-1]
    load = results["load", size]
    each = load.seconds / load.quads
    yield (
        f"The database. To load {load.quads:,} quads into it takes {load.seconds:,.1f} s by itself "
        f"({1e6 * each:.1f} µs each): that is Oxigraph's own work. "
        f"The {_PROTOTYPE} quads a record of the prototype would take {_PROTOTYPE * size * each:,.1f} s."
    )
    spent = {name: 1000 * results[name, size].processor / size for name in _IN_PYTHON}
    room = 1000 * _SECONDS * _CORES / _WHOLE
    yield (
        f"Python. {_SECONDS} s of {_CORES} cores are {room:.1f} ms a record for all. Each by itself, "
        f"{', '.join(f'{name} {took:.1f}' for name, took in spent.items())}: {sum(spent.values()):.1f} ms."
    )
    extract = results["extract", size]
    if extract.read and ("recognise", size) in results:
        signs = extract.read / size
        took = 1e9 * sum(results[name, size].processor for name in _READING) / extract.read
        yield (
            f"Extraction. A description has {signs:,.0f} bytes: 2,000 a second leave {500_000 / signs:,.0f} ns for "
            f"each byte. Reading, extracting and recognising take {took:,.0f} ns."
        )
    if {("build again", size), ("write the bytes", size)} <= results.keys():
        again, write = results["build again", size], results["write the bytes", size]
        took = again.written * write.seconds / write.written
        yield (
            f"Building again. {again.written / 1e6:,.0f} MB are new files, copied but for some pages, and hashed: "
            f"to write as many from memory takes {took:,.1f} s by itself."
        )


_WARM = 600  # records after which what is remembered of words and names has its size
Judged = tuple[str, bool | None]
_NOT: Judged = "not measured", None


def _whole(results: Results) -> Judged:
    sizes = sizes_of(results, *WHOLE)
    if not sizes:
        return _NOT
    size = _WHOLE if _WHOLE in sizes else sizes[-1]
    parts = [results[name, size] for name in WHOLE]
    seconds, peak = sum(part.seconds for part in parts), max(part.peak for part in parts)
    quads = parts[0].quads
    split = ", ".join(f"{part.station} {part.seconds:,.1f}" for part in parts)
    spent = sum(part.processor for part in parts)
    said = f"{size:,} records: {seconds:,.1f} s ({split}; {spent:,.1f} of the processor), {peak:,.0f} MiB; "
    said += f"{quads / size:,.0f} quads a record, "
    said += f"{1e6 * seconds / quads:,.1f} µs a quad. {_where(results, size)}"
    return said, (seconds <= _SECONDS and peak <= 1024) if size == _WHOLE else None


def _where(results: Results, size: int) -> str:
    """Say which parts of a build take most, each measured by itself."""
    each = {name: results[name, size].processor for name in _PARTS if (name, size) in results}
    parts = sorted(each.items(), key=lambda part: -part[1])
    return f"In ms of the processor a record: {', '.join(f'{name} {1000 * spent / size:.1f}' for name, spent in parts)}"


def _per_quad(results: Results) -> Judged:
    """The prototype behind the first goal: 3.8 s for 436,000 quads."""
    sizes = sizes_of(results, *WHOLE)
    if not sizes:
        return _NOT
    size = _WHOLE if _WHOLE in sizes else sizes[-1]
    took = 1e6 * sum(results[name, size].seconds for name in WHOLE) / results["build", size].quads
    return f"{size:,} records: {took:,.1f} µs a quad", took <= 8e6 / 436_000


def _extraction(results: Results) -> Judged:
    if not (sizes := sizes_of(results, *_READING)):
        return _NOT
    seconds = sum(results[name, sizes[-1]].processor for name in _READING)
    rate = sizes[-1] / seconds
    parts = ", ".join(f"{name} {1000 * results[name, sizes[-1]].processor / sizes[-1]:.2f}" for name in _READING)
    return f"{rate:,.0f} a second of one core (ms of it a record: {parts})", rate >= 2_000


def _writing(results: Results) -> Judged:
    names = ("write N-Quads", "strings to N-Quads", "sort and write")
    if not (sizes := sizes_of(results, *names)):
        return _NOT
    ours, floor, with_sorting = (results[name, sizes[-1]].processor for name in names)
    said = f"{ours / floor:.1f}x strings that are sorted already, {ours / with_sorting:.1f}x sorting and writing them"
    return said, ours <= 2 * floor


def _against_rdflib(results: Results) -> Judged:
    sizes, read = sizes_of(results, *_REPLACED, *_REPLACED.values()), sizes_of(results, *_FIRST)
    if not sizes or not read:
        return _NOT
    size = sizes[0]
    ours = sum(results[name, size].processor for name in _REPLACED)
    theirs = sum(results[name, size].processor for name in _REPLACED.values())
    # Peers are measured at fewer records than reading is, whose cost is the same for each.
    both = size * sum(results[name, read[0]].processor / read[0] for name in _FIRST)
    ratio = (both + theirs) / (both + ours)
    said = f"{size:,} records: {ratio:.1f}x with reading and resolving, which both need; {theirs / ours:.1f}x without"
    return said, ratio >= 25


def _linear(results: Results) -> Judged:
    if len(sizes := sizes_of(results, "build")[-2:]) < 2:
        return _NOT
    small, large = (1000 * results["build", size].processor / size for size in sizes)
    growth = large / small - 1
    said = f"build, {sizes[0]:,} to {sizes[1]:,} records: {small:.2f} to {large:.2f} ms of the processor a record"
    said += f" ({growth:+.0%})"
    return said, growth <= 0.15


def _again(results: Results) -> Judged:
    if not (sizes := sizes_of(results, "build again", "build one")):
        return _NOT
    size = _WHOLE if _WHOLE in sizes else sizes[-1]
    again, one = results["build again", size], results["build one", size]
    said = f"{size:,} records: {again.seconds:,.1f} s to build again ({again.processor:,.1f} of the processor), "
    said += f"of which that text by itself takes {one.seconds:,.1f}; {again.written / 1e6:,.0f} MB are new files"
    return said, (again.seconds - one.seconds < 1) if size == _WHOLE else None


def _flat(results: Results) -> Judged:
    growths = {}
    for name in (station.name for station in STATIONS.values() if station.streaming):
        sizes = [size for size in sizes_of(results, name)[-2:] if size >= _WARM]
        if len(sizes) == 2:
            small, large = (results[name, size].peak for size in sizes)
            growths[f"{name} {small:,.0f} to {large:,.0f} MiB"] = large / small - 1
    if not growths:
        return _NOT
    worst = max(growths, key=lambda name: growths[name])
    return f"the one that grows most: {worst} ({growths[worst]:+.0%})", growths[worst] <= 0.1


_GOALS: Mapping[str, Callable[[Results], Judged]] = {
    "6,000 texts to a validated database, 20 questions and the analysis: at most 8 s and 1 GiB": _whole,
    "the same by the quad: 18 µs (8 s for the 436,000 quads the goal was set for)": _per_quad,
    "extraction with concept recognition: 2,000 descriptions a second of one core": _extraction,
    "N-Quads within twice the time of strings alone": _writing,
    "the whole 25 times as fast as with rdflib and pySHACL": _against_rdflib,
    "linear: the cost of a record within 15% from size to size": _linear,
    "one text of 6,000 changed: under a second more than its own work": _again,
    "memory of streaming stations flat (within 10%)": _flat,
}
