"""Citations of laws: exact where a text's provisions are those of the gold, no more and no fewer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from avggraph.resolve.laws import citations, load_laws
from gold.tally import Tally

Provision = tuple[str | None, ...]


def score(rows: Iterable[Mapping[str, str]]) -> Tally:
    """Tally rows of `text, expected` (a JSON array of cited parts); citations without a known law are left aside."""
    laws, tally = load_laws(), Tally()
    for row in rows:
        got: list[Provision] = [
            (citation.law.title, each.article, each.paragraph, each.point)
            if each
            else (citation.law.title, None, None, None)
            for citation in citations(row["text"], laws)
            if citation.law
            for each in citation.provisions or (None,)
        ]
        want = [
            (each["law"], each["article"], each["paragraph"], each["point"]) for each in json.loads(row["expected"])
        ]
        tally.add(row["text"], want, got)
    return tally
