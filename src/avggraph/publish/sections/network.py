"""The page with the map of the network of organisations, and its table."""

from __future__ import annotations

from functools import cached_property

from avggraph.network import network_of
from avggraph.publish.overview.network_map import HEIGHT, WIDTH, NetworkMap, network_map
from avggraph.publish.reader import Reader
from avggraph.publish.resource import Page, Section
from avggraph.publish.words import words

# As many as can be told apart on one screen; of a larger register the page says how many it leaves out.
_AT_MOST = 120


class NetworkPage(Section):
    """`netwerk`."""

    asks_all = True

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def paths(self) -> tuple[str, ...]:
        """See `Section`."""
        return ("netwerk",)

    def page(self, path: str, language: str) -> Page:
        """See `Section`."""
        say = words(language)
        drawn = self._map
        names = {place.iri: place.name for place in drawn.places}
        ministries = sorted({place.ministry for place in drawn.places if place.ministry})
        content = {
            "map": drawn,
            "width": WIDTH,
            "height": HEIGHT,
            "places": {place.iri: place for place in drawn.places},
            "names": names,
            "ministries": [(iri, self._reader.name(iri, language)) for iri in ministries],
            "kinds": sorted({kind for relation in drawn.relations for kind in relation.kinds}),
            "ministry_name": lambda iri: self._reader.name(iri, language) if iri else "",
        }
        return Page(
            path, language, say("network.title"), "network.html", content,
            description=say("network.about"), scripts=("network.js",), styles=("network.css",),
        )  # fmt: skip

    @cached_property
    def _map(self) -> NetworkMap:
        network = network_of(self._reader.engine, self._reader.catalogue, data=False)
        return network_map(network, self._reader.short_name, at_most=_AT_MOST)
