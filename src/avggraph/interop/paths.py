"""Property paths: where a fact of a record stands in the graph, as the tables under `data/interop` say it.

The part of SPARQL 1.1's property paths (section 9) that those tables need, with conditions on the nodes along the way:

    path      = route *( "|" route )
    route     = "." / step *( "/" step )
    step      = [ "^" ] curie [ "[" curie "=" curie "]" ]

A step leads to the values of a property (`^`: to the nodes that have the node as its value); a condition keeps those
with a value of theirs. "." is the node itself. A path gives what each of its routes gives, in their order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from avggraph.errors import KnowledgeError
from avggraph.query.prefixes import iri_of

_STEP = re.compile(
    r"(?P<inverse>\^)?(?P<property>[\w-]+:[\w-]+)(?:\[(?P<condition>[\w-]+:[\w-]+)=(?P<value>[\w-]+:[\w-]+)\])?"
)
_HERE = "."


@dataclass(frozen=True, slots=True)
class Step:
    """One property to follow, as IRI; `condition` is a property and the value of it that a node must have."""

    property: str
    inverse: bool = False
    condition: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """Routes to follow from a node; one without steps ends where it begins."""

    routes: tuple[tuple[Step, ...], ...]


@cache
def parse_path(text: str) -> Path:
    """Parse a path. Raises `KnowledgeError` where it is none, or has a prefix that is not known.

    >>> parse_path("dpv:hasPurpose/dct:description").routes[0][1].property
    'http://purl.org/dc/terms/description'
    """
    return Path(tuple(_route(route.strip(), text) for route in text.split("|")))


def _route(route: str, path: str) -> tuple[Step, ...]:
    return () if route == _HERE else tuple(_step(step, path) for step in route.split("/"))


def _step(step: str, path: str) -> Step:
    match = _STEP.fullmatch(step)
    if match is None:
        raise KnowledgeError(
            f"{step!r} in {path!r} is no step of a path.", advice="Write prefix:name, or ^prefix:name."
        )
    condition = (iri_of(match["condition"]), iri_of(match["value"])) if match["condition"] else None
    return Step(iri_of(match["property"]), bool(match["inverse"]), condition)
