"""PDF: words by their place on the page, pages to label-value lines."""

from avggraph.read.pdf.document import pdf_text

__all__ = ["pdf_text"]
