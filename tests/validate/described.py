"""Give a node what a shape speaks of, and leave it to chance whether it conforms."""

from __future__ import annotations

from rdflib import SH
from rdflib.term import Node

from avggraph.graph.terms import Term
from avggraph.validate.shacl.rdflib_terms import term
from validate.drawing import Drawing, is_literal
from validate.specimens import in_order, inner_shapes, of_the_kind_asked_for
from validate.vocabulary import PAIRS

_VALUES = ((0, 1, 2, 3, 4), (20, 45, 20, 10, 5))  # how many values a path gets, and how often
_DEEPEST = 4


def describe(drawing: Drawing, node: Term, shape: Node, care: float, depth: int = 0) -> None:
    """Give a node classes and values that a shape, and the shapes inside it, speak of; with `care` more often all."""
    if depth > _DEEPEST or is_literal(node):
        return
    shapes, rng = drawing.shapes, drawing.rng
    path = shapes.value(shape, SH.path)
    if path is None:
        _type(drawing, node, shape, care)
        for inner in inner_shapes(shapes, shape):
            if rng.random() < care:
                describe(drawing, node, inner, care, depth + 1)
        return
    for value in _values(drawing, shape, care):
        end = drawing.link(node, path, value)
        if not is_literal(end):
            _type(drawing, end, shape, care)
            # One branch of a disjunction is enough, and more than one now and then.
            inner_ones = list(inner_shapes(shapes, shape))
            for each in rng.sample(inner_ones, k=min(len(inner_ones), rng.choice((1, 1, 1, 2, 3)))):
                if rng.random() < care:
                    describe(drawing, end, each, care, depth + 1)
        for predicate in PAIRS:
            for other in in_order(shapes.objects(shape, predicate)):
                same = rng.random() < 0.6
                drawing.add(node, term(other), end if same else _drawn(drawing, shape, care))


def _type(drawing: Drawing, node: Term, shape: Node, care: float) -> None:
    for kind in in_order(drawing.shapes.objects(shape, SH["class"])):
        if drawing.rng.random() < care:
            drawing.type(node, term(kind))


def _values(drawing: Drawing, shape: Node, care: float) -> list[Term]:
    """Give the values of a path: a number of draws, or now and then all that sh:hasValue asks for."""
    asked = sorted(map(term, drawing.shapes.objects(shape, SH.hasValue)))
    if asked and drawing.rng.random() < care / 2:
        return asked
    (count,) = drawing.rng.choices(*_VALUES)
    return _draw(drawing, shape, count, care)


def _draw(drawing: Drawing, shape: Node, count: int, care: float) -> list[Term]:
    """Draw what values of a shape may be: mostly specimens where there are any, else nodes."""
    return [_drawn(drawing, shape, care) for _ in range(count)]


def _drawn(drawing: Drawing, shape: Node, care: float) -> Term:
    rng = drawing.rng
    values = [specimen.term for specimen in drawing.known.values(shape, rng)] if rng.random() < 0.8 else []
    if rng.random() < care:
        values = [value for value in values if of_the_kind_asked_for(drawing.shapes, shape, value)]
    return rng.choice(values) if values else drawing.node()
