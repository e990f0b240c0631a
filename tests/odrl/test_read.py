"""What is read of a policy, a request and a world, and what is refused: by name, in its place, with advice."""

from __future__ import annotations

from pathlib import Path

import pytest

from avggraph.errors import PolicyError
from avggraph.odrl import (
    Action,
    Asset,
    Conflict,
    Constraint,
    LogicalConstraint,
    Operand,
    Operator,
    Party,
    Performance,
    Policy,
    Request,
    RuleKind,
    read_policies,
    read_request,
    read_world,
)
from avggraph.odrl.actions import vocabulary
from avggraph.odrl.model import DPV, ODRL
from avggraph.odrl.read import OUTSIDE
from avggraph.odrl.triples import RDF, RDF_TYPE, Triples
from avggraph.odrl.world import REPORT, reaches
from avggraph.query.table import XSD, Iri, Literal

A = "https://a.example/"
PREFIXES = f"""@prefix odrl: <{ODRL}> . @prefix dpv: <{DPV}> . @prefix rdf: <{RDF}> . @prefix xsd: <{XSD}> .
@prefix avgp: <https://w3id.org/avggraph/odrl-profile#> . @prefix report: <{REPORT}> . @prefix : <{A}> .
"""


def one(text: str) -> Policy:
    (policy,) = read_policies(PREFIXES + text, "beleid.ttl")
    return policy


def refused(text: str) -> str:
    with pytest.raises(PolicyError) as caught:
        read_policies(PREFIXES + text, "beleid.ttl")
    return str(caught.value)


# ------------------------------------------------------------------------------------------- policies


def test_a_policy_with_all_that_is_read() -> None:
    policy = one("""
        :p a odrl:Policy, odrl:Agreement ; odrl:uid :p ; odrl:profile avgp: ; odrl:conflict odrl:prohibit ;
          odrl:assigner :ministry ; <http://purl.org/dc/terms/title> "Beleid"@nl ;
          odrl:permission :may ; odrl:prohibition :may-not ; odrl:obligation :must ; dpv:hasRecommendation :should .
        :may a odrl:Permission ; odrl:assignee [ a odrl:PartyCollection ; odrl:source :staff ;
              odrl:refinement [
                odrl:leftOperand :level ; odrl:operator odrl:gteq ; odrl:rightOperand 3 ; odrl:unit :step ] ] ;
          odrl:action [ rdf:value odrl:read ; odrl:refinement :well ] ; odrl:target :y, :x ; odrl:duty :pay .
        :well a odrl:LogicalConstraint ; odrl:xone ( :one :two ) .
        :one odrl:leftOperand odrl:media ; odrl:operator odrl:eq ; odrl:rightOperand "paper" .
        :two odrl:leftOperand odrl:purpose ; odrl:operator odrl:isAnyOf ; odrl:rightOperand ( :b :a ) .
        :pay odrl:action odrl:compensate .
        :must a odrl:Duty ; odrl:action odrl:inform .
        :should a dpv:Recommendation ; odrl:action odrl:review .
        :may-not odrl:action odrl:sell .""")
    assert (policy.iri, policy.kind, policy.conflict) == (A + "p", ODRL + "Agreement", Conflict.PROHIBIT)
    assert policy.profiles == ("https://w3id.org/avggraph/odrl-profile#",)
    may, may_not, must, should = policy.rules
    assert [rule.kind for rule in policy.rules] == [
        RuleKind.PERMISSION,
        RuleKind.PROHIBITION,
        RuleKind.OBLIGATION,
        RuleKind.RECOMMENDATION,
    ]
    ministry = (Party(A + "ministry"),)
    assert [rule.assigner for rule in (may, may_not, must, should)] == [ministry] * 4
    (staff,) = may.assignee
    (level,) = staff.refinements
    assert staff.source == A + "staff"
    assert isinstance(level, Constraint)
    assert level == Constraint(level.iri, A + "level", Operator.GTEQ, (Literal("3", XSD + "integer"),), Iri(A + "step"))
    one_, two = (
        Constraint(A + "one", ODRL + "media", Operator.EQ, (Literal("paper"),)),
        Constraint(A + "two", ODRL + "purpose", Operator.IS_ANY_OF, (Iri(A + "a"), Iri(A + "b"))),
    )
    well = LogicalConstraint(A + "well", Operand.XONE, (one_, two))
    assert may.action == (Action(ODRL + "read", (well,)),)
    assert may.target == (Asset(A + "x"), Asset(A + "y"))
    (pay,) = may.duties
    assert (pay.kind, pay.assigner, pay.assignee) == (RuleKind.DUTY, may.assigner, may.assignee)


