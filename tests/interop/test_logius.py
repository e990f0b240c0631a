"""Logius' draft API: what is written holds to it, and says no more than the graph."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest

from avggraph.interop import FORMATS, Left, Piece, Setting, export
from avggraph.store import Output
from interop.builds import EXAMPLES, RECORD, built_texts, readings
from interop.hand_made import BASE, reading_of_trig
from interop.schemas import logius_errors


def documents(folder: Path, name: str) -> dict[str, dict[str, object]]:
    """The resources of a kind, by the path of their folder."""
    return {
        path.parent.relative_to(folder).as_posix(): json.loads(path.read_bytes())
        for path in sorted(folder.glob(f"{name}/index.json"))
    }


def identifier(iri: str) -> str:
    return str(uuid5(NAMESPACE_URL, iri))


def test_every_document_holds_to_the_description(register: Output, shared: Path, tmp_path: Path) -> None:
    export(register, "logius", tmp_path)
    records = {identifier(reading.iri) for reading in readings(register)}
    activities = documents(tmp_path, "processing_activities/*")
    assert {path.rpartition("/")[2] for path in activities} == records
    for activity in activities.values():
        assert not logius_errors(shared, "ProcessingActivity", activity)
        assert activity["active"] is True and activity["latestVersion"] == 1
    versions = documents(tmp_path, "processing_activities/*/versions/*")
    assert {path.split("/")[1] for path in versions} == records
    for version in versions.values():
        assert not logius_errors(shared, "ProcessingActivityVersion", version)
    for path, entity in documents(tmp_path, "entities/*").items():
        assert not logius_errors(shared, "Entity", entity)
        assert path == f"entities/{entity['id']}"


def test_a_version_says_what_the_graph_says(examples: Output, tmp_path: Path) -> None:
    export(examples, "logius", tmp_path, only=[f"{RECORD}m9001"])
    ((_, version),) = documents(tmp_path, "processing_activities/*/versions/*").items()
    assert version["name"] == "Visumaanvragen voor kort verblijf (voorbeeld)"
    assert version["legalBasis"] == ["Consent", "DataTransferLegalBasis", "LegalObligation"]
    # "visumaanvrager" falls under dpv:Applicant, "deelnemer" is dpv:Participant, "referent" under dpv:DataSubject.
    assert version["dataSubjects"] == ["Applicant", "DataSubject", "Participant"]
    assert version["processingOptions"] == ["Disclose", "Obtain", "Remove", "Store", "Transfer"]
    personal_data = version["personalData"]
    assert isinstance(personal_data, dict) and "burgerservicenummer" in personal_data["categories"]
    # Four blocks, four lengths: the API has room for one, and none is chosen.
    assert "retentionPeriod" not in personal_data
    assert "recipients" not in version and "validFrom" not in version
    left = (tmp_path / "not_expressed.csv").read_text(encoding="utf-8")
    assert "personalData.retentionPeriod,3 maanden,one-only" in left
    assert "recipients,Politie,one-only" in left
    assert "controller,ministerie van Buitenlandse Zaken,no-place" in left


def test_the_index_names_every_activity(examples: Output, tmp_path: Path) -> None:
    export(examples, "logius", tmp_path)
    index = json.loads((tmp_path / "processing_activities/index.json").read_bytes())
    assert [each["iri"] for each in index] == [reading.iri for reading in readings(examples)]
    assert all((tmp_path / f"processing_activities/{each['id']}/index.json").is_file() for each in index)


VERWERKING = "<id/rijksoverheid/verwerking/m1>"


def version_of(statements: str) -> tuple[dict[str, Any], set[tuple[str, str]]]:
    """The version of a record made by hand, and what it could not say with the reason."""
    writer = FORMATS["logius"].start(Setting(BASE))
    found = list(writer.add(reading_of_trig(statements)))
    (data,) = [each.data for each in found if isinstance(each, Piece) and "/versions/" in each.path]
    return json.loads(data), {(each.field, each.reason) for each in found if isinstance(each, Left)}


@pytest.mark.parametrize(
    ("terms", "period", "reason"),
    [
        (('avg:isoDuration "P5Y"', 'avg:isoDuration "P5Y"'), "P5Y", None),
        (('avg:isoDuration "P5Y"', 'avg:isoDuration "P3M"'), None, "one-only"),
        (('avg:isoDuration "P5Y"', "a dpv:StorageDuration"), None, "one-only"),
        (('avg:isoDuration "P5Y" ; avg:bound avg:Minimum', 'avg:isoDuration "P5Y"'), None, "no-term"),
    ],
)
def test_a_period_stands_only_where_all_data_are_kept_for_it(
    terms: tuple[str, str], period: str | None, reason: str | None
) -> None:
    statements = "".join(
        f"{VERWERKING} dpv:hasProcess <id/rijksoverheid/gegevens/m1-{number}> . "
        f"<id/rijksoverheid/gegevens/m1-{number}> dpv:hasPersonalData avgc:naam ; "
        f"dpv:hasStorageCondition <id/rijksoverheid/bewaartermijn/m1-{number}> . "
        f'<id/rijksoverheid/bewaartermijn/m1-{number}> skos:prefLabel "{number}" ; {term} . '
        for number, term in enumerate(terms, 1)
    )
    version, left = version_of(statements)
    assert version["personalData"].get("retentionPeriod") == period
    assert {why for field, why in left if field == "personalData.retentionPeriod"} == ({reason} if reason else set())


def test_a_block_without_a_term_leaves_the_period_out() -> None:
    version, left = version_of(
        f"{VERWERKING} dpv:hasProcess <id/rijksoverheid/gegevens/m1-1> , <id/rijksoverheid/gegevens/m1-2> . "
        "<id/rijksoverheid/gegevens/m1-1> dpv:hasStorageCondition <id/rijksoverheid/bewaartermijn/m1-1> . "
        "<id/rijksoverheid/gegevens/m1-2> dpv:hasPersonalData avgc:naam . "
        '<id/rijksoverheid/bewaartermijn/m1-1> skos:prefLabel "1 jaar"@nl ; avg:isoDuration "P1Y" .'
    )
    assert "retentionPeriod" not in version["personalData"]
    assert ("personalData.retentionPeriod", "no-term") in left


@pytest.mark.parametrize(("role", "written"), [("dpv:hasDataProcessor", "DataProcessor"), ("dpv:hasRecipient", None)])
def test_the_one_recipient_has_a_role_only_where_it_is_said(role: str, written: str | None) -> None:
    organisation = "<id/organisatie/een>"
    version, _ = version_of(f"{VERWERKING} dpv:hasRecipient {organisation} ; {role} {organisation} .")
    assert version["recipients"]["entityId"] == identifier(f"{BASE}id/organisatie/een")
    assert version["recipients"].get("legalRole") == written


def test_each_build_that_says_something_else_is_a_version(shared: Path, tmp_path: Path) -> None:
    text, gone = (
        (EXAMPLES / name).read_text(encoding="utf-8")
        for name in ("voorbeeld-m9001-visumaanvragen.txt", "voorbeeld-m9004-eigen-bijdrage-zorg.txt")
    )
    first = built_texts(tmp_path / "first", {"a.txt": text, "b.txt": gone}, day="2024-01-01")
    same = built_texts(tmp_path / "same", {"a.txt": text, "b.txt": gone}, day="2025-01-01")
    changed = built_texts(tmp_path / "changed", {"a.txt": text.replace("3 maanden", "6 maanden")}, day="2026-01-01")
    out = tmp_path / "api"
    export(changed, "logius", out, earlier=[first, same])
    visa, care = (identifier(f"{RECORD}{key}") for key in ("m9001", "m9004"))
    activities = documents(out, "processing_activities/*")
    assert activities[f"processing_activities/{visa}"] == {"id": visa, "active": True, "latestVersion": 2}
    assert activities[f"processing_activities/{care}"] == {"id": care, "active": False, "latestVersion": 1}
    versions = documents(out, "processing_activities/*/versions/*")
    assert {path.removeprefix("processing_activities/") for path in versions} == {
        f"{visa}/versions/1",
        f"{visa}/versions/2",
        f"{care}/versions/1",
    }
    # Of the first build nobody knows since when its records say what they say.
    assert "validFrom" not in versions[f"processing_activities/{visa}/versions/1"]
    assert versions[f"processing_activities/{visa}/versions/2"]["validFrom"] == "2026-01-01T00:00:00Z"
    for version in versions.values():
        assert not logius_errors(shared, "ProcessingActivityVersion", version)


def _on_ground_e(*words: str) -> str:
    return "".join(
        f"{VERWERKING} dpv:hasLegalBasis eu-gdpr:A6-1-e ; dpv:hasPurpose <id/rijksoverheid/doel/m1-{number}> . "
        f'<id/rijksoverheid/doel/m1-{number}> dpv:hasLegalBasis eu-gdpr:A6-1-e ; avg:legalBasisText "{text}"@nl . '
        for number, text in enumerate(words, 1)
    )


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (["Taak van algemeen belang"], ["PublicInterest"]),
        (["Uitoefening van het OPENBAAR  gezag"], ["OfficialAuthorityOfController"]),
        (["Taak van algemeen belang of openbaar gezag"], ["OfficialAuthorityOfController", "PublicInterest"]),
        (["Algemeen belang", "Openbaar gezag"], ["OfficialAuthorityOfController", "PublicInterest"]),
        (["Artikel 6, eerste lid, onder e"], None),
        (["Publieke taak van algemeen belangrijke aard"], None),
    ],
)
def test_a_public_task_has_the_side_that_the_register_names(words: list[str], values: list[str] | None) -> None:
    version, left = version_of(_on_ground_e(*words))
    assert version.get("legalBasis") == values
    assert (("legalBasis", "not-told-apart") in left) is (values is None)
