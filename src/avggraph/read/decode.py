"""Bytes to text: which encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from avggraph.errors import SourceError, Where

# The first bytes of common files that are not text, and what a user calls them.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "een foto (JPEG)"),
    (b"\x89PNG\r\n\x1a\n", "een afbeelding (PNG)"),
    (b"GIF8", "een afbeelding (GIF)"),
    (b"%PDF-", "een PDF"),
    (b"PK\x03\x04", "een zip-bestand of een Office-document"),
    (b"\xd0\xcf\x11\xe0", "een oud Office-document"),
    (b"\x1f\x8b", "een gzip-bestand"),
    (b"SQLite format 3\x00", "een SQLite-database"),
)

# A byte-order mark and the encoding it announces; the longer mark first.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Control characters that no text holds; tab, line ends and form feed it may.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def decode(data: bytes, path: str) -> tuple[str, str]:
    """Decode a file's bytes and name the encoding: UTF-8, a byte-order mark's, else Windows-1252.

    Raises `SourceError` for an empty file, for a file of another kind, and for bytes that are no text.

    >>> decode("Financiën".encode("cp1252"), "a.txt")
    ('Financiën', 'windows-1252')
    """
    where = Where(path)
    if not data.strip():
        raise SourceError("Het bestand is leeg.", where=where)
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(
                f"Dit is {name}, geen tekst.",
                where=where,
                advice="Bewaar de beschrijving als tekst, PDF, webpagina of document.",
            )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data, encoding, where)
    if _CONTROL.search(data):
        raise SourceError("Het bestand bevat binaire gegevens en is geen tekst.", where=where)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode(data, "windows-1252", where)


def _decode(data: bytes, encoding: str, where: Where) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding.removesuffix("-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"Byte {error.start} past niet in {encoding}: het bestand is geen tekst of is beschadigd.",
            where=where,
            advice="Bewaar het opnieuw als UTF-8.",
        ) from error
