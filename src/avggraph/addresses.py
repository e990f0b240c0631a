"""Where each thing's page stands: IRIs to paths of documents, and links from one page to another.

The Dutch URI strategy names a thing under `id/` and the document about it under `doc/`. Paths are those of the site's
files without ending, relative to the base of all IRIs, which is the root of the site.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from posixpath import relpath
from urllib.parse import quote, unquote

from avggraph.files import is_device
from avggraph.graph.naming import Naming
from avggraph.graph.terms import AVG, CONCEPT

SHAPES = "https://w3id.org/avggraph/shape#"
"""The start of the IRIs of our shapes."""

POLICIES = "https://w3id.org/avggraph/policy/"
"""The start of the IRIs of the sharing guides, and of the rules in them."""

ASSETS = "bestanden"
"""The folder of style sheets and scripts on the site."""

LEDGER = ".avggraph-site.json"
"""The file that says what the last run wrote into a site's folder. A folder without it is not ours to write into."""

LANGUAGES = ("nl", "en")
"""The languages of the interface, the usual one first: its pages stand at the paths, those of another below its tag."""

ALTERNATES = (
    ("ttl", "text/turtle", "Turtle"),
    ("jsonld", "application/ld+json", "JSON-LD"),
    ("nt", "application/n-triples", "N-Triples"),
    ("json", "application/json", "JSON"),
)
"""The formats that stand beside a page: ending, media type, name."""

SINGLE = frozenset({"doorgifte", "gezamenlijk", "beveiliging", "functionaris"})
"""Parts of a record (docs/graph-model.md) whose IRI ends with the record's key alone: a record has one at most."""

BRANCHED = "bewaartermijn"
"""The part of a record that has a number of its own behind the block's, where it holds for one branch of several."""

KINDS_OF_ALL = ("organisatie", "systeem", "wet", "land")
"""Things that are of no one register."""

_PART = re.compile(r"(?P<key>.+)-(?P<part>g?\d+)")
_BRANCH = re.compile(r"(?P<key>.+)-(?P<part>\d+-\d+)")
# Addresses and links that are remembered: those of what a large register shares among its pages, and of one page.
_KEPT = 16_384
_PLAIN = re.compile(r"(?!\.)[\w.~-]{1,100}")


@dataclass(frozen=True, slots=True)
class Address:
    """A document of the site, by its path without ending, and a place in it."""

    path: str
    fragment: str = ""


@dataclass(frozen=True)
class Addresses:
    """The addresses of a build's things; `naming` says how its nodes are named.

    `records` are the last parts of the records' IRIs. They matter only where a record's number ends like a part's
    ("avg-12"): `bewaartermijn/avg-12-1` may be of the record `avg-12` or `avg`.

    >>> part = "https://avggraph.example/id/rijksoverheid/bewaartermijn/avg-12-1"
    >>> for known in ("avg", "avg-12"):
    ...     print(Addresses(Naming(), frozenset({known})).of(part))
    Address(path='doc/rijksoverheid/verwerking/avg', fragment='bewaartermijn-12-1')
    Address(path='doc/rijksoverheid/verwerking/avg-12', fragment='bewaartermijn-1')
    """

    naming: Naming
    records: frozenset[str] = frozenset()

    @cached_property
    def _own(self) -> re.Pattern[str]:
        start = re.escape(f"{self.naming.base}id/")
        return re.compile(rf"{start}(?P<place>[a-z0-9-]+)/(?P<rest>.+)")

    def of(self, iri: str) -> Address | None:
        """Give the document about a thing and the place in it; None for an IRI that has no page here.

        Whether that page was written is another matter: a law that no record cites has an address and no page.

        >>> addresses = Addresses(Naming())
        >>> addresses.of("https://avggraph.example/id/rijksoverheid/doel/m4089-g1")
        Address(path='doc/rijksoverheid/verwerking/m4089', fragment='doel-g1')
        >>> addresses.of("https://identifier.overheid.nl/tooi/id/oorg/oorg10215").path
        'doc/organisatie/oorg10215'
        >>> addresses.of("https://w3id.org/avggraph/def#Flow")
        Address(path='doc/ontologie', fragment='Flow')
        """
        return self._remembered(iri)

    @cached_property
    def _remembered(self) -> Callable[[str], Address | None]:
        return lru_cache(_KEPT)(self._of)

    def _of(self, iri: str) -> Address | None:
        if found := self._own.fullmatch(iri):
            return self._of_own(found["place"], found["rest"])
        sources = f"{self.naming.base}doc/bron/"
        if iri.startswith(sources):
            source, _, fragment = iri.removeprefix(sources).partition("#")
            return Address(f"doc/bron/{segment(source)}", fragment)
        return _of_others(iri)

    def _of_own(self, place: str, rest: str) -> Address | None:
        if place in KINDS_OF_ALL:
            return Address(f"doc/{place}/{segment(rest)}")
        if place != self.naming.register:
            return None
        if rest == "register":
            return Address(f"doc/{place}/register")
        kind, _, key = rest.partition("/")
        return self._of_record(kind, key)

    def _of_record(self, kind: str, key: str) -> Address | None:
        start = f"doc/{self.naming.register}/verwerking/"
        if kind == "verwerking":
            return Address(start + segment(key))
        if kind in SINGLE:
            return Address(start + segment(key), kind)
        found = self._part(kind, key)
        return Address(start + segment(found["key"]), f"{kind}-{found['part']}") if found else None

    def _part(self, kind: str, key: str) -> re.Match[str] | None:
        found = _PART.fullmatch(key)
        branch = _BRANCH.fullmatch(key) if kind == BRANCHED else None
        if found and branch and found["key"] not in self.records:
            return branch if branch["key"] in self.records or "-" not in branch["key"] else found
        return found


