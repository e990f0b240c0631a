"""What became of a request, as RDF in the FORCE Compliance Report Model 0.9, so that other tools read it.

The model has no word for what is undetermined: it is written as unsatisfied or inactive, which grants nothing, with
`avgp:undetermined true` beside it. Nor has it one for the report of a recommendation: `avgp:RecommendationReport`. As
in the reports of the FORCE test suite, a constraint's report says what it compared (`report:constraintLeftOperand`,
`…Operator`, `…RightOperand`, `…LogicalOperand`), although the model does not define these.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pyoxigraph as ox

from avggraph.errors import UsageError
from avggraph.odrl.evaluate import (
    Activation,
    Aspect,
    ConditionReport,
    PolicyReport,
    PremiseReport,
    RuleReport,
)
from avggraph.odrl.facts import PROFILE
from avggraph.odrl.kleene import Truth
from avggraph.odrl.model import ODRL, Constraint, RuleKind, Term
from avggraph.odrl.triples import RDF_TYPE
from avggraph.odrl.values import date_time
from avggraph.odrl.world import REPORT
from avggraph.query.table import XSD, Iri

_CLASSES = {
    RuleKind.PERMISSION: REPORT + "PermissionReport",
    RuleKind.PROHIBITION: REPORT + "ProhibitionReport",
    RuleKind.OBLIGATION: REPORT + "DutyReport",
    RuleKind.DUTY: REPORT + "DutyReport",
    RuleKind.RECOMMENDATION: PROFILE + "RecommendationReport",
}
_ASPECTS = {
    Aspect.TARGET: REPORT + "TargetReport",
    Aspect.ASSIGNER: REPORT + "PartyReport",
    Aspect.ASSIGNEE: REPORT + "PartyReport",
    Aspect.ACTION: REPORT + "ActionReport",
}
_CREATED = "http://purl.org/dc/terms/created"
_PREFIXES = {
    "avgp": PROFILE,
    "dct": "http://purl.org/dc/terms/",
    "odrl": ODRL,
    "report": REPORT,
    "xsd": XSD,
}


def compliance_report(report: PolicyReport, base: str) -> str:
    """Write a report in Turtle. `base` is its IRI; its parts are named after it, and numbered.

    It is the same whenever it is written; `dct:created` is there only where the world says what time it is.

    >>> from avggraph.odrl.evaluate import evaluate
    >>> from avggraph.odrl.model import Policy, Request, Rule
    >>> from avggraph.odrl.world import World
    >>> policy = Policy("https://a.example/p", ODRL + "Set", rules=(Rule("https://a.example/1", RuleKind.PERMISSION),))
    >>> report = evaluate(policy, Request("https://a.example/r", "https://a.example/r1"), World())
    >>> turtle = compliance_report(report, "https://a.example/report")
    >>> [line.strip() for line in turtle.splitlines() if "State" in line]
    ['report:activationState report:Active ;', 'report:attemptState report:Attempted ;']
    """
    try:
        triples = sorted(set(_policy(report, base)), key=_order)
    except ValueError as error:
        raise UsageError(
            f"Een naam in dit verslag is geen IRI: {error}.", advice="Geef het verslag een volledige IRI."
        ) from error
    out = io.BytesIO()
    ox.serialize(triples, out, ox.RdfFormat.TURTLE, prefixes=_PREFIXES)
    return out.getvalue().decode()


def _order(triple: ox.Triple) -> tuple[str, bool, str]:
    """Put what a node is before what else is said of it."""
    return str(triple.subject).rstrip(">"), triple.predicate.value != RDF_TYPE, str(triple)


def _policy(report: PolicyReport, name: str) -> Iterator[ox.Triple]:
    yield _says(name, RDF_TYPE, Iri(REPORT + "PolicyReport"))
    yield _says(name, REPORT + "policy", Iri(report.policy.iri))
    yield _says(name, REPORT + "policyRequest", Iri(report.request.iri))
    if report.now is not None:
        yield _says(name, _CREATED, date_time(report.now))
    for number, rule in enumerate(report.rules, 1):
        part = f"{name}#rule-{number}"
        yield _says(name, REPORT + "ruleReport", Iri(part))
        yield from _rule(rule, part, report)


def _rule(rule: RuleReport, name: str, report: PolicyReport) -> Iterator[ox.Triple]:
    yield _says(name, RDF_TYPE, Iri(_CLASSES[rule.rule.kind]))
    yield _says(name, REPORT + "rule", Iri(rule.rule.iri))
    yield _says(name, REPORT + "activationState", Iri(REPORT + _activation(rule.activation)))
    if rule.activation is Activation.UNDETERMINED:
        yield _undetermined(name)
    # The model gives these to permissions and prohibitions only.
    if rule.performance is None:
        yield _says(name, REPORT + "attemptState", Iri(REPORT + "Attempted"))
        yield _says(name, REPORT + "ruleRequest", Iri(report.request.rule))
    else:
        yield _says(name, REPORT + "performanceState", Iri(rule.performance.value))
    if rule.deontic is not None:
        yield _says(name, REPORT + "deonticState", Iri(rule.deontic.value))
    premises: list[PremiseReport | ConditionReport] = [*rule.premises, *rule.constraints]
    for number, each in enumerate(premises, 1):
        part = f"{name}-premise-{number}"
        yield _says(name, REPORT + "premiseReport", Iri(part))
        yield from _premise(each, part)
    for number, duty in enumerate(rule.duties, 1):
        part = f"{name}-condition-{number}"
        yield _says(name, REPORT + "conditionReport", Iri(part))
        yield from _rule(duty, part, report)


def _premise(premise: PremiseReport | ConditionReport, name: str) -> Iterator[ox.Triple]:
    yield _says(name, REPORT + "satisfactionState", Iri(REPORT + _satisfaction(premise.state)))
    if premise.state is Truth.UNDETERMINED:
        yield _undetermined(name)
    if isinstance(premise, PremiseReport):
        yield _says(name, RDF_TYPE, Iri(_ASPECTS[premise.aspect]))
        parts = premise.refinements
    else:
        yield from _condition(premise, name)
        parts = premise.parts
    for number, each in enumerate(parts, 1):
        part = f"{name}-{number}"
        yield _says(name, REPORT + "premiseReport", Iri(part))
        yield from _premise(each, part)


def _condition(report: ConditionReport, name: str) -> Iterator[ox.Triple]:
    condition = report.condition
    yield _says(name, RDF_TYPE, Iri(REPORT + "ConstraintReport"))
    yield _says(name, REPORT + "constraint", Iri(condition.iri))
    if isinstance(condition, Constraint):
        yield _says(name, REPORT + "constraintOperator", Iri(condition.operator.value))
        for value in report.values:
            yield _says(name, REPORT + "constraintLeftOperand", value)
        for value in condition.right:
            yield _says(name, REPORT + "constraintRightOperand", value)
    else:
        yield _says(name, REPORT + "constraintLogicalOperand", Iri(condition.operand.value))


def _activation(state: Activation) -> str:
    return "Active" if state is Activation.ACTIVE else "Inactive"


def _satisfaction(state: Truth) -> str:
    return "Satisfied" if state is Truth.TRUE else "Unsatisfied"


def _undetermined(name: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(name), ox.NamedNode(PROFILE + "undetermined"), ox.Literal(value=True))


def _says(subject: str, predicate: str, value: Term) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), _node(value))


def _node(value: Term) -> ox.NamedNode | ox.Literal:
    if isinstance(value, Iri):
        return ox.NamedNode(value.value)
    if value.language:
        return ox.Literal(value.value, language=value.language)
    return ox.Literal(value.value, datatype=ox.NamedNode(value.datatype))
