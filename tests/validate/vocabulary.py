"""What a shapes graph speaks of, in an order that is the same each time the file is read."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from functools import cache, cached_property

from rdflib import OWL, RDF, RDFS, SH, BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from avggraph.graph.terms import Term
from avggraph.validate.shacl.path import read_path
from avggraph.validate.shacl.rdflib_terms import quads_of, term
from avggraph.validate.shacl.triples import Triples
from validate.specimens import Specimen, in_order, specimens

TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
PAIRS = (SH.equals, SH.disjoint)


def target_classes(shapes: Graph, shape: Node) -> Iterator[Node]:
    """Give the classes whose instances are focus nodes of a shape; a shape may be one itself."""
    yield from shapes.objects(shape, SH.targetClass)
    if any((shape, RDF.type, kind) in shapes for kind in (RDFS.Class, OWL.Class)):
        yield shape


class Vocabulary:
    """The shapes of a graph with a target, and the classes, properties and values they speak of."""

    def __init__(self, shapes: Graph) -> None:
        self.shapes = _stably_named(shapes)

    @cached_property
    def targeted(self) -> tuple[URIRef, ...]:
        """The shapes that have a target."""
        named = {shape for target in TARGETS for shape in self.shapes.subjects(target)}
        named |= {s for s in self.shapes.subjects(RDF.type, SH.NodeShape) if any(target_classes(self.shapes, s))}
        return tuple(sorted(shape for shape in named if isinstance(shape, URIRef)))

    @cached_property
    def classes(self) -> tuple[Term, ...]:
        """The classes of targets and of values."""
        named = {each for predicate in (SH.targetClass, SH["class"]) for each in self.shapes.objects(None, predicate)}
        return tuple(sorted(map(term, named)))

    @cached_property
    def predicates(self) -> tuple[Term, ...]:
        """The properties of targets and paths."""
        direct = (SH.path, SH.targetSubjectsOf, SH.targetObjectsOf, SH.inversePath, SH.zeroOrMorePath, *PAIRS)
        nodes = [node for predicate in direct for node in self.shapes.objects(None, predicate)]
        paths = [path for kind in (SH.path, SH.alternativePath) for path in self.shapes.objects(None, kind)]
        nodes += [step for path in paths for step in _members(self.shapes, path)]
        return tuple(sorted({term(node) for node in nodes if isinstance(node, URIRef)}))

    @cached_property
    def companions(self) -> Mapping[URIRef, tuple[URIRef, ...]]:
        """For each shape those that share a target with it."""
        targets = {
            shape: {(kind, one) for kind, one in self.shapes.predicate_objects(shape) if kind in TARGETS}
            for shape in self.targeted
        }
        return {
            shape: tuple(other for other in self.targeted if other != shape and targets[other] & targets[shape])
            for shape in self.targeted
        }

    @cached_property
    def _by_path(self) -> Mapping[str, tuple[Node, ...]]:
        grouped: dict[str, list[Node]] = {}
        for shape in in_order(self.shapes.subjects(SH.path)):
            grouped.setdefault(self._path(shape), []).append(shape)
        return {path: tuple(shapes) for path, shapes in grouped.items()}

    def values(self, shape: Node, rng: random.Random) -> list[Specimen]:
        """Give values that matter to a property shape, or now and then to another one with the same path."""
        others = self._by_path[self._path(shape)]
        return list(specimens(self.shapes, shape if rng.random() < 0.6 else rng.choice(others), rng))

    def _path(self, shape: Node) -> str:
        return "".join(read_path(self._index, path.n3()).text for path in self.shapes.objects(shape, SH.path))

    @cached_property
    def _index(self) -> Triples:
        return Triples(quads_of(self.shapes))


def _members(shapes: Graph, path: Node) -> Iterator[Node]:
    return iter(Collection(shapes, path)) if (path, RDF.first, None) in shapes else iter(())


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
