"""Our stations from a finished graph on: the database, its questions, the network, drawings and the site."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from avggraph.query import OxigraphEngine, load_catalogue
from avggraph.store import database, open_output

from .clock import Clock
from .data import Amounts, Data, size_of
from .twenty import ask_all


def load(data: Data, clock: Clock) -> Amounts:
    """Load N-Quads into a database, compacted as a build leaves it."""
    with TemporaryDirectory(dir=data.folder) as folder:
        with clock:
            database.fill(Path(folder), data.quads)
        quads = len(ox.Store.read_only(folder))
        return Amounts(data.quads.stat().st_size, size_of(Path(folder)), quads)


def queries(data: Data, clock: Clock) -> Amounts:
    """Ask the twenty questions; `things` are the rows."""
    return Amounts(things=ask_all(OxigraphEngine(open_output(data.build).open_store()), clock))


def analysis(data: Data, clock: Clock) -> Amounts:
    """Read the network and the register from the database, and compute what the site and the reports show."""
    from avggraph.network import (  # noqa: PLC0415 - only what is measured is in memory
        Sensitive,
        communities,
        concentration,
        controller_pairs,
        cut_points,
        network_of,
        rank,
        register_of,
        shared_processors,
        shared_recipients,
    )

    engine, catalogue = OxigraphEngine(open_output(data.build).open_store()), load_catalogue()
    with clock:
        network = network_of(engine, catalogue, data=False)
        register = register_of(engine, catalogue)
        shared_recipients(network)
        controller_pairs(network)
        shared_processors(register)
        cut_points(network)
        communities(network)
        for measure in ("degree", "betweenness", "pagerank"):
            rank(network, measure)
        for kind in Sensitive:
            concentration(register, kind)
    return Amounts(things=network.number_of_edges())


def diagrams(data: Data, clock: Clock) -> Amounts:
    """Draw every record."""
    from avggraph.diagram.batch import Order, draw_all  # noqa: PLC0415

    with TemporaryDirectory(dir=data.folder) as folder:
        with clock:
            drawn = list(draw_all(Order(data.build, Path(folder)), jobs=data.jobs))
        return Amounts(written=size_of(Path(folder)), things=len(drawn))


def site(data: Data, clock: Clock) -> Amounts:
    """Write the site; `things` are its pages."""
    from avggraph.publish import Order, publish  # noqa: PLC0415

    with TemporaryDirectory(dir=data.folder) as folder:
        with clock:
            pages = sum(1 for _ in publish(Order(data.build, Path(folder) / "site", jobs=data.jobs)))
        return Amounts(written=size_of(Path(folder)), things=pages)
