"""What a request comes to, as the docstring of `avggraph.odrl.evaluate` says it: each row of its tables."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from avggraph.odrl import (
    Activation,
    Conflict,
    Decision,
    Deontic,
    Performance,
    Policy,
    PolicyReport,
    Request,
    Rule,
    RuleKind,
    RuleReport,
    Term,
    Truth,
    World,
    decision,
    does,
    evaluate,
    read_policies,
)
from avggraph.odrl.model import DPV, ODRL
from avggraph.odrl.triples import RDF
from avggraph.query.table import XSD, Iri, Literal

A = "https://a.example/"
PREFIXES = (
    f"@prefix odrl: <{ODRL}> . @prefix dpv: <{DPV}> . @prefix rdf: <{RDF}> . @prefix xsd: <{XSD}> . @prefix : <{A}> . "
)
ASKED = Request(A + "request", A + "asked", A + "ministry", A + "alice", A + "x", ODRL + "read")


def policy(text: str) -> Policy:
    (found,) = read_policies(PREFIXES + text, "p.ttl")
    return found


def rule(text: str, world: World | None = None, asked: Request = ASKED) -> RuleReport:
    """Weigh one permission."""
    return evaluate(policy(f":p odrl:permission :r . :r a odrl:Permission . {text}"), asked, world or World()).rules[0]


def number(value: int) -> Literal:
    return Literal(str(value), XSD + "integer")


KINDS = {A + "health": frozenset({A + "special"}), A + "special": frozenset({A + "personal"})}
PARTS = {A + "file": frozenset({A + "archive"})}


@pytest.mark.parametrize(
    ("operator", "right", "values", "expected"),
    [
        ("eq", "1", (number(1),), Truth.TRUE),
        ("eq", "1", (number(2),), Truth.FALSE),
        ("eq", "1", (number(2), number(1)), Truth.TRUE),
        ("neq", "1", (number(2), number(1)), Truth.FALSE),
        ("neq", "1", (number(2),), Truth.TRUE),
        ("eq", "1", (Literal("een", XSD + "integer"),), Truth.UNDETERMINED),
        ("lt", "1", (number(1),), Truth.FALSE),
        ("lteq", "1", (number(1),), Truth.TRUE),
        ("gt", "1", (number(2),), Truth.TRUE),
        ("gteq", "1", (number(0),), Truth.FALSE),
        ("lt", '"b"', (Literal("a"),), Truth.UNDETERMINED),
        ("isA", ":personal", (Iri(A + "health"),), Truth.TRUE),
        ("isA", ":personal", (Iri(A + "personal"),), Truth.TRUE),
        ("isA", ":health", (Iri(A + "personal"),), Truth.FALSE),
        ("isA", ":special", (Iri(A + "name"), Iri(A + "health")), Truth.TRUE),
        ("isA", ":special", (Literal("special"),), Truth.FALSE),
        ("isPartOf", ":archive", (Iri(A + "file"),), Truth.TRUE),
        ("isPartOf", ":file", (Iri(A + "archive"),), Truth.FALSE),
        ("hasPart", ":file", (Iri(A + "archive"),), Truth.TRUE),
        ("hasPart", ":archive", (Iri(A + "file"),), Truth.FALSE),
        ("isAnyOf", ":a, :b", (Iri(A + "b"),), Truth.TRUE),
        ("isAnyOf", ":a, :b", (Iri(A + "c"),), Truth.FALSE),
        ("isNoneOf", ":a, :b", (Iri(A + "c"),), Truth.TRUE),
        ("isNoneOf", ":a, :b", (Iri(A + "c"), Iri(A + "a")), Truth.FALSE),
        ("isAllOf", ":a, :b", (Iri(A + "a"),), Truth.FALSE),
        ("isAllOf", ":a, :b", (Iri(A + "a"), Iri(A + "b"), Iri(A + "c")), Truth.TRUE),
        *((operator, ":a", (), Truth.UNDETERMINED) for operator in ("eq", "neq", "isA", "isAnyOf", "isNoneOf")),
    ],
)
def test_an_operator(operator: str, right: str, values: tuple[Term, ...], expected: Truth) -> None:
    world = World(values={A + "o": values} if values else {}, kinds=KINDS, part_of=PARTS)
    constraint = f"[ odrl:leftOperand :o ; odrl:operator odrl:{operator} ; odrl:rightOperand {right} ]"
    (report,) = rule(f":r odrl:constraint {constraint} .", world).constraints
    assert (report.state, report.values) == (expected, values)


def test_what_is_not_stated_is_not_no() -> None:
    constraint = "[ odrl:leftOperand :o ; odrl:operator odrl:eq ; odrl:rightOperand 1 ]"
    text = f":p odrl:prohibition [ odrl:constraint {constraint} ] ."
    assert decision(evaluate(policy(text), ASKED, World())) is Decision.UNDETERMINED


def test_the_moment_is_that_of_the_world_and_not_stated_without_one() -> None:
    text = """:r odrl:constraint [ odrl:leftOperand odrl:dateTime ; odrl:operator odrl:lteq ;
      odrl:rightOperand "2024-12-31"^^xsd:date ] ."""
    states = [
        rule(text, World(now=now)).activation
        for now in (datetime(2024, 12, 31, 18), datetime(2025, 1, 1), datetime(2024, 12, 31, 18, tzinfo=UTC), None)
    ]
    assert states == [Activation.ACTIVE, Activation.INACTIVE, Activation.UNDETERMINED, Activation.UNDETERMINED]


# ------------------------------------------------------------------------------------------- premises


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Activation.ACTIVE),
        (":r odrl:target :x ; odrl:assignee :alice ; odrl:action odrl:read .", Activation.ACTIVE),
        (":r odrl:action odrl:use .", Activation.ACTIVE),
        (":r odrl:action odrl:display .", Activation.INACTIVE),
        (":r odrl:target :y, :x .", Activation.ACTIVE),
        (":r odrl:target :y .", Activation.INACTIVE),
        (":r odrl:assignee :bob, :staff .", Activation.ACTIVE),
        (":r odrl:assignee [ odrl:source :company ] .", Activation.ACTIVE),
        (":r odrl:assigner :other .", Activation.INACTIVE),
        (":r odrl:assigner :ministry .", Activation.ACTIVE),
    ],
)
def test_what_a_rule_names(text: str, expected: Activation) -> None:
    world = World(part_of={A + "alice": frozenset({A + "staff"}), A + "staff": frozenset({A + "company"})})
    assert rule(text, world).activation is expected


def test_a_request_that_does_not_state_what_a_rule_names() -> None:
    nothing = Request(A + "request", A + "asked")
    for role in ("target :x", "assignee :alice", "action odrl:read"):
        assert rule(f":r odrl:{role} .", asked=nothing).activation is Activation.UNDETERMINED
    assert rule(":r odrl:assigner :ministry .", asked=nothing).activation is Activation.ACTIVE


def test_an_action_of_a_profile() -> None:
    asked = Request(A + "request", A + "asked", action=A + "publish")
    world = World(included_in={A + "publish": frozenset({ODRL + "distribute"})})
    assert rule(":r odrl:action odrl:use .", world, asked).activation is Activation.ACTIVE
    assert rule(":r odrl:action odrl:use .", World(), asked).activation is Activation.INACTIVE


@pytest.mark.parametrize(
    ("level", "expected"),
    [(5, Activation.ACTIVE), (1, Activation.INACTIVE), (None, Activation.UNDETERMINED)],
)
def test_a_refinement_is_of_the_thing_itself(level: int | None, expected: Activation) -> None:
    refinement = "[ odrl:leftOperand :level ; odrl:operator odrl:gt ; odrl:rightOperand 3 ]"
    text = f":r odrl:assignee [ odrl:source :staff ; odrl:refinement {refinement} ] ."
    features: dict[tuple[str, str], tuple[Term, ...]] = {(A + "bob", A + "level"): (number(9),)}
    if level is not None:
        features[A + "alice", A + "level"] = (number(level),)
    world = World(
        values={A + "level": (number(9),)}, features=features, part_of={A + "alice": frozenset({A + "staff"})}
    )
    report = rule(text, world)
    assert report.activation is expected
    assert [each.values for each in report.premises[0].refinements] == [(number(level),) if level is not None else ()]


# ------------------------------------------------------------------------------------------- duties


def pays(constraint: str = "") -> str:
    return f":r odrl:duty :d . :d odrl:action odrl:compensate {constraint} ."


@pytest.mark.parametrize(
    ("performance", "activation", "deontic"),
    [
        (None, Activation.ACTIVE, Deontic.NON_SET),
        (Performance.UNKNOWN, Activation.ACTIVE, Deontic.NON_SET),
        (Performance.PERFORMED, Activation.ACTIVE, Deontic.FULFILLED),
        (Performance.UNPERFORMED, Activation.INACTIVE, Deontic.VIOLATED),
    ],
)
def test_a_permission_stands_until_its_duty_is_violated(
    performance: Performance | None, activation: Activation, deontic: Deontic
) -> None:
    report = rule(pays(), World(performed={A + "d": performance} if performance else {}))
    assert (report.activation, report.duties[0].deontic) == (activation, deontic)


def test_a_duty_under_conditions() -> None:
    text = pays("; odrl:constraint [ odrl:leftOperand :o ; odrl:operator odrl:eq ; odrl:rightOperand 1 ]")
    not_done = {A + "d": Performance.UNPERFORMED}
    found = [
        (report.activation, report.duties[0].activation, report.duties[0].deontic)
        for report in (
            rule(text, World(performed=not_done)),
            rule(text, World(performed=not_done, values={A + "o": (number(2),)})),
            rule(text, World(performed=not_done, values={A + "o": (number(1),)})),
        )
    ]
    assert found == [
        (Activation.UNDETERMINED, Activation.UNDETERMINED, Deontic.NON_SET),
        (Activation.ACTIVE, Activation.INACTIVE, Deontic.NON_SET),
        (Activation.INACTIVE, Activation.ACTIVE, Deontic.VIOLATED),
    ]


def test_the_action_of_an_obligation_is_what_must_be_done() -> None:
    text = """:p odrl:obligation :must ; dpv:hasRecommendation :should .
      :must odrl:action odrl:inform . :should odrl:target :y ."""
    report = evaluate(policy(text), ASKED, World(performed={A + "must": Performance.PERFORMED}))
    must, should = report.rules
    assert (must.activation, must.deontic, must.premises) == (Activation.ACTIVE, Deontic.FULFILLED, ())
    assert (should.activation, should.deontic) == (Activation.INACTIVE, None)
    assert does(must.rule, ASKED, World()) is Truth.FALSE
    informs = Request(A + "request", A + "asked", action=ODRL + "inform")
    assert does(must.rule, informs, World()) is Truth.TRUE
    assert decision(report) is Decision.NOT_COVERED


# ------------------------------------------------------------------------------------------- decisions


def decided(conflict: Conflict, *rules: tuple[RuleKind, Activation]) -> Decision:
    found = tuple(RuleReport(Rule(f"{A}{n}", kind), activation, (), ()) for n, (kind, activation) in enumerate(rules))
    return decision(PolicyReport(Policy(A, ODRL + "Set", conflict=conflict), ASKED, None, found))


@pytest.mark.parametrize(
    ("permission", "prohibition", "perm", "prohibit", "invalid"),
    [
        ("active", "active", "permitted", "prohibited", "invalid"),
        ("active", "inactive", "permitted", "permitted", "permitted"),
        ("active", "undetermined", "permitted", "undetermined", "undetermined"),
        ("inactive", "active", "prohibited", "prohibited", "prohibited"),
        ("inactive", "inactive", "not covered", "not covered", "not covered"),
        ("inactive", "undetermined", "undetermined", "undetermined", "undetermined"),
        ("undetermined", "active", "undetermined", "prohibited", "undetermined"),
        ("undetermined", "inactive", "undetermined", "undetermined", "undetermined"),
        ("undetermined", "undetermined", "undetermined", "undetermined", "undetermined"),
    ],
)
def test_a_decision(permission: str, prohibition: str, perm: str, prohibit: str, invalid: str) -> None:
    for conflict, expected in zip(
        (Conflict.PERM, Conflict.PROHIBIT, Conflict.INVALID), (perm, prohibit, invalid), strict=True
    ):
        found = decided(
            conflict,
            (RuleKind.PERMISSION, Activation(permission)),
            (RuleKind.PROHIBITION, Activation(prohibition)),
            (RuleKind.PERMISSION, Activation.INACTIVE),
            (RuleKind.OBLIGATION, Activation.ACTIVE),
            (RuleKind.RECOMMENDATION, Activation.UNDETERMINED),
        )
        assert found is Decision(expected)
