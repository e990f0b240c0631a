"""Which row of a page begins which part of its outline: the cheapest reading of all its rows.

Each row goes on with the part above it, begins a later one (with its label, or bare), or belongs to none. A row that
begins with a label's word may still be words of a value ("Bron van het gegeven is …"), and a bare row may be the name
of the next data subject or the end of the sentence above it: no row can be judged alone. The costs are

- *order*: parts that should stand between two parts and do not;
- *ignoring*: taking a printed label for words of a value, the dearer the clearer it is printed;
- *going on*: how much a row looks like a new beginning (an empty row above, a short row before it, a capital);
- *beginning bare*: how little it does;
- *passing*: a row that belongs to no part.

The cheapest path is found row by row (Viterbi); paths that cannot win any more are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from avggraph.extract.lines import is_wrapped
from avggraph.extract.outline import Outline, Part, Slip
from avggraph.extract.page import Page, Row
from avggraph.spelling import SHORTEST

_IGNORED_SURE = 9.0
_IGNORED_ROW = 4.0
_IGNORED_BEFORE_CAPITAL = 2.0
_IGNORED_BEFORE_SMALL = 1.0
_NOT_ALONE = 1.5
_SMALL_LABEL = 3.0
_SLIP = 0.5
# No label is longer, in characters.
_LABEL = 100

_HEADING = 8.0
_BULLET = 1.5
_BLANK_ABOVE = 2.0
_BLANK_AT_ALL = 0.5
_OPEN_BRACKET = -4.0
_SMALL_LETTER = -2.5
_UNFINISHED_ABOVE = -3.0
_OFFICE_ABOVE = -2.0
_FULL_ROW = -1.5
_SHORT_ROW = 1.0
_AFTER_FULL_STOP = 0.7
_SET_OUT = 1.0
_LEFT_LIST = 0.8
_ONE_OF_MANY = 0.2
_AFTER_SINGLE = 3.0
_BELOW_HEADING = 2.0

_BARE = 1.2
_BARE_SMALL_LETTER = 2.0
_BARE_OTHER_SIGN = 2.5
_BARE_HEADING = -3.0

_PASSED = 5.0
_PASSED_ON = 0.5
_BEFORE_ALL = 0.3

# A path this much dearer than the best one is given up: more than any one printed label weighs.
_HOPELESS = 10.0

# A row that ends so goes on below.
_UNFINISHED = re.compile(r"(?:[,(:-]|\b(?:en|of|van|de|het|een|in|voor|met|op|aan|te|bij|door|deze|namens|om))$")
# "…, voor deze de directeur-generaal", "… de directeur Bureau": an office whose organisation is still to come.
_OFFICE = re.compile(
    r"\b(?:voor|namens) deze[:,]?(?: de| het)?(?: [a-z-]+){0,2}"
    r" [a-z-]*(?:directeur|secretaris|inspecteur|hoofd|generaal)$"
    r"|\b(?:Afdeling|Agentschap|Bureau|Centrum|Dienst|Directie|Directoraat-[Gg]eneraal|Inspectie|Instituut|Programma)$"
)
_END_OF_LABEL = re.compile(r"[ \t]*:?[ \t|]*")


@dataclass(frozen=True, slots=True)
class Run:
    """A part as it stands on the page: its label and its value's stretches, one a row, in the page's text.

    `part` is None for rows that belong to no part, `title` the title where the label has it inside.
    """

    part: Part | None
    number: int
    label: tuple[int, int] | None
    rows: tuple[Row, ...]
    stretches: tuple[tuple[int, int], ...]
    title: tuple[int, int] | None


class _Begin(NamedTuple):
    part: int
    cost: float
    label: tuple[int, int] | None
    title: tuple[int, int] | None


class _Step(NamedTuple):
    """The last step of a path: its cost, the part it is in, whether that part's value has words yet."""

    cost: float
    part: int
    passing: bool
    empty: bool
    begin: _Begin | None
    above: _Step | None


def read_outlined(page: Page, outline: Outline) -> list[Run]:
    """Read a page along an outline. The rows of a label that wraps are one row.

    >>> from avggraph.extract.outline import outline
    >>> from avggraph.extract.page import page_of
    >>> page = page_of("Naam verwerking Rijkspas\\nVerwerkingsnummer 12")
    >>> [(run.part.id, page.text[slice(*run.stretches[0])]) for run in read_outlined(page, outline("a"))]
    [('title', 'Rijkspas'), ('reference', '12')]
    """
    rows, begins = _labels(page, outline)
    return list(_runs(rows, _cheapest(page, rows, begins, outline), outline))


