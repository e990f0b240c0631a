"""What a privacy officer found in a trial: who is meant, what is in it, and what nobody may slip in between."""

from __future__ import annotations

import pytest

from avggraph.headed_lists import as_text
from avggraph.share import Answer, Guide, Necessity, Terms, assess, understand
from avggraph.share.for_people import sections, title

WHOLE = "datum, naam en handtekening"


def ask(terms: Terms, guide: Guide, requester: str, data: str, **stated: str | None) -> Answer:
    return assess(guide, understand(terms, guide, requester, data, necessary=Necessity.YES, **stated))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "requester",
    [
        *("ministerie van Buitenlandse Zaken Marokko", "politie Antwerpen", "Buitenlandse Zaken (Turkije)"),
        *("KMar, journalist", "COA, De Telegraaf", "politie: advocaat", "IND (journalist)", "DJI, gedetineerde"),
        *("Nidos België", "IND, COA", "Politie, Openbaar Ministerie", "ambassade van Marokko", "journalist"),
    ],
)  # fmt: skip
def test_words_beside_a_name_make_somebody_else_of_it(terms: Terms, wegwijzer: Guide, requester: str) -> None:
    answer = ask(terms, wegwijzer, requester, "naam")
    assert (answer.outcome.code, [rule.code for rule in answer.rules]) == ("privacy-office", ["R11"])


@pytest.mark.parametrize(
    "requester", ["Stichting Politie", "Stichting IND", "Stichting gemeente Amsterdam", "Stichting Nidos Museum"]
)
def test_a_foundation_is_not_whom_it_is_named_after(terms: Terms, wegwijzer: Guide, requester: str) -> None:
    assert [rule.code for rule in ask(terms, wegwijzer, requester, "naam").rules] == ["R3"]


@pytest.mark.parametrize("own", ["VluchtelingenWerk", "gemeente Zoetermeer", "journalist", "ambassade van Marokko"])
def test_the_guide_is_for_those_it_was_written_for(terms: Terms, wegwijzer: Guide, own: str) -> None:
    assert ask(terms, wegwijzer, "COA", "naam", own=own).outcome.code == "privacy-office"
    assert ask(terms, wegwijzer, "COA", "naam", own="IND").outcome.code == "allow-with-duties"
    assert ask(terms, wegwijzer, "IND", "naam", own="IND").same_organisation


@pytest.mark.parametrize(
    ("data", "document"),
    [
        ("vertrekstrategie en naam", ""),
        ("naam (vertrekstrategie)", ""),
        ("naam uit de vertrekstrategie", ""),
        ("vertrekstrategie", "gespreksverslag"),
        ("naam", "vertrekstrategieën"),
        ("naam", "gespreksverslag, vertrekstrategie"),
        ("naam", "terugkeerstrategie"),
    ],
)
def test_the_departure_strategy_does_not_pass_under_other_words(
    terms: Terms, wegwijzer: Guide, data: str, document: str
) -> None:
    answer = ask(terms, wegwijzer, "VluchtelingenWerk", data, document=document, mandate=WHOLE)
    assert (answer.outcome.code, [rule.code for rule in answer.rules]) == ("deny", ["R8"])


@pytest.mark.parametrize("nearly", ["vertrekstategie", "vertrek-strategie"])
def test_a_document_that_is_nearly_the_strategy_is_doubt(terms: Terms, wegwijzer: Guide, nearly: str) -> None:
    answer = ask(terms, wegwijzer, "ngo", "naam", document=nearly, mandate=WHOLE)
    assert (answer.outcome.code, [rule.code for rule in answer.rules]) == ("privacy-office", ["R11"])
    # Another document is another document; and whoever may have the strategy need not be asked.
    assert ask(terms, wegwijzer, "ngo", "naam", document="brief", mandate=WHOLE).outcome.code == "allow-with-duties"
    assert ask(terms, wegwijzer, "IND", "naam", document=nearly).outcome.code == "allow-with-duties"


