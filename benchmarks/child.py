"""One station in this process, for `benchmarks.measure`: its name, the data and where the answer goes are arguments."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from .clock import Clock
from .data import Data
from .process_memory import highest
from .stations import STATIONS


def main() -> None:
    """Measure, and write what it took."""
    name, folder, records, jobs, answer = sys.argv[1:]
    module, function = STATIONS[name].place.split(":")
    work = getattr(import_module(f"benchmarks.{module}"), function)
    clock, rest = Clock(), highest()
    amounts = work(Data(Path(folder), int(records), int(jobs)), clock)
    took = {"seconds": clock.seconds, "processor": clock.processor, "rest": rest, "peak": highest()}
    Path(answer).write_text(json.dumps({**took, **asdict(amounts)}), encoding="utf-8")


if __name__ == "__main__":
    main()
