"""The sets of field values, and the scores of the readers on one of them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from avggraph.resolve.organisations import load_organisations
from avggraph.vocabulary import load_vocabulary
from gold import score_concepts, score_laws, score_parties, score_persons, score_retention
from gold.tally import Tally

HERE = Path(__file__).parent
BASE = "https://avggraph.example/"
# The schemes of which the sets hold field values.
SCHEMES = ("persoonsgegevens", "betrokkenen", "doelen")


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A set by one author: its folder, and the lists of what that author could choose from when it was written."""

    name: str
    concepts: str
    organisations: str | None

    @property
    def folder(self) -> Path:
        """Where its tables are."""
        return HERE / self.name


SETS = (
    GoldSet("development", "concepts-1.txt", "organisations-1.txt"),
    GoldSet("second", "concepts-1.txt", "organisations-1.txt"),
    GoldSet("third", "concepts-2.txt", None),
    GoldSet("fourth", "concepts-2.txt", None),
)


@cache
def scores(gold: GoldSet) -> dict[str, Tally]:
    """Score all readers on a set; "concepts", "parties" and so on are over all its rows of a kind."""
    return dict(_scores(gold))


def rows(path: Path) -> list[dict[str, str]]:
    """Read a table; a value is as it stands, with its quotation marks."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _scores(gold: GoldSet) -> Iterator[tuple[str, Tally]]:
    listed = (HERE / gold.concepts).read_text(encoding="utf-8").split()
    by_scheme = score_concepts.score(rows(gold.folder / "concepts.tsv"), load_vocabulary(), frozenset(listed))
    yield from by_scheme.items()
    yield "concepts", Tally.sum(by_scheme[scheme] for scheme in SCHEMES)
    known = (HERE / gold.organisations).read_text(encoding="utf-8").split() if gold.organisations else None
    parties = score_parties.score(rows(gold.folder / "parties.tsv"), load_organisations(base=BASE), known)
    yield "parties", parties.pop("all")
    yield from parties.items()
    retention = score_retention.score(rows(gold.folder / "retention.tsv"))
    yield "retention", retention["exact"]
    yield "retention with its words", retention["words"]
    yield "laws", score_laws.score(rows(gold.folder / "laws.tsv"))
    yield "persons", score_persons.score(rows(gold.folder / "persons.tsv"))
