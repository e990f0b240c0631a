"""Which laws a text cites, and which parts: the table of wordings, what holds for any text, and what is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.resolve.laws import Citation, Laws, Provision, citations, eli, juriconnect, load_laws
from avggraph.resolve.laws.wording import wording

HERE = Path(__file__).parent


def cases() -> list[list[str]]:
    rows = (HERE / "citations.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [row.split("\t") for row in rows]


@pytest.fixture(scope="module")
def laws() -> Laws:
    return load_laws()


def told(text: str, citation: Citation) -> str:
    """Write a citation as the table does: the law (words in quotes where it is in no table) and its provisions."""
    if citation.law is not None:
        law = citation.law.slug
    else:
        law = "-" if citation.law_span is None else f'"{text[slice(*citation.law_span)]}"'
    return " ".join([law, *map(part, citation.provisions)])


def part(provision: Provision) -> str:
    labels = [provision.article, provision.paragraph, provision.point]
    while labels[-1] is None:
        labels.pop()
    return "/".join((label or "-").replace(" ", "_") for label in labels)


@pytest.mark.parametrize(("text", "expected"), cases())
def test_wording(laws: Laws, text: str, expected: str) -> None:
    assert "; ".join(told(text, citation) for citation in citations(text, laws)) == expected


# ---------------------------------------------------------------- spans and rules


@pytest.mark.parametrize(
    ("text", "span", "law_span", "rule"),
    [
        ("Zie artikel 13, lid 2, van de Awb.", "artikel 13, lid 2, van de Awb", "Awb", "article before law"),
        ("De Awb, artikel 7:1, geldt", "Awb, artikel 7:1", "Awb", "law before article"),
        ("artikel 6 AVG, lid 1, sub e en meer", "artikel 6 AVG, lid 1, sub e", "AVG", "article before law"),
        ("artikel 5 van die wet en de Awb", "artikel 5", None, "back reference"),
        ("artikel 5 van het contract en de Awb", "artikel 5", None, "other document"),
        ("hoofdstuk 6 van de Awb", "hoofdstuk 6 van de Awb", "Awb", "law alone"),
        ("het Besluit kikkers, artikel 2", "Besluit kikkers, artikel 2", "Besluit kikkers", "law before article"),
        ("artikel 9", "artikel 9", None, "no law in reach"),
    ],
)
def test_the_words_are_cited(laws: Laws, text: str, span: str, law_span: str | None, rule: str) -> None:
    first = citations(text, laws)[0]
    named = first.law_span and text[slice(*first.law_span)]
    assert (text[slice(*first.span)], named, first.rule) == (span, law_span, rule)


def test_an_enumeration_shares_the_law_it_stands_before(laws: Laws) -> None:
    text = "artikel 3 en artikel 5, tweede lid, Awb"
    first, second = citations(text, laws)
    assert first.law_span == second.law_span
    assert (first.rule, second.rule) == ("enumeration", "article before law")


def test_a_name_two_laws_bore_means_the_one_of_that_day(laws: Laws) -> None:
    text = "artikel 125a Ambtenarenwet"
    (then,) = citations(text, laws, date(2018, 6, 1))
    (now,) = citations(text, laws)
    assert then.law is not None
    assert now.law is not None
    assert (then.law.slug, now.law.slug) == ("ambtenarenwet", "ambtenarenwet-2017")


def test_an_abbreviation_means_what_the_text_says_it_means(laws: Laws) -> None:
    (usual,) = citations("artikel 22 Wpg", laws)
    *_, defined = citations("De Wet publieke gezondheid (Wpg); artikel 22 Wpg", laws)
    assert usual.law is not None
    assert defined.law is not None
    assert (usual.law.slug, defined.law.slug) == ("wet-politiegegevens", "wet-publieke-gezondheid")


# ---------------------------------------------------------------- for any text

NAMES = [law.title for law in load_laws()][::9]
SIGNS = ["(", ")", ",", ";", ":", ".", "-", "/", "\n", "t/m", "€ 5", "2018"]
NUMBERS = ["1", "2e", "3:4", "7:446b", "5.1.2.e", "VI", "a", "b"]
SHORT_NAMES = [
    "Awb",
    "AVG",
    "UAVG",
    "BW",
    "WW",
    "Sv",
    "Wmo 2015",
    "het Besluit GDI",
    "Wet op de",
    "Besluit",
    "(hierna: Xyz)",
    "Xyz",
]
PIECES = [*wording().kinds, *NAMES, *SHORT_NAMES, *NUMBERS, *SIGNS, "verstrekking"]
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=20).map("".join),
)


@given(TEXTS)
def test_citations_stand_in_the_text_and_in_order(text: str) -> None:
    found = citations(text, load_laws())
    assert [citation.span for citation in found] == sorted(citation.span for citation in found)
    for citation in found:
        for span in filter(None, (citation.span, citation.law_span)):
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end].strip() == text[span.start : span.end]
        assert citation.law_span is not None or citation.law is None
        assert citation.law_span is not None or citation.provisions
        assert all(provision.article for provision in citation.provisions)


@given(TEXTS)
def test_the_same_text_gives_the_same_citations(text: str) -> None:
    assert citations(text, load_laws()) == citations(text, load_laws())


@given(TEXTS)
def test_every_law_named_is_cited(text: str) -> None:
    """A name that can mean nothing but a law is in some citation, or explains one in brackets."""
    plain = text.replace("(", " ").replace(")", " ")
    laws = load_laws()
    cited = [citation.law_span for citation in citations(plain, laws) if citation.law_span]
    for match in laws.find(plain):
        if match.name.context.value == "" and match.law.title == plain[slice(*match.span)]:
            assert any(span.start <= match.span.start and match.span.end <= span.end for span in cited)


@given(
    st.integers(1, 400), st.integers(1, 15), st.sampled_from("abcdefg"), st.sampled_from(["AVG", "Awb", "Wpg", "Sv"])
)
def test_wordings_of_one_provision_are_one(article: int, paragraph: int, point: str, law: str) -> None:
    ordinal = next(word for word, number in wording().ordinals.items() if number == paragraph)
    wordings = (
        f"artikel {article}, {ordinal} lid, onder {point}, {law}",
        f"art. {article} lid {paragraph} sub {point} {law}",
        f"het {ordinal} lid, onderdeel {point}, van artikel {article} {law}",
        f"{law}, artikel {article}, lid {paragraph}, aanhef en onder {point}",
        f"{law} art. {article}({paragraph})({point})",
        f"artikel {article} {law}, {ordinal} lid, letter {point}",
        f"{article} lid {paragraph} onder {point} {law}",
    )
    expected = (Provision(str(article), str(paragraph), point),)
    for text in wordings:
        (found,) = citations(text, load_laws())
        assert (found.provisions, found.law_span and text[slice(*found.law_span)]) == (expected, law), text


@given(TEXTS)
def test_each_provision_has_one_address_or_none(text: str) -> None:
    for citation in citations(text, load_laws()):
        if citation.law is not None:
            for provision in citation.provisions:
                addresses = [juriconnect(citation.law, provision), eli(citation.law, provision)]
                assert sum(address is not None for address in addresses) == bool(citation.law.id)
