"""JSON as every shape writes it: indented, keys in the order of the shape, a line feed at the end."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

import orjson

Json = Mapping[str, object] | list[object]


def written(value: Json) -> bytes:
    """Write a JSON document (RFC 8259, UTF-8)."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def present(value: Mapping[str, object]) -> dict[str, object]:
    """Keep the properties that have a value: what is not known is not written, not even as null.

    >>> present({"name": "Logius", "city": "", "country": None, "ranks": [], "active": False})
    {'name': 'Logius', 'active': False}
    """
    return {key: each for key, each in value.items() if each not in (None, "", [], {})}


def identifier(iri: str) -> str:
    """Give the UUID of a thing: version 5 of its IRI (RFC 9562, section 5.5), the same in every build.

    >>> identifier("https://avggraph.example/id/rijksoverheid/verwerking/m4089")
    'b6299765-735c-5ad7-8cdf-a549396e4cfe'
    """
    return str(uuid.uuid5(uuid.NAMESPACE_URL, iri))
