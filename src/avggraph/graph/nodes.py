"""What is said of one node, as one line: the unit in which a graph's quads are sorted and its files are written.

A line is the node's head and the statements about it, sorted, with a tab before each: N-Quads escapes the tabs of a
literal, and a tab sorts before all that a term may hold. Sorting lines is then sorting quads, with fewer lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from avggraph.graph.terms import Quad

Node = tuple[str, list[str]]


def nodes_by_subject(quads: Iterable[Quad]) -> list[str]:
    """Give the lines of sorted quads with the subject as head, and statements of a predicate, an object and a graph.

    >>> nodes_by_subject([("<urn:a>", "<urn:p>", "<urn:b>", "<urn:g>"), ("<urn:a>", "<urn:p>", '"c"', "<urn:g>")])
    ['<urn:a>\\t<urn:p> <urn:b> <urn:g>\\t<urn:p> "c" <urn:g>']
    """
    return [
        "\t".join([subject, *[f"{predicate} {value} {graph}" for _, predicate, value, graph in said]])
        for subject, said in groupby(quads, itemgetter(0))
    ]


def nodes_by_graph(quads: Iterable[Quad]) -> list[str]:
    """Give the lines of sorted quads with the graph and the subject as head, and a predicate and an object after it."""
    nodes: dict[str, list[str]] = {}
    for subject, predicate, value, graph in quads:
        head = f"{graph} {subject}"
        nodes.setdefault(head, [head]).append(f"{predicate} {value}")
    return list(map("\t".join, nodes.values()))


def nodes_of_nquads(lines: Iterable[str]) -> Iterator[Node]:
    """Read sorted N-Quads with their line ends: the nodes by subject.

    >>> list(nodes_of_nquads(["<urn:a> <urn:o> 1 <urn:g> .\\n", "<urn:a> <urn:p> 1 <urn:g> .\\n"]))
    [('<urn:a>', ['<urn:o> 1 <urn:g>', '<urn:p> 1 <urn:g>'])]
    """
    for subject, said in groupby(lines, lambda line: line[: line.index(" ")]):
        start, end = len(subject) + 1, -len(" .\n")
        yield subject, [line[start:end] for line in said]


def split_by_graph(node: Node) -> list[str]:
    """Give the lines of a node by subject with the graph and the subject as head, one for each graph.

    >>> split_by_graph(("<urn:a>", ["<urn:o> 1 <urn:g>", "<urn:p> 1 <urn:f>", "<urn:q> 1 <urn:g>"]))
    ['<urn:g> <urn:a>\\t<urn:o> 1\\t<urn:q> 1', '<urn:f> <urn:a>\\t<urn:p> 1']
    """
    subject, statements = node
    nodes: dict[str, list[str]] = {}
    for statement in statements:
        said, _, graph = statement.rpartition(" ")
        nodes.setdefault(graph, [f"{graph} {subject}"]).append(said)
    return list(map("\t".join, nodes.values()))


def read_nodes(lines: Iterable[str]) -> Iterator[Node]:
    """Read sorted lines: each head once, with all statements about it, sorted, each once.

    >>> list(read_nodes(["<urn:a>\\t<urn:p> 1", "<urn:a>\\t<urn:o> 1\\t<urn:p> 1", "<urn:b>\\t<urn:p> 2"]))
    [('<urn:a>', ['<urn:o> 1', '<urn:p> 1']), ('<urn:b>', ['<urn:p> 2'])]
    """
    for head, (first, *others) in groupby((line.split("\t") for line in lines), itemgetter(0)):
        statements = first[1:]
        if others:
            statements = sorted({*statements, *(each for other in others for each in other[1:])})
        yield head, statements
