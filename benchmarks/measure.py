"""Measuring a station: in a fresh process, whose memory is sampled while it runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from .data import Data
from .process_memory import Sample, watched
from .result import Result
from .stations import Station

_ROOT = Path(__file__).resolve().parents[1]
_EVERY = 0.2  # seconds


def measured(station: Station, data: Data, python: str = sys.executable) -> tuple[Result, list[Sample]]:
    """Measure a station; one that ends with an error has its last line as `failure`."""
    load = os.getloadavg()[0]
    with TemporaryDirectory() as folder, TemporaryFile() as said:
        answer = Path(folder) / "answer.json"
        arguments = (station.name, str(data.folder), str(data.records), str(data.jobs), str(answer))
        process = subprocess.Popen(
            [python, "-m", "benchmarks.child", *arguments],
            cwd=_ROOT,
            env={**os.environ, "PYTHONPATH": str(_ROOT / "src"), "PYTHONHASHSEED": "0"},
            stdout=said,
            stderr=said,
        )
        try:
            samples = list(watched(process.pid, lambda: process.poll() is not None, _EVERY))
        finally:
            process.kill()
            process.wait()
        if not answer.exists():
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines()
            reason = lines[-1] if lines else f"ended with {process.returncode}"
            return Result(station.name, data.records, failure=reason), samples
        took = json.loads(answer.read_text(encoding="utf-8"))
    took["peak"] = max(took["peak"], *(sample.memory for sample in samples), 0.0)
    jobs = data.jobs if station.parallel else 1
    return Result(station.name, data.records, jobs, load=load, **took), samples
