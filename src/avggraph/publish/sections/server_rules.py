"""The rules for web servers, under `server/`: files without a page of their own (docs/web-servers.md)."""

from __future__ import annotations

from collections.abc import Iterator

from avggraph.publish.reader import Reader
from avggraph.publish.resource import Exists, Page, Resource, Section
from avggraph.web_servers import SNIPPETS, render_snippets

FOLDER = "server/"


class ServerRules(Section):
    """`server/`."""

    def __init__(self, reader: Reader) -> None:
        self._naming = reader.output.naming

    def paths(self) -> tuple[str, ...]:
        """See `Section`."""
        return ()

    def page(self, path: str, language: str) -> Page:
        """See `Section`; there is none."""
        raise KeyError(path, language)

    def extra(self, exists: Exists) -> Iterator[Resource]:  # noqa: ARG002
        """See `Section`."""
        rules = render_snippets(self._naming.base, self._naming.register)
        return (Resource(f"{FOLDER}{name}", text.encode(), "text/plain") for name, text in rules.items())

    def extra_file(self, file: str, exists: Exists) -> Resource | None:
        """See `Section`; rules are written only for who asks for them."""
        return super().extra_file(file, exists) if file.removeprefix(FOLDER) in SNIPPETS else None
