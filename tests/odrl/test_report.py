"""Reports in the FORCE Compliance Report Model: what they say beyond the cases of its test suite."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from avggraph.errors import UsageError
from avggraph.odrl import Policy, Request, Rule, RuleKind, World, compliance_report, evaluate, read_policies
from avggraph.odrl.model import DPV, ODRL

A = "https://a.example/"
ASKED = Request(A + "request", A + "asked", assignee=A + "alice")
TEXT = f"""@prefix odrl: <{ODRL}> . @prefix dpv: <{DPV}> . @prefix : <{A}> .
:p odrl:permission :may ; odrl:obligation :must ; dpv:hasRecommendation :should .
:may odrl:assignee :alice ; odrl:constraint :either .
:either odrl:or :here, :there .
:here odrl:leftOperand odrl:spatial ; odrl:operator odrl:eq ; odrl:rightOperand "NL"@nl .
:there odrl:leftOperand odrl:spatial ; odrl:operator odrl:isAnyOf ; odrl:rightOperand "BE", "LU" .
:must odrl:assignee :bob .
:should odrl:action odrl:inform .
"""
EXPECTED = """
<https://a.example/v> a report:PolicyReport ;
	dct:created "2024-02-12T11:20:10Z"^^xsd:dateTime ;
	report:policy <https://a.example/p> ;
	report:policyRequest <https://a.example/request> ;
	report:ruleReport <https://a.example/v#rule-1> , <https://a.example/v#rule-2> , <https://a.example/v#rule-3> .
<https://a.example/v#rule-1> a report:PermissionReport ;
	avgp:undetermined true ;
	report:activationState report:Inactive ;
	report:attemptState report:Attempted ;
	report:premiseReport <https://a.example/v#rule-1-premise-1> , <https://a.example/v#rule-1-premise-2> ;
	report:rule <https://a.example/may> ;
	report:ruleRequest <https://a.example/asked> .
<https://a.example/v#rule-1-premise-1> a report:PartyReport ;
	report:satisfactionState report:Satisfied .
<https://a.example/v#rule-1-premise-2> a report:ConstraintReport ;
	avgp:undetermined true ;
	report:constraint <https://a.example/either> ;
	report:constraintLogicalOperand odrl:or ;
	report:premiseReport <https://a.example/v#rule-1-premise-2-1> , <https://a.example/v#rule-1-premise-2-2> ;
	report:satisfactionState report:Unsatisfied .
<https://a.example/v#rule-1-premise-2-1> a report:ConstraintReport ;
	avgp:undetermined true ;
	report:constraint <https://a.example/here> ;
	report:constraintOperator odrl:eq ;
	report:constraintRightOperand "NL"@nl ;
	report:satisfactionState report:Unsatisfied .
<https://a.example/v#rule-1-premise-2-2> a report:ConstraintReport ;
	avgp:undetermined true ;
	report:constraint <https://a.example/there> ;
	report:constraintOperator odrl:isAnyOf ;
	report:constraintRightOperand "BE" , "LU" ;
	report:satisfactionState report:Unsatisfied .
<https://a.example/v#rule-2> a report:DutyReport ;
	report:activationState report:Inactive ;
	report:deonticState report:NonSet ;
	report:performanceState report:Unknown ;
	report:premiseReport <https://a.example/v#rule-2-premise-1> ;
	report:rule <https://a.example/must> .
<https://a.example/v#rule-2-premise-1> a report:PartyReport ;
	report:satisfactionState report:Unsatisfied .
<https://a.example/v#rule-3> a avgp:RecommendationReport ;
	report:activationState report:Active ;
	report:performanceState report:Unknown ;
	report:rule <https://a.example/should> .
"""


def test_what_is_undetermined_and_what_is_recommended() -> None:
    (policy,) = read_policies(TEXT, "p.ttl")
    world = World(now=datetime(2024, 2, 12, 11, 20, 10, tzinfo=UTC))
    text = compliance_report(evaluate(policy, ASKED, world), A + "v")
    assert "".join(line for line in text.splitlines(keepends=True) if not line.startswith("@prefix")) == EXPECTED[1:]


def test_no_clock() -> None:
    (policy,) = read_policies(TEXT, "p.ttl")
    assert "created" not in compliance_report(evaluate(policy, ASKED, World()), A + "v")


@pytest.mark.parametrize("name", ["verslag", 'https://a.example/"> a <https://a.example/x', "https://a.example/ ."])
def test_a_name_that_is_no_iri_is_refused(name: str) -> None:
    policy = Policy(A + "p", ODRL + "Set", rules=(Rule(A + "r", RuleKind.PERMISSION),))
    report = evaluate(policy, ASKED, World())
    with pytest.raises(UsageError):
        compliance_report(report, name)
