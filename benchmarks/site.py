"""What a site costs: `python -m benchmarks.site OUT --pages 20 --profile pages.prof`.

Reads of a build what its pages share, as `avggraph publish` does first; then a process of its own, like those that
`publish` starts, makes so many pages of each section, spread over all that it has, with every file beside them. None is
written. Prints Markdown: seconds of the processor of both starts, its time for a page and the bytes of the page's
files, what all pages of the section would take, and the most memory of both processes.
"""

from __future__ import annotations

import argparse
import cProfile
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory

from avggraph.publish.kept import Kept
from avggraph.publish.setting import Setting
from avggraph.publish.site import Site
from avggraph.store import open_output

_MIB = 1024  # KiB, the unit of ru_maxrss


@dataclass(frozen=True, slots=True)
class Cost:
    """What pages of one section took: seconds of the processor for those made, their bytes, and how many there are."""

    section: str
    pages: int
    made: int
    seconds: float
    bytes: int

    @property
    def total(self) -> float:
        """The seconds that all pages of the section would take."""
        return self.seconds / self.made * self.pages


@dataclass(frozen=True, slots=True)
class Sample:
    """What a process is to make: `most` pages of each section, or of the sections `only`."""

    folder: Path
    kept: Path
    most: int
    only: tuple[str, ...]
    profile: Path | None


@dataclass(frozen=True, slots=True)
class Made:
    """What a process made, the seconds of the processor for its start, and its most memory in MiB."""

    start: float
    memory: int
    costs: tuple[Cost, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--section", action="append", default=[], help="the class of a section; all without")
    parser.add_argument("--profile", type=Path, help="where to write a profile of the pages")
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as kept:
        begun = time.process_time()
        pages = len(Site(open_output(given.folder), Setting(), Kept(Path(kept))).places)
        print(f"{pages:,} pages. First start: {time.process_time() - begun:.1f} s, {_memory()} MiB.", flush=True)
        sample = Sample(given.folder, Path(kept), given.pages, tuple(given.section), given.profile)
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            made = pool.submit(_make, sample).result()
    print(f"Start of each process: {made.start:.1f} s; its most memory: {made.memory} MiB.\n")
    print("\n".join(_table(made.costs)))
    return 0


def _make(sample: Sample) -> Made:
    begun = time.process_time()
    site = Site(open_output(sample.folder), Setting(), Kept(sample.kept))
    assert site.places
    start = time.process_time() - begun
    profile = cProfile.Profile() if sample.profile else None
    with profile or nullcontext():
        costs = tuple(_costs(site, sample.most, sample.only))
    if profile and sample.profile:
        profile.dump_stats(sample.profile)
    return Made(start, _memory(), costs)


def _costs(site: Site, most: int, only: Sequence[str]) -> Iterator[Cost]:
    for section in site.sections:
        name = type(section).__name__
        paths = [path for path, of in site.places.items() if of is section]
        if not paths or (only and name not in only):
            continue
        step = max(1, len(paths) // most)
        sample = paths[::step][:most]
        begun, size = time.process_time(), 0
        for path in sample:
            section.fingerprint(path)
            size += sum(len(each.content) for each in site.files(path))
        yield Cost(name, len(paths), len(sample), time.process_time() - begun, size)


def _table(costs: Sequence[Cost]) -> Iterator[str]:
    yield "| section | pages | made | ms per page | kB per page | all pages, s |"
    yield "|---|---:|---:|---:|---:|---:|"
    for cost in costs:
        yield (
            f"| {cost.section} | {cost.pages:,} | {cost.made} | {1000 * cost.seconds / cost.made:,.0f} "
            f"| {cost.bytes / cost.made / 1000:,.0f} | {cost.total:,.0f} |"
        )
    yield f"| together | {sum(cost.pages for cost in costs):,} | | | | {sum(cost.total for cost in costs):,.0f} |"


def _memory() -> int:
    return getrusage(RUSAGE_SELF).ru_maxrss // _MIB


if __name__ == "__main__":
    sys.exit(main())
