"""How well `person_names` finds the names of a gold file with the columns field, text and names.

    python tests/gold/score_persons.py FILE

A name counts without the form of address before it ("de heer P. Bakker" is "P. Bakker"): whether that is left out too
is a matter of taste. Everything else counts: a name too long or too short is one missed and one wrong.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from avggraph.resolve.persons import person_names
from avggraph.resolve.persons.cues import person_cues, plain


@dataclass(frozen=True, slots=True)
class Score:
    """`exact` counts the rows with all names and no other; `errors` has text, gold and found of the others."""

    precision: float
    recall: float
    exact: int
    rows: int
    errors: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]


def score(rows: Iterable[Mapping[str, str]]) -> Score:
    """Score rows of a gold file; names are parted by "; "."""
    right = wrong = missed = exact = number = 0
    errors = []
    for row in rows:
        number += 1
        gold = tuple(filter(None, (name.strip() for name in (row["names"] or "").split(";"))))
        found = tuple(row["text"][slice(*name.span)] for name in person_names(row["text"]))
        expected, got = Counter(map(_bare, gold)), Counter(map(_bare, found))
        right += (expected & got).total()
        wrong += (got - expected).total()
        missed += (expected - got).total()
        if expected == got:
            exact += 1
        else:
            errors.append((row["text"], gold, found))
    return Score(right / max(1, right + wrong), right / max(1, right + missed), exact, number, tuple(errors))


def _bare(name: str) -> str:
    """Fold white space and leave out the forms of address before a name."""
    cues = person_cues()
    words = " ".join(name.split())
    while True:
        long = cues.long_address.match(plain(words))
        first, _, rest = words.partition(" ")
        if long:
            words = words[long.end() :].lstrip(". ")
        elif rest and plain(first).rstrip(".") in cues.forms_of_address.words:
            words = rest
        else:
            return words


def main(path: str) -> None:
    """Print the score of a file and its errors."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        result = score(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    print(f"precision {result.precision:.3f}, recall {result.recall:.3f}, exact {result.exact} of {result.rows}")
    for text, gold, found in result.errors:
        print(f"  {text}\n    gold  {'; '.join(gold)}\n    found {'; '.join(found)}")


if __name__ == "__main__":
    main(sys.argv[1])
