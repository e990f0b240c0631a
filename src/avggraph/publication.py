"""What only a publisher knows of a dataset: who publishes it, under which licence, where to ask.

A file of it is TOML; `data/publication-example.toml` is one with remarks. Nothing here has a default that says
something: what a file does not tell stays unknown, and `missing_facts` tells what DCAT-AP-NL asks beside.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn

from avggraph import resources
from avggraph.bilingual import UNSAID, Bilingual
from avggraph.errors import UsageError, Where, reason_of
from avggraph.graph.naming import Naming
from avggraph.query.values import is_iri


@dataclass(frozen=True, slots=True)
class Code:
    """A value of an official list (`data/dataset/codes.csv`): its IRI and its names."""

    iri: str
    name: Bilingual


@dataclass(frozen=True, slots=True)
class Agent:
    """An organisation: its IRI and name."""

    iri: str
    name: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Where to ask: a desk and no person."""

    name: str
    email: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Sparql:
    """A public SPARQL endpoint, and what is said of it."""

    endpoint: str
    description: Bilingual = UNSAID


@dataclass(frozen=True, slots=True)
class Publication:
    """What a publisher tells of a dataset; `Publication()` is one who told nothing.

    `base` is the address of the site, with a slash at its end. `keywords_nl` and `keywords_en` are lists of words.
    """

    base: str = ""
    title: Bilingual = UNSAID
    description: Bilingual = UNSAID
    keywords_nl: tuple[str, ...] = ()
    keywords_en: tuple[str, ...] = ()
    themes: tuple[Code, ...] = ()
    access_rights: Code | None = None
    licence: str = ""
    frequency: Code | None = None
    status: Code | None = None
    issued: date | None = None
    modified: date | None = None
    version: str = ""
    spatial: tuple[str, ...] = ()
    publisher: Agent | None = None
    creator: Agent | None = None
    contact: Contact | None = None
    sparql: Sparql | None = None


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact that DCAT-AP-NL 3.0 asks and nobody told: its place in the file, and its name."""

    key: str
    name: Bilingual


def load_publication(path: Path) -> Publication:
    """Read a publisher's file. Raises `UsageError`, with the key, for what is not understood; no key is skipped.

    >>> load_publication(resources.data("publication-example.toml")).contact.email
    'fg@voorbeeld.example'
    """
    try:
        return parse_publication(path.read_text(encoding="utf-8-sig"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"Het bestand is niet te lezen: {reason_of(error)}.",
            where=Where(path.name),
            advice="Geef een TOML-bestand in UTF-8.",
        ) from error


def parse_publication(text: str, name: str) -> Publication:
    """Parse a publisher's file; `name` is what errors call it."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"Dit is geen TOML: {error}", where=Where(name), advice=_SEE_EXAMPLE) from error
    return _publication(_Section(name, "", document))


def missing_facts(publication: Publication) -> tuple[MissingFact, ...]:
    """Tell what DCAT-AP-NL 3.0 asks of catalogue, dataset, distributions and service, and the publisher did not tell.

    >>> [fact.key for fact in missing_facts(Publication(licence="https://example.org/licentie"))][:3]
    ['dataset.title', 'dataset.description', 'dataset.themes']
    """
    told = {
        "dataset.title": publication.title,
        "dataset.description": publication.description,
        "dataset.themes": publication.themes,
        "dataset.access-rights": publication.access_rights,
        "dataset.licence": publication.licence,
        "publisher": publication.publisher,
        "creator": publication.creator,
        "contact": publication.contact,
        "sparql.description": publication.sparql is None or publication.sparql.description,
    }
    path = resources.data("dataset", "mandatory.csv")
    asked = [MissingFact(row["key"], Bilingual(row["nl"], row["en"])) for _, row in resources.rows(path, *_MANDATORY)]
    return tuple(fact for fact in asked if not told[fact.key])


@cache
def codes(name: str) -> Mapping[str, Code]:
    """Give an official list by the codes of its values.

    >>> codes("access-rights")["PUBLIC"].name.nl
    'openbaar'
    """
    path = resources.data("dataset", "codes.csv")
    rows = (row for _, row in resources.rows(path, "list", "code", "iri", "nl", "en") if row["list"] == name)
    return MappingProxyType({row["code"]: Code(row["iri"], Bilingual(row["nl"], row["en"])) for row in rows})


# ---------------------------------------------------------------- reading

_MANDATORY = ("key", "nl", "en")
_SEE_EXAMPLE = "Vergelijk het met data/publication-example.toml."
_EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+")


