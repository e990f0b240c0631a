"""How well descriptions are read: a table of layouts by score, on invented descriptions with known answers.

python benchmarks/extraction.py --count 200 --seed 1 [--layout A …] [--noise none|light|full] [--show N]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from avggraph.errors import AvggraphError
from avggraph.extract import extract, to_contract
from avggraph.read import Limits, SourceFile, read_sources
from avggraph.text import SourceText

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from registers.cases import Case, cases
from registers.noise import LEVELS
from registers.render import LAYOUTS
from registers.score import Comparison, compare, tally


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of a case: its text, the layout it was taken for (or the error), and its comparisons."""

    case: Case
    text: str
    taken_for: str
    comparisons: list[Comparison]

    @property
    def wrong(self) -> list[Comparison]:
        """Give the leaves that were not read right."""
        return [one for one in self.comparisons if not one.exact]


def read(case: Case, folder: Path) -> Reading:
    """Read one case; a description that cannot be read has nothing right."""
    path = folder / case.name
    path.write_bytes(case.data)
    (source,) = read_sources(SourceFile(case.name, path), Limits())
    path.unlink()
    if not isinstance(source, SourceText):
        return Reading(case, "", type(source).__name__, compare(case.answer, {}))
    try:
        description = extract(source)
    except AvggraphError as error:
        return Reading(case, source.text, type(error).__name__, compare(case.answer, {}))
    found = to_contract(description, source)
    return Reading(case, source.text, description.layout, compare(case.answer, found))


def readings(chosen: Sequence[Case]) -> Iterator[Reading]:
    """Read cases. An error that is not one of ours is a bug: it stops the run and names its case."""
    with tempfile.TemporaryDirectory() as folder:
        for case in chosen:
            try:
                yield read(case, Path(folder))
            except Exception as bug:
                bug.add_note(f"while reading case {case.name} with noise {', '.join(case.kinds)}")
                raise


def table(done: Sequence[Reading], worst: int) -> Iterator[str]:
    """Give the table: one row per layout, below it the layout's worst fields and confusions."""
    yield "| layout | documents | fields | exact | same words | whole documents | taken for |"
    yield "|---|---:|---:|---:|---:|---:|---|"
    by_layout = {name: [one for one in done if one.case.page.layout == name] for name in LAYOUTS}
    tallies = {name: tally(one.comparisons for one in group) for name, group in by_layout.items() if group}
    for name, result in tallies.items():
        taken_for = Counter(one.taken_for for one in by_layout[name]).most_common()
        names = ", ".join(f"{layout} {n}" if len(taken_for) > 1 else layout for layout, n in taken_for)
        yield (
            f"| {name} | {result.documents} | {result.leaves} | {result.exact / result.leaves:.1%} "
            f"| {result.words / result.leaves:.1%} | {result.whole / result.documents:.1%} | {names} |"
        )
    for name, result in tallies.items():
        fields = ", ".join(f"{field} {share:.1%}" for field, share in result.worst_fields[:worst])
        confused = ", ".join(f"{field} {kind} ({n})" for (field, kind), n in result.confusions.most_common(worst))
        if fields:
            yield f"\n{name}\n  worst fields: {fields}\n  confusions:   {confused}"


def costs(done: Sequence[Reading]) -> Iterator[str]:
    """Give what each kind of noise costs: the share of wrong leaves in documents with it and without it."""
    rows = []
    for kind in sorted({kind for one in done for kind in one.case.kinds}):
        with_it = _wrong([one for one in done if kind in one.case.kinds])
        without_it = _wrong([one for one in done if kind not in one.case.kinds])
        rows.append((without_it - with_it, f"| {kind} | {with_it:.2%} | {without_it:.2%} |"))
    if len(rows) > 1:
        yield "\n| noise | wrong with it | wrong without it |"
        yield "|---|---:|---:|"
        yield from (row for _, row in sorted(rows))


def _wrong(group: Sequence[Reading]) -> float:
    leaves = sum(len(one.comparisons) for one in group)
    return sum(len(one.wrong) for one in group) / leaves if leaves else 0.0


def failure(reading: Reading) -> Iterator[str]:
    """Show a failing case: an excerpt of its text, and what differs."""
    yield f"\n{'=' * 100}\n{reading.case.name}: taken for {reading.taken_for}; noise: {', '.join(reading.case.kinds)}"
    for one in reading.wrong[:6]:
        yield f"\n{one.field}[{one.item}] {one.kind}\n  wanted: {one.wanted!r}\n  found:  {one.found!r}"
        yield f"  page:   …{_excerpt(reading.text, one)!r}…"


def _excerpt(text: str, one: Comparison) -> str:
    anchor = one.wanted if isinstance(one.wanted, str) else one.found
    words = anchor.split()[:3] if isinstance(anchor, str) else []
    at = max((text.find(" ".join(words[:count])) for count in range(len(words), 0, -1)), default=0)
    return text[max(0, at - 120) : max(0, at) + 240]


def main() -> None:
    """Read the arguments, read the cases, print the table."""
    parser = argparse.ArgumentParser(description="Score the reading of invented register descriptions.")
    parser.add_argument("--count", type=int, default=50, help="descriptions per layout")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layout", action="append", choices=list(LAYOUTS), help="may be given more than once")
    parser.add_argument("--noise", choices=list(LEVELS), default="none")
    parser.add_argument("--worst", type=int, default=4, help="worst fields and confusions per layout")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="show N failing cases of each layout")
    options = parser.parse_args()
    done = list(readings(list(cases(options.layout or list(LAYOUTS), options.noise, options.seed, options.count))))
    print("\n".join((*table(done, options.worst), *costs(done))))
    for name in LAYOUTS:
        failing = [one for one in done if one.case.page.layout == name and one.wrong]
        for reading in failing[: options.show]:
            print("\n".join(failure(reading)))


if __name__ == "__main__":
    main()
