"""Arrays as text, row by row: as `orjson` writes them, and read back."""

from __future__ import annotations

import io

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.json_array import indented, read_indented

WORDS = st.text(alphabet='a"\\{}[], \n\u2028é', max_size=5)
ROWS = st.lists(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(-9, 9), WORDS),
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)),
        max_leaves=8,
    ),
    max_size=5,
)


@given(ROWS)
def test_rows_are_written_as_a_whole_array_is_and_come_back(rows: list[object]) -> None:
    text = "".join(indented(rows)).encode()
    assert text == orjson.dumps(rows, option=orjson.OPT_INDENT_2) + b"\n"
    assert list(read_indented(io.BytesIO(text))) == rows


@pytest.mark.parametrize(
    "text",
    [
        b"geen json\n",
        b'[{"naam": "A"}]\n',
        b'[\n  {\n    "naam": "A"\n',
        b'[\n  {\n    "naam": half\n  }\n]\n',
        b"[\n  {\n]\n",
    ],
)
def test_another_text_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        list(read_indented(io.BytesIO(text)))
