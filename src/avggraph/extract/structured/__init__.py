"""Structured sources to descriptions: which kind of register a source is, and its values by their keys."""

from __future__ import annotations

from collections.abc import Sequence

from avggraph.description import Description, RecordKind
from avggraph.errors import NotADescriptionError, Where
from avggraph.extract.kind import record_kind
from avggraph.extract.structured.assemble import assemble
from avggraph.extract.structured.entries import entries_of
from avggraph.extract.structured.markdown import is_private_page, markdown_entries
from avggraph.read.structured.keys import TELLING, key_table
from avggraph.text import SourceText

__all__ = ["LAYOUTS", "read", "score"]

# The names a description's layout may have here, and the table of keys each one goes by.
LAYOUTS = {
    "export-verantwoordelijke": "export",
    "export-verwerker": "export",
    "export-wpg": "export",
    "spreadsheet": "export",
    "markdown": "export",
    "transfer": "transfer",
    "gent": "gent",
    "logius": "logius",
}

# So many different fields of a description make a source one, however many keys of its own it has.
_CLEAR = 4

_EXPORTS = {
    RecordKind.CONTROLLER: "export-verantwoordelijke",
    RecordKind.PROCESSOR: "export-verwerker",
    RecordKind.LAW_ENFORCEMENT: "export-wpg",
}
_SHEETS = frozenset({"csv", "xlsx"})


def score(source: SourceText) -> float:
    """Say how much a source looks like a record of a register this project knows, 0 to 1.

    Plain text is none, but for the private Markdown page of the register's successor.

    >>> from avggraph.read.structured import read_json
    >>> score(next(read_json(b'{"Naam": "Parkeren", "Doelen": [{"Doel": "Toezicht"}]}', "a.json")))
    1.0
    >>> score(next(read_json(b'{"name": "left-pad", "version": "1.0.0"}', "package.json")))
    0.0
    """
    return _best(source)[0]


def read(source: SourceText) -> Description:
    """Read a structured source. Raises `NotADescriptionError` where no key of it is that of a register."""
    value, register = _best(source)
    if not value:
        raise NotADescriptionError(
            "Geen sleutel of kop hoort bij een verwerking in een bekend register.", where=Where(source.path)
        )
    entries = entries_of(source) if source.cells else markdown_entries(source)
    return assemble(source.text, entries, key_table(register), _layout(source, register))


def _best(source: SourceText) -> tuple[float, str]:
    """Give the register whose keys a source has most of, and how much that says; the first by name of equal ones."""
    if source.cells:
        paths = [cell.path for cell in source.cells]
        return max(((_score(paths, register), register) for register in _registers()), key=lambda one: one[0])
    entries = markdown_entries(source) if is_private_page(source) else ()
    return _score([entry.path for entry in entries], "export"), "export"


def _registers() -> list[str]:
    return sorted(set(LAYOUTS.values()))


def _score(paths: Sequence[tuple[str, ...]], register: str) -> float:
    keys = [key_table(register).find(path) for path in paths]
    fields = {key.field for key in keys if key}
    telling = fields & TELLING
    if not telling:
        return 0.0
    # One telling key may be a coincidence.
    return max(sum(key is not None for key in keys) / len(keys), min(1.0, (len(telling) - 1) / (_CLEAR - 1)))


def _layout(source: SourceText, register: str) -> str:
    if register != "export":
        return register
    if not source.cells:
        return "markdown"
    if source.kind in _SHEETS:
        return "spreadsheet"
    return _EXPORTS[record_kind(source)]
