"""Why words were taken for an organisation, and how sure that is.

The numbers order the grounds for whoever checks a graph by hand; they are no measured frequencies.

| confidence | ground |
|---|---|
| 1.0 | the official name is the whole field |
| 0.95 | a listed name is; or either stands in running text |
| 0.9 | an ambiguous name or abbreviation, as a whole field or beside a word that supports it |
| 0.9 | a unit the description itself names, below an organisation that is known |
| 0.9 | the unit an officer heads, found or made from the officer's title |
| 0.8 | the name was not in use on the day of the register |

A legal person that only follows from its unit is as sure as the unit.
"""

from __future__ import annotations

from typing import NamedTuple


class Ground(NamedTuple):
    """A reason in words a reader of the graph understands, and its confidence."""

    rule: str
    confidence: float


OFFICIAL_FIELD = Ground("official name, the whole field", 1.0)
OFFICIAL_TEXT = Ground("official name", 0.95)
LISTED_FIELD = Ground("listed name, the whole field", 0.95)
LISTED_TEXT = Ground("listed name", 0.95)
AMBIGUOUS_FIELD = Ground("ambiguous name, the whole field", 0.9)
AMBIGUOUS_TEXT = Ground("ambiguous name, beside a word that supports it", 0.9)
UNIT_OF_DESCRIPTION = Ground("unit named in the description", 0.9)
UNIT_OF_OFFICE = Ground("unit of the office", 0.9)
UNIT_MADE_OF_OFFICE = Ground("unit named by the office", 0.9)
# The words name a unit; the legal person is what the unit is part of.
LEGAL_PERSON_OF_UNIT = "legal person of the unit"

_NOT_IN_USE = 0.8


def of_another_time(ground: Ground) -> Ground:
    """Give the ground of a name that was not in use on the day asked for.

    >>> of_another_time(OFFICIAL_TEXT)
    Ground(rule='official name, not in use on that day', confidence=0.8)
    """
    return Ground(f"{ground.rule}, not in use on that day", min(ground.confidence, _NOT_IN_USE))
