"""What SHACL validation costs, engine by engine: `python -m benchmarks.validation 100 1000 6000`.

For each size the graph of so many invented descriptions (`benchmarks.register`) is built once, by `avggraph build`,
into the work folder; a later run uses it again. Then every engine of `benchmarks.validators` validates it in fresh
processes: the seconds from files to results (median), the peak of the memory, and whether it finds what pySHACL finds.
Prints Markdown; `--write FILE` writes it too.

pySHACL on the whole graph is slow: above `--pyshacl-limit` records its time is extrapolated in proportion to the
records, and marked so. Results are then held against pySHACL in shards of records (`avggraph pyshacl`), which is
measured at every size.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from importlib import import_module, metadata
from pathlib import Path
from resource import RLIMIT_AS, setrlimit
from statistics import median

import pyoxigraph as ox

from avggraph.pipeline import BuildOptions, build
from avggraph.validate import shipped_shapes
from avggraph.validate.shacl.result import Result
from avggraph.version import __version__

from . import register
from .validators import Data, Rows, Validator, validators

_ROOT = Path(__file__).resolve().parents[1]
MEASURE = "pySHACL"
_MEASURE_IN_SHARDS = "avggraph pyshacl"
_GIB = 1024**3

# A constraint in SPARQL that one node does not meet.
_SPARQL_SHAPE = """
@prefix dct: <http://purl.org/dc/terms/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:s> a sh:NodeShape ; sh:targetClass <urn:C> ; sh:sparql [ sh:select "SELECT $this WHERE { $this a <urn:C> }" ] ;
    sh:severity sh:Violation ; dct:source "geen" ; sh:name "n"@nl , "n"@en ; sh:message "m"@nl , "m"@en ;
    sh:description "d"@nl , "d"@en .
"""
_SPARQL_DATA = "<urn:x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:C> .\n"


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one engine took for one size: medians of `runs` fresh processes, the peak of all, and the results.

    Times are in seconds; memory is in MiB, `rest` that of the process before it loads anything. `unsteady` says in how
    far the runs agree where they do not.
    """

    load: float
    validate: float
    rest: float
    memory: float
    runs: int
    rows: frozenset[Result]
    unsteady: str = ""

    @property
    def seconds(self) -> float:
        """From files to results."""
        return self.load + self.validate


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an engine gave no results."""

    reason: str


@dataclass(frozen=True, slots=True)
class Extrapolated:
    """Seconds in proportion to those of the largest size that was measured."""

    seconds: float
    measured_at: int


Outcome = Measurement | Failure | Extrapolated


@dataclass(frozen=True, slots=True)
class Size:
    """The outcomes for one number of records."""

    records: int
    quads: int
    outcomes: Mapping[str, Outcome]

    @property
    def measure(self) -> str | None:
        """The engine whose results the others are held against."""
        return next((name for name in (MEASURE, _MEASURE_IN_SHARDS) if self._rows(name) is not None), None)

    @property
    def wanted(self) -> frozenset[Result] | None:
        """The results of the measure."""
        return self._rows(self.measure) if self.measure else None

    def _rows(self, name: str) -> frozenset[Result] | None:
        outcome = self.outcomes.get(name)
        return outcome.rows if isinstance(outcome, Measurement) else None


# ---------------------------------------------------------------- data


def prepare(records: int, work: Path) -> Data:
    """Build the graph of so many descriptions, unless the work folder has it."""
    data = Data(work / str(records))
    data.folder.mkdir(parents=True, exist_ok=True)
    if not (data.build / "graph.nq").exists():
        texts = data.folder / "texts"
        register.write(records, texts)
        build([texts], data.build, BuildOptions(formats=("nquads",)))
    if not data.triples.exists():
        _write_union(data)
    shipped_shapes().graph.serialize(data.shapes, format="turtle")
    return data


def _write_union(data: Data) -> None:
    """Write each triple once: one may stand in several graphs."""
    seen: set[int] = set()
    unfinished = data.triples.with_suffix(".part")
    with (data.build / "graph.nq").open("rb") as quads, unfinished.open("w", encoding="utf-8") as triples:
        for quad in ox.parse(quads, format=ox.RdfFormat.N_QUADS):
            line = f"{quad.triple} .\n"
            if hash(line) not in seen:
                seen.add(hash(line))
                triples.write(line)
    unfinished.rename(data.triples)


def _count_lines(file: Path) -> int:
    with file.open("rb") as stream:
        return sum(1 for _ in stream)


# ---------------------------------------------------------------- measuring


def run_once(name: str, data: Data, answer: Path, most: float) -> None:
    """Measure one engine in this process, which gets `most` GiB, and write what it took and its rows as JSON."""
    setrlimit(RLIMIT_AS, (int(most * _GIB), int(most * _GIB)))
    validator = validators()[name]
    import_module(validator.module)
    rest = _peak()
    begun = time.perf_counter()
    loaded = validator.load(data)
    ready = time.perf_counter()
    results = validator.validate(loaded, data)
    done = time.perf_counter()
    memory = _peak()
    rows = [asdict(row) for row in sorted(validator.rows(results, data), key=repr)]
    took = {"load": ready - begun, "validate": done - ready, "rest": rest, "memory": memory}
    answer.write_text(json.dumps({**took, "rows": rows}), encoding="utf-8")


def _peak() -> float:
    """Give the most memory that this program has had, in MiB (Linux); `ru_maxrss` counts what started it too."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    (kibibytes,) = re.findall(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(kibibytes) / 1024


