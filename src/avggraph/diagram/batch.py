"""All records of a build as files, drawn by several processes: what each needs, it reads from the store itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from avggraph.diagram import render
from avggraph.diagram.formats import Options
from avggraph.diagram.model import View
from avggraph.diagram.record import Source, all_records, compose, facts_of
from avggraph.diagram.select import Selection, select
from avggraph.errors import AvggraphError, NothingChosenError
from avggraph.files import is_device, write_whole
from avggraph.query import OxigraphEngine
from avggraph.query.values import local_name
from avggraph.store import open_output
from avggraph.workers import spread

# Records a process draws before it takes the next ones.
_CHUNK = 16
_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


@dataclass(frozen=True, slots=True)
class Order:
    """What to draw: the records of a build in `graph`, each in all `formats`, as files in `out`."""

    graph: Path
    out: Path
    formats: tuple[str, ...] = ("svg",)
    language: str = "nl"
    view: View = View.BLOCKS
    options: Options = field(default_factory=Options)
    selection: Selection = field(default_factory=Selection)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What became of one record: the files that were written, and why not all are.

    A record in which nothing of what was chosen is found is `skipped`; that is no error.
    """

    record: str
    reference: str
    files: tuple[Path, ...] = ()
    error: str = ""
    skipped: str = ""


def draw_all(order: Order, *, jobs: int = 1) -> Iterator[Drawn]:
    """Draw all records, in the order of their IRIs; the same build gives the same files whatever the number of `jobs`.

    A record that cannot be drawn says so and stops no other. Raises WorkerError where a process was killed, and
    StoreError where `graph` is no build. What is not yet begun when the caller stops is not begun; each file is there
    whole or not at all.
    """
    order.out.mkdir(parents=True, exist_ok=True)
    records = all_records(_source(order))
    yield from spread(_Artist, order, records, jobs=jobs, chunk=_CHUNK)


def count_records(graph: Path) -> int:
    """Give how many records a build has."""
    return int(open_output(graph).manifest["records"])


def file_stem(record: str) -> str:
    """Give the name of a record's files, without ending: the end of its IRI where that is plain.

    >>> file_stem("https://avggraph.example/id/rijksoverheid/verwerking/m4089")
    'm4089'
    >>> file_stem("https://avggraph.example/id/rijksoverheid/verwerking/../x%2Fy")
    'verwerking-15fd1d186a62'
    """
    name = local_name(record)
    if _PLAIN.fullmatch(name) and not is_device(name):
        return name
    return f"verwerking-{hashlib.sha256(record.encode()).hexdigest()[:12]}"


def _source(order: Order) -> Source:
    output = open_output(order.graph)
    return Source(OxigraphEngine(output.open_store()), order.language, output.documents)


class _Artist:
    """One process's eyes and hand."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._source = _source(order)
        self._date = open_output(order.graph).date

    def __call__(self, record: str) -> Drawn:
        order = self._order
        reference = local_name(record)
        try:
            facts = facts_of(self._source, record, order.language)
            reference = facts.reference
            diagram = select(compose(facts, order.language, order.view, date=self._date), order.selection)
        except NothingChosenError as error:
            return Drawn(record, reference, skipped=str(error))
        except AvggraphError as error:
            return Drawn(record, reference, error=str(error))
        files, errors = [], []
        for name in order.formats:
            path = order.out / f"{file_stem(record)}.{name}"
            try:
                write_whole(path, render(diagram, name, order.options))
                files.append(path)
            except AvggraphError as error:
                errors.append(str(error))
        return Drawn(record, reference, tuple(files), " ".join(errors))
