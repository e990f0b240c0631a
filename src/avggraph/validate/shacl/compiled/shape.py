"""A shape as something that runs: its targets, its path and its checks, compiled from the shapes graph."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from avggraph.errors import KnowledgeError
from avggraph.graph.terms import RDFS, SH, Term
from avggraph.validate.shacl.compiled.constraints import COMPONENTS, Check, Failing
from avggraph.validate.shacl.compiled.source import Source
from avggraph.validate.shacl.compiled.sparql import sparql_constraints
from avggraph.validate.shacl.literals import TRUE
from avggraph.validate.shacl.path import Walk, reached, read_list, read_path, stay
from avggraph.validate.shacl.result import Result
from avggraph.validate.shacl.triples import Triples

Report = Callable[[Triples, Term, Collection[Term]], Iterator[Result]]

_USE_PYSHACL = "Controleer met --engine pyshacl."
_CLOSED = f"{SH.base}ClosedConstraintComponent"

# What SHACL gives meaning and this engine does not: a shape that uses it is refused rather than half read.
_REFUSED = (SH.js, SH.expression, SH.rule, SH.target, SH.targetShape, SH.reifierShape, SH.reificationRequired)


@dataclass(frozen=True, slots=True)
class Target:
    """A target of a shape: a term of the shapes graph, and how it selects nodes of the data (SHACL, section 2.1.3)."""

    select: Callable[[Triples, Term], Iterator[Term]]
    term: Term


@dataclass(frozen=True, slots=True)
class RunningShape:
    """A shape of the shapes graph, ready to judge focus nodes (SHACL, section 2).

    `walk` leads from focus nodes to their value nodes: along the path of a property shape, nowhere for a node shape.
    `failing` gives of nodes those of which judging would give a result.
    """

    source: Source
    walk: Walk
    targets: tuple[Target, ...]
    checks: tuple[tuple[str, Check], ...]
    properties: tuple[RunningShape, ...]
    reports: tuple[Report, ...]
    failing: Failing

    def results(self, graph: Triples, focus: Term) -> Iterator[Result]:
        """Judge a focus node."""
        values = self.walk(graph, (focus,))[focus]
        for component, check in self.checks:
            for value in check.offending(graph, focus, values):
                yield self.source.result(focus, value, component)
        for nested in self.properties:
            for value in values:
                yield from nested.results(graph, value)
        for report in self.reports:
            yield from report(graph, focus, values)


def _failing(walk: Walk, checks: Sequence[Check], properties: Sequence[Failing], reports: Sequence[Report]) -> Failing:
    """Make the function that gives of nodes those that have a result."""
    if len(checks) == 1 and not properties and not reports:
        # Most shapes are so.
        (only,) = checks
        if walk is stay and only.bad:
            return only.bad
        return lambda graph, nodes: only.failing(graph, walk(graph, nodes))

    def failing(graph: Triples, nodes: Collection[Term]) -> Collection[Term]:
        values = walk(graph, nodes)
        failed: dict[Term, None] = {}
        for check in checks:
            failed.update(dict.fromkeys(check.failing(graph, values)))
        for nested in properties:
            if offenders := frozenset(nested(graph, reached(values))):
                failed.update((node, None) for node, own in values.items() if not offenders.isdisjoint(own))
        for report in reports:
            failed.update((node, None) for node, own in values.items() if any(True for _ in report(graph, node, own)))
        return failed

    return failing


class Compiler:
    """Compiles the shapes of a shapes graph, each once.

    Raises KnowledgeError for what SHACL does not allow, for shapes that refer to themselves (which SHACL, section
    3.4.3, leaves undefined), and for extensions of SHACL that this engine does not know.
    """

    def __init__(self, graph: Triples) -> None:
        self.graph = graph
        self._shapes: dict[Term, RunningShape] = {}
        self._under_way: list[Term] = []

    def targeted(self) -> list[RunningShape]:
        """Compile the shapes that have a target, in the order of their names."""
        if next(self.graph.instances(SH.ConstraintComponent), None) is not None:
            raise KnowledgeError(
                "Deze engine kent geen eigen voorwaarden (sh:ConstraintComponent).",
                advice=_USE_PYSHACL,
            )
        found: dict[Term, None] = {}
        for predicate in (*_TARGETS, *_REFUSED):
            found.update(dict.fromkeys(self.graph.subjects_of(predicate)))
        for kind in (SH.NodeShape, SH.PropertyShape):
            found.update((node, None) for node in self.graph.instances(kind) if self._is_class(node))
        return [self.referred(node) for node in sorted(found)]

    def referred(self, node: Term) -> RunningShape:
        """Compile the shape `node`."""
        if node in self._under_way:
            raise KnowledgeError(f"De vorm {node} verwijst naar zichzelf; SHACL laat open wat dat betekent.")
        if node not in self._shapes:
            self._under_way.append(node)
            self._shapes[node] = self._compile(node)
            self._under_way.pop()
        return self._shapes[node]

    def siblings(self, node: Term) -> tuple[RunningShape, ...]:
        """Give the sibling shapes of a qualified value shape (SHACL, section 4.7.3)."""
        parents = self.graph.subjects(SH.property, node)
        properties = dict.fromkeys(each for parent in parents for each in self.graph.objects(parent, SH.property))
        qualified = dict.fromkeys(
            shape for each in properties for shape in self.graph.objects(each, SH.qualifiedValueShape)
        )
        own = self.graph.objects(node, SH.qualifiedValueShape)
        return tuple(self.referred(shape) for shape in qualified if shape not in own)

    def _compile(self, node: Term) -> RunningShape:
        paths = self.graph.objects(node, SH.path)
        if len(paths) > 1:
            raise KnowledgeError(f"De vorm {node} heeft meer dan één sh:path.")
        for predicate in _REFUSED:
            if self.graph.objects(node, predicate):
                raise KnowledgeError(f"De vorm {node} gebruikt {predicate}, hier onbekend.", advice=_USE_PYSHACL)
        source = Source(
            name=node[1:-1] if node.startswith("<") else node,
            path=read_path(self.graph, *paths) if paths else None,
            severity=next(iter(self.graph.objects(node, SH.severity)), SH.Violation),
            messages=tuple(sorted(self.graph.objects(node, SH.message))),
        )
        walk = source.path.walk if source.path else stay
        is_active = TRUE not in self.graph.objects(node, SH.deactivated)
        checks = tuple(self._checks(node)) if is_active else ()
        properties = tuple(self._properties(node)) if is_active else ()
        reports = tuple(self._reports(node, source)) if is_active else ()
        failing = _failing(
            walk, [check for _component, check in checks], [each.failing for each in properties], reports
        )
        return RunningShape(source, walk, tuple(self._targets(node)), checks, properties, reports, failing)

    def _checks(self, node: Term) -> Iterator[tuple[str, Check]]:
        for parameter in sorted(self.graph.predicates(node)):
            if parameter in COMPONENTS:
                component, make = COMPONENTS[parameter]
                for value in sorted(self.graph.objects(node, parameter)):
                    yield component, make(self, node, value)

    def _properties(self, node: Term) -> Iterator[RunningShape]:
        for each in sorted(self.graph.objects(node, SH.property)):
            if not self.graph.objects(each, SH.path):
                raise KnowledgeError(f"De eigenschapsvorm {each} van {node} heeft geen sh:path.")
            yield self.referred(each)

    def _reports(self, node: Term, source: Source) -> Iterator[Report]:
        if TRUE in self.graph.objects(node, SH.closed):
            yield _closed(source, self._allowed(node))
        yield from sparql_constraints(self.graph, node, source)

    def _allowed(self, node: Term) -> frozenset[Term]:
        """Give the predicates that a closed shape allows (SHACL, section 4.8.1)."""
        ignored = [
            each for names in self.graph.objects(node, SH.ignoredProperties) for each in read_list(self.graph, names)
        ]
        properties = self.graph.objects(node, SH.property)
        return frozenset((*ignored, *(path for each in properties for path in self.graph.objects(each, SH.path))))

    def _targets(self, node: Term) -> Iterator[Target]:
        for predicate, select in _TARGETS.items():
            for term in sorted(self.graph.objects(node, predicate)):
                yield Target(select, term)
        if self._is_class(node):
            yield Target(Triples.instances, node)

    def _is_class(self, node: Term) -> bool:
        return self.graph.is_instance(node, RDFS.Class) and node.startswith("<")


def _itself(_graph: Triples, node: Term) -> Iterator[Term]:
    yield node


_TARGETS: Mapping[Term, Callable[[Triples, Term], Iterator[Term]]] = {
    SH.targetNode: _itself,
    SH.targetClass: Triples.instances,
    SH.targetSubjectsOf: Triples.subjects_of,
    SH.targetObjectsOf: Triples.objects_of,
}


def _closed(source: Source, allowed: frozenset[Term]) -> Report:
    def report(graph: Triples, focus: Term, values: Collection[Term]) -> Iterator[Result]:
        for node in values:
            for predicate in graph.predicates(node):
                if predicate not in allowed:
                    for value in graph.objects(node, predicate):
                        yield source.result(focus, value, _CLOSED, path=predicate)

    return report
