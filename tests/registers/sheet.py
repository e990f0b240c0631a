"""Layout S, the labelled sheet, as tabbed text, as a copy out of a PDF, and as Markdown.

A sheet parts two purposes by the legal basis between them, so only its last purpose can lack one.
"""

from __future__ import annotations

import random
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from registers.answer import ANSWERS, CONTROLLERS, DATA, PURPOSES, legal_basis_text
from registers.content import Content, Controller, DataBlock, Purpose
from registers.page import BLANK, Layout, Line, labelled, running

CARRIES = (
    frozenset({"reference", "title", "organisations", "department", "recipients", "responsibility_division", "related"})
    | PURPOSES
    | DATA
    | CONTROLLERS
    | ANSWERS
)

HEADING = "Beschrijving van gegevensverwerking"
_AUTOMATED = "sprake van besluitvorming over persoonsgegevens op basis van automatisch verwerkte gegevens."
_TRANSFER = (
    "sprake van doorgifte van persoonsgegevens aan één of meer landen buiten de Europese Unie "
    "of aan een internationale organisatie."
)
_CONSEQUENCE = "Gevolgen bij het niet aanleveren:"


def fit(content: Content) -> Content:
    """Give what a sheet can say: every purpose but the last has a legal basis."""
    last = replace(
        content.purposes[-1], motivation=content.purposes[-1].motivation if content.purposes[-1].basis else None
    )
    return replace(content, purposes=(*(one for one in content.purposes[:-1] if one.basis), last))


def automated_sentence(*, said: bool | None) -> str:
    """Give the form's sentence on automated decisions."""
    return f"Er is {'' if said else 'geen '}{_AUTOMATED}"


def transfer_sentence(*, said: bool | None) -> str:
    """Give the form's sentence on transfers out of the Union."""
    return f"Er is {'' if said else 'geen '}{_TRANSFER}"


def mandatory_sentence(block: DataBlock) -> str:
    """Give the form's sentence on whether the data had to be supplied."""
    return f"Betrokkenen waren {'' if block.mandatory else 'niet '}verplicht deze gegevens aan te leveren."


