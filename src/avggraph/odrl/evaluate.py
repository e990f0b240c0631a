"""A request weighed against a policy in a world: which rules are in effect, and why.

**Meaning.** Let T be {true, false, undetermined} with the strong Kleene connectives of `kleene`. A world gives each
left operand o a set of values V(o); V(o) = {} says that nothing is known of o. Let r be the request, and write x <=P
y, x <=A y and x <=K y for the reflexive, transitive closures of `odrl:partOf`, of `odrl:includedIn` (with the Common
Vocabulary's) and of a thing's kinds.

Sections are those of the ODRL Information Model 2.2; the W3C ODRL Community Group's draft Formal Semantics treats the
same in its parts on the evaluation of constraints, of refinements and of conditions (duties).

*Constraints* (section 2.5.1). For "o op R" with V(o) = {}: undetermined.
Else, with = and < those of `values`, in which a comparison may be undetermined:

| operator | is |
|---|---|
| eq, lt, lteq, gt, gteq | any_of v = r (v < r, v < r or v = r, ...) over v in V(o), where R = {r} |
| neq | the negation of eq |
| isA, isPartOf, hasPart | any_of v <=K r, v <=P r, r <=P v over v in V(o); of a literal: v = r |
| isAnyOf | any_of v = r over v in V(o) and r in R |
| isNoneOf | the negation of isAnyOf |
| isAllOf | all_of over r in R of any_of v = r over v in V(o) |

The values of one operand hold together, as those of a property in RDF do, and are all there are: a world that knows
only some of an operand's values gives none. A value is in the unit of the constraint: units are not converted.

*Logical constraints* (section 2.5.2): `and`, `or` and `xone` are all_of, any_of and one_of of their parts.

    and     true    undet.  false  |  or      true    undet.  false  |  xone    true    undet.  false
    true    true    undet.  false  |  true    true    true    true   |  true    false   undet.  true
    undet.  undet.  undet.  false  |  undet.  true    undet.  undet. |  undet.  undet.  undet.  undet.
    false   false   false   false  |  false   true    undet.  false  |  false   true    undet.  false

*Premises* (sections 2.2, 2.3, 2.4). A rule that names no target (assignee, action) has no premise of it. Else the
premise is any_of, over the things it names, of the conjunction of

- membership: undetermined if r does not state its own; else whether r's target (assignee) <=P the thing or its
  `odrl:source`, and r's action <=A the action; and
- its refinements, as constraints on what the world knows of r's target (assignee, action) itself.

Who is the assigner is a premise only where r states one: it is who makes a rule, not who asks. The action is a
premise of permissions and prohibitions only: that of an obligation, duty or recommendation is what is to be done, not
what is asked.

*Activation* (the states of the FORCE Compliance Report Model). The conjunction of all premises and constraints; for a
permission also of "not violated" over its duties (section 2.6.5; FORCE cases 059-061: a duty of which nothing is known
does not stand in the way). True is active, false inactive.

*Performance and deontic state* of obligations and duties: fulfilled if active and performed, violated if active and
it can no longer be performed, else not set. So a duty whose own conditions do not hold is never violated, and where
they are undetermined so is whether it is violated.

**Decision** (section 2.10). Let p and f be any_of the activations of the permissions and of the prohibitions. Where
both are known: (true, false) is permitted, (false, true) prohibited, (false, false) not covered: ODRL says nothing of
it; and (true, true) is permitted by `odrl:perm`, prohibited by `odrl:prohibit`, and makes the policy void by
`odrl:invalid`. Where one is not known, the decision is what all its possible values agree on, else undetermined.

**What follows.** Evaluation is a function of its arguments. It is monotone: giving values to an operand that had none
may settle what was undetermined, and changes nothing that was settled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import product

from avggraph.odrl.actions import includes
from avggraph.odrl.kleene import Truth, all_of, any_of, negation, one_of, truth
from avggraph.odrl.model import (
    ODRL,
    Action,
    Asset,
    Condition,
    Conflict,
    Constraint,
    LogicalConstraint,
    Operand,
    Operator,
    Party,
    Policy,
    Request,
    Rule,
    RuleKind,
    Term,
)
from avggraph.odrl.values import date_time, equal, order
from avggraph.odrl.world import REPORT, Performance, World, reaches
from avggraph.query.table import Iri

DATE_TIME = ODRL + "dateTime"

_ON_WHAT_IS_ASKED = (RuleKind.PERMISSION, RuleKind.PROHIBITION)


class Activation(Enum):
    """Whether a rule is in effect."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    UNDETERMINED = "undetermined"


class Deontic(Enum):
    """Whether an obligation or duty is met."""

    FULFILLED = REPORT + "Fulfilled"
    VIOLATED = REPORT + "Violated"
    NON_SET = REPORT + "NonSet"


class Aspect(Enum):
    """What a premise is of."""

    TARGET = "target"
    ASSIGNER = "assigner"
    ASSIGNEE = "assignee"
    ACTION = "action"


