"""Input that was made to cost too much: each ends in a named refusal, and the batch goes on."""

from __future__ import annotations

import io
import os
import time
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import orjson
import pytest
from made import docx, packed, pdf, pdf_file
from test_sources import documents, only_error

from avggraph.errors import SourceError
from avggraph.read import Limits, SourceFile, discover, read_file, read_sources
from avggraph.read.isolated import Isolated, parser, serve
from avggraph.text import SourceText


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    """No refusal goes on and on: unpacked or followed, these would take hours."""
    began = time.perf_counter()
    yield
    assert time.perf_counter() - began < 120


# ---------------------------------------------------------------- archives


def test_a_member_that_unpacks_far_beyond_its_size_is_a_bomb() -> None:
    error = only_error(packed({"nullen.txt": bytes(19_000_000)}), "bom.zip")
    assert str(error).startswith("bom.zip#nullen.txt: Uitgepakt is dit bestand meer dan 200 keer zo groot")


def test_a_member_over_the_size_of_a_document_is_refused() -> None:
    error = only_error(packed({"groot.txt": os.urandom(3_000_000)}), "a.zip", Limits(max_bytes=2_500_000))
    assert "groter dan 2.5 MB" in error.what


def test_a_member_that_lies_about_its_size_is_counted() -> None:
    data = bytearray(packed({"a.txt": b"a" * 5_000_000}))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (10).to_bytes(4, "little")
    errors = documents(bytes(data), "a.zip", Limits(max_bytes=1_000_000))
    assert all(isinstance(error, SourceError) for error in errors)


def test_all_members_together_are_bounded_and_the_rest_is_named() -> None:
    members = {f"{number:02}.txt": os.urandom(1_000_000).hex() for number in range(9)}
    found = documents(packed(members), "a.zip", Limits(max_unpacked_bytes=5_000_000))
    assert [isinstance(source, SourceText) for source in found] == [True, True, False]
    assert "uitgepakt groter dan 5 MB" in str(found[-1])


def test_too_many_members_are_refused_before_they_are_listed() -> None:
    data = packed({f"{number}.txt": "" for number in range(2_000)})
    assert only_error(data, "a.zip", Limits(max_members=1_000)).what == "Het archief bevat meer dan 1000 bestanden."


def test_archives_in_archives_are_bounded_in_depth() -> None:
    data = packed({"tekst.txt": "diep"})
    for number in range(5):
        data = packed({f"{number}.zip": data})
    error = only_error(data, "a.zip")
    assert str(error).startswith("a.zip#4.zip#3.zip#2.zip: Archieven staan meer dan 3 diep in elkaar.")


def test_the_members_of_inner_archives_count_too() -> None:
    inner = packed({f"{number}.txt": "tekst" for number in range(60)})
    found = documents(packed({f"{number}.zip": inner for number in range(3)}), "a.zip", Limits(max_members=100))
    assert sum(isinstance(source, SourceText) for source in found) == 60
    assert {str(source.what) for source in found if isinstance(source, SourceError)} == {
        "Het archief bevat meer dan 100 bestanden."
    }


@pytest.mark.parametrize(
    "name", ["../a.txt", "map/../../a.txt", "/etc/a.txt", "C:\\a.txt", "c:a.txt", "map\\..\\a.txt"]
)
def test_a_name_that_leads_out_of_the_archive_is_refused(name: str) -> None:
    error = only_error(packed({name: "tekst"}), "a.zip")
    assert error.what == "De naam van dit bestand wijst buiten het archief."


def test_a_name_with_control_signs_is_shown_without_them() -> None:
    error = only_error(packed({"a\x1b[31m.txt": "tekst"}), "a.zip")
    assert str(error) == "a.zip#a\N{REPLACEMENT CHARACTER}[31m.txt: De naam van dit bestand bevat stuurtekens."


def test_other_compression_is_named() -> None:
    error = only_error(packed({"a.txt": "tekst"}, zipfile.ZIP_LZMA), "a.zip")
    assert error.what == "Compressiemethode 14 wordt niet gelezen."


