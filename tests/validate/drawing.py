"""One random graph while it is drawn: its triples, and how to lead from a node to another along a path."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from avggraph.graph.terms import Term, iri, literal
from avggraph.validate.shacl.rdflib_terms import term
from validate.specimens import in_order
from validate.vocabulary import TARGETS, Vocabulary, target_classes

TYPE, SUBCLASS = iri(str(RDF.type)), iri(str(RDFS.subClassOf))
NODES = (*(iri(f"urn:knoop:{letter}") for letter in "abcdefg"), "_:leeg")
_GRAPHS = (iri("urn:graaf:1"), iri("urn:graaf:2"))
_REPEATED: Mapping[URIRef, tuple[int, int]] = {
    SH.zeroOrMorePath: (0, 3),
    SH.oneOrMorePath: (1, 3),
    SH.zeroOrOnePath: (0, 1),
}


class Drawing:
    """A graph with few nodes, so that what shapes ask of them meets on them."""

    def __init__(self, vocabulary: Vocabulary, rng: random.Random) -> None:
        self.known = vocabulary
        self.rng = rng
        self.triples: dict[tuple[Term, Term, Term], None] = {}

    @property
    def shapes(self) -> Graph:
        """The shapes that the graph is drawn for."""
        return self.known.shapes

    def lines(self) -> list[str]:
        """Write the triples as sorted N-Quads lines, now and then one in two named graphs."""
        written = set()
        for triple in self.triples:
            for graph in self.rng.sample(_GRAPHS, k=self.rng.choice((1, 1, 1, 2))):
                written.add(" ".join((*triple, graph, ".")))
        return sorted(written)

    def add(self, subject: Term, predicate: Term, value: Term) -> None:
        """Add a triple; a literal is no subject."""
        if not is_literal(subject):
            self.triples[subject, predicate, value] = None

    def node(self) -> Term:
        """Give one of the few nodes."""
        return self.rng.choice(NODES)

    def type(self, node: Term, kind: Term) -> None:
        """Give a node a class, now and then through a subclass."""
        if self.rng.random() < 0.05:
            self.add(iri("urn:soort"), SUBCLASS, kind)
            kind = iri("urn:soort")
        self.add(node, TYPE, kind)

    def target(self, shape: URIRef) -> Term:
        """Make a node a target of a shape, by one of the ways the shape names."""
        node = self.node()
        ways = [(kind, each) for kind in TARGETS[1:] for each in in_order(self.shapes.objects(shape, kind))]
        ways += [(SH.targetClass, each) for each in in_order(target_classes(self.shapes, shape))]
        kind, argument = self.rng.choice(ways)
        if kind == SH.targetNode:
            return term(argument)
        if kind == SH.targetClass:
            self.type(node, term(argument))
        elif kind == SH.targetObjectsOf:
            self.add(self.node(), term(argument), node)
            if self.rng.random() < 0.02:
                self.add(self.node(), term(argument), literal("geen knoop"))
        # A path through the same property brings values of its own: then the target may be left to it.
        elif (shape, SH.path, argument) not in self.shapes or self.rng.random() < 0.2:
            self.add(node, term(argument), self.node())
        return node

    def link(self, start: Term, path: Node, end: Term) -> Term:
        """Lead from one node to another along a path; give where it ends, which is `start` after no step."""
        if isinstance(path, URIRef):
            self.add(start, term(path), end)
            return end
        if (path, RDF.first, None) in self.shapes:
            *steps, last = Collection(self.shapes, path)
            for step in steps:
                start = self._onwards(start, step)
            return self.link(start, last, end)
        for predicate, (fewest, most) in _REPEATED.items():
            for operand in self.shapes.objects(path, predicate):
                for left in range(self.rng.randint(fewest, most), 0, -1):
                    start = self.link(start, operand, end) if left == 1 else self._onwards(start, operand)
                return start
        for operand in self.shapes.objects(path, SH.inversePath):
            if isinstance(operand, URIRef):
                self.add(end, term(operand), start)
        for members in self.shapes.objects(path, SH.alternativePath):
            return self.link(start, self.rng.choice(list(Collection(self.shapes, members))), end)
        return end

    def _onwards(self, start: Term, step: Node) -> Term:
        """Take a step to a node that is there already, or to another one."""
        there = [end for end in self.ends(start, step) if not is_literal(end)]
        return self.rng.choice(there) if there and self.rng.random() < 0.8 else self.link(start, step, self.node())

    def ends(self, start: Term, path: Node) -> list[Term]:
        """Give where a path leads to by now; one with repeated steps is followed for a single step."""
        return sorted(set(self._followed(start, path)))

    def _followed(self, start: Term, path: Node) -> Iterator[Term]:
        if isinstance(path, URIRef):
            yield from (
                value for subject, predicate, value in self.triples if (subject, predicate) == (start, term(path))
            )
        elif (path, RDF.first, None) in self.shapes:
            reached = [start]
            for step in Collection(self.shapes, path):
                reached = [end for node in reached for end in self.ends(node, step)]
            yield from reached
        for operand in self.shapes.objects(path, SH.inversePath):
            yield from (s for s, predicate, value in self.triples if (value, predicate) == (start, term(operand)))
        for members in self.shapes.objects(path, SH.alternativePath):
            for member in Collection(self.shapes, members):
                yield from self._followed(start, member)
        for predicate, (fewest, _most) in _REPEATED.items():
            for operand in self.shapes.objects(path, predicate):
                yield from self._followed(start, operand)
                yield from [start] * (fewest == 0)

    def scatter(self) -> None:
        """Add a few triples nobody asked for, and lose one."""
        words = (literal("woorden", lang="nl"), literal("x"))
        for _ in range(self.rng.choice((0, 0, 1, 2, 4))):
            value = self.rng.choice((*NODES, *self.known.classes[:3], *words))
            self.add(self.node(), self.rng.choice(self.known.predicates), value)
        for _ in range(self.rng.choice((0, 0, 1, 2))):
            self.add(self.node(), TYPE, self.rng.choice(self.known.classes or NODES))
        if self.triples and self.rng.random() < 0.3:
            del self.triples[self.rng.choice(list(self.triples))]


def is_literal(value: Term) -> bool:
    """Tell a literal, which no triple can begin with."""
    return value.startswith('"')
