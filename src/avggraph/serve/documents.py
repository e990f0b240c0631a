"""Which document answers a request: 303 from a thing to what tells of it, and the representation a client wants.

The Dutch URI strategy: `id/…` names a thing, `doc/…` the document about it, and an ending chooses a representation.
Relative links of a page hold from where the page stands, so that a page in English is not served at the address of the
Dutch one: who wants English is led to `en/…`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import relpath
from urllib.parse import quote

from avggraph.addresses import LANGUAGES, Addresses
from avggraph.negotiation import acceptable, negotiate_language
from avggraph.publish import Resource
from avggraph.publish.parts import DATA
from avggraph.serve.pages import Pages
from avggraph.serve.problem import Problem
from avggraph.serve.reply import Headers, Reply

# The representations a document may have, the usual one first: media type, ending, name.
REPRESENTATIONS = (
    ("text/html", "html", "HTML"),
    ("text/turtle", "ttl", "Turtle"),
    ("application/ld+json", "jsonld", "JSON-LD"),
    ("application/n-triples", "nt", "N-Triples"),
    ("application/json", "json", "JSON"),
    ("text/plain", "txt", "tekst"),
)
_ENDINGS = {media: ending for media, ending, _ in REPRESENTATIONS}
_VARY = ("Vary", "Accept, Accept-Language")
_THINGS, _DOCUMENTS = "id/", "doc/"
_INDEX = "index.html"
_CALLS, _ANSWER = "api/", "index.json"
# The description of the data, and the page that shows the same to people (`data/`).
_CATALOGUE = f"{DATA}catalogus"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: `path` without leading slash and decoded, `written` and `query` as they stood in it."""

    path: str
    written: str
    accept: str | None = None
    language: str | None = None
    query: str = ""


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a site. `base` is that of its IRIs."""

    pages: Pages
    addresses: Addresses

    def answer(self, asked: Asked) -> Reply | Problem:
        """Give what a request asks for, or say what is in the way."""
        if asked.path.startswith(_THINGS):
            return self._thing(asked)
        if asked.path.startswith(_CALLS):
            return self._called(asked)
        if asked.path == "" or asked.path.endswith("/"):
            return self._list(asked)
        if found := self.pages.resource(asked.path):
            return _shown(found, self._links(asked.path, found.path))
        return self._negotiated(asked)

    def _thing(self, asked: Asked) -> Reply | Problem:
        address = self.addresses.of(self.addresses.naming.base + asked.written)
        if address is None or not any(self._representations(address.path)):
            return _NOTHING
        place = f"#{quote(address.fragment, safe='=,-._~')}" if address.fragment else ""
        to = relative(asked.path, address.path) + place
        return Reply(303, headers=(("Location", to), ("Link", f'<{to}>; rel="describedby"')))

    def _called(self, asked: Asked) -> Reply | Problem:
        """Answer a call of an API of files: the resource is a folder, and its answer the file in it."""
        found = self.pages.resource(asked.path)
        if found:
            return _shown(found, ())
        found = self.pages.resource(f"{asked.path.removesuffix('/')}/{_ANSWER}")
        return _shown(found, (("Content-Location", relative(asked.path, found.path)),)) if found else _NOTHING

    def _list(self, asked: Asked) -> Reply | Problem:
        if asked.path == DATA and (catalogue := self._catalogue(asked)):
            return catalogue
        language = _language(asked)
        if language != LANGUAGES[0] and self.pages.resource(f"{language}/{asked.path}{_INDEX}"):
            return _moved(302, asked, f"{language}/{asked.path}")
        found = self.pages.resource(f"{asked.path}{_INDEX}")
        return _shown(found, (_VARY, ("Content-Location", _INDEX))) if found else _NOTHING

    def _catalogue(self, asked: Asked) -> Reply | None:
        """Give the description of the data to who wants that and not its page; None to who wants the page."""
        there = dict(self._representations(_CATALOGUE))
        wanted = acceptable(asked.accept, ["text/html", *(media for media, _ in _named(there))])
        if not wanted or wanted[0] == "text/html":
            return None
        found = there[wanted[0]]
        return _shown(found, (_VARY, ("Content-Location", relative(asked.path, found.path))))

    def _negotiated(self, asked: Asked) -> Reply | Problem:
        if asked.path == _CATALOGUE and acceptable(asked.accept, list(_ENDINGS))[:1] == ("text/html",):
            return _moved(303, asked, DATA)
        there = dict(self._representations(asked.path))
        if not there:
            known = self.pages.resource(f"{asked.path}/{_INDEX}")
            return _moved(308, asked, f"{asked.path}/") if known else _NOTHING
        wanted = acceptable(asked.accept, [media for media, _ in _named(there)])
        if not wanted:
            links = tuple((relative(asked.path, there[media].path), name) for media, name in _named(there))
            return Problem(406, "not-acceptable", alternatives=links)
        if wanted[0] == "text/html" and (language := _language(asked)) != LANGUAGES[0]:
            translated = f"{language}/{asked.path}"
            if self.pages.resource(f"{translated}.html"):
                return _moved(302, asked, translated)
        found = there[wanted[0]]
        place = ("Content-Location", relative(asked.path, found.path))
        return _shown(found, (_VARY, place, *self._links(asked.path, found.path)))

    def _representations(self, path: str) -> Iterator[tuple[str, Resource]]:
        """Give the representations of a document; the data beside a page is the same in every language."""
        for media, ending in _ENDINGS.items():
            neutral = path.removeprefix(f"{LANGUAGES[1]}/") if ending != "html" else path
            if found := self.pages.resource(f"{neutral}.{ending}"):
                yield media, found

    def _links(self, path: str, file: str) -> Headers:
        """Give the links from a representation of a document to the document itself and its other representations."""
        neutral = file.removeprefix(f"{LANGUAGES[1]}/")
        stem, _, ending = neutral.rpartition(".")
        if not neutral.startswith(_DOCUMENTS) or ending not in _ENDINGS.values():
            return ()
        there = dict(self._representations(stem))
        links = [f'<{self.addresses.naming.base}{quote(file.rpartition(".")[0])}>; rel="canonical"']
        for media, _ in _named(there):
            if there[media].path != file:
                links.append(f'<{relative(path, there[media].path)}>; rel="alternate"; type="{media}"')
        if ending == "html" and "text/turtle" in there:
            links.append(f'<{relative(path, there["text/turtle"].path)}>; rel="describedby"; type="text/turtle"')
        return (("Link", ", ".join(links)),)


def relative(source: str, target: str) -> str:
    """Give the relative address of one path of the site from another, for a header.

    >>> relative("id/rijksoverheid/verwerking/m1", "doc/rijksoverheid/verwerking/m1"), relative("doc/a", "doc/a/")
    ('../../../doc/rijksoverheid/verwerking/m1', 'a/')
    """
    folder, _, name = target.rpartition("/")
    way = relpath(folder or ".", source.rpartition("/")[0] or ".")
    return quote(name if way == "." and name else f"{way}/{name}")


def _named(there: dict[str, Resource]) -> Iterator[tuple[str, str]]:
    return ((media, name) for media, _, name in REPRESENTATIONS if media in there)


def _language(asked: Asked) -> str:
    if any(asked.path.startswith(f"{language}/") for language in LANGUAGES[1:]):
        return LANGUAGES[0]
    return negotiate_language(asked.language, LANGUAGES)


def _shown(found: Resource, headers: Headers) -> Reply:
    return Reply(200, found.media_type, found.content, headers)


def _moved(status: int, asked: Asked, to: str) -> Reply:
    """Lead to another page, with what the address says of a search or a form."""
    query = f"?{asked.query}" if asked.query else ""
    return Reply(status, headers=(("Location", relative(asked.path, to) + query), _VARY))


_NOTHING = Problem(404, "not-found")
