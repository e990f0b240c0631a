"""Random small graphs over the vocabulary of a shapes graph: one engine is held against another on them.

Nothing here knows a shape: targets, paths and constraints are read from the shapes graph, so shapes yet to come are
covered too. A graph is about one shape, of which it makes a few focus nodes, and touches one or two others; the nodes
are few, so that shapes meet on them. Whether a node conforms is left to chance and to the engines.

Not drawn are values for sh:lessThan and sh:lessThanOrEquals: pySHACL stops at two values that cannot be compared.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, SH, BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from avggraph.graph.terms import Term, iri, literal
from avggraph.validate import ENGINES, ShapeSet
from avggraph.validate.path import property_path
from avggraph.validate.result import Result
from validate.specimens import in_order, inner_shapes, of_the_kind_asked_for, specimens, term

_TYPE, _SUBCLASS = iri(str(RDF.type)), iri(str(RDFS.subClassOf))
_NODES = (*(iri(f"urn:knoop:{letter}") for letter in "abcdefg"), "_:leeg")
_GRAPHS = (iri("urn:graaf:1"), iri("urn:graaf:2"))
_VALUES = ((0, 1, 2, 3, 4), (20, 45, 20, 10, 5))  # how many values a path gets, and how often
_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_PAIRS = (SH.equals, SH.disjoint)


def graphs(shapes: Graph, seed: int, count: int) -> Iterator[list[str]]:
    """Give `count` graphs as canonical N-Quads lines, each about the next one of the shapes that have a target.

    The same shapes and seed give the same graphs; graph n does not depend on those before it.

    >>> shapes = Graph().parse(data='''@prefix sh: <http://www.w3.org/ns/shacl#> .
    ...     <urn:s> sh:targetClass <urn:C> ; sh:path <urn:p> ; sh:minCount 1 .''', format="turtle")
    >>> list(graphs(shapes, 1, 9)) == list(graphs(shapes, 1, 9))
    True
    """
    vocabulary = Vocabulary(shapes)
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")
        subject = vocabulary.targeted[number % len(vocabulary.targeted)]
        yield _Drawing(vocabulary, rng).about(subject)


def quads(lines: Sequence[str]) -> tuple[ox.Quad, ...]:
    """Read N-Quads lines."""
    return tuple(ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS))


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What an engine does not find and the measure does, and the other way round."""

    missing: frozenset[Result]
    extra: frozenset[Result]

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra)


def disagreement(lines: Sequence[str], shapes: ShapeSet, engine: str, measure: str = "pyshacl") -> Disagreement:
    """Hold the results of one engine of `ENGINES` against another's on the same graph; false where they agree."""
    found, wanted = (frozenset(ENGINES[name](quads(lines), shapes)) for name in (engine, measure))
    return Disagreement(wanted - found, found - wanted)


def focus_nodes(shapes: Graph, shape: Node, data: Sequence[ox.Quad]) -> set[Term]:
    """Give the focus nodes of a shape in a graph, as terms (SHACL, section 2.1.3)."""
    nodes: set[Term] = {term(node) for node in shapes.objects(shape, SH.targetNode)}
    for quad in data:
        if str(quad.predicate) in {term(each) for each in shapes.objects(shape, SH.targetSubjectsOf)}:
            nodes.add(str(quad.subject))
        if str(quad.predicate) in {term(each) for each in shapes.objects(shape, SH.targetObjectsOf)}:
            nodes.add(str(quad.object))
    classes = {term(each) for each in _target_classes(shapes, shape)}
    for _ in data:  # a subclass may have subclasses
        classes |= {str(q.subject) for q in data if str(q.predicate) == _SUBCLASS and str(q.object) in classes}
    return nodes | {str(q.subject) for q in data if str(q.predicate) == _TYPE and str(q.object) in classes}


def _stably_named(shapes: Graph) -> Graph:
    """Number the blank nodes by what they say: their names differ from one reading of a file to the next."""

    @cache
    def said(node: Node) -> str:
        if not isinstance(node, BNode):
            return node.n3()
        return f"[{' '.join(sorted(f'{p.n3()} {said(value)}' for p, value in shapes.predicate_objects(node)))}]"

    blank = {node for triple in shapes for node in triple if isinstance(node, BNode)}
    names: dict[Node, Node] = {node: BNode(f"b{at:04}") for at, node in enumerate(sorted(blank, key=said))}
    renamed = Graph()
    for subject, predicate, value in shapes:
        renamed.add((names.get(subject, subject), predicate, names.get(value, value)))
    return renamed


def _target_classes(shapes: Graph, shape: Node) -> Iterator[Node]:
    yield from shapes.objects(shape, SH.targetClass)
    if any((shape, RDF.type, kind) in shapes for kind in (RDFS.Class, OWL.Class)):
        yield shape