def test_a_policy_without_a_kind_is_a_set_and_its_conflicts_make_it_void() -> None:
    policy = one(":p odrl:permission [ a odrl:Permission ] .")
    assert (policy.kind, policy.conflict) == (ODRL + "Set", Conflict.INVALID)


def test_what_has_no_name_is_called_the_same_whatever_stands_around_it() -> None:
    constraint = "[ odrl:leftOperand :o ; odrl:operator odrl:eq ; odrl:rightOperand 1 ]"
    rule = f"[ odrl:action odrl:read ; odrl:constraint {constraint} ]"
    alone = one(f":p odrl:permission {rule} .")
    beside = one(f":p odrl:prohibition [ odrl:action odrl:sell ], [ a odrl:Prohibition ] . :p odrl:permission {rule} .")
    assert alone.rules[0] in beside.rules
    elsewhere = one(f":q odrl:permission {rule} .")
    assert elsewhere.rules[0].iri != alone.rules[0].iri
    assert elsewhere.rules[0].constraints == alone.rules[0].constraints


def test_duties_without_a_name_are_those_of_their_permission() -> None:
    policy = one("""
        :p odrl:permission [ odrl:action odrl:read ; odrl:duty [ odrl:action odrl:compensate ] ],
          [ odrl:action odrl:print ; odrl:duty [ odrl:action odrl:compensate ] ] .""")
    assert len({duty.iri for rule in policy.rules for duty in rule.duties}) == 2


def test_policies_are_sorted() -> None:
    text = PREFIXES + ":b odrl:permission :r . :a odrl:permission :r . :r odrl:action odrl:read ."
    assert [policy.iri for policy in read_policies(text.encode(), "x.ttl")] == [A + "a", A + "b"]


# ------------------------------------------------------------------------------------------- refusals

