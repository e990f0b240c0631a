"""What a constraint component of SHACL asks, in a sentence: for shapes that give no message of their own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from avggraph import resources
from avggraph.graph.terms import SH


def sentence(component: str, language: Literal["nl", "en"]) -> str:
    """Say what a value that offends a constraint component (its IRI) lacks; an unknown one is named.

    >>> sentence("http://www.w3.org/ns/shacl#MinCountConstraintComponent", "nl")
    'Er zijn te weinig waarden.'
    """
    known = _sentences().get(component)
    return known[language] if known else f"{component}."


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    path = resources.data("validation", "components.csv")
    return {
        f"{SH.base}{row['component']}Component": {"nl": row["nl"], "en": row["en"]}
        for _where, row in resources.rows(path, "component", "nl", "en")
    }
