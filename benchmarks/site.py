"""What a site costs: `python -m benchmarks.site OUT --pages 20 --profile records.prof`.

Opens the site of a build as a process of `avggraph publish` does, and makes so many pages of each section, spread over
all that it has, with every file beside them; none is written. Prints Markdown: how long the start takes, the time of
the processor for a page and the bytes of its files, what all pages of the section would take, and the memory.
"""

from __future__ import annotations

import argparse
import cProfile
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--section", action="append", help="the class of a section; all without")
    parser.add_argument("--profile", type=Path, help="where to write a profile of the pages")
    given = parser.parse_args(arguments)
    begun = time.process_time()
    site = Site(open_output(given.folder), Setting())
    places = site.places
    print(f"Start: {time.process_time() - begun:.1f} s, {_memory()} MiB; {len(places)} pages\n")
    profile = cProfile.Profile() if given.profile else None
    with profile or nullcontext():
        costs = list(_costs(site, given.pages, given.section))
    if profile:
        profile.dump_stats(given.profile)
    print("\n".join(_table(costs)))
    print(f"\nMost memory: {_memory()} MiB")
    return 0


def _costs(site: Site, most: int, only: Sequence[str] | None) -> Iterator[Cost]:
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
