"""The formats of answers: which a client wants, and how to see that one is whole."""

from __future__ import annotations

from dataclasses import dataclass

from avggraph.negotiation import negotiate
from avggraph.query import Form
from avggraph.serve.problem import Problem, RefusedError


@dataclass(frozen=True, slots=True)
class ResultFormat:
    """A format of answers, the value of `format=` that chooses it (`others` too), and how its bytes end.

    `also` are media types that clients ask for and mean this one by; the answer then has the type asked for.
    """

    name: str
    media_type: str
    ends: tuple[bytes, ...]
    others: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


# SPARQL 1.1 Query Results JSON, XML, CSV and TSV.
TABLES = (
    ResultFormat("json", "application/sparql-results+json", (b"}",), also=("application/json",)),
    ResultFormat("xml", "application/sparql-results+xml", (b"</sparql>",), also=("application/xml", "text/xml")),
    # A boolean stands alone; no standard has it, and Oxigraph gives it.
    ResultFormat("csv", "text/csv", (b"\r\n", b"true", b"false")),
    ResultFormat("tsv", "text/tab-separated-values", (b"\n", b"true", b"false")),
)
GRAPHS = (
    ResultFormat("turtle", "text/turtle", (b"\n",), ("ttl",), ("application/x-turtle",)),
    ResultFormat("nt", "application/n-triples", (b"\n",), ("ntriples", "n-triples"), ("text/plain",)),
    ResultFormat("jsonld", "application/ld+json", (b"]", b"}"), ("json-ld", "json"), ("application/json",)),
    ResultFormat(
        "rdfxml", "application/rdf+xml", (b"</rdf:RDF>",), ("rdf", "rdf+xml", "xml"), ("application/xml", "text/xml")
    ),
)
RESULT_TYPES = tuple(dict.fromkeys(media for each in (*TABLES, *GRAPHS) for media in (each.media_type, *each.also)))
"""All media types that an answer may have, of whatever question."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The format an answer gets, and the media type it is sent as."""

    format: ResultFormat
    media_type: str


def wanted_format(form: Form, asked: str, accept: str | None) -> Wanted:
    """Choose the format of an answer: by `format=` where it is given, else by Accept; `RefusedError` where none fits.

    >>> wanted_format(Form.SELECT, "", "text/csv;q=0.5, application/json").media_type
    'application/json'
    >>> wanted_format(Form.CONSTRUCT, "ttl", "text/csv").format.name
    'turtle'
    """
    known = TABLES if form in {Form.SELECT, Form.ASK} else GRAPHS
    if asked:
        lower = asked.strip().lower()
        for each in known:
            if lower in {each.name, each.media_type, *each.others}:
                return Wanted(each, each.media_type)
        raise _none(known)
    # Their own types first: of what a client wants as much, those are meant.
    offers = {each.media_type: each for each in known}
    offers |= {media: each for each in known for media in each.also if media not in offers}
    media = negotiate(accept, tuple(offers))
    if media is None:
        raise _none(known)
    return Wanted(offers[media], media)


def is_whole(format: ResultFormat, tail: bytes) -> bool:
    """Tell by its last bytes whether an answer is whole.

    Oxigraph writes an error into an answer that it has begun, and ends it as if all were well.

    >>> [is_whole(TABLES[2], end) for end in (b"naam\\r\\n", b"naam\\r\\nThe SPARQL operation has been cancelled")]
    [True, False]
    """
    if not tail:
        # A graph without triples is no text at all.
        return format in GRAPHS[:2]
    return tail.endswith(format.ends) or tail.rstrip().endswith(format.ends)


def _none(known: tuple[ResultFormat, ...]) -> RefusedError:
    return RefusedError(Problem(406, "format", {"formats": ", ".join(each.name for each in known)}))
