"""What kind of file some bytes are: by their first bytes, then by the name's extension."""

from __future__ import annotations

import re
import zipfile
from pathlib import PurePosixPath

from avggraph.errors import SourceError, Where
from avggraph.read.archive import EMPTY_ARCHIVE, LOCAL_HEADER
from avggraph.read.open_document import mimetype_of
from avggraph.read.word_document import is_word_document

_PDF = b"%PDF-"
# A PDF's header may stand behind other bytes (ISO 32000-1, annex H, note 13).
_PDF_WITHIN = 1024
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# An Office document with a password is a compound file with this stream (MS-OFFCRYPTO 2.3.1).
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_RTF = b"{\\rtf"
_MHTML = re.compile(rb"(?:From: <Saved by|MIME-Version:)", re.IGNORECASE)
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.I | re.S
)

_EXTENSIONS = {
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".ttl": "turtle",
    ".md": "md",
    ".markdown": "md",
}

_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


def kind_of(data: bytes, name: str) -> str:
    """Give the kind of a file that is no archive: a name of the readers' registry, "txt" where nothing says otherwise.

    Raises `SourceError` for kinds that are known and not read.

    >>> kind_of(b"<!DOCTYPE html><title>Register</title>", "bewaard.txt")
    'html'
    >>> kind_of(b"Ontvangers", "M4089.md")
    'md'
    """
    where = Where(name)
    if _PDF in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith(_COMPOUND_FILE):
        if _ENCRYPTED_PACKAGE in data:
            raise SourceError(
                "Dit Office-document is met een wachtwoord beveiligd.", where=where, advice="Bewaar het zonder."
            )
        raise SourceError(
            "Dit is een oud Office-document (.doc, .xls of .ppt).",
            where=where,
            advice="Open het en bewaar het als .docx, .xlsx of .odt.",
        )
    if data.startswith(_RTF):
        raise SourceError("Dit is een RTF-document.", where=where, advice="Bewaar het als .docx of .odt.")
    if _MHTML.match(data):
        raise SourceError(
            "Dit is een webpagina als archief (MHTML).", where=where, advice="Bewaar de pagina als gewone HTML."
        )
    if _HTML.match(data[:4096]):
        return "html"
    return _EXTENSIONS.get(PurePosixPath(name.rpartition("#")[2]).suffix.lower(), "txt")


def is_zip(data: bytes) -> bool:
    """Say whether the bytes are a zip: an archive, or a document that is packed as one."""
    return data.startswith((LOCAL_HEADER, EMPTY_ARCHIVE))


def kind_of_zip(archive: zipfile.ZipFile, name: str) -> str:
    """Give the kind of a zip: "docx", "xlsx", "odt", else "zip". Raises `SourceError` for other office documents."""
    names = set(archive.namelist())
    where = Where(name)
    mimetype = mimetype_of(archive)
    if mimetype.startswith(_OPEN_DOCUMENT + "text"):
        return "odt"
    if mimetype.startswith(_OPEN_DOCUMENT + "spreadsheet"):
        raise SourceError("Dit is een OpenDocument-rekenblad.", where=where, advice="Bewaar het als .xlsx of .csv.")
    if mimetype.startswith(_OPEN_DOCUMENT):
        raise SourceError("Dit is een OpenDocument-tekening of -presentatie.", where=where, advice="Bewaar als .odt.")
    if "xl/workbook.xml" in names:
        return "xlsx"
    if is_word_document(archive):
        return "docx"
    if "ppt/presentation.xml" in names:
        raise SourceError("Dit is een presentatie (PPTX).", where=where, advice="Bewaar de tekst als .docx.")
    return "zip"