class Decision(Enum):
    """What a policy says of a request, for who wants no more than that."""

    PERMITTED = "permitted"
    PROHIBITED = "prohibited"
    NOT_COVERED = "not covered"
    UNDETERMINED = "undetermined"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class ConditionReport:
    """A constraint and whether it is satisfied: with the values it was held against, or with its parts."""

    condition: Condition
    state: Truth
    values: tuple[Term, ...] = ()
    parts: tuple[ConditionReport, ...] = ()


@dataclass(frozen=True, slots=True)
class PremiseReport:
    """Whether what is asked is of what a rule names; `refinements` are of all that it names in this role."""

    aspect: Aspect
    state: Truth
    refinements: tuple[ConditionReport, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleReport:
    """A rule and whether it is in effect. `deontic` is there for obligations and duties only."""

    rule: Rule
    activation: Activation
    premises: tuple[PremiseReport, ...]
    constraints: tuple[ConditionReport, ...]
    duties: tuple[RuleReport, ...] = ()
    performance: Performance | None = None
    deontic: Deontic | None = None


@dataclass(frozen=True, slots=True)
class PolicyReport:
    """What became of each rule of a policy, in the policy's order."""

    policy: Policy
    request: Request
    now: datetime | None
    rules: tuple[RuleReport, ...]


def evaluate(policy: Policy, request: Request, world: World) -> PolicyReport:
    """Weigh a request.

    >>> from avggraph.odrl.model import Literal
    >>> here = Constraint("https://a.example/c", ODRL + "spatial", Operator.EQ, (Literal("NL"),))
    >>> rule = Rule("https://a.example/1", RuleKind.PERMISSION, constraints=(here,))
    >>> policy = Policy("https://a.example/", ODRL + "Set", rules=(rule,))
    >>> asked = Request("https://a.example/r", "https://a.example/r1", action=ODRL + "read")
    >>> evaluate(policy, asked, World()).rules[0].activation
    <Activation.UNDETERMINED: 'undetermined'>
    >>> decision(evaluate(policy, asked, World(values={ODRL + "spatial": (Literal("NL"),)})))
    <Decision.PERMITTED: 'permitted'>
    """
    return PolicyReport(policy, request, world.now, tuple(_rule(rule, request, world) for rule in policy.rules))


def decision(report: PolicyReport) -> Decision:
    """Say what a policy comes to for a request."""
    permitted, prohibited = (
        any_of(_TRUTHS[each.activation] for each in report.rules if each.rule.kind is kind)
        for kind in _ON_WHAT_IS_ASKED
    )
    found = {
        _decided(report.policy.conflict, may, may_not)
        for may, may_not in product(_possible(permitted), _possible(prohibited))
    }
    return found.pop() if len(found) == 1 else Decision.UNDETERMINED


def does(rule: Rule, request: Request, world: World) -> Truth:
    """Say whether what is asked is what a rule is on: its parties, target and action, under its constraints.

    For an obligation or duty: whether doing what is asked, in this world, is doing what must be done.
    """
    premises = [*_premises(rule, request, world), *_premise(Aspect.ACTION, rule, request, world)]
    return all_of([each.state for each in premises] + [each.state for each in _constraints(rule, world)])


# ------------------------------------------------------------------------------------------- rules


def _rule(rule: Rule, request: Request, world: World) -> RuleReport:
    asked = rule.kind in _ON_WHAT_IS_ASKED
    premises = list(_premises(rule, request, world))
    if asked:
        premises += _premise(Aspect.ACTION, rule, request, world)
    constraints = _constraints(rule, world)
    duties = tuple(_rule(duty, request, world) for duty in rule.duties)
    states = [each.state for each in premises] + [each.state for each in constraints]
    activation = _ACTIVATIONS[all_of(states + [negation(_violated(duty)) for duty in duties])]
    performance = None if asked else world.performed.get(rule.iri, Performance.UNKNOWN)
    deontic = _deontic(rule, activation, performance)
    return RuleReport(rule, activation, tuple(premises), constraints, duties, performance, deontic)


def _deontic(rule: Rule, activation: Activation, performance: Performance | None) -> Deontic | None:
    if rule.kind not in (RuleKind.OBLIGATION, RuleKind.DUTY):
        return None
    if activation is not Activation.ACTIVE:
        return Deontic.NON_SET
    return {Performance.PERFORMED: Deontic.FULFILLED, Performance.UNPERFORMED: Deontic.VIOLATED}.get(
        performance or Performance.UNKNOWN, Deontic.NON_SET
    )


def _violated(duty: RuleReport) -> Truth:
    return all_of((_TRUTHS[duty.activation], truth(duty.performance is Performance.UNPERFORMED)))


def _decided(conflict: Conflict, may: bool, may_not: bool) -> Decision:
    match may, may_not:
        case True, True:
            return _IN_CONFLICT[conflict]
        case True, False:
            return Decision.PERMITTED
        case False, True:
            return Decision.PROHIBITED
        case _:
            return Decision.NOT_COVERED


def _possible(known: Truth) -> tuple[bool, ...]:
    return (True, False) if known is Truth.UNDETERMINED else (known is Truth.TRUE,)


_ACTIVATIONS = {
    Truth.TRUE: Activation.ACTIVE,
    Truth.FALSE: Activation.INACTIVE,
    Truth.UNDETERMINED: Activation.UNDETERMINED,
}
_TRUTHS = {activation: state for state, activation in _ACTIVATIONS.items()}
_IN_CONFLICT = {
    Conflict.PERM: Decision.PERMITTED,
    Conflict.PROHIBIT: Decision.PROHIBITED,
    Conflict.INVALID: Decision.INVALID,
}


# ------------------------------------------------------------------------------------------- premises


def _premises(rule: Rule, request: Request, world: World) -> Iterator[PremiseReport]:
    yield from _premise(Aspect.TARGET, rule, request, world)
    yield from _premise(Aspect.ASSIGNEE, rule, request, world)
    if request.assigner is not None:
        yield from _premise(Aspect.ASSIGNER, rule, request, world)


def _premise(aspect: Aspect, rule: Rule, request: Request, world: World) -> Iterator[PremiseReport]:
    named: tuple[Party | Asset | Action, ...] = getattr(rule, aspect.value)
    asked: str | None = getattr(request, aspect.value)
    states = []
    refinements: list[ConditionReport] = []
    for thing in named:
        reports = _conditions(thing.refinements, lambda operand: _features(world, asked, operand), world)
        states.append(all_of([_is_of(thing, asked, world), *(each.state for each in reports)]))
        refinements += reports
    if named:
        yield PremiseReport(aspect, any_of(states), tuple(refinements))


def _is_of(thing: Party | Asset | Action, asked: str | None, world: World) -> Truth:
    if asked is None:
        return Truth.UNDETERMINED
    if isinstance(thing, Action):
        return truth(includes(thing.iri, asked, world.included_in))
    return truth(any(reaches(asked, each, world.part_of) for each in (thing.iri, thing.source) if each is not None))


# ------------------------------------------------------------------------------------------- constraints

_Lookup = Callable[[str], tuple[Term, ...]]


def _constraints(rule: Rule, world: World) -> tuple[ConditionReport, ...]:
    return _conditions(rule.constraints, lambda operand: _values(world, operand), world)


def _values(world: World, operand: str) -> tuple[Term, ...]:
    if operand == DATE_TIME and world.now is not None:
        return (date_time(world.now),)
    return tuple(world.values.get(operand, ()))


def _features(world: World, asked: str | None, operand: str) -> tuple[Term, ...]:
    if operand == DATE_TIME:
        return _values(world, operand)
    return () if asked is None else tuple(world.features.get((asked, operand), ()))


def _conditions(conditions: Iterable[Condition], lookup: _Lookup, world: World) -> tuple[ConditionReport, ...]:
    return tuple(_condition(condition, lookup, world) for condition in conditions)


def _condition(condition: Condition, lookup: _Lookup, world: World) -> ConditionReport:
    match condition:
        case LogicalConstraint():
            parts = _conditions(condition.parts, lookup, world)
            return ConditionReport(condition, _JOINS[condition.operand](part.state for part in parts), parts=parts)
        case Constraint():
            values = lookup(condition.left)
            state = _holds(condition, values, world) if values else Truth.UNDETERMINED
            return ConditionReport(condition, state, values)


_JOINS: dict[Operand, Callable[[Iterable[Truth]], Truth]] = {
    Operand.AND: all_of,
    Operand.OR: any_of,
    Operand.XONE: one_of,
}


def _holds(constraint: Constraint, values: tuple[Term, ...], world: World) -> Truth:
    match constraint.operator:
        case Operator.NEQ | Operator.IS_NONE_OF:
            return negation(any_of(equal(*pair) for pair in product(values, constraint.right)))
        case Operator.EQ | Operator.IS_ANY_OF:
            return any_of(equal(*pair) for pair in product(values, constraint.right))
        case Operator.IS_ALL_OF:
            return all_of(any_of(equal(value, right) for value in values) for right in constraint.right)
        case operator:
            return any_of(_relates(operator, *pair, world) for pair in product(values, constraint.right))


def _relates(operator: Operator, value: Term, right: Term, world: World) -> Truth:
    if operator in _ORDERS:
        found = order(value, right)
        return truth(None if found is None else found in _ORDERS[operator])
    if not (isinstance(value, Iri) and isinstance(right, Iri)):
        return equal(value, right)
    match operator:
        case Operator.IS_A:
            return truth(reaches(value.value, right.value, world.kinds))
        case Operator.IS_PART_OF:
            return truth(reaches(value.value, right.value, world.part_of))
        case _:
            return truth(reaches(right.value, value.value, world.part_of))


_ORDERS = {Operator.LT: (-1,), Operator.LTEQ: (-1, 0), Operator.GT: (1,), Operator.GTEQ: (0, 1)}
