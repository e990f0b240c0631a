"""A JSON array of many objects as text, object by object: what all are made of is many times their text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import orjson

BEGIN, BETWEEN, END, EMPTY = "[\n", ",\n", "\n]\n", "[]\n"
"""What stands before, between and after rows, and the array that has none."""

# How a row begins and goes on, and what stands around the rows.
_ROW, _INSIDE = b"  ", b"   "
_AROUND = (b"[\n", b"]\n", b"[]\n")


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
    before = BEGIN
    for row in rows:
        yield f"{before}{indented_row(row)}"
        before = BETWEEN
    yield EMPTY if before == BEGIN else END


def indented_row(row: object) -> str:
    """Give one row as it stands in such an array, which is `BEGIN`, rows with `BETWEEN` between two, and `END`.

    >>> indented_row({"naam": "A"})
    '  {\\n    "naam": "A"\\n  }'
    """
    # A line break in a string is written as an escape.
    return "  " + orjson.dumps(row, option=orjson.OPT_INDENT_2).decode().replace("\n", "\n  ")


def read_indented(lines: Iterable[bytes]) -> Iterator[object]:
    """Read the rows of an array that `indented` wrote, of its lines with their ends; in memory is one row.

    Raises `ValueError` where it is another text.

    >>> list(read_indented([b"[\\n", b"  {\\n", b'    "naam": "A"\\n', b"  },\\n", b"  []\\n", b"]\\n"]))
    [{'naam': 'A'}, []]
    """
    row: list[bytes] = []
    for line in lines:
        if not line.startswith(_ROW):
            if row or line not in _AROUND:
                raise ValueError(f"{line[:40]!r} is no line of an array of rows")
            continue
        row.append(line)
        # What is inside a row is indented further; what opens one has its end on a line that is like it.
        if not line.startswith(_INSIDE) and not line.endswith((b"{\n", b"[\n")):
            yield orjson.loads(b"".join(row).rstrip(b",\n"))
            row = []
    if row:
        raise ValueError("The last row has no end")
