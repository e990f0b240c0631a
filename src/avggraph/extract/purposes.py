"""The section "Doel(en) van de verwerking": purposes, each followed by its legal basis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from avggraph.description import Purpose
from avggraph.extract.form import Form
from avggraph.extract.lines import Line, Spacing, is_wrapped, visible
from avggraph.text import Quote, Span, quote

# After an option of the closed list: nothing, a motivation set off by a sign, or the place where it is said.
_AFTER_OPTION = re.compile(
    r"\s*\(?verantwoordelijke\)?|\s*(?=[.:;,(–-]|\]|\*\*)"
    r"|\s+(?=(?:op grond van|o\.g\.v\.|conform|ingevolge|zie|artikel|art\.)\b)",
    re.IGNORECASE,
)
_SENTENCE_END = (".", "!", "?", ";")


class _Basis(NamedTuple):
    """An option of the closed list at the start of line `first`; its words, or the link around them, end on `last`."""

    first: int
    last: int
    iri: str
    linked: bool


def read_purposes(text: str, lines: Sequence[Line], form: Form, spacing: Spacing) -> tuple[Purpose, ...]:
    """Read the purposes of a section; `spacing` is how the document's lines are set.

    The words up to a legal basis are the purpose's description; what stands behind the basis in the same
    paragraph is its motivation. Words after the last basis are a purpose without one: unknown, never guessed.
    """
    purposes: list[Purpose] = []
    position = 0
    bases = list(_bases(text, lines, form))
    for basis, following in zip(bases, [*bases, None][1:], strict=True):
        if basis.first < position:
            continue
        end = basis.last + 1 if basis.linked else _motivation_end(lines, basis.last, spacing)
        if following and end >= following.first:
            end = _next_description(lines, basis.last + 1, following.first)
        description = _words(text, lines[position : basis.first])
        purposes.append(Purpose(description, basis.iri, _words(text, lines[basis.first : end])))
        position = end
    rest = _paragraphs(lines[position:], spacing)
    purposes.extend(Purpose(_words(text, paragraph)) for paragraph in rest)
    return tuple(purposes)


def _bases(text: str, lines: Sequence[Line], form: Form) -> Iterator[_Basis]:
    limit = lines[-1].end if lines else 0
    for number, line in enumerate(lines):
        linked = text[line.start] == "["
        start = line.start + linked
        for option in form.legal_bases:
            match = option.pattern.match(text, start, limit)
            if match:
                after = _AFTER_OPTION.match(text, match.end(), limit)
                end = max(match.end(), text.find("](", match.end(), limit)) if linked else match.end()
                last = next(n for n, other in enumerate(lines) if other.end >= end)
                if after or match.end() >= lines[last].end:
                    yield _Basis(number, last, option.iri, linked)
                    break


def _motivation_end(lines: Sequence[Line], last: int, spacing: Spacing) -> int:
    """Give the number of the line after the last one of the basis that ends on line `last`.

    Where blank rows part the paragraphs of the section, the rest of the paragraph is the motivation; else the lines
    themselves have to tell where it ends.
    """
    parted = not spacing.is_double and any(line.blank_before for line in lines[1:])
    end = last + 1
    while end < len(lines):
        line = lines[end]
        if line.blank_before and not spacing.is_double:
            break
        if not (parted and not line.new_page) and not _goes_on(lines[end - 1], line, spacing.width):
            break
        end += 1
    return end


def _next_description(lines: Sequence[Line], start: int, end: int) -> int:
    """Give where the next purpose begins among lines that all looked like motivation: a purpose is seldom nameless."""
    return next((number for number in range(start, end) if lines[number].words[:1].isupper()), end)


def _goes_on(above: Line, line: Line, width: int) -> bool:
    if above.words.endswith(_SENTENCE_END):
        return False
    return line.words[:1].islower() or above.words.endswith((",", ":")) or is_wrapped(above.words, line.words, width)


def _paragraphs(lines: Sequence[Line], spacing: Spacing) -> Iterator[Sequence[Line]]:
    start = 0
    for number in range(1, len(lines)):
        if lines[number].blank_before and not spacing.is_double:
            yield lines[start:number]
            start = number
    if lines:
        yield lines[start:]


def _words(text: str, lines: Sequence[Line]) -> Quote | None:
    spans: list[Span] = [span for line in lines for span in visible(text, line.start, line.end)]
    return quote(text, tuple(spans))
