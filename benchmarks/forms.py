"""The forms in which descriptions come, for a register of all of them (`python -m benchmarks.register --layouts all`).

Every layout of a page; pages as HTML, PDF, DOCX and ODT; and the structured sources: the register's export,
spreadsheets, the transfer bundle, Ghent's Turtle and Logius' draft. Each file holds one description. What a form has no
room for is left out.
"""

from __future__ import annotations

import csv
import io
import json
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from textwrap import wrap
from typing import Any
from zipfile import ZipFile, ZipInfo

from openpyxl import Workbook

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "read"))

from made import docx_of, odt_of, packed, pdf
from sheet_page import html_of, sheet, site_page_of

from registers.content import Content, DataBlock
from registers.render import LAYOUTS, render

Written = tuple[str, bytes]
"""The end of a file's name, and what it holds."""

# The words of Logius' draft for the bases of art. 6(1) GDPR.
_LOGIUS = {
    "a": "Consent",
    "b": "Contract",
    "c": "LegalObligation",
    "d": "VitalInterest",
    "e": "PublicInterest",
    "f": "LegitimateInterest",
}
_LINE, _PAGE = 14, 50  # points of a line, lines of a page
_STAMP = datetime(2026, 1, 1)


def _page(layout: str, ending: str) -> Callable[[Content, random.Random], Written]:
    return lambda content, rng: (ending, render(content, LAYOUTS[layout], rng).text.encode())


def _parts(content: Content, rng: random.Random) -> Any:
    return sheet(render(content, LAYOUTS["S-tab"], rng).answer)


def _pdf(content: Content, rng: random.Random) -> Written:
    text = render(content, LAYOUTS["S-blank"], rng).text
    lines = [piece for line in text.splitlines() for piece in (wrap(line, 90) or [""])]
    pages = [lines[at : at + _PAGE] for at in range(0, len(lines), _PAGE)]
    printed = [[(60, 780 - _LINE * row, 10, line) for row, line in enumerate(page) if line] for page in pages]
    return "pdf", pdf(printed)


# ---------------------------------------------------------------- structured


def _export(content: Content, _rng: random.Random) -> Written:
    return "json", json.dumps([_export_record(content)], ensure_ascii=False, indent=1).encode()


def _export_record(content: Content) -> dict[str, Any]:
    return {
        "Status": "Vastgesteld",
        "Naam": content.title,
        "Nummer": content.reference,
        "Dienst": content.department,
        "Organisatie": content.organisations[0],
        "VerdelingVerantwoordelijkheid": content.division,
        "Verantwoordelijken": [{"Naam": one.name} for one in content.controllers],
        "Doelen": [{"Doel": one.description, "Rechtsgrond": _basis(one)} for one in content.purposes],
        "Betrokkenen": [_subject(content, block) for block in content.blocks],
        "Ontvangers": [{"Omschrijving": words} for words in content.recipients],
        "Besluitvorming": {"HasBesluitvorming": content.automated, "Logica": content.automated_note},
        "Doorgifte": {"BuitenEu": content.transfer, "BuitenEuOmschrijving": content.transfer_note},
    }


def _subject(content: Content, block: DataBlock) -> dict[str, Any]:
    return {
        "Omschrijving": block.data_subject,
        "GeenBijzondereGegevens": not content.special[block.data_subject],
        "Gegevens": [
            {
                "Omschrijving": block.personal_data,
                "Verzameldoel": block.collection_purpose,
                "Bewaartermijn": block.retention,
                "BronOmschrijving": block.source,
                "IsBetrokkeneVerplicht": block.mandatory,
                "BetrokkeneConsequenties": block.consequence,
            }
        ],
    }


def _basis(purpose: Any) -> str | None:
    return ": ".join(part for part in (purpose.basis, purpose.motivation) if part) or None


def _rows(content: Content) -> list[list[str]]:
    """Give headings and the rows of one record: a row for each block of data."""
    headings = ["Nummer", "Naam", "Organisatie", "Doel", "Rechtsgrond", "Ontvangers"]
    headings += ["Betrokkenen", "Persoonsgegevens", "Bewaartermijn", "Bron"]
    first, blocks = content.purposes[0], content.blocks
    start = [content.reference, content.title, content.organisations[0], first.description, first.basis or ""]
    start += ["\n".join(content.recipients)]
    cells = [[one.data_subject, one.personal_data, one.retention or "", one.source or ""] for one in blocks]
    return [headings, *([*(start if not at else [content.reference, *[""] * 5]), *row] for at, row in enumerate(cells))]


def _csv(content: Content, _rng: random.Random) -> Written:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows(_rows(content))
    return "csv", stream.getvalue().encode()


def _xlsx(content: Content, _rng: random.Random) -> Written:
    book = Workbook()
    book.properties.created = book.properties.modified = _STAMP
    for row in _rows(content):
        book.worksheets[0].append(row)
    stream = io.BytesIO()
    book.save(stream)
    return "xlsx", _without_clock(stream.getvalue())


def _without_clock(archive: bytes) -> bytes:
    """Give an archive whose members bear no time of writing, so that the same content has the same bytes."""
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as before, ZipFile(stream, "w") as after:
        for name in before.namelist():
            if name != "docProps/core.xml":
                after.writestr(ZipInfo(name), before.read(name))
    return stream.getvalue()