def _of_others(iri: str) -> Address | None:
    """Give the address of what is named outside the build: TOOI's organisations, and what is avggraph's own."""
    for start, folder in (("https://identifier.overheid.nl/tooi/id/", "organisatie"), (SHAPES, "regel")):
        if iri.startswith(start):
            return Address(f"doc/{folder}/{segment(iri.removeprefix(start).rpartition('/')[2])}")
    if iri.startswith(POLICIES):
        guide, _, rule = iri.removeprefix(POLICIES).partition("/")
        return Address(f"delen/{segment(guide)}", rule)
    if iri.startswith(CONCEPT.base):
        return Address("doc/begrip/" + "/".join(map(segment, iri.removeprefix(CONCEPT.base).split("/"))))
    return Address("doc/ontologie", iri.removeprefix(AVG.base)) if iri.startswith(AVG.base) else None


def segment(text: str) -> str:
    """Give the name of a file for the last part of an IRI: that part itself where it is plain, else a hash of it.

    >>> segment("m4089"), segment("..%2Fx"), segment("aux")
    ('m4089', 'x-5e8061c380a6', 'x-321f68140efc')
    """
    plain = unquote(text)
    if _PLAIN.fullmatch(plain) and not is_device(plain):
        return plain
    return f"x-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def page(path: str, language: str = LANGUAGES[0]) -> str:
    """Give the file of a page in a language: of a document its path, of a list or the site its index.

    >>> page("doc/systeem/cic"), page("verwerkingen/", "en"), page("", "nl")
    ('doc/systeem/cic.html', 'en/verwerkingen/index.html', 'index.html')
    """
    file = f"{path}index.html" if not path or path.endswith("/") else f"{path}.html"
    return file if language == LANGUAGES[0] else f"{language}/{file}"


def page_of(file: str, language: str) -> str | None:
    """Give the path of the page that is a file in a language; None where the file is no page of that language.

    >>> page_of("en/verwerkingen/index.html", "en"), page_of("doc/wet/awb.ttl", "nl")
    ('verwerkingen/', None)
    """
    stem = file.removesuffix(".html")
    if language != LANGUAGES[0]:
        stem = stem.removeprefix(f"{language}/")
    path = stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else stem
    return path if page(path, language) == file else None


def link(source: str, target: str, fragment: str = "") -> str:
    """Give the relative address of one file of the site from another, for an `href`.

    >>> link("doc/systeem/cic.html", "doc/wet/awb.html", "x"), link("index.html", "index.html")
    ('../wet/awb.html#x', 'index.html')
    """
    path = _relative(source.rpartition("/")[0], target)
    return f"{path}#{quote(fragment, safe='=,-._~')}" if fragment else path


@lru_cache(_KEPT)
def _relative(folder: str, target: str) -> str:
    return quote(relpath(target, folder or "."))