def _labels(page: Page, outline: Outline) -> tuple[list[Row], list[list[_Begin]]]:
    """Find the labels at the beginning of rows, and join the rows over which one wraps."""
    rows = page.rows
    joined: list[Row] = []
    begins: list[list[_Begin]] = []
    number = 0
    while number < len(rows):
        row = rows[number]
        found = []
        match = outline.labels.match(page.text, row.start)
        # "Naam verweking": the label "Naam" fits, and one that is longer would but for a slip.
        is_short = match is None or match.end() - match.start() < SHORTEST
        slip = outline.slip(page.text[row.start : row.start + _LABEL]) if is_short else None
        label_end = max(match.end() if match else row.start, row.start + slip.end if slip else row.start)
        while label_end > row.end:
            number += 1
            row = row._replace(end=rows[number].end, lines=row.lines + rows[number].lines)
        if match:
            found.append(_begin(page, row, match, outline))
        if slip:
            found.append(_misspelt(page, row, slip, outline))
        joined.append(row)
        begins.append(found)
        number += 1
    return joined, begins


def _begin(page: Page, row: Row, match: re.Match[str], outline: Outline) -> _Begin:
    number = int((match.lastgroup or "p0")[1:])
    part = outline.parts[number]
    after = _END_OF_LABEL.match(page.text, match.end(), row.end)
    end = after.end() if after else match.end()
    again = outline.labels.match(page.text, end, row.end)
    if again and again[0] == match[0] and not page.text[again.end() :].lstrip(" :")[:1].islower():
        end = again.end()  # "Bewaartermijn: Bewaartermijn 4 weken"
    cost = _NOT_ALONE if part.alone and end < row.end else 0.0
    if page.text[row.start].islower():
        cost += _SMALL_LABEL
    title = match.span(f"title{number}") if f"title{number}" in match.re.groupindex else None
    return _Begin(number, cost, (match.start(), match.end() if part.said else end), title)


def _misspelt(page: Page, row: Row, slip: Slip, outline: Outline) -> _Begin:
    end = row.start + slip.end
    after = _END_OF_LABEL.match(page.text, end, row.end)
    end = after.end() if after else end
    alone = _NOT_ALONE if outline.parts[slip.part].alone and end < row.end else 0.0
    return _Begin(slip.part, _SLIP + alone, (row.start, end), None)


def _ignoring(page: Page, row: Row, begin: _Begin, part: Part) -> float:
    assert begin.label is not None
    label, rest = page.text[slice(*begin.label)], page.text[begin.label[1] : row.end]
    if row.heading or part.said:
        return _IGNORED_SURE
    if label[:1].islower() or (part.alone and rest):
        return _IGNORED_BEFORE_SMALL
    if label.endswith(("\t", "|")) or label.rstrip().endswith(":"):
        return _IGNORED_SURE
    if not rest:
        return _IGNORED_ROW
    return max(0.0, part.looks(rest)) + (_IGNORED_BEFORE_SMALL if rest[0].islower() else _IGNORED_BEFORE_CAPITAL)


def breaks(page: Page, rows: Sequence[Row]) -> list[float]:
    """Say for each row how much it looks like a new beginning rather than the words above going on."""
    return [_break(page, above, row) for above, row in zip([None, *rows], rows, strict=False)]


def _break(page: Page, above: Row | None, row: Row) -> float:
    if above is None:
        return 0.0
    if row.heading:
        return _HEADING
    cost = _LEFT_LIST if _has_left_list(above, row) else 0.0
    if row.blank:
        cost += _BLANK_ABOVE * (1.0 - page.spaced) + _BLANK_AT_ALL
    if row.indent < above.indent:
        cost += _SET_OUT
    return cost + (_BULLET if row.bullet else _sentence_break(page, above, row))


def _sentence_break(page: Page, above: Row, row: Row) -> float:
    """Say how much the words of two rows look like two sentences."""
    words, before = page.words(row), page.words(above)
    cost = _SMALL_LETTER if words[:1].islower() else 0.0
    if before.count("(") > before.count(")"):
        cost += _OPEN_BRACKET
    if _UNFINISHED.search(before) and not (before.endswith(":") and _has_left_list(above, row)):
        cost += _UNFINISHED_ABOVE
    elif _OFFICE.search(before):
        cost += _OFFICE_ABOVE
    if not is_wrapped(before, words, page.width):
        cost += _SHORT_ROW
    elif not before.endswith("."):
        cost += _FULL_ROW
    return cost + (_AFTER_FULL_STOP if before.endswith(".") else 0.0)


