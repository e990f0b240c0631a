"""What was measured, kept as JSON: a file for each station and number of records, so that runs add up."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from .process_memory import Sample

_FOLDER = "results"


@dataclass(frozen=True, slots=True)
class Result:
    """One station in a fresh process, at one number of records.

    Times are in seconds, memory in MiB: `peak` of the process and those it started, `rest` of the process before it
    began (Python and what was imported). `load` is what the machine had to do beside it: its load average just before.
    """

    station: str
    records: int
    jobs: int = 1
    seconds: float = 0.0
    processor: float = 0.0
    peak: float = 0.0
    rest: float = 0.0
    load: float = 0.0
    read: int = 0
    written: int = 0
    quads: int = 0
    things: int = 0
    note: str = ""
    failure: str = ""

    @property
    def per_record(self) -> float:
        """Milliseconds for each record."""
        return 1000 * self.seconds / self.records


def save(result: Result, out: Path) -> None:
    """Keep a result in the place of an earlier one."""
    file = _file(out, result.station, result.records)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(asdict(result), indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def saved(out: Path, station: str, records: int) -> Result | None:
    """Give a result that an earlier run kept."""
    file = _file(out, station, records)
    return Result(**json.loads(file.read_text(encoding="utf-8"))) if file.exists() else None


def all_saved(out: Path) -> Iterator[Result]:
    """Give all results that were kept, by station and number of records."""
    found = [
        Result(**json.loads(file.read_text(encoding="utf-8")))
        for file in (out / _FOLDER).glob("*.json")
        if not file.name.startswith("curve-")
    ]
    yield from sorted(found, key=lambda result: (result.station, result.records))


def save_curve(samples: list[Sample], out: Path, station: str, records: int) -> None:
    """Keep the memory of a station over time."""
    file = _curve(out, station, records)
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps([[sample.seconds, sample.memory] for sample in samples])
    file.write_text(text + "\n", encoding="utf-8")


def saved_curve(out: Path, station: str, records: int) -> list[Sample]:
    """Give the memory of a station over time, empty where it was not kept."""
    file = _curve(out, station, records)
    return [Sample(*pair) for pair in json.loads(file.read_text(encoding="utf-8"))] if file.exists() else []


def _file(out: Path, station: str, records: int) -> Path:
    return out / _FOLDER / f"{re.sub(r'[^a-z0-9]+', '-', station.casefold())}-{records}.json"


def _curve(out: Path, station: str, records: int) -> Path:
    return out / _FOLDER / f"curve-{_file(out, station, records).name}"
