"""Truth tables of guides: the rows, and what `avggraph.share` makes of them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from avggraph.share import Guide, Necessity, Terms, Verdict, assess, understand

NECESSITY = {"yes": Necessity.YES, "no": Necessity.NO, "": Necessity.NOT_STATED}


@dataclass(frozen=True)
class Wanted:
    """What a row wants: the codes of the outcome, the duties and the rules."""

    outcome: str
    duties: frozenset[str]
    rules: frozenset[str]


def rows(table: Path) -> Iterator[tuple[Mapping[str, str], Wanted]]:
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row, Wanted(row["outcome"], frozenset(row["duties"].split()), frozenset(row["rules"].split()))


def verdict_on(terms: Terms, guide: Guide, row: Mapping[str, str]) -> Wanted:
    """Answer a row; an empty cell is not stated."""
    question = understand(
        terms,
        guide,
        row["requester"],
        row["data_class"],
        necessary=NECESSITY[row["necessary"]],
        purpose=row["purpose"],
        mandate=row["mandate_has"] or None,
        document=row["asset"],
    )
    (item,) = assess(guide, question).items
    return codes(item.verdict)


def codes(verdict: Verdict) -> Wanted:
    return Wanted(
        verdict.outcome.code,
        frozenset(duty.code for duty in verdict.duties),
        frozenset(rule.code for rule in verdict.rules),
    )
