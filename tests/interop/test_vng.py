"""VNG's API of processing activities: what is written holds to it, and what it requires and nobody knows is told."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from avggraph.interop import export, vng
from avggraph.store import Output
from interop.builds import RECORD, readings
from interop.schemas import vng_errors


def numbers(output: Output) -> dict[str, str]:
    """A made-up number for every controller."""
    controllers = sorted({iri for reading in readings(output) for iri in reading.iris("dpv:hasDataController")})
    return {iri: f"{number:020}" for number, iri in enumerate(controllers, 1)}


def test_every_activity_and_the_list_hold_to_the_description(register: Output, shared: Path, tmp_path: Path) -> None:
    export(register, "vng", tmp_path, oins=numbers(register))
    activities = [json.loads(path.read_bytes()) for path in tmp_path.glob("verwerkingsactiviteit/*/index.json")]
    required = {
        reading.key
        for reading in readings(register)
        if all(
            reading.names(path)
            for path in (
                "dct:title",
                "dpv:hasDataController",
                "dpv:hasPurpose/dct:description",
                "dpv:hasPurpose/avg:legalBasisText",
            )
        )
    }
    assert len(activities) >= len(required) > 0
    for activity in activities:
        assert not vng_errors(shared, "Verwerkingsactiviteit", activity)
    page = json.loads((tmp_path / "verwerkingsactiviteiten/index.json").read_bytes())
    assert page["count"] == len(activities) and page["next"] is None and page["previous"] is None
    assert sorted(page["results"], key=lambda each: each["id"]) == sorted(activities, key=lambda each: each["id"])


def test_pages_name_each_other(examples: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vng, "_PAGE", 7)
    export(examples, "vng", tmp_path, oins=numbers(examples))
    address, seen = f"{examples.base}api/verwerkingsactiviteiten", []
    previous = None
    while address:
        path = address.removeprefix(f"{examples.base}api/")
        page = json.loads((tmp_path / path / "index.json").read_bytes())
        assert page["previous"] == previous
        seen += [each["id"] for each in page["results"]]
        assert page["count"] == len(list(tmp_path.glob("verwerkingsactiviteit/*/index.json")))
        address, previous = page["next"], address
    assert len(seen) == len(set(seen)) == page["count"] > 14


def test_without_numbers_nothing_is_written_and_all_is_told(examples: Output, tmp_path: Path) -> None:
    export(examples, "vng", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["not_expressed.csv"]
    with (tmp_path / "not_expressed.csv").open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    lacking = {
        row["record"] for row in told if (row["field"], row["reason"]) == ("verantwoordelijkeOrganisatie", "required")
    }
    assert lacking == {reading.iri for reading in readings(examples)}


def test_an_activity_says_what_the_graph_says(examples: Output, tmp_path: Path) -> None:
    export(examples, "vng", tmp_path, only=[f"{RECORD}m9001"], oins=numbers(examples))
    (path,) = tmp_path.glob("verwerkingsactiviteit/*/index.json")
    activity = json.loads(path.read_bytes())
    assert activity["grondslag"] == "Wettelijke verplichting; Toestemming betrokkene"
    assert activity["afnemendeInternationaleDerden"] == ["India", "Zuid-Afrika"]
    assert "Immigratie- en Naturalisatiedienst" in activity["afnemendeCategorieOntvangers"]
    assert {"rolBetrokkene": "Visumaanvragers", "naam": "vingerafdruk"} in activity["verwerktePersoonsgegevens"]
    assert "3 maanden" in activity["bewaartermijn"]


def test_a_record_that_transfers_nothing_has_no_third_parties_abroad(examples: Output, tmp_path: Path) -> None:
    export(examples, "vng", tmp_path, only=[f"{RECORD}m9002"], oins=numbers(examples))
    (path,) = tmp_path.glob("verwerkingsactiviteit/*/index.json")
    assert "afnemendeInternationaleDerden" not in json.loads(path.read_bytes())
