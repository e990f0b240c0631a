"""Retention texts: exact where every branch has the right kind, duration, bound, code and references."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from avggraph.resolve.normal_form import normal_form
from avggraph.resolve.retention import read_retention
from avggraph.text import Span
from gold.tally import Tally

Row = tuple[Any, ...]
_ARTICLES = ("de ", "het ", "een ")


def score(rows: Iterable[Mapping[str, str]]) -> dict[str, Tally]:
    """Tally rows of `text, expected` (a JSON array of branches): a row is one item.

    "exact" leaves the words of events and conditions aside; "words" compares those too, without case, punctuation
    at the ends and a leading article.
    """
    tallies = {"exact": Tally(), "words": Tally()}
    for row in rows:
        text = row["text"]
        found = read_retention(text).branches
        got = tuple((each.kind, each.duration, each.bound, each.code, *each.references) for each in found)
        gold: list[dict[str, Any]] = json.loads(row["expected"])
        want = tuple((b["kind"], b["duration"], b["bound"], b["code"], *b["references"]) for b in gold)
        tallies["exact"].add(text, [want], [got])
        said = tuple((_words(text, each.event), _words(text, each.condition)) for each in found)
        meant = tuple((_bare(b["event"]), _bare(b["condition"])) for b in gold)
        tallies["words"].add(text, [(want, meant)], [(got, said)])
    return tallies


def _words(text: str, span: Span | None) -> str | None:
    return _bare(text[span.start : span.end]) if span else None


def _bare(words: str | None) -> str | None:
    if words is None:
        return None
    bare = normal_form(words).text.strip(" .,;:()")
    return next((bare.removeprefix(article) for article in _ARTICLES if bare.startswith(article)), bare)
