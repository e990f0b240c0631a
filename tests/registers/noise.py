"""Noise that changes how a page is written and not what it says: the answer stays the same.

Each kind is one function; a level is a list of kinds with the chance that a page gets them. Three stages follow one
another: on lines (what is wrapped, what is a label or a bullet is still known), on the text, on the bytes.

Hyphens: a word the noise breaks at a line's end is whole in the answer; a hyphen the word has itself stays, also
where the line ends behind it. Broken with a soft hyphen, a word tells which of the two it is; broken with a plain
one, only a dictionary does, so `broken_words` measures what reading without one costs.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from registers.page import BLANK, Line, Page
from registers.sheet import wrapped

Lines = tuple[Line, ...]
LineNoise = Callable[[Lines, random.Random], Lines]
TextNoise = Callable[[str, random.Random], str]
ByteNoise = Callable[[str], bytes]

BULLETS = ("-", "*", "•", "–", "—", "o", "▪", "·", "◦", "●", "‣", "\uf0b7")
_OWN_BULLET = re.compile(r"[-*•](?= )")
_SOFT, _PLAIN = "\u00ad", "-"
_LIGATURES = {"ffi": "ﬃ", "ffl": "ﬄ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ", "ij": "ĳ"}
_ENTITIES = {"é": "&eacute;", "ë": "&euml;", "ï": "&#239;", "ü": "&uuml;", "&": "&amp;", "'": "&#39;", '"': "&quot;"}
_SPACES = ("\u00a0", "\u202f", "\u2009")


# --- on lines


def wrapped_lines(lines: Lines, rng: random.Random) -> Lines:
    """Wrap running text at one width between 40 and 120."""
    width = rng.randint(40, 120)
    return tuple(part for line in lines for part in wrapped(line, width))


def wide_lines(lines: Lines, rng: random.Random) -> Lines:
    """Wrap running text at one width between 80 and 120."""
    width = rng.randint(80, 120)
    return tuple(part for line in lines for part in wrapped(line, width))


def soft_broken_words(lines: Lines, rng: random.Random) -> Lines:
    """Break long words at the end of a wrapped line with a soft hyphen."""
    return _broken(lines, rng, _SOFT)


def broken_words(lines: Lines, rng: random.Random) -> Lines:
    """Break long words at the end of a wrapped line with a plain hyphen."""
    return _broken(lines, rng, _PLAIN)


def _broken(lines: Lines, rng: random.Random, hyphen: str) -> Lines:
    """Move the first part of a long word up to the line before it, where both are of one value."""
    done = list(lines)
    for at in range(1, len(done)):
        above, line = done[at - 1], done[at]
        word, _, rest = line.text.partition(" ")
        continues = above.loose and line == Line(line.text)
        if continues and word.isalpha() and word.islower() and len(word) >= 9 and rng.random() < 0.3:
            cut = len(word) // 2
            done[at - 1] = replace(above, text=f"{above.text} {word[:cut]}{hyphen}")
            done[at] = Line(f"{word[cut:]} {rest}".rstrip())
    return tuple(done)


def other_bullets(lines: Lines, rng: random.Random) -> Lines:
    """Write every bullet of the page with another sign."""
    sign = rng.choice(BULLETS)
    return tuple(replace(line, lead=_OWN_BULLET.sub(sign, line.lead)) for line in lines)


def blank_lines(lines: Lines, rng: random.Random) -> Lines:
    """Put blank lines where there are some already, and between the label lines."""
    blank = rng.choice((BLANK, Line(lead=" "), Line(lead="\t")))

    def spread() -> Iterator[Line]:
        for line in lines:
            if line.label and rng.random() < 0.3:
                yield blank
            yield line
            if not line.written.strip() and rng.random() < 0.3:
                yield blank

    return tuple(spread())


def label_typos(lines: Lines, rng: random.Random) -> Lines:
    """Misspell one label of the page by one letter: left out, doubled, or swapped with the next."""
    places = [at for at, line in enumerate(lines) if sum(map(str.isalpha, line.label)) >= 9]
    if not places:
        return lines
    at = rng.choice(places)
    misspelt = replace(lines[at], label=_misspelt(lines[at].label, rng))
    return (*lines[:at], misspelt, *lines[at + 1 :])


def _misspelt(label: str, rng: random.Random) -> str:
    at = rng.choice([n for n in range(2, len(label) - 1) if label[n : n + 2].isalpha() and label[n] != label[n + 1]])
    head, letter, after, tail = label[:at], label[at], label[at + 1], label[at + 2 :]
    return head + rng.choice((after, letter + letter + after, after + letter)) + tail


def pages(lines: Lines, rng: random.Random) -> Lines:
    """Cut the lines into pages with a running head or foot, page numbers, and perhaps form feeds."""
    height, feed = rng.randint(18, 50), rng.choice(("\f", ""))
    cut = [lines[start : start + height] for start in range(0, len(lines), height)]
    return _marked(cut, feed, rng)


def page_marks(lines: Lines, rng: random.Random) -> Lines:
    """Put a running head or foot and page numbers on the pages that a copy out of a PDF has already."""
    breaks = [at for at, line in enumerate(lines) if at and line.lead in {"\f", " "} and line.written.strip()]
    cut = [lines[start:end] for start, end in pairwise((0, *breaks, len(lines)))]
    feed = lines[breaks[0]].lead if breaks else ""
    return _marked([(replace(first, lead=""), *others) for first, *others in cut], feed, rng)


def _marked(cut: Sequence[Lines], feed: str, rng: random.Random) -> Lines:
    """Join pages: the page break stands before the head, or where there is none before the page's first line."""
    foot = rng.choice(("Pagina {n} van {m}", "{n}/{m}", "{n} / {m}", "pagina {n}", "- {n} -", "Blad {n} van {m}"))
    head = rng.choice(("", "", "Register van verwerkingsactiviteiten", "AVG-register Rijksoverheid"))

    def joined() -> Iterator[Line]:
        for number, (first, *others) in enumerate(cut, start=1):
            lead = feed if number > 1 else ""
            if number > 1 and head:
                yield from (Line(head, lead=lead), BLANK, first)
            else:
                yield replace(first, lead=f"{lead}{first.lead}")
            yield from others
            yield from (BLANK, Line(foot.format(n=number, m=len(cut))), BLANK)

    return tuple(joined())


