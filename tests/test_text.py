from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from avggraph.hyphenation import typesetters_hyphens
from avggraph.text import Span, fold, locate, part, quote

WORDS = st.text(alphabet="ab-., \n\t\fé", max_size=60)


def spans(text: str) -> st.SearchStrategy[tuple[Span, ...]]:
    places = st.lists(st.integers(0, len(text)), max_size=8).map(sorted)
    return places.map(lambda found: tuple(map(Span, found[::2], found[1::2])))


@given(WORDS)
def test_folding_loses_only_white_space_and_hyphens_at_a_line_s_end(text: str) -> None:
    left = "".join(fold(text).split())
    whole = "".join(text.split())
    assert left.replace("-", "") == whole.replace("-", "")
    assert text.count("-") - left.count("-") == len(typesetters_hyphens(text))


@given(st.data())
def test_a_part_of_a_quote_stands_where_it_says(data: st.DataObject) -> None:
    text = data.draw(WORDS)
    words = quote(text, data.draw(spans(text)))
    if words is None:
        return
    start = data.draw(st.integers(0, len(words.text)))
    end = data.draw(st.integers(start, len(words.text)))
    (found,) = locate(text, words, [(start, end)])
    solid = "".join(text[a:b] for a, b in found)
    assert "".join(solid.split()).replace("-", "") == "".join(words.text[start:end].split()).replace("-", "")
    piece = part(text, words, start, end)
    assert (piece is None) == (not words.text[start:end].strip())


def test_a_word_broken_at_the_end_of_a_line_is_whole_again() -> None:
    assert fold("persoonsgege-\nvens van mede-\n\nwerkers") == "persoonsgegevens van medewerkers"
    assert fold("e-\nmail, SSC-\nICT, niet-\ningezetenen, re-\nintegratie") == (
        "e-mail, SSC-ICT, niet-ingezetenen, re-integratie"
    )


def test_a_hyphen_of_its_own_joins_unless_a_conjunction_follows() -> None:
    assert fold("consulair-\n\nmaatschappelijke") == "consulair-maatschappelijke"
    assert fold("Immigratie-\nen Naturalisatiedienst") == "Immigratie- en Naturalisatiedienst"
    assert fold("tijdens - of na") == "tijdens - of na"
