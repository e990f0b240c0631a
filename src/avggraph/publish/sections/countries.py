"""Countries outside the European Economic Area that records name: as the place of a transfer, or otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from avggraph.graph.terms import DPV
from avggraph.publish.things.content import Fact, Text
from avggraph.publish.things.section import Kind, Things
from avggraph.publish.words import words
from avggraph.query.values import local_name


class Countries(Things):
    """`doc/land/…` and `landen/`."""

    kind = Kind(
        words="countries",
        list="landen/",
        classes=(DPV.ThirdCountry,),
        question="country-records",
        roles=("transfer", "named"),
        columns=("transfer",),
    )

    def facts(self, iri: str, language: str) -> Iterable[Fact]:
        """See `Things`."""
        yield Fact(words(language)("countries.code"), (Text(local_name(iri).upper()),))

    def structured(self, iri: str, language: str) -> Mapping[str, Any]:  # noqa: ARG002
        """See `Things`."""
        return {"@type": "Country", "identifier": local_name(iri).upper()}
