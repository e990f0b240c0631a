"""SHACL property paths: read from a shapes graph, written as SPARQL property paths, and walked."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from avggraph.errors import KnowledgeError
from avggraph.graph.terms import RDF, SH, Term
from avggraph.validate.shacl.triples import Triples

_LAST_PART = re.compile(r"([^#/:<>]+)>")

# From each of some nodes its value nodes, each once.
Values = Mapping[Term, Collection[Term]]
Walk = Callable[[Triples, Collection[Term]], Values]


@dataclass(frozen=True, slots=True)
class Path:
    """A property path: `text` in SPARQL notation with full IRIs, `walk` from nodes to their value nodes.

    `back` walks the other way, from value nodes to the nodes that lead to them.
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
    >>> data = Triples([("<urn:a>", "<urn:heeft>", "<urn:x>", ""), ("<urn:b>", "<urn:bij>", "<urn:x>", "")])
    >>> {node: list(values) for node, values in path.walk(data, ["<urn:a>"]).items()}
    {'<urn:a>': ['<urn:b>']}
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
    return Path(
        name,
        lambda graph, nodes: graph.objects_by_subject(nodes, name),
        lambda graph, nodes: graph.subjects_by_object(name, nodes),
    )


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
    return Path(f"({path.text})+", _again(path.walk), _again(path.back))


def _zero_or_more(path: Path) -> Path:
    return Path(f"({path.text})*", _any_of([stay, _again(path.walk)]), _any_of([stay, _again(path.back)]))


_REPEATED: Mapping[Term, Callable[[Path], Path]] = {
    SH.zeroOrMorePath: _zero_or_more,
    SH.oneOrMorePath: _one_or_more,
    SH.zeroOrOnePath: _zero_or_one,
}


def stay(_graph: Triples, nodes: Collection[Term]) -> Values:
    """Walk nowhere: from each node to itself."""
    return {node: (node,) for node in nodes}


def reached(values: Values) -> Collection[Term]:
    """Give all value nodes, each once."""
    if len(values) == 1:
        (only,) = values.values()
        return only
    return dict.fromkeys(chain.from_iterable(values.values()))


def _in_turn(walks: Sequence[Walk]) -> Walk:
    first, *others = walks

    def walk(graph: Triples, nodes: Collection[Term]) -> Values:
        found = first(graph, nodes)
        for each in others:
            # Many nodes lead to the same few: each of those is walked from once.
            step = each(graph, reached(found))
            found = {
                node: step[next(iter(values))] if len(values) == 1 else _union([step[value] for value in values])
                for node, values in found.items()
            }
        return found

    return walk


def _any_of(walks: Sequence[Walk]) -> Walk:
    def walk(graph: Triples, nodes: Collection[Term]) -> Values:
        # Of many choices a shard uses few.
        found = [values for each in walks if any((values := each(graph, nodes)).values())]
        if len(found) == 1:
            return found[0]
        return {node: _union([values[node] for values in found]) for node in nodes}

    return walk


def _again(once: Walk) -> Walk:
    def walk(graph: Triples, nodes: Collection[Term]) -> Values:
        steps: dict[Term, Collection[Term]] = {}
        waiting = nodes
        while waiting:
            new = once(graph, waiting)
            steps.update(new)
            waiting = [node for node in reached(new) if node not in steps]
        return {node: _followed(node, steps) for node in nodes}

    return walk


def _followed(node: Term, steps: Values) -> Collection[Term]:
    found = dict.fromkeys(steps[node])
    waiting = list(found)
    while waiting:
        new = [each for each in steps[waiting.pop()] if each not in found]
        found.update(dict.fromkeys(new))
        waiting += new
    return found


def _union(parts: Sequence[Collection[Term]]) -> Collection[Term]:
    filled = [part for part in parts if part]
    if len(filled) < 2:
        return filled[0] if filled else ()
    return dict.fromkeys(chain.from_iterable(filled))
