"""The pages of a site, read as a browser reads them: what the tests of the whole site look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

# Elements that a browser fetches something for, and the attribute that says what.
FETCHED = (
    ("script", "src"), ("img", "src"), ("iframe", "src"), ("object", "data"), ("embed", "src"), ("source", "src"),
    ("video", "src"), ("audio", "src"), ("link[rel~=stylesheet]", "href"), ("link[rel~=icon]", "href"),
    ("link[rel~=preload]", "href"), ("image", "href"), ("use", "href"),
)  # fmt: skip


@dataclass(frozen=True)
class WebPage:
    """A page of the site: its path from the root, and its elements."""

    root: Path
    path: str

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser((self.root / self.path).read_text(encoding="utf-8"))

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(node.attributes["id"] or "" for node in self.tree.css("[id]"))

    def links(self) -> Iterator[str]:
        """Give all addresses that the page links to or fetches."""
        for name in ("href", "src", "action"):
            for node in self.tree.css(f"[{name}]"):
                yield node.attributes[name] or ""

    def fetched(self) -> Iterator[str]:
        """Give the addresses of all that a browser fetches with the page."""
        for selector, name in FETCHED:
            for node in self.tree.css(selector):
                if address := node.attributes.get(name):
                    yield address


def pages(root: Path) -> list[WebPage]:
    return [WebPage(root, path.relative_to(root).as_posix()) for path in sorted(root.rglob("*.html"))]


def broken_links(root: Path) -> list[str]:
    """Give the links within a site that lead nowhere: to no file, or to a place that the page does not have."""
    known = {page.path: page for page in pages(root)}
    files = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    broken = []
    for page in known.values():
        for address in set(page.links()):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            folder = page.path.rpartition("/")[0]
            target = page.path
            if parts.path:
                target = normpath(
                    unquote(parts.path) if parts.path[0] == "/" else f"{folder}/{unquote(parts.path)}"
                ).lstrip("/")
            fragment = unquote(parts.fragment)
            if target not in files or (fragment and target in known and fragment not in known[target].ids):
                broken.append(f"{page.path}: {address}")
    return sorted(broken)
