"""The report and the pictures: made from results, and from nothing else."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from benchmark_modules import bench

GOLDEN = Path(__file__).parent / "report.md"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def rendered() -> dict[str, str]:
    result = bench("result").Result

    def one(station: str, records: int, each: float, **more: Any) -> Any:
        seconds = each * records
        return result(station, records, seconds=seconds, processor=seconds, peak=100.0, load=0.5, **more)

    kept = [
        one(station, records, milliseconds / 1000, quads=quads * records, read=2_500 * records * (station == "extract"))
        for records in (100, 600, 6_000)
        for station, milliseconds, quads in (
            ("build", 40.0, 700),
            ("read", 0.125, 0),
            ("extract", 2.0, 0),
            ("recognise", 0.25, 0),
            ("resolve", 8.0, 0),
            ("graph", 2.0, 650),
            ("write N-Quads", 1.0, 650),
            ("load", 1.0, 700),
            ("validate", 8.0, 650),
            ("queries", 1.0, 0),
            ("analysis", 0.5, 0),
            ("strings to N-Quads", 0.4, 650),
            ("sort and write", 0.8, 650),
        )
    ]
    kept += [
        one("build again", 6_000, 0.0008, written=1_500_000_000),
        one("build one", 6_000, 0.0003),
        one("rdflib: graph", 100, 0.03, quads=65_000),
        one("rdflib: N-Quads", 100, 0.01, quads=70_000),
        one("rdflib: load", 100, 0.05, quads=70_000),
        one("rdflib: queries", 100, 0.2),
        one("pySHACL", 100, 0.3, quads=65_000),
        one("maplib", 6_000, 0.0002, quads=120_000),
        result("morph-kgc", 6_000, failure="skipped: morph_kgc is not installed"),
    ]
    here = bench("machine").Machine(
        "A processor", 2, 24, "Linux x86_64", "3.11.7", {"rdflib": "7.6.0"}, {"maplib": "0.20"}
    )
    samples = [bench("process_memory").Sample(at / 5, 100.0 + at) for at in range(20)]
    found: dict[str, str] = bench("report").render(
        kept,
        here,
        samples,
        [(("main (a.py)", "read (b.py)"), 3), (("main (a.py)",), 1)],
        [(("main (a.py)", "slow (b.py)"), 10)],
    )
    return found


def test_the_page_is_the_one_that_was_looked_at(rendered: dict[str, str]) -> None:
    assert rendered["benchmarks.md"] == GOLDEN.read_text(encoding="utf-8")


def test_pictures_are_whole_and_told_in_words(rendered: dict[str, str]) -> None:
    for name, figure in (("benchmarks-costs.svg", "write N-Quads: 1.00 ms"), ("benchmarks-memory.svg", "at most 119")):
        picture = ET.fromstring(rendered[name])
        assert picture.get("role") == "img"
        assert picture.findtext(f"{SVG}title")
        assert figure in str(picture.findtext(f"{SVG}desc"))
        assert not list(picture.iter(f"{SVG}script"))
        assert "prefers-color-scheme: dark" in str(picture.findtext(f"{SVG}style"))


def test_a_goal_that_is_not_reached_is_said() -> None:
    goals = {verdict.goal.partition(":")[0]: verdict for verdict in bench("goals").verdicts({})}
    assert {verdict.reached for verdict in goals.values()} == {None}
    result = bench("result").Result
    results = {
        ("build", size): result("build", size, processor=size * each, quads=size)
        for size, each in ((60, 0.1), (600, 0.2))
    }
    (linear,) = (verdict for verdict in bench("goals").verdicts(results) if verdict.goal.startswith("linear"))
    assert linear.reached is False and "+100%" in linear.found


def test_bars_keep_small_and_large_apart() -> None:
    picture = bench("picture")
    rows = [picture.Bar(f"<{value}>", value, f"{value} ms") for value in (0.01, 1.0, 100.0)]
    widths = [float(str(bar.get("width"))) for bar in ET.fromstring(picture.bars("T & t", rows)).iter(f"{SVG}rect")][1:]
    assert widths[0] < widths[1] < widths[2]
    assert widths[2] - widths[1] == pytest.approx(widths[1] - widths[0], abs=2)


@pytest.mark.parametrize("most", [0.004, 1.0, 8.99, 9.4, 94.7, 999.9, 7_780.0])
def test_a_curve_has_some_marks_along_it(most: float) -> None:
    step = bench("picture")._step(most)
    assert 2 <= most / step <= 10


def test_flames_are_as_wide_as_their_share() -> None:
    flame = bench("flame")
    stacks = flame.parse(["main (a.py:1);read <x> (b.py:2) 3", "main (a.py:9);write (c.py:4) 1", "", "no count"])
    drawn = flame.render(stacks, "Build")
    boxes = {
        group.findtext(f"{SVG}title"): float(str(box.get("width")))
        for group in ET.fromstring(drawn).iter(f"{SVG}g")
        for box in group.iter(f"{SVG}rect")
    }
    assert boxes == {
        "all, 100.0%": 1200.0,
        "main (a.py), 100.0%": 1200.0,
        "read <x> (b.py), 75.0%": 900.0,
        "write (c.py), 25.0%": 300.0,
    }
    assert flame.table(stacks) == [("read <x> (b.py)", 0.75), ("write (c.py)", 0.25)]
    assert "<script" not in drawn and drawn == flame.render(stacks, "Build")
