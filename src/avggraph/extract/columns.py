"""Labels and values that came out apart (layout S-columns): their alignment.

A page whose label column and value column were copied one after the other gives a run of labels and then the
values of all of them, page by page; a block may go on over the page's end. Labels `l1 … lm` and value lines
`v1 … vn` are two sequences in the same order, so the reading is a monotone alignment: each value line either
goes on with the label of the line above it or begins the value of a later label. The cheapest alignment is found
by dynamic programming in O(m·n) steps for a bounded number of labels skipped; the costs are

- *start*: how little the line looks like a value of that field (the form's evidence), how little it looks like a
  new beginning;
- *continue*: how much it looks like a new beginning (a blank line above, a short line before it, a capital);
- *skip*: a label that gets no value at all;
- *page*: a value on another page than its label, free only where a block goes over the page's end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from avggraph.extract.form import Section
from avggraph.extract.labelled import Label, Piece, Reading, choose_labels, labels_of
from avggraph.extract.lines import Line, is_unfinished, is_wrapped, width_of

# A run of this many labels without a word between them is no accident of empty fields.
_MIN_RUN = 3
# So many labels in a row may stay without a value.
_MAX_SKIP = 6

_SKIP = 5.0
_SKIP_OPTIONAL = 2.0
_EARLIER_PAGE = 6.0
_LATER_PAGE = 12.0
_STRADDLE = 0.5

_BLANK_ABOVE = 2.0
_OPEN_BRACKET = -4.0
_OPENS_BRACKET = -2.5
_SMALL_LETTER = -2.5
_LINE_GOES_ON = -3.0
_FULL_LINE = -1.5
_SHORT_LINE = 1.0
_AFTER_FULL_STOP = 0.7
_STARTS_SMALL = 0.7
_LOOKS_LIKE_NEXT = 0.4

_OWN_LABEL = -6.0
_OTHER_LABEL = 3.0
_SAID_TWICE = -6.0
_SAME_LINE = -2.0


@dataclass(frozen=True, slots=True)
class _Slot:
    """A label that waits for its value: the field, the page (run of labels) it stands on, its line."""

    field: int
    page: int
    line: Line


@dataclass(frozen=True, slots=True)
class _Value:
    """A stretch of values on one line: from `start` to `end`, on a page.

    A label inside a line begins a stretch of its own (`inside`); `field` is what the label in front of a stretch
    names and `after` where the words behind it begin.
    """

    line: Line
    page: int
    start: int
    end: int
    inside: bool = False
    field: int | None = None
    after: int = 0

    @property
    def words(self) -> str:
        start = self.start if self.field is None else self.after
        return self.line.words[start - self.line.start : self.end - self.line.start].strip(" \t|")


def is_columnar(lines: Sequence[Line], section: Section) -> bool:
    """Say whether a section's labels and values stand apart: labels follow each other without a value.

    One run of empty fields does not make columns; in a sheet most labels have their value beside them.
    """
    labels = labels_of(lines, section)
    alone = {label.line for label in labels if not _has_value(lines[label.line], label)}
    longest = run = 0
    for number in range(len(lines)):
        run = run + 1 if number in alone else 0
        longest = max(longest, run)
    return longest >= min(_MIN_RUN, len(section.fields)) and 2 * len(alone) > len(labels)


def _has_value(line: Line, label: Label) -> bool:
    return bool(line.words[label.value - line.start :].strip(" \t|"))


def steps_to_align(lines: Sequence[Line], section: Section) -> int:
    """Give how many steps reading a section as columns takes: its labels that stand alone times its values."""
    slots, values = _parted(lines, section)
    return len(slots) * len(values)


def read_columns(lines: Sequence[Line], section: Section) -> Reading:
    """Read a section whose labels and values stand apart."""
    slots, values = _parted(lines, section)
    block_of = _block_of(slots, section)
    blocks: list[list[Piece]] = [[] for _ in range(max(block_of, default=-1) + 1)]
    before: tuple[int, _Value] | None = None
    for number, value in zip(align(slots, values, section), values, strict=True):
        if number is None or (before is not None and before[0] == number and _said_twice(before[1], value)):
            continue  # above the first label, or said twice: left to the unused words
        field = slots[number].field
        if value.field == field and (before is None or before[0] != number):
            piece = Piece(field, (value.start, value.after), value.after, value.end)
        else:
            piece = Piece(field, None, value.start, value.end)
        blocks[block_of[number]].append(piece)
        before = (number, value)
    return Reading(tuple(map(tuple, filter(None, blocks))), tuple(slot.line for slot in slots))


def _said_twice(above: _Value, value: _Value) -> bool:
    """Say whether a value is the value above it once more, printed first with its label and then without."""
    return above.field is not None and value.field is None and value.words == above.words


def _block_of(slots: Sequence[_Slot], section: Section) -> list[int]:
    numbers: list[int] = []
    block, before = 0, -1
    for slot in slots:
        if section.repeats and slot.field <= before:
            block += 1
        before = slot.field
        numbers.append(block)
    return numbers


def _parted(lines: Sequence[Line], section: Section) -> tuple[list[_Slot], list[_Value]]:
    labels = labels_of(lines, section)
    alone = choose_labels([label for label in labels if not _has_value(lines[label.line], label)], section)
    fields = {label.line: label.field for label in alone}
    slots: list[_Slot] = []
    values: list[_Value] = []
    page, in_labels = -1, False
    for number, line in enumerate(lines):
        if number in fields:
            page += not in_labels
            slots.append(_Slot(fields[number], page, line))
        else:
            values += _stretches(line, max(page, 0), section)
        in_labels = number in fields
    return slots, values


def _stretches(line: Line, page: int, section: Section) -> Iterator[_Value]:
    """Part a line at the labels inside it."""
    assert section.label is not None
    labels = [match for match in section.label.finditer(line.words) if _opens_words(line.words, match)]
    # A label printed twice is one: the second stands directly behind the first.
    labels = [match for match, above in zip(labels, [None, *labels], strict=False) if not _is_doubled(match, above)]
    starts = [match.start() for match in labels]
    if not labels or starts[0] > 0:
        yield _Value(line, page, line.start, line.start + starts[0] if starts else line.end)
    for match, end in zip(labels, [*starts, len(line.words)][1:], strict=True):
        yield _Value(
            line,
            page,
            line.start + match.start(),
            line.start + end,
            inside=match.start() > 0,
            field=section.field_index(match["label"]),
            after=line.start + match.end(),
        )


def _opens_words(words: str, label: re.Match[str]) -> bool:
    """Say whether a label on a line has words behind it, and begins the line or a new value inside it.

    Inside a line a label's word may be one of the value's own: "naam, Persoonsgegevens van derden".
    """
    behind = words[label.end() :].strip()
    if label.start() == 0:
        return bool(behind)
    before = words[: label.start()]
    return before[-1].isspace() and not before.rstrip().endswith(",") and not behind[:1].islower() and bool(behind)


def _is_doubled(label: re.Match[str], above: re.Match[str] | None) -> bool:
    return above is not None and above["label"] == label["label"] and label.start() - above.end() <= 1


def align(slots: Sequence[_Slot], values: Sequence[_Value], section: Section) -> list[int | None]:
    """Assign each value line to a slot, in order, at the least cost; None before the first slot with a value."""
    costs = _Costs(slots, values, section)
    # best[i]: cost of the cheapest alignment so far that ends in slot i - 1 (i = 0: nothing assigned yet).
    best = [0.0] + [inf] * len(slots)
    steps: list[list[int]] = []
    for number in range(len(values)):
        now = [inf] * (len(slots) + 1)
        came = [0] * (len(slots) + 1)
        for here in range(1, len(slots) + 1):
            now[here] = best[here] + costs.going_on(number, here - 1) if best[here] < inf else inf
            came[here] = here
            start = costs.start(number, here - 1)
            skipped = 0.0
            for before in range(here - 1, max(-1, here - 2 - _MAX_SKIP), -1):
                if best[before] + skipped + start < now[here]:
                    now[here], came[here] = best[before] + skipped + start, before
                if before > 0:
                    skipped += costs.skip(before - 1)
        best = now
        steps.append(came)
    return _path(best, steps, costs, len(slots))


def _path(best: list[float], steps: list[list[int]], costs: _Costs, count: int) -> list[int | None]:
    tail, state = inf, 0
    left_over = 0.0
    for here in range(count, -1, -1):
        if best[here] + left_over < tail:
            tail, state = best[here] + left_over, here
        if here:
            left_over += costs.skip(here - 1)
    path: list[int | None] = []
    for came in reversed(steps):
        path.append(state - 1 if state else None)
        state = came[state]
    return path[::-1]


class _Costs:
    """The costs of one alignment; evidence and line shapes are looked at once per line."""

    def __init__(self, slots: Sequence[_Slot], values: Sequence[_Value], section: Section) -> None:
        self._slots = slots
        self._values = values
        self._section = section
        self._last_of_page = {slot.page: number for number, slot in enumerate(slots)}
        spaced = sum(value.line.blank_before > 0 for value in values) / max(1, len(values))
        width = width_of([value.line for value in values])
        self._looks = [[field.score(value.words) for field in section.fields] for value in values]
        self._breaks = [_break(values, number, width, spaced) for number in range(len(values))]

    def skip(self, slot: int) -> float:
        return _SKIP_OPTIONAL if self._section.fields[self._slots[slot].field].optional else _SKIP

    def start(self, number: int, slot: int) -> float:
        value, field = self._values[number], self._slots[slot].field
        cost = -self._looks[number][field] + self._page(number, slot)
        if value.words[:1].islower():
            cost += _STARTS_SMALL
        if value.field is not None:
            cost += _OWN_LABEL if value.field == field else _OTHER_LABEL
        return cost

    def going_on(self, number: int, slot: int) -> float:
        field = self._slots[slot].field
        looks = self._looks[number]
        following = looks[field + 1] if field + 1 < len(looks) else 0.0
        other = _LOOKS_LIKE_NEXT * (max(0.0, following) - max(0.0, looks[field]))
        return self._breaks[number] + other + self._page(number, slot)

    def _page(self, number: int, slot: int) -> float:
        page, own = self._values[number].page, self._slots[slot].page
        if own == page:
            return 0.0
        if own > page:
            return _LATER_PAGE
        return _STRADDLE if own == page - 1 and self._last_of_page[own] == slot else _EARLIER_PAGE


def _break(values: Sequence[_Value], number: int, width: int, spaced: float) -> float:
    """Say how much a line looks like a new beginning rather than the words above going on."""
    if number == 0:
        return 0.0
    line, above = values[number].line, values[number - 1].line
    if _said_twice(values[number - 1], values[number]):
        return _SAID_TWICE
    if values[number].inside:
        return _SAME_LINE
    cost = 0.0
    if line.blank_before and values[number].page == values[number - 1].page:
        cost += _BLANK_ABOVE * (1.0 - spaced) + 0.5
    if above.words.count("(") > above.words.count(")") or line.words.count(")") > line.words.count("("):
        cost += _OPEN_BRACKET
    if line.words[:1].islower():
        cost += _SMALL_LETTER
    if line.words.startswith("("):
        cost += _OPENS_BRACKET
    if is_unfinished(above.words):
        cost += _LINE_GOES_ON
    elif above.words.endswith("."):
        cost += _AFTER_FULL_STOP
    return cost + (_FULL_LINE if is_wrapped(above.words, line.words, width) else _SHORT_LINE)
