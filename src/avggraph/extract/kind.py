"""Which kind of register a source is from, as far as it says so itself (`data/registers/kinds.toml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from avggraph import resources
from avggraph.description import RecordKind
from avggraph.text import SourceText


@dataclass(frozen=True, slots=True)
class _Signs:
    kind: RecordKind
    folder: str
    keys: frozenset[str]
    signs: tuple[str, ...]
    lines: tuple[re.Pattern[str], ...]


def record_kind(source: SourceText) -> RecordKind:
    """Give the kind of register a record is from; one that says nothing is a controller's.

    The name of a folder or an archive counts for structured sources alone: a page may stand in any folder.

    >>> law = "in het kader van de Wet politiegegevens"
    >>> record_kind(SourceText.of("a.txt", f"een beschrijving van gegevensverwerking Cameratoezicht {law}"))
    <RecordKind.LAW_ENFORCEMENT: 'LawEnforcement'>
    >>> record_kind(SourceText.of("a.txt", f"Wij verstrekken {law} gegevens aan de politie."))
    <RecordKind.CONTROLLER: 'Controller'>
    """
    folders = _first_words(source.path) if source.cells else frozenset()
    folded = source.text.casefold()
    roots = {cell.path[0] for cell in source.cells}
    for said in (
        lambda signs: signs.folder in folders,
        lambda signs: signs.keys & roots,
        lambda signs: (
            any(sign in folded for sign in signs.signs) and any(line.search(source.text) for line in signs.lines)
        ),
    ):
        for signs in _signs():
            if said(signs):
                return signs.kind
    return RecordKind.CONTROLLER


def _first_words(path: str) -> frozenset[str]:
    """Give the words of the first segment of a path, in the file system and inside an archive."""
    return frozenset(word for part in path.casefold().split("#") for word in part.split("/")[0].split())


@cache
def _signs() -> tuple[_Signs, ...]:
    with resources.table(resources.data("registers", "kinds.toml")) as table:
        return tuple(
            _Signs(
                RecordKind(entry["kind"]),
                entry["folder"],
                frozenset(entry["keys"]),
                tuple(entry["signs"]),
                tuple(re.compile(line, re.IGNORECASE | re.MULTILINE) for line in entry["lines"]),
            )
            for entry in table["kind"]
        )
