"""What the views over several records need to know: who gives which data to whom, read before anything is placed.

Names are labels of the register and stay Dutch; those of the data are in the language that was asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from avggraph.diagram.model import Mark, Quote


class PartyKind(Enum):
    """What stands at an end of a flow; the values are keys of the counts in `data/diagram/words.toml`."""

    ORGANISATION = "organisation"
    GROUP = "group"
    SOURCE = "source"
    DATA_SUBJECT = "data-subject"
    ABROAD = "abroad"


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation, or a group, source or data subject in the words of the register.

    One without an IRI is not named: a transfer outside the EU to the register does not say where.
    `ministry` is the IRI of the ministry responsible for it: itself, of a ministry; empty where that is not known,
    which is not the same as "none".
    """

    iri: str
    label: str
    kind: PartyKind
    ministry: str = ""


@dataclass(frozen=True, slots=True)
class System:
    """A system that flows go through."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Datum:
    """A kind of personal data, and the stricter rules it falls under."""

    name: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Transfer:
    """One flow of one record (by its register number): `kind` is the local name of its `avg:FlowKind`.

    Of an end that is a controller, `origin_units` and `target_units` are the units of it that are responsible in this
    record (`dpv:hasResponsibleEntity`). `quotes` are the words that the flow rests on.
    """

    record: str
    kind: str
    origin: Party
    target: Party
    systems: tuple[System, ...] = ()
    data: tuple[Datum, ...] = ()
    origin_units: tuple[Party, ...] = ()
    target_units: tuple[Party, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """The flows of a register, by record and IRI.

    `names` gives the names of organisations and ministries by IRI, `units` the IRIs of all units below an organisation;
    `records` is how many records the register has, with flows or without.
    """

    transfers: tuple[Transfer, ...]
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    units: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    records: int = 0
