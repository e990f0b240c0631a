"""Writing: the same bytes twice, all formats at once, files whole, and a report of what could not be said."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

import pytest

from avggraph.cli.export import EXPORTS
from avggraph.errors import KnowledgeError, UsageError
from avggraph.interop import (
    FORMATS,
    Format,
    Left,
    Piece,
    Reading,
    Setting,
    export,
    files_of_record,
    format_named,
    read_oins,
    vng,
    write,
    write_interop,
    written_files_of_record,
)
from avggraph.interop.oslo import OsloWriter
from avggraph.interop.reasons import explanation
from avggraph.publication import Publication
from avggraph.store import Output
from interop.builds import RECORD, readings


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def report(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def test_a_site_has_every_format_in_its_place_and_the_same_bytes_twice(examples: Output, tmp_path: Path) -> None:
    publication = Publication(base="https://register.example/avg/")
    controller = next(readings(examples)).iris("dpv:hasDataController")[0]
    for name in ("one", "two"):
        write_interop(examples, publication, tmp_path / name, oins={controller: "0" * 20})
    one = files(tmp_path / "one")
    assert one == files(tmp_path / "two")
    for form in FORMATS.values():
        assert any(path.startswith(form.place) if form.is_folder else path == form.place for path in one), form.name
    assert not [path for path in one if path.endswith(".part")]


def test_one_format_is_the_same_alone_and_with_the_others(examples: Output, tmp_path: Path) -> None:
    write_interop(examples, Publication(), tmp_path / "site")
    for name, form in FORMATS.items():
        target = tmp_path / name / "out"
        export(examples, name, target)
        if form.is_folder:
            alone = {path: data for path, data in files(target).items() if path != "not_expressed.csv"}
            assert all((tmp_path / "site" / form.place / path).read_bytes() == data for path, data in alone.items())
        else:
            assert target.read_bytes() == (tmp_path / "site" / form.place).read_bytes()


def test_the_files_of_a_record(examples: Output, tmp_path: Path) -> None:
    oins = {iri: "0" * 20 for reading in readings(examples) for iri in reading.iris("dpv:hasDataController")}
    # Of one organisation the number is not known.
    oins.pop(min(oins))
    write_interop(examples, Publication(), tmp_path, oins=oins)
    told = report(tmp_path / "data/interop/not_expressed.csv")
    lacking = {row["record"] for row in told if (row["format"], row["reason"]) == ("vng", "required")}
    for reading in readings(examples):
        found = files_of_record(reading.iri)
        assert set(found) == {"logius", "vng", "dpia"}
        assert (tmp_path / found["logius"]).is_file() and (tmp_path / found["dpia"]).is_file()
        assert (tmp_path / found["vng"]).is_file() is (reading.iri not in lacking)
        there = {name: path for name, path in found.items() if (tmp_path / path).is_file()}
        assert written_files_of_record(reading, Setting(examples.base, oins=oins)) == there
    assert 0 < len(lacking) < len(list(readings(examples)))
    assert "vng" not in written_files_of_record(next(readings(examples)), Setting(examples.base))


def test_what_one_begins_with_is_written(examples: Output, tmp_path: Path) -> None:
    oins = {iri: "0" * 20 for reading in readings(examples) for iri in reading.iris("dpv:hasDataController")}
    write_interop(examples, Publication(), tmp_path, oins=oins)
    for name, form in FORMATS.items():
        assert all((tmp_path / path).is_file() for path in form.first_files), name
        assert form.first_files or form.of_record, name


def test_what_a_format_cannot_say_is_told_of_the_record_that_says_it(register: Output, tmp_path: Path) -> None:
    written = write_interop(register, Publication(), tmp_path)
    told = report(tmp_path / "data/interop/not_expressed.csv")
    records = {reading.iri: reading for reading in readings(register)}
    assert written.records == len(records)
    for row in told:
        assert row["reference"] == records[row["record"]].reference
        assert row["explanation"] == explanation(row["reason"])
    assert written.left == {name: sum(row["format"] == name for row in told) for name in FORMATS}
    transfers = {row["value"] for row in told if (row["format"], row["field"]) == ("logius", "transfer")}
    assert transfers == {words for reading in records.values() for words in reading.names("avg:transferText")}


def test_one_record_alone(examples: Output, tmp_path: Path) -> None:
    export(examples, "oslo", tmp_path / "a.ttl", only=[f"{RECORD}m9002"])
    text = (tmp_path / "a.ttl").read_text(encoding="utf-8")
    assert text.count(" a toest:VerwerkingsActiviteit") == 1 and f"<{RECORD}m9002>" in text


def test_a_file_stays_as_it_was_when_writing_breaks(
    examples: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Breaking(OsloWriter):
        def add(self, reading: Reading) -> Iterator[Piece | Left]:
            yield from super().add(reading)
            if reading.key == "m9003":
                raise OSError("vol")

    broken = MappingProxyType({"oslo": Format("oslo", "oslo.ttl", lambda _: Breaking())})
    monkeypatch.setattr(write, "format_named", lambda name: broken[name])
    (tmp_path / "a.ttl").write_text("was")
    with pytest.raises(OSError, match="vol"):
        export(examples, "oslo", tmp_path / "a.ttl")
    assert files(tmp_path) == {"a.ttl": b"was"}


def test_wrong_targets_and_names_are_refused(examples: Output, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="is een map"):
        export(examples, "oslo", tmp_path)
    with pytest.raises(UsageError, match="is een bestand"):
        export(examples, "dpia", tmp_path / "file")
    with pytest.raises(UsageError, match="bestaat niet"):
        format_named("xml")


def test_the_command_names_the_formats() -> None:
    assert tuple(FORMATS) == EXPORTS


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_format_says_what_it_is(language: str) -> None:
    descriptions = [form.description(language) for form in FORMATS.values()]
    assert all(descriptions) and len(set(descriptions)) == len(descriptions)


def test_a_reason_that_is_not_in_the_table_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="no reason"):
        explanation("zomaar")


def test_numbers_of_organisations(tmp_path: Path) -> None:
    path = tmp_path / "oins.csv"
    path.write_text(
        "organisation,oin\ntooi:ministerie/mnre1013,00000001234567890000\nhttps://a.example/b,00000000000000000001\n"
    )
    assert read_oins(path) == {
        "https://identifier.overheid.nl/tooi/id/ministerie/mnre1013": "00000001234567890000",
        "https://a.example/b": "00000000000000000001",
    }
    path.write_text("organisation,oin\ntooi:ministerie/mnre1013,123\n")
    with pytest.raises(UsageError, match="geen OIN"):
        read_oins(path)
    path.write_text("organisatie;oin\n")
    with pytest.raises(UsageError, match=f"{path.name}:1: Dit is geen CSV-bestand met organisation en oin"):
        read_oins(path)


def test_addresses_are_of_the_publishers_site(
    examples: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vng, "_PAGE", 1)
    oins = {iri: "0" * 20 for reading in readings(examples) for iri in reading.iris("dpv:hasDataController")}
    write_interop(examples, Publication(base="https://register.example/avg/"), tmp_path, oins=oins)
    first = json.loads((tmp_path / "api/verwerkingsactiviteiten/index.json").read_bytes())
    assert first["next"] == "https://register.example/avg/api/verwerkingsactiviteiten/2"
