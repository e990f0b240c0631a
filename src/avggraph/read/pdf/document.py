"""A PDF to plain lines, its pages parted by form feeds. ISO 32000-1, read by PDFium."""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from avggraph.errors import SourceError, Where
from avggraph.read.limits import Limits
from avggraph.read.pdf.columns import measure, page_text
from avggraph.read.pdf.furniture import without_furniture
from avggraph.read.pdf.words import PageLine, page_lines

# A page of small print has some 6,000 signs; the text of a whole document stays far below this.
_MOST_SIGNS = 5_000_000


def pdf_text(data: bytes, name: str, limits: Limits) -> str:
    """Give a document's plain lines. Raises `SourceError` for one that is damaged, locked, scanned or too long."""
    where = Where(name)
    document = _opened(data, where)
    try:
        if len(document) > limits.max_pages:
            raise SourceError(
                f"De PDF heeft {len(document)} bladzijden; de grens is {limits.max_pages}.",
                where=where,
                advice="Deel de PDF op.",
            )
        pages: list[list[PageLine]] = []
        signs = 0
        for number in range(len(document)):
            pages.append(_page(document, number, where))
            signs += sum(len(line.text) for line in pages[-1])
            if signs > _MOST_SIGNS:
                raise SourceError(f"De PDF bevat meer dan {_MOST_SIGNS} tekens.", where=where, advice="Deel hem op.")
    finally:
        document.close()
    if not any(pages):
        raise SourceError(
            "De PDF bevat geen tekst: waarschijnlijk is hij gescand.",
            where=where,
            advice="Maak de tekst eerst leesbaar met tekstherkenning (OCR).",
        )
    texts = without_furniture(pages)
    metrics = measure(texts)
    return "\f".join(f"{page_text(page, metrics)}\n" for page in texts)


def _opened(data: bytes, where: Where) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            what, advice = "De PDF is met een wachtwoord beveiligd.", "Bewaar hem zonder wachtwoord."
        elif error.err_code == pdfium_c.FPDF_ERR_SECURITY:
            what, advice = "De PDF is op een onbekende manier beveiligd.", "Bewaar hem zonder beveiliging."
        else:
            what, advice = "De PDF is beschadigd of niet compleet.", "Haal het bestand opnieuw op."
        raise SourceError(what, where=where, advice=advice) from error


def _page(document: pdfium.PdfDocument, number: int, where: Where) -> list[PageLine]:
    try:
        page = document[number]
    except pdfium.PdfiumError as error:
        raise SourceError(f"Bladzijde {number + 1} van de PDF is beschadigd.", where=where) from error
    try:
        return page_lines(page)
    finally:
        page.close()
