"""Any server that speaks the SPARQL 1.1 Protocol: the same questions, asked of a store elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar, cast

import pyoxigraph as ox

from avggraph.errors import EndpointError, UsageError, Where
from avggraph.query.engines.literal_proof import distortions
from avggraph.query.engines.protocol import refused, require_form, sorted_lines
from avggraph.query.engines.results import UnreadableResultsError, parse_boolean, parse_table
from avggraph.query.engines.union import AUTO, UNIONS, Parameters, find_union
from avggraph.query.form import Form, names_its_graphs
from avggraph.query.table import Table
from avggraph.remote import Address, Body, Client, Credentials, Request, Response
from avggraph.remote.client import MAX_BYTES, TIMEOUT
from avggraph.remote.failures import is_web_page, of_status, of_web_page, words_of

_RESULTS = "application/sparql-results+json"
_RESULT_TYPES = frozenset({_RESULTS, "application/json"})
_TRIPLES = "application/n-triples, text/turtle;q=0.9"
_TRIPLE_TYPES = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
}
_WRONG_REQUEST = frozenset({400, 415, 422, 500})
_PARTIAL = 206
# Servers that were seen to give wrong rows and say nothing, by the header `Server` (docs/endpoints.md has the list).
_MISTAKEN = (
    (
        "Virtuoso/07.",
        "Deze server is Virtuoso 7; versie 7.2.5 geeft op enkele bewaarde vragen verkeerde antwoorden, "
        "zonder dat te zeggen (docs/endpoints.md).",
    ),
)

_Answer = TypeVar("_Answer")


class EndpointEngine:
    """Answers from a SPARQL 1.1 endpoint.

    Before the first answer the engine finds out, with a few small questions, how this server makes the union of its
    graphs (`union`: a way of `UNIONS`, or "auto"), and whether it gives literals back as they are. What it has to say
    of the answers so far stands in `notices`. A query with FROM reads the graphs it names.

    Each question is over within `timeout` seconds, and an answer of more than `max_bytes` is refused. All that goes
    wrong is an `EndpointError`, but for a query that the server finds wrong, which is a `QueryError` as elsewhere.
    """

    def __init__(
        self,
        url: str,
        *,
        credentials: Credentials | None = None,
        timeout: float = TIMEOUT,
        union: str = AUTO,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        if union != AUTO and union not in UNIONS:
            raise UsageError(
                f"De manier {union!r} om grafen te verenigen bestaat niet.",
                advice=f"Kies uit: {', '.join((AUTO, *UNIONS))}.",
            )
        self._url = url
        self._union = union
        self._client = Client(Address.parse(url), credentials, timeout=timeout, max_bytes=max_bytes)
        self._parameters: Parameters | None = None
        self._notices: dict[str, None] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; another question opens it again."""
        self._client.close()

    @property
    def notices(self) -> tuple[str, ...]:
        """What a reader of the answers so far must know, in Dutch: answers cut off, datatypes not to be trusted."""
        return tuple(self._notices)

    def select(self, query: str) -> Table:
        """See `Engine`."""
        require_form(query, Form.SELECT)
        return self._select(query, self.dataset(query))

    def ask(self, query: str) -> bool:
        """See `Engine`."""
        require_form(query, Form.ASK)
        return self._ask(query, self.dataset(query))

    def construct(self, query: str) -> str:
        """See `Engine`."""
        require_form(query, Form.CONSTRUCT, Form.DESCRIBE)
        response = self._answer(query, self.dataset(query), _TRIPLES)
        format = _TRIPLE_TYPES.get(response.media_type)
        if format is None:
            raise self._other_type(response, "N-Triples of Turtle")
        try:
            return sorted_lines(f"{quad.triple} ." for quad in ox.parse(response.body, format))
        except (SyntaxError, ValueError) as error:
            raise self._unreadable("de statements zijn niet te lezen") from error

    def dataset(self, query: str) -> Parameters:
        """Give the parameters that make the default graph the union; a query with FROM says itself what it reads."""
        if self._parameters is None:
            parameters = find_union(self._select, self._ask, self._where, self._union)
            for distortion in distortions(lambda text: self._select(text, parameters)):
                self._notices[str(distortion)] = None
            self._parameters = parameters
        return () if names_its_graphs(query) else self._parameters

    def _select(self, query: str, dataset: Parameters) -> Table:
        response = self._answer(query, dataset, _RESULTS)
        table = self._parsed(response, parse_table)
        limit = response.header("X-SPARQL-MaxRows")
        if limit.isascii() and limit.isdigit() and len(table.rows) >= int(limit):
            self._notices[
                f"De server geeft ten hoogste {limit} rijen, en gaf er zoveel: het antwoord is afgekapt. "
                "Vraag minder tegelijk, of laat de grens verhogen."
            ] = None
        return table

    def _ask(self, query: str, dataset: Parameters) -> bool:
        return self._parsed(self._answer(query, dataset, _RESULTS), parse_boolean)

    def _answer(self, query: str, dataset: Parameters, accept: str) -> Response:
        response = self._client.send(_request(self._url, self._client.address, query, dataset, accept))
        if response.status in _WRONG_REQUEST:
            raise refused(words_of(response) or f"de server zegt alleen {response.status}")
        if response.status >= 300:
            raise of_status(response, self._client.address, named=False)
        if response.status == _PARTIAL or response.header("X-SQL-State"):
            self._notices["De server brak de vraag af voor zij klaar was: het antwoord is niet volledig."] = None
        if is_web_page(response):
            raise of_web_page(response, self._client.address)
        self._notices |= {notice: None for name, notice in _MISTAKEN if response.header("Server").startswith(name)}
        return response

    def _parsed(self, response: Response, parse: Callable[[bytes], _Answer]) -> _Answer:
        if response.media_type not in _RESULT_TYPES:
            raise self._other_type(response, _RESULTS)
        try:
            return parse(response.body)
        except UnreadableResultsError as error:
            raise self._unreadable(str(error)) from error

    def _other_type(self, response: Response, wanted: str) -> EndpointError:
        return EndpointError(
            f"De server antwoordt met {response.media_type or 'een onbekend formaat'} in plaats van {wanted}: "
            f"“{words_of(response)}”",
            where=self._where,
            advice="Kijk na of dit het adres van een SPARQL 1.1-endpoint is.",
        )

    def _unreadable(self, reason: str) -> EndpointError:
        return EndpointError(
            f"Het antwoord van de server is niet te lezen: {reason}.",
            where=self._where,
            advice="Probeer het opnieuw; kijk anders in het logboek van de server.",
        )

    @property
    def _where(self) -> Where:
        return Where(str(self._client.address))


def _request(url: str, address: Address, query: str, dataset: Parameters, accept: str) -> Request:
    """Form the query operation with SPARQLWrapper: by POST, so that no query or list of graphs is too long."""
    from SPARQLWrapper import POST, SPARQLWrapper  # noqa: PLC0415 - brings rdflib, half a second

    wrapper = SPARQLWrapper(url)
    wrapper.setMethod(POST)
    wrapper.setOnlyConneg(True)
    wrapper.addCustomHttpHeader("Accept", accept)
    for name, value in dataset:
        wrapper.addParameter(name, value)
    # Not by setQuery: it guesses the form, and sends what it takes for an update as one. `form_of` has told.
    wrapper.queryString, wrapper.queryType = query, Form.SELECT.value
    formed = wrapper._createRequest()
    headers = {name: value for name, value in formed.header_items() if name in {"Content-type", "Accept"}}
    return Request("POST", address.target, headers, Body.of(cast(bytes, formed.data)))
