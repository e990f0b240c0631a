"""The text with its marks: nothing of it is lost, every place has its id, and a tag ends what it began."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from avggraph.publish.record.marked_text import Back, Mark, marked, pieces, windows
from avggraph.text import Span
from publish.record_pages import read_html

# Text that a page could take for its own: tags, references, line ends, signs outside the BMP, writing to the left.
HOSTILE = st.text(
    st.sampled_from('<>&;"\'=/-!#xmark a\n\r\t\f]𝌆é\u202e\u2066"') | st.characters(exclude_categories=["Cs"])
)


@st.composite
def cited_texts(draw: st.DrawFn) -> tuple[str, dict[Span, Mark]]:
    text = draw(HOSTILE.filter(lambda words: "\x00" not in words))
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = draw(st.lists(ends.map(lambda pair: Span(min(pair), max(pair))), max_size=12))
    backs = st.lists(st.builds(Back, st.sampled_from("ab"), HOSTILE, st.sampled_from("pq")), max_size=2)
    return text, {span: Mark(tuple(draw(backs))) for span in spans}


@given(cited_texts())
@example(("ab", {Span(0, 1): Mark(), Span(0, 2): Mark(), Span(1, 2): Mark()}))
@example(("a\r\nb", {Span(1, 3): Mark()}))
def test_without_its_tags_it_is_exactly_the_text(case: tuple[str, dict[Span, Mark]]) -> None:
    text, spans = case
    assert read_html(str(marked(text, spans, Span(0, len(text))))).text == text


@given(cited_texts())
def test_every_place_with_text_has_its_id_once_and_all_of_its_text_is_marked(
    case: tuple[str, dict[Span, Mark]],
) -> None:
    text, spans = case
    page = read_html(str(marked(text, spans, Span(0, len(text)))))
    ids = [each.attributes["id"] for each in page.all("mark") if "id" in each.attributes]
    assert sorted(ids, key=str) == sorted(f"char={start},{end}" for start, end in spans if start < end)
    for span in spans:
        name = f"char={span.start},{span.end}"
        pieces_of = [
            each.text
            for each in page.all("mark")
            if name in (each.attributes.get("id"), each.attributes.get("data-of"))
        ]
        assert "".join(pieces_of) == text[span.start : span.end]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: Span(*sorted(pair)))))
def test_pieces_lie_within_one_another_or_apart(spans: list[Span]) -> None:
    found = pieces(spans, 0, 30)
    for one in found:
        for other in found:
            apart = one.end <= other.start or other.end <= one.start
            within = (one.start <= other.start and other.end <= one.end) or (
                other.start <= one.start and one.end <= other.end
            )
            assert apart or within


@given(cited_texts(), st.integers(0, 30), st.integers(0, 10))
def test_a_long_text_is_cut_to_what_is_cited(case: tuple[str, dict[Span, Mark]], most: int, around: int) -> None:
    text, spans = case
    shown = windows(spans, len(text), most, around)
    assert all(before.end < after.start for before, after in pairwise(shown))
    for span in spans:
        if span.start < span.end:
            assert any(window.start <= span.start and span.end <= window.end for window in shown)
    for window in shown:
        assert read_html(str(marked(text, spans, window))).text == text[window.start : window.end]


def test_a_mark_leads_back_once_to_each_part_that_rests_on_it() -> None:
    data, name = (
        Back("#gegevens-1.data_words", "Gegevens 1: in woorden", "Gegevens 1"),
        Back("#gegevens-1.data", "x", "Gegevens 1"),
    )
    subject = Back("#betrokkene-1.subjects_words", "Betrokkenen 1", "Betrokkenen 1")
    written = str(marked("naam klant", {Span(0, 10): Mark((data,)), Span(0, 4): Mark((name, subject))}, Span(0, 10)))
    page = read_html(written)
    assert page.hrefs() == ["#gegevens-1.data_words", "#betrokkene-1.subjects_words"]
    assert [each.attributes["aria-label"] for each in page.all("a")] == ["Gegevens 1: in woorden", "Betrokkenen 1"]
    assert re.search(r'klant<a class="back"', written)


def test_things_that_are_words_stand_at_them() -> None:
    page = read_html(str(marked("naam", {Span(0, 4): Mark(ids=("vermelding-1", "vermelding-2"))}, Span(0, 4))))
    assert [each.attributes["id"] for each in page.one("mark").all("span")] == ["vermelding-1", "vermelding-2"]
