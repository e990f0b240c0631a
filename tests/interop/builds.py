"""Builds, and their records as the shapes read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from avggraph.interop import Reading
from avggraph.interop.things import Things
from avggraph.pipeline import BuildOptions, build
from avggraph.store import Output, open_output
from avggraph.store.unit import read_unit, records

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "examples"
RECORD = "https://avggraph.example/id/rijksoverheid/verwerking/"


def built(source: Path, out: Path, *, day: str = "", with_names: bool = False) -> Output:
    """Build a folder of descriptions."""
    on = date.fromisoformat(day) if day else None
    build([source], out, BuildOptions(formats=("nquads",), on=on, with_names=with_names))
    return open_output(out)


def built_texts(folder: Path, texts: Mapping[str, str], *, day: str = "", with_names: bool = False) -> Output:
    """Build some texts, by the names of their files."""
    sources = folder / "sources"
    sources.mkdir(parents=True)
    for name, text in texts.items():
        (sources / name).write_text(text, encoding="utf-8")
    return built(sources, folder / "out", day=day, with_names=with_names)


def readings(output: Output) -> Iterator[Reading]:
    """All records of a build."""
    store = output.open_store()
    things = Things(store)
    return (Reading(read_unit(store, record), things, output.documents) for record in records(store))


def reading_of(output: Output, key: str) -> Reading:
    """The record with this key."""
    return next(reading for reading in readings(output) if reading.key == key)
