"""Organisations and systems, and the words that name them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from avggraph.text import Span


@dataclass(frozen=True, slots=True)
class Organisation:
    """One version of an organisation; `parent` (what it is part of) and `ministry` (who answers for it) are IRIs.

    `kind` is TOOI's kind in Dutch ("ministerie", "agentschap", "zbo", …), or "unit" for a unit a description names.
    An organisation with a parent is no legal person of its own.
    """

    id: str
    iri: str
    name: str
    abbreviation: str
    kind: str
    parent: str | None
    ministry: str | None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class OrganisationMatch:
    """An organisation and the words that name it: `label` is the name as the table has it.

    `rule` says why the words were taken for it and `confidence` how sure that is, both as `grounds` has them.
    """

    organisation: Organisation
    span: Span
    label: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class System:
    """An information system or register; `owner` is the IRI of the organisation that keeps it, where known.

    `other_names` are those the table has beside its name, abbreviations too.
    """

    slug: str
    iri: str
    name: str
    owner: str | None
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SystemMatch:
    """A system and the words that name it."""

    system: System
    span: Span
    label: str