def measured(validator: Validator, data: Data, options: argparse.Namespace) -> Outcome:
    """Measure an engine in fresh processes, as many as the options say; one that takes long is run once."""
    done: list[Measurement] = []
    while len(done) < options.runs and not (done and done[0].seconds > options.once_above):
        outcome = _fresh(validator, data, options)
        if isinstance(outcome, Failure):
            return outcome
        done.append(outcome)
    return Measurement(
        median(one.load for one in done),
        median(one.validate for one in done),
        min(one.rest for one in done),
        max(one.memory for one in done),
        len(done),
        done[0].rows,
        next((agreement(other.rows, done[0].rows) for other in done if other.rows != done[0].rows), ""),
    )


def _fresh(validator: Validator, data: Data, options: argparse.Namespace) -> Measurement | Failure:
    answer = data.folder / "answer.json"
    answer.unlink(missing_ok=True)
    child = (validator.name, str(data.folder), str(answer))
    command = [sys.executable, "-m", "benchmarks.validation", "--memory", str(options.memory), "--child", *child]
    environment = {**os.environ, "RUST_BACKTRACE": "0"}  # a failure's last line is then its reason
    try:
        process = subprocess.run(
            command, cwd=_ROOT, env=environment, capture_output=True, text=True, check=False, timeout=options.timeout
        )
    except subprocess.TimeoutExpired:
        return Failure(f"not done after {options.timeout:.0f} s")
    if not answer.exists():
        lines = [line for line in process.stderr.splitlines() if line.strip() and not line.startswith("note: ")]
        return Failure(lines[-1].strip() if lines else f"ended with {process.returncode}")
    took = json.loads(answer.read_text(encoding="utf-8"))
    rows = frozenset(Result(**{**row, "messages": tuple(row["messages"])}) for row in took.pop("rows"))
    return Measurement(**took, runs=1, rows=rows)


def all_sizes(options: argparse.Namespace) -> Iterator[Size]:
    """Measure size by size, telling on standard error how far it is."""
    largest: tuple[int, float] | None = None
    for records in options.sizes:
        sys.stderr.write(f"{records} records: data\n")
        data = prepare(records, options.work)
        outcomes: dict[str, Outcome] = {}
        for name, validator in validators().items():
            if options.only and name not in options.only:
                continue
            if name == MEASURE and records > options.pyshacl_limit:
                if largest:
                    outcomes[name] = Extrapolated(largest[1] * records / largest[0], largest[0])
                continue
            sys.stderr.write(f"{records} records: {name}\n")
            outcomes[name] = outcome = measured(validator, data, options)
            if name == MEASURE and isinstance(outcome, Measurement):
                largest = (records, outcome.seconds)
        yield Size(records, _count_lines(data.triples), outcomes)


# ---------------------------------------------------------------- agreement


