"""What the diagram needs to know of one record, as read from the graph and before anything is placed.

Names are labels in the language that was asked for; IRIs say what is the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass

from avggraph.description import Answer
from avggraph.diagram.model import Mark


@dataclass(frozen=True, slots=True)
class Named:
    """A thing of the graph: its IRI (empty where the graph has words alone) and what it is called."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation, unit or group, and the IRIs of the ministries it belongs to."""

    named: Named
    ministries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Block:
    """One data block. `from_subject` tells that the data subject itself is named as a source."""

    iri: str
    purpose: str = ""
    subjects: tuple[Named, ...] = ()
    data: tuple[str, ...] = ()
    retention: tuple[str, ...] = ()
    sources: tuple[Named, ...] = ()
    from_subject: bool = False
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Transmission:
    """One flow (`avg:Flow`): `kind` is the local name of its `avg:FlowKind`, no `source` means the controller."""

    kind: str
    source: Party | None
    target: Party
    systems: tuple[Named, ...] = ()
    data: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """One record (GDPR art. 30) with everything its picture shows."""

    reference: str
    title: str = ""
    file: str = ""
    controllers: tuple[Named, ...] = ()
    ministries: tuple[Named, ...] = ()
    units: tuple[Named, ...] = ()
    blocks: tuple[Block, ...] = ()
    recipients: tuple[Party, ...] = ()
    processors: tuple[Party, ...] = ()
    recipients_text: str = ""
    systems: tuple[Named, ...] = ()
    transfer: Answer = Answer.NOT_STATED
    transfer_text: str = ""
    transmissions: tuple[Transmission, ...] = ()
    marks: tuple[Mark, ...] = ()
