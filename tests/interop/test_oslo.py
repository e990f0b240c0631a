"""Ghent's shape: the file is Turtle, and what we write we read again the same."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from avggraph.extract import structured
from avggraph.interop import Reading, export
from avggraph.query.prefixes import compress
from avggraph.read.structured import read_turtle
from avggraph.store import Output
from avggraph.text import SourceText
from interop.builds import RECORD, built, reading_of, readings

PURPOSES = "dpv:hasPurpose/dct:description"
SUBJECTS = "dpv:hasProcess/dpv:hasDataSubject"
RETENTION = "dpv:hasProcess/avg:retentionText"


def words(text: str) -> list[str]:
    """The words of a text, without their order: of several values of a property Turtle keeps none."""
    return sorted(text.split())


def joined_names(reading: Reading, path: str) -> str:
    return " ".join(reading.names(path))


def sources(turtle: bytes) -> dict[str, SourceText]:
    """The activities of a file as the reader gives them, by the IRI of the record."""
    found = {}
    for source in read_turtle(turtle, "oslo.ttl"):
        assert isinstance(source, SourceText), source
        identity = next(cell for cell in source.cells if cell.path == ("@id",))
        found[source.text[slice(*identity.span)]] = source
    return found


def test_what_is_written_is_read_again_field_by_field(register: Output, tmp_path: Path) -> None:
    export(register, "oslo", tmp_path / "oslo.ttl")
    activities = sources((tmp_path / "oslo.ttl").read_bytes())
    assert list(activities) == sorted(reading.iri for reading in readings(register))
    for reading in readings(register):
        description = structured.read(activities[reading.iri])
        assert description.layout == "gent" and not description.unused
        assert [description.title.text if description.title else ""] == (list(reading.names("dct:title")) or [""])
        # A ground is a thing of its own in this shape, and all purposes are those of each.
        for purpose in description.purposes:
            assert words(purpose.description.text if purpose.description else "") == words(
                joined_names(reading, PURPOSES)
            )
        stated = {compress(iri) for iri in reading.iris("dpv:hasPurpose/dpv:hasLegalBasis")}
        read = {each.legal_basis for each in description.purposes} - {None}
        assert read == {basis for basis in stated if basis.startswith("eu-gdpr:A6-")}
        for block in description.data_records:
            if block.data_subject:
                assert words(block.data_subject.text) == words(joined_names(reading, SUBJECTS))
            if block.retention:
                assert words(block.retention.text) == words(joined_names(reading, RETENTION))
        data = [block.personal_data.text for block in description.data_records if block.personal_data]
        assert set(words(" ".join(data))) == set(words(" ".join(written_data(reading))))
        processors = reading.names("dpv:hasDataProcessor")
        assert sorted(each.text for each in description.processors) == sorted(processors)
        recipients = description.recipients.text if description.recipients else ""
        others = [name for name in reading.names("dpv:hasRecipient") if name not in processors]
        assert words(recipients) == words(" ".join(others))


def written_data(reading: Reading) -> list[str]:
    """The kinds of data of a record's blocks, and the words of blocks in which none was recognised."""
    found: list[str] = []
    for block in reading.iris("dpv:hasProcess"):
        found += reading.names("dpv:hasPersonalData", block) or reading.names("avg:personalDataText", block)
    return found


def test_a_graph_of_what_was_written_knows_the_same_data(examples: Output, tmp_path: Path) -> None:
    export(examples, "oslo", tmp_path / "sources" / "oslo.ttl", only=[f"{RECORD}m9001"])
    (tmp_path / "sources" / "oslo.ttl.not_expressed.csv").unlink()
    again = built(tmp_path / "sources", tmp_path / "again")
    (reading,) = readings(again)
    before = reading_of(examples, "m9001")
    for path in ("dpv:hasPersonalData", "dpv:hasDataProcessor", "dpv:hasProcess/dpv:hasDataSubject/skos:broader"):
        assert set(reading.iris(path)) == set(before.iris(path))
    assert set(reading.names("dct:title")) == set(before.names("dct:title"))


def test_health_and_criminal_data_are_sensitive(examples: Output, tmp_path: Path) -> None:
    export(examples, "oslo", tmp_path / "oslo.ttl")
    store = ox.Store()
    store.extend(ox.parse((tmp_path / "oslo.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))
    namespace = "http://stad.gent/data/ns/data-processing/"
    found = {}
    for kind in ("hasPersonalData", "hasSensitivePersonalData"):
        parts = store.quads_for_pattern(None, ox.NamedNode(namespace + kind), None)
        types = ox.NamedNode("http://purl.org/dc/terms/type")
        found[kind] = {
            quad.object.value.rpartition("/")[2]
            for part in parts
            if isinstance(part.object, ox.BlankNode)
            for quad in store.quads_for_pattern(part.object, types, None)
            if isinstance(quad.object, ox.NamedNode)
        }
    assert {"gezondheid", "vingerafdruk", "strafbaar-feit"} <= found["hasSensitivePersonalData"]
    assert {"naam", "bsn"} <= found["hasPersonalData"]
    assert not found["hasPersonalData"] & found["hasSensitivePersonalData"]
