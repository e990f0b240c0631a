"""What an invented register description says, before any page is made of it.

The words stand in `words.toml`; a `random.Random` chooses among them, so that one seed gives one description.
Every string has its white space folded, because that is how the extraction contract gives it.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

# The legal bases of the register's form with their place in art. 6(1) GDPR.
BASES = {
    "Toestemming betrokkene": "eu-gdpr:A6-1-a",
    "Uitvoering overeenkomst": "eu-gdpr:A6-1-b",
    "Wettelijke verplichting": "eu-gdpr:A6-1-c",
    "Vitaal belang betrokkene": "eu-gdpr:A6-1-d",
    "Taak van algemeen belang": "eu-gdpr:A6-1-e",
    "Gerechtvaardigd belang": "eu-gdpr:A6-1-f",
    "Gerechtvaardigd belang verantwoordelijke": "eu-gdpr:A6-1-f",
}

_MAX_WORDS = 60
_ELSEWHERE = ("lees verder bij doel(en) van verwerkingen", "Zie doel(en) van de verwerking")


@dataclass(frozen=True, slots=True)
class Purpose:
    """A purpose, the legal basis as the form words it, and why it applies (no closing full stop)."""

    description: str
    basis: str | None
    motivation: str | None

    @property
    def article(self) -> str | None:
        """The article of the legal basis; None where the page names none."""
        return BASES[self.basis] if self.basis else None


@dataclass(frozen=True, slots=True)
class DataBlock:
    """What is kept of one kind of data subject. None: the label is absent; "": it stands there without a value."""

    data_subject: str
    personal_data: str
    collection_purpose: str | None
    retention: str | None
    source: str | None
    mandatory: bool | None
    consequence: str | None


@dataclass(frozen=True, slots=True)
class Controller:
    """A controller and its addresses, by the lines they are written in (none: absent)."""

    name: str
    visiting_address: tuple[str, ...]
    postal_address: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """Everything one description may say; a layout shows what it has room for."""

    domain: str
    reference: str
    title: str
    organisations: tuple[str, ...]
    department: str | None
    purposes: tuple[Purpose, ...]
    blocks: tuple[DataBlock, ...]
    special: dict[str, tuple[str, ...]]
    automated: bool | None
    automated_note: str | None
    transfer: bool | None
    transfer_note: str | None
    recipients: tuple[str, ...]
    controllers: tuple[Controller, ...]
    division: str | None
    related: tuple[str, ...]
    related_text: str | None


@cache
def words() -> dict[str, Any]:
    """Read the word lists."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def invent(rng: random.Random) -> Content:
    """Invent one description.

    >>> content = invent(random.Random("1/0"))
    >>> content == invent(random.Random("1/0"))
    True
    """
    domain: dict[str, Any] = rng.choice(words()["domain"])
    minister: str = domain["minister"]
    units = rng.sample(domain["units"], k=rng.choice((1, 1, 1, 2)))
    blocks = _blocks(rng, domain)
    automated, transfer = rng.choice((False, False, False, True)), rng.choice((False, False, False, True))
    related, related_text = _related(rng)
    content = Content(
        domain=domain["name"],
        reference=f"M{rng.randint(101, 8999)}",
        title=rng.choice(domain["titles"]),
        organisations=_organisations(rng, minister, units),
        department=units[0] if units[0].startswith("Directie ") and rng.random() < 0.7 else None,
        purposes=_purposes(rng, domain),
        blocks=blocks,
        special=_special(rng, blocks),
        automated=automated,
        automated_note=rng.choice(_general("automated_notes")) if automated and rng.random() < 0.5 else None,
        transfer=transfer,
        transfer_note=rng.choice(_general("transfer_notes")) if transfer and rng.random() < 0.7 else None,
        recipients=_recipients(rng, domain),
        controllers=_controllers(rng, minister, units),
        division=rng.choice(_general("divisions")) if rng.random() < 0.25 else None,
        related=related,
        related_text=related_text,
    )
    return _cut_off(rng, content) if rng.random() < 0.05 else content


def _general(name: str) -> list[str]:
    listed: list[str] = words()["general"][name]
    return listed


def _short(text: str) -> str:
    return " ".join(text.split()[:_MAX_WORDS])


