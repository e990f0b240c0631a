"""Laws of the evaluator: of its logic, of what more knowledge does, and of what reading depends on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.errors import PolicyError
from avggraph.odrl import (
    Action,
    Activation,
    Asset,
    Condition,
    Conflict,
    Constraint,
    Decision,
    LogicalConstraint,
    Operand,
    Operator,
    Party,
    Performance,
    Policy,
    Request,
    Rule,
    RuleKind,
    Truth,
    World,
    compliance_report,
    decision,
    evaluate,
    read_policies,
)
from avggraph.odrl.kleene import all_of, any_of, negation, one_of
from avggraph.odrl.model import DPV, ODRL
from avggraph.odrl.triples import RDF
from avggraph.query.table import XSD, Iri, Literal

A = "https://a.example/"

truths = st.sampled_from(Truth)
lists = st.lists(truths, max_size=5)


# ------------------------------------------------------------------------------------------- Kleene


def worlds(parts: list[Truth]) -> Iterable[tuple[bool, ...]]:
    """Give all ways in which what is not known may turn out."""
    return product(*((True, False) if part is Truth.UNDETERMINED else (part is Truth.TRUE,) for part in parts))


@given(lists)
def test_a_connective_knows_what_every_outcome_agrees_on(parts: list[Truth]) -> None:
    connectives: list[tuple[Callable[[Iterable[Truth]], Truth], Callable[[Iterable[bool]], bool]]] = [
        (all_of, all),
        (any_of, any),
        (one_of, lambda outcome: sum(outcome) == 1),
    ]
    for kleene, classical in connectives:
        outcomes = {classical(outcome) for outcome in worlds(parts)}
        expected = Truth.UNDETERMINED if len(outcomes) > 1 else Truth.TRUE if True in outcomes else Truth.FALSE
        assert kleene(parts) is expected


@given(lists)
def test_de_morgan(parts: list[Truth]) -> None:
    assert negation(all_of(parts)) is any_of(map(negation, parts))


@given(lists)
def test_the_order_of_parts_is_nothing(parts: list[Truth]) -> None:
    shuffled = sorted(parts, key=lambda part: part.value)
    assert [join(parts) for join in (all_of, any_of, one_of)] == [join(shuffled) for join in (all_of, any_of, one_of)]


# ------------------------------------------------------------------------------------------- more knowledge

OPERANDS = [A + name for name in ("p", "q", "r")]
values = st.sampled_from(
    [
        Iri(A + "x"),
        Iri(A + "y"),
        Literal("x"),
        Literal("1", XSD + "integer"),
        Literal("2.0", XSD + "decimal"),
        Literal("2024-01-01", XSD + "date"),
        Literal("2024-01-01T12:00:00Z", XSD + "dateTime"),
        Literal("P1Y", XSD + "duration"),
    ]
)
names = st.sampled_from([A + name for name in "xyz"])
simple: st.SearchStrategy[Condition] = st.builds(
    Constraint,
    names,
    st.sampled_from(OPERANDS),
    st.sampled_from(Operator),
    st.lists(values, min_size=1, max_size=2).map(tuple),
)
conditions = st.recursive(
    simple,
    lambda parts: st.builds(
        LogicalConstraint, names, st.sampled_from(Operand), st.lists(parts, min_size=1, max_size=3).map(tuple)
    ),
    max_leaves=5,
)
some_conditions = st.lists(conditions, max_size=2).map(tuple)
parties = st.lists(st.builds(Party, names, st.none() | names, some_conditions), max_size=2).map(tuple)
assets = st.lists(st.builds(Asset, names, st.none() | names, some_conditions), max_size=2).map(tuple)
actions = st.lists(st.builds(Action, names, some_conditions), max_size=2).map(tuple)


def rules(kinds: list[RuleKind], duties: st.SearchStrategy[tuple[Rule, ...]]) -> st.SearchStrategy[Rule]:
    return st.builds(Rule, names, st.sampled_from(kinds), parties, parties, assets, actions, some_conditions, duties)


no_duties: st.SearchStrategy[tuple[Rule, ...]] = st.just(())
duty = rules([RuleKind.DUTY], no_duties)
any_rule = rules([RuleKind.PERMISSION], st.lists(duty, max_size=2).map(tuple)) | rules(
    [RuleKind.PROHIBITION, RuleKind.OBLIGATION, RuleKind.RECOMMENDATION], no_duties
)
policies = st.builds(
    Policy,
    names,
    st.just(ODRL + "Set"),
    st.just(()),
    st.sampled_from(Conflict),
    st.lists(any_rule, max_size=4).map(tuple),
)
requests = st.builds(Request, names, names, st.none() | names, st.none() | names, st.none() | names, st.none() | names)
known = st.lists(values, min_size=1, max_size=2).map(tuple)
things = st.tuples(names, st.sampled_from(OPERANDS))
hierarchies = st.dictionaries(names, st.frozensets(names, max_size=2), max_size=3)
all_worlds = st.builds(
    World,
    st.none() | st.datetimes(),
    st.dictionaries(st.sampled_from(OPERANDS), known, max_size=2),
    st.dictionaries(things, known, max_size=3),
    hierarchies,
    hierarchies,
    hierarchies,
    st.dictionaries(names, st.sampled_from(Performance), max_size=3),
)


@given(policies, requests, all_worlds, st.sampled_from(OPERANDS), things, known)
def test_knowing_more_settles_and_never_turns(
    policy: Policy, request: Request, world: World, operand: str, thing: tuple[str, str], new: tuple[Iri | Literal, ...]
) -> None:
    more = replace(world, values={operand: new} | {**world.values}, features={thing: new} | {**world.features})
    before, after = evaluate(policy, request, world), evaluate(policy, request, more)
    for old, now in zip(before.rules, after.rules, strict=True):
        assert old.activation in (Activation.UNDETERMINED, now.activation)
    assert decision(before) in (Decision.UNDETERMINED, decision(after))


@given(policies, requests, all_worlds)
def test_a_report_is_the_same_twice_and_holds_no_node_without_a_name(
    policy: Policy, request: Request, world: World
) -> None:
    report = evaluate(policy, request, world)
    text = compliance_report(report, A + "verslag")
    assert text == compliance_report(evaluate(policy, request, world), A + "verslag")
    assert "_:" not in text
    assert "[" not in text
    if any(rule.activation is Activation.UNDETERMINED for rule in report.rules):
        assert "avgp:undetermined true" in text


@given(policies, requests, all_worlds)
def test_a_policy_without_constraints_or_names_settles_all(policy: Policy, request: Request, world: World) -> None:
    bare = replace(policy, rules=tuple(Rule(rule.iri, rule.kind) for rule in policy.rules))
    assert all(rule.activation is Activation.ACTIVE for rule in evaluate(bare, request, world).rules)


# ------------------------------------------------------------------------------------------- reading

PREFIXES = f"@prefix odrl: <{ODRL}> . @prefix dpv: <{DPV}> . @prefix : <{A}> . @prefix rdf: <{RDF}> . "
STATEMENTS = [
    ":p a odrl:Offer ; odrl:assigner :ministry .",
    ":p odrl:permission [ odrl:action [ rdf:value odrl:read ] ; odrl:duty :d ] .",
    ":p odrl:permission [ odrl:action odrl:read, odrl:print ; odrl:constraint [ odrl:or _:one, _:two ] ] .",
    ":p odrl:prohibition [ odrl:target :x, [ odrl:source :y ] ] .",
    ":p odrl:prohibition [ odrl:target :x ; odrl:constraint [ odrl:xone "
    + ", ".join(f"[ odrl:leftOperand :o{n} ; odrl:operator odrl:eq ; odrl:rightOperand {n} ]" for n in range(5))
    + " ] ] .",
    ":p dpv:hasRecommendation [ a dpv:Recommendation ; odrl:action odrl:inform ] .",
    ":d odrl:action odrl:compensate .",
    "_:one odrl:leftOperand odrl:purpose ; odrl:operator odrl:isAnyOf ; odrl:rightOperand :a, :b .",
    '_:two odrl:leftOperand odrl:spatial ; odrl:operator odrl:eq ; odrl:rightOperand "NL" .',
]


@given(st.permutations(STATEMENTS))
def test_the_order_of_statements_is_nothing(statements: list[str]) -> None:
    assert read_policies(PREFIXES + " ".join(statements), "p.ttl") == read_policies(
        PREFIXES + " ".join(STATEMENTS), "p.ttl"
    )


def test_names_that_are_made_up_say_which_rule() -> None:
    ((policy),) = read_policies(PREFIXES + " ".join(STATEMENTS), "p.ttl")
    assert len({rule.iri for rule in policy.rules}) == len(policy.rules) == 5


RULE = PREFIXES + ":p odrl:permission :rule . :rule odrl:action odrl:read . "
words = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=12)
ON_A_RULE = {"assigner", "assignee", "target", "action", "constraint", "duty", "uid"}


@given(words)
def test_no_word_of_odrl_on_a_rule_is_passed_over(word: str) -> None:
    if word not in ON_A_RULE:
        with pytest.raises(PolicyError, match=f"odrl:{word} "):
            read_policies(f"{RULE} :rule odrl:{word} :x .", "p.ttl")


@given(words)
def test_no_other_operator_is_passed_over(word: str) -> None:
    if ODRL + word not in {operator.value for operator in Operator}:
        constraint = f"[ odrl:leftOperand :o ; odrl:operator odrl:{word} ; odrl:rightOperand 1 ]"
        with pytest.raises(PolicyError, match=f"odrl:{word} "):
            read_policies(f"{RULE} :rule odrl:constraint {constraint} .", "p.ttl")


@given(st.text(max_size=60) | st.binary(max_size=60))
def test_anything_else_is_refused(data: str | bytes) -> None:
    with pytest.raises(PolicyError):
        read_policies(data, "p.ttl")