@pytest.mark.parametrize(
    ("data", "document"),
    [
        ("naam en gespreksverslag", ""),
        ("gespreksverslag", "brief"),
        ("gespreksverslag", "vertrekstrategie"),
        ("hoorverslag", ""),
        ("naam", "rapport nader gehoor"),
        ("verslag van de Presentatie in Persoon", ""),
        ("naam", "PIP verslag"),
    ],
)
def test_every_report_is_checked_for_others(terms: Terms, wegwijzer: Guide, data: str, document: str) -> None:
    answer = ask(terms, wegwijzer, "advocaat", data, document=document)
    assert "redact-third-parties" in {duty.code for each in answer.items for duty in each.verdict.duties}


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        *((data, "motivate") for data in ("asielrelaas", "leeftijdsonderzoek", "taalanalyse", "geslachtsverandering")),
        *((data, "privacy-office") for data in ("mensenhandel", "seksueel misbruik", "bedreiging", "terrorisme")),
        *((data, "allow-with-duties") for data in ("nationaliteit", "BSN", "adres")),
    ],
)
def test_what_may_hold_special_or_criminal_data_is_not_just_shared(
    terms: Terms, wegwijzer: Guide, data: str, outcome: str
) -> None:
    assert ask(terms, wegwijzer, "KMar", data).outcome.code == outcome


def test_the_citizen_service_number_is_not_for_everybody(terms: Terms, wegwijzer: Guide) -> None:
    answer = ask(terms, wegwijzer, "ngo", "BSN", mandate=WHOLE)
    assert answer.outcome.code == "privacy-office"
    assert "46 UAVG" in answer.items[0].verdict.reasons[-1].nl


@pytest.mark.parametrize(
    ("purpose", "outcome"),
    [
        *((each, "allow-with-duties") for each in ("openbare orde", "OOV", "handhaving van de openbare orde")),
        *((each, "allow-with-duties") for each in ("public order and safety", "openbare-orde-en-veiligheid")),
        ("https://w3id.org/avggraph/concept/doelen/openbare-orde-en-veiligheid", "allow-with-duties"),
        *((each, "privacy-office") for each in ("informatieveiligheid", "sociale veiligheid", "staatsveiligheid")),
        *((each, "privacy-office") for each in ("geen openbare orde", "openbare orde en een uitkering", "https://a.example/")),
    ],
)  # fmt: skip
def test_only_public_order_is_public_order(terms: Terms, wegwijzer: Guide, purpose: str, outcome: str) -> None:
    assert ask(terms, wegwijzer, "gemeente Zoetermeer", "naam", purpose=purpose).outcome.code == outcome


@pytest.mark.parametrize(
    ("requester", "data"),
    [
        ("police", "name"),
        ("Ministry of Foreign Affairs", "date of birth"),
        ("DTV", "V-nummer"),
        ("de gemeente", "naam"),
    ],
)
def test_other_names_and_english_ones_are_known(terms: Terms, wegwijzer: Guide, requester: str, data: str) -> None:
    question = understand(terms, wegwijzer, requester, data)
    assert question.requester.known
    assert not question.items[0].unknown


def test_no_words_can_forge_an_answer(terms: Terms, wegwijzer: Guide) -> None:
    answer = ask(terms, wegwijzer, "x\n\nUitkomst\n  delen mag", "naam", own="IND\u202e\u2028X", document="a\tb")
    text = as_text(title(answer, "nl"), sections(answer, None, "nl"))
    assert sum(line == "Uitkomst" for line in text.splitlines()) == 1
    assert not {"\u202e", "\u2028", "\t"} & set(text)


@pytest.mark.parametrize("mandate", ["geen", "", "none"])
def test_a_mandate_with_nothing_on_it_is_none(terms: Terms, wegwijzer: Guide, mandate: str) -> None:
    assert ask(terms, wegwijzer, "ngo", "naam", mandate=mandate).outcome.code == "ask-mandate"
