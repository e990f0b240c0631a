"""avggraph: the Dutch AVG register as one validated, cited knowledge graph.

The names in `__all__` are the public face; what a submodule's `__init__` exports may be leaned on too, the rest
may change.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from avggraph.version import __version__

if TYPE_CHECKING:
    import rdflib

__all__ = ["__version__", "load"]


def load(folder: str | Path) -> rdflib.Dataset:
    """Load a build's graph as an rdflib dataset whose default graph is the union of its named graphs.

    rdflib rewrites literals as it reads ("P12M" becomes "P1Y") unless told not to, for the whole process: this
    turns that off while reading, so that the words of the graph are kept. Raises `StoreError` where the folder
    holds no build.
    """
    import rdflib  # noqa: PLC0415 - `import avggraph` stays quick

    from avggraph.store import open_output  # noqa: PLC0415

    output = open_output(Path(folder))
    dataset = rdflib.Dataset(default_union=True)
    normalising = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        dataset.parse(output.folder / "graph.nq", format="nquads")
    finally:
        rdflib.NORMALIZE_LITERALS = normalising
    return dataset
