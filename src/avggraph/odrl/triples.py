"""A small RDF graph in memory, of one Turtle file: what is said of each node, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from avggraph.errors import PolicyError, Where
from avggraph.odrl.model import Term
from avggraph.query.table import Iri, Literal

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDF_TYPE = RDF + "type"

# A policy is some kilobytes, the largest of the FORCE test suite 300; a world may list all things of a register.
_LARGEST = 20_000_000
# Members of one RDF list.
_LONGEST = 10_000

Node = ox.NamedNode | ox.BlankNode
Value = ox.NamedNode | ox.BlankNode | ox.Literal


class Triples:
    """The triples of a file.

    >>> triples = Triples("<https://a.example/p> <https://a.example/says> 1, 2 .", "a.ttl")
    >>> [str(value) for value in triples.values(next(iter(triples)), "https://a.example/says")]
    ['"1"^^<http://www.w3.org/2001/XMLSchema#integer>', '"2"^^<http://www.w3.org/2001/XMLSchema#integer>']
    """

    def __init__(self, data: bytes | str, where: str, base: str | None = None) -> None:
        """Parse Turtle, relative IRIs under `base`; `PolicyError` says where it is none."""
        self.where = where
        if len(data) > _LARGEST:
            raise PolicyError(
                f"Dit bestand is groter dan {_LARGEST:,} tekens.".replace(",", "."),
                where=Where(where),
                advice="Verdeel het over meer bestanden.",
            )
        self._said: dict[Node, dict[str, dict[Value, None]]] = {}
        try:
            for quad in ox.parse(data, ox.RdfFormat.TURTLE, base_iri=base):
                self._add(quad)
        except SyntaxError as error:
            raise PolicyError(f"Dit is geen Turtle: {error.msg}", where=Where(where, error.lineno)) from error
        except ValueError as error:
            raise PolicyError(f"Dit is geen Turtle: {error}", where=Where(where)) from error

    def _add(self, quad: ox.Quad) -> None:
        subject, value = quad.subject, quad.object
        if not isinstance(subject, Node) or not isinstance(value, Value):
            raise PolicyError("Een uitspraak over een uitspraak (RDF 1.2) wordt niet gelezen.", where=Where(self.where))
        self._said.setdefault(subject, {}).setdefault(quad.predicate.value, {})[value] = None

    def __iter__(self) -> Iterator[Node]:
        """Give the nodes of which something is said, sorted, nodes without a name last."""
        return iter(sorted(self._said, key=lambda node: (isinstance(node, ox.BlankNode), node.value)))

    def predicates(self, node: Value) -> list[str]:
        """Give the properties that a node has, sorted."""
        return sorted(self._said.get(node, ())) if isinstance(node, Node) else []

    def values(self, node: Value, predicate: str) -> list[Value]:
        """Give the values of a property of a node, sorted; the members of a list for the list."""
        if not isinstance(node, Node):
            return []
        found = self._said.get(node, {}).get(predicate, {})
        return [each for value in sorted(found, key=str) for each in self._members(value)]

    def _members(self, value: Value) -> Iterator[Value]:
        if not (isinstance(value, Node) and RDF + "first" in self._said.get(value, {})):
            if value != ox.NamedNode(RDF + "nil"):
                yield value
            return
        seen: set[Value] = set()
        while value != ox.NamedNode(RDF + "nil"):
            cell = self._said.get(value, {}) if isinstance(value, Node) else {}
            first, rest = list(cell.get(RDF + "first", ())), list(cell.get(RDF + "rest", ()))
            if value in seen or len(first) != 1 or len(rest) != 1 or len(cell) != 2 or len(seen) >= _LONGEST:
                raise PolicyError(f"Een lijst is geen RDF-lijst, of langer dan {_LONGEST}.", where=Where(self.where))
            seen.add(value)
            yield first[0]
            value = rest[0]


def term(value: Value) -> Term | None:
    """Give an IRI or literal as a term; `None` for a node without a name."""
    match value:
        case ox.NamedNode():
            return Iri(value.value)
        case ox.Literal(language=None):
            return Literal(value.value, value.datatype.value)
        case ox.Literal():
            return Literal.of_language(value.value, value.language or "")
        case _:
            return None