class Vocabulary:
    """What a shapes graph speaks of, in a fixed order."""

    def __init__(self, shapes: Graph) -> None:
        self.shapes = _stably_named(shapes)

    @cached_property
    def targeted(self) -> tuple[URIRef, ...]:
        """The shapes that have a target."""
        named = {shape for target in _TARGETS for shape in self.shapes.subjects(target)}
        named |= {s for s in self.shapes.subjects(RDF.type, SH.NodeShape) if any(_target_classes(self.shapes, s))}
        return tuple(sorted(shape for shape in named if isinstance(shape, URIRef)))

    @cached_property
    def classes(self) -> tuple[Term, ...]:
        """The classes of targets and of values."""
        named = {each for predicate in (SH.targetClass, SH["class"]) for each in self.shapes.objects(None, predicate)}
        return tuple(sorted(map(term, named)))

    @cached_property
    def predicates(self) -> tuple[Term, ...]:
        """The properties of targets and paths."""
        direct = (SH.path, SH.targetSubjectsOf, SH.targetObjectsOf, SH.inversePath, SH.zeroOrMorePath, *_PAIRS)
        nodes = [node for predicate in direct for node in self.shapes.objects(None, predicate)]
        nodes += [step for path in self.shapes.objects(None, SH.path) for step in _members(self.shapes, path)]
        nodes += [
            step for path in self.shapes.objects(None, SH.alternativePath) for step in _members(self.shapes, path)
        ]
        return tuple(sorted({term(node) for node in nodes if isinstance(node, URIRef)}))

    @cached_property
    def companions(self) -> Mapping[URIRef, tuple[URIRef, ...]]:
        """For each shape those that share a target with it."""
        targets = {shape: {(kind, one) for kind, one in self.shapes.predicate_objects(shape) if kind in _TARGETS}
                   for shape in self.targeted}  # fmt: skip
        return {
            shape: tuple(other for other in self.targeted if other != shape and targets[other] & targets[shape])
            for shape in self.targeted
        }

    @cached_property
    def by_path(self) -> Mapping[str, tuple[Node, ...]]:
        """The shapes that speak of the same path: a value that matters to one may matter to another."""
        grouped: dict[str, list[Node]] = {}
        for shape in in_order(self.shapes.subjects(SH.path)):
            grouped.setdefault(self.path(shape), []).append(shape)
        return {path: tuple(shapes) for path, shapes in grouped.items()}

    def values(self, shape: Node, rng: random.Random) -> list[Term]:
        """Give values that matter to a property shape or to another one with the same path."""
        own = list(specimens(self.shapes, shape, rng))
        others = self.by_path[self.path(shape)]
        return own + [value for other in others for value in specimens(self.shapes, other, rng)]

    def path(self, shape: Node) -> str:
        """Give the path of a property shape in SPARQL notation."""
        return "".join(property_path(self.shapes, path) for path in self.shapes.objects(shape, SH.path))


def _members(shapes: Graph, path: Node) -> Iterator[Node]:
    return iter(Collection(shapes, path)) if (path, RDF.first, None) in shapes else iter(())


