"""Text on paper: how wide it is, and where it may break into lines.

Widths come from `data/diagram/widths.toml` and are upper bounds for the usual sans-serif faces, so that a line
that fits here fits in whatever face the reader's machine has. Lengths are in user units of the picture (CSS px).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from avggraph import resources

# Everything XML 1.0 (production Char) does not allow, the soft hyphen, and the characters that would turn the
# writing direction of what follows (Unicode Bidirectional Algorithm, section 2).
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufffe\uffff\ud800-\udfff]"
)
_WHITE_SPACE = re.compile(r"\s+")
# A word may break after a hyphen, slash or the like without a further sign.
_PARTS = re.compile(r"[^-/–_@.,;:\\]*[-/–_@.,;:\\]+|[^-/–_@.,;:\\]+")
_VOWELS = frozenset("aeiouyáàâäéèêëíìîïóòôöúùûü")
_ELLIPSIS = "…"
# Texts that are remembered: those of one diagram, which is drawn wide and narrow, and in two languages.
_KEPT = 4096
_ACCENTS = 8  # signs over one letter, with which no line begins; where there are more, they are broken like letters


@dataclass(frozen=True, slots=True)
class Font:
    """A size in px and a weight ("regular" or "bold")."""

    size: float
    weight: str = "regular"

    @property
    def leading(self) -> float:
        """The distance between base lines."""
        return round(self.size * 1.35, 2)


@cache
def _widths(weight: str) -> tuple[dict[str, int], int]:
    with resources.table(resources.data("diagram", "widths.toml")) as entries:
        table = {sign: group["width"] for group in entries[weight] for sign in group["characters"]}
        return table, entries["other"]


@cache
def _character_width(character: str, weight: str) -> int:
    table, other = _widths(weight)
    return table.get(character) or table.get(unicodedata.normalize("NFD", character)[0]) or other


def width(text: str, font: Font) -> float:
    """Give the width of a line of text in px, never less than it takes on paper.

    >>> width("AVG", Font(10)) < width("AVG", Font(10, "bold")) < 30
    True
    """
    return sum(_character_width(character, font.weight) for character in text) * font.size / 1000


def fits(text: str, font: Font, measure: float) -> bool:
    """Tell whether a text takes at most `measure` px, reading no further than it must."""
    room = measure * 1000 / font.size
    for character in text:
        room -= _character_width(character, font.weight)
        if room < 0:
            return False
    return room >= 0


@lru_cache(_KEPT)
def clean(text: str) -> str:
    """Make text fit for one line of any output: control characters out, white space folded.

    >>> clean("naam\\x00 \\n klant")
    'naam klant'
    """
    return _WHITE_SPACE.sub(" ", _UNPRINTABLE.sub("", text)).strip()


@lru_cache(_KEPT)
def wrap(text: str, font: Font, measure: float, *, limit: int = 0) -> tuple[str, ...]:
    """Break text into lines of at most `measure` px; with a `limit`, what is left out shows as an ellipsis.

    A word that is too long breaks before a syllable's consonant where one is near, with a hyphen; a measure
    below one character still takes one character per line.

    >>> wrap("Arbeidsongeschiktheidsverzekering", Font(10), 90)
    ('Arbeidson-', 'geschiktheidsver-', 'zekering')
    """
    lines: list[str] = []
    line = ""
    for word in clean(text).split(" "):
        joined = f"{line} {word}" if line else word
        if fits(joined, font, measure):
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _break_word(word, font, measure)
        lines += full
    lines.append(line)
    if limit and len(lines) > limit:
        return (*lines[: limit - 1], _shorten(lines[limit - 1], font, measure))
    return tuple(lines)


def pieces(word: str, font: Font, measure: float) -> tuple[tuple[str, bool], ...]:
    """Give the parts of a word between the places where `wrap` breaks it, each with whether it got a hyphen there.

    >>> pieces("zorgverzekering/ongevallen", Font(10), 60)
    (('zorgverze', True), ('kering/', False), ('ongevallen', False))
    """
    found = []
    rest = word
    for line in wrap(word, font, measure)[:-1]:
        hyphened = not rest.startswith(line)
        piece = line[:-1] if hyphened else line
        found.append((piece, hyphened))
        rest = rest[len(piece) :]
    return (*found, (rest, False))


def _shorten(line: str, font: Font, measure: float) -> str:
    kept = line
    while kept and not fits(kept + _ELLIPSIS, font, measure):
        kept = kept[:-1]
    return kept.rstrip(" ,;:-") + _ELLIPSIS


def _break_word(word: str, font: Font, measure: float) -> list[str]:
    """Break one word into lines; the last may have room left."""
    lines: list[str] = []
    line = ""
    for part in _PARTS.findall(word):
        if fits(line + part, font, measure):
            line += part
            continue
        if line:
            lines.append(line)
        rest = part
        while not fits(rest, font, measure):
            head, rest = _hyphenate(rest, font, measure)
            lines.append(head)
        line = rest
    return [*lines, line]


def _hyphenate(word: str, font: Font, measure: float) -> tuple[str, str]:
    """Split a word so that its head, with a hyphen between letters, is at most `measure` wide."""
    most = 1
    while most + 1 < len(word) and fits(word[: most + 1] + "-", font, measure):
        most += 1
    cut = next((at for at in range(most, max(2, most - 8), -1) if _starts_syllable(word, at)), most)
    cut = next((at for at in range(cut, max(0, cut - _ACCENTS), -1) if not _is_accent(word[at])), cut)
    between_letters = word[cut - 1].isalpha() and word[cut].isalpha()
    hyphen = "-" if between_letters and fits(word[:cut] + "-", font, measure) else ""
    return word[:cut] + hyphen, word[cut:]


def _is_accent(sign: str) -> bool:
    """Tell whether a sign is drawn on the letter before it (a mark: Unicode, section 4.5)."""
    return unicodedata.category(sign).startswith("M")


def _starts_syllable(word: str, at: int) -> bool:
    """Tell whether a Dutch syllable can start at `at`: a consonant before a vowel, two letters on either side."""
    if not 2 <= at <= len(word) - 2:
        return False
    first, second = word[at].lower(), word[at + 1].lower()
    if word[at - 1 : at + 1].lower() == "ch":
        return False
    return word[at - 1].isalpha() and first.isalpha() and first not in _VOWELS and second in _VOWELS
