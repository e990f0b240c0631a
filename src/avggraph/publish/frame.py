"""Pages to HTML: the frame around every page, and the template of each kind. Whatever a page says is escaped here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from avggraph.addresses import ALTERNATES, LANGUAGES, Addresses, link, page
from avggraph.publish.endpoint import NO_ENDPOINT, Endpoint
from avggraph.publish.resource import Page, Resource
from avggraph.publish.things.terms import ontology_licence, ontology_texts
from avggraph.publish.words import Words, words

MENU = (
    ("frame.home", ""),
    ("frame.records", "verwerkingen/"),
    ("frame.organisations", "organisaties/"),
    ("frame.systems", "systemen/"),
    ("frame.concepts", "begrippen/"),
    ("frame.laws", "wetten/"),
    ("frame.queries", "vragen/"),
    ("frame.network", "netwerk"),
    ("frame.share", "delen/"),
    ("frame.data", "data/"),
)
"""The site's menu: the word and the path of each entry."""

# The parts of the site run no script and fetch nothing from elsewhere; pictures carry styles of their own.
POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:",
    "font-src 'self' data:", "connect-src 'self'", "manifest-src 'self'", "base-uri 'none'", "form-action 'self'",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a site's pages.

    `exists` tells whether the site has a page of a path. `title` is the site's name by language; `publisher`, `licence`
    (an IRI) and `date` (of the data) are empty where they are not known.
    """

    addresses: Addresses
    title: Mapping[str, str]
    exists: Callable[[str], bool]
    publisher: str = ""
    licence: str = ""
    date: str = ""
    endpoint: Endpoint = NO_ENDPOINT

    def render(self, shown: Page) -> Resource:
        """Render a page as HTML; the same page gives the same bytes."""
        view = _View(self, shown, page(shown.path, shown.language), words(shown.language))
        text = _environment().get_template(shown.template).render({**shown.content, **view.names()})
        return Resource(view.at, text.encode(), "text/html; charset=utf-8")


@dataclass(frozen=True, slots=True)
class _View:
    """What the templates ask while one page is rendered."""

    frame: Frame
    shown: Page
    at: str
    say: Words

    def names(self) -> dict[str, Any]:
        """Give what every template may use beside its own content."""
        return {
            "page": self.shown,
            "say": self.say,
            "to": self.to,
            "about": self.about,
            "file": self.file,
            "menu": MENU,
            "policy": _policy(self.frame.endpoint),
            "endpoint_at": self.frame.endpoint.href(self.at),
            "site": self.frame,
            "other_language": self._other_language(),
            "alternates": self._alternates(),
            "citation": self._citation(),
            "own_licence": ontology_licence() if self.shown.own else "",
            "structured": self._structured(),
        }

    def to(self, path: str, fragment: str = "") -> str:
        """Give the link to a page of the site, in the language of this one."""
        return self._link(page(path, self.shown.language), fragment)

    def about(self, iri: str) -> str:
        """Give the link to the page about a thing; its own address where that is a web page elsewhere; else nothing."""
        address = self.frame.addresses.of(iri)
        if address and self.frame.exists(address.path):
            return self.to(address.path, address.fragment)
        return ""

    def file(self, path: str) -> str:
        """Give the link to a file of the site that is the same in every language."""
        return self._link(path)

    def _link(self, file: str, fragment: str = "") -> str:
        if self.shown.anywhere:
            return urlsplit(self.frame.addresses.naming.base).path + link("", file, fragment)
        return link(self.at, file, fragment)

    def _other_language(self) -> tuple[str, str]:
        [other] = (language for language in LANGUAGES if language != self.shown.language)
        return other, self._link(page(self.shown.path, other))

    def _alternates(self) -> tuple[tuple[str, str, str], ...]:
        if not self.shown.rdf:
            return ()
        return tuple((self.file(f"{self.shown.path}.{ending}"), media, name) for ending, media, name in ALTERNATES)

    def _citation(self) -> str:
        """Give the text to cite the page by: title, site, publisher, date of the data and permalink, where known.

        What is avggraph's own is cited as a part of avggraph, by its version.
        """
        register = (self.frame.title[self.shown.language], self.frame.publisher, self.frame.date)
        own = (self.say("frame.own_work", version=ontology_texts(self.shown.language)[1]),)
        known = (self.shown.title, *(own if self.shown.own else register))
        return ". ".join(part for part in (*known, self.shown.iri) if part)

    def _structured(self) -> Markup:
        """Give the JSON-LD as the text of a script element, which ends at any `</` or is hidden by `<!--`."""
        if not self.shown.structured:
            return Markup()
        return Markup(orjson.dumps(self.shown.structured).decode().replace("<", "\\u003c"))


def _policy(endpoint: Endpoint) -> str:
    """Give the policy of the pages, with the endpoint's host where that is elsewhere."""
    if not endpoint.origin:
        return POLICY
    return re.sub("(connect-src|form-action) 'self'", lambda found: f"{found[0]} {endpoint.origin}", POLICY)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("avggraph.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
