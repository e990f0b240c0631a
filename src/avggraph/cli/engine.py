"""The choice of an engine: a build's folder or an endpoint, made in one place for every command that asks."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from avggraph.cli.options import seconds_of
from avggraph.errors import UsageError

if TYPE_CHECKING:
    from avggraph.query import Engine

# The names of the engines for a folder, the usual one first.
ENGINES = ("oxigraph", "rdflib")


@contextmanager
def engine_of(
    folder: Path | None, endpoint: str | None, name: str | None, timeout: float, union: str
) -> Iterator[Engine]:
    """Give the engine that was asked for; at the end, also of a failure, its notices go to stderr."""
    if folder is not None and endpoint is None:
        yield _of_folder(folder, name or ENGINES[0])
        return
    if folder is not None or endpoint is None:
        raise UsageError(
            "Er is een map en een --endpoint." if folder else "Er is geen map en geen --endpoint.",
            advice="Geef één van beide: de map die `avggraph build` schreef, of --endpoint ADRES.",
        )
    if name is not None:
        raise UsageError("--engine kiest waarmee een map wordt gelezen.", advice="Laat --engine weg bij --endpoint.")
    from avggraph.query import EndpointEngine
    from avggraph.remote import Address, credentials_for

    engine = EndpointEngine(
        endpoint,
        credentials=credentials_for(Address.parse(endpoint), os.environ),
        timeout=seconds_of(timeout),
        union=union,
    )
    try:
        yield engine
    finally:
        engine.close()
        for notice in engine.notices:
            sys.stderr.write(f"Let op: {notice}\n")


def texts_of(folder: Path | None) -> Mapping[str, str]:
    """Give the texts of a build's source documents by their IRI; an endpoint has only the graph, and no texts."""
    from avggraph.store import open_output

    return open_output(folder).documents if folder else {}


def _of_folder(folder: Path, name: str) -> Engine:
    from avggraph import load
    from avggraph.query import OxigraphEngine, RdflibEngine
    from avggraph.store import open_output

    match name:
        case "oxigraph":
            return OxigraphEngine(open_output(folder).open_store())
        case "rdflib":
            return RdflibEngine(load(folder).dataset())
        case _:
            raise UsageError(f"De engine {name!r} bestaat niet.", advice=f"Kies uit: {', '.join(ENGINES)}.")
