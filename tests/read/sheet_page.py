"""A description's answer (`tests/cases/examples`) laid out as a sheet: headings, label-value tables, paragraphs.

Test files of every kind are made from this one shape, so that what is read back can be held against the answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

ANSWERS = sorted((Path(__file__).resolve().parents[1] / "cases" / "examples").glob("*.json"))

_NO_DECISION = "Er is geen sprake van besluitvorming over persoonsgegevens op basis van automatisch verwerkte gegevens."
_NO_TRANSFER = (
    "Er is geen sprake van doorgifte van persoonsgegevens aan één of meer landen buiten de Europese Unie of aan een "
    "internationale organisatie."
)
_DATA = {
    "data_subject": "Betrokkene(n)",
    "personal_data": "Persoonsgegevens",
    "collection_purpose": "Verzameldoel",
    "retention": "Bewaartermijn",
    "source": "Bron",
}


@dataclass(frozen=True, slots=True)
class Heading:
    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    words: str


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[str, str], ...]


Part = Heading | Paragraph | Table


def answer_of(path: Path) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    # The file is not read here, and a sheet has no place for special categories.
    return {key: value for key, value in answer.items() if key not in ("file", "special_categories")}


def sheet(answer: dict[str, Any]) -> tuple[Part, ...]:
    return tuple(_parts(answer))


def _parts(answer: dict[str, Any]) -> Iterator[Part]:
    yield Heading("Beschrijving van gegevensverwerking")
    header = [("Omschrijving", answer["title"])]
    header += [("Organisatie", name) for name in answer["organisations"]]
    header += [("Directie", answer["department"]), ("Referentienummer", answer["reference"])]
    yield _table(header)
    yield Heading("Doelen van de verwerking")
    for purpose in answer["purposes"]:
        yield from (Paragraph(words) for words in (purpose["description"], purpose["legal_basis_text"]) if words)
    yield Heading("Betrokkenen en gegevens")
    for record in answer["data_records"]:
        rows = [(label, record[key]) for key, label in _DATA.items()]
        yield _table([*rows, ("Aanleverplicht", _obligation(record))])
    yield from _statement("Automatische besluitvorming", _NO_DECISION, answer["automated_decision_making"])
    if answer["recipients"]:
        yield Heading("Ontvangers")
        yield Paragraph(answer["recipients"])
    yield from _statement("Doorgifte buiten EU", _NO_TRANSFER, answer["transfer_outside_eu"])
    yield Heading("Verantwoordelijken")
    for entry in answer["controllers"]:
        labels = (("Naam", "name"), ("Bezoekadres", "visiting_address"), ("Postadres", "postal_address"))
        yield _table([(label, entry[key]) for label, key in labels])
    if answer.get("responsibility_division"):
        yield Heading("Verdeling verantwoordelijkheid")
        yield Paragraph(answer["responsibility_division"])
    if answer["related"]:
        yield Heading("Gerelateerde verwerkingen")
        yield Paragraph(f"Deze verwerking hangt samen met {', '.join(answer['related'])}.")


def _table(rows: list[tuple[str, str | None]]) -> Table:
    return Table(tuple((label, value) for label, value in rows if value))


def _obligation(record: dict[str, Any]) -> str | None:
    if record["mandatory"] is None:
        return None
    sentence = f"Betrokkenen waren {'' if record['mandatory'] else 'niet '}verplicht deze gegevens aan te leveren."
    consequence = record["consequence"]
    return f"{sentence} Gevolgen bij het niet aanleveren: {consequence}" if consequence else sentence


def _statement(heading: str, no: str, answer: bool | None) -> Iterator[Part]:
    if answer is not None:
        yield Heading(heading)
        yield Paragraph(no.replace("geen sprake", "sprake") if answer else no)


def html_of(parts: tuple[Part, ...], style: str = "") -> str:
    """The description alone, as it is printed."""
    body = "".join(map(_html, parts))
    return (
        f'<!DOCTYPE html>\n<html lang="nl"><head><meta charset="utf-8"><title>Register</title><style>{style}</style>'
        f"</head><body>{body}</body></html>"
    )


def site_page_of(parts: tuple[Part, ...]) -> str:
    """A page as a web site gives it: navigation, a header, scripts and hidden words around the description."""
    body = "".join(map(_html, parts))
    return (
        '<!DOCTYPE html>\n<html lang="nl"><head><meta charset="utf-8"><title>Register</title>'
        '<script>var Bron = "script";</script></head><body><header>Rijksoverheid</header>'
        '<nav><ul><li><a href="/">Home</a></li></ul></nav>'
        f'<div class="inhoud"><p hidden>Bron\tverborgen</p>{body}</div><footer>Over deze site</footer></body></html>'
    )


def _html(part: Part) -> str:
    match part:
        case Heading(words):
            return f"<h2>{escape(words)}</h2>\n"
        case Paragraph(words):
            return f"<p>{escape(words)}</p>\n"
        case Table(rows):
            cells = "".join(f"<tr><th>{escape(label)}</th><td>{escape(value)}</td></tr>\n" for label, value in rows)
            return f"<table>{cells}</table>\n"
