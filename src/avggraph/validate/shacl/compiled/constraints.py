"""The constraint components of SHACL Core (section 4), each as a function that makes a check of its parameters.

A check gives the value nodes that offend, or None for a result without a value. It is made once for a shape and run for
each focus node, so whatever does not depend on the data is done while it is made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

from avggraph.errors import KnowledgeError
from avggraph.graph.terms import SH, Term
from avggraph.validate.shacl.literals import TRUE, has_datatype, is_less, parts, string
from avggraph.validate.shacl.path import read_list
from avggraph.validate.shacl.triples import Triples

Check = Callable[[Triples, Term, Collection[Term]], Sequence[Term | None]]


class Conforms(Protocol):
    """A shape that other shapes refer to."""

    def conforms(self, graph: Triples, node: Term) -> bool:
        """Say whether a node conforms to the shape."""


class Shapes(Protocol):
    """The shapes graph, as a component reads it."""

    graph: Triples

    def referred(self, node: Term) -> Conforms:
        """Give the shape that a parameter names."""

    def siblings(self, node: Term) -> tuple[Conforms, ...]:
        """Give the sibling shapes of a qualified value shape (SHACL, section 4.7.3)."""


Component = Callable[[Shapes, Term, Term], Check]


def _each(offends: Callable[[Triples, Term], bool]) -> Check:
    """Make a check that judges each value node by itself."""

    def check(graph: Triples, _focus: Term, values: Collection[Term]) -> Sequence[Term]:
        return [value for value in values if offends(graph, value)]

    return check


# A result that is about the value nodes together has no value.
_ONE: Sequence[Term | None] = (None,)


# ---------------------------------------------------------------- 4.1 value type


def _class(_shapes: Shapes, _shape: Term, kind: Term) -> Check:
    return _each(lambda graph, value: not graph.is_instance(value, kind))


def _datatype(_shapes: Shapes, _shape: Term, datatype: Term) -> Check:
    name = datatype[1:-1]
    return _each(lambda _graph, value: not has_datatype(value, name))


_NODE_KINDS: Mapping[Term, tuple[str, ...]] = {
    SH.IRI: ("<",),
    SH.BlankNode: ("_",),
    SH.Literal: ('"',),
    SH.BlankNodeOrIRI: ("_", "<"),
    SH.BlankNodeOrLiteral: ("_", '"'),
    SH.IRIOrLiteral: ("<", '"'),
}


def _node_kind(_shapes: Shapes, _shape: Term, kind: Term) -> Check:
    allowed = _NODE_KINDS.get(kind)
    if allowed is None:
        raise KnowledgeError(f"{kind} is geen soort knoop van SHACL (sh:nodeKind).")
    return _each(lambda _graph, value: not value.startswith(allowed))


# ---------------------------------------------------------------- 4.2 cardinality


def _min_count(_shapes: Shapes, _shape: Term, number: Term) -> Check:
    least = _count(number)
    return lambda _graph, _focus, values: _ONE if len(values) < least else ()


def _max_count(_shapes: Shapes, _shape: Term, number: Term) -> Check:
    most = _count(number)
    return lambda _graph, _focus, values: _ONE if len(values) > most else ()


# ---------------------------------------------------------------- 4.3 value range


def _min_exclusive(_shapes: Shapes, _shape: Term, bound: Term) -> Check:
    return _each(lambda _graph, value: not is_less(bound, value))


def _min_inclusive(_shapes: Shapes, _shape: Term, bound: Term) -> Check:
    return _each(lambda _graph, value: not is_less(bound, value, or_equal=True))


def _max_exclusive(_shapes: Shapes, _shape: Term, bound: Term) -> Check:
    return _each(lambda _graph, value: not is_less(value, bound))


def _max_inclusive(_shapes: Shapes, _shape: Term, bound: Term) -> Check:
    return _each(lambda _graph, value: not is_less(value, bound, or_equal=True))


# ---------------------------------------------------------------- 4.4 strings


def _min_length(_shapes: Shapes, _shape: Term, number: Term) -> Check:
    least = _count(number)
    return _each(lambda _graph, value: (text := string(value)) is None or len(text) < least)


def _max_length(_shapes: Shapes, _shape: Term, number: Term) -> Check:
    most = _count(number)
    return _each(lambda _graph, value: (text := string(value)) is None or len(text) > most)


# The flags of XPath's fn:matches that Python's expressions share.
_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}


def _pattern(shapes: Shapes, shape: Term, pattern: Term) -> Check:
    flags = re.NOFLAG
    for letter in "".join(string(each) or "" for each in shapes.graph.objects(shape, SH.flags)):
        if letter not in _FLAGS:
            raise KnowledgeError(
                f"Het patroon van {shape} heeft de vlag {letter!r}.", advice=f"Kies uit: {', '.join(_FLAGS)}."
            )
        flags |= _FLAGS[letter]
    try:
        search = re.compile(string(pattern) or "", flags).search
    except re.error as error:
        raise KnowledgeError(f"Het patroon van {shape} is geen reguliere expressie: {error}.") from error
    return _each(lambda _graph, value: (text := string(value)) is None or search(text) is None)


def _language_in(shapes: Shapes, _shape: Term, languages: Term) -> Check:
    ranges = tuple((string(each) or "").casefold() for each in read_list(shapes.graph, languages))

    def offends(_graph: Triples, value: Term) -> bool:
        literal = parts(value)
        tag = literal.language.casefold() if literal else ""
        return not tag or not any(each in ("*", tag) or tag.startswith(f"{each}-") for each in ranges)

    return _each(offends)


def _unique_lang(_shapes: Shapes, _shape: Term, asked: Term) -> Check:
    def check(_graph: Triples, _focus: Term, values: Collection[Term]) -> Sequence[None]:
        if asked != TRUE or len(values) < 2:
            return ()
        tags = [literal.language.casefold() for value in values if (literal := parts(value)) and literal.language]
        return [None for tag in sorted(set(tags)) if tags.count(tag) > 1]

    return check


# ---------------------------------------------------------------- 4.5 property pairs


def _equals(_shapes: Shapes, _shape: Term, other: Term) -> Check:
    def check(graph: Triples, focus: Term, values: Collection[Term]) -> Sequence[Term]:
        others = graph.objects(focus, other)
        missing = [value for value in values if value not in others]
        return missing + [value for value in others if value not in values]

    return check


def _disjoint(_shapes: Shapes, _shape: Term, other: Term) -> Check:
    def check(graph: Triples, focus: Term, values: Collection[Term]) -> Sequence[Term]:
        others = graph.objects(focus, other)
        return [value for value in values if value in others]

    return check


def _less_than(_shapes: Shapes, _shape: Term, other: Term) -> Check:
    return _ordered(other, or_equal=False)


def _less_than_or_equals(_shapes: Shapes, _shape: Term, other: Term) -> Check:
    return _ordered(other, or_equal=True)


def _ordered(other: Term, *, or_equal: bool) -> Check:
    def check(graph: Triples, focus: Term, values: Collection[Term]) -> Sequence[Term]:
        others = graph.objects(focus, other)
        return [value for value in values for each in others if not is_less(value, each, or_equal=or_equal)]

    return check


# ---------------------------------------------------------------- 4.6 logic, 4.7 other shapes


def _not(shapes: Shapes, _shape: Term, named: Term) -> Check:
    return _each(shapes.referred(named).conforms)


def _and(shapes: Shapes, _shape: Term, named: Term) -> Check:
    members = _members(shapes, named)

    return _each(lambda graph, value: not all(conforms(graph, value) for conforms in members))


def _or(shapes: Shapes, _shape: Term, named: Term) -> Check:
    members = _members(shapes, named)

    def offends(graph: Triples, value: Term) -> bool:
        for conforms in members:  # noqa: SIM110 - a third of the time that any() takes, and most shapes ask it
            if conforms(graph, value):
                return False
        return True

    return _each(offends)


def _xone(shapes: Shapes, _shape: Term, named: Term) -> Check:
    members = _members(shapes, named)
    return _each(lambda graph, value: sum(conforms(graph, value) for conforms in members) != 1)


def _members(shapes: Shapes, named: Term) -> list[Callable[[Triples, Term], bool]]:
    return [shapes.referred(each).conforms for each in read_list(shapes.graph, named)]


def _node(shapes: Shapes, _shape: Term, named: Term) -> Check:
    shape = shapes.referred(named)
    return _each(lambda graph, value: not shape.conforms(graph, value))


def _qualified_min_count(shapes: Shapes, shape: Term, number: Term) -> Check:
    if not shapes.graph.objects(shape, SH.qualifiedValueShape):
        return _unasked
    least, counts = _count(number), _qualified(shapes, shape)
    return lambda graph, _focus, values: _ONE if counts(graph, values) < least else ()


def _qualified_max_count(shapes: Shapes, shape: Term, number: Term) -> Check:
    if not shapes.graph.objects(shape, SH.qualifiedValueShape):
        return _unasked
    most, counts = _count(number), _qualified(shapes, shape)
    return lambda graph, _focus, values: _ONE if counts(graph, values) > most else ()


def _unasked(_graph: Triples, _focus: Term, _values: Collection[Term]) -> Sequence[None]:
    """Find nothing: a shape has a component only where it gives all that the component needs (SHACL, section 2.1)."""
    return ()


def _qualified(shapes: Shapes, shape: Term) -> Callable[[Triples, Collection[Term]], int]:
    (named,) = shapes.graph.objects(shape, SH.qualifiedValueShape)
    qualified = shapes.referred(named)
    disjoint = TRUE in shapes.graph.objects(shape, SH.qualifiedValueShapesDisjoint)
    siblings = shapes.siblings(shape) if disjoint else ()

    def counts(graph: Triples, values: Collection[Term]) -> int:
        return sum(
            qualified.conforms(graph, value) and not any(sibling.conforms(graph, value) for sibling in siblings)
            for value in values
        )

    return counts


# ---------------------------------------------------------------- 4.8 other


def _has_value(_shapes: Shapes, _shape: Term, wanted: Term) -> Check:
    return lambda _graph, _focus, values: () if wanted in values else _ONE


def _in(shapes: Shapes, _shape: Term, named: Term) -> Check:
    members = frozenset(read_list(shapes.graph, named))
    return _each(lambda _graph, value: value not in members)


# ---------------------------------------------------------------- parameters


def _count(number: Term) -> int:
    literal = parts(number)
    if literal is None or not literal.lexical.isdecimal():
        raise KnowledgeError(f"{number} is geen aantal.")
    return int(literal.lexical)


# The parameter that makes a shape have the component, with the component's name after "…ConstraintComponent".
COMPONENTS: Mapping[Term, tuple[str, Component]] = {
    SH[parameter]: (f"{SH.base}{name}ConstraintComponent", make)
    for parameter, name, make in (
        ("class", "Class", _class),
        ("datatype", "Datatype", _datatype),
        ("nodeKind", "NodeKind", _node_kind),
        ("minCount", "MinCount", _min_count),
        ("maxCount", "MaxCount", _max_count),
        ("minExclusive", "MinExclusive", _min_exclusive),
        ("minInclusive", "MinInclusive", _min_inclusive),
        ("maxExclusive", "MaxExclusive", _max_exclusive),
        ("maxInclusive", "MaxInclusive", _max_inclusive),
        ("minLength", "MinLength", _min_length),
        ("maxLength", "MaxLength", _max_length),
        ("pattern", "Pattern", _pattern),
        ("languageIn", "LanguageIn", _language_in),
        ("uniqueLang", "UniqueLang", _unique_lang),
        ("equals", "Equals", _equals),
        ("disjoint", "Disjoint", _disjoint),
        ("lessThan", "LessThan", _less_than),
        ("lessThanOrEquals", "LessThanOrEquals", _less_than_or_equals),
        ("not", "Not", _not),
        ("and", "And", _and),
        ("or", "Or", _or),
        ("xone", "Xone", _xone),
        ("node", "Node", _node),
        ("qualifiedMinCount", "QualifiedMinCount", _qualified_min_count),
        ("qualifiedMaxCount", "QualifiedMaxCount", _qualified_max_count),
        ("hasValue", "HasValue", _has_value),
        ("in", "In", _in),
    )
}