def _organisations(rng: random.Random, minister: str, units: list[str]) -> tuple[str, ...]:
    ministry = f"Ministerie van {minister}"
    if len(units) > 1:
        return tuple(f"{ministry} {unit}" for unit in units)
    # Below an organisation without its own label, "Directie X" would be the label of the department.
    second = (ministry,) if units[0].startswith("Directie ") else (ministry, units[0])
    return rng.choice([(ministry,), (f"{ministry} {units[0]}",), second])


def _purposes(rng: random.Random, domain: dict[str, Any]) -> tuple[Purpose, ...]:
    count = rng.choice((1, 1, 1, 2, 2, 3, 4, 6, 8))
    purposes: list[Purpose] = []
    while len(purposes) < count:
        description = rng.choice(domain["purposes"])
        if any(description in one.description for one in purposes):
            description = f"{rng.choice(domain['uses'])}, onderdeel {len(purposes) + 1}"
        elif rng.random() < 0.2:
            description = f"{rng.choice(domain['uses'])}: {description}"
        extra = rng.sample(_general("sentences"), k=rng.choice((0, 0, 0, 1, 2)))
        closed = [f"{description}."] if extra or rng.random() < 0.5 else [description]
        description = _short(" ".join(closed + extra))
        bases = [_basis(rng, domain) for _ in range(rng.choice((1, 1, 1, 1, 1, 2, 3)))]
        purposes.extend(Purpose(description, *basis) for basis in dict.fromkeys(bases))
    return tuple(purposes[:count])


def _basis(rng: random.Random, domain: dict[str, Any]) -> tuple[str | None, str | None]:
    motivation = rng.choice([rng.choice(domain["laws"]), rng.choice(_general("motivations"))])
    if rng.random() < 0.05:
        return None, motivation
    basis = rng.choice([*BASES, "Taak van algemeen belang", "Taak van algemeen belang", "Wettelijke verplichting"])
    return basis, motivation if rng.random() < 0.4 else None


def _blocks(rng: random.Random, domain: dict[str, Any]) -> tuple[DataBlock, ...]:
    subjects = [_subject(rng, subject) for subject in domain["subjects"]]
    rng.shuffle(subjects)
    blocks: list[DataBlock] = []
    for subject in subjects:
        blocks.extend(_block(rng, domain, subject) for _ in range(rng.choice((1, 1, 2, 3))))
    return tuple(blocks[: rng.choice((1, 1, 2, 2, 3, 4, 5, 6, 8))])


def _subject(rng: random.Random, subject: str) -> str:
    return f"{subject} {rng.choice(_general('subject_tails'))}" if rng.random() < 0.35 else subject


def _block(rng: random.Random, domain: dict[str, Any], subject: str) -> DataBlock:
    mandatory = rng.choice((True, True, True, False, False, False, None))
    return DataBlock(
        data_subject=subject,
        personal_data=_personal_data(rng, domain),
        collection_purpose=_may_lack(rng, _use(rng, domain)),
        retention=_may_lack(rng, _retention(rng)),
        source=_may_lack(rng, rng.choice(["Betrokkene", "Betrokkene", *domain["sources"]])),
        mandatory=mandatory,
        consequence=rng.choice(domain["consequences"]) if mandatory and rng.random() < 0.8 else None,
    )


def _may_lack(rng: random.Random, value: str) -> str | None:
    chance = rng.random()
    return None if chance < 0.06 else "" if chance < 0.1 else value


def _personal_data(rng: random.Random, domain: dict[str, Any]) -> str:
    items = rng.sample(domain["data"], k=rng.randint(1, min(9, len(domain["data"]))))
    if rng.random() < 0.15:
        items.insert(rng.randint(1, len(items)), rng.choice(_general("label_traps")))
    tail = rng.choice(_general("data_tails")) if rng.random() < 0.3 else ""
    text = _listed(rng, items)
    text = f"{rng.choice(_general('data_heads'))} {text}" if rng.random() < 0.3 else _capital(text)
    joint = ", " if tail[:1].islower() else ". "
    return _short(f"{text}{joint}{tail}" if tail else text)


def _capital(text: str) -> str:
    return text if text.startswith("a)") else text[0].upper() + text[1:]


def _listed(rng: random.Random, items: list[str]) -> str:
    """Write a list inside a value, the ways registers do."""
    if len(items) < 2:
        return items[0]
    sentence = f"{', '.join(items[:-1])} en {items[-1]}"
    ways = {
        sentence: 50,
        ", ".join(items): 30,
        "; ".join(f"{letter}) {item}" for letter, item in zip("abcdefghijkl", items, strict=False)): 6,
        " ".join(f"({letter}) {item}" for letter, item in zip("abcdefghijkl", items, strict=False)): 5,
        " ".join(f"{number}) {item}" for number, item in enumerate(items, start=1)): 5,
        " • ".join(items): 4,
    }
    return rng.choices(list(ways), list(ways.values()))[0]


