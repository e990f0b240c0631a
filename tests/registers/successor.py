"""Layout D: the Markdown pages of the register's successor.

Its shape is that of the published snapshots: no number, no legal basis, no special categories; whoever was not
obliged (or of whom it is not known) was "niet" obliged; punctuation may be escaped with a backslash.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from registers.answer import ANSWERS, CONTROLLERS, DATA
from registers.content import Content, Controller, DataBlock
from registers.page import BLANK, Layout, Line
from registers.titled import by_subject, once

CARRIES = frozenset({"title", "recipients", "purposes.description"}) | DATA | ANSWERS | CONTROLLERS

_AVG = "in het kader van de Algemene Verordening Gegevensbescherming (AVG)"
_AUTOMATED = "sprake van besluitvorming over persoonsgegevens op basis van automatisch verwerkte gegevens."
_TRANSFER = (
    "sprake van doorgifte van persoonsgegevens aan één of meer landen buiten de Europese Economische Ruimte (EER) "
    "of aan een internationale organisatie."
)
_SPECIAL_SIGNS = re.compile(r"[][\\`*_{}()#+\-.!|<>]")


def fit(content: Content) -> Content:
    """Give what a page of the successor says: silence on the obligation is "niet"."""
    return replace(
        content,
        purposes=once(content.purposes),
        blocks=tuple(replace(block, mandatory=bool(block.mandatory)) for block in content.blocks),
    )


def successor_page(content: Content, rng: random.Random) -> tuple[Line, ...]:
    """Write layout D, with every sign that Markdown may read escaped, or none."""
    escaped = rng.random() < 0.4

    def plain(text: str) -> str:
        return _SPECIAL_SIGNS.sub(r"\\\g<0>", text) if escaped else text

    title, goals = plain(content.title), "doelen" if len(content.purposes) != 1 else "doel"
    lines = [Line(title, lead="# "), BLANK]
    lines += [Line(f"Hier vindt u een beschrijving van gegevensverwerking _{title}_ {_AVG}, met als {goals}:"), BLANK]
    lead = "- " if len(content.purposes) != 1 else ""
    lines += [*(Line(plain(one.description), lead=lead) for one in content.purposes), BLANK]
    lines += [Line("Betrokkenen en gegevens", lead="# ")]
    lines += [Line("Van wie worden welke gegevens verwerkt en wat is het doel hiervan."), BLANK]
    for subject, blocks in by_subject(content.blocks):
        lines.append(Line(plain(subject), lead="#### "))
        for block in blocks:
            lines += [*_items(block, plain), BLANK]
    if content.automated is not None:
        lines += [Line("Automatische besluitvorming", lead="# "), _answer(_AUTOMATED, said=content.automated), BLANK]
    if content.recipients:
        lines += [
            Line("Ontvangers", lead="# "),
            Line("Gegevens worden verstrekt aan onderstaande 'ontvangers'."),
            BLANK,
        ]
        lines += [*(Line(plain(one), lead="- ") for one in content.recipients), BLANK]
    if content.transfer is not None:
        lines += [Line("Doorgifte buiten EER", lead="# "), _answer(_TRANSFER, said=content.transfer), BLANK]
    for controller in content.controllers:
        lines += [Line("Verantwoordelijke", lead="# "), BLANK, Line(plain(controller.name)), BLANK]
        lines += _addresses(controller, plain)
    return tuple(lines)


def _items(block: DataBlock, plain: Callable[[str], str]) -> Iterator[Line]:
    for label, value in (
        ("Beschrijving", block.personal_data),
        ("Verzameldoel", block.collection_purpose),
        ("Bewaartermijn", block.retention),
        ("Bron", block.source),
    ):
        yield _item(label, plain(value or ""))
    obliged = "wel" if block.mandatory else "niet"
    yield Line(f"** waren <u>{obliged}</u> verplicht deze gegevens aan te leveren.", label="Betrokkenen", lead="  - **")
    if block.mandatory:
        yield _item("Consequenties", plain(block.consequence or ""))


def _item(label: str, value: str) -> Line:
    return Line(f"**: {value}", label=label, lead="- **" if label == "Beschrijving" else "  - **")


def _answer(sentence: str, *, said: bool) -> Line:
    return Line(f"Er is <u>{'wel' if said else 'geen'}</u> {sentence}")


def _addresses(controller: Controller, plain: Callable[[str], str]) -> Iterator[Line]:
    for label, value in (("Bezoekadres", controller.visiting_address), ("Postadres", controller.postal_address)):
        if value:
            yield Line(f"**{label}**<br>")
            yield from (Line(f"{plain(line)}<br>") for line in value)
            yield BLANK


D = Layout("D", CARRIES, fit, successor_page)