def agreement(found: Rows | frozenset[Result], wanted: Rows | frozenset[Result]) -> str:
    """Say in how far the results are those wanted: equal, equal but for some fields, or which are missing and extra.

    >>> from dataclasses import replace
    >>> row = Result("<urn:x>", "<urn:p>", None, "urn:c#MinCountConstraintComponent", "urn:s#Stated", "info", ("m",))
    >>> agreement({row}, {row}), agreement({replace(row, messages=())}, {row}), agreement(set(), {row})
    ('equal', 'equal but for messages', '1 missing (Stated MinCount 1)')
    """
    if found == wanted:
        return "equal"
    for lacking in (("messages",), ("path",), ("messages", "path"), ("messages", "path", "severity")):
        if _without(found, lacking) == _without(wanted, lacking):
            return f"equal but for {', '.join(lacking)}"
    essential = ("messages", "path", "severity")
    bare_found, bare_wanted = _without(found, essential), _without(wanted, essential)
    differences = (("missing", bare_wanted - bare_found), ("extra", bare_found - bare_wanted))
    return "; ".join(f"{len(rows)} {kind} ({_kinds(rows)})" for kind, rows in differences if rows)


def _without(rows: Iterable[Result], lacking: Sequence[str]) -> set[tuple[object, ...]]:
    kept = [field.name for field in fields(Result) if field.name not in lacking]
    return {tuple(getattr(row, name) for name in kept) for row in rows}


def _kinds(rows: Iterable[tuple[object, ...]]) -> str:
    """Count results by shape and component, the three most frequent kinds."""
    counted = Counter(f"{_local(shape)} {_local(component)}" for _focus, _value, component, shape in rows)
    listed = [f"{kind} {count}" for kind, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))]
    return ", ".join(listed[:3] + (["…"] if len(listed) > 3 else []))


def _local(name: object) -> str:
    return str(name).rpartition("#")[2].removesuffix("ConstraintComponent")


# ---------------------------------------------------------------- report


def report(sizes: Sequence[Size], options: argparse.Namespace) -> Iterator[str]:
    """Write the Markdown, line by line."""
    yield "# What validation costs"
    yield ""
    yield f"`python -m benchmarks.validation {' '.join(map(str, options.sizes))}`"
    yield ""
    yield from _conditions(sizes, options)
    for size in sizes:
        yield from _size_table(size)
    if len(sizes) > 1:
        yield from _linearity(sizes)
    yield from _facts(options)


def _conditions(sizes: Sequence[Size], options: argparse.Namespace) -> Iterator[str]:
    done = [outcome for size in sizes for outcome in size.outcomes.values() if isinstance(outcome, Measurement)]
    rest = min((outcome.rest for outcome in done), default=0.0)
    yield (
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}; "
        f"{len(shipped_shapes().shapes)} shapes. Seconds run from files on disk to the engine's results, without "
        f"starting Python and importing: the median of up to {options.runs} fresh processes (one where it takes more "
        f"than {options.once_above:.0f} s). Memory is the highest peak, of which about {rest:.0f} MiB is Python and "
        "what every process imports. All were measured in one run, one after the other; another task on the machine "
        "makes seconds longer, so ratios say more than seconds."
    )
    yield ""


def _size_table(size: Size) -> Iterator[str]:
    wanted = size.wanted
    count = f"{len(wanted):,} results" if wanted is not None else "no results to compare with"
    yield f"## {size.records:,} records"
    yield ""
    yield f"{size.quads:,} triples, {count}; agreement with {size.measure or 'nothing'}."
    yield ""
    yield "| engine | seconds | load + validate | times as fast as pySHACL | peak MiB | runs | agreement |"
    yield "|---|---:|---:|---:|---:|---:|---|"
    base = size.outcomes.get(MEASURE)
    for name, outcome in size.outcomes.items():
        yield f"| {name} | {' | '.join(_cells(outcome, base, wanted))} |"
    yield ""


def _cells(outcome: Outcome, base: Outcome | None, wanted: frozenset[Result] | None) -> Iterator[str]:
    match outcome:
        case Failure(reason):
            yield from ("–", "–", "–", "–", "–", f"failed: {reason.replace('|', '/')}")
        case Extrapolated(seconds, measured_at):
            yield from (f"≈ {_seconds(seconds)}", "–", "1", "–", "0", f"extrapolated from {measured_at:,} records")
        case Measurement():
            yield _seconds(outcome.seconds)
            yield f"{_seconds(outcome.load)} + {_seconds(outcome.validate)}"
            yield _ratio(outcome, base)
            yield f"{outcome.memory:,.0f}"
            yield str(outcome.runs)
            agreed = agreement(outcome.rows, wanted) if wanted is not None else "–"
            yield f"{agreed}; from run to run {outcome.unsteady}" if outcome.unsteady else agreed


def _ratio(outcome: Measurement, base: Outcome | None) -> str:
    match base:
        case Measurement():
            return f"{base.seconds / outcome.seconds:.2g}" if base is not outcome else "1"
        case Extrapolated(seconds, _):
            return f"≈ {seconds / outcome.seconds:.2g}"
        case _:
            return "–"


