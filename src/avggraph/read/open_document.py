"""OpenDocument texts (ODT) to plain lines. OpenDocument 1.3, part 3.

Read is what the text shows: no tracked deletions, no comments, no hidden text, no table of contents, no page headers
or footers. A note stands below the paragraph that refers to it.
"""

from __future__ import annotations

import zipfile

from avggraph.errors import SourceError, Where
from avggraph.read.archive import Allowance, open_archive, unpack
from avggraph.read.limits import Limits
from avggraph.read.plain_lines import PlainLines
from avggraph.read.xml_stream import Attributes, Listener, stream_xml

_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "

# The member that says what kind of document a package is (part 2, 3.3).
MIMETYPE = "mimetype"

_LEFT_OUT = frozenset(
    (
        f"{_TEXT}tracked-changes",
        f"{_TEXT}table-of-content",
        f"{_TEXT}hidden-text",
        f"{_TEXT}note-citation",
        f"{_TEXT}sequence-decls",
        f"{_OFFICE}annotation",
        f"{_OFFICE}forms",
        f"{_OFFICE}binary-data",
    )
)


def open_document_text(data: bytes, name: str, limits: Limits) -> str:
    """Give a document's plain lines. Raises `SourceError` where it cannot be read."""
    allowance = Allowance.of(limits)
    with open_archive(data, name, limits, allowance) as package:
        parts = {member.filename: member for member in package.infolist()}
        manifest = parts.get("META-INF/manifest.xml")
        if manifest and b"encryption-data" in unpack(package, manifest, name, limits, allowance):
            raise SourceError(
                "Het document is met een wachtwoord beveiligd.", where=Where(name), advice="Bewaar het zonder."
            )
        if "content.xml" not in parts:
            raise SourceError("Dit OpenDocument-bestand heeft geen tekst.", where=Where(name))
        body = _Body()
        stream_xml(unpack(package, parts["content.xml"], name, limits, allowance), name, body)
    return body.page.text()


def mimetype_of(archive: zipfile.ZipFile) -> str:
    """Give the kind a package says it is; "" where it says none. The member is stored first and unpacked."""
    member = next((each for each in archive.infolist() if each.filename == MIMETYPE), None)
    if member is None or member.compress_type != zipfile.ZIP_STORED or member.file_size > 200:
        return ""
    try:
        return archive.read(member).decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError):
        return ""


class _Body(Listener):
    """Writes the text's lines."""

    def __init__(self) -> None:
        self.page = PlainLines()
        self._left_out = 0
        self._paragraphs = 0
        self._note: list[str] | None = None

    def start(self, element: str, attributes: Attributes) -> None:
        if self._left_out or element in _LEFT_OUT or attributes.get(f"{_TEXT}display") == "none":
            self._left_out += 1
            return
        namespace, _, local = element.rpartition(" ")
        if namespace + " " == _TEXT:
            self._start_text(local)
        elif namespace + " " == _TABLE:
            self._start_table(local)

    def _start_text(self, local: str) -> None:
        match local:
            case "p" | "h":
                self._paragraphs += 1
                if self._note is None:
                    self.page.end_line()
            case "list-item":
                self.page.open_item()
            case "note-body":
                self._note = []
            case "s":
                self.text(" ")
            case "tab" if self._note is None:
                self.page.tab()
            case "line-break" if self._note is None:
                self.page.end_line()
            case "tab" | "line-break":
                self.text(" ")

    def _start_table(self, local: str) -> None:
        match local:
            case "table":
                self.page.end_block()
            case "table-row":
                self.page.open_row()
            case "table-cell":
                self.page.open_cell()

    def end(self, element: str) -> None:
        if self._left_out:
            self._left_out -= 1
            return
        namespace, _, local = element.rpartition(" ")
        if namespace + " " == _TEXT:
            self._end_text(local)
        elif namespace + " " == _TABLE:
            self._end_table(local)

    def _end_text(self, local: str) -> None:
        match local:
            case "p" | "h":
                self._paragraphs -= 1
                if self._note is None:
                    self.page.end_block()
                else:
                    self._note.append(" ")
            case "list-item":
                self.page.close_item()
            case "list":
                self.page.end_block()
            case "note-body" if self._note is not None:
                self.page.note("".join(self._note))
                self._note = None

    def _end_table(self, local: str) -> None:
        match local:
            case "table":
                self.page.end_block()
            case "table-row":
                self.page.close_row()
            case "table-cell":
                self.page.close_cell()

    def text(self, words: str) -> None:
        if self._left_out or not self._paragraphs:
            return
        if self._note is None:
            self.page.words(words)
        else:
            self._note.append(words)
