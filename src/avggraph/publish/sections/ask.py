"""The page where analysts ask: the saved questions as forms, an editor for SPARQL, and what its scripts know."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from avggraph.publish.reader import Reader
from avggraph.publish.resource import Crumb, Exists, Page, Resource, Section
from avggraph.publish.suggestions import render_catalogue, render_suggestions, site_query
from avggraph.publish.words import words

PATH = "vragen/stellen"

_SUGGESTIONS = "vragen/termen.js"
_CATALOGUE = "vragen/catalogus.js"
_SCRIPT = "text/javascript"

# A first question for the editor: short, and every build answers it.
_FIRST = "first"


class Ask(Section):
    """`vragen/stellen`, with the files beside it that its scripts read."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def paths(self) -> tuple[str, ...]:
        """See `Section`."""
        return (PATH,)

    def page(self, path: str, language: str) -> Page:
        """See `Section`."""
        say = words(language)
        catalogue = self._reader.catalogue
        questions = [(name, query.title if language == "nl" else query.title_en) for name, query in catalogue.items()]
        return Page(
            path,
            language,
            say("ask.title"),
            "ask.html",
            {
                "endpoint": bool(self._reader.setting.endpoint),
                "questions": sorted(questions, key=lambda each: each[1].casefold()),
                "first": site_query(_FIRST),
            },
            crumbs=(Crumb(say("frame.queries"), "vragen/"),),
            description=say("ask.description"),
            scripts=("ask.js",),
            styles=("vendor/yasgui/yasqe.min.css", "ask.css"),
        )

    def fingerprint(self, path: str) -> str:  # noqa: ARG002
        """See `Section`. All that is suggested is counted and named in the build alone, which says what it holds."""
        return hashlib.sha256(repr(sorted(self._reader.output.manifest.items())).encode()).hexdigest()

    def extra(self, exists: Exists) -> Iterator[Resource]:
        """See `Section`."""
        return (self._script(file, exists) for file in (_CATALOGUE, _SUGGESTIONS))

    def extra_file(self, file: str, exists: Exists) -> Resource | None:
        """See `Section`."""
        return self._script(file, exists) if file in (_CATALOGUE, _SUGGESTIONS) else None

    def _script(self, file: str, exists: Exists) -> Resource:
        made = render_catalogue(self._reader) if file == _CATALOGUE else render_suggestions(self._reader, exists)
        return Resource(file, made, _SCRIPT)
