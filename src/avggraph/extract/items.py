"""The items of a list on a page: by its bullets, or where those were lost by the shape of its rows."""

from __future__ import annotations

from avggraph.extract.outlined import Run, breaks
from avggraph.extract.page import Page

# Without bullets a row begins an item when it looks this much like a new beginning, or when it looks this much like
# the part's beginning and the row above does not plainly go on.
_BEGINS = 0.5
_LOOKS = 3.0
_GOES_ON = -2.0

Item = tuple[tuple[int, int], ...]


def items_of(page: Page, run: Run) -> list[Item]:
    """Part a run's value into its items, each as stretches of the page's text.

    A bullet that is set in deeper than the first one begins no item: it belongs to the item above.
    """
    own = run.rows[len(run.rows) - len(run.stretches) :]
    bullets = [row.indent for row in own if row.bullet]
    news = breaks(page, own)
    items: list[list[tuple[int, int]]] = []
    for row, stretch, new in zip(own, run.stretches, news, strict=True):
        begins = row.bullet and row.indent <= bullets[0] if bullets else _begins(page, run, stretch, new)
        if begins or not items:
            items.append([])
        items[-1].append(stretch)
    return [tuple(item) for item in items]


def _begins(page: Page, run: Run, stretch: tuple[int, int], new: float) -> bool:
    if run.part is None or not run.part.evidence:
        return new > _BEGINS
    looks = run.part.looks(page.text[slice(*stretch)])
    return (looks >= _LOOKS and new > _GOES_ON) or (run.part.is_per_row and new > _BEGINS)


def paragraphs_of(page: Page, run: Run, item: Item) -> list[Item]:
    """Part an item of a run where a row looks like a new beginning, though it has no bullet."""
    own = [row for row in run.rows if item[0][0] <= row.end and row.start < item[-1][1]]
    paragraphs: list[list[tuple[int, int]]] = []
    for number, (stretch, new) in enumerate(zip(item, breaks(page, own), strict=True)):
        if number == 0 or new > _BEGINS:
            paragraphs.append([])
        paragraphs[-1].append(stretch)
    return [tuple(paragraph) for paragraph in paragraphs]


def has_bullets(run: Run) -> bool:
    """Say whether any row of a run has a bullet."""
    return any(row.bullet for row in run.rows)