@dataclass(frozen=True, slots=True)
class _Section:
    """A table of the file; what is taken out of it is known, and what is left at the end is not."""

    file: str
    path: str
    values: dict[str, object]
    taken: set[str] = field(default_factory=set)

    def take(self, key: str) -> object:
        self.taken.add(key)
        return self.values.get(key)

    def where(self, key: str) -> Where:
        return Where(self.file, None, f"{self.path}.{key}".lstrip("."))

    def wrong(self, key: str, wanted: str, advice: str = _SEE_EXAMPLE) -> NoReturn:
        raise UsageError(f"Hier hoort {wanted}.", where=self.where(key), advice=advice)

    def section(self, key: str) -> _Section | None:
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.wrong(key, "een tabel")
        return _Section(self.file, f"{self.path}.{key}".lstrip("."), value)

    def text(self, key: str) -> str:
        value = self.take(key)
        if value is None:
            return ""
        return self._words(value) or self.wrong(key, "tekst, zonder stuurtekens")

    def _words(self, value: object) -> str:
        """Give a text on one line; nothing where it is no text, or has signs that cannot be shown."""
        words = " ".join(value.split()) if isinstance(value, str) else ""
        return words if words.isprintable() else ""

    def required(self, key: str) -> str:
        return self.text(key) or self.wrong(key, "tekst")

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.take(key)
        if value is None:
            return ()
        found = [self._words(each) for each in value] if isinstance(value, list) else [""]
        if not all(found):
            self.wrong(key, "een lijst van teksten")
        return tuple(dict.fromkeys(found))

    def iri(self, key: str) -> str:
        return _iri(self.text(key), self, key)

    def day(self, key: str) -> date | None:
        value = self.take(key)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            self.wrong(key, "een datum", "Schrijf JJJJ-MM-DD, zonder aanhalingstekens.")
        return value

    def code(self, key: str) -> Code | None:
        name = self.text(key)
        return _code(name, key, self, key) if name else None

    def bilingual(self, key: str) -> Bilingual:
        section = self.section(key)
        if section is None:
            return UNSAID
        found = Bilingual(section.text("nl"), section.text("en"))
        section.finish()
        return found

    def finish(self) -> None:
        for key in sorted(self.values.keys() - self.taken):
            raise UsageError(
                f"{key!r} is hier niet bekend.",
                where=self.where(key),
                advice=f"Kies uit: {', '.join(sorted(self.taken))}.",
            )


def _publication(top: _Section) -> Publication:
    base = top.text("base")
    if base:
        Naming(base)
    dataset = top.section("dataset") or _Section(top.file, "dataset", {})
    keywords = dataset.section("keywords") or _Section(top.file, "dataset.keywords", {})
    publication = Publication(
        base=base,
        title=dataset.bilingual("title"),
        description=dataset.bilingual("description"),
        keywords_nl=keywords.texts("nl"),
        keywords_en=keywords.texts("en"),
        themes=tuple(_code(name, "theme", dataset, "themes") for name in dataset.texts("themes")),
        access_rights=dataset.code("access-rights"),
        licence=dataset.iri("licence"),
        frequency=dataset.code("frequency"),
        status=dataset.code("status"),
        issued=dataset.day("issued"),
        modified=dataset.day("modified"),
        version=dataset.text("version"),
        spatial=tuple(_iri(each, dataset, "spatial") for each in dataset.texts("spatial")),
        publisher=_agent(top.section("publisher")),
        creator=_agent(top.section("creator")),
        contact=_contact(top.section("contact")),
        sparql=_sparql(top.section("sparql")),
    )
    for section in (keywords, dataset, top):
        section.finish()
    return publication


def _agent(section: _Section | None) -> Agent | None:
    if section is None:
        return None
    agent = Agent(section.iri("iri") or section.wrong("iri", "een IRI"), section.required("name"))
    section.finish()
    return agent


def _contact(section: _Section | None) -> Contact | None:
    if section is None:
        return None
    contact = Contact(section.required("name"), section.text("email"), section.iri("page"))
    if contact.email and not _EMAIL.fullmatch(contact.email):
        section.wrong("email", "een e-mailadres", "Schrijf naam@domein.")
    if not contact.email and not contact.page:
        section.wrong("email", "een e-mailadres, of een bladzijde bij page")
    section.finish()
    return contact


def _sparql(section: _Section | None) -> Sparql | None:
    if section is None:
        return None
    found = Sparql(section.iri("endpoint") or section.wrong("endpoint", "een IRI"), section.bilingual("description"))
    section.finish()
    return found


def _iri(text: str, section: _Section, key: str) -> str:
    if text and not (text.startswith(("http://", "https://")) and is_iri(text)):
        section.wrong(key, "een IRI", "Schrijf https://…, zonder spaties.")
    return text


def _code(name: str, list_name: str, section: _Section, key: str) -> Code:
    known: Mapping[str, Code] = codes(list_name)
    return known.get(name) or section.wrong(key, "een code", f"Kies uit: {', '.join(known)}.")
