"""What the page of a thing shows, part by part, before it is HTML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlsplit

from avggraph.publish.record.picture import Picture as Drawing


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text, and where it leads: to the page about `iri`, that at `path`, a `file` of the site, or `href`.

    The first that there is counts. `language` is that of the text, empty for the page's own; `quoted` marks words of a
    source.
    """

    text: str
    language: str = ""
    iri: str = ""
    path: str = ""
    file: str = ""
    href: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A term with the values it has."""

    term: str
    values: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `numeric` ones are set to the right."""

    heading: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A table under a heading of its own. A cell holds any number of texts; `anchors` are ids of rows."""

    kind: ClassVar[str] = "rows"

    id: str
    heading: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[tuple[Text, ...], ...]]
    intro: str = ""
    note: str = ""
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A record in a list."""

    iri: str
    reference: str
    title: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A way to another page of the same list; the one that is shown has no path."""

    label: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Records:
    """Part of the records in which a thing has a role: those of one page of `turns`, `total` in all."""

    kind: ClassVar[str] = "records"

    id: str
    heading: str
    total: int
    entries: tuple[Entry, ...]
    start: int = 1
    turns: tuple[Turn, ...] = ()
    intro: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """A list of texts under a heading; a long one is folded away."""

    kind: ClassVar[str] = "texts"

    id: str
    heading: str
    items: tuple[Text, ...]
    intro: str = ""
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of a tree, with what stands below it and a note beside it."""

    text: Text
    note: str = ""
    below: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree under a heading."""

    kind: ClassVar[str] = "tree"

    id: str
    heading: str
    branches: tuple[Branch, ...]
    intro: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """Text for programs under a heading, such as a query or a command."""

    kind: ClassVar[str] = "code"

    id: str
    heading: str
    text: str
    intro: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in SVG; `draw` makes it with the links that its argument gives for the IRIs of things."""

    kind: ClassVar[str] = "picture"

    id: str
    heading: str
    draw: Callable[[Callable[[str], str]], Drawing]
    intro: str = ""


Block = Rows | Records | Texts | Tree | Code | Picture


def web_page(iri: str) -> str:
    """Give an address that a browser may follow: an IRI of the web's own schemes; else nothing.

    >>> web_page("https://wetten.overheid.nl/BWBR0005537"), web_page("javascript:alert(1)"), web_page("jci1.3:c:BWBR1")
    ('https://wetten.overheid.nl/BWBR0005537', '', '')
    """
    try:
        parts = urlsplit(iri)
    except ValueError:
        return ""
    return iri if parts.scheme in {"https", "http"} and parts.netloc else ""
