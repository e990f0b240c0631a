"""Property paths: what they lead to, and what is no path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from avggraph import resources
from avggraph.errors import KnowledgeError
from avggraph.interop.paths import Step, parse_path
from avggraph.store import Output
from interop.builds import reading_of

DPV = "https://w3id.org/dpv#"
AVG = "https://w3id.org/avggraph/def#"
TABLES = ("logius", "vng", "oslo", "article30", "dpia", "fides")


def test_routes_steps_inverses_and_conditions() -> None:
    path = parse_path("^avg:inRecord[avg:kind=avg:Disclosure]/avg:to|.")
    assert path.routes == (
        (Step(f"{AVG}inRecord", True, (f"{AVG}kind", f"{AVG}Disclosure")), Step(f"{AVG}to")),
        (),
    )


@pytest.mark.parametrize("text", ["", "dpv:hasPurpose/", "hasPurpose", "foaf:name", "dpv:a[dpv:b]", "dpv:a dpv:b", "*"])
def test_what_is_no_path_is_said(text: str) -> None:
    with pytest.raises(KnowledgeError):
        parse_path(text)


def paths_in(table: Any) -> Iterator[str]:
    """Every value of a table that is a path by its key."""
    keys = {"path", "each", "cite", "concept", "unless", "except"}
    if isinstance(table, dict):
        for key, value in table.items():
            if isinstance(value, str) and key in keys:
                yield value
            elif key in {"paths", "without-place", "steps"}:
                yield from value.values()
            else:
                yield from paths_in(value)
    elif isinstance(table, list):
        for each in table:
            yield from paths_in(each)


@pytest.mark.parametrize("name", TABLES)
def test_every_path_of_the_tables_is_one(name: str) -> None:
    with resources.table(resources.data("interop", f"{name}.toml")) as table:
        found = [path for path in paths_in(table) if path]
    assert len(found) > 10
    for path in found:
        parse_path(path)


def test_what_a_path_leads_to(examples: Output) -> None:
    reading = reading_of(examples, "m9001")
    assert reading.names("dpv:hasDataController") == ("ministerie van Buitenlandse Zaken",)
    assert reading.names("^avg:inRecord[avg:kind=avg:ThirdCountryTransfer]/avg:to") == ("India", "Zuid-Afrika")
    assert reading.names("dpv:hasProcess/dpv:hasStorageCondition/avg:isoDuration") == ("P5Y", "P7Y", "P3M")
    special = reading.names("dpv:hasPersonalData[rdf:type=dpv:SpecialCategoryPersonalData]", language="en")
    assert special == ("biometric data", "fingerprint")
    assert reading.names("avg:transferOutsideEU", language="en") == ("yes",)
    # A basis is called what our concept is that means the same.
    assert reading.names("dpv:hasLegalBasis") == ("toestemming", "wettelijke verplichting")


def test_words_that_a_value_rests_on(examples: Output) -> None:
    reading = reading_of(examples, "m9001")
    cited = {
        path: [each.words for found in reading.follow(path) for each in reading.citations(found)]
        for path in ("dpv:hasDataProcessor", "avg:transferText", "dpv:hasProcess/dpv:hasDataSubject")
    }
    assert cited["dpv:hasDataProcessor"] == ["SSC-ICT"]
    assert len(cited["avg:transferText"]) == 2 and cited["avg:transferText"][1].startswith("Het gaat om India")
    assert "Visumaanvragers" in cited["dpv:hasProcess/dpv:hasDataSubject"]
    # Of a kind of data: where the block names it, and not another block.
    first = next(each for each in reading.follow("dpv:hasProcess/dpv:hasPersonalData") if each.iri.endswith("/adres"))
    assert [each.words for each in reading.citations(first)] == ["adres"]