def _has_left_list(above: Row, row: Row) -> bool:
    return above.bullet and not row.bullet and row.indent <= above.indent


def _bare(page: Page, row: Row, part: Part, new: float) -> float:
    words = page.words(row)
    cost = _BARE - part.looks(words) - min(0.0, new) * 0.5
    if row.heading:
        cost += _BARE_HEADING
    elif row.bullet != (part.bare == "bullet"):
        cost += _BARE_OTHER_SIGN
    return cost + (_BARE_SMALL_LETTER if words[:1].islower() else 0.0)


def _going_on(part: Part, new: float, above: Row | None, row: Row, *, first: bool) -> float:
    """Say what it costs to take a row for words of the part above; `first`: it has none yet, only its label."""
    if new >= _HEADING:
        return new
    if part.is_heading:
        return _BELOW_HEADING
    if first:
        return _LEFT_LIST if above is not None and _has_left_list(above, row) else 0.0
    if part.many:
        return min(_ONE_OF_MANY, new)
    return new + _AFTER_SINGLE if part.single else new


def _cheapest(page: Page, rows: Sequence[Row], begins: Sequence[Sequence[_Begin]], outline: Outline) -> list[_Step]:
    bare = [number for number, part in enumerate(outline.parts) if part.bare]
    states = [_Step(0.0, -1, True, True, None, None)]
    above: Row | None = None
    for row, found, new in zip(rows, begins, breaks(page, rows), strict=True):
        starts = found or [_Begin(number, _bare(page, row, outline.parts[number], new), None, None) for number in bare]
        after = {(start.part, False): _begun(states, start, row, outline) for start in starts}
        ignoring = _ignoring(page, row, found[0], outline.parts[found[0].part]) if found else 0.0
        for step in states:
            for cost, passing in _gone_on(step, new, above, row, outline):
                key = step.part, passing
                known = after.get(key)
                if known is None or step.cost + ignoring + cost < known.cost:
                    after[key] = _Step(step.cost + ignoring + cost, step.part, passing, passing, None, step)
        best = min(step.cost for step in after.values())
        states = [step for step in after.values() if step.cost <= best + _HOPELESS]
        above = row
    last: _Step | None = min(states, key=lambda step: step.cost)
    path = []
    while last is not None and last.above is not None:
        path.append(last)
        last = last.above
    return path[::-1]


def _begun(states: Sequence[_Step], start: _Begin, row: Row, outline: Outline) -> _Step:
    """Give the cheapest step that begins a part."""
    order = outline.order if start.label else outline.bare_order
    costs = [
        # A second label of the part, directly below the first one.
        step.cost
        if start.label and step.part == start.part and step.empty and not step.passing
        else step.cost + order[step.part + 1][start.part]
        for step in states
    ]
    best = min(costs)
    said = outline.parts[start.part].said
    empty = start.label is not None and start.label[1] >= row.end and not said
    return _Step(best + start.cost, start.part, False, empty, start, states[costs.index(best)])


def _gone_on(step: _Step, new: float, above: Row | None, row: Row, outline: Outline) -> Iterator[tuple[float, bool]]:
    """Give what it costs to take a row for words of the part above, and for words of no part."""
    if step.part < 0:
        yield _BEFORE_ALL, True
    elif step.passing:
        yield _PASSED_ON, True
    else:
        yield _going_on(outline.parts[step.part], new, above, row, first=step.empty), False
        yield _PASSED, True


def _runs(rows: Sequence[Row], steps: Sequence[_Step], outline: Outline) -> Iterator[Run]:
    number = 0
    while number < len(rows):
        step = steps[number]
        end = number + 1
        while end < len(rows) and steps[end].begin is None and steps[end].passing == step.passing:
            end += 1
        own = rows[number:end]
        start = own[0].start
        label = step.begin.label if step.begin else None
        if label:
            start = label[0] if outline.parts[step.part].said else label[1]
        stretches = [(max(start, row.start), row.end) for row in own]
        part = None if step.passing else outline.parts[step.part]
        yield Run(
            part,
            -1 if part is None else step.part,
            label,
            tuple(own),
            tuple(stretch for stretch in stretches if stretch[0] < stretch[1]),
            step.begin.title if step.begin else None,
        )
        number = end
