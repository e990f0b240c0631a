"""The first rows of a saved question whose header says `per: record`: a few records answer, not the whole register.

To sort all rows is most of the work where only the first are wanted. Rows of such a question are of one record each, in
the order of its reference, and rest on that record alone and on what records share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from avggraph.publish.desk import Desk
from avggraph.query import Table

# Records that are asked at first, how many times more where they have too few rows, and how many at most.
_FEW, _MORE, _MANY = 8, 4, 128


def first_rows(desk: Desk, query: str, most: int, references: Mapping[str, str]) -> Table | None:
    """Answer a question with its first rows, `most` of them; None where the first records do not have that many.

    `references` gives the reference of each record, by its IRI.
    """
    for records, bound in _beginnings(references):
        desk.lay(*records)
        table = desk.engine.select(query)
        at = table.columns.index("reference" if "reference" in table.columns else "record")
        # A row of a record that is not on the desk may be lacking before one that stands after it.
        rows = tuple(row for row in table.rows if str(row[at]) < bound)
        if len(rows) >= most:
            return Table(table.columns, rows[:most])
    return None


def _beginnings(references: Mapping[str, str]) -> Iterator[tuple[list[str], str]]:
    """Give the first records, ever more of them, with the reference of the first one that is not among them."""
    ordered = sorted(references, key=lambda record: (references[record], record))
    groups = [list(group) for _, group in groupby(ordered, key=references.__getitem__)]
    few = _FEW
    while few <= _MANY and few < len(groups):
        yield [record for group in groups[:few] for record in group], references[groups[few][0]]
        few *= _MORE
