"""The IRIs of a build: every node's name is a function of its document, so the next build gives the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

from avggraph.errors import UsageError
from avggraph.graph.terms import Term, iri
from avggraph.text import Span

# RFC 2606: nobody can mistake it for an official name.
DEFAULT_BASE = "https://avggraph.example/"
DEFAULT_REGISTER = "rijksoverheid"

# What an IRI cannot hold (SPARQL 1.1, section 19.8, IRIREF), and what ends the path of one.
_NOT_IN_BASE = re.compile(r"""[\x00-\x20<>"{}|^`\\?#]""")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(words: str) -> str:
    """Give a slug: lower-case ASCII letters, digits and hyphens.

    >>> slug("Financiën & Control")
    'financien-control'
    """
    plain = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
    return _NOT_SLUG.sub("-", plain).strip("-")


def is_base(address: str) -> bool:
    """Tell whether an address can be that of a site, and the base of its IRIs.

    >>> is_base("https://data.voorbeeld.nl/avg/"), is_base("data.voorbeeld.nl"), is_base("https://data.voorbeeld.nl")
    (True, False, False)
    >>> is_base("https://data.voorbeeld.nl:poort/"), is_base("https://[voorbeeld/")
    (False, False)
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_whole = parts.scheme in ("http", "https") and bool(parts.netloc) and address.endswith("/")
    return is_whole and not _NOT_IN_BASE.search(address) and _is_iri(iri(address)[1:-1])


def _is_iri(text: str) -> bool:
    """Tell whether a text is an IRI (RFC 3987) to the database: with a port that is no number it is none."""
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Naming:
    """The base of all IRIs and the register's slug (docs/graph-model.md shows what they name)."""

    base: str = DEFAULT_BASE
    register: str = DEFAULT_REGISTER
    # The base as an IRI may hold it.
    _root: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not is_base(self.base):
            raise UsageError(
                f"{self.base!r} kan geen basis-IRI zijn.",
                advice="Geef een http(s)-adres dat eindigt op een schuine streep, zoals https://data.voorbeeld.nl/.",
            )
        if self.register != slug(self.register) or not self.register:
            raise UsageError(
                f"{self.register!r} kan geen naam van een register zijn.",
                advice="Gebruik kleine letters, cijfers en koppeltekens.",
            )
        object.__setattr__(self, "_root", iri(self.base)[1:-1])

    def node(self, kind: str, key: str) -> Term:
        """Name a node of a description: `kind` as in the model ("doel"), `key` its reference and number."""
        return f"<{self._root}id/{self.register}/{kind}/{quote(key, safe='-._~')}>"

    def system(self, name: str) -> Term:
        """Name a system by its slug."""
        return iri(f"{self.base}id/systeem/{name}")

    def law(self, slug: str) -> Term:
        """Name a law by its slug."""
        return iri(f"{self.base}id/wet/{slug}")

    def source(self, sha256: str) -> Term:
        """Name a source document by the hash of its normalised text."""
        return iri(f"{self.base}doc/bron/{sha256}")

    def words(self, sha256: str, span: Span) -> Term:
        """Name a stretch of a source document (RFC 5147: code points, 0-based, end exclusive)."""
        return f"<{self._root}doc/bron/{sha256}#char={span.start},{span.end}>"

    def record_graph(self, key: str) -> Term:
        """Name the graph of one source document."""
        return iri(f"{self.base}graph/{self.register}/{quote(key, safe='-._~')}")

    def graph(self, name: str) -> Term:
        """Name a graph that is not of one document: "organisaties", "wetten", "begrippen", "stromen", "catalogus"."""
        return iri(f"{self.base}graph/{name}")
