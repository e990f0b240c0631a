"""Setting PNG and PDF with typst in Open Sans, and which characters that has.

The font travels with the package and no other is used, so that the bytes do not depend on the fonts of a machine. What
it lacks is shown as `REPLACEMENT`: other fonts would change how the whole line looks, and typst 0.15 breaks off on some
mixtures of scripts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import typst

from avggraph.diagram.formats.svg.elements import Attributes, element, text
from avggraph.errors import DiagramError, KnowledgeError

FAMILY = "Open Sans"

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""Stands for a character that Open Sans lacks; it has this one."""

STAND_INS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒", "-"),
        **dict.fromkeys("●■▪○◦‣∙", "•"),
        "→": "->",
        "←": "<-",
        "█": "—",  # a name that was blacked out stays a bar
    }
)
"""What to write for signs that Open Sans lacks and registers use; none is wider than the layout reckons with."""

OutputFormat = Literal["pdf", "png"]

_MARKS = frozenset({"Mn", "Mc", "Me", "Cf"})  # general categories (Unicode, section 4.5)
_PANIC = "PanicException"  # of Rust, which has no name to import and is no Exception
_NO_GLYPH = "PDF/UA-1 error"  # of all that typst says of the probe, this is about its characters
_PROBE = b'#set document(title: "-")\n#image("probe.svg", alt: "-")'


@cache
def folder() -> Path:
    """Give the folder with the files of Open Sans; KnowledgeError where its package is not installed.

    >>> (folder() / "OpenSans-Regular.ttf").is_file()
    True
    """
    package = find_spec("ttf_opensans")
    if package is None or not package.submodule_search_locations:
        raise KnowledgeError("The font Open Sans was not found.", advice="Install the package ttf-opensans.")
    return Path(package.submodule_search_locations[0], "ttf")


def typeset(files: Mapping[str, bytes], format: OutputFormat, *, ppi: float | None = None) -> bytes:
    """Set the template `main.typ` with the files beside it; a PDF is PDF/UA-1. DiagramError where that does not work.

    typst keeps threads: a process forked after a first call hangs in its own, a spawned one does not.

    >>> typeset({"main.typ": b'#set document(title: "-")'}, "pdf")[:8]
    b'%PDF-1.7'
    """
    try:
        made: bytes = typst.compile(  # type: ignore[call-overload]  # its stub does not tell of files given as a dict
            dict(files), font_paths=_fonts(), format=format, ppi=ppi, pdf_standards=["ua-1"] if format == "pdf" else []
        )
    except typst.TypstError as error:
        raise _unsettable(format, error) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise _unsettable(format, error) from error
    return made


def lacking(characters: Iterable[str]) -> frozenset[str]:
    """Give those of the characters that cannot be shown.

    Accents and joiners that stand on their own are among them: what can be one character with an accent should be
    (Unicode normalization form C).

    >>> sorted(lacking("één € \u4e2d e\u0301"))
    ['\u0301', '中']
    """
    given = frozenset(characters)
    marks = frozenset(each for each in given if unicodedata.category(each) in _MARKS)
    # A glyph put together from parts may pass for whole beside its own letter, and does so nowhere else.
    composed = frozenset(each for each in given - marks if unicodedata.normalize("NFD", each) != each)
    lost = {each for each in composed if _lacking(each)}
    return marks | lost | frozenset(_lacking("".join(sorted(given - marks - composed))))


def _unsettable(format: OutputFormat, error: BaseException) -> DiagramError:
    return DiagramError(f"De tekening is niet als {format} te zetten: {error}.", advice="Kies svg of html.")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder()])


@lru_cache(maxsize=4096)
def _lacking(characters: str) -> str:
    """Set all characters at once, and halves of them where that fails: PDF/UA-1 asks a glyph for each (7.21.8)."""
    if not characters or _is_shown(characters):
        return ""
    if len(characters) == 1:
        return characters
    middle = len(characters) // 2
    return _lacking(characters[:middle]) + _lacking(characters[middle:])


def _is_shown(characters: str) -> bool:
    """Set the characters, each on its own, as they stand in a picture; a glyph put together from parts does not do.

    DiagramError where setting fails for another reason: that says nothing of the characters.
    """
    root: Attributes = {"xmlns": "http://www.w3.org/2000/svg", "width": 9.0, "height": 9.0, "font-family": FAMILY}
    svg = element("svg", root, [element("text", {"y": 9.0}, [text(" ".join(characters))])])
    try:
        typeset({"main.typ": _PROBE, "probe.svg": svg.encode()}, "pdf")
    except DiagramError as error:
        if isinstance(error.__cause__, typst.TypstError) and not str(error.__cause__).startswith(_NO_GLYPH):
            raise
        return False
    return True