def _seconds(seconds: float) -> str:
    return f"{seconds:,.0f}" if seconds >= 100 else f"{seconds:.1f}" if seconds >= 10 else f"{seconds:.2f}"


def _linearity(sizes: Sequence[Size]) -> Iterator[str]:
    yield "## Cost per record"
    yield ""
    yield "Milliseconds from files to results for each record; what is linear has the same figure in each column."
    yield ""
    yield f"| engine | {' | '.join(f'{size.records:,}' for size in sizes)} |"
    yield f"|---|{'---:|' * len(sizes)}"
    for name in dict.fromkeys(name for size in sizes for name in size.outcomes):
        yield f"| {name} | {' | '.join(_per_record(size, name) for size in sizes)} |"
    yield ""


def _per_record(size: Size, name: str) -> str:
    outcome = size.outcomes.get(name)
    return f"{1000 * outcome.seconds / size.records:.2f}" if isinstance(outcome, Measurement) else "–"


def _facts(options: argparse.Namespace) -> Iterator[str]:
    yield "## The libraries"
    yield ""
    yield (
        "Licence and source are what a package's metadata say; a package carries no date of release. SHACL-SPARQL: "
        "whether a node that does not meet an `sh:sparql` constraint is reported here."
    )
    yield ""
    yield "| library | version | licence | names its public source | SHACL-SPARQL |"
    yield "|---|---|---|---|---|"
    probe = Data(options.work / "probe")
    probe.folder.mkdir(parents=True, exist_ok=True)
    probe.shapes.write_text(_SPARQL_SHAPE, encoding="utf-8")
    probe.triples.write_text(_SPARQL_DATA, encoding="utf-8")
    for validator in validators().values():
        if not validator.whole or (options.only and validator.name not in options.only):
            continue
        outcome = _fresh(validator, probe, options)
        sparql = "yes" if isinstance(outcome, Measurement) and len(outcome.rows) == 1 else "no"
        yield f"| {validator.name} | {' | '.join(_metadata(validator.distribution))} | {sparql} |"
    for name in ("rdflib", "pyoxigraph"):
        yield f"| {name} (used by several) | {' | '.join(_metadata(name))} | – |"


def _metadata(distribution: str) -> tuple[str, str, str]:
    try:
        known = metadata.metadata(distribution)
    except metadata.PackageNotFoundError:  # the project itself, used from its sources
        return __version__, "EUPL-1.2", "no"
    classified = [each.rpartition(":: ")[2] for each in known.get_all("Classifier") or () if each[:9] == "License :"]
    licence = known.get_all("License-Expression") or known.get_all("License") or classified or ["not said"]
    sources = [
        url.partition(",")[2].strip()
        for url in known.get_all("Project-URL") or ()
        if url.partition(",")[0].strip().casefold() in {"repository", "source", "source code"}
    ]
    return known["Version"], licence[0].splitlines()[0], sources[0] if sources else "no"


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, metavar="N", help="numbers of records")
    parser.add_argument("--runs", type=int, default=3, help="fresh processes for each engine and size (default 3)")
    parser.add_argument("--once-above", type=float, default=60, metavar="SECONDS", help="run what is slower only once")
    parser.add_argument("--timeout", type=float, default=3 * 3600, metavar="SECONDS", help="give up on a process")
    parser.add_argument(
        "--memory", type=float, default=12, metavar="GIB", help="what a process may address (default 12)"
    )
    parser.add_argument("--pyshacl-limit", type=int, default=1000, metavar="N", help="extrapolate pySHACL above")
    parser.add_argument("--only", action="append", metavar="ENGINE", help="measure this engine; may be repeated")
    parser.add_argument("--work", type=Path, default=_ROOT / "out" / "validation", help="where the data are built")
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="write the Markdown, such as docs/benchmarks-validation.md"
    )
    parser.add_argument("--child", nargs=3, metavar=("ENGINE", "FOLDER", "ANSWER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        name, folder, answer = options.child
        run_once(name, Data(Path(folder)), Path(answer), options.memory)
        return
    if not options.sizes:
        parser.error("say for how many records, such as: 100 1000")
    options.sizes = sorted(options.sizes)
    options.work = options.work.resolve()
    text = "\n".join(report(list(all_sizes(options)), options)) + "\n"
    sys.stdout.write(text)
    if options.write:
        options.write.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
