"""The purposes of a page and their legal bases (GDPR art. 6(1)).

A page lists its purposes, each with its legal basis on the row below (B, C), without one (D), or says purpose and
legal basis under labels of their own, the bases as a list (A). A purpose that rests on several bases is given once
for each, as the register's own sheet does; words that name no basis of the form's closed list give none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from avggraph.description import Purpose
from avggraph.extract.form import Form
from avggraph.extract.items import Item, has_bullets, items_of
from avggraph.extract.lines import Line
from avggraph.extract.outlined import Run
from avggraph.extract.page import Page
from avggraph.extract.purposes import read_purposes
from avggraph.text import Quote, quote


def read_page_purposes(page: Page, runs: Iterable[Run], form: Form) -> tuple[Purpose, ...]:
    """Read the purposes in a page's runs, in the page's order."""
    purposes: list[Purpose] = []
    for run in runs:
        if run.part is None or not run.stretches:
            continue
        if run.part.id == "purposes":
            purposes += _listed(page, run, form)
        elif run.part.id == "purpose":
            purposes.append(Purpose(page.quote(run.stretches)))
        elif run.part.id == "legal_basis":
            about = purposes.pop() if purposes and purposes[-1].legal_basis_text is None else Purpose(None)
            purposes += _based(page, about, run, form)
    return tuple(purposes)


def _based(page: Page, about: Purpose, run: Run, form: Form) -> list[Purpose]:
    """Give a purpose once for each legal basis; an item that names none goes on with the basis above it."""
    based: list[Purpose] = []
    for item in items_of(page, run):
        basis = next(_bases(page, item, form), None)
        words = page.quote(item)
        if basis is None and based:
            based[-1] = replace(based[-1], legal_basis_text=_together(page, based[-1].legal_basis_text, words))
        else:
            based.append(replace(about, legal_basis=basis and basis.legal_basis, legal_basis_text=words))
    return based


def _bases(page: Page, item: Item, form: Form) -> Iterator[Purpose]:
    for purpose in read_purposes(page.source, _lines(page, item), form):
        if purpose.legal_basis and purpose.description is None:
            yield purpose


def _listed(page: Page, run: Run, form: Form) -> Iterator[Purpose]:
    """Read a list of purposes that have their legal basis below them, if any."""
    if not has_bullets(run):
        yield from _unbulleted(page, run, form)
        return
    above: Purpose | None = None
    for item in items_of(page, run):
        for purpose in _of_item(page, item, form):
            if purpose.description is None and above is not None:
                # The basis has a bullet of its own, or is the next one of the same purpose.
                if above.legal_basis_text is None:
                    above = replace(purpose, description=above.description)
                    continue
                yield above
                above = replace(purpose, description=above.description)
                continue
            if above is not None:
                yield above
            above = purpose
    if above is not None:
        yield above


def _unbulleted(page: Page, run: Run, form: Form) -> Iterator[Purpose]:
    items = items_of(page, run)
    lines = _lines(page, [stretch for item in items for stretch in item])
    purposes = read_purposes(page.source, lines, form)
    if any(purpose.legal_basis for purpose in purposes):
        yield from purposes
    else:
        for item in items:
            yield Purpose(page.quote(item))


def _of_item(page: Page, item: Item, form: Form) -> Iterator[Purpose]:
    """Give an item's purpose with each of its bases; what stands behind the last basis is its motivation."""
    lines = _lines(page, item)
    description: Quote | None = None
    pending: Purpose | None = None
    for purpose in read_purposes(page.source, lines, form):
        if pending is not None and purpose.legal_basis is None:
            words = _together(page, pending.legal_basis_text, purpose.description)
            pending = replace(pending, legal_basis_text=words)
            continue
        if pending is not None:
            yield pending
            purpose = replace(purpose, description=purpose.description or description)
        description, pending = purpose.description, purpose
        if purpose.legal_basis is None:
            yield Purpose(page.quote(item))
            return
    if pending is not None:
        yield pending


def _together(page: Page, first: Quote | None, second: Quote | None) -> Quote | None:
    spans = (*(first.spans if first else ()), *(second.spans if second else ()))
    return quote(page.source, spans) if spans else None


def _lines(page: Page, stretches: Sequence[tuple[int, int]]) -> list[Line]:
    lines = []
    for stretch in stretches:
        spans = page.spans(*stretch)
        start, end = spans[0].start, spans[-1].end
        lines.append(Line(start, end, None, 0, False, page.source[start:end]))
    return lines
