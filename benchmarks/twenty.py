"""The twenty saved questions that are asked of each build: parties, data, bases, retention, flows, what is lacking."""

from __future__ import annotations

from avggraph.query import Engine, bind, load_catalogue, select_each

from .clock import Clock

QUESTIONS = (
    "records",
    "purposes",
    "legal-bases",
    "laws-ranked",
    "data-categories",
    "special-data",
    "special-data-grounds",
    "retention",
    "retention-unbounded",
    "sources",
    "recipients",
    "processors",
    "joint-controllers",
    "shared-recipients",
    "shared-systems",
    "cross-ministry-flows",
    "ministry-overview",
    "transfers",
    "automated-decisions",
    "incomplete-records",
)


def ask_all(engine: Engine, clock: Clock) -> int:
    """Ask them, while the clock runs; give the number of rows."""
    catalogue = load_catalogue()
    with clock:
        queries = [bind(catalogue[question], {}, catalogue, engine) for question in QUESTIONS]
        return sum(len(table.rows) for table in select_each(engine, queries))
