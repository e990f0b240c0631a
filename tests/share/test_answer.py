"""What an answer says: what would change it, whom to ask, in words and for programs, and as a compliance report."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from avggraph.bilingual import Language
from avggraph.headed_lists import as_markdown, as_text
from avggraph.share import Answer, Guide, Necessity, Terms, assess, understand
from avggraph.share.for_people import sections, title
from avggraph.share.for_programs import as_json
from avggraph.share.reports import as_turtle

REPORT = "https://w3id.org/force/compliance-report#"


@pytest.fixture
def kmar(terms: Terms, wegwijzer: Guide) -> Answer:
    return assess(
        wegwijzer,
        understand(terms, wegwijzer, "KMar", "naam, gezondheidsgegevens", own="IND", necessary=Necessity.YES),
    )


def test_the_whole_is_the_strictest_and_the_least_is_told(kmar: Answer) -> None:
    assert kmar.outcome.code == "motivate"
    assert [each.item.words for each in kmar.shareable] == ["naam"]


def test_what_is_not_stated_and_would_change_the_answer_is_told(terms: Terms, wegwijzer: Guide) -> None:
    answer = assess(wegwijzer, understand(terms, wegwijzer, "gemeente", "naam"))
    told = {each.field: {change.code: change.outcome.code for change in each.changes} for each in answer.open}
    assert told["necessary"] == {"no": "deny"} or told["necessary"]["no"] == "deny"
    assert told["purpose"]["other"] == "privacy-office"
    # A report only adds a duty.
    (asset,) = (each for each in answer.open if each.field == "asset")
    assert {duty.code for change in asset.changes for duty in change.duties} == {"redact-third-parties"}
    # A municipality needs no mandate.
    assert "mandate" not in told


def test_what_matters_only_once_the_rest_is_known_is_told_too(terms: Terms, wegwijzer: Guide) -> None:
    """Without a mandate an NGO gets nothing, needed or not; with one the need decides."""
    answer = assess(wegwijzer, understand(terms, wegwijzer, "ngo", "naam", mandate=""))
    told = {each.field: {change.code: change.outcome.code for change in each.changes} for each in answer.open}
    assert told["mandate"] == {"complete": "motivate"}
    assert told["necessary"]["no"] == "deny"


def test_a_stated_fact_is_not_asked_again(kmar: Answer) -> None:
    assert [each.field for each in kmar.open] == ["asset"]


@pytest.mark.parametrize(
    ("own", "addresses"),
    [
        ("IND", {"avg@ind.nl", "informatiebeveiliging.ict@ind.nl"}),
        ("DT&V", {"avg@dtv.minvenj.nl", "informatiebeveiliging@dtv.minvenj.nl"}),
        ("COA", {"info@COA.nl"}),
        ("KMar", set()),
    ],
)
def test_contacts_are_those_of_the_users_own_organisation(
    terms: Terms, wegwijzer: Guide, own: str, addresses: set[str]
) -> None:
    answer = assess(wegwijzer, understand(terms, wegwijzer, "IND", "naam", own=own))
    assert {contact.address for contact in answer.contacts} == addresses


def test_without_an_own_organisation_all_contacts_are_given(terms: Terms, wegwijzer: Guide) -> None:
    assert assess(wegwijzer, understand(terms, wegwijzer, "IND", "naam")).contacts == wegwijzer.contacts


@pytest.mark.parametrize("words", ["BSN", "burgerservicenummer", "citizen service number"])
def test_the_citizen_service_number_comes_with_a_remark(terms: Terms, wegwijzer: Guide, words: str) -> None:
    (item,) = assess(wegwijzer, understand(terms, wegwijzer, "IND", words, necessary=Necessity.YES)).items
    assert item.verdict.outcome.code == "allow-with-duties"
    assert "46 UAVG" in item.remarks[0].nl


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_is_told_in_either_language_with_the_guides_own_words(kmar: Answer, language: Language) -> None:
    text = as_text(title(kmar, language), sections(kmar, None, language))
    assert "bijna nooit nodig" in text
    assert "R6. " + {"nl": "Bijzondere gegevens", "en": "Special-category data"}[language] in text
    assert "avg@ind.nl" in text
    assert {"nl": "nagekeken", "en": "not looked up"}[language] in text
    assert "{" not in text


def test_words_of_the_question_are_no_markup(terms: Terms, wegwijzer: Guide) -> None:
    answer = assess(wegwijzer, understand(terms, wegwijzer, "<script>alert(1)</script>", "*naam*"))
    text = as_markdown(title(answer, "nl"), sections(answer, None, "nl"))
    assert "<script>" not in text


def test_the_same_question_gives_the_same_bytes(terms: Terms, wegwijzer: Guide, kmar: Answer) -> None:
    question = understand(terms, wegwijzer, "KMar", "naam, gezondheidsgegevens", own="IND", necessary=Necessity.YES)
    again = assess(wegwijzer, question)
    assert json.dumps(as_json(kmar, None)) == json.dumps(as_json(again, None))
    assert as_turtle(kmar) == as_turtle(again)


def test_the_compliance_reports_say_which_rules_are_in_effect(kmar: Answer) -> None:
    quads = list(ox.parse(as_turtle(kmar), format=ox.RdfFormat.TURTLE))
    assert not any(isinstance(node, ox.BlankNode) for quad in quads for node in (quad.subject, quad.object))
    of = {(quad.subject, quad.predicate.value): quad.object for quad in quads}
    active = [
        str(of[subject, REPORT + "rule"]).rpartition("/")[2].rstrip(">")
        for (subject, predicate), value in of.items()
        if predicate == REPORT + "activationState" and str(value) == f"<{REPORT}Active>"
    ]
    # For the name R1 with its channel; for health data R6 as well.
    assert sorted(active) == ["R1", "R1", "R10-bvv", "R10-bvv", "R6"]


def test_each_concept_is_a_request_of_its_own(kmar: Answer) -> None:
    asked = [
        (str(quad.subject), str(quad.object).rpartition("/")[2].rstrip(">"))
        for quad in ox.parse(as_turtle(kmar), format=ox.RdfFormat.TURTLE)
        if quad.predicate.value == "http://www.w3.org/ns/odrl/2/target"
    ]
    assert [target for _, target in asked] == ["naam", "gezondheid"]
    assert len({request for request, _ in asked}) == len(asked)
