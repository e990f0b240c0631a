from __future__ import annotations

import pytest

from avggraph.errors import SourceError
from avggraph.read.decode import decode


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("Financiën".encode(), "Financiën", "utf-8"),
        ("\ufeffFinanciën".encode(), "Financiën", "utf-8"),
        ("Financiën – €".encode("cp1252"), "Financiën – €", "windows-1252"),
        ("Financiën".encode("utf-16"), "Financiën", "utf-16"),
    ],
)
def test_text_is_decoded_in_the_encoding_it_is_in(data: bytes, text: str, encoding: str) -> None:
    assert decode(data, "a.txt") == (text, encoding)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "leeg"),
        (b" \r\n\t", "leeg"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "foto (JPEG)"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04\x14\x00", "zip"),
        (b"tekst met een \x00 erin", "binaire gegevens"),
        (b"\x81 is geen teken van Windows-1252", "geen tekst of is beschadigd"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason.replace("(", r"\(").replace(")", r"\)")) as caught:
        decode(data, "map/a.txt")
    assert caught.value.where is not None
    assert caught.value.where.path == "map/a.txt"
