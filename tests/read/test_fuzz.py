"""Whatever the bytes, a reader gives texts and named refusals, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import docx_of, odt_of, packed, pdf
from sheet_page import ANSWERS, answer_of, html_of, sheet
from test_sources import documents

from avggraph.errors import SourceError
from avggraph.text import SourceText

SHEET = sheet(answer_of(ANSWERS[0]))
VALID = {
    "txt": "Bron\tBetrokkene, financiën".encode("utf-16"),
    "html": html_of(SHEET).encode(),
    "pdf": pdf([[(72, 700 - 13 * line, 11, f"Bron {line}") for line in range(9)]]),
    "docx": docx_of(SHEET),
    "odt": odt_of(SHEET),
    "zip": packed({"a.html": html_of(SHEET), "b.zip": packed({"c.txt": "tekst"})}),
}
STARTS = {"pdf": b"%PDF-1.7\n", "docx": b"PK\x03\x04", "odt": b"PK\x03\x04", "zip": b"PK\x05\x06", "html": b"<html>"}


def assert_only_texts_and_refusals(data: bytes, name: str) -> None:
    found = documents(data, name)
    assert found
    for source in found:
        assert isinstance(source, SourceText | SourceError)
        if isinstance(source, SourceText):
            assert source.path.startswith(name)
            assert source.text.encode().strip()
        else:
            assert source.where is not None
            assert source.where.path.startswith(name)


@pytest.mark.parametrize("kind", VALID)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=300))
def test_random_bytes(kind: str, data: bytes) -> None:
    assert_only_texts_and_refusals(STARTS.get(kind, b"") + data, f"a.{kind}")


@pytest.mark.parametrize("kind", VALID)
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_valid_files_with_bytes_changed(kind: str, data: st.DataObject) -> None:
    changed = bytearray(VALID[kind])
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(changed) - 1))
        length = data.draw(st.integers(0, 20))
        changed[place : place + length] = data.draw(st.binary(max_size=20))
        if not changed:
            break
    assert_only_texts_and_refusals(bytes(changed), f"a.{kind}")
