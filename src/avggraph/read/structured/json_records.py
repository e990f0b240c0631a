"""JSON: one source text per record, whose cells are the values of the record by their key paths."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TypeAlias

from avggraph.errors import SourceError, Where
from avggraph.read.decode import decode
from avggraph.read.limits import Limits, check_size
from avggraph.read.structured.rendering import Renderer, Value
from avggraph.text import SourceText

# A register's records are some six levels deep.
_DEEPEST = 50
# Half of a pair of UTF-16 is no character; JSON can write one all the same (RFC 8259, section 8.2).
_HALF = re.compile("[\ud800-\udfff]")

Tree: TypeAlias = "str | list[Tree] | Fields"


class Fields(list[tuple[str, Tree]]):
    """The members of a JSON object in file order; a key that stands twice is kept twice."""

    def get(self, key: str) -> Tree | None:
        """Give the first value of a key."""
        return next((value for name, value in self if name == key), None)


def read_json(data: bytes, name: str, limits: Limits | None = None) -> Iterator[SourceText | SourceError]:
    """Read a JSON file: each element of an array, or the one object it holds, is a record.

    The n-th record of an array is named "{name}#n". Numbers keep the digits they were written with, `true` and
    `false` are words, `null`, `""`, `[]` and `{}` are keys without a value. What is no record comes as an error.

    >>> [source.path for source in read_json(b'[{"Naam": "Parkeren"}, {"Naam": "Toezicht"}]', "a.json")]
    ['a.json#1', 'a.json#2']
    """
    try:
        check_size(len(data), limits or Limits(), Where(name))
        text, encoding = decode(data, name)
        tree = parse_json(text, name)
    except SourceError as error:
        yield error
        return
    renderer = Renderer("json", limits or Limits(), encoding)
    if isinstance(tree, Fields):
        yield renderer.render(name, values_of(tree))
        return
    records = tree if isinstance(tree, list) else []
    if not records:
        yield SourceError("Dit JSON-bestand bevat geen records.", where=Where(name))
    for number, record in enumerate(records, 1):
        if renderer.is_full:
            return
        if isinstance(record, Fields):
            yield renderer.render(f"{name}#{number}", values_of(record))
        else:
            yield SourceError(
                "Dit onderdeel van de lijst is geen record met sleutels.", where=Where(f"{name}#{number}")
            )


def parse_json(text: str, name: str) -> Tree:
    """Parse JSON whose scalars become their words. Raises `SourceError` with the line where it is none.

    An escape of half a character (`"\\ud800"`) is read as U+FFFD.

    >>> parse_json('{"Versie": 1.0, "Ja": true, "Leeg": null}', "a.json")
    [('Versie', '1.0'), ('Ja', 'true'), ('Leeg', '')]
    """
    try:
        # Numbers stay as they are written: "1.0" is not "1", and 4,000 digits are no number to compute with.
        tree = json.loads(text, object_pairs_hook=Fields, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise SourceError(
            f"Dit is geen JSON: {error.msg} in kolom {error.colno}.",
            where=Where(name, error.lineno),
            advice="Exporteer het bestand opnieuw.",
        ) from error
    except RecursionError as error:
        raise SourceError("Dit JSON-bestand is te diep genest.", where=Where(name)) from error
    return _words(tree, Where(name))


def _words(tree: object, where: Where, depth: int = 0) -> Tree:
    if depth > _DEEPEST:
        raise SourceError("Dit JSON-bestand is te diep genest.", where=where)
    if isinstance(tree, Fields):
        return Fields((_HALF.sub("\ufffd", key), _words(value, where, depth + 1)) for key, value in tree)
    if isinstance(tree, list):
        return [_words(item, where, depth + 1) for item in tree]
    if isinstance(tree, bool):
        return "true" if tree else "false"
    return "" if tree is None else _HALF.sub("\ufffd", str(tree))


def values_of(tree: Tree, path: tuple[str, ...] = ()) -> Iterator[Value]:
    """Give the values of a tree with their key paths; elements of a list are numbered from 0."""
    if isinstance(tree, str):
        yield Value.at(path, tree)
        return
    members = tree if isinstance(tree, Fields) else Fields((str(number), item) for number, item in enumerate(tree))
    for key, member in members:
        yield from values_of(member, (*path, key))
    if not members and path:
        yield Value.at(path, "")
