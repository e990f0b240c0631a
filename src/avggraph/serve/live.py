"""The pages of a build, each made when it is asked for."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from avggraph.publish import Resource, Site
from avggraph.publish.address import Addresses
from avggraph.query.values import local_name
from avggraph.serve.pages import Pages
from avggraph.store import Output
from avggraph.store.unit import records

# Files that are kept once made: of some 50 kB each.
_KEPT = 512


def live_pages(output: Output) -> Pages:
    """Give the pages of a build. They are those that `avggraph publish` would write."""
    return _Kept(Site(output))


def addresses_of(output: Output) -> Addresses:
    """Give where the page of each thing of a build stands."""
    return Addresses(output.naming, frozenset(map(local_name, records(output.open_store()))))


class _Kept:
    """Pages of which the last ones asked for are kept. A page is made by one thread at a time."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._lock = Lock()
        self._kept: OrderedDict[str, Resource] = OrderedDict()

    def resource(self, path: str) -> Resource | None:
        """See `Pages`."""
        with self._lock:
            found = self._kept.get(path) or self._pages.resource(path)
            if found:
                self._kept[path] = found
                self._kept.move_to_end(path)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return found