def _use(rng: random.Random, domain: dict[str, Any]) -> str:
    chance = rng.random()
    if chance < 0.06:
        return rng.choice(_ELSEWHERE)
    if chance < 0.15:
        return str(rng.choice(domain["purposes"]))
    use: str = rng.choice(domain["uses"])
    return f"{use}. {rng.choice(_general('sentences'))}" if chance < 0.3 else use


def _retention(rng: random.Random) -> str:
    return rng.choice(_general("retentions")).format(
        n=rng.choice((1, 2, 3, 5, 7, 10, 15)),
        k=rng.choice((6, 11, 12, 20)),
        d=rng.choice((3, 4, 14, 28)),
        m=rng.randint(101, 8999),
        w=rng.choice(_general("number_words")),
    )


def _special(rng: random.Random, blocks: tuple[DataBlock, ...]) -> dict[str, tuple[str, ...]]:
    subjects = dict.fromkeys(block.data_subject for block in blocks)
    return {subject: tuple(rng.sample(_general("special"), k=rng.choice((0, 0, 1, 2)))) for subject in subjects}


def _recipients(rng: random.Random, domain: dict[str, Any]) -> tuple[str, ...]:
    chosen = rng.sample(domain["recipients"], k=rng.randint(0, 4))
    return tuple(text + rng.choice(("", ".")) for text in chosen)


def _controllers(rng: random.Random, minister: str, units: list[str]) -> tuple[Controller, ...]:
    names = [_controller_name(rng, minister, unit) for unit in units]
    return tuple(
        Controller(name, _address(rng, street=True), _address(rng, street=False)) for name in dict.fromkeys(names)
    )


def _controller_name(rng: random.Random, minister: str, unit: str) -> str:
    function, chance = rng.choice(_general("functions")), rng.random()
    if chance < 0.55:
        return f"De Minister van {minister}, {rng.choice(('namens', 'voor'))} deze de {function} {unit}"
    if chance < 0.65:
        other = rng.choice(_general("functions"))
        return f"De Minister van {minister}, namens deze de {other}, namens deze de {function} {unit}"
    if chance < 0.75:
        return f"{rng.choice(_general('persons'))}, {function} {unit}"
    return rng.choice((f"De Minister van {minister}", f"{function.capitalize()} {unit}"))


def _address(rng: random.Random, *, street: bool) -> tuple[str, ...]:
    if rng.random() < 0.12:
        return ()
    first = rng.choice(_general("streets")) if street else f"Postbus {rng.randint(1000, 99999)}"
    code = f"{rng.randint(1011, 9999)}{rng.choice(('', ' '))}{rng.choice('ABCDEGHJKL')}{rng.choice('ABCDEGHJKL')}"
    return (first, f"{code} {rng.choice(_general('places'))}", "NEDERLAND")


def _related(rng: random.Random) -> tuple[tuple[str, ...], str | None]:
    if rng.random() < 0.5:
        return (), rng.choice((None, "Deze verwerking bevat geen gerelateerde verwerkingen"))
    first = rng.randint(101, 8000)
    numbers = [f"M{first}-M{first + rng.randint(1, 4)}"] if rng.random() < 0.3 else []
    numbers += [f"M{number}" for number in rng.sample(range(101, 8999), k=rng.randint(1, 4))]
    listed = f"{', '.join(numbers[:-1])} en {numbers[-1]}" if len(numbers) > 1 else numbers[0]
    return tuple(numbers), rng.choice(_general("references_in")).format(r=listed)


def _cut_off(rng: random.Random, content: Content) -> Content:
    """Drop what a cut-off page lost: with the automated decisions goes all that stands below them."""
    return Content(
        domain=content.domain,
        reference=content.reference,
        title=content.title,
        organisations=content.organisations,
        department=content.department,
        purposes=content.purposes,
        blocks=content.blocks,
        special=content.special,
        automated=content.automated if rng.random() < 0.5 else None,
        automated_note=None,
        transfer=None,
        transfer_note=None,
        recipients=(),
        controllers=(),
        division=None,
        related=(),
        related_text=None,
    )
