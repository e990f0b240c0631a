"""The words of a search: what is told apart and what is not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.publish.search import fold, terms

LETTERS = st.text(alphabet="abcdeëéèfgijĳklmnoöprstuüvwxyz0123456789 -'.,", max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("paspoorten", "Paspoort"),
        ("vergunningen", "vergunning"),
        ("Financiën", "financien"),
        ("BĲSTAND", "bijstand"),
        ("e-mailadressen", "emailadres"),
        ("gegevens", "gegeven"),
        ("ﬁnancieel", "FINANCIEEL"),
        ("subsidies", "subsidie"),
        ("boetes", "boete"),
        ("categorieën", "categorie"),
        ("gezinnen", "gezin"),
        ("processen", "proces"),
    ],
)
def test_forms_of_a_word_are_one(one: str, other: str) -> None:
    assert terms(one) == terms(other) != []


@pytest.mark.parametrize(("one", "other"), [("gemeente", "meent"), ("gezondheid", "zon"), ("M9001", "M9002")])
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert terms(one) != terms(other)


@given(LETTERS)
def test_how_a_text_is_written_does_not_matter(text: str) -> None:
    assert terms(text.upper()) == terms(text)
    assert terms(unicodedata.normalize("NFD", text)) == terms(unicodedata.normalize("NFC", text))


@given(st.text(max_size=80))
def test_nothing_of_a_text_but_letters_and_digits_is_in_its_terms(text: str) -> None:
    for term in terms(text):
        assert term
        assert all(unicodedata.category(letter)[0] in "LN" for letter in term), term


@given(LETTERS, LETTERS)
def test_texts_beside_each_other_have_the_terms_of_both(one: str, other: str) -> None:
    assert terms(f"{one}\n{other}") == [*terms(one), *terms(other)]


def test_common_words_say_nothing() -> None:
    assert terms("de het een van voor") == []
    assert fold("Één") == "een"
