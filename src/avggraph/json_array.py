"""A JSON array of many objects as text, object by object: what all are made of is many times their text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import orjson


def indented(rows: Iterable[object]) -> Iterator[str]:
    """Give the pieces of an array as `orjson` indents it, with a line break at the end.

    >>> print("".join(indented([{"naam": "A"}, {"naam": "B"}])), end="")
    [
      {
        "naam": "A"
      },
      {
        "naam": "B"
      }
    ]
    >>> "".join(indented([]))
    '[]\\n'
    """
    before = "[\n"
    for row in rows:
        # A line break in a string is written as an escape.
        text = orjson.dumps(row, option=orjson.OPT_INDENT_2).decode().replace("\n", "\n  ")
        yield f"{before}  {text}"
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"
