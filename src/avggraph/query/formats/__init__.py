"""Formats of an answer: for the eye, for programs, for spreadsheets, for analysis."""

from avggraph.query.formats.as_html import html_table
from avggraph.query.formats.as_markdown import markdown_text
from avggraph.query.formats.as_table import rich_table
from avggraph.query.formats.format import BinaryFormat, Format, TextFormat
from avggraph.query.formats.known import FORMATS, encode, format_named, format_of_file, render

__all__ = [
    "FORMATS",
    "BinaryFormat",
    "Format",
    "TextFormat",
    "encode",
    "format_named",
    "format_of_file",
    "html_table",
    "markdown_text",
    "render",
    "rich_table",
]
