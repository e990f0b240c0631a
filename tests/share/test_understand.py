"""Words become parties, data, purposes and documents; what is nearly a known name is suggested and never taken."""

from __future__ import annotations

import pytest

from avggraph.errors import UsageError
from avggraph.share import Guide, Necessity, Question, Terms, assess, understand


@pytest.mark.parametrize(
    ("words", "collection"),
    [
        *((name, "kleine-keten") for name in ("COA", "ind", "IND", "DT&V", "Dienst Terugkeer en Vertrek", "dtenv")),
        *((name, "overige-keten") for name in ("KMar", "kmar", "AVIM", "nationale politie", "politie")),
        ("ministerie van Buitenlandse Zaken", "overige-keten"),
        # A unit belongs where the organisation it is part of does.
        ("Directie Consulaire Zaken en Visumbeleid", "overige-keten"),
        *((name, "gemeenten") for name in ("gemeente", "een gemeente", "gemeente Zoetermeer")),
        *((name, "ngo-en-stichtingen") for name in ("NGO", "ngo’s", "Stichting Vluchteling", "Rode Kruis")),
        *((name, "nidos") for name in ("Nidos", "nidos", "Stichting Nidos")),
        *((name, "advocaten") for name in ("advocaat", "Advocatenkantoor", "lawyer")),
        ("gemachtigde", "gemachtigden"),
    ],
)  # fmt: skip
def test_a_requester_is_known_by_its_names(terms: Terms, wegwijzer: Guide, words: str, collection: str) -> None:
    requester = understand(terms, wegwijzer, words, "naam").requester
    assert any(iri.endswith(f"/{collection}") for iri in requester.above), requester


@pytest.mark.parametrize(
    ("words", "near"),
    [("Kmarr", "Kmar"), ("gemeente Utrech", "gemeente Utrecht"), ("advokaat", "advocaat"), ("Nidoss", "Nidos")],
)
def test_a_misspelt_requester_is_suggested_and_not_taken(terms: Terms, wegwijzer: Guide, words: str, near: str) -> None:
    answer = assess(wegwijzer, understand(terms, wegwijzer, words, "naam"))
    assert answer.outcome.code == "privacy-office"
    (unknown,) = (each for each in answer.open if each.field == "requester")
    assert near.casefold() in {name.casefold() for name in unknown.suggestions}


def test_each_misspelt_stretch_of_an_item_is_suggested_by_the_name_of_its_data(terms: Terms, wegwijzer: Guide) -> None:
    (item,) = understand(terms, wegwijzer, "KMar", "gebortedatm naam natonaliteid").items
    assert item.unknown == ("gebortedatm", "natonaliteid")
    assert item.near == ("geboortedatum", "nationaliteit")


@pytest.mark.parametrize("words", ["werkgever", "journalist", "Belastingdienst", "gemeente van de maan"])
def test_who_is_in_no_rule_goes_to_the_privacy_office(terms: Terms, wegwijzer: Guide, words: str) -> None:
    answer = assess(wegwijzer, understand(terms, wegwijzer, words, "naam"))
    assert [rule.code for rule in answer.rules] == ["R11"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        *((name, "gewoon") for name in ("naam", "V-nummer", "woonplaats", "klantnummer", "bankrekeningnummer")),
        *(
            (name, "bijzonder")
            for name in ("gezondheidsgegevens", "diagnose", "ras of etnische afkomst", "vingerafdruk")
        ),
        *((name, "strafrechtelijk") for name in ("strafblad", "strafrechtsketennummer", "detentie")),
    ],
)
def test_data_are_classed_by_the_concept_schemes(terms: Terms, wegwijzer: Guide, words: str, kind: str) -> None:
    (item,) = assess(wegwijzer, understand(terms, wegwijzer, "IND", words)).items
    assert [each.code for each in item.classes] == [kind]


def test_unknown_data_are_told_and_not_shared(terms: Terms, wegwijzer: Guide) -> None:
    answer = assess(wegwijzer, understand(terms, wegwijzer, "IND", "naam, fiets, gezondhiedsgegevens"))
    assert [each.verdict.outcome.code for each in answer.items] == ["motivate", "privacy-office", "motivate"]
    assert (answer.open[0].field, answer.open[0].words) == ("data", "fiets")


def test_an_item_of_two_kinds_gets_the_stricter(terms: Terms, wegwijzer: Guide) -> None:
    question = understand(terms, wegwijzer, "KMar", "naam en strafblad")
    (item,) = assess(wegwijzer, question).items
    assert (item.verdict.outcome.code, len(item.item.concepts)) == ("privacy-office", 2)


