"""The questions that only the site asks, `data/site/queries/`: of one thing, or counted over all things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from avggraph import resources
from avggraph.errors import KnowledgeError
from avggraph.query import Engine
from avggraph.query.values import written_iri

_NODE = "?node"
_OF_ONE = "SELECT DISTINCT ?role ?record"
_COUNTED = "(COUNT(DISTINCT ?record) AS ?records)"

Counts = Mapping[str, Mapping[str, int]]
"""How many records a thing (by its IRI) has in each role."""


@cache
def question_text(name: str) -> str:
    """Give the text of one of the site's own questions; KnowledgeError where its file cannot be read."""
    path = resources.data("site", "queries", f"{name}.rq")
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise KnowledgeError(f"data/site/queries/{name}.rq cannot be read.", advice="Restore the file.") from error


def rows_about(engine: Engine, question: str, node: str) -> tuple[dict[str, str], ...]:
    """Answer a question about a node, which stands in its text as `?node`; a cell without a value is empty.

    The node is written into the text and not bound: the engine then begins its search there.
    """
    return engine.select(question_text(question).replace(_NODE, written_iri(node))).texts()


def count_records(engine: Engine, question: str) -> Counts:
    """Count what a question about the records of one thing (`SELECT DISTINCT ?role ?record`) would give of each."""
    counted = question_text(question).replace(_OF_ONE, f"SELECT ?node ?role {_COUNTED}")
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in engine.select(f"{counted}GROUP BY ?node ?role HAVING (COUNT(?record) > 0)").texts():
        counts[row["node"]][row["role"]] = int(row["records"])
    return counts
