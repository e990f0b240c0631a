"""A file of the site, and the page that it may be."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from avggraph.graph.terms import Quad

Exists = Callable[[str], bool]
"""Tells whether the site has a page of a path."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A file: its path from the root of the site, what it holds, and its media type."""

    path: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way from the front page to this one: the name of a page above it, and that page's path."""

    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Page:
    """What one page says, in one language, before it is HTML.

    `path` is that of `avggraph.addresses.page`; `template` the file under `templates/` that lays out `content`.
    `iri` is what the page is about, the permalink; `structured` its description for search engines (schema.org's
    JSON-LD); `scripts` and `styles` are the files under `assets/` that it uses beside those of every page. `rdf` says
    that the page has `.ttl`, `.jsonld`, `.nt` and `.json` beside it; `anywhere`, that a server shows the page at any
    address, so that its links begin at the server's root. `own` says that it is about what is avggraph's own, as a
    concept or a rule, and is cited and licensed as that and not as the register.
    """

    path: str
    language: str
    title: str
    template: str
    content: Mapping[str, Any] = field(default_factory=dict)
    crumbs: tuple[Crumb, ...] = ()
    description: str = ""
    iri: str = ""
    rdf: bool = False
    anywhere: bool = False
    own: bool = False
    structured: Mapping[str, Any] | None = None
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()


class Section(ABC):
    """A part of the site: pages of one kind, and the data beside them. One that has pages alone needs no more.

    `asks_all` says that its pages ask the whole register, and take so long that a run begins with them;
    `tells_of_files`, that they tell of the files to download, and can only be made when these are there.
    """

    asks_all: ClassVar[bool] = False
    tells_of_files: ClassVar[bool] = False

    @abstractmethod
    def paths(self) -> tuple[str, ...]:
        """Give the paths of the section's pages, sorted; the same in every language."""

    @abstractmethod
    def page(self, path: str, language: str) -> Page:
        """Give one of the section's pages in a language."""

    def quads(self, path: str) -> tuple[Quad, ...]:  # noqa: ARG002
        """Give what the graph says of a page's subject, as the files beside the page hold it."""
        return ()

    def plain(self, path: str) -> Mapping[str, Any]:  # noqa: ARG002
        """Give the same for programs that know no RDF, as JSON."""
        return {}

    def beside(self, path: str) -> Iterator[Resource]:  # noqa: ARG002
        """Give further files that stand beside a page: each at the page's path, with an ending of its own."""
        return iter(())

    def extra(self, exists: Exists) -> Iterator[Resource]:  # noqa: ARG002
        """Give the files of the section that belong to no page, such as an index; made once, after the pages.

        `exists` tells whether the site has a page of a path.
        """
        return iter(())

    def extra_file(self, file: str, exists: Exists) -> Resource | None:
        """Give one of these by its path; None where there is none."""
        return next((each for each in self.extra(exists) if each.path == file), None)

    def fingerprint(self, path: str) -> str:  # noqa: ARG002
        """Give a hash of what the build tells the page; empty where that may be anything in the build."""
        return ""
