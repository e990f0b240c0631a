from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.read.normalise import normalise


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("o\ufb03cier, \ufb01nancie\u0308n, \u0133s", "officier, financiën, ijs"),
        ("twee\u00a0woorden\u2009hier", "twee woorden hier"),
        ("gege\u00advens en gege\u00ad\n vens", "gegevens en gegevens"),
        ("R&amp;D, caf&eacute;, &#235;, &#xEB;", "R&D, café, ë, ë"),
        ("R&D; en AT&T", "R&D; en AT&T"),
        ("bladzij\fbladzij\ttab", "bladzij\fbladzij\ttab"),
        ("\u200bonzicht\u200dbaar\ufeff", "onzichtbaar"),
        ("bel\x07", "bel"),
    ],
)
def test_what_differs_between_copies_is_made_equal(raw: str, text: str) -> None:
    assert normalise(raw) == text


@given(st.text().filter(lambda text: "&" not in text))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="&")))
def test_no_visible_character_is_lost(text: str) -> None:
    visible = [sign for sign in unicodedata.normalize("NFKC", text) if not sign.isspace()]
    assert [sign for sign in unicodedata.normalize("NFKC", normalise(text)) if not sign.isspace()] == visible
