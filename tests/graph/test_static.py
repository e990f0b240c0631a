"""Organisations in the graph, on the day the build is asked for."""

from __future__ import annotations

from datetime import date

import pytest

from avggraph.graph import Naming, organisation_quads
from avggraph.graph.terms import AVG, ORG
from avggraph.resolve.organisations import load_organisations

IND = "https://identifier.overheid.nl/tooi/id/oorg/oorg10222"


@pytest.mark.parametrize("on", [date(2024, 1, 1), date(2025, 6, 1), date(2026, 6, 1), None])
def test_an_organisation_answers_to_the_ministry_it_is_part_of_that_day(on: date | None) -> None:
    naming = Naming()
    organisations = load_organisations(base=naming.base)
    ind = organisations.get(IND, on)
    assert ind is not None
    told = {quad[1]: quad[2] for quad in organisation_quads([ind], organisations, naming, on)}
    assert told[AVG.ministry] == told[ORG.unitOf]