def block_fields(block: DataBlock, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Give a data block's labels and values; a label now and then stands twice, the second time in its value."""
    yield "Betrokkene(n)", block.data_subject
    yield "Persoonsgegevens", block.personal_data
    for label, value in (
        ("Verzameldoel", block.collection_purpose),
        ("Bewaartermijn", block.retention),
        ("Bron", block.source),
    ):
        if value is not None:
            yield label, f"{label} {value}" if value and rng.random() < 0.03 else value
    if block.mandatory is not None:
        consequence = f" {_CONSEQUENCE} {block.consequence}" if block.consequence else ""
        yield "Aanleverplicht", mandatory_sentence(block) + consequence


def head_fields(content: Content) -> Iterator[tuple[str, str]]:
    """Give the labels and values of the first block."""
    yield "Omschrijving", content.title
    for organisation in content.organisations:
        yield "Organisatie", organisation
    if content.department:
        # The contract keeps the word: the department's name starts with it.
        yield "Directie", content.department.removeprefix("Directie ")
    yield "Referentienummer", content.reference


def controller_fields(controller: Controller) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the labels of a controller and the lines of their values."""
    yield "Naam", (controller.name,)
    if controller.visiting_address:
        yield "Bezoekadres", controller.visiting_address
    if controller.postal_address:
        yield "Postadres", controller.postal_address


def purpose_heading(purposes: Sequence[Purpose], rng: random.Random) -> str:
    """Head the purposes in the singular, the plural, or both at once."""
    number = "Doelen" if len(purposes) > 1 else "Doel"
    return f"{rng.choice((number, number, number, 'Doel(en)'))} van de verwerking"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the sheet below the data blocks: its heading and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    controllers: tuple[Controller, ...] = ()


def sections(content: Content, rng: random.Random) -> Iterator[Section]:
    """Give the sections below the data blocks; one about which nothing is said is left out or stands empty."""
    if content.automated is not None:
        note = (content.automated_note,) if content.automated_note else ()
        yield Section("Automatische besluitvorming", (automated_sentence(said=content.automated), *note))
    if content.recipients or rng.random() < 0.3:
        listed = content.recipients if rng.random() < 0.5 else (" ".join(content.recipients),)
        yield Section("Ontvangers", tuple(filter(None, listed)))
    if content.transfer is not None:
        note = (content.transfer_note,) if content.transfer_note else ()
        yield Section("Doorgifte buiten EU", (transfer_sentence(said=content.transfer), *note))
    if content.controllers:
        yield Section("Verantwoordelijken", controllers=content.controllers)
    if content.division:
        yield Section("Verdeling verantwoordelijkheid", (content.division,))
    if content.related_text:
        yield Section("Gerelateerde verwerkingen", (content.related_text,))


# --- tabbed text


def tabbed(content: Content, rng: random.Random) -> tuple[Line, ...]:
    """Write label, tab, value; blank lines part the blocks."""
    linked = rng.random() < 0.2
    lines = [BLANK, Line(HEADING), BLANK]
    lines += [labelled(label, value, "\t") for label, value in head_fields(content)]
    lines += [BLANK, Line(purpose_heading(content.purposes, rng)), BLANK]
    for purpose in content.purposes:
        basis = legal_basis_text(purpose, ". ")
        lines += [running(purpose.description), BLANK]
        if basis:
            lines += [Line(f"[{basis}](#)") if linked else running(basis), BLANK]
    lines += [Line("Betrokkenen en gegevens"), BLANK]
    for block in content.blocks:
        marked = rng.random() < 0.1
        for label, value in block_fields(block, rng):
            lead, _, rest = value.partition(f"{_CONSEQUENCE} ")
            if rest and rng.random() < 0.1:
                lines += [labelled(label, f"{lead}{_CONSEQUENCE}", "\t"), BLANK, running(rest)]
            else:
                lines.append(labelled(label, value, "\t- " if marked and label == "Betrokkene(n)" else "\t"))
        lines.append(BLANK)
    for section in sections(content, rng):
        lines += [Line(section.heading), BLANK]
        for paragraph in section.paragraphs:
            lines += [running(paragraph), BLANK]
        for controller in section.controllers:
            lines += [labelled(label, " ".join(value), "\t") for label, value in controller_fields(controller)]
            lines.append(BLANK)
    return tuple(lines[:-1])


# --- a copy out of a PDF


def wrapped(line: Line, width: int) -> tuple[Line, ...]:
    """Wrap a line of running text at spaces and at hyphens a word has itself; others stay as they are."""
    if not line.loose or len(line.written) <= width:
        return (line,)
    first, *rest = textwrap.wrap(line.text, width, initial_indent="_" * len(line.prefix), break_long_words=False) or [
        line.prefix
    ]
    head = replace(line, text=first[len(line.prefix) :])
    return (head, *(Line(text) for text in rest))


def copied(content: Content, rng: random.Random) -> tuple[Line, ...]:
    """Write label, space, value, wrapped, a blank line below every line, and pages of some forty lines.

    A page breaks as a form feed or as a single space at the start of the next page's first line.
    """
    printed = [Line(f"{content.title} {content.reference}"), Line(HEADING)]
    printed += [labelled(label, value, " ") for label, value in head_fields(content)]
    printed.append(Line(purpose_heading(content.purposes, rng)))
    for purpose in content.purposes:
        basis = legal_basis_text(purpose, ". ")
        printed += [running(purpose.description), *([running(basis)] if basis else [])]
    printed.append(Line("Betrokkenen en gegevens"))
    for block in content.blocks:
        printed += [labelled(label, value, " ") for label, value in block_fields(block, rng)]
    for section in sections(content, rng):
        printed += [Line(section.heading), *map(running, section.paragraphs)]
        for controller in section.controllers:
            for label, value in controller_fields(controller):
                printed += [labelled(label, value[0], " "), *map(Line, value[1:])]
    width = rng.choice((88, 95, 102, 110))
    lines = [line for whole in printed for line in wrapped(whole, width)]
    return tuple(_paged(lines, rng))


def _paged(lines: Sequence[Line], rng: random.Random) -> Iterator[Line]:
    page_break, height, trailing = rng.choice(("\f", " ")), rng.randint(24, 44), rng.choice(("", "", " "))
    for number, line in enumerate(lines):
        starts_page = number > 0 and number % height == 0
        if not starts_page:
            yield BLANK
        yield replace(line, lead=page_break if starts_page else line.lead, text=line.text + trailing, loose=False)


# --- Markdown


def markdown(content: Content, rng: random.Random) -> tuple[Line, ...]:
    """Write headings with "#" and each block as a table, with or without an empty head, labels bold or plain."""
    hashes, empty_head, bold = "#" * rng.choice((1, 2, 3)), rng.random() < 0.5, rng.random() < 0.5
    basis_form = rng.choice(("[{}](#)", "* {}", "- {}", "{}"))

    def table(fields: Sequence[tuple[str, str]]) -> list[Line]:
        mark = "**" if bold else ""
        rows = [Line(f"{mark} | {value} |", label=label, lead=f"| {mark}") for label, value in fields]
        rule = Line("|:---|:---|" if empty_head else "|---|---|")
        return [Line("| | |"), rule, *rows, BLANK] if empty_head else [rows[0], rule, *rows[1:], BLANK]

    def heading(words: str) -> list[Line]:
        return [Line(words, lead=f"{hashes} "), BLANK]

    lines = [*heading(HEADING), *table(list(head_fields(content)))]
    lines += heading(purpose_heading(content.purposes, rng))
    for purpose in content.purposes:
        basis = legal_basis_text(purpose, ". ")
        lines += [running(purpose.description), BLANK]
        if basis:
            lines += [Line(basis_form.format(basis)), BLANK]
    lines += heading("Betrokkenen en gegevens")
    for block in content.blocks:
        lines += table(list(block_fields(block, rng)))
    for section in sections(content, rng):
        lines += heading(section.heading)
        for paragraph in section.paragraphs:
            lines += [running(paragraph), BLANK]
        for controller in section.controllers:
            lines += table([(label, " ".join(value)) for label, value in controller_fields(controller)])
    return tuple(lines[:-1])


TAB = Layout("S-tab", CARRIES, fit, tabbed)
BLANK_LINES = Layout("S-blank", CARRIES, fit, copied)
MARKDOWN = Layout("S-markdown", CARRIES, fit, markdown)
