"""The constraint components of SHACL Core (section 4), each as a function that makes a check of its parameters.

A check is made once for a shape and run for the focus nodes of each shard together, so whatever does not depend on the
data is done while it is made, and a value that many nodes have is judged once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from avggraph.errors import KnowledgeError
from avggraph.graph.terms import SH, Term
from avggraph.validate.shacl.literals import TRUE, has_datatype, is_less, parts, string
from avggraph.validate.shacl.path import Values, reached, read_list
from avggraph.validate.shacl.triples import Triples

# Of the value nodes of one focus node those that offend; None is a result about the value nodes together.
Offending = Callable[[Triples, Term, Collection[Term]], Sequence[Term | None]]
# Of nodes those that do not conform.
Failing = Callable[[Triples, Collection[Term]], Collection[Term]]


@dataclass(frozen=True, slots=True)
class Check:
    """A constraint: `offending` gives the results of one focus node, `failing` the focus nodes that have any.

    Most nodes conform, so `failing` is asked first, of all focus nodes at once. Where each value node is judged by
    itself, `bad` gives of value nodes those that offend.
    """

    offending: Offending
    failing: Callable[[Triples, Values], Collection[Term]]
    bad: Failing | None = None


class Shape(Protocol):
    """A shape that other shapes refer to."""

    @property
    def failing(self) -> Failing:
        """Give of nodes those that do not conform to the shape."""


class Shapes(Protocol):
    """The shapes graph, as a component reads it."""

    graph: Triples

    def referred(self, node: Term) -> Shape:
        """Give the shape that a parameter names."""

    def siblings(self, node: Term) -> tuple[Shape, ...]:
        """Give the sibling shapes of a qualified value shape (SHACL, section 4.7.3)."""


Component = Callable[[Shapes, Term, Term], Check]


def _every(bad: Failing) -> Check:
    """Make a check that judges value nodes by themselves, each once."""

    def offending(graph: Triples, _focus: Term, values: Collection[Term]) -> Sequence[Term]:
        return [*bad(graph, values)]

    def failing(graph: Triples, values: Values) -> Collection[Term]:
        offenders = bad(graph, reached(values))
        if not offenders:
            return ()
        if len(values) == 1:
            return values.keys()
        found = frozenset(offenders)
        return [focus for focus, own in values.items() if not found.isdisjoint(own)]

    return Check(offending, failing, bad)


def _each(offends: Callable[[Term], bool]) -> Check:
    """Make a check that judges each value node by itself, whatever the graph says of it."""
    return _every(lambda _graph, values: [value for value in values if offends(value)])


def _together(offending: Offending) -> Check:
    """Make a check that judges the value nodes of a focus node together."""
    return Check(
        offending,
        lambda graph, values: [focus for focus, own in values.items() if offending(graph, focus, own)],
    )


# A result that is about the value nodes together has no value.
_ONE: Sequence[Term | None] = (None,)


def _one(failing: Callable[[Values], Collection[Term]]) -> Check:
    """Make a check that has one result for a focus node, whatever the graph says of its value nodes."""
    return Check(
        lambda _graph, focus, values: _ONE if failing({focus: values}) else (),
        lambda _graph, values: failing(values),
    )


# ---------------------------------------------------------------- 4.1 value type


def _class(_shapes: Shapes, _shape: Term, kind: Term) -> Check:
    return _every(lambda graph, values: [value for value in values if not graph.is_instance(value, kind)])


def _datatype(_shapes: Shapes, _shape: Term, datatype: Term) -> Check:
    name = datatype[1:-1]
    return _each(lambda value: not has_datatype(value, name))


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
    return _each(lambda value: not value.startswith(allowed))


# ---------------------------------------------------------------- 4.2 cardinality


def _min_count(_shapes: Shapes, _shape: Term, number: Term) -> Check:
    least = _count(number)
    return _one(lambda values: [focus for focus, own in values.items() if len(own) < least])


def _max_count(_shapes: Shapes, _shape: Term, number: Term) -> Check:
    most = _count(number)
    return _one(lambda values: [focus for focus, own in values.items() if len(own) > most])


# ---------------------------------------------------------------- 4.3 value range


def _min_exclusive(_shapes: Shapes, _shape: Term, bound: Term) -> Check:
    return _each(lambda value: not is_less(bound, value))


def _min_inclusive(_shapes: Shapes, _shape: Term, bound: Term) -> Check:
    return _each(lambda value: not is_less(bound, value, or_equal=True))


def _max_exclusive(_shapes: Shapes, _shape: Term, bound: Term) -> Check:
    return _each(lambda value: not is_less(value, bound))


def _max_inclusive(_shapes: Shapes, _shape: Term, bound: Term) -> Check:
    return _each(lambda value: not is_less(value, bound, or_equal=True))


# ---------------------------------------------------------------- 4.4 strings


def _min_length(_shapes: Shapes, _shape: Term, number: Term) -> Check:
    least = _count(number)
    return _each(lambda value: (text := string(value)) is None or len(text) < least)


def _max_length(_shapes: Shapes, _shape: Term, number: Term) -> Check:
    most = _count(number)
    return _each(lambda value: (text := string(value)) is None or len(text) > most)


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
    return _each(lambda value: (text := string(value)) is None or search(text) is None)


def _language_in(shapes: Shapes, _shape: Term, languages: Term) -> Check:
    ranges = tuple((string(each) or "").casefold() for each in read_list(shapes.graph, languages))

    def offends(value: Term) -> bool:
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

    return _together(check)


# ---------------------------------------------------------------- 4.5 property pairs


def _equals(_shapes: Shapes, _shape: Term, other: Term) -> Check:
    def check(graph: Triples, focus: Term, values: Collection[Term]) -> Sequence[Term]:
        others = graph.objects(focus, other)
        missing = [value for value in values if value not in others]
        return missing + [value for value in others if value not in values]

    return _together(check)


def _disjoint(_shapes: Shapes, _shape: Term, other: Term) -> Check:
    def check(graph: Triples, focus: Term, values: Collection[Term]) -> Sequence[Term]:
        others = graph.objects(focus, other)
        return [value for value in values if value in others]

    return _together(check)


def _less_than(_shapes: Shapes, _shape: Term, other: Term) -> Check:
    return _ordered(other, or_equal=False)


def _less_than_or_equals(_shapes: Shapes, _shape: Term, other: Term) -> Check:
    return _ordered(other, or_equal=True)


def _ordered(other: Term, *, or_equal: bool) -> Check:
    def check(graph: Triples, focus: Term, values: Collection[Term]) -> Sequence[Term]:
        others = graph.objects(focus, other)
        return [value for value in values for each in others if not is_less(value, each, or_equal=or_equal)]

    return _together(check)


# ---------------------------------------------------------------- 4.6 logic, 4.7 other shapes


def _not(shapes: Shapes, _shape: Term, named: Term) -> Check:
    shape = shapes.referred(named)

    def bad(graph: Triples, values: Collection[Term]) -> Collection[Term]:
        others = frozenset(shape.failing(graph, values))
        return [value for value in values if value not in others]

    return _every(bad)


def _and(shapes: Shapes, _shape: Term, named: Term) -> Check:
    members = _members(shapes, named)
    return _every(lambda graph, values: dict.fromkeys(value for failing in members for value in failing(graph, values)))


def _or(shapes: Shapes, _shape: Term, named: Term) -> Check:
    members = _members(shapes, named)

    def bad(graph: Triples, values: Collection[Term]) -> Collection[Term]:
        for failing in members:
            if not values:
                break
            values = failing(graph, values)
        return values

    return _every(bad)


def _xone(shapes: Shapes, _shape: Term, named: Term) -> Check:
    members = _members(shapes, named)

    def bad(graph: Triples, values: Collection[Term]) -> Collection[Term]:
        failed = [frozenset(failing(graph, values)) for failing in members]
        return [value for value in values if sum(value not in each for each in failed) != 1]

    return _every(bad)


def _members(shapes: Shapes, named: Term) -> list[Failing]:
    return [shapes.referred(each).failing for each in read_list(shapes.graph, named)]


def _node(shapes: Shapes, _shape: Term, named: Term) -> Check:
    return _every(shapes.referred(named).failing)


def _qualified_min_count(shapes: Shapes, shape: Term, number: Term) -> Check:
    least = _count(number)
    return _qualified(shapes, shape, lambda count: count < least)


def _qualified_max_count(shapes: Shapes, shape: Term, number: Term) -> Check:
    most = _count(number)
    return _qualified(shapes, shape, lambda count: count > most)


def _qualified(shapes: Shapes, shape: Term, is_wrong: Callable[[int], bool]) -> Check:
    """Make a check of how many value nodes conform to a qualified value shape, and to no sibling of it.

    A shape has a component only where it gives all that the component needs (SHACL, section 2.1).
    """
    if not shapes.graph.objects(shape, SH.qualifiedValueShape):
        return _together(lambda _graph, _focus, _values: ())
    (named,) = shapes.graph.objects(shape, SH.qualifiedValueShape)
    qualified = shapes.referred(named)
    disjoint = TRUE in shapes.graph.objects(shape, SH.qualifiedValueShapesDisjoint)
    siblings = shapes.siblings(shape) if disjoint else ()

    def conforming(graph: Triples, values: Collection[Term]) -> Collection[Term]:
        failed = frozenset(qualified.failing(graph, values))
        counted = [value for value in values if value not in failed]
        for sibling in siblings:
            counted = [*sibling.failing(graph, counted)]
        return frozenset(counted)

    def offending(graph: Triples, _focus: Term, values: Collection[Term]) -> Sequence[Term | None]:
        return _ONE if is_wrong(len(conforming(graph, values))) else ()

    def failing(graph: Triples, values: Values) -> Collection[Term]:
        counted = conforming(graph, reached(values))
        return [focus for focus, own in values.items() if is_wrong(sum(value in counted for value in own))]

    return Check(offending, failing)


# ---------------------------------------------------------------- 4.8 other


def _has_value(_shapes: Shapes, _shape: Term, wanted: Term) -> Check:
    return _one(lambda values: [focus for focus, own in values.items() if wanted not in own])


def _in(shapes: Shapes, _shape: Term, named: Term) -> Check:
    members = frozenset(read_list(shapes.graph, named))
    return _each(lambda value: value not in members)


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
