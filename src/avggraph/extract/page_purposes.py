"""The purposes of a page and their legal bases (GDPR art. 6(1)).

A page lists its purposes, each with its legal basis on the row below (B, C), without one (D), or says purpose and
legal basis under labels of their own, the bases as a list (A). A purpose that rests on several bases is given once
for each, as the register's own sheet does; words that name no basis of the form's closed list give none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from avggraph.description import Purpose
from avggraph.extract.form import Form
from avggraph.extract.items import Item, has_bullets, items_of, paragraphs_of
from avggraph.extract.lines import Line, Spacing
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
    """Give a purpose once for each item under its legal bases; an item may name none and be a motivation only."""
    based: list[Purpose] = []
    for item in items_of(page, run):
        own: list[Purpose] = []
        for found in _read(page, item, form):
            if found.legal_basis is not None and not (own and own[-1].legal_basis is None):
                own.append(replace(about, legal_basis=found.legal_basis, legal_basis_text=found.legal_basis_text))
            elif own:
                own[-1] = _motivated(page, own[-1], found.description)
            else:
                own.append(replace(about, legal_basis_text=page.quote(item)))
                break
        based += own
    return based


def _motivated(page: Page, purpose: Purpose, words: Quote | None) -> Purpose:
    first = purpose.legal_basis_text
    spans = (*(first.spans if first else ()), *(words.spans if words else ()))
    return replace(purpose, legal_basis_text=quote(page.source, spans))


def _listed(page: Page, run: Run, form: Form) -> list[Purpose]:
    """Read a list of purposes that have their legal basis below them, if any.

    Where other purposes of the list have one, or where it is set in, a row below a purpose that names none is its
    motivation.
    """
    if not has_bullets(run):
        return _unbulleted(page, run, form)
    items = [(item, _of_item(page, item, form)) for item in items_of(page, run)]
    with_bases = any(purpose.legal_basis for _, found in items for purpose in found)
    purposes: list[Purpose] = []
    for item, found in items:
        paragraphs = paragraphs_of(page, run, item)
        set_in = _set_in(run, paragraphs)
        if len(paragraphs) > 1 and not found[0].legal_basis and (with_bases or set_in):
            first = set_in or 1
            purposes.append(Purpose(_quoted(page, paragraphs[:first]), None, _quoted(page, paragraphs[first:])))
            continue
        for purpose in found:
            if purpose.description is None and purposes:
                # The basis has a bullet of its own, or is one more of the same purpose.
                above = purposes[-1] if purposes[-1].legal_basis_text else purposes.pop()
                purposes.append(replace(purpose, description=above.description))
            else:
                purposes.append(purpose)
    return purposes


def _unbulleted(page: Page, run: Run, form: Form) -> list[Purpose]:
    items = items_of(page, run)
    purposes = _read(page, [stretch for item in items for stretch in item], form)
    if any(purpose.legal_basis for purpose in purposes):
        return list(purposes)
    first = _set_in(run, items)
    if first:
        return [Purpose(_quoted(page, items[:first]), None, _quoted(page, items[first:]))]
    return [Purpose(page.quote(item)) for item in items]


def _set_in(run: Run, paragraphs: Sequence[Item]) -> int:
    """Give the number of the first of the last paragraphs that are all set in deeper than one above; 0: there is none.

    That is where a purpose's legal basis stands.
    """
    indents = [_indent(run, paragraph) for paragraph in paragraphs]
    last = len(indents) - 1
    while last > 0 and indents[last] >= indents[-1]:
        last -= 1
    return last + 1 if indents and indents[last] < indents[-1] else 0


def _indent(run: Run, paragraph: Item) -> int:
    return next((row.indent for row in run.rows if row.start <= paragraph[0][0] < row.end), 0)


def _quoted(page: Page, paragraphs: Sequence[Item]) -> Quote | None:
    return page.quote(stretch for paragraph in paragraphs for stretch in paragraph)


def _of_item(page: Page, item: Item, form: Form) -> list[Purpose]:
    """Give an item's purpose with each of its bases; what stands behind a basis is its motivation."""
    purposes: list[Purpose] = []
    for purpose in _read(page, item, form):
        if not purposes or purpose.legal_basis is not None:
            about = purposes[-1].description if purposes else None
            purposes.append(replace(purpose, description=purpose.description or about))
        else:
            purposes[-1] = _motivated(page, purposes[-1], purpose.description)
    return purposes if purposes[0].legal_basis else [Purpose(page.quote(item))]


def _read(page: Page, stretches: Sequence[tuple[int, int]], form: Form) -> tuple[Purpose, ...]:
    lines = []
    for stretch in stretches:
        spans = page.spans(*stretch)
        start, end = spans[0].start, spans[-1].end
        lines.append(Line(start, end, None, 0, False, page.source[start:end]))
    return read_purposes(page.source, lines, form, Spacing(page.width, is_double=True))