def test_a_locked_member_is_named() -> None:
    data = bytearray(packed({"a.txt": "tekst"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert only_error(bytes(data), "a.zip").what == "Het bestand is met een wachtwoord beveiligd."


def test_a_link_in_an_archive_is_not_followed() -> None:
    member = zipfile.ZipInfo("a.txt")
    member.external_attr = 0o120777 << 16
    data = packed({"b.txt": "tekst"})
    with zipfile.ZipFile(stream := io.BytesIO(data), "a") as archive:
        archive.writestr(member, "/etc/passwd")
    found = documents(stream.getvalue(), "a.zip")
    assert str(found[0]) == "a.zip#a.txt: Dit is een koppeling, geen bestand."


@pytest.mark.parametrize("cut", [4, 30, 60, -1, -10])
def test_a_cut_off_archive_is_named(cut: int) -> None:
    error = only_error(packed({"a.txt": "tekst" * 100})[:cut], "a.zip")
    assert "beschadigd" in error.what


# ---------------------------------------------------------------- parsers in their own process


def test_a_page_that_takes_too_long_is_refused_and_the_next_is_read() -> None:
    # Elements the limit does not count, and paragraphs that each look through all of them for an open one.
    slow = b"<x>" * 200_000 + b"<p></p>" * 200_000
    isolated = Isolated()
    try:
        with pytest.raises(SourceError, match=r"Het lezen duurde langer dan 2 seconden"):
            isolated.parse("html", slow, "traag.html", Limits(max_seconds=2))
        assert isolated.parse("html", b"<p>goed", "a.html", Limits()).text == "goed\n"
    finally:
        isolated.close()


def test_a_pdf_that_unpacks_without_end_is_refused() -> None:
    once = zlib.compress(b"0 0 m 9 9 l S\n" * 40_000_000, 9)
    content = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(once), once)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    data = pdf_file([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, content])
    limits = Limits(max_seconds=3, max_memory=1_000_000_000)
    try:
        error = only_error(data, "bom.pdf", limits)
    finally:
        parser().close()
    assert error.what.startswith(("Het lezen duurde langer", "Het lezen brak af", "Het lezen kost", "De PDF"))


def test_the_parser_that_broke_down_is_started_again() -> None:
    isolated = parser()
    isolated.parse("pdf", pdf([[(72, 700, 11, "een")]]), "a.pdf", Limits())
    assert isolated._process is not None
    isolated._process.kill()
    isolated._process.wait()
    assert isolated.parse("pdf", pdf([[(72, 700, 11, "twee")]]), "a.pdf", Limits()).text == "twee\n"


def test_a_reader_with_a_fault_says_so_and_reads_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(_data: bytes, name: str, _limits: Limits) -> tuple[str, str]:
        if name == "a.html":
            raise IndexError
        return "half \ud800" if name == "b.html" else "goed", "utf-8"

    monkeypatch.setattr("avggraph.read.web_page.web_page_text", faulty)
    header = {"reader": "html", "limits": asdict(Limits()), "bytes": 0}
    requests = b"".join(orjson.dumps({**header, "name": name}) + b"\n" for name in ("a.html", "b.html", "c.html"))
    serve(io.BytesIO(requests), answers := io.BytesIO())
    first, second, third = map(orjson.loads, answers.getvalue().splitlines())
    assert first["what"] == "De lezer liep vast op dit bestand (IndexError)."
    assert second["what"].startswith("De lezer liep vast op dit bestand (")
    assert third == {"text": "goed", "encoding": "utf-8"}


# ---------------------------------------------------------------- files


def test_a_line_of_500_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "lang.txt"
    with path.open("wb") as stream:
        stream.truncate(500_000_000)
    with pytest.raises(SourceError, match="500 MB; de grens is 20 MB"):
        read_file(SourceFile("lang.txt", path), Limits())


def test_a_file_that_changes_while_it_is_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("tekst")
    real = os.fstat

    def growing(descriptor: int) -> os.stat_result:
        before = real(descriptor)
        with path.open("ab", buffering=0) as stream:
            stream.write(b" en meer")
        return before

    monkeypatch.setattr(os, "fstat", growing)
    with pytest.raises(SourceError, match="veranderde tijdens het lezen"):
        read_file(SourceFile("a.txt", path), Limits())


def test_a_link_to_itself_is_named(tmp_path: Path) -> None:
    (tmp_path / "lus.txt").symlink_to(tmp_path / "lus.txt")
    (file,) = discover([tmp_path])
    assert str(next(read_sources(file, Limits()))) == "lus.txt: Dit is geen gewoon bestand."


def test_a_reader_that_runs_out_of_depth_costs_its_document_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(data: bytes, name: str) -> str:
        return endless(data, name) if name.endswith("diep.txt") else data.decode()

    monkeypatch.setattr("avggraph.read.readers.decode", lambda data, name: (endless(data, name), "utf-8"))
    error, source = documents(packed({"a-diep.txt": "tekst", "b.txt": "goed"}), "a.zip")
    assert str(error).startswith("a.zip#a-diep.txt: Het bestand is te diep genest.")
    assert isinstance(source, SourceText)


def test_a_turtle_file_that_names_itself_does_not_end_the_batch(tmp_path: Path) -> None:
    turtle = "@prefix toest: <http://data.vlaanderen.be/ns/toestemming#> . <urn:a> a toest:VerwerkingsActiviteit ; "
    (tmp_path / "a.ttl").write_text(turtle + "<urn:p> _:b . _:b <urn:p> _:b , _:c . _:c <urn:p> _:b .")
    (tmp_path / "b.txt").write_text("tekst")
    found = [source for file in discover([tmp_path]) for source in read_sources(file, Limits())]
    assert [source.path for source in found if isinstance(source, SourceText)] == ["a.ttl#1", "b.txt"]


def test_the_batch_goes_on_after_each_refusal(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"x.txt": bytes(5_000_000)}))
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 stuk")
    (tmp_path / "c.docx").write_bytes(docx("")[:100])
    os.mkfifo(tmp_path / "d.txt")
    (tmp_path / "e.txt").write_text("tekst")
    found = [source for file in discover([tmp_path]) for source in read_sources(file, Limits())]
    assert [type(source) for source in found] == [SourceError] * 4 + [SourceText]