RULE = ":p odrl:permission :r . :r "
CONDITION = RULE + "odrl:action odrl:read ; odrl:constraint :c . :c "


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (RULE + "odrl:remedy [ odrl:action odrl:pay ] .", "odrl:remedy valt buiten"),
        (RULE + "odrl:duty [ odrl:consequence [] ] .", "odrl:consequence valt buiten"),
        (RULE + "odrl:duty [ odrl:duty [] ] .", "odrl:duty valt buiten"),
        (RULE + "odrl:informedParty :x .", "odrl:informedParty valt buiten"),
        (RULE + "a odrl:Prohibition .", "odrl:Prohibition valt buiten"),
        (RULE + "odrl:target [ ] .", "Een partij of doel heeft een IRI"),
        (RULE + 'odrl:assignee "Alice" .', '"Alice" is geen IRI'),
        (RULE + "odrl:action [ odrl:refinement [] ] .", "Een naamloze knoop is geen IRI"),
        (RULE + "odrl:target [ odrl:source :a, :b ] .", "Een verzameling heeft één bron"),
        (RULE + "odrl:uid :other .", "odrl:uid is een andere IRI"),
        (":p odrl:prohibition [ odrl:duty [] ] .", "odrl:duty valt buiten"),
        (":p odrl:obligation [ odrl:duty [] ] .", "odrl:duty valt buiten"),
        (":p odrl:inheritFrom :q ; odrl:permission [ a odrl:Permission ] .", "odrl:inheritFrom valt buiten"),
        (":p odrl:conflict odrl:ignore ; odrl:permission [ a odrl:Permission ] .", "odrl:ignore valt buiten"),
        (":p a odrl:Set, odrl:Offer ; odrl:permission [ a odrl:Permission ] .", "Een beleid is van één soort"),
        (":p a odrl:Asset ; odrl:permission [ a odrl:Permission ] .", "odrl:Asset valt buiten"),
        (":p dpv:hasProhibition :r ; odrl:permission [ a odrl:Permission ] .", "dpv:hasProhibition valt buiten"),
        (":p <http://purl.org/dc/terms/isReplacedBy> :q ; odrl:permission [ a odrl:Permission ] .", "dct:isReplacedBy"),
        (":p odrl:assignee :a ; odrl:permission [ odrl:assignee :b ] .", "bij het beleid en bij de regel"),
        ("[] odrl:permission [ a odrl:Permission ] .", "Een beleid heeft een IRI"),
        (":x odrl:hasPolicy :p . :p odrl:permission [ a odrl:Permission ] .", "odrl:hasPolicy valt buiten"),
        (":x odrl:target :y . :p odrl:permission [ a odrl:Permission ] .", "hoort bij geen beleid"),
        (":r a odrl:Request ; odrl:permission :q . :p odrl:permission [ a odrl:Permission ] .", "hoort bij geen"),
        (":p odrl:permission :elsewhere .", "Van een regel wordt hier niets gezegd"),
        (":p odrl:permission [] .", "Van een regel wordt hier niets gezegd"),
        (':p odrl:permission "alles" .', "Van een regel wordt hier niets gezegd"),
        ("", "Er staat geen beleid in dit bestand"),
        (CONDITION + "odrl:leftOperand odrl:count ; odrl:operator odrl:lt ; odrl:rightOperand 3 .", "odrl:count valt"),
        (CONDITION + "odrl:leftOperand :o ; odrl:operator odrl:lt ; odrl:rightOperand odrl:policyUsage .", "icyUsage"),
        (CONDITION + "odrl:leftOperand :o ; odrl:operator :like ; odrl:rightOperand 3 .", "like> valt buiten"),
        (CONDITION + "odrl:leftOperand :o ; odrl:operator odrl:eq ; odrl:rightOperand 3, 4 .", "niet met 2"),
        (CONDITION + "odrl:leftOperand :o ; odrl:operator odrl:eq .", "Een voorwaarde heeft"),
        (CONDITION + "odrl:leftOperand :o, :q ; odrl:operator odrl:eq ; odrl:rightOperand 3 .", "Een voorwaarde heeft"),
        (CONDITION + "odrl:leftOperand :o ; odrl:operator odrl:eq ; odrl:rightOperand [] .", "geen naamloze knoop"),
        (CONDITION + "odrl:leftOperand :o ; odrl:operator odrl:eq ; odrl:rightOperandReference :x .", "Reference valt"),
        (CONDITION + "odrl:andSequence ( :a :b ) .", "odrl:andSequence valt buiten"),
        (CONDITION + "odrl:and :a ; odrl:leftOperand :o .", "odrl:leftOperand valt buiten"),
        (CONDITION + "odrl:and :a ; odrl:or :b .", "één verband"),
        (CONDITION + "odrl:and () .", "heeft delen"),
        (CONDITION + "odrl:and :c .", "in een kring"),
        (CONDITION + "odrl:and ( :c ) .", "in een kring"),
        (CONDITION + "odrl:and _:l . _:l rdf:first :d ; rdf:rest _:l .", "geen RDF-lijst"),
        (":p odrl:permission", "Dit is geen Turtle"),
    ],
)  # fmt: skip
def test_what_is_outside_is_refused(text: str, said: str) -> None:
    assert said in refused(text)


def test_a_refusal_says_where_and_what_to_do() -> None:
    said = refused(RULE + "odrl:remedy [ odrl:action odrl:pay ] .")
    assert said == f"beleid.ttl ({A}r): odrl:remedy valt buiten wat van ODRL wordt gelezen. {OUTSIDE[ODRL + 'remedy']}"


def test_lists_and_conditions_end() -> None:
    deep = "".join(f":c{n} odrl:or :c{n + 1} . " for n in range(100_000))
    assert "diep in elkaar" in refused(f":p odrl:permission [ odrl:constraint :c0 ] . {deep}")
    wide = "".join(f":c{n} odrl:or :c{n + 1}, [ odrl:and :c{n + 1} ] . " for n in range(0, 14))
    last = ":c14 odrl:leftOperand :o ; odrl:operator odrl:eq ; odrl:rightOperand 1 ."
    assert "diep in elkaar" in refused(f":p odrl:permission [ odrl:constraint :c0 ] . {wide} {last}")
    many = " , ".join("[ odrl:action odrl:read ]" for _ in range(20_001))
    assert "meer dan 20000 regels" in refused(f":p odrl:permission {many} .")
    doubled = "".join(f":c{n} odrl:or ( {':c' + str(n + 1)} {':c' + str(n + 1)} ) . " for n in range(0, 14))
    assert "meer dan 20000 regels" in refused(f":p odrl:permission [ odrl:constraint :c0 ] . {doubled} {last}")
    long = " ".join(":d" for _ in range(10_001))
    assert "langer dan 10000" in refused(f"{CONDITION} odrl:and ( {long} ) .")


def test_nesting_in_the_file_itself_ends() -> None:
    nested = "[ odrl:or " * 50_000 + ":x" + " ]" * 50_000
    assert refused(f":p odrl:permission [ odrl:constraint {nested} ] .")


