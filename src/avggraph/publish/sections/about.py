"""The page that tells what the site is, and the one that a server shows where there is nothing."""

from __future__ import annotations

from avggraph.publish.reader import Reader
from avggraph.publish.resource import Page, Section
from avggraph.publish.words import words
from avggraph.version import __version__

ABOUT, NOT_FOUND = "over", "404"


class About(Section):
    """`over` and `404`."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def paths(self) -> tuple[str, ...]:
        """See `Section`."""
        return (NOT_FOUND, ABOUT)

    def page(self, path: str, language: str) -> Page:
        """See `Section`."""
        say = words(language)
        if path == NOT_FOUND:
            content = {"paragraphs": [say("frame.not_found_text")]}
            return Page(path, language, say("frame.not_found"), "plain.html", content, anywhere=True)
        manifest = self._reader.output.manifest
        told = {
            "records": manifest["records"],
            "names": manifest["names_of_natural_persons"],
            "facts": self._facts(),
        }
        return Page(path, language, say("about.title"), "about.html", told, styles=("overview.css",))

    def _facts(self) -> list[tuple[str, str, str]]:
        """Give what is known of this edition: the word, its value, and where that leads; empty where not known."""
        publication = self._reader.setting.publication
        publisher, contact = publication.publisher, publication.contact
        address = contact.page or (f"mailto:{contact.email}" if contact.email else "") if contact else ""
        modified = publication.modified.isoformat() if publication.modified else ""
        return [
            ("publisher", publisher.name if publisher else "", publisher.iri if publisher else ""),
            ("contact", contact.name if contact else "", address),
            ("licence", publication.licence, publication.licence),
            ("date", self._reader.output.date, ""),
            ("modified", modified, ""),
            ("made_with", f"avggraph {__version__}", ""),
        ]
