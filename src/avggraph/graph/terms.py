"""RDF terms and quads as N-Quads text, and the namespaces of the model.

A term is a string in canonical N-Quads form (`<iri>` or `"literal"@nl`), a quad a tuple of four of
them. Writing a graph is then joining strings, which is what keeps the build fast; rdflib and Oxigraph
read the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

import orjson

Term = str
Quad = tuple[Term, Term, Term, Term]

# Canonical N-Quads (RDF 1.1 N-Quads, section 4; RDF Dataset Canonicalization, section 5) escapes these alone.
_ESCAPES = str.maketrans({
    "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f",
    "\x7f": "\\u007F", **{chr(c): f"\\u{c:04X}" for c in range(0x20) if chr(c) not in "\n\r\t\b\f"},
})  # fmt: skip

# What an IRI may not hold in its path, query or fragment (RFC 3987, section 2.2: unreserved, reserved but for the
# brackets, ucschar), and a percent sign that begins no escape.
_NOT_IN_IRI = re.compile(
    "[^A-Za-z0-9._~:/?#@!$&'()*+,;=%\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd-]|%(?![0-9A-Fa-f]{2})"
)


# The same concepts and organisations are named in every record.
@lru_cache(maxsize=4096)
def iri(value: str) -> Term:
    """Write an IRI as a term; characters an IRI may not hold are percent-encoded (UTF-8).

    >>> iri("https://w3id.org/dpv#Purpose")
    '<https://w3id.org/dpv#Purpose>'
    >>> iri('https://avggraph.example/id/a"b')
    '<https://avggraph.example/id/a%22b>'
    """
    return "<" + _NOT_IN_IRI.sub(lambda match: quote(match[0], safe=""), value) + ">"


def literal(value: str, *, lang: str = "", datatype: str = "") -> Term:
    """Write a literal as a term, with a language tag or a datatype IRI (plain strings have neither).

    >>> literal("naam klant", lang="nl")
    '"naam klant"@nl'
    """
    plain = value.isprintable() and '"' not in value and "\\" not in value
    text = f'"{value}"' if plain else f'"{value.translate(_ESCAPES)}"'
    if lang:
        return f"{text}@{lang}"
    return f"{text}^^<{datatype}>" if datatype else text


def text_of(term: Term) -> str:
    """Give the text of a literal: N-Quads escapes as JSON does.

    >>> print(text_of('"een \\"naam\\""@nl'))
    een "naam"
    """
    text = term.rpartition('"')[0]
    return str(orjson.loads(f'{text}"')) if "\\" in text else text[1:]


def quad_of(line: str) -> Quad:
    """Part a canonical N-Quads line, without its line end, into its terms: of these only the third may hold spaces.

    >>> quad_of('<urn:s> <urn:p> "een twee" <urn:g> .')
    ('<urn:s>', '<urn:p>', '"een twee"', '<urn:g>')
    """
    subject, predicate, rest = line.split(" ", 2)
    value, graph, _ = rest.rsplit(" ", 2)
    return subject, predicate, value, graph


def nquads(quads: Iterable[Quad]) -> bytes:
    """Write quads as sorted N-Quads.

    >>> nquads([("<urn:s>", "<urn:p>", '"een"', "<urn:g>")])
    b'<urn:s> <urn:p> "een" <urn:g> .\\n'
    """
    return "".join([f"{' '.join(quad)} .\n" for quad in sorted(quads)]).encode()


class Namespace:
    """A vocabulary's namespace; an attribute is a term of it.

    >>> DPV.hasPurpose
    '<https://w3id.org/dpv#hasPurpose>'
    """

    def __init__(self, base: str) -> None:
        self.base = base

    def __getattr__(self, name: str) -> Term:
        # Asked for once: the attribute is then there.
        term = self[name]
        setattr(self, name, term)
        return term

    def __getitem__(self, name: str) -> Term:
        return f"<{self.base}{name}>"


AVG = Namespace("https://w3id.org/avggraph/def#")
CONCEPT = Namespace("https://w3id.org/avggraph/concept/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
DPCAT = Namespace("https://w3id.org/dpcat#")
DPV = Namespace("https://w3id.org/dpv#")
EU_GDPR = Namespace("https://w3id.org/dpv/legal/eu/gdpr#")
ORG = Namespace("http://www.w3.org/ns/org#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
PROV = Namespace("http://www.w3.org/ns/prov#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SH = Namespace("http://www.w3.org/ns/shacl#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
TOOI = Namespace("https://identifier.overheid.nl/tooi/id/")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