def _transfer(content: Content, _rng: random.Random) -> Written:
    members: dict[str, bytes | str] = {}

    def entity(kind: str, number: int, attributes: Mapping[str, Any], **relations: list[str]) -> str:
        key = f"{content.reference}-{kind}-{number}"
        told = {"type": kind, "id": key, "attributes": attributes, "relations": relations}
        members[f"entities/{kind}/{key}.json"] = json.dumps(told, ensure_ascii=False)
        return key

    goals = [
        entity("avg_goal", number, {"goal": one.description, "avg_goal_legal_base": one.basis})
        for number, one in enumerate(content.purposes)
    ]
    people = []
    for number, block in enumerate(content.blocks):
        item = entity("stakeholder_data_item", number, _data_item(block))
        people.append(entity("stakeholder", number, {"description": block.data_subject}, stakeholderDataItems=[item]))
    receivers = [entity("receiver", at, {"description": words}) for at, words in enumerate(content.recipients)]
    said = {"name": content.title, "decision_making": content.automated, "outside_eu": content.transfer}
    related = {"avgGoals": goals, "stakeholders": people, "receivers": receivers}
    entity("avg_responsible_processing_record", 0, said, **related)
    organisation = {"id": "1", "name": content.organisations[0]}
    manifest = {"format": "openvwr-transfer", "version": 1, "source_organisation": organisation}
    return "zip", packed({"manifest.json": json.dumps(manifest, ensure_ascii=False), **members})


def _data_item(block: DataBlock) -> dict[str, Any]:
    return {
        "description": block.personal_data,
        "collection_purpose": block.collection_purpose,
        "retention_period": block.retention,
        "source_description": block.source,
        "is_stakeholder_mandatory": block.mandatory,
        "stakeholder_consequences": block.consequence,
    }


def _turtle(content: Content, _rng: random.Random) -> Written:
    def text(words: str) -> str:
        return json.dumps(words, ensure_ascii=False)

    node = f"https://stad.example/verwerking/{content.reference}"
    named = {f"{node}/{at}": words for at, words in enumerate(_named(content))}
    iris = iter(named)
    said = [f"dct:title {text(content.title)}"]
    for purpose in content.purposes[:1]:
        said += [f"dct:description {text(purpose.description)}"]
        said += [f"toest:verwerkingsgrond <{next(iris)}>"] if purpose.basis else []
    for block in content.blocks:
        said += [f"schema:audience {text(block.data_subject)}", f"gdv:hasPersonalData [ dct:type <{next(iris)}> ]"]
        said += [f"dct:temporal [ dct:title {text(block.retention)} ]"] if block.retention else []
    said += [f"gdv:grantee <{next(iris)}>" for _ in content.recipients]
    prefixes = {
        "dct": "http://purl.org/dc/terms/",
        "gdv": "http://stad.gent/data/ns/data-processing/",
        "schema": "http://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "toest": "http://data.vlaanderen.be/ns/toestemming#",
    }
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in prefixes.items()]
    lines += [f"<{node}> a toest:VerwerkingsActiviteit ;", " ;\n".join(f"    {one}" for one in said) + " ."]
    lines += [f"<{iri}> skos:prefLabel {text(words)} ." for iri, words in named.items()]
    return "ttl", ("\n".join(lines) + "\n").encode()


def _named(content: Content) -> Iterator[str]:
    """Give what the Turtle names by an IRI, in the order it comes in."""
    yield from (purpose.basis for purpose in content.purposes[:1] if purpose.basis)
    yield from (block.personal_data for block in content.blocks)
    yield from content.recipients


def _logius(content: Content, _rng: random.Random) -> Written:
    articles = dict.fromkeys(purpose.article for purpose in content.purposes if purpose.article)
    first = content.blocks[0]
    activity = {
        "id": content.reference,
        "version": 1,
        "name": content.title,
        "purpose": content.purposes[0].description,
        "legalBasis": [_LOGIUS[article[-1]] for article in articles],
        "dataSubjects": list(dict.fromkeys(block.data_subject for block in content.blocks)),
        "personalData": {
            "categories": list(dict.fromkeys(block.personal_data for block in content.blocks)),
            "retentionPeriod": first.retention or "",
        },
        "processingOptions": ["Store", "Use"],
        "measures": [],
        "validFrom": "2026-01-01T00:00:00Z",
    }
    return "json", json.dumps([activity], ensure_ascii=False, indent=1).encode()


Form = Callable[[Content, random.Random], Written]

# What a register of all forms is made of, by how often each comes up.
FORMS: Mapping[str, tuple[int, Form]] = {
    "S-tab": (4, _page("S-tab", "txt")),
    "S-blank": (2, _page("S-blank", "txt")),
    "S-columns": (1, _page("S-columns", "txt")),
    "S-markdown": (1, _page("S-markdown", "md")),
    "A": (3, _page("A", "txt")),
    "B": (1, _page("B", "txt")),
    "B2": (1, _page("B2", "txt")),
    "C": (1, _page("C", "txt")),
    "D": (1, _page("D", "md")),
    "html": (2, lambda content, rng: ("html", html_of(_parts(content, rng)).encode())),
    "site page": (1, lambda content, rng: ("html", site_page_of(_parts(content, rng)).encode())),
    "pdf": (2, _pdf),
    "docx": (1, lambda content, rng: ("docx", docx_of(_parts(content, rng)))),
    "odt": (1, lambda content, rng: ("odt", _without_clock(odt_of(_parts(content, rng))))),
    "export": (3, _export),
    "csv": (1, _csv),
    "xlsx": (1, _xlsx),
    "transfer": (1, _transfer),
    "gent": (1, _turtle),
    "logius": (1, _logius),
}


def drawn(rng: random.Random) -> str:
    """Draw the name of a form."""
    return rng.choices(tuple(FORMS), [weight for weight, _ in FORMS.values()])[0]