def test_the_departure_strategy_as_data_is_the_document(terms: Terms, wegwijzer: Guide) -> None:
    (item,) = assess(wegwijzer, _ngo(terms, wegwijzer, "vertrekstrategie")).items
    assert [rule.code for rule in item.verdict.rules] == ["R8"]


def test_a_purpose_beside_the_one_allowed_is_another_purpose(terms: Terms, wegwijzer: Guide) -> None:
    question = understand(terms, wegwijzer, "gemeente", "naam", purpose="openbare orde en een uitkering")
    assert assess(wegwijzer, question).outcome.code == "privacy-office"


@pytest.mark.parametrize(
    ("requester", "data", "mandate", "told"),
    [
        ("", "naam", None, "wie er vraagt"),
        ("IND", " , ; ", None, "welke gegevens"),
        ("IND", "naam", "datum, stempel", "stempel"),
        ("IND", "naam", "geen handtekening", "geen handtekening"),
        ("IND", "naam", "datum, naam, geen", "geen"),
        ("IND", "naam", "datum, naam, geen stempel", "stempel"),
        ("IND", "naam", "datum naam geen handtekening", "geen"),
        ("IND", "naam", "datum, naam, handtekening, geen naam", "geen naam"),
        ("IND", "naam," * 101, None, "meer dan 100"),
        ("IND", "x" * 2001, None, "langer dan"),
    ],
)
def test_a_question_that_is_none_is_told_what_to_do(
    terms: Terms, wegwijzer: Guide, requester: str, data: str, mandate: str | None, told: str
) -> None:
    with pytest.raises(UsageError, match=told) as caught:
        understand(terms, wegwijzer, requester, data, mandate=mandate)
    assert caught.value.advice


@pytest.mark.parametrize(
    ("mandate", "there"),
    [
        ("date,name", {"date", "name"}),
        ("date,name,geen handtekening", {"date", "name"}),
        ("datum, naam, no signature", {"date", "name"}),
        ("handtekening; geen datum of naam", {"signature"}),
        ("geen datum, geen naam, geen handtekening", set()),
        ("datum, naam en handtekening", {"date", "name", "signature"}),
        ("geen", set()),
    ],
)
def test_what_is_denied_is_not_on_the_mandate(terms: Terms, wegwijzer: Guide, mandate: str, there: set[str]) -> None:
    question = understand(terms, wegwijzer, "ngo", "naam", own="IND", necessary=Necessity.YES, mandate=mandate)
    assert question.mandate is not None
    assert {each.code for each in wegwijzer.mandate_parts if each.iri in question.mandate} == there
    assert assess(wegwijzer, question).outcome.may_share is (len(there) == len(wegwijzer.mandate_parts))


@pytest.mark.parametrize(
    ("document", "label"),
    [
        *((each, None) for each in ("geen gespreksverslag", "zonder vertrekstrategie", "gespreksverslag: nee")),
        *((each, None) for each in ("no gespreksverslag", "not a departure strategy", "niet de vertrekstrategie")),
        ("vertrekstrategie, geen gespreksverslag", "vertrekstrategie"),
        ("gespreksverslag, niet openbaar", "gespreksverslag"),
    ],
)
def test_a_document_that_is_denied_is_not_taken_for_it(
    terms: Terms, wegwijzer: Guide, document: str, label: str | None
) -> None:
    question = understand(terms, wegwijzer, "IND", "naam", own="COA", document=document)
    assert question.document is not None
    assert (question.document.label.nl if question.document.known else None) == label
    answer = assess(wegwijzer, question)
    assert ("asset" in {each.field for each in answer.open if each.words}) is (label is None)
    codes = {duty.code for each in answer.items for duty in each.verdict.duties}
    assert ("redact-third-parties" in codes) is (label == "gespreksverslag")


def test_data_that_deny_a_document_do_not_name_it(terms: Terms, wegwijzer: Guide) -> None:
    (item,) = understand(terms, wegwijzer, "IND", "naam zonder gespreksverslag").items
    assert item.document is None
    # What is denied counts as asked for all the same, which is never less strict.
    assert [concept.words for concept in item.concepts] == ["naam", "gespreksverslag"]


def _ngo(terms: Terms, guide: Guide, data: str) -> Question:
    return understand(terms, guide, "ngo", data, mandate="datum, naam, handtekening")
