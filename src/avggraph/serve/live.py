"""The pages of a build, each made when it is asked for."""

from __future__ import annotations

from collections import OrderedDict

from avggraph.addresses import Addresses
from avggraph.publish import Resource, Site
from avggraph.query.values import local_name
from avggraph.serve.pages import Pages
from avggraph.store import Output
from avggraph.store.unit import records

# Bytes of files that are kept once made: some thousand usual pages.
_KEPT = 64_000_000
# What an entry takes beside the file and its path.
_ENTRY = 200


def live_pages(output: Output) -> Pages:
    """Give the pages of a build. They are those that `avggraph publish` would write."""
    return KeptPages(Site(output))


def addresses_of(output: Output) -> Addresses:
    """Give where the page of each thing of a build stands."""
    return Addresses(output.naming, frozenset(map(local_name, records(output.open_store()))))


class KeptPages:
    """Pages of which the last ones asked for are kept, `room` bytes of them at most; also that there is none."""

    def __init__(self, pages: Pages, room: int = _KEPT) -> None:
        self._pages = pages
        self._room = room
        self._size = 0
        self._kept: OrderedDict[str, Resource | None] = OrderedDict()

    def resource(self, path: str) -> Resource | None:
        """See `Pages`."""
        if path in self._kept:
            self._kept.move_to_end(path)
            return self._kept[path]
        made = self._pages.resource(path)
        if _size(path, made) <= self._room:
            self._kept[path] = made
            self._size += _size(path, made)
            while self._size > self._room:
                self._size -= _size(*self._kept.popitem(last=False))
        return made


def _size(path: str, made: Resource | None) -> int:
    return _ENTRY + len(path) + (len(made.content) if made else 0)
