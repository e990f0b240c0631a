"""The recogniser on the wordings of register pages: what it finds, what it takes as denied, what it leaves over."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avggraph.errors import KnowledgeError
from avggraph.resolve.concepts import ConceptMatch, ConceptRecogniser, KnownWords, Rule, stop_words
from avggraph.resolve.concepts.inflection import inflected
from avggraph.resolve.concepts.lexicon import Lexicon
from avggraph.resolve.laws import citations, load_laws
from avggraph.resolve.normal_form import normal_form
from avggraph.text import Span
from avggraph.vocabulary import Vocabulary, concept_iri, load_vocabulary

TABLE = Path(__file__).with_name("concepts.tsv")
VOCABULARY = load_vocabulary()
KNOWN = KnownWords(VOCABULARY.concepts)
RECOGNISERS = {scheme: ConceptRecogniser(VOCABULARY, scheme, KNOWN) for scheme in VOCABULARY.schemes}
PERSONAL_DATA = RECOGNISERS["persoonsgegevens"]


def table() -> list[dict[str, str]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def slugs(matches: tuple[ConceptMatch, ...]) -> list[str]:
    return [VOCABULARY[match.concept].slug for match in matches]


@pytest.mark.parametrize("row", table(), ids=lambda row: row["text"][:50])
def test_register_wordings(row: dict[str, str], request: pytest.FixtureRequest) -> None:
    text = row["text"]
    if text.startswith("gold:"):
        reference, record, name = text.removeprefix("gold:").split("/")
        path = request.getfixturevalue("shared") / "gold" / f"{reference}.json"
        text = json.loads(path.read_text(encoding="utf-8"))["data_records"][int(record)][name]
    laws = tuple(citation.span for citation in citations(text, load_laws()))
    recognition = RECOGNISERS[row["scheme"]].recognise(text, laws)
    assert slugs(recognition.found) == row["found"].split()
    assert slugs(recognition.negated) == row["negated"].split()


@pytest.mark.parametrize("section", ["personal-data", "data-subject"])
def test_the_terms_of_the_checked_list_are_recognised(section: str, shared: Path) -> None:
    recogniser = RECOGNISERS[{"personal-data": "persoonsgegevens", "data-subject": "betrokkenen"}[section]]
    with (shared / "reference/dpv/mapping_nl_dpv23.csv").open(encoding="utf-8", newline="") as file:
        terms = [row["dutch"] for row in csv.DictReader(file) if row["section"] == section]
    assert [term for term in terms if not recogniser.find(term)] == []


def test_a_label_inside_a_name_names_nothing() -> None:
    text = "Wet bijzondere medische verrichtingen en naam"
    assert slugs(PERSONAL_DATA.recognise(text, (Span(0, 37),)).found) == ["naam"]
    assert PERSONAL_DATA.recognise(text, (Span(0, 37),)).unmatched == ()
    # A name that is the label itself is what it says.
    assert slugs(PERSONAL_DATA.recognise("BSN", (Span(0, 3),)).found) == ["bsn"]


def test_spans_point_into_the_given_text() -> None:
    text = "NAW-\xadgegevens,  e-mail\u2011adres  en\nKopie\u00a0ID"
    assert [text[match.span.start : match.span.end] for match in PERSONAL_DATA.find(text)] == [
        "NAW-\xadgegevens",
        "e-mail\u2011adres",
        "Kopie\u00a0ID",
    ]


def rows_of(name: str) -> list[dict[str, str]]:
    with TABLE.with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.mark.parametrize("row", rows_of("concept-rules.tsv"), ids=lambda row: row["text"])
def test_a_match_says_which_rule_made_it(row: dict[str, str]) -> None:
    found = RECOGNISERS[row["scheme"]].find(row["text"])
    assert "; ".join(f"{VOCABULARY[m.concept].slug}: {m.rule.words}" for m in found) == row["expected"]


@pytest.mark.parametrize("row", rows_of("concept-conditions.tsv"), ids=lambda row: row["text"])
def test_a_condition_keeps_its_words_with_what_it_holds_for(row: dict[str, str]) -> None:
    text = row["text"]
    tied = [(VOCABULARY[m.concept].slug, m.condition) for m in PERSONAL_DATA.find(text) if m.condition]
    assert "; ".join(f"{slug}: {text[span.start : span.end]}" for slug, span in tied) == row["expected"]


def test_what_stands_in_a_condition_is_not_named_by_the_field() -> None:
    text = "Naam, alleen indien een klacht is ingediend"
    assert slugs(PERSONAL_DATA.find(text)) == ["naam"]


def test_a_condition_takes_no_data_along() -> None:
    text = "Naam, indien minderjarig ook naam van de ouders en BSN"
    assert slugs(PERSONAL_DATA.find(text)) == ["naam", "naam", "bsn"]
    assert slugs(PERSONAL_DATA.find("BSN indien nodig en naam")) == ["bsn", "naam"]


def test_what_stands_in_a_condition_is_told() -> None:
    text = "Naam, alleen als het adres in orde is"
    assert slugs(PERSONAL_DATA.find(text)) == ["naam"]
    assert next(text[slice(*span)] for span in PERSONAL_DATA.unmatched(text)).startswith("adres")


# Data among all that may deny them, tie them to a condition or stand in one.
_CUES = st.sampled_from([
    "BSN", "BSN", "naam", "adres", ",", ":", "(", ")", ".", "en", "of", "ook", "het", "indien", "indien nodig",
    "alleen indien", "eventueel", "als de", "bij", "het kan gaan om", "deze gegevens", "geen", "niet", "wordt niet",
    "verwerkt",
])  # fmt: skip


@settings(max_examples=300)
@given(st.lists(_CUES, max_size=16).map(" ".join))
def test_data_are_found_denied_or_told(text: str) -> None:
    recognition = PERSONAL_DATA.recognise(text)
    told = [match.span for match in (*recognition.found, *recognition.negated)] + list(recognition.unmatched)
    for place in (match.start() for match in re.finditer("BSN", text)):
        assert any(span.start <= place < span.end for span in told), place


def test_confidence_falls_with_the_distance_from_a_label() -> None:
    sure = [rule.confidence for rule in Rule]
    assert sure == sorted(sure, reverse=True)
    assert all(0 < confidence <= 1 for confidence in sure)


def test_a_word_of_another_scheme_is_no_slip_of_the_pen() -> None:
    assert PERSONAL_DATA.find("handtekening van de aanvrager")[0].label == "handtekening"
    assert len(PERSONAL_DATA.find("handtekening van de aanvrager")) == 1


def test_the_label_says_what_was_recognised() -> None:
    (match,) = PERSONAL_DATA.find("E-MAIL-ADRES")
    assert match == ConceptMatch(
        concept_iri("persoonsgegevens", "e-mailadres"), Span(0, 12), "e-mail adres", Rule.OTHER_LABEL
    )


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("naam, schoenveter en lievelingskleur van de fiets", ["schoenveter en lievelingskleur van de fiets"]),
        ("naam, schoenveter; lievelingskleur", ["schoenveter", "lievelingskleur"]),
        ("data omtrent de naam van een betrokkene", []),
        ("de lievelingskleur (naam) van de fiets", ["lievelingskleur", "fiets"]),
        ("Bijzondere gegevens - Geen", []),
        ("kind(eren) 2019 e.d.", []),
    ],
)
def test_what_no_concept_covers_is_told(text: str, stretches: list[str]) -> None:
    assert [text[start:end] for start, end in PERSONAL_DATA.unmatched(text)] == stretches


def test_a_label_with_two_meanings_is_refused() -> None:
    naam = VOCABULARY[concept_iri("persoonsgegevens", "naam")]
    adres = VOCABULARY[concept_iri("persoonsgegevens", "adres")]
    with pytest.raises(KnowledgeError, match="'Náám' names both"):
        ConceptRecogniser(Vocabulary((naam, replace(adres, labels=("adres", "Náám")))), "persoonsgegevens")


def test_an_own_label_goes_before_another_concepts_plural() -> None:
    naam = VOCABULARY[concept_iri("persoonsgegevens", "naam")]
    first = replace(naam, iri="https://w3id.org/avggraph/concept/persoonsgegevens/a", labels=("nummer",))
    second = replace(naam, iri="https://w3id.org/avggraph/concept/persoonsgegevens/b", labels=("nummers",))
    recogniser = ConceptRecogniser(Vocabulary((first, second)), "persoonsgegevens")
    assert [match.concept for match in recogniser.find("nummers, nummer")] == [second.iri, first.iri]


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("achternaam", "achternamen"),
        ("foto", "foto's"),
        ("ziekte", "ziekten"),
        ("patient", "patienten"),
        ("vingerafdruk", "vingerafdrukken"),
        ("brief", "brieven"),
        ("beschikbaarheid", "beschikbaarheden"),
        ("medisch dossier", "medische dossiers"),
        ("indiener van een klacht", "indieners van een klacht"),
    ],
)
def test_regular_plurals(singular: str, plural: str) -> None:
    assert {singular, plural} <= inflected(singular)


@pytest.mark.parametrize(("plural", "other_word"), [("namen", "namens"), ("ouder", "ouderen"), ("klanten", "klantens")])
def test_no_plural_of_a_plural_and_no_unstressed_en(plural: str, other_word: str) -> None:
    assert other_word not in inflected(plural)


def test_stop_words_carry_no_concept() -> None:
    for scheme in ("persoonsgegevens", "betrokkenen", "doelen"):
        named = {word for word in stop_words() if RECOGNISERS[scheme].find(word)}
        assert named <= {"betrokkene", "betrokkenen", "persoon", "personen"}, scheme


# Words of the vocabulary among noise, so that matches, cues and odd signs meet.
_PIECES = st.sampled_from([
    "naam", "BSN", "geen", "niet", ":", ",", " - ", "m.u.v.", "en", "of", "NAW-gegevens", "contact-", "(", ")",
    "klant", "\n", "é", "ß", "\xad",
])  # fmt: skip
_TEXTS = st.lists(st.one_of(_PIECES, st.text(max_size=4)), max_size=20).map(" ".join)


@settings(max_examples=150)
@given(_TEXTS)
def test_matches_are_ordered_disjoint_and_whole_words(text: str) -> None:
    recognition = PERSONAL_DATA.recognise(text)
    spans = sorted([match.span for match in (*recognition.found, *recognition.negated)] + list(recognition.unmatched))
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert PERSONAL_DATA.find(text) == recognition.found
    assert set(recognition.found).isdisjoint(recognition.negated)


@settings(max_examples=150)
@given(_TEXTS)
def test_the_normal_form_keeps_every_place(text: str) -> None:
    form = normal_form(text)
    for place, character in enumerate(form.text):
        start, end = form.span(place, place + 1)
        assert end == start + 1
        assert normal_form(text[start:end]).text == character


def test_words_that_are_known_in_another_scheme_are_no_slip_of_the_pen() -> None:
    lexicon = Lexicon.of(VOCABULARY.scheme("persoonsgegevens"))
    near = lexicon.misspelt("geboortedtaum")
    assert near and near.label == "geboortedatum"
    assert lexicon.misspelt("geboortedtaum", {"geboortedtaum"}) is None
    assert "verwerkers" in KNOWN
    assert "verwrekers" not in KNOWN
