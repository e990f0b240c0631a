"""The first rows of a saved question whose header says `per: record`: a few records answer, not the whole register.

To sort all rows is most of the work where only the first are wanted. Rows of such a question are of one record each, in
the order of its reference, and rest on that record alone and on what records share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate, groupby, islice

from avggraph.publish.desk import Desk
from avggraph.query import Table
from avggraph.query.table import Term

# References that are asked about first, and at most.
_FEW, _MANY = 16, 512


def first_rows(desk: Desk, query: str, most: int, references: Mapping[str, str]) -> Table | None:
    """Answer a question with its first rows, `most` of them or all; None where it takes many records to have so many.

    `references` gives the reference of each record, by its IRI. The records stay on the desk, for the next question.
    """
    for records in _beginnings(desk, references):
        desk.lay(*records)
        table = desk.engine.select(query)
        at = table.columns.index("reference" if "reference" in table.columns else "record")
        own = {references[record] for record in records}
        rows: list[tuple[Term, ...]] = [row for row in table.rows if str(row[at]) in own]
        if len(rows) >= most or len(records) == len(references):
            return Table(table.columns, tuple(rows[:most]))
        if len(rows) * _MANY < most * len(own):
            break
    return None


def _beginnings(desk: Desk, references: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Give the records of the first references, of twice as many each time; first what lies on the desk already."""
    ordered = sorted(references, key=lambda record: (references[record], record))
    sizes = (sum(1 for _ in group) for _, group in groupby(ordered, key=references.__getitem__))
    ends = list(accumulate(islice(sizes, _MANY)))
    count = _FEW
    while count < len(ends) and desk.begins_with(ordered[: ends[min(2 * count, len(ends)) - 1]]):
        count *= 2
    while count < len(ends):
        yield tuple(ordered[: ends[count - 1]])
        count *= 2
    if ends:
        yield tuple(ordered[: ends[-1]])
