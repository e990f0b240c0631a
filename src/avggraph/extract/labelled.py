"""Fields whose label and value stand on one line: which labels are labels, and which are words of a value.

A line that begins with a label's word may still belong to the value above it ("Bron van het gegeven is …").
The reading is the cheapest path over those lines: reading against the form's order costs, and so does taking a
clearly printed label for text. Where every label stands in its order the first reading costs nothing and is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from avggraph.extract.form import Section
from avggraph.extract.lines import Line
from avggraph.spelling import misspelt

# Costs, in units of "one required field is missing".
_MISSING = 1.0
_OUT_OF_ORDER = 5.0
_REPEATED = 3.0
# Taking this line's label for words of a value: the clearer it is printed, the dearer.
_IGNORED_CELL = 9.0
_IGNORED_ALONE = 4.0
_IGNORED_BEFORE_CAPITAL = 2.0
_IGNORED_BEFORE_SMALL = 1.0
# A label with a slip of the pen is one only where the form has room for it.
_IGNORED_MISSPELT = 0.6
# Taking this line's label for a label, where it follows on the line above and most labels of the section do not.
_NOT_APART = 2.5
_MOSTLY = 0.6


class Label(NamedTuple):
    """A line that begins with the label of field number `field`; its value begins at `value`.

    `ignoring` is the cost of taking it for words of the value above, `taking` that of taking it for a label.
    """

    line: int
    field: int
    value: int
    ignoring: float
    taking: float = 0.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one field: the field's number in its section, the label's start and end if it has one, the value's."""

    field: int
    label: tuple[int, int] | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The fields of a section in reading order, block by block.

    `labels`: the lines that hold a label and nothing else.
    """

    blocks: tuple[tuple[Piece, ...], ...]
    labels: tuple[Line, ...] = ()


def labels_of(lines: Sequence[Line], section: Section) -> list[Label]:
    """Find the lines that begin with one of the section's labels, or with one that is an edit away."""
    found = [
        Label(number, begun.field, line.start + begun.end, begun.ignoring)
        for number, line in enumerate(lines)
        if (begun := _begun(line.words, section))
    ]
    return found if section.repeats else _apart(found, lines)


class _Begun(NamedTuple):
    """The label at the beginning of words: the number of its field, where it ends, the cost of ignoring it."""

    field: int
    end: int
    ignoring: float


# A page is scored and then read, and the lines of a form are those of the next one too.
@lru_cache(maxsize=8192)
def _begun(words: str, section: Section) -> _Begun | None:
    assert section.label is not None
    match = section.label.match(words)
    if match:
        return _Begun(section.field_index(match["label"]), match.end(), _ignoring(words, match))
    first = _FIRST_WORD.match(words)
    label = misspelt(first["word"], section.labels) if first else None
    if first is None or label is None:
        return None
    return _Begun(section.field_index(label), first.end(), min(_ignoring(words, first), _IGNORED_MISSPELT))


def _apart(labels: list[Label], lines: Sequence[Line]) -> list[Label]:
    """Make a label that follows on the line above dear where the section's other labels stand apart by a blank row.

    In a section of blocks each field has its own place in the block, and some always follow on the line above.
    """
    spaced = sum(lines[label.line].blank_before > 0 for label in labels[1:])
    if spaced < _MOSTLY * max(1, len(labels) - 1):
        return labels
    return [
        label._replace(taking=_NOT_APART) if number and not _stands_apart(lines[label.line]) else label
        for number, label in enumerate(labels)
    ]


def _stands_apart(line: Line) -> bool:
    return line.blank_before > 0 or line.new_page


_FIRST_WORD = re.compile(r"(?P<word>[A-Z][^\s|:*_]*)(?:\*\*|__)?:?(?:\*\*|__)?(?=[\s|]|$)")


def _ignoring(words: str, match: re.Match[str]) -> float:
    rest = words[match.end() :].lstrip(" |")
    if match.end() < len(words) and words[match.end()] in "\t|":
        return _IGNORED_CELL
    if match[0].endswith(":"):
        return _IGNORED_CELL
    if not rest:
        return _IGNORED_ALONE
    return _IGNORED_BEFORE_SMALL if rest[0].islower() else _IGNORED_BEFORE_CAPITAL


@lru_cache(maxsize=4096)
def transition(section: Section, before: int, field: int) -> float:
    """Give the cost of field number `field` following number `before` (-1: nothing yet) in the form's order."""
    last = len(section.fields)
    if field > before:
        return _missing(section, before + 1, field)
    if field == before and not (section.repeats and field == 0):
        return 0.0 if section.fields[field].repeats else _REPEATED
    if section.repeats:
        return _missing(section, before + 1, last) + _missing(section, 0, field) + (_MISSING if field else 0.0)
    return _OUT_OF_ORDER


def _missing(section: Section, start: int, end: int) -> float:
    return sum(_MISSING for field in section.fields[start:end] if not field.optional)


def choose_labels(labels: Sequence[Label], section: Section) -> list[Label]:
    """Choose the labels that are labels: the cheapest reading of them in the form's order."""
    straight = zip([-1, *(label.field for label in labels)], (label.field for label in labels), strict=False)
    if not any(transition(section, before, field) for before, field in straight) and not any(
        label.taking for label in labels
    ):
        return list(labels)
    # paths[k]: cost and labels of the cheapest reading whose last label is k; -1 is "none yet".
    paths: dict[int, tuple[float, list[Label]]] = {-1: (0.0, [])}
    for label in labels:
        extended = {state: (cost + label.ignoring, chosen) for state, (cost, chosen) in paths.items()}
        cost, chosen = min(
            (
                (cost + label.taking + transition(section, state, label.field), chosen)
                for state, (cost, chosen) in paths.items()
            ),
            key=lambda path: path[0],
        )
        if label.field not in extended or cost < extended[label.field][0]:
            extended[label.field] = (cost, [*chosen, label])
        paths = extended
    return min(paths.values(), key=lambda path: path[0])[1]


def read_labelled(lines: Sequence[Line], section: Section) -> Reading:
    """Read a section whose labels stand before their values."""
    chosen = {label.line: label for label in choose_labels(labels_of(lines, section), section)}
    return Reading(tuple(map(tuple, _blocks(_pieces(lines, chosen), section))))


def _pieces(lines: Sequence[Line], chosen: dict[int, Label]) -> Iterator[Piece]:
    field = -1
    for number, line in enumerate(lines):
        label = chosen.get(number)
        if label:
            field = label.field
            yield Piece(field, (line.start, label.value), label.value, line.end)
        elif field >= 0:
            yield Piece(field, None, line.start, line.end)


def _blocks(pieces: Iterator[Piece], section: Section) -> Iterator[list[Piece]]:
    block: list[Piece] = []
    for piece in pieces:
        again = piece.label is not None and piece.field == 0
        if block and section.repeats and (piece.field < block[-1].field or again):
            yield block
            block = []
        block.append(piece)
    if block:
        yield block