# --- on the text


def hard_spaces(text: str, rng: random.Random) -> str:
    """Write one kind of non-breaking or thin space for some spaces inside lines."""
    sign = rng.choice(_SPACES)
    return re.sub(r"(?<=\w) (?=\w)", lambda _: sign if rng.random() < 0.1 else " ", text)


def soft_hyphens(text: str, rng: random.Random) -> str:
    """Put a soft hyphen inside some long words."""
    return re.sub(r"(?<=[a-z]{5})(?=[a-z]{5})", lambda _: _SOFT if rng.random() < 0.05 else "", text)


def ligatures(text: str, rng: random.Random) -> str:
    """Write some letter pairs as one sign."""
    return re.sub("ff[il]?|f[il]|ij", lambda pair: _LIGATURES[pair[0]] if rng.random() < 0.5 else pair[0], text)


def entities(text: str, rng: random.Random) -> str:
    """Write some signs as HTML character references."""
    signs = "[" + "".join(_ENTITIES) + "]"
    text = re.sub(signs, lambda sign: _ENTITIES[sign[0]] if rng.random() < 0.7 else sign[0], text)
    return re.sub("\u00a0", "&nbsp;", text)


def decomposed(text: str, rng: random.Random) -> str:
    """Write letters and their accents apart (NFD)."""
    return unicodedata.normalize("NFD", text)


def carriage_returns(text: str, rng: random.Random) -> str:
    """End lines with CR LF."""
    return text.replace("\n", "\r\n")


# --- on the bytes


def utf_8(text: str) -> bytes:
    """Write UTF-8."""
    return text.encode()


def byte_order_mark(text: str) -> bytes:
    """Write UTF-8 with a byte-order mark."""
    return text.encode("utf-8-sig")


def windows_1252(text: str) -> bytes:
    """Write Windows-1252, or UTF-8 where it lacks a sign."""
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        return text.encode()


@dataclass(frozen=True, slots=True)
class Level:
    """How much noise: the chance of each kind, in the order they are put on."""

    lines: Sequence[tuple[float, LineNoise]] = ()
    text: Sequence[tuple[float, TextNoise]] = ()
    bytes: Sequence[ByteNoise] = (utf_8,)


LEVELS: dict[str, Level] = {
    "none": Level(),
    "light": Level(
        lines=((0.3, wide_lines), (0.3, other_bullets), (0.2, blank_lines)),
        text=((0.3, hard_spaces), (0.1, soft_hyphens), (0.2, carriage_returns)),
        bytes=(utf_8, utf_8, byte_order_mark),
    ),
    "full": Level(
        lines=(
            (0.6, wrapped_lines),
            (0.3, soft_broken_words),
            (0.1, broken_words),
            (0.5, other_bullets),
            (0.4, blank_lines),
            (0.3, label_typos),
            (0.4, pages),
            (0.4, page_marks),
        ),
        text=(
            (0.5, hard_spaces),
            (0.3, soft_hyphens),
            (0.2, ligatures),
            (0.3, entities),
            (0.2, decomposed),
            (0.4, carriage_returns),
        ),
        bytes=(utf_8, utf_8, byte_order_mark, windows_1252),
    ),
}

# Noise that a layout cannot bear. Markdown would become other Markdown; in S-columns and B2 the blank lines, or the
# lack of them, make the layout; a copy out of a PDF has its own pages, and the others have none.
_MARKDOWN: frozenset[LineNoise] = frozenset(
    {wrapped_lines, wide_lines, soft_broken_words, broken_words, blank_lines, other_bullets, pages, page_marks}
)
_UNPAGED: frozenset[LineNoise] = frozenset({page_marks})
_PASSED_OVER: dict[str, frozenset[LineNoise]] = {
    "S-blank": frozenset({pages}),
    "S-columns": frozenset({wrapped_lines, wide_lines, blank_lines, pages}),
    "S-markdown": _MARKDOWN,
    "D": _MARKDOWN,
    "B2": frozenset({blank_lines, page_marks}),
}


@dataclass(frozen=True, slots=True)
class Noisy:
    """A page as a file may hold it: its bytes, and the kinds of noise that were put on."""

    data: bytes
    kinds: tuple[str, ...]


def with_noise(page: Page, level: Level, rng: random.Random) -> Noisy:
    """Write a page with noise; kinds that its layout cannot bear are passed over.

    >>> page = Page("S-tab", (Line("Er is geen sprake van doorgifte van persoonsgegevens", loose=True),), {})
    >>> with_noise(page, LEVELS["none"], random.Random(1)).data == page.text.encode()
    True
    """
    kinds: list[str] = []
    passed_over = _PASSED_OVER.get(page.layout, _UNPAGED)
    lines = page.lines
    for chance, on_lines in level.lines:
        if rng.random() < chance and on_lines not in passed_over:
            lines = on_lines(lines, rng)
            kinds.append(on_lines.__name__)
    text = page.with_lines(lines).text
    for chance, on_text in level.text:
        if rng.random() < chance:
            text = on_text(text, rng)
            kinds.append(on_text.__name__)
    to_bytes = rng.choice(level.bytes)
    return Noisy(to_bytes(text), (*kinds, to_bytes.__name__))
