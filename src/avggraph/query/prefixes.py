"""Prefixes: CURIEs to IRIs and back (W3C CURIE Syntax 1.0), for what users type and what they read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from avggraph.errors import KnowledgeError, Where
from avggraph.graph import terms

PREFIXES: Mapping[str, str] = {
    "avg": terms.AVG.base,
    "avgc": terms.CONCEPT.base,
    "dcat": terms.DCAT.base,
    "dct": terms.DCT.base,
    "dpcat": terms.DPCAT.base,
    "dpv": terms.DPV.base,
    "eu-gdpr": terms.EU_GDPR.base,
    "org": terms.ORG.base,
    "prov": terms.PROV.base,
    "rdf": terms.RDF.base,
    "rdfs": terms.RDFS.base,
    "skos": terms.SKOS.base,
    "tooi": terms.TOOI.base,
    "xsd": terms.XSD.base,
}
"""The prefixes of the graph model (docs/graph-model.md)."""

_CURIE = re.compile(r"([A-Za-z][\w-]*):(\S*)")
_DECLARATION = re.compile(r"^\s*PREFIX\s+([\w.-]*):\s*<([^<>]*)>", re.IGNORECASE | re.MULTILINE)


def declared(query: str) -> dict[str, str]:
    """Give the prefixes a query declares, one to a line, and those of the graph model where it does not.

    >>> declared("PREFIX ex: <https://example.org/>")["ex"]
    'https://example.org/'
    """
    return {**PREFIXES, **dict(_DECLARATION.findall(query))}


def expand(text: str, prefixes: Mapping[str, str] = PREFIXES) -> str | None:
    """Expand a CURIE; None where the text is none, or its prefix is not known.

    >>> expand("tooi:ministerie/mnre1013")
    'https://identifier.overheid.nl/tooi/id/ministerie/mnre1013'
    >>> expand("Logius") is None
    True
    """
    curie = _CURIE.fullmatch(text)
    return prefixes[curie[1]] + curie[2] if curie and curie[1] in prefixes else None


def iri_of(curie: str, where: Where | None = None, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Give the IRI of a term in a table of the project; `KnowledgeError` where it is no CURIE with a known prefix.

    >>> iri_of("dpv:Purpose")
    'https://w3id.org/dpv#Purpose'
    """
    iri = expand(curie, prefixes)
    if iri is None:
        raise KnowledgeError(
            f"{curie!r} has no known prefix.", where=where, advice="Use a prefix of docs/graph-model.md."
        )
    return iri


def compress(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Shorten an IRI by the longest namespace it starts with; an IRI in none of them stays whole.

    >>> compress("https://w3id.org/avggraph/def#Disclosure")
    'avg:Disclosure'
    """
    fitting = [(len(base), prefix) for prefix, base in prefixes.items() if iri.startswith(base) and iri != base]
    if not fitting:
        return iri
    length, prefix = max(fitting)
    return f"{prefix}:{iri[length:]}"
