"""Recognition takes time in proportion to the text, whatever it repeats; a row is completed as one pattern would."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avggraph.resolve.concepts import ConceptRecogniser
from avggraph.resolve.concepts.coordination import open_words
from avggraph.resolve.matching import inside, is_within
from avggraph.text import Span
from avggraph.vocabulary import load_vocabulary

# The pattern that looks over the rest of the row again for each word of it.
_JOINT = r"(?:,\s*|\s*/\s*|,?\s+(?:en/of|en|of|alsmede)\s+)"
_WORD = r"[^\W_][\w-]*"
_ROW = re.compile(
    rf"(?<![\w-])(?P<part>[^\W_]{{2,}})-"
    rf"(?=(?:{_JOINT}[^\W_]+-(?!\w))*{_JOINT}(?P<behind>{_WORD}(?:\s+{_WORD}){{0,2}}))"
)
_PIECES = st.sampled_from([
    "aa", "b", "huis", "adres", "-", "-", "- ", ",", ", ", "/", " en ", " of", "en/of", " ", "_", "\n",
])  # fmt: skip


@settings(max_examples=500)
@given(st.lists(_PIECES, max_size=24).map("".join))
def test_a_row_is_completed_as_one_pattern_would(text: str) -> None:
    expected = [(match.span("part"), match["behind"]) for match in _ROW.finditer(text)]
    assert [(match.span("part"), behind) for match, behind in open_words(text)] == expected


_PLACES = st.integers(0, 9)
_SPANS = st.lists(st.builds(lambda one, other: Span(min(one, other), max(one, other)), _PLACES, _PLACES), max_size=8)


@given(_SPANS, _SPANS)
def test_inside_is_within_any(inner: list[Span], outer: list[Span]) -> None:
    assert inside(inner, outer) == {span for span in inner if any(is_within(span, other) for other in outer)}


@pytest.mark.parametrize(
    "repeated",
    [
        "Indien x: naam; ",
        "eventueel naam (naam) ",
        "naam indien ",
        "kunnen zijn naam ",
        "naam van ",
        "naam worden niet ",
        "aaa-, ",
    ],
)
def test_a_long_text_is_read_in_proportion(repeated: str) -> None:
    recogniser = ConceptRecogniser(load_vocabulary(), "persoonsgegevens")
    text = repeated * (60_000 // len(repeated))
    start = time.process_time()
    recogniser.recognise(text)
    # Half a second or less; reading it for each mention again took ten or more for most of these.
    assert time.process_time() - start < 4