def test_a_file_of_twenty_million_characters_is_not_parsed() -> None:
    assert "groter dan 20.000.000" in refused("#" * 20_000_000)


# ------------------------------------------------------------------------------------------- requests


def test_a_request() -> None:
    text = (
        PREFIXES
        + ":r a odrl:Request ; odrl:assignee :alice ; odrl:permission :ask . :ask odrl:action [ rdf:value odrl:read ] ."
    )
    assert read_request(text, "r.ttl") == Request(A + "r", A + "ask", assignee=A + "alice", action=ODRL + "read")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (":r a odrl:Request .", "Een verzoek vraagt één ding"),
        (":r a odrl:Request ; odrl:prohibition [ a odrl:Prohibition ] .", "Een verzoek vraagt één ding"),
        (
            ":r a odrl:Request ; odrl:permission :a, :b . :a a odrl:Rule . :b a odrl:Rule .",
            "Een verzoek vraagt één",
        ),
        (":r a odrl:Request ; odrl:permission :a .", "niets gezegd"),
        (":r a odrl:Request ; odrl:permission [ odrl:target :x, :y ] .", "één doel"),
        (":r a odrl:Request ; odrl:permission [ odrl:target [ odrl:source :x ] ] .", "één doel"),
        (":r a odrl:Request ; odrl:permission [ odrl:duty [ a odrl:Duty ] ] .", "met voorwaarden"),
        (":p odrl:permission [ a odrl:Permission ] .", "0 verzoeken"),
    ],
)
def test_another_request_is_refused(text: str, said: str) -> None:
    with pytest.raises(PolicyError, match=said):
        read_request(PREFIXES + text, "r.ttl")


# ------------------------------------------------------------------------------------------- worlds


def test_a_world() -> None:
    world = read_world(
        PREFIXES
        + """:w a avgp:World ; odrl:dateTime "2024-02-12T11:20:10Z"^^xsd:dateTime ; odrl:spatial "NL", "BE" .
        :alice odrl:partOf :team ; :level 3 ; a :Clerk .
        :Clerk <http://www.w3.org/2000/01/rdf-schema#subClassOf> :Person .
        avgp:publish odrl:includedIn odrl:distribute .
        :report a report:DutyReport ; report:rule :pay ; report:performanceState report:Performed .""",
        "w.ttl",
    )
    assert world.now is not None
    assert world.now.isoformat() == "2024-02-12T11:20:10+00:00"
    assert dict(world.values) == {ODRL + "spatial": (Literal("BE"), Literal("NL"))}
    assert dict(world.features) == {(A + "alice", A + "level"): (Literal("3", XSD + "integer"),)}
    assert dict(world.part_of) == {A + "alice": {A + "team"}}
    assert reaches(A + "alice", A + "Person", world.kinds)
    assert dict(world.included_in) == {"https://w3id.org/avggraph/odrl-profile#publish": {ODRL + "distribute"}}
    assert dict(world.performed) == {A + "pay": Performance.PERFORMED}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (':w a avgp:World ; odrl:dateTime "gisteren" .', "'gisteren' is geen xsd:dateTime"),
        (':w a avgp:World ; odrl:dateTime "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z" .', "meer dan één nu"),
        (":w a avgp:World ; :o [ :says 1 ] .", "Een knoop zonder naam"),
        (":d report:rule :r ; report:performanceState report:Done .", "geen stand van een uitvoering"),
        (":d report:rule :r ; report:performanceState report:Performed, report:Unknown .", "meer dan één uitvoering"),
    ],
)
def test_another_world_is_refused(text: str, said: str) -> None:
    with pytest.raises(PolicyError, match=said):
        read_world(PREFIXES + text, "w.ttl")


def test_the_actions_are_those_of_the_vocabulary(shared: Path) -> None:
    path = shared / "reference" / "odrl" / "ODRL22.ttl"
    triples = Triples(path.read_bytes(), path.name)
    above: dict[str, set[str]] = {}
    for node in triples:
        if ODRL + "Action" in {value.value for value in triples.values(node, RDF_TYPE)}:
            for value in triples.values(node, ODRL + "includedIn"):
                above.setdefault(node.value, set()).add(value.value)
            for value in triples.values(node, "http://www.w3.org/2004/02/skos/core#exactMatch"):
                above.setdefault(node.value, set()).add(value.value)
                above.setdefault(value.value, set()).add(node.value)
    assert vocabulary() == above
