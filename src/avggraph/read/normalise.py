"""The normalised text of a document: the one that is cited, stored and hashed.

Normalising removes what differs between two copies of the same page without a word having changed:
line ends, Unicode composition, invisible characters, kinds of space, ligatures, HTML entities. Words,
punctuation, tabs, line breaks and page breaks stay.
"""

from __future__ import annotations

import html
import re
import unicodedata

# Well-formed character references only: a bare "&" in "R&D; beleid" is text.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_LINE_END = re.compile("\r\n|[\r\v\x85\u2028\u2029]")

# A soft hyphen says where a word may be broken, not that it has a hyphen: broken there, the word is whole again.
_SOFT_HYPHEN_BREAK = re.compile("\u00ad[ \t]*\n[ \t]*")

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_CONTROLS = [chr(c) for c in (*range(0x20), *range(0x7F, 0xA0)) if chr(c) not in "\t\n\f"]
# Bullets of symbol fonts (Symbol, Wingdings), which have a code of the font's own.
_FONT_BULLETS = "\uf0b7\uf0a7\uf0d8\uf076\uf0fc"
_LIGATURES = "\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06\u0132\u0133"

_TABLE: dict[int, str] = {
    **dict.fromkeys(map(ord, _INVISIBLE), ""),
    **dict.fromkeys(map(ord, _CONTROLS), ""),
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _FONT_BULLETS), "•"),
    **{ord(sign): unicodedata.normalize("NFKC", sign) for sign in _LIGATURES},
}

# Few texts hold one of these: looking for them costs a fraction of translating every character.
_TRANSLATED = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]")


def normalise(text: str) -> str:
    """Normalise a document's text.

    Idempotent for text without character references; those are read once ("&amp;eacute;" is the four
    letters after an ampersand, as the page meant it).

    >>> normalise("gege\\u00ad\\r\\nvens van de o\\ufb03cier&nbsp;A\\u0308")
    'gegevens van de officier Ä'
    """
    text = _LINE_END.sub("\n", text)
    if "&" in text:
        text = _LINE_END.sub("\n", _ENTITY.sub(lambda match: html.unescape(match[0]), text))
    if "\u00ad" in text:
        text = _SOFT_HYPHEN_BREAK.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not _TRANSLATED.search(text):
        return text
    return unicodedata.normalize("NFC", text.translate(_TABLE))
