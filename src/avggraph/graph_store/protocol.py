"""SPARQL 1.1 Graph Store HTTP Protocol: reading, replacing and removing one named graph (sections 5.2 to 5.4)."""

from __future__ import annotations

from urllib.parse import quote

import pyoxigraph as ox

from avggraph.errors import EndpointError, Where
from avggraph.remote import Body, Client, Request, Response
from avggraph.remote.failures import is_web_page, of_status, of_web_page, words_of

_N_TRIPLES = "application/n-triples"
_READ_TYPES = {
    _N_TRIPLES: ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
}
_ABSENT = frozenset({404, 410})


class GraphStore:
    """A graph store elsewhere; a graph is named by its IRI in the parameter `graph` (section 4.2)."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def where(self) -> Where:
        """Where this store is, for an error."""
        return Where(str(self._client.address))

    def read(self, graph: str) -> list[ox.Triple]:
        """Read a graph; a graph that is not there is empty."""
        accept = f"{_N_TRIPLES}, text/turtle;q=0.9"
        response = self._client.send(Request("GET", self._target(graph), {"Accept": accept}))
        if response.status in _ABSENT:
            return []
        self._require_success(response)
        if not response.body:
            return []
        if is_web_page(response):
            raise of_web_page(response, self._client.address)
        format = _READ_TYPES.get(response.media_type)
        if format is None:
            raise self._unreadable(response, f"de server antwoordt met {response.media_type or 'een onbekend formaat'}")
        try:
            return [quad.triple for quad in ox.parse(response.body, format)]
        except (SyntaxError, ValueError) as error:
            raise self._unreadable(response, "de statements zijn niet te lezen") from error

    def replace(self, graph: str, triples: Body) -> None:
        """Put N-Triples in the place of whatever a graph holds."""
        headers = {"Content-Type": _N_TRIPLES}
        self._require_success(self._client.send(Request("PUT", self._target(graph), headers, triples)))

    def remove(self, graph: str) -> None:
        """Remove a graph; one that is not there is removed already."""
        response = self._client.send(Request("DELETE", self._target(graph)))
        if response.status not in _ABSENT:
            self._require_success(response)

    def _target(self, graph: str) -> str:
        target = self._client.address.target
        return f"{target}{'&' if '?' in target else '?'}graph={quote(graph, safe='')}"

    def _require_success(self, response: Response) -> None:
        if response.status >= 300:
            raise of_status(response, self._client.address, named=False)

    def _unreadable(self, response: Response, reason: str) -> EndpointError:
        return EndpointError(
            f"De graaf van dit adres is niet te lezen: {reason}: “{words_of(response)}”",
            where=self.where,
            advice="Kijk na of dit het adres van een Graph Store is, zoals /store of /data.",
        )
