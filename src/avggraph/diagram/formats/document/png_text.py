"""Words in a PNG file: international text chunks (PNG third edition, section 11.3.3.4, "iTXt")."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER_END = len(_SIGNATURE) + 25  # the signature, then the chunk IHDR: 13 bytes in 12 of its own


def with_text(png: bytes, texts: Mapping[str, str], language: str) -> bytes:
    """Put texts into a PNG file under their keywords, directly behind its header.

    >>> file = _SIGNATURE + _chunk(b"IHDR", bytes(13)) + _chunk(b"IEND", b"")
    >>> with_text(file, {"Title": "Café"}, "nl")[37:56]
    b'iTXtTitle\\x00\\x00\\x00nl\\x00\\x00Caf'
    """
    chunks = (_chunk(b"iTXt", _international(key, words, language)) for key, words in texts.items())
    return png[:_HEADER_END] + b"".join(chunks) + png[_HEADER_END:]


def _international(keyword: str, words: str, language: str) -> bytes:
    return keyword.encode("latin-1") + b"\0\0\0" + language.encode("ascii") + b"\0\0" + words.encode("utf-8")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)
