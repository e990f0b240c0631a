"""Interop: a build's records in the shapes that other registers, tools and people read.

`FORMATS` is the table of shapes. A shape says what it can say and no more: values of closed lists by exact mapping,
what is not stated left out, and what has no place told beside it (`not_expressed.csv`).
"""

from avggraph.interop.format import Format, Left, Piece, Setting, Writer
from avggraph.interop.formats import FORMATS, files_of_record, format_named, written_files_of_record
from avggraph.interop.history import History, Version, history_of
from avggraph.interop.oins import read_oins
from avggraph.interop.reading import Citation, Found, Reading
from avggraph.interop.things import Things
from avggraph.interop.write import NOT_EXPRESSED, NOT_EXPRESSED_OF_SITE, Written, export, names_people, write_interop

__all__ = [
    "FORMATS",
    "NOT_EXPRESSED",
    "NOT_EXPRESSED_OF_SITE",
    "Citation",
    "Format",
    "Found",
    "History",
    "Left",
    "Piece",
    "Reading",
    "Setting",
    "Things",
    "Version",
    "Writer",
    "Written",
    "export",
    "files_of_record",
    "format_named",
    "history_of",
    "names_people",
    "read_oins",
    "write_interop",
    "written_files_of_record",
]
