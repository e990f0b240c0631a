"""The printed form of a layout: its sections, field labels, fixed sentences and legal bases.

All of it is data (`data/layouts/*.toml`); this module only compiles it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from avggraph import resources
from avggraph.description import Answer

_STOP = re.compile(r"[.!?;](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sign that words are a value of a field: `weight` is added to the score where `pattern` is found."""

    weight: float
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled field of the form. `kinds`: words that make a value complete without its label."""

    id: str
    labels: tuple[str, ...]
    optional: bool
    repeats: bool
    keeps_label: bool
    kinds: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    def score(self, words: str) -> float:
        """Say how much `words` look like a value of this field; 0 is no sign, below 0 against."""
        return sum(sign.weight for sign in self.evidence if sign.pattern.search(words))


# Sections are told apart by what they are, not by what they hold: they are keys of what is remembered of a line.
@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """A section of the form. `fields` in the form's order, `labels` theirs; `repeats` where they form blocks."""

    id: str
    headings: tuple[str, ...]
    fields: tuple[Field, ...]
    labels: tuple[str, ...]
    repeats: bool
    label: re.Pattern[str] | None

    def field_index(self, label: str) -> int:
        """Give the place of the field that carries this label."""
        return next(index for index, field in enumerate(self.fields) if label in field.labels)


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One option of the form's closed list: its words as a pattern over any white space, and its IRI as CURIE."""

    pattern: re.Pattern[str]
    iri: str


@dataclass(frozen=True, slots=True)
class Form:
    """A layout's form."""

    title: str
    sections: tuple[Section, ...]
    answers: tuple[tuple[str, Answer, re.Pattern[str]], ...]
    exception: re.Pattern[str]
    consequence: re.Pattern[str]
    legal_bases: tuple[LegalBasis, ...]

    def prints(self, words: str) -> bool:
        """Say whether a line is the form's own: a heading, a line with a label, a fixed sentence, a legal basis.

        >>> sheet().prints("Bron Betrokkene"), sheet().prints("Register van verwerkingen")
        (True, False)
        """
        key = heading_key(words)
        return (
            any(key in section.headings for section in self.sections)
            or any(section.label and section.label.match(words) for section in self.sections)
            or any(pattern.search(words) for _, _, pattern in self.answers)
            or any(basis.pattern.match(words) for basis in self.legal_bases)
        )

    def answer(self, field: str, words: str) -> Answer:
        """Read a fixed sentence of the form; words that say neither yes nor no, or no but for some, are not parsable.

        >>> sheet().answer("transfer", "Er is geen sprake van doorgifte van persoonsgegevens.")
        <Answer.NO: 'No'>
        >>> sheet().answer("transfer", "Nee, behalve aan de Verenigde Staten.")
        <Answer.NOT_PARSABLE: 'NotParsable'>
        """
        for name, value, pattern in self.answers:
            said = pattern.search(words) if name == field else None
            if said:
                excepts = value is Answer.NO and self.exception.search(_sentence_around(words, said))
                return Answer.NOT_PARSABLE if excepts else value
        return Answer.NOT_PARSABLE


def _sentence_around(words: str, said: re.Match[str]) -> str:
    """Give the sentence that a match stands in, or those it runs through."""
    begin = max((stop.end() for stop in _STOP.finditer(words, 0, said.start())), default=0)
    stop = _STOP.search(words, said.end())
    return words[begin : stop.end() if stop else len(words)]


# A line is asked for by each layout that may have printed it.
@lru_cache(maxsize=2048)
def heading_key(words: str) -> str:
    """Give the form of a heading by which headings are compared.

    >>> heading_key("Doelen  van de verwerking:")
    'doelen van de verwerking'
    """
    return " ".join(words.casefold().rstrip(" :.").split())


@cache
def sheet() -> Form:
    """Give the form of layouts S and S-columns."""
    return load_form(resources.data("layouts", "sheet.toml"))


def load_form(path: Path) -> Form:
    """Load a form. Raises `KnowledgeError` naming the file where it cannot be used."""
    with resources.table(path) as table:
        return _form(table)


def _form(table: dict[str, Any]) -> Form:
    fields = {name: _field(name, entry) for name, entry in table["field"].items()}
    return Form(
        title=table["title"],
        sections=tuple(_section(entry, fields) for entry in table["section"]),
        answers=tuple(
            (entry["field"], Answer(entry["value"]), re.compile(entry["pattern"])) for entry in table["answer"]
        ),
        exception=re.compile(table["exception"]["pattern"]),
        consequence=re.compile(table["consequence"]["pattern"]),
        legal_bases=tuple(
            LegalBasis(re.compile(r"\s+".join(map(re.escape, entry["words"].split())), re.IGNORECASE), entry["iri"])
            for entry in table["legal_basis"]
        ),
    )


def _field(name: str, entry: dict[str, Any]) -> Field:
    return Field(
        id=name,
        labels=tuple(entry["labels"]),
        optional=entry.get("optional", False),
        repeats=entry.get("repeats", False),
        keeps_label=entry.get("keeps_label", False),
        kinds=tuple(entry.get("kinds", ())),
        evidence=tuple(Evidence(sign["weight"], re.compile(sign["pattern"])) for sign in entry["evidence"]),
    )


def _section(entry: dict[str, Any], fields: dict[str, Field]) -> Section:
    own = tuple(fields[name] for name in entry.get("fields", ()))
    labels = sorted((label for field in own for label in field.labels), key=len, reverse=True)
    pattern = rf"(?P<label>{'|'.join(map(re.escape, labels))})(?:\*\*|__)?\s?:?(?:\*\*|__)?(?=[\s|]|$)"
    return Section(
        id=entry["id"],
        headings=tuple(map(heading_key, entry["headings"])),
        fields=own,
        labels=tuple(label for field in own for label in field.labels),
        repeats=entry.get("repeats", False),
        label=re.compile(pattern) if own else None,
    )
