"""The real export through a whole build: every value is in the graph, or the report says that it is withheld."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from avggraph.pipeline import BuildOptions, build
from avggraph.read import normalise
from avggraph.text import fold

EXPORT = "reference/register-samples/avgregister-rijksoverheid-export-import.zip"


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if items is None:
        yield path, value
        return
    for key, inner in items:
        yield from leaves(inner, (*path, str(key)))


@pytest.fixture(scope="module")
def values(shared: Path) -> list[tuple[str, str]]:
    """Every stated value of the three registers, with its key path."""
    found = []
    with zipfile.ZipFile(shared / EXPORT) as archive:
        for name in archive.namelist():
            for path, value in leaves(json.loads(archive.read(name).decode("utf-8-sig"))):
                if value not in (None, "") and fold(normalise(str(value))):
                    written = str(value).lower() if isinstance(value, bool) else fold(normalise(str(value)))
                    found.append((".".join(path[1:]), written))
    return found


def said_in(folder: Path) -> str:
    texts = (quad.object.value for quad in ox.parse(path=folder / "graph.nq") if isinstance(quad.object, ox.Literal))
    return "\n".join(sorted(set(texts)))


def test_every_value_is_in_the_graph_when_names_are_asked_for(
    shared: Path, values: list[tuple[str, str]], tmp_path: Path
) -> None:
    build([shared / EXPORT], tmp_path / "out", BuildOptions(with_names=True))
    said = said_in(tmp_path / "out")
    assert len(values) > 100
    assert [(path, value) for path, value in values if value not in said] == []


def test_a_value_that_is_not_published_is_said_to_be_withheld(
    shared: Path, values: list[tuple[str, str]], tmp_path: Path
) -> None:
    result = build([shared / EXPORT], tmp_path / "out")
    said = said_in(tmp_path / "out")
    withheld = {path for document in result.documents for path in document.withheld}
    assert any("Contactpersonen" in path for path in withheld)
    assert [(path, value) for path, value in values if value not in said and path not in withheld] == []
