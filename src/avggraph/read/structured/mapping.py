"""A user's own mapping of headings to keys of the register: a TOML or CSV file."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping

from avggraph.errors import SourceError, Where
from avggraph.read.decode import decode


def load_mapping(data: bytes, name: str) -> Mapping[str, str]:
    """Read a mapping: a TOML table `columns`, or a CSV with a heading and its key on each row.

    Raises `SourceError` where it is neither.

    >>> load_mapping(b'[columns]\\n"Leverancier" = "Verwerkers.Naam"\\n', "kolommen.toml")
    {'Leverancier': 'Verwerkers.Naam'}
    >>> load_mapping(b"kop;sleutel\\nLeverancier;Verwerkers.Naam\\n", "kolommen.csv")
    {'Leverancier': 'Verwerkers.Naam'}
    """
    text, _ = decode(data, name)
    return _toml(text, name) if name.casefold().endswith(".toml") else _csv(text, name)


def _toml(text: str, name: str) -> dict[str, str]:
    try:
        columns = tomllib.loads(text).get("columns")
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"Dit is geen TOML: {error}", where=Where(name)) from error
    if not isinstance(columns, dict) or not all(isinstance(target, str) for target in columns.values()):
        raise SourceError(
            "De afbeelding heeft een tabel [columns] nodig.",
            where=Where(name),
            advice='Schrijf regels als "Leverancier" = "Verwerkers.Naam".',
        )
    return dict(columns)


def _csv(text: str, name: str) -> dict[str, str]:
    lines = text.splitlines()
    delimiter = ";" if lines and ";" in lines[0] else ","
    mapping: dict[str, str] = {}
    for number, row in enumerate(csv.reader(lines, delimiter=delimiter), 1):
        if not any(cell.strip() for cell in row) or number == 1:
            continue
        if len(row) < 2 or not row[0].strip() or not row[1].strip():
            raise SourceError("De rij noemt geen kop en een sleutel.", where=Where(name, number))
        mapping[row[0].strip()] = row[1].strip()
    return mapping
