"""The whole site: which files it has, and each of them made from the build when it is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from mimetypes import guess_type
from pathlib import Path

from avggraph import resources
from avggraph.addresses import ALTERNATES, ASSETS, LANGUAGES, page, page_of
from avggraph.dataset import DatasetAddresses
from avggraph.dataset.rdf_text import Triple
from avggraph.files import digest_of
from avggraph.publication import Publication
from avggraph.publish.document import document_triples
from avggraph.publish.endpoint import Endpoint
from avggraph.publish.frame import Frame
from avggraph.publish.kept import Kept
from avggraph.publish.rdf import render_json, render_jsonld, render_ntriples, render_turtle
from avggraph.publish.reader import Reader
from avggraph.publish.record.picture import picture_css
from avggraph.publish.resource import Page, Resource, Section
from avggraph.publish.sections import SECTIONS
from avggraph.publish.setting import Setting
from avggraph.publish.words import words
from avggraph.store import Output
from avggraph.version import __version__

_ASSETS = Path(__file__).parent / "assets"
_RENDERERS: Mapping[str, Callable[[Iterable[Triple]], bytes]] = {
    "ttl": render_turtle,
    "jsonld": render_jsonld,
    "nt": render_ntriples,
}
# Files of this package whose change changes pages.
_MADE_WITH = frozenset({".py", ".html"})
_MEDIA = {ending: media for ending, media, _ in ALTERNATES}


class Site:
    """The site of a build. The same build and publication give the same files, whoever asks and in whatever order."""

    def __init__(self, output: Output, setting: Setting | None = None, kept: Kept | None = None) -> None:
        setting = setting or Setting()
        publication = setting.publication
        self.reader = Reader(output, setting, kept)
        self.sections: tuple[Section, ...] = tuple(make(self.reader) for make in SECTIONS)
        self.frame = Frame(
            self.reader.addresses,
            {language: _title(publication, language) for language in LANGUAGES},
            self._exists,
            publisher=publication.publisher.name if publication.publisher else "",
            licence=publication.licence,
            date=publication.modified.isoformat() if publication.modified else output.date,
            endpoint=Endpoint(setting.endpoint),
        )

    @cached_property
    def places(self) -> Mapping[str, Section]:
        """The section of each page, by the page's path, in the order of the sections."""
        numbered = self.reader.kept("pages", self._number_of_section)
        return {path: self.sections[number] for path, number in numbered.items()}

    def _number_of_section(self) -> Mapping[str, int]:
        return {path: number for number, section in enumerate(self.sections) for path in section.paths()}

    @cached_property
    def fingerprint(self) -> str:
        """A hash of what every page is made with: the tool, its templates and words, and what the frame says."""
        digest = hashlib.sha256(__version__.encode())
        package = Path(__file__).parent
        own = (file for file in package.rglob("*") if file.suffix in _MADE_WITH)
        digest.update(f"{digest_of(package, own)} {resources.digest()}".encode())
        digest.update(repr((sorted(self.frame.title.items()), self.frame.publisher, self.frame.licence)).encode())
        digest.update(repr((self.reader.setting.publication, self.reader.setting.endpoint)).encode())
        output = self.reader.output
        digest.update(f"{self.frame.date} {output.date} {output.naming} {self.frame.endpoint}".encode())
        return digest.hexdigest()

    @cached_property
    def build_fingerprint(self) -> str:
        """A hash of all that the build holds, and of the builds before it."""
        builds = (self.reader.output, *self.reader.earlier)
        return hashlib.sha256(repr([sorted(build.manifest.items()) for build in builds]).encode()).hexdigest()

    @cached_property
    def whole_fingerprint(self) -> str:
        """A hash of all that any file of the site is made of, but for style and scripts."""
        return hashlib.sha256(f"{self.fingerprint} {self.build_fingerprint}".encode()).hexdigest()

    def files(self, path: str) -> Iterator[Resource]:
        """Give all files of a page: in every language, and the data beside it."""
        section = self.places[path]
        pages = [section.page(path, language) for language in LANGUAGES]
        yield from map(self.frame.render, pages)
        if any(shown.rdf for shown in pages):
            yield from self._data(section, pages[0], _MEDIA)
        yield from section.beside(path)

    def resource(self, file: str) -> Resource | None:
        """Give one file of the site by its path; None where there is none."""
        if file.startswith(f"{ASSETS}/"):
            return next((each for each in assets() if each.path == file), None)
        for language in LANGUAGES:
            if shown := self._page_of(file, language):
                return self.frame.render(shown)
        path, _, ending = file.rpartition(".")
        section = self.places.get(path)
        if section and ending in _MEDIA and (shown := section.page(path, LANGUAGES[0])).rdf:
            return next(self._data(section, shown, (ending,)))
        # A file beside a page may say more of itself between the page's path and its ending.
        for each in (path, path.rpartition(".")[0]):
            beside = self.places[each].beside(each) if each in self.places else ()
            if found := next((other for other in beside if other.path == file), None):
                return found
        return next((found for each in self.sections if (found := each.extra_file(file, self._exists))), None)

    def extra(self) -> Iterator[Resource]:
        """Give the sections' files that belong to no page."""
        for section in self.sections:
            yield from section.extra(self._exists)

    def _page_of(self, file: str, language: str) -> Page | None:
        """Give the page that is a file."""
        path = page_of(file, language)
        # A thing may be called "index", and its page has then the name that a list's has.
        for each in () if path is None else (path, f"{path}index"):
            if each in self.places and page(each, language) == file:
                return self.places[each].page(each, language)
        return None

    def _exists(self, path: str) -> bool:
        return path in self.places

    def _data(self, section: Section, shown: Page, endings: Iterable[str]) -> Iterator[Resource]:
        """Give the files with the data of a page; those in RDF speak of the document too."""
        triples = tuple(self._triples(section, shown))
        for ending in endings:
            render = _RENDERERS.get(ending)
            content = render(triples) if render else render_json(section.plain(shown.path))
            yield Resource(f"{shown.path}.{ending}", content, _MEDIA[ending])

    def _triples(self, section: Section, shown: Page) -> Iterator[Triple]:
        yield from (quad[:3] for quad in section.quads(shown.path))
        base, publication = self.reader.output.base, self.reader.setting.publication
        dataset = DatasetAddresses(publication.base or base)
        yield from document_triples(f"{base}{shown.path}", shown.iri, dataset, publication)


def _title(publication: Publication, language: str) -> str:
    told = dict[str, str](publication.title.texts())
    return told.get(language) or told.get(LANGUAGES[0]) or words(language)("frame.title")


def assets() -> Iterator[Resource]:
    """Give the style sheets and scripts, the same on every site."""
    yield Resource(f"{ASSETS}/picture.css", picture_css().encode(), "text/css")
    for file in sorted(_ASSETS.rglob("*")):
        if file.is_file():
            name = file.relative_to(_ASSETS).as_posix()
            yield Resource(
                f"{ASSETS}/{name}", file.read_bytes(), guess_type(file.name)[0] or "application/octet-stream"
            )
