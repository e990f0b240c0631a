"""The published JSON-LD context: the prefixes of every format, and the short names of JSON-LD."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson

from avggraph import resources


@dataclass(frozen=True, slots=True)
class Context:
    """`document` is the context as published; `prefixes` its namespaces; `names` the short name of each property.

    A name is found under the property's IRI and how its values are written: "@id", a language tag with "@", a
    datatype IRI, or "" for plain strings.
    """

    document: dict[str, Any]
    prefixes: dict[str, str]
    names: dict[tuple[str, str], str]

    def compact(self, iri: str) -> str:
        """Write an IRI with its prefix where one fits.

        >>> published_context().compact("https://w3id.org/dpv#hasRight")
        'dpv:hasRight'
        """
        end = max(iri.rfind("#"), iri.rfind("/")) + 1
        for prefix, namespace in self.prefixes.items():
            if namespace == iri[:end]:
                return f"{prefix}:{iri[end:]}"
        return iri


@cache
def published_context() -> Context:
    """Load the context of `ontology/context.jsonld`."""
    document = orjson.loads(resources.ontology("context.jsonld").read_bytes())
    terms = document["@context"]
    prefixes = {name: value for name, value in terms.items() if isinstance(value, str) and value[-1] in "#/"}

    def expand(curie: str) -> str:
        prefix, _, name = curie.partition(":")
        return prefixes[prefix] + name if prefix in prefixes else curie

    names: dict[tuple[str, str], str] = {}
    for name, value in terms.items():
        if isinstance(value, dict):
            kind = f"@{value['@language']}" if "@language" in value else expand(value["@type"])
            names[expand(value["@id"]), kind] = name
        elif name not in prefixes:
            names[expand(value), ""] = name
    return Context(document, prefixes, names)
