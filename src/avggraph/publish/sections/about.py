"""The page that tells what the site is, and the one that a server shows where there is nothing."""

from __future__ import annotations

from avggraph.publish.reader import Reader
from avggraph.publish.resource import Page, Section
from avggraph.publish.words import words


class About(Section):
    """`over` and `404`."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def paths(self) -> tuple[str, ...]:
        """See `Section`."""
        return ("404", "over")

    def page(self, path: str, language: str) -> Page:
        """See `Section`."""
        say = words(language)
        if path == "404":
            content = {"paragraphs": [say("frame.not_found_text")]}
            return Page(path, language, say("frame.not_found"), "plain.html", content, anywhere=True)
        return Page(path, language, say("frame.about"), "plain.html", {"paragraphs": [say("frame.derived")]})
