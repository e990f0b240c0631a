"""avggraph: the Dutch AVG register as one validated, cited knowledge graph.

The names in `__all__` are the public face; what a submodule's `__init__` exports may be leaned on too, the rest
may change.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from avggraph.version import __version__

if TYPE_CHECKING:
    from avggraph.register import Register

__all__ = ["__version__", "build", "connect", "load"]


def load(folder: str | Path) -> Register:
    """Open a build, to ask it questions; `StoreError` where the folder holds none."""
    from avggraph.register import open_register  # noqa: PLC0415 - `import avggraph` stays quick

    return open_register(Path(folder))


def connect(endpoint: str, *, timeout: float = 60, union: str = "auto") -> Register:
    """Ask a SPARQL 1.1 endpoint the questions that `load` asks a build.

    Credentials come from the environment or netrc, `timeout` is in seconds, `union` as `--union` (docs/endpoints.md).
    What needs the build's files (texts, the rdflib dataset) raises `StoreError`. Raises `EndpointError` for an address
    that can be none; the server is first asked when a question is.
    """
    from avggraph.register import connected_register  # noqa: PLC0415

    return connected_register(endpoint, timeout=timeout, union=union)


def build(sources: str | Path | Iterable[str | Path], out: str | Path) -> Register:
    """Build the graph of all descriptions under the sources into the folder `out`, and open it.

    `avggraph.pipeline.build` takes options, and tells what became of each document.
    """
    from avggraph import pipeline  # noqa: PLC0415

    given = [sources] if isinstance(sources, str | Path) else sources
    return load(pipeline.build([Path(source) for source in given], Path(out)).folder)
