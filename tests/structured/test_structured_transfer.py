"""The transfer bundle of the register's successor."""

from __future__ import annotations

import json
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from readings import assert_cells_are_the_text, assert_nothing_lost, errors, extra, sources

from avggraph.description import Answer
from avggraph.errors import SourceError
from avggraph.extract import structured
from avggraph.read.structured import read_transfer, structured_members
from avggraph.text import SourceText

MANIFEST = json.dumps({"format": "openvwr-transfer", "version": 1}).encode()


@pytest.fixture
def bundle(shared: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(shared / "reference/register-samples/synthetic-openvwr-transfer.zip") as archive:
        return {name: archive.read(name) for name in structured_members(archive.namelist())}


def test_a_record_is_joined_from_its_entities(bundle: dict[str, bytes]) -> None:
    (source,) = sources(read_transfer(bundle, "bundel.zip"))
    description = structured.read(source)
    assert description.layout == "transfer"
    assert source.path.startswith("bundel.zip#entities/avg_responsible_processing_record/")
    assert description.title is not None and description.title.text == "Salarisadministratie"
    assert description.reference is None
    assert [words.text for words in description.organisations] == ["Voorbeeldorganisatie"]
    (purpose,) = description.purposes
    assert purpose.legal_basis == "eu-gdpr:A6-1-c"
    assert purpose.legal_basis_text is not None
    assert purpose.legal_basis_text.text == "Wettelijke verplichting Wet op de loonbelasting 1964"
    (block,) = description.data_records
    assert block.retention is not None and block.retention.text == "7 jaar na einde dienstverband"
    assert block.mandatory.answer is Answer.YES
    assert [one.categories for one in description.special_categories] == [()]
    assert [words.text for words in description.processors] == ["Voorbeeld Salarisdienst B.V."]
    assert description.recipients is not None and description.recipients.text == "Belastingdienst"
    assert extra(description, private=True) == {
        "relations.processors.0.attributes.email": "info@example.org",
        "relations.processors.0.attributes.phone": "070-0000000",
    }
    assert extra(description)["relations.processors.0.owned.0.attributes.city"] == "Den Haag"
    assert not description.unused
    assert_nothing_lost(source, description)
    assert_cells_are_the_text(source)


def test_every_scalar_of_the_bundle_is_in_the_text(bundle: dict[str, bytes]) -> None:
    (source,) = sources(read_transfer(bundle, "bundel.zip"))
    said = {source.text[slice(*cell.span)] for cell in source.cells}
    for name, data in bundle.items():
        attributes = json.loads(data).get("attributes", {})
        for value in attributes.values():
            if isinstance(value, str):
                assert value in said, name


def entity(key: str, kind: str, **more: object) -> tuple[str, bytes]:
    return f"entities/{kind}/{key}.json", json.dumps({"type": kind, "id": key, **more}).encode()


def test_what_is_missing_unused_or_broken_is_told_and_the_rest_goes_on() -> None:
    members = dict(
        [
            ("manifest.json", MANIFEST),
            entity(
                "r", "avg_responsible_processing_record", attributes={"name": "A"}, relations={"systems": ["s", "weg"]}
            ),
            entity("s", "system", attributes={"description": "PRIS"}),
            entity("los", "system", attributes={"description": "ongebruikt"}),
            ("entities/system/stuk.json", b"{"),
        ]
    )
    found = list(read_transfer(members, "b.zip"))
    (source,) = (one for one in found if isinstance(one, SourceText))
    assert [words.text for words in structured.read(source).systems] == ["PRIS"]
    assert [str(one.where) for one in found if isinstance(one, SourceError)] == [
        "b.zip#entities/system/stuk.json:1",
        "b.zip#entities/avg_responsible_processing_record/r.json (relations.systems)",
        "b.zip#entities/system/los.json",
    ]


def test_entities_that_contain_each_other_end() -> None:
    members = dict(
        [
            ("manifest.json", MANIFEST),
            entity("r", "avg_responsible_processing_record", attributes={"name": "A"}, relations={"processors": ["p"]}),
            entity("p", "processor", attributes={"name": "P"}, relations={"processors": ["p", "r"]}),
        ]
    )
    (source,) = sources(read_transfer(members, "b.zip"))
    assert [words.text for words in structured.read(source).processors] == ["P"]


def chain(length: int, mentions: int) -> dict[str, bytes]:
    """A record and its entities, each of which names the next one so many times."""
    following = ({"relations": {"systems": [f"{number + 1}"] * mentions}} for number in range(length - 1))
    kinds = ["avg_responsible_processing_record", *["system"] * (length - 1)]
    entities = [
        entity(f"{number}", kind, **more)
        for number, (kind, more) in enumerate(zip(kinds, [*following, {}], strict=True))
    ]
    return dict([("manifest.json", MANIFEST), *entities])


def test_entities_that_are_named_over_and_over_are_bounded_and_the_other_records_are_read() -> None:
    members = chain(40, 2)
    members |= dict([entity("z", "avg_responsible_processing_record", relations={"systems": ["39"]})])
    tracemalloc.start()
    error, source = read_transfer(members, "b.zip")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert str(error).startswith(
        "b.zip#entities/avg_responsible_processing_record/0.json: Uitgeschreven is deze verwerking groter dan 20 MB."
    )
    assert isinstance(source, SourceText)
    assert source.path == "b.zip#entities/avg_responsible_processing_record/z.json"
    assert most < 200_000_000


def test_entities_that_stand_too_deep_in_each_other_are_refused() -> None:
    (error,) = read_transfer(chain(400, 1), "b.zip")
    assert "In deze verwerking staan onderdelen meer dan 50 diep in elkaar." in str(error)
    (source,) = sources(read_transfer(chain(50, 1), "b.zip"))
    assert source.text.count(".id\t") == 49


def test_owners_of_many_are_found_at_once() -> None:
    owned = [entity(f"{number}", "address", owner={"id": "s"}) for number in range(3_000)]
    record = entity("r", "avg_responsible_processing_record", relations={"systems": ["s"] * 10})
    began = time.process_time()
    (source,) = sources(
        read_transfer(dict([("manifest.json", MANIFEST), record, entity("s", "system"), *owned]), "b.zip")
    )
    assert source.text.count(".owner.id\ts\n") == 30_000
    assert time.process_time() - began < 15


@pytest.mark.parametrize("manifest", [b"{}", b'{"format": "anders"}', b"[", b""])
def test_another_manifest_is_an_error(manifest: bytes) -> None:
    (error,) = errors(read_transfer({"manifest.json": manifest}, "b.zip"))
    assert "b.zip#manifest.json" in str(error)
