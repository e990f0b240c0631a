"""The layouts of the register's web pages: A by label, B and B2 by title, C as a notification of before 2018.

Of C `layouts.md` tells three things only (the notification number, controllers one per line, what is lacking); its
other labels are taken from A and B, so a score for C says less than the others.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from registers.answer import ANSWERS, CONTROLLERS, DATA, PURPOSES, legal_basis_text
from registers.content import Content, Controller, DataBlock, Purpose
from registers.page import BLANK, Layout, Line, labelled, running
from registers.sheet import automated_sentence, mandatory_sentence, transfer_sentence

_COMMON = frozenset({"reference", "title", "recipients"}) | CONTROLLERS
CARRIES_A = _COMMON | PURPOSES | DATA | ANSWERS | {"special_categories"}
CARRIES_B = _COMMON | PURPOSES | DATA | ANSWERS
CARRIES_C = frozenset({
    "reference", "title", "recipients", "transfer_outside_eu", "controllers.name", "purposes.description",
    "data_records.data_subject", "data_records.personal_data",
})  # fmt: skip

_BASIS_QUESTION = "Wat wordt in feite met de gegevens gedaan?"
_MANDATORY_QUESTION = "Was (waren) betrokkene(n) verplicht deze gegevens aan te leveren?"
_TRANSFER_QUESTION = "Worden gegevens doorgegeven naar landen buiten de Europese Unie?"
_PROTECTION_QUESTION = "Is er sprake van een passend beschermingsniveau?"
_AVG = "in het kader van de Algemene Verordening Gegevensbescherming(AVG)"


def fit_page(content: Content) -> Content:
    """Give what a page of layout A, B or B2 says: all of it, the department and the organisations excepted."""
    return content


def fit_notification(content: Content) -> Content:
    """Give what a notification says: each purpose once, because the legal bases that tell them apart are lacking."""
    return replace(content, purposes=once(content.purposes))


def once(purposes: Sequence[Purpose]) -> tuple[Purpose, ...]:
    """Keep each description once."""
    return tuple({one.description: one for one in reversed(purposes)}[key] for key in _descriptions(purposes))


def _descriptions(purposes: Sequence[Purpose]) -> dict[str, None]:
    return dict.fromkeys(one.description for one in purposes)


def by_subject(blocks: Sequence[DataBlock]) -> Iterator[tuple[str, list[DataBlock]]]:
    """Give the data blocks that stand below one another under the same data subject."""
    for subject, together in groupby(blocks, key=lambda block: block.data_subject):
        yield subject, list(together)


# --- A


def labelled_page(content: Content, rng: random.Random) -> tuple[Line, ...]:
    """Write layout A: label, space, value; lists in bullets."""
    bullet = rng.choice(("- ", "* ", "• "))
    lines = [Line("Basisgegevens"), labelled("Naam verwerking", content.title, " ")]
    lines += [labelled("Verwerkingsnummer", content.reference.removeprefix("M"), " ")]
    lines += [*_controller_list(content.controllers, bullet), BLANK]
    for subject, blocks in by_subject(content.blocks):
        lines += [labelled("Betrokkene(n)", subject, " "), Line("Persoonsgegevens")]
        for block in blocks:
            lines += [labelled(label, value, " ") for label, value in _group(block)]
        lines.append(Line("Bijzondere persoonsgegevens"))
        lines += [running(category, lead=bullet) for category in content.special[subject] or ("Geen",)]
        lines.append(BLANK)
    lines += [Line(_BASIS_QUESTION), Line("Doel(en) van verwerking")]
    for description, purposes in groupby(content.purposes, key=lambda one: one.description):
        lines += [labelled("Doel verwerking", description, " "), Line("Rechtsgrond")]
        lines += [running(legal_basis_text(one, ": ") or "", lead=bullet) for one in purposes]
    lines.append(BLANK)
    if content.automated is not None:
        lines += [
            Line("Is er sprake van automatische besluitvorming?"),
            Line(_yes_or_no(said=content.automated), lead=bullet),
        ]
        lines.append(BLANK)
    if content.recipients:
        lines += [Line('Gegevens worden verstrekt aan ("ontvangers")')]
        lines += [*(running(one, lead=bullet) for one in content.recipients), BLANK]
    if content.transfer is not None:
        lines += [Line("Doorgifte buiten EU"), labelled(_TRANSFER_QUESTION, _yes_or_no(said=content.transfer), " ")]
        lines += [labelled(_PROTECTION_QUESTION, _yes_or_no(said=content.transfer and rng.random() < 0.7), " "), BLANK]
    if any(one.visiting_address or one.postal_address for one in content.controllers):
        lines += [Line("Adres verantwoordelijke(n)"), *_addresses(content.controllers)]
    return tuple(lines)


def _controller_list(controllers: Sequence[Controller], bullet: str) -> Iterator[Line]:
    if controllers:
        yield Line(label="Verantwoordelijke(n)")
    yield from (running(one.name, lead=bullet) for one in controllers)


def _group(block: DataBlock) -> Iterator[tuple[str, str]]:
    yield "Soort gegevens", block.personal_data
    for label, value in (
        ("Verzameldoel", block.collection_purpose),
        ("Bewaartermijn", block.retention),
        ("Bron", block.source),
    ):
        if value is not None:
            yield label, value
    if block.mandatory is not None:
        answer = _yes_or_no(said=block.mandatory)
        yield _MANDATORY_QUESTION, f"{answer}: {block.consequence}" if block.consequence else answer


def fit_labelled(content: Content) -> Content:
    """Give what layout A says: a data subject that is its own source is a bare "Ja"."""
    return replace(
        content,
        blocks=tuple(replace(one, source="Ja") if one.source == "Betrokkene" else one for one in content.blocks),
    )


def _addresses(controllers: Sequence[Controller]) -> Iterator[Line]:
    for controller in controllers:
        if len(controllers) > 1:
            yield running(controller.name)
        for label, value in (("Bezoekadres", controller.visiting_address), ("Postadres", controller.postal_address)):
            if value:
                yield labelled(label, " ".join(value), " ")


def _yes_or_no(*, said: bool) -> str:
    return "Ja" if said else "Nee"


# --- B and B2


def titled_page(content: Content, rng: random.Random) -> tuple[Line, ...]:
    """Write layout B: the title first, the number last."""
    bullet, together = rng.choice(("- ", "• ", "* ")), rng.random() < 0.5
    lines = [Line(content.title), BLANK, *_opening(content, bullet), BLANK, Line("Betrokkene en gegevens"), BLANK]
    for subject, blocks in by_subject(content.blocks):
        lines += [running(subject)] if together else []
        for block in blocks:
            lines += [] if together else [running(subject)]
            lines += [*_bullets(block, bullet), BLANK]
    lines += [*_answers_and_recipients(content, bullet), *_titled_controllers(content.controllers)]
    lines += [Line("Referentie"), BLANK, labelled("Verwerkingsnummer:", content.reference, " ")]
    lines += [labelled("Type:", rng.choice(("Primair", "Secundair")), " ")]
    return tuple(lines)


def dense_page(content: Content, rng: random.Random) -> tuple[Line, ...]:
    """Write layout B2: B without blank lines, before each purpose a line with nothing but a "-"."""
    lines = [line for line in titled_page(replace(content, purposes=()), rng) if line.written.strip()]
    opening = [Line(f"{_introduction(content)}:")]
    for purpose in content.purposes:
        opening += [Line("-"), running(purpose.description), *_basis(purpose)]
    return (lines[0], *opening, *lines[2:])


def _introduction(content: Content) -> str:
    goals = "doelen" if len(content.purposes) > 1 else "doel"
    return f"Hier vindt u een beschrijving van gegevensverwerking {content.title} {_AVG}, met als {goals}"


def _opening(content: Content, bullet: str) -> Iterator[Line]:
    yield Line(f"{_introduction(content)}:")
    yield BLANK
    for purpose in content.purposes:
        yield running(purpose.description, lead=bullet if len(content.purposes) > 1 else "")
        yield from _basis(purpose)


def _basis(purpose: Purpose) -> Iterator[Line]:
    text = legal_basis_text(purpose, ". ")
    if text:
        yield running(text, lead="  ")


def _bullets(block: DataBlock, bullet: str) -> Iterator[Line]:
    yield labelled("Gegevens:", block.personal_data, " ", lead=bullet)
    for label, value in (
        ("Verzameldoel:", block.collection_purpose),
        ("Bewaartermijn:", block.retention),
        ("Bron:", block.source),
    ):
        if value is not None:
            yield labelled(label, value, " ", lead=bullet)
    if block.mandatory is not None:
        yield Line(mandatory_sentence(block), lead=bullet)
        if block.consequence:
            yield labelled("Gevolgen bij het niet aanleveren:", block.consequence, " ", lead="  ")


def _answers_and_recipients(content: Content, bullet: str) -> Iterator[Line]:
    if content.automated is not None:
        yield from (
            Line("Automatische besluitvorming"),
            BLANK,
            running(automated_sentence(said=content.automated)),
            BLANK,
        )
    if content.recipients:
        yield from (Line("Ontvangers"), BLANK, Line("Gegevens worden verstrekt aan onderstaande 'ontvangers'."), BLANK)
        yield from (running(one, lead=bullet) for one in content.recipients)
        yield BLANK
    if content.transfer is not None:
        yield from (Line("Doorgifte buiten EU"), BLANK, running(transfer_sentence(said=content.transfer)), BLANK)


def _titled_controllers(controllers: Sequence[Controller]) -> Iterator[Line]:
    for controller in controllers:
        yield from (Line("Verantwoordelijke"), BLANK, running(controller.name), BLANK)
        for label, value in (("Bezoekadres", controller.visiting_address), ("Postadres", controller.postal_address)):
            if value:
                yield from (Line(label=label), BLANK, *map(Line, value), BLANK)


# --- C


def notification(content: Content, rng: random.Random) -> tuple[Line, ...]:
    """Write layout C: the notification number first, controllers one per line."""
    gap = [BLANK] if rng.random() < 0.5 else []
    lines = [labelled("Meldingsnummer", content.reference, " "), labelled("Naam verwerking", content.title, " "), *gap]
    lines += [*_controller_list(content.controllers, ""), *gap]
    lead = "- " if len(content.purposes) > 1 else ""
    lines += [Line("Doel(en) van verwerking")]
    lines += [*(running(one.description, lead=lead) for one in content.purposes), *gap]
    lines.append(Line("Betrokkenen en gegevens"))
    for block in content.blocks:
        lines += [
            labelled("Betrokkene(n)", block.data_subject, " "),
            labelled("Gegevens", block.personal_data, " "),
            *gap,
        ]
    if content.recipients:
        lines += [Line("Ontvangers"), *map(running, content.recipients), *gap]
    if content.transfer is not None:
        lines += [Line("Doorgifte buiten EU"), running(transfer_sentence(said=content.transfer))]
    return tuple(lines)


A = Layout("A", CARRIES_A, fit_labelled, labelled_page, ": ")
B = Layout("B", CARRIES_B, fit_page, titled_page)
B2 = Layout("B2", CARRIES_B, fit_page, dense_page)
C = Layout("C", CARRIES_C, fit_notification, notification)
