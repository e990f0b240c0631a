"""Make a node conform to a shape, or not, as wished; other shapes' triples may still come between.

What conforms by chance may be rare: a shape that says "if this and this, then that" fires only where several things
meet. Here a wish is handed down: an sh:or fails where each of its shapes fails, an sh:not where its shape holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rdflib import SH, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from avggraph.graph.terms import Term
from avggraph.validate.shacl.rdflib_terms import term
from validate.drawing import Drawing, is_literal
from validate.specimens import in_order, of_the_kind_asked_for, specimens

_ALL, _ANY, _ONE = SH["and"], SH["or"], SH.xone
# Constraints of each value by what it is, and by the shapes it must conform to.
_OF_VALUES = (
    *(SH["class"], SH.datatype, SH.nodeKind, SH["in"], SH.pattern, SH.languageIn, SH.minLength, SH.maxLength),
    *(SH.minInclusive, SH.minExclusive, SH.maxInclusive, SH.maxExclusive),
)
_SHAPES = (SH.property, SH.node, SH["not"], _ALL, _ANY, _ONE)


def wish(drawing: Drawing, node: Term, shape: Node, *, good: bool) -> None:
    """Give a node what makes it conform to a shape, or break one of the shape's constraints."""
    path = drawing.shapes.value(shape, SH.path)
    if path is None:
        _wish_of_value(drawing, node, shape, good=good)
    elif good:
        _conform(drawing, node, shape, path)
    else:
        _break(drawing, node, shape, path)


# ---------------------------------------------------------------- what a shape asks of one node


def _wish_of_value(drawing: Drawing, node: Term, shape: Node, *, good: bool) -> None:
    parts = [(kind, part) for kind in _SHAPES for part in in_order(drawing.shapes.objects(shape, kind))]
    broken = None if good or not parts else drawing.rng.choice(parts)
    for kind in in_order(drawing.shapes.objects(shape, SH["class"])):
        if good or (parts and drawing.rng.random() < 0.5):
            drawing.type(node, term(kind))
    for part in parts:
        _wish_of_part(drawing, node, *part, good=part != broken)


def _wish_of_part(drawing: Drawing, node: Term, kind: URIRef, part: Node, *, good: bool) -> None:
    if kind == SH["not"]:
        wish(drawing, node, part, good=not good)
    elif kind in {SH.property, SH.node}:
        wish(drawing, node, part, good=good)
    else:
        members = list(Collection(drawing.shapes, part))
        drawing.rng.shuffle(members)
        for at, member in enumerate(members):
            wish(drawing, node, member, good=_of_member(kind, at, len(members), good=good))


def _of_member(kind: URIRef, at: int, count: int, *, good: bool) -> bool:
    """Tell what to wish of the member at a place of a shuffled list, to get what is wished of the list."""
    if kind == _ALL:
        return good or at > 0
    if kind == _ANY:
        return good and at == 0
    return at == 0 if good else count > 1 and at < 2


# ---------------------------------------------------------------- what a shape asks of the values of a path


def _conform(drawing: Drawing, node: Term, shape: Node, path: Node) -> None:
    shapes, rng = drawing.shapes, drawing.rng
    for value in in_order(shapes.objects(shape, SH.hasValue)):
        if term(value) not in drawing.ends(node, path):
            drawing.link(node, path, term(value))
    least = _number(shapes, shape, SH.minCount, 0)
    most = _number(shapes, shape, SH.maxCount, 9)
    wanted = max(least, min(most, rng.choice((0, 0, 1))))
    for _ in range(wanted - len(drawing.ends(node, path))):
        drawing.link(node, path, _value(drawing, shape, asked=True))
    for end in drawing.ends(node, path):
        if not is_literal(end):
            _wish_of_value(drawing, end, shape, good=True)
    for qualified in shapes.objects(shape, SH.qualifiedValueShape):
        _link_qualified(drawing, node, path, qualified, _number(shapes, shape, SH.qualifiedMinCount, 0))
    for other in in_order(shapes.objects(shape, SH.equals)):
        for end in drawing.ends(node, path):
            drawing.add(node, term(other), end)


