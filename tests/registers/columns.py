"""Layout S-columns: the labelled sheet whose label column and value column came out of a PDF apart.

Per page a run of labels, then the values of the same blocks; a block may straddle a page. Only the data blocks
come out apart, as in the one real document of this kind. An absent value takes its label with it: in two columns
nothing would tell where it is missing.
"""

from __future__ import annotations

import random
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace

from registers.answer import legal_basis_text
from registers.content import Content, DataBlock
from registers.page import BLANK, Layout, Line, labelled, running
from registers.sheet import CARRIES, HEADING, block_fields, controller_fields, purpose_heading, sections, wrapped
from registers.sheet import fit as fit_sheet

_WIDTH = 100


def fit(content: Content) -> Content:
    """Give what the two columns can say: no label without a value."""
    sheet = fit_sheet(content)
    return replace(sheet, blocks=tuple(_without_empty(block) for block in sheet.blocks))


def _without_empty(block: DataBlock) -> DataBlock:
    return replace(
        block,
        collection_purpose=block.collection_purpose or None,
        retention=block.retention or None,
        source=block.source or None,
    )


def columns(content: Content, rng: random.Random) -> tuple[Line, ...]:
    """Write the sheet with its data blocks in two columns, one after the other."""
    lines = [Line(f"{content.title} {content.reference}"), BLANK, Line(HEADING), BLANK]
    lines += [labelled("Omschrijving", content.title, " "), BLANK]
    first, *others = content.organisations
    lines += [labelled("Organisatie", first, " "), *map(Line, others), BLANK]
    if content.department:
        lines += [labelled("Directie", content.department.removeprefix("Directie "), " "), BLANK]
    lines += [labelled("Referentienummer", content.reference, " "), BLANK]
    lines += [Line(purpose_heading(content.purposes, rng)), BLANK]
    for purpose in content.purposes:
        basis = legal_basis_text(purpose, ". ")
        lines += [running(purpose.description), *([running(basis)] if basis else []), BLANK]
    lines += [Line("Betrokkenen en gegevens"), BLANK, *_data_pages(content.blocks, rng)]
    for section in sections(content, rng):
        lines += [Line(section.heading), BLANK, *map(running, section.paragraphs)]
        for controller in section.controllers:
            for label, value in controller_fields(controller):
                lines += [labelled(label, value[0], " "), *(line for rest in value[1:] for line in (Line(rest), BLANK))]
        lines.append(BLANK)
    return tuple(part for line in lines for part in wrapped(line, _WIDTH))


def _data_pages(blocks: Sequence[DataBlock], rng: random.Random) -> Iterator[Line]:
    """Give the data blocks page by page: labels, then values; the page may end inside a block, even inside a value."""
    cells = [cell for block in blocks for cell in block_fields(block, rng)]
    page_break = rng.choice(("\f", " "))
    lead, carried = "", list[str]()
    while cells:
        taken = cells[: rng.randint(9, 26)]
        cells = cells[len(taken) :]
        if len(cells) < 3:
            taken, cells = taken + cells, []
        values = [carried, *(textwrap.wrap(value, _WIDTH) for _, value in taken)]
        carried = []
        if cells and len(values[-1]) > 1 and rng.random() < 0.7:
            cut = rng.randint(1, len(values[-1]) - 1)
            values[-1], carried = values[-1][:cut], values[-1][cut:]
        first, *others = _label_run([label for label, _ in taken], rng)
        yield replace(first, lead=lead)
        yield from others
        yield BLANK
        for value in filter(None, values):
            yield from map(Line, value)
            if len(value) > 1 or rng.random() < 0.8:
                yield BLANK
        lead = page_break
    yield BLANK


def _label_run(labels: Sequence[str], rng: random.Random) -> Iterator[Line]:
    for label in labels:
        yield Line(label=label)
        if label == "Aanleverplicht" or rng.random() < 0.15:
            yield BLANK


COLUMNS = Layout("S-columns", CARRIES, fit, columns)