class _Drawing:
    """One graph while it is drawn."""

    def __init__(self, vocabulary: Vocabulary, rng: random.Random) -> None:
        self.known = vocabulary
        self.rng = rng
        self.triples: dict[tuple[Term, Term, Term], None] = {}
        # A careful graph has what is asked for more often than a careless one.
        self.care = rng.choice((0.5, 0.8, 0.97))

    def about(self, shape: URIRef) -> list[str]:
        """Draw a graph about a shape, and give its lines."""
        others = self.rng.choices(self.known.targeted, k=self.rng.randint(0, 2))
        for each in (*[shape] * self.rng.randint(1, 3), *others):
            node = self.target(each)
            companions = self.known.companions[each]
            for one in (each, *self.rng.sample(companions, k=min(len(companions), self.rng.randint(0, 3)))):
                self.describe(node, one)
        self.scatter()
        return self.lines()

    def lines(self) -> list[str]:
        """Write the triples, now and then one in two named graphs."""
        written = set()
        for triple in self.triples:
            for graph in self.rng.sample(_GRAPHS, k=self.rng.choice((1, 1, 1, 2))):
                written.add(" ".join((*triple, graph, ".")))
        return sorted(written)

    def add(self, subject: Term, predicate: Term, value: Term) -> None:
        if not _is_literal(subject):
            self.triples[subject, predicate, value] = None

    def node(self) -> Term:
        return self.rng.choice(_NODES)

    def target(self, shape: URIRef) -> Term:
        """Make a node a target of a shape, by one of the ways the shape names."""
        shapes, node = self.known.shapes, self.node()
        ways = [(kind, each) for kind in _TARGETS[1:] for each in in_order(shapes.objects(shape, kind))]
        ways += [(SH.targetClass, each) for each in in_order(_target_classes(shapes, shape))]
        kind, argument = self.rng.choice(ways)
        if kind == SH.targetNode:
            return term(argument)
        if kind == SH.targetClass:
            self.type(node, term(argument))
        elif kind == SH.targetSubjectsOf:
            # A path through the same property brings values of its own: then this one may be left to it.
            if (shape, SH.path, argument) not in shapes or self.rng.random() < 0.2:
                self.add(node, term(argument), self.node())
            return node
        else:
            value = self.node() if self.rng.random() < 0.03 else node
            self.add(self.node(), term(argument), value)
            if self.rng.random() < 0.02:
                self.add(self.node(), term(argument), literal("geen knoop"))
        return node

    def type(self, node: Term, kind: Term) -> None:
        """Give a node a class, now and then through a subclass."""
        if self.rng.random() < 0.05:
            self.add(iri("urn:soort"), _SUBCLASS, kind)
            kind = iri("urn:soort")
        self.add(node, _TYPE, kind)

    def describe(self, node: Term, shape: Node, depth: int = 0) -> None:
        """Give a node what a shape, and the shapes inside it, speak of."""
        if depth > 4 or _is_literal(node):
            return
        shapes = self.known.shapes
        path = shapes.value(shape, SH.path)
        if path is None:
            for kind in in_order(shapes.objects(shape, SH["class"])):
                if self.rng.random() < self.care:
                    self.type(node, term(kind))
            for inner in inner_shapes(shapes, shape):
                if self.rng.random() < self.care:
                    self.describe(node, inner, depth + 1)
            return
        for value in self.values(shape):
            end = self.link(node, path, value)
            self.describe_value(end, shape, depth)
            for predicate in _PAIRS:
                for other in in_order(shapes.objects(shape, predicate)):
                    self.add(node, term(other), end if self.rng.random() < 0.6 else self.draw(shape, 1)[0])

    def describe_value(self, value: Term, shape: Node, depth: int) -> None:
        shapes = self.known.shapes
        if _is_literal(value):
            return
        for kind in in_order(shapes.objects(shape, SH["class"])):
            if self.rng.random() < self.care:
                self.type(value, term(kind))
        # One branch of a disjunction is enough, and more than one now and then.
        inner = list(inner_shapes(shapes, shape))
        for each in self.rng.sample(inner, k=min(len(inner), self.rng.choice((1, 1, 1, 2, 3)))):
            if self.rng.random() < self.care:
                self.describe(value, each, depth + 1)

    def values(self, shape: Node) -> list[Term]:
        """Give the values of a path: a number of draws, or now and then all that sh:hasValue asks for."""
        shapes = self.known.shapes
        asked = sorted(map(term, shapes.objects(shape, SH.hasValue)))
        if asked and self.rng.random() < self.care / 2:
            return asked
        (count,) = self.rng.choices(*_VALUES)
        return self.draw(shape, count)

    def draw(self, shape: Node, count: int) -> list[Term]:
        """Draw what values of a shape may be: mostly specimens where there are any, else nodes."""
        values = self.known.values(shape, self.rng)
        if self.rng.random() < self.care:
            values = [each for each in values if of_the_kind_asked_for(self.known.shapes, shape, each)]
        return [self.rng.choice(values) if values and self.rng.random() < 0.8 else self.node() for _ in range(count)]

    def link(self, start: Term, path: Node, end: Term) -> Term:
        """Lead from one node to another along a path; give where it ends, which is `start` after no step."""
        shapes, rng = self.known.shapes, self.rng
        if isinstance(path, URIRef):
            self.add(start, term(path), end)
            return end
        if (path, RDF.first, None) in shapes:
            *steps, last = Collection(shapes, path)
            for step in steps:
                start = self.link(start, step, self.node())
            return self.link(start, last, end)
        for predicate, steps_taken in (
            (SH.zeroOrMorePath, rng.randint(0, 3)),
            (SH.oneOrMorePath, rng.randint(1, 3)),
            (SH.zeroOrOnePath, rng.randint(0, 1)),
        ):
            for operand in shapes.objects(path, predicate):
                for left in range(steps_taken, 0, -1):
                    start = self.link(start, operand, end if left == 1 else self.node())
                return start
        for operand in shapes.objects(path, SH.inversePath):
            if isinstance(operand, URIRef):
                self.add(end, term(operand), start)
                return end
        for members in shapes.objects(path, SH.alternativePath):
            return self.link(start, rng.choice(list(Collection(shapes, members))), end)
        return end

    def scatter(self) -> None:
        """Add a few triples nobody asked for, and lose a few."""
        for _ in range(self.rng.choice((0, 0, 1, 2, 4))):
            value = self.rng.choice((*_NODES, *self.known.classes[:3], literal("woorden", lang="nl"), literal("x")))
            self.add(self.node(), self.rng.choice(self.known.predicates), value)
        for _ in range(self.rng.choice((0, 0, 1, 2))):
            self.add(self.node(), _TYPE, self.rng.choice(self.known.classes or _NODES))
        if self.triples and self.rng.random() < 0.3:
            del self.triples[self.rng.choice(list(self.triples))]


def _is_literal(value: Term) -> bool:
    return value.startswith('"')
