"""Where the knowledge files are: `ontology/`, `data/` and `queries/`.

In a checkout they stand at the top level; in an installed wheel they travel inside the package.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from avggraph.errors import KnowledgeError

_PACKAGE = Path(__file__).resolve().parent


@cache
def root() -> Path:
    """Give the folder that holds `ontology/`, `data/` and `queries/`.

    >>> (root() / "ontology").is_dir()
    True
    """
    for folder in (_PACKAGE / "shipped", _PACKAGE.parents[1]):
        if (folder / "ontology").is_dir():
            return folder
    raise KnowledgeError(
        "The folders ontology/, data/ and queries/ were not found beside the package.",
        advice="Install avggraph from its wheel, or run it from a full checkout.",
    )


def ontology(*parts: str) -> Path:
    """Give the path of a file or folder under `ontology/`."""
    return root().joinpath("ontology", *parts)


def data(*parts: str) -> Path:
    """Give the path of a file or folder under `data/`."""
    return root().joinpath("data", *parts)


def queries(*parts: str) -> Path:
    """Give the path of a file or folder under `queries/`."""
    return root().joinpath("queries", *parts)
