"""The invented site of tests/cases/negotiation, and the table of what its server must answer."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).resolve().parents[1] / "cases" / "negotiation" / "cases.csv"
FORMS = ("html", "ttl", "jsonld", "nt", "json")
LONG = "doc/organisatie/lang.ttl"
"""A file that is worth compressing."""

_PUBLISHED = 1_700_000_000
"""When the site was written, in seconds of 1970: long ago, for the tag of a file that changed within the second may be
weak (RFC 9110 section 8.8.1), and Apache's is."""


@dataclass(frozen=True)
class Case:
    """A row of the table; tests/cases/negotiation/README.md says what its columns mean."""

    case: str
    path: str
    accept: str
    accept_language: str
    status: int
    type: str
    location: str
    vary: frozenset[str]

    @property
    def file(self) -> str | None:
        """The file of the site that is given, by its path."""
        if self.status != 200:
            return None
        path = self.location or self.path
        return f"{path}index.html" if not path or path.endswith("/") else path


def read_cases() -> list[Case]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [
            Case(
                case=row["case"],
                path=row["path"],
                accept=row["accept"],
                accept_language=row["accept_language"],
                status=int(row["status"]),
                type=row["type"],
                location=row["location"],
                vary=frozenset(row["vary"].casefold().replace(",", " ").split()),
            )
            for row in csv.DictReader(file)
        ]


def write_site(folder: Path) -> None:
    """Write every file that a row gives, and one that none may give; what is in it is its path."""
    for path in sorted({*_given(), "404.html", "en/404.html", ".avggraph-site.json"}):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path, encoding="utf-8")
    for form in FORMS:
        (folder / LONG).with_suffix(f".{form}").write_text("<urn:a> <urn:b> <urn:c> .\n" * 2000, encoding="utf-8")
    for file in filter(Path.is_file, folder.rglob("*")):
        os.utime(file, (_PUBLISHED, _PUBLISHED))


def _given() -> Iterator[str]:
    for case in read_cases():
        if case.file:
            yield case.file
        elif case.status == 303:
            document = case.location.partition("#")[0]
            yield from (f"{document}.{form}" for form in FORMS)
            yield f"en/{document}.html"
