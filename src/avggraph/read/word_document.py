"""Word documents (DOCX) to plain lines. ECMA-376-1, WordprocessingML; also its strict form.

Read is what the body shows: no deleted words of tracked changes, no hidden text, no field codes, no comments, no
page headers or footers. A note stands below the paragraph that refers to it.
"""

from __future__ import annotations

import posixpath
import zipfile

from avggraph.errors import SourceError, Where
from avggraph.read.archive import Allowance, open_archive, unpack
from avggraph.read.limits import Limits
from avggraph.read.plain_lines import PlainLines
from avggraph.read.xml_stream import Attributes, Listener, stream_xml

_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"

# Subtrees without words of the body: tracked deletions and moves and former properties (17.13.5), field codes
# (17.16.23), the properties of tables and sections. AlternateContent says everything twice: the fallback goes.
# fmt: off
_LEFT_OUT = frozenset((
    "del", "moveFrom", "delText", "pPrChange", "rPrChange", "instrText", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr",
))
# fmt: on
_OFF = ("0", "false", "off", "none")


def word_document_text(data: bytes, name: str, limits: Limits) -> str:
    """Give a document's plain lines. Raises `SourceError` where it cannot be read."""
    allowance = Allowance.of(limits)
    with open_archive(data, name, limits, allowance) as package:
        parts = {member.filename: member for member in package.infolist()}

        def stream(part: str, listener: Listener) -> None:
            if part in parts:
                stream_xml(unpack(package, parts[part], name, limits, allowance), name, listener)

        relations = _Relations()
        stream("_rels/.rels", relations)
        main = relations.target or "word/document.xml"
        if main not in parts:
            raise SourceError("Dit Word-document heeft geen tekst.", where=Where(name))
        folder = posixpath.dirname(main)
        styles, notes = _Styles(), {"footnote": _Notes("footnote"), "endnote": _Notes("endnote")}
        stream(posixpath.join(folder, "styles.xml"), styles)
        for kind, listener in notes.items():
            stream(posixpath.join(folder, f"{kind}s.xml"), listener)
        body = _Body(styles.list_styles(), {kind: listener.words for kind, listener in notes.items()})
        stream(main, body)
    return body.page.text()


def is_word_document(archive: zipfile.ZipFile) -> bool:
    """Say whether a zip is a Word document: its main part lies in the folder word/."""
    names = set(archive.namelist())
    return "[Content_Types].xml" in names and any(
        name.startswith("word/document") and name.endswith(".xml") for name in names
    )


def _local(element: str) -> str:
    """Give the name of an element or attribute of WordprocessingML; "" for any other."""
    for namespace in _NAMESPACES:
        if element.startswith(namespace):
            return element[len(namespace) :]
    return ""


def _value(attributes: Attributes, wanted: str = "val") -> str | None:
    return next((value for key, value in attributes.items() if _local(key) == wanted), None)


class _Relations(Listener):
    """Finds the main part of the package (ECMA-376-2, 9.3)."""

    def __init__(self) -> None:
        self.target: str | None = None

    def start(self, element: str, attributes: Attributes) -> None:
        if element.endswith(" Relationship") and attributes.get("Type", "").endswith("/officeDocument"):
            self.target = posixpath.normpath(attributes.get("Target", "")).lstrip("/")


class _Styles(Listener):
    """Finds the paragraph styles that make list items: those that number and are no headings (17.7, 17.9.18)."""

    def __init__(self) -> None:
        self._style = ""
        self._based_on: dict[str, str] = {}
        self._numbers: dict[str, bool] = {}
        self._headings: set[str] = set()

    def start(self, element: str, attributes: Attributes) -> None:
        match _local(element):
            case "style":
                self._style = _value(attributes, "styleId") or ""
            case "basedOn":
                self._based_on[self._style] = _value(attributes) or ""
            case "numId":
                self._numbers[self._style] = _value(attributes) not in ("0", None)
            case "outlineLvl":
                self._headings.add(self._style)

    def list_styles(self) -> frozenset[str]:
        """Give the ids of the styles whose paragraphs are list items, by themselves or by what they are based on."""
        return frozenset(style for style in {*self._based_on, *self._numbers} if self._is_list(style))

    def _is_list(self, style: str) -> bool:
        met: set[str] = set()
        number: bool | None = None
        while style and style not in met:
            met.add(style)
            number = self._numbers.get(style) if number is None else number
            if style in self._headings:
                return False
            style = self._based_on.get(style, "")
        return bool(number)


class _Notes(Listener):
    """Collects the words of notes by their id; the separators Word keeps there (17.11.9) have a type."""

    def __init__(self, kind: str) -> None:
        self.words: dict[str, str] = {}
        self._kind = kind
        self._id: str | None = None
        self._in_text = False

    def start(self, element: str, attributes: Attributes) -> None:
        local = _local(element)
        if local == self._kind:
            self._id = None if _value(attributes, "type") else _value(attributes, "id")
        elif local in ("p", "tab", "br") and self._id is not None:
            self.words[self._id] = self.words.get(self._id, "") + " "
        self._in_text = local == "t"

    def end(self, element: str) -> None:
        self._in_text = self._in_text and _local(element) != "t"

    def text(self, words: str) -> None:
        if self._in_text and self._id is not None:
            self.words[self._id] = self.words.get(self._id, "") + words


class _Body(Listener):
    """Writes the body's lines."""

    def __init__(self, list_styles: frozenset[str], notes: dict[str, dict[str, str]]) -> None:
        self.page = PlainLines()
        self._list_styles = list_styles
        self._notes = notes
        self._left_out = 0
        self._in_text = False
        self._hidden = False
        self._in_list = False
        self._numbered: bool | None = None

    def start(self, element: str, attributes: Attributes) -> None:
        local = _local(element)
        if self._left_out or local in _LEFT_OUT or element == _FALLBACK:
            self._left_out += 1
            return
        match local:
            case "tbl":
                self.page.end_block()
            case "tr":
                self.page.open_row()
            case "tc":
                self.page.open_cell()
            case "p":
                self.page.end_line()
                self._in_list, self._numbered = False, None
            case "pStyle":
                self._in_list = _value(attributes) in self._list_styles
            case "numId":
                self._numbered = _value(attributes) not in ("0", None)
            case "r":
                self._begin_run()
            case "vanish":
                self._hidden = (_value(attributes) or "1") not in _OFF
            case "t":
                self._in_text = not self._hidden
            case _ if not self._hidden:
                self._sign(local, attributes)

    def _begin_run(self) -> None:
        self._hidden = False
        if self._in_list if self._numbered is None else self._numbered:
            self.page.open_item()
            self._in_list, self._numbered = False, None

    def _sign(self, local: str, attributes: Attributes) -> None:
        match local:
            case "tab" | "ptab":
                self.page.tab()
            case "br" | "cr":
                self.page.end_line()
            case "noBreakHyphen":
                self.page.words("\N{NON-BREAKING HYPHEN}")
            case "softHyphen":
                self.page.words("\N{SOFT HYPHEN}")
            case "footnoteReference" | "endnoteReference":
                notes = self._notes[local.removesuffix("Reference")]
                self.page.note(notes.get(_value(attributes, "id") or "", ""))

    def end(self, element: str) -> None:
        if self._left_out:
            self._left_out -= 1
            return
        match _local(element):
            case "tbl" | "p":
                self.page.end_block()
            case "tr":
                self.page.close_row()
            case "tc":
                self.page.close_cell()
            case "t":
                self._in_text = False
            case "r":
                self._hidden = False

    def text(self, words: str) -> None:
        if self._in_text and not self._left_out:
            self.page.words(words)
