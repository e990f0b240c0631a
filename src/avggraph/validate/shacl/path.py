"""SHACL property paths: read from a shapes graph, written as SPARQL property paths, and walked."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from avggraph.errors import KnowledgeError
from avggraph.graph.terms import RDF, SH, Term
from avggraph.validate.shacl.triples import Triples

_LAST_PART = re.compile(r"([^#/:<>]+)>")

Walk = Callable[[Triples, Term], Collection[Term]]


@dataclass(frozen=True, slots=True)
class Path:
    """A property path: `text` in SPARQL notation with full IRIs, `walk` from a node to its value nodes, each once.

    `back` walks the other way, from a value node to the nodes that lead to it.
    """

    text: str
    walk: Walk
    back: Walk


def read_path(shapes: Triples, node: Term) -> Path:
    """Read the path `node` of a shapes graph.

    Raises KnowledgeError where the node is no path of SHACL, section 2.3.1.

    >>> steps = [("_:1", RDF.first, "<urn:heeft>"), ("_:1", RDF.rest, "_:2"), ("_:2", RDF.first, "_:3"),
    ...     ("_:2", RDF.rest, RDF.nil), ("_:3", SH.inversePath, "<urn:bij>")]
    >>> path = read_path(Triples((*step, "") for step in steps), "_:1")
    >>> path.text
    '<urn:heeft>/^(<urn:bij>)'
    >>> list(path.walk(Triples([("<urn:a>", "<urn:heeft>", "<urn:x>", ""), ("<urn:b>", "<urn:bij>", "<urn:x>", "")]),
    ...     "<urn:a>"))
    ['<urn:b>']
    """
    return _read(shapes, node, frozenset())


def step_names(text: str) -> list[str]:
    """Give the last part of each property in a path in SPARQL notation.

    >>> step_names("<https://w3id.org/dpv#hasPurpose>/^(<http://purl.org/dc/terms/isPartOf>)")
    ['hasPurpose', 'isPartOf']
    """
    return _LAST_PART.findall(text)


def read_list(graph: Triples, node: Term) -> tuple[Term, ...]:
    """Read an RDF list. Raises KnowledgeError where it is not well-formed (SHACL, section 1.1: SHACL list)."""
    members: list[Term] = []
    seen: set[Term] = set()
    while node != RDF.nil:
        first, rest = graph.objects(node, RDF.first), graph.objects(node, RDF.rest)
        if len(first) != 1 or len(rest) != 1 or node in seen:
            raise KnowledgeError(f"{node} is geen welgevormde RDF-lijst.")
        seen.add(node)
        members += first
        (node,) = rest
    return tuple(members)


def _read(shapes: Triples, node: Term, above: frozenset[Term]) -> Path:
    if node.startswith("<"):
        return _predicate(node)
    if node in above:
        raise KnowledgeError(f"Het pad {node} bevat zichzelf.")
    inner = above | {node}
    if shapes.objects(node, RDF.first):
        return _sequence([_read(shapes, step, inner) for step in read_list(shapes, node)])
    for alternatives in shapes.objects(node, SH.alternativePath):
        return _alternative([_read(shapes, each, inner) for each in read_list(shapes, alternatives)])
    for inverted in shapes.objects(node, SH.inversePath):
        return _inverse(_read(shapes, inverted, inner))
    for predicate, make in _REPEATED.items():
        for operand in shapes.objects(node, predicate):
            return make(_read(shapes, operand, inner))
    raise KnowledgeError(f"{node} is geen pad van SHACL (sh:path).")


def _predicate(name: Term) -> Path:
    return Path(name, lambda graph, node: graph.objects(node, name), lambda graph, node: graph.subjects(name, node))


def _inverse(path: Path) -> Path:
    return Path(f"^({path.text})", path.back, path.walk)


def _sequence(steps: list[Path]) -> Path:
    return Path(
        "/".join(step.text for step in steps),
        _in_turn([step.walk for step in steps]),
        _in_turn([step.back for step in reversed(steps)]),
    )


def _alternative(choices: list[Path]) -> Path:
    return Path(
        f"({'|'.join(choice.text for choice in choices)})",
        _any_of([choice.walk for choice in choices]),
        _any_of([choice.back for choice in choices]),
    )


def _zero_or_one(path: Path) -> Path:
    return Path(f"({path.text})?", _any_of([stay, path.walk]), _any_of([stay, path.back]))


def _one_or_more(path: Path) -> Path:
    return Path(f"({path.text})+", _again(path.walk, path.walk), _again(path.back, path.back))


def _zero_or_more(path: Path) -> Path:
    return Path(f"({path.text})*", _again(stay, path.walk), _again(stay, path.back))


_REPEATED: Mapping[Term, Callable[[Path], Path]] = {
    SH.zeroOrMorePath: _zero_or_more,
    SH.oneOrMorePath: _one_or_more,
    SH.zeroOrOnePath: _zero_or_one,
}


def stay(_graph: Triples, node: Term) -> Collection[Term]:
    """Walk nowhere: from a node to itself."""
    return (node,)


def _in_turn(walks: Sequence[Walk]) -> Walk:
    def walk(graph: Triples, node: Term) -> Collection[Term]:
        nodes: Collection[Term] = (node,)
        for each in walks:
            nodes = each(graph, *nodes) if len(nodes) == 1 else _union(each(graph, start) for start in nodes)
        return nodes

    return walk


def _any_of(walks: Sequence[Walk]) -> Walk:
    return lambda graph, node: _union(walk(graph, node) for walk in walks)


def _again(first: Walk, further: Walk) -> Walk:
    def walk(graph: Triples, node: Term) -> Collection[Term]:
        found = dict.fromkeys(first(graph, node))
        waiting = list(found)
        while waiting:
            new = [each for each in further(graph, waiting.pop()) if each not in found]
            found.update(dict.fromkeys(new))
            waiting += new
        return found

    return walk


def _union(parts: Iterable[Collection[Term]]) -> Collection[Term]:
    return dict.fromkeys(chain.from_iterable(parts))
