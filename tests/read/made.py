"""Files of every kind, made by hand from a sheet: the smallest that the format's rules allow."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from sheet_page import Heading, Paragraph, Part, Table

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def packed(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return stream.getvalue()


# ---------------------------------------------------------------- DOCX and ODT


def docx(body: str, **others: str) -> bytes:
    """A Word document with this body; `others` are parts beside it, by name (`footnotes`, `styles`)."""
    declared = f'<w:document xmlns:w="{_WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'{relations}<Relationship Type="{_RELATION}" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"{declared}<w:body>{body}</w:body></w:document>",
            **{f"word/{name}.xml": f'<w:{name} xmlns:w="{_WORD}">{part}</w:{name}>' for name, part in others.items()},
        }
    )


def docx_of(parts: Sequence[Part]) -> bytes:
    return docx("".join(map(_docx_part, parts)))


def _docx_part(part: Part) -> str:
    match part:
        case Heading(words) | Paragraph(words):
            return word_paragraph(words)
        case Table(rows):
            lines = "".join(f"<w:tr>{_docx_cell(label)}{_docx_cell(value)}</w:tr>" for label, value in rows)
            return f"<w:tbl><w:tblPr/>{lines}</w:tbl>"


def _docx_cell(words: str) -> str:
    return f"<w:tc><w:tcPr/>{word_paragraph(words)}</w:tc>"


def word_paragraph(words: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'


def odt(body: str, manifest: str = "") -> bytes:
    spaces = "".join(f' xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "table"))
    content = f"<office:document-content{spaces}><office:body><office:text>{body}</office:text></office:body>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", f"{content}</office:document-content>")
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return stream.getvalue()


def odt_of(parts: Sequence[Part]) -> bytes:
    return odt("".join(map(_odt_part, parts)))


def _odt_part(part: Part) -> str:
    match part:
        case Heading(words):
            return f"<text:h>{escape(words)}</text:h>"
        case Paragraph(words):
            return f"<text:p>{escape(words)}</text:p>"
        case Table(rows):
            lines = "".join(
                f"<table:table-row>{_odt_cell(label)}{_odt_cell(value)}</table:table-row>" for label, value in rows
            )
            return f"<table:table>{lines}</table:table>"


def _odt_cell(words: str) -> str:
    return f"<table:table-cell><text:p>{escape(words)}</text:p></table:table-cell>"


# ---------------------------------------------------------------- PDF

# Words at a place: left edge and baseline in points, size of the font, the words.
Print = tuple[float, float, float, str]


def pdf(pages: Iterable[Sequence[Print]], rotate: int = 0) -> bytes:
    """A PDF with words at places, in Helvetica and Windows-1252."""
    pages = list(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, prints in enumerate(pages):
        stream = b"".join(map(_shown, prints))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotate} /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return pdf_file(objects)


def _shown(printed: Print) -> bytes:
    left, baseline, size, words = printed
    literal = words.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    return b"BT /F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n" % (size, left, baseline, literal)


def pdf_file(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)
