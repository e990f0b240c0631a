"""What a policy says, once read: frozen, and sorted wherever a policy has no order of its own.

The words are those of the ODRL Information Model 2.2 (W3C Recommendation, 15 February 2018), whose sections are named
here. IRIs are plain strings; only where an IRI and a literal may both stand are they told apart, as a `Term`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from avggraph.query.table import Iri, Literal

ODRL = "http://www.w3.org/ns/odrl/2/"
DPV = "https://w3id.org/dpv#"

Term = Iri | Literal


class RuleKind(Enum):
    """What a rule does with its action (section 2.6); a recommendation is a soft norm of DPV, which ODRL has not."""

    PERMISSION = ODRL + "Permission"
    PROHIBITION = ODRL + "Prohibition"
    OBLIGATION = ODRL + "obligation"
    DUTY = ODRL + "Duty"
    RECOMMENDATION = DPV + "Recommendation"


class Operator(Enum):
    """How a constraint compares (section 2.5.1; the ODRL Vocabulary, section 3.14)."""

    EQ = ODRL + "eq"
    NEQ = ODRL + "neq"
    LT = ODRL + "lt"
    LTEQ = ODRL + "lteq"
    GT = ODRL + "gt"
    GTEQ = ODRL + "gteq"
    IS_A = ODRL + "isA"
    IS_PART_OF = ODRL + "isPartOf"
    HAS_PART = ODRL + "hasPart"
    IS_ANY_OF = ODRL + "isAnyOf"
    IS_ALL_OF = ODRL + "isAllOf"
    IS_NONE_OF = ODRL + "isNoneOf"


class Operand(Enum):
    """How a logical constraint joins its parts (section 2.5.2); `odrl:andSequence` is outside the subset."""

    AND = ODRL + "and"
    OR = ODRL + "or"
    XONE = ODRL + "xone"


class Conflict(Enum):
    """Which rule stands when a permission and a prohibition are both active (section 2.10)."""

    PERM = ODRL + "perm"
    PROHIBIT = ODRL + "prohibit"
    INVALID = ODRL + "invalid"


@dataclass(frozen=True, slots=True)
class Constraint:
    """One comparison. Only `isAnyOf`, `isAllOf` and `isNoneOf` have several right operands."""

    iri: str
    left: str
    operator: Operator
    right: tuple[Term, ...]
    unit: Term | None = None


@dataclass(frozen=True, slots=True)
class LogicalConstraint:
    """Conditions joined by `and`, `or` or `xone` (exactly one)."""

    iri: str
    operand: Operand
    parts: tuple[Condition, ...]


Condition = Constraint | LogicalConstraint


@dataclass(frozen=True, slots=True)
class Party:
    """Whom a rule names: a party, or a collection (`source` is what the collection is of) and who in it is meant."""

    iri: str
    source: str | None = None
    refinements: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Asset:
    """What a rule is about: an asset, or a collection (`source` is what the collection is of) and what in it is meant.

    `source` is there for collections only; `refinements` say which of its members are meant (section 2.2.2).
    """

    iri: str
    source: str | None = None
    refinements: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """What a rule is on: an action of the common vocabulary or of a profile, and how it is done (section 2.4)."""

    iri: str
    refinements: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. Several parties, assets or actions of one role stand for a rule for each combination (section 2.7).

    An empty tuple says that the rule does not limit itself in this respect.
    """

    iri: str
    kind: RuleKind
    assigner: tuple[Party, ...] = ()
    assignee: tuple[Party, ...] = ()
    target: tuple[Asset, ...] = ()
    action: tuple[Action, ...] = ()
    constraints: tuple[Condition, ...] = ()
    duties: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy with all that applies to its rules already written on each of them (section 2.7.1).

    >>> rule = Rule("https://a.example/1", RuleKind.PERMISSION, action=(Action(ODRL + "read"),))
    >>> Policy("https://a.example/", ODRL + "Set", rules=(rule,)).conflict
    <Conflict.INVALID: 'http://www.w3.org/ns/odrl/2/invalid'>
    """

    iri: str
    kind: str
    profiles: tuple[str, ...] = ()
    conflict: Conflict = Conflict.INVALID
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: may this party do this with that? What is `None` is not stated, which is never read as "no"."""

    iri: str
    rule: str
    assigner: str | None = None
    assignee: str | None = None
    target: str | None = None
    action: str | None = None


def constraints(conditions: tuple[Condition, ...]) -> Iterator[Constraint]:
    """Give the comparisons under some conditions, from the first to the last.

    >>> here = Constraint("https://a.example/c", ODRL + "spatial", Operator.EQ, (Literal("NL"),))
    >>> [found.iri for found in constraints((LogicalConstraint("https://a.example/l", Operand.OR, (here,)),))]
    ['https://a.example/c']
    """
    for condition in conditions:
        match condition:
            case Constraint():
                yield condition
            case LogicalConstraint():
                yield from constraints(condition.parts)
