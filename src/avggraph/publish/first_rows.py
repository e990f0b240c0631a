"""The first rows of a saved question whose header says `per: record`: a few records answer, not the whole register.

To sort all rows is most of the work where only the first are wanted. Rows of such a question are of one record each, in
the order of its reference, and rest on that record alone and on what records share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby, islice

from avggraph.publish.desk import Desk
from avggraph.query import Table
from avggraph.query.table import Term

# References that are asked about at once, and at most.
_BATCH, _MANY = 16, 512


def first_rows(desk: Desk, query: str, most: int, references: Mapping[str, str]) -> Table | None:
    """Answer a question with its first rows, `most` of them; None where it takes many records to have so many.

    `references` gives the reference of each record, by its IRI.
    """
    rows: list[tuple[Term, ...]] = []
    for asked, records in enumerate(_batches(references), 1):
        desk.lay(*records)
        table = desk.engine.select(query)
        at = table.columns.index("reference" if "reference" in table.columns else "record")
        own = {references[record] for record in records}
        rows += (row for row in table.rows if str(row[at]) in own)
        if len(rows) >= most:
            return Table(table.columns, tuple(rows[:most]))
        if len(rows) * _MANY < most * _BATCH * asked:
            break
    return None


def _batches(references: Mapping[str, str]) -> Iterator[list[str]]:
    """Give the first records, those of a number of references at a time, in the order of these."""
    ordered = sorted(references, key=lambda record: (references[record], record))
    groups = (tuple(group) for _, group in groupby(ordered, key=references.__getitem__))
    for _ in range(_MANY // _BATCH):
        if few := tuple(islice(groups, _BATCH)):
            yield [record for group in few for record in group]
