"""The questions that only the site asks, `data/site/queries/`: of one thing, or of all things at once."""

from __future__ import annotations

from avggraph import resources
from avggraph.query import Engine, OxigraphEngine, Table
from avggraph.query.form import Form
from avggraph.query.values import written_iri

_NODE = "?node"
_OF_ONE = "SELECT DISTINCT ?role ?record"


class TrustedEngine(OxigraphEngine):
    """Oxigraph for questions of our own, which are SELECT queries of the union of all graphs: it does not look at each.

    A record's diagram asks some seventy, and to tell their form took longer than to answer them.
    """

    def _is_over_all(self, query: str, *forms: Form) -> bool:  # noqa: ARG002
        return True


def rows_about(engine: Engine, question: str, node: str) -> tuple[dict[str, str], ...]:
    """Answer a question about a node, which stands in its text as `?node`; a cell without a value is empty.

    The node is written into the text and not bound: the engine then begins its search there.
    """
    return engine.select(resources.question("site", question).replace(_NODE, written_iri(node))).texts()


def records_of_all(engine: Engine, question: str) -> Table:
    """Answer a question about the records of one thing (`SELECT DISTINCT ?role ?record`) for every thing: `?node`."""
    return engine.select(resources.question("site", question).replace(_OF_ONE, f"{_OF_ONE} {_NODE}"))
