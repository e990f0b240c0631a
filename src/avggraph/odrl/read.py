"""Policies and requests read from Turtle. What is outside the subset is refused by its name; nothing is passed over.

Terms of other vocabularies on a policy, rule or constraint (its title, its source) say nothing of what it means and are
not read. What has no name in the file is named by what it says (a "well-known" IRI: RDF 1.1 Concepts, section 3.5), so
that it is called the same whenever it is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from hashlib import sha256
from types import MappingProxyType
from typing import NoReturn, TypeVar

import pyoxigraph as ox

from avggraph.errors import PolicyError, Where
from avggraph.odrl.model import (
    DPV,
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
from avggraph.odrl.triples import RDF, RDF_TYPE, Triples, Value, term
from avggraph.query.table import Iri

UNNAMED = "https://avggraph.example/.well-known/genid/"

# ODRL IM 2.2, section 2.1; the last three are of the Common Vocabulary.
POLICY_KINDS = tuple(ODRL + name for name in ("Policy", "Set", "Offer", "Agreement", "Assertion", "Privacy", "Ticket"))
_REQUEST = ODRL + "Request"

_RULES = MappingProxyType(
    {
        ODRL + "permission": RuleKind.PERMISSION,
        ODRL + "prohibition": RuleKind.PROHIBITION,
        ODRL + "obligation": RuleKind.OBLIGATION,
        DPV + "hasRecommendation": RuleKind.RECOMMENDATION,
    }
)
_RULE_TYPES = MappingProxyType(
    {
        RuleKind.PERMISSION: ODRL + "Permission",
        RuleKind.PROHIBITION: ODRL + "Prohibition",
        RuleKind.OBLIGATION: ODRL + "Duty",
        RuleKind.DUTY: ODRL + "Duty",
        RuleKind.RECOMMENDATION: DPV + "Recommendation",
    }
)
_SEE = "docs/odrl.md zegt wat wel wordt gelezen."

PART_OF = ODRL + "partOf"

_ROLES = ("assigner", "assignee", "target", "action")

# What would change what a policy means if it were not read, and why it is not.
OUTSIDE: Mapping[str, str] = MappingProxyType(
    {
        ODRL + "remedy": "Wat na een overtreding moet gebeuren, wordt niet gevolgd.",
        ODRL + "consequence": "Wat na een niet nagekomen plicht moet gebeuren, wordt niet gevolgd.",
        ODRL + "failure": "Wat na een overtreding moet gebeuren, wordt niet gevolgd.",
        ODRL + "andSequence": "De volgorde waarin aan voorwaarden wordt voldaan, is niet bekend. Gebruik odrl:and.",
        ODRL + "inheritFrom": "Schrijf de regels van het andere beleid in dit beleid.",
        ODRL + "hasPolicy": "Noem het doel (odrl:target) in de regel zelf.",
        ODRL + "assigneeOf": "Noem de partij (odrl:assignee) in de regel zelf.",
        ODRL + "assignerOf": "Noem de partij (odrl:assigner) in de regel zelf.",
        ODRL + "rightOperandReference": "Er wordt niets opgehaald. Schrijf de waarde in odrl:rightOperand.",
        ODRL + "includedIn": "Welke handeling onder welke valt, hoort bij de stand van de wereld.",
        "http://purl.org/dc/terms/isReplacedBy": "Dit beleid is vervangen en geldt niet meer (ODRL, 2.8).",
        DPV + "hasRule": "Gebruik de woorden van ODRL, of dpv:hasRecommendation.",
        DPV + "hasPermission": "Gebruik odrl:permission.",
        DPV + "hasProhibition": "Gebruik odrl:prohibition.",
        DPV + "hasObligation": "Gebruik odrl:obligation.",
        **{
            ODRL + name: "Hiervoor moet bekend zijn wat er eerder is gedaan, en dat wordt niet bijgehouden."
            for name in (
                *("count", "unitOfCount", "timedCount"),
                *("elapsedTime", "meteredTime", "delayPeriod", "timeInterval"),
            )
        },
        ODRL + "policyUsage": "Wanneer een regel wordt gebruikt tegenover een gebeurtenis, wordt niet gevolgd.",
    }
)

_SETS = (Operator.IS_ANY_OF, Operator.IS_ALL_OF, Operator.IS_NONE_OF)

# The largest policy of the FORCE test suite has 784 conditions, three deep.
_DEEPEST = 16
_MOST = 20_000

_Word = TypeVar("_Word", bound=Enum)
_Thing = TypeVar("_Thing", Party, Asset)


@dataclass(frozen=True, slots=True)
class _Roles:
    """What a rule names, or a policy for all its rules."""

    assigner: tuple[Party, ...] = ()
    assignee: tuple[Party, ...] = ()
    target: tuple[Asset, ...] = ()
    action: tuple[Action, ...] = ()


def read_policies(data: bytes | str, where: str, base: str | None = None) -> tuple[Policy, ...]:
    """Read the policies of a Turtle file, sorted by IRI; `where` is what the file is called.

    Relative IRIs stand under `base`. What is part of what (`odrl:partOf`) may stand in the same file; it is of the
    world, and not read here. `PolicyError` says what is outside the subset, in which rule, and what to do about it.

    >>> turtle = '''@prefix odrl: <http://www.w3.org/ns/odrl/2/> .
    ... <https://a.example/p> a odrl:Set ; odrl:permission [ odrl:action odrl:read ] .'''
    >>> read_policies(turtle, "p.ttl")[0].rules[0].action
    (Action(iri='http://www.w3.org/ns/odrl/2/read', refinements=()),)
    >>> read_policies(turtle.replace("odrl:read", "odrl:read ; odrl:remedy []"), "p.ttl")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    avggraph.errors.PolicyError: p.ttl (...): odrl:remedy valt buiten wat van ODRL wordt gelezen. Wat na een ...
    """
    return _Reader(Triples(data, where, base)).policies()


def read_request(data: bytes | str, where: str) -> Request:
    """Read the one request (`odrl:Request`, with one permission) of a Turtle file.

    >>> turtle = '''@prefix odrl: <http://www.w3.org/ns/odrl/2/> .
    ... <https://a.example/r> a odrl:Request ; odrl:permission [ odrl:target <https://a.example/x> ] .'''
    >>> request = read_request(turtle, "r.ttl")
    >>> request.target, request.assignee
    ('https://a.example/x', None)
    """
    return _Reader(Triples(data, where)).request()


class _Reader:
    """Reads one file, and remembers which of its nodes it has read."""

    def __init__(self, triples: Triples) -> None:
        self._triples = triples
        self._read: set[Value] = set()
        self._rules_and_conditions = 0

    def policies(self) -> tuple[Policy, ...]:
        nodes = [node for node in self._triples if self._is_policy(node)]
        if not nodes:
            raise PolicyError(
                "Er staat geen beleid in dit bestand.",
                where=Where(self._triples.where),
                advice="Een beleid heeft een regel: odrl:permission, odrl:prohibition of odrl:obligation.",
            )
        found = sorted((self._policy(node, POLICY_KINDS) for node in nodes), key=lambda policy: policy.iri)
        self._nothing_left()
        return tuple(found)

    def request(self) -> Request:
        nodes = [node for node in self._triples if _REQUEST in self._types(node)]
        if len(nodes) != 1:
            raise PolicyError(
                f"Er staan {len(nodes)} verzoeken in dit bestand.",
                where=Where(self._triples.where),
                advice="Geef één verzoek (odrl:Request) per keer.",
            )
        policy = self._policy(nodes[0], (_REQUEST,))
        self._nothing_left()
        if len(policy.rules) != 1 or policy.rules[0].kind is not RuleKind.PERMISSION:
            self._refuse("Een verzoek vraagt één ding (odrl:permission).", nodes[0], "Verdeel het over meer verzoeken.")
        rule = policy.rules[0]
        roles = {role: self._asked(getattr(rule, role), nodes[0]) for role in _ROLES}
        if rule.constraints or rule.duties:
            self._refuse(
                "Een verzoek met voorwaarden wordt niet gelezen.",
                nodes[0],
                "Zet wat van het verzoek bekend is bij de stand van de wereld.",
            )
        return Request(policy.iri, rule.iri, **roles)

    def _asked(self, named: tuple[Party | Asset | Action, ...], node: Value) -> str | None:
        if len(named) > 1 or any(thing.refinements or getattr(thing, "source", None) for thing in named):
            self._refuse(
                "Een verzoek noemt één partij, één doel en één handeling, zonder nadere bepaling.",
                node,
                "Verdeel het over meer verzoeken, en zet wat van elk bekend is bij de stand van de wereld.",
            )
        return named[0].iri if named else None

    # ------------------------------------------------------------ policies

    def _is_policy(self, node: Value) -> bool:
        types = self._types(node)
        has_rule = any(predicate in _RULES for predicate in self._triples.predicates(node))
        return _REQUEST not in types and (has_rule or any(kind in types for kind in POLICY_KINDS))

    def _policy(self, node: Value, kinds: tuple[str, ...]) -> Policy:
        self._only(node, {*_RULES, *(ODRL + role for role in _ROLES), ODRL + "profile", ODRL + "conflict"})
        found = self._typed(node, kinds)
        specific = [kind for kind in found if kind != ODRL + "Policy"] or found
        if len(specific) > 1:
            self._refuse("Een beleid is van één soort.", node, "Kies er een.")
        iri = self._name(node)
        if iri is None:
            self._refuse("Een beleid heeft een IRI.", node, "Geef het een IRI, of een odrl:uid.")
        shared = self._roles(node)
        rules = [
            self._rule(each, kind, iri, shared)
            for predicate, kind in _RULES.items()
            for each in self._triples.values(node, predicate)
        ]
        return Policy(
            iri,
            specific[0] if specific else ODRL + "Set",
            tuple(sorted({self._iri(value, node) for value in self._triples.values(node, ODRL + "profile")})),
            self._word(node, "conflict", Conflict) or Conflict.INVALID,
            tuple(sorted(rules, key=lambda rule: (rule.iri, rule.kind.value))),
        )

    # ------------------------------------------------------------ rules

    def _rule(self, node: Value, kind: RuleKind, owner: str, shared: _Roles) -> Rule:
        self._count(node)
        if not self._triples.predicates(node):
            self._refuse(
                "Van een regel wordt hier niets gezegd: zij zou voor alles gelden.",
                node,
                "Beschrijf haar in hetzelfde bestand; met alleen een type geldt zij voor alles.",
            )
        duty = {ODRL + "duty"} if kind is RuleKind.PERMISSION else set()
        self._only(node, {*(ODRL + role for role in _ROLES), ODRL + "constraint", *duty})
        self._typed(node, (ODRL + "Rule", _RULE_TYPES[kind]))
        own = self._roles(node)
        for role in _ROLES:
            if getattr(own, role) and getattr(shared, role):
                self._refuse(
                    f"odrl:{role} staat bij het beleid en bij de regel: geldt het een, of beide?",
                    node,
                    f"Schrijf odrl:{role} alleen bij de regels.",
                )
        rule = Rule(
            self._name(node) or "",
            kind,
            own.assigner or shared.assigner,
            own.assignee or shared.assignee,
            own.target or shared.target,
            own.action or shared.action,
            self._conditions(node, ODRL + "constraint", ()),
        )
        parties = _Roles(rule.assigner, rule.assignee)
        duties = [
            self._rule(each, RuleKind.DUTY, "", _Roles() if self._has_parties(each) else parties)
            for each in self._triples.values(node, ODRL + "duty")
        ]
        rule = replace(rule, duties=tuple(sorted(duties, key=repr)))
        return _named(rule, owner) if owner else rule

    def _has_parties(self, duty: Value) -> bool:
        """Say whether a duty names parties; else they are those of its permission (section 2.6.5)."""
        return any(self._triples.values(duty, ODRL + role) for role in ("assigner", "assignee"))

    def _roles(self, node: Value) -> _Roles:
        return _Roles(
            self._things(node, "assigner", Party),
            self._things(node, "assignee", Party),
            self._things(node, "target", Asset),
            tuple(sorted(map(self._action, self._triples.values(node, ODRL + "action")), key=repr)),
        )

    def _things(self, node: Value, role: str, kind: type[_Thing]) -> tuple[_Thing, ...]:
        values = self._triples.values(node, ODRL + role)
        return tuple(sorted((self._thing(value, kind, node) for value in values), key=repr))

    def _thing(self, node: Value, kind: type[_Thing], owner: Value) -> _Thing:
        if isinstance(node, ox.Literal):
            self._refuse(f"{node} is geen IRI.", owner, "Een partij of doel heeft een IRI.")
        self._only(node, {ODRL + "source", ODRL + "refinement", PART_OF})
        self._typed(node, (ODRL + kind.__name__, f"{ODRL}{kind.__name__}Collection"))
        sources = [self._iri(value, node) for value in self._triples.values(node, ODRL + "source")]
        if len(sources) > 1:
            self._refuse("Een verzameling heeft één bron (odrl:source).", node, "Maak er meer verzamelingen van.")
        found = kind(
            self._name(node) or "", sources[0] if sources else None, self._conditions(node, ODRL + "refinement", ())
        )
        if not found.iri and found.source is None:
            self._refuse("Een partij of doel heeft een IRI.", owner, "Noem de IRI, of de bron (odrl:source).")
        return found if found.iri else replace(found, iri=_unnamed(found))

    def _action(self, node: Value) -> Action:
        self._only(node, {ODRL + "refinement"})
        self._typed(node, (ODRL + "Action",))
        values = self._triples.values(node, RDF + "value") or [node]
        if len(values) > 1:
            self._refuse("Een handeling met voorwaarden noemt er één (rdf:value).", node, "Verdeel haar.")
        return Action(self._iri(values[0], node), self._conditions(node, ODRL + "refinement", ()))

    # ------------------------------------------------------------ conditions

    def _conditions(self, node: Value, predicate: str, above: tuple[Value, ...]) -> tuple[Condition, ...]:
        found = [self._condition(value, above) for value in self._triples.values(node, predicate)]
        return tuple(sorted(found, key=lambda condition: (condition.iri, repr(condition))))

    def _condition(self, node: Value, above: tuple[Value, ...]) -> Condition:
        self._count(node)
        if node in above or len(above) >= _DEEPEST:
            self._refuse(
                f"Voorwaarden staan in een kring, of meer dan {_DEEPEST} diep in elkaar.", node, "Maak ze vlakker."
            )
        said = self._triples.predicates(node)
        operands = [operand for operand in Operand if operand.value in said]
        found = self._logical(node, operands, above) if operands else self._constraint(node)
        return found if found.iri else replace(found, iri=_unnamed(found))

    def _logical(self, node: Value, operands: list[Operand], above: tuple[Value, ...]) -> LogicalConstraint:
        self._only(node, {operand.value for operand in Operand})
        self._typed(node, (ODRL + "LogicalConstraint", ODRL + "Constraint"))
        if len(operands) > 1:
            self._refuse("Een samengestelde voorwaarde heeft één verband.", node, "Verdeel haar.")
        parts = self._conditions(node, operands[0].value, (*above, node))
        if not parts:
            self._refuse("Een samengestelde voorwaarde heeft delen.", node, "Noem ze.")
        return LogicalConstraint(self._name(node) or "", operands[0], parts)

    def _constraint(self, node: Value) -> Constraint:
        self._only(node, {ODRL + name for name in ("leftOperand", "operator", "rightOperand", "unit")})
        self._typed(node, (ODRL + "Constraint",))
        lefts = [self._iri(value, node) for value in self._triples.values(node, ODRL + "leftOperand")]
        operator = self._word(node, "operator", Operator)
        rights = self._terms(node, "rightOperand")
        units = self._terms(node, "unit")
        if len(lefts) != 1 or operator is None or not rights or len(units) > 1:
            self._refuse(
                "Een voorwaarde heeft één odrl:leftOperand, één odrl:operator, een odrl:rightOperand en ten hoogste "
                "één odrl:unit.",
                node,
                "Vul haar aan, of verdeel haar.",
            )
        for name in (lefts[0], *(right.value for right in rights if isinstance(right, Iri))):
            if name in OUTSIDE:
                self._refuse_term(name, node)
        if len(rights) > 1 and operator not in _SETS:
            self._refuse(
                f"{_short(operator.value)} vergelijkt met één waarde, niet met {len(rights)}.",
                node,
                "Gebruik odrl:isAnyOf, odrl:isAllOf of odrl:isNoneOf, of verdeel de voorwaarde.",
            )
        return Constraint(self._name(node) or "", lefts[0], operator, rights, units[0] if units else None)

    # ------------------------------------------------------------ nodes

    def _types(self, node: Value) -> list[str]:
        return [value.value for value in self._triples.values(node, RDF_TYPE)]

    def _typed(self, node: Value, kinds: tuple[str, ...]) -> list[str]:
        """Give the types that a node has of these; another one of ODRL is refused."""
        types = self._types(node)
        for other in types:
            if other.startswith(ODRL) and other not in kinds:
                self._refuse_term(other, node)
        return [kind for kind in types if kind in kinds]

    def _only(self, node: Value, allowed: set[str]) -> None:
        """Refuse what is said of a node in the words of ODRL that is not read here."""
        self._read.add(node)
        for predicate in self._triples.predicates(node):
            outside = predicate in OUTSIDE or predicate.startswith(ODRL)
            if outside and predicate not in allowed and predicate != ODRL + "uid":
                self._refuse_term(predicate, node)

    def _nothing_left(self) -> None:
        for node in self._triples:
            for predicate in self._triples.predicates(node):
                if node not in self._read and predicate in OUTSIDE:
                    self._refuse_term(predicate, node)
                if node not in self._read and predicate.startswith(ODRL) and predicate != PART_OF:
                    self._refuse(
                        f"Wat {_short(predicate)} hier zegt, hoort bij geen beleid of verzoek dat wordt gelezen.",
                        node,
                        "Verbind het met een beleid, of zet het in een ander bestand.",
                    )

    def _name(self, node: Value) -> str | None:
        """Give the IRI of a node: its own, or its `odrl:uid`."""
        uids = {value.value for value in self._triples.values(node, ODRL + "uid")}
        names = uids | ({node.value} if isinstance(node, ox.NamedNode) else set())
        if len(names) > 1:
            self._refuse("odrl:uid is een andere IRI dan die van de knoop zelf.", node, "Kies er een.")
        return names.pop() if names else None

    def _iri(self, value: Value, owner: Value) -> str:
        if not isinstance(value, ox.NamedNode):
            self._refuse(f"{value if isinstance(value, ox.Literal) else 'Een naamloze knoop'} is geen IRI.", owner, "")
        return value.value

    def _terms(self, node: Value, name: str) -> tuple[Term, ...]:
        terms = []
        for value in self._triples.values(node, ODRL + name):
            found = term(value)
            if found is None:
                self._refuse(f"odrl:{name} is een waarde of een IRI, geen naamloze knoop.", node, "")
            terms.append(found)
        return tuple(sorted(terms, key=repr))

    def _word(self, node: Value, name: str, words: type[_Word]) -> _Word | None:
        """Give the one value of a property that has few; `None` where there is none."""
        values = [self._iri(value, node) for value in self._triples.values(node, ODRL + name)]
        if len(values) > 1:
            self._refuse(f"odrl:{name} staat er meer dan eens.", node, "Kies er een.")
        if values and values[0] not in {word.value for word in words}:
            self._refuse_term(values[0], node)
        return words(values[0]) if values else None

    def _count(self, node: Value) -> None:
        self._rules_and_conditions += 1
        if self._rules_and_conditions > _MOST:
            self._refuse(f"Er zijn meer dan {_MOST} regels en voorwaarden.", node, "Verdeel ze over meer bestanden.")

    def _refuse_term(self, name: str, node: Value) -> NoReturn:
        self._refuse(f"{_short(name)} valt buiten wat van ODRL wordt gelezen.", node, OUTSIDE.get(name, _SEE))

    def _refuse(self, what: str, node: Value, advice: str) -> NoReturn:
        name = node.value if isinstance(node, ox.NamedNode) else "een knoop zonder naam"
        raise PolicyError(what, where=Where(self._triples.where, field=name), advice=advice)


def _named(rule: Rule, owner: str) -> Rule:
    """Name a rule by its policy and what it says, where it has no name, and its duties by the rule."""
    iri = rule.iri or _unnamed(owner, rule)
    return replace(rule, iri=iri, duties=tuple(sorted((_named(duty, iri) for duty in rule.duties), key=_by_iri)))


def _by_iri(rule: Rule) -> str:
    return rule.iri


def _unnamed(*said: object) -> str:
    return UNNAMED + sha256("\n".join(map(repr, said)).encode()).hexdigest()[:32]


def _short(name: str) -> str:
    for prefix, namespace in (("odrl", ODRL), ("dpv", DPV), ("dct", "http://purl.org/dc/terms/")):
        if name.startswith(namespace):
            return f"{prefix}:{name.removeprefix(namespace)}"
    return f"<{name}>"
