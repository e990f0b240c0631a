"""Every kind of file gives the same description, and archives give their members."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from made import docx_of, odt_of, packed, pdf
from sheet_page import ANSWERS, Part, answer_of, html_of, sheet, site_page_of

from avggraph.errors import SourceError
from avggraph.extract import extract, to_contract
from avggraph.read import Limits, SourceFile, read_bytes, read_sources
from avggraph.text import SourceText


def documents(data: bytes, name: str, limits: Limits | None = None) -> list[SourceText | SourceError]:
    return list(read_bytes(data, name, limits or Limits()))


def only_text(data: bytes, name: str) -> SourceText:
    (source,) = documents(data, name)
    assert isinstance(source, SourceText), source
    return source


def only_error(data: bytes, name: str, limits: Limits | None = None) -> SourceError:
    (error,) = documents(data, name, limits)
    assert isinstance(error, SourceError), error.text[:200]
    return error


MAKERS: dict[str, Callable[[tuple[Part, ...]], bytes]] = {
    "docx": docx_of,
    "odt": odt_of,
    "html": lambda parts: html_of(parts).encode(),
    "site.html": lambda parts: site_page_of(parts).encode(),
}


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.stem.removeprefix("voorbeeld-"))
def test_a_description_is_the_same_in_every_kind_of_file(path: Path, kind: str) -> None:
    answer = answer_of(path)
    source = only_text(MAKERS[kind](sheet(answer)), f"{path.stem}.{kind}")
    found = to_contract(extract(source, "S"), source)
    assert {key: found[key] for key in answer} == answer
    assert source.kind == kind.rpartition(".")[2]


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"<!-- bewaard --><!DOCTYPE html><p>Ontvangers", "pagina.txt", "html"),
        (b"<p>Ontvangers", "pagina.HTM", "html"),
        (b"Ontvangers", "ontvangers", "txt"),
        (b"# Ontvangers", "map.html#M1.md", "md"),
        (pdf([[(72, 700, 12, "Ontvangers")]]), "zonder-naam", "pdf"),
        (odt_of(()) + b"", "leeg.odt", "odt"),
    ],
)
def test_the_first_bytes_say_the_kind_and_then_the_name(data: bytes, name: str, kind: str) -> None:
    (source,) = documents(data, name)
    if isinstance(source, SourceError):
        assert kind == "odt"
        assert source.what == "Het document bevat geen tekst."
    else:
        assert source.kind == kind
        assert "Ontvangers" in source.text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "oud Office-document (.doc, .xls of .ppt)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le"),
            "wachtwoord beveiligd",
        ),
        (b"{\\rtf1 tekst}", "RTF-document"),
        (b"From: <Saved by Blink>\nMIME-Version: 1.0\n", "webpagina als archief (MHTML)"),
        (packed({"ppt/presentation.xml": "<x/>", "[Content_Types].xml": "<x/>"}), "presentatie (PPTX)"),
        (
            packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, 0),
            "OpenDocument-rekenblad",
        ),
    ],
)
def test_a_known_kind_that_is_not_read_is_named_with_advice(data: bytes, words: str) -> None:
    error = only_error(data, "map/bestand.doc")
    assert words in error.what
    assert error.advice.startswith("Open het en bewaar") or error.advice.startswith("Bewaar")
    assert error.where is not None
    assert error.where.path == "map/bestand.doc"


def test_members_of_an_archive_are_named_behind_it_and_sorted() -> None:
    inner = packed({"c.txt": "drie", ".verborgen": "x", "__MACOSX/._c.txt": "x"})
    found = documents(packed({"map/b.md": "twee", "a.html": "<p>een", "z.zip": inner, "map/": ""}), "bundel.zip")
    assert [(source.path, source.text.strip()) for source in found if isinstance(source, SourceText)] == [
        ("bundel.zip#a.html", "een"),
        ("bundel.zip#map/b.md", "twee"),
        ("bundel.zip#z.zip#c.txt", "drie"),
    ]


def test_a_member_that_cannot_be_read_does_not_stop_the_others() -> None:
    first, second = documents(packed({"a.jpg": b"\xff\xd8\xff\xe0JFIF", "b.txt": "tekst"}), "bundel.zip")
    assert isinstance(first, SourceError)
    assert str(first).startswith("bundel.zip#a.jpg: Dit is een foto (JPEG)")
    assert isinstance(second, SourceText)


def test_the_register_export_is_read_from_its_archive(shared: Path) -> None:
    path = shared / "reference" / "register-samples" / "avgregister-rijksoverheid-export-import.zip"
    found = list(read_sources(SourceFile(path.name, path), Limits()))
    errors = [source for source in found if isinstance(source, SourceError)]
    texts: Sequence[SourceText] = [source for source in found if isinstance(source, SourceText)]
    assert not errors
    assert {source.kind for source in texts} == {"json"}
    assert all(source.cells for source in texts)


def test_a_transfer_bundle_is_read_together(shared: Path) -> None:
    path = shared / "reference" / "register-samples" / "synthetic-openvwr-transfer.zip"
    found = list(read_sources(SourceFile(path.name, path), Limits()))
    texts = [source for source in found if isinstance(source, SourceText)]
    assert [source.path.rpartition("#")[0] for source in texts] == [path.name]
    assert "relations.avgGoals.0.attributes.goal\t" in texts[0].text