def _break(drawing: Drawing, node: Term, shape: Node, path: Node) -> None:
    shapes, rng = drawing.shapes, drawing.rng
    present = [predicate for predicate in _BREAKERS if (shape, predicate, None) in shapes]
    present += [predicate for predicate in (*_OF_VALUES, *_SHAPES) if (shape, predicate, None) in shapes]
    if not present:
        return
    broken = rng.choice(present)
    if broken in _BREAKERS:
        _BREAKERS[broken](drawing, node, shape, path)
        return
    end = drawing.link(node, path, _value(drawing, shape, asked=broken in _SHAPES))
    if broken in _SHAPES and not is_literal(end):
        part = rng.choice(in_order(shapes.objects(shape, broken)))
        _wish_of_part(drawing, end, broken, part, good=False)


def _one_too_few(_drawing: Drawing, _node: Term, _shape: Node, _path: Node) -> None:
    """Leave the values as they are."""


def _one_too_many(drawing: Drawing, node: Term, shape: Node, path: Node) -> None:
    for _ in range(_number(drawing.shapes, shape, SH.maxCount, 0) + 2):
        drawing.link(node, path, _value(drawing, shape, asked=True))


def _another_value(drawing: Drawing, node: Term, shape: Node, path: Node) -> None:
    if drawing.rng.random() < 0.5:
        drawing.link(node, path, _value(drawing, shape, asked=False))


def _too_many_qualified(drawing: Drawing, node: Term, shape: Node, path: Node) -> None:
    for qualified in drawing.shapes.objects(shape, SH.qualifiedValueShape):
        most = _number(drawing.shapes, shape, SH.qualifiedMaxCount, 0)
        _link_qualified(drawing, node, path, qualified, most + 1)


def _one_language_twice(drawing: Drawing, node: Term, shape: Node, path: Node) -> None:
    for _ in range(6):
        drawing.link(node, path, _value(drawing, shape, asked=True))


def _in_both(drawing: Drawing, node: Term, shape: Node, path: Node) -> None:
    end = drawing.link(node, path, _value(drawing, shape, asked=True))
    for other in in_order(drawing.shapes.objects(shape, SH.disjoint)):
        drawing.add(node, term(other), end)


_BREAKERS: Mapping[URIRef, Callable[[Drawing, Term, Node, Node], None]] = {
    SH.minCount: _one_too_few,
    SH.qualifiedMinCount: _one_too_few,
    SH.hasValue: _another_value,
    SH.maxCount: _one_too_many,
    SH.qualifiedMaxCount: _too_many_qualified,
    SH.uniqueLang: _one_language_twice,
    SH.disjoint: _in_both,
    SH.equals: _another_value,
}


def _link_qualified(drawing: Drawing, node: Term, path: Node, qualified: Node, count: int) -> None:
    for _ in range(count):
        end = drawing.link(node, path, _value(drawing, qualified, asked=True))
        if not is_literal(end):
            wish(drawing, end, qualified, good=True)


def _value(drawing: Drawing, shape: Node, *, asked: bool) -> Term:
    """Give a value that a shape asks for, or a near miss; a node where the shape speaks of no values."""
    shapes, rng = drawing.shapes, drawing.rng
    values = [specimen.term for specimen in specimens(shapes, shape, rng) if specimen.asked == asked]
    if asked:
        values = [value for value in values if of_the_kind_asked_for(shapes, shape, value)]
    return rng.choice(values) if values else drawing.node()


def _number(shapes: Graph, shape: Node, predicate: URIRef, otherwise: int) -> int:
    return next((int(str(number)) for number in shapes.objects(shape, predicate)), otherwise)
