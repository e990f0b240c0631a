"""Random small graphs over the vocabulary of a shapes graph: one engine is held against another on them.

Nothing here knows a shape: targets, paths and constraints are read from the shapes graph, so shapes yet to come are
covered too. A graph is about one shape, of which it makes a few focus nodes, and touches one or two others; the nodes
are few, so that shapes meet on them. Half of the focus nodes are described by chance (`described`), the others are
made to conform or to fail (`wished`); what becomes of them only an engine can tell.

Not drawn are values for sh:lessThan and sh:lessThanOrEquals: pySHACL stops at two values that cannot be compared.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from avggraph.graph.terms import Quad, Term
from avggraph.validate import ENGINES, ShapeSet
from avggraph.validate.engine import quads_of_lines
from avggraph.validate.shacl.rdflib_terms import term
from avggraph.validate.shacl.result import Result
from avggraph.validate.shacl.triples import Triples
from validate.described import describe
from validate.drawing import SUBCLASS, TYPE, Drawing
from validate.vocabulary import Vocabulary, target_classes
from validate.wished import wish


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
        yield graph_about(vocabulary, vocabulary.targeted[number % len(vocabulary.targeted)], f"{seed}/{number}")


def graph_about(vocabulary: Vocabulary, shape: URIRef, seed: str) -> list[str]:
    """Give a graph about one shape as canonical N-Quads lines."""
    rng = random.Random(seed)
    drawing = Drawing(vocabulary, rng)
    # A careful graph has what is asked for more often than a careless one.
    care = rng.choice((0.5, 0.8, 0.97))
    others = rng.choices(vocabulary.targeted, k=rng.randint(0, 2))
    for each in (*others, *[shape] * rng.randint(1, 3)):
        node = drawing.target(each)
        companions = vocabulary.companions[each]
        for one in rng.sample(companions, k=min(len(companions), rng.randint(0, 3))):
            describe(drawing, node, one, care)
        if rng.random() < 0.5:
            describe(drawing, node, each, care)
        else:
            wish(drawing, node, each, good=rng.random() < 0.5)
    if rng.random() < 0.7:
        drawing.scatter()
    return drawing.lines()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What an engine does not find and the measure does, and the other way round."""

    missing: frozenset[Result]
    extra: frozenset[Result]

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra)


def disagreement(lines: Sequence[str], shapes: ShapeSet, engine: str, measure: str = "pyshacl") -> Disagreement:
    """Hold the results of one engine of `ENGINES` against another's on the same graph; false where they agree."""
    data = Triples(quads_of_lines(lines))
    found, wanted = (frozenset(ENGINES[name](data, shapes)) for name in (engine, measure))
    return Disagreement(wanted - found, found - wanted)


def focus_nodes(shapes: Graph, shape: Node, data: Sequence[Quad]) -> set[Term]:
    """Give the focus nodes of a shape in a graph, as terms (SHACL, section 2.1.3)."""
    triples = [quad[:3] for quad in data]
    beginning, ending = (
        {term(each) for each in shapes.objects(shape, kind)} for kind in (SH.targetSubjectsOf, SH.targetObjectsOf)
    )
    classes = {term(each) for each in target_classes(shapes, shape)}
    for _ in triples:  # a subclass may have subclasses
        classes |= {subject for subject, predicate, value in triples if predicate == SUBCLASS and value in classes}
    return {
        *(term(node) for node in shapes.objects(shape, SH.targetNode)),
        *(subject for subject, predicate, _ in triples if predicate in beginning),
        *(value for _, predicate, value in triples if predicate in ending),
        *(subject for subject, predicate, value in triples if predicate == TYPE and value in classes),
    }
