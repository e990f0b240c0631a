"""Where each section of the form begins in a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from avggraph.extract.form import Form, heading_key
from avggraph.extract.lines import Line
from avggraph.spelling import misspelt


@dataclass(frozen=True, slots=True)
class Sections:
    """The lines of each section by its id, the lines above the first, and the heading lines themselves."""

    prelude: Sequence[Line]
    bodies: Mapping[str, Sequence[Line]]
    headings: Sequence[Line]


def split_sections(lines: Sequence[Line], form: Form) -> Sections:
    """Split a document's lines into the form's sections.

    A heading is a line that holds nothing but a heading's words. Words like "Ontvangers" also stand alone
    inside values; of all candidates the longest sequence in the form's order is taken, the earliest line first.
    """
    order = {key: index for index, section in enumerate(form.sections) for key in section.headings}
    keys = tuple(order)
    headings = ((number, _heading(line.words, keys)) for number, line in enumerate(lines))
    candidates = [(number, order[key]) for number, key in headings if key is not None]
    chosen = _longest_increasing(candidates)
    first = chosen[0][0] if chosen else len(lines)
    ends = [*(number for number, _ in chosen), len(lines)][1:]
    return Sections(
        prelude=lines[:first],
        bodies={
            form.sections[index].id: lines[number + 1 : end] for (number, index), end in zip(chosen, ends, strict=True)
        },
        headings=[lines[number] for number, _ in chosen],
    )


# A page is scored and then read, and the lines of a form are those of the next one too.
@lru_cache(maxsize=4096)
def _heading(words: str, known: tuple[str, ...]) -> str | None:
    key = heading_key(words)
    if key in known:
        return key
    return misspelt(key, known) if words[:1].isupper() else None


def _longest_increasing(candidates: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest sequence of (line, section) in which both rise; of equal ones that which ended first."""
    # Of the sequences that end in one section only the best can become part of a better one: a form has a dozen.
    best: dict[int, list[tuple[int, int]]] = {}
    for number, index in candidates:
        before = max((chain for last, chain in best.items() if last < index), key=_worth, default=[])
        if len(before) >= len(best.get(index, ())):
            best[index] = [*before, (number, index)]
    return max(best.values(), key=_worth, default=[])


def _worth(chain: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return len(chain), -chain[-1][0]
