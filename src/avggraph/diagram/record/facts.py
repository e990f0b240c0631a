"""What the diagram needs to know of one record, as read from the graph and before anything is placed.

Names are labels in the language that was asked for; IRIs say what is the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass

from avggraph.description import Answer
from avggraph.diagram.model import Mark, Quote


@dataclass(frozen=True, slots=True)
class Named:
    """A thing of the graph: its IRI (empty where the graph has words alone) and what it is called."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation, unit or group of people, and the IRIs of the ministries it belongs to."""

    named: Named
    ministries: frozenset[str] = frozenset()
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose, in the words of the register, and the legal bases it names (GDPR art. 6, 9 and 10)."""

    named: Named
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One data block. `from_subject` tells that the data subject itself is named as a source.

    `data` are the kinds of data that were recognised, `data_text` the register's own words for them. `data_quotes`,
    `source_quotes` and `retention_quotes` are the words of the block under these heads.
    """

    iri: str
    purposes: tuple[Purpose, ...] = ()
    subjects: tuple[Named, ...] = ()
    data: tuple[str, ...] = ()
    retention: tuple[str, ...] = ()
    sources: tuple[Named, ...] = ()
    from_subject: bool = False
    marks: tuple[Mark, ...] = ()
    data_text: tuple[str, ...] = ()
    data_quotes: tuple[Quote, ...] = ()
    source_quotes: tuple[Quote, ...] = ()
    retention_quotes: tuple[Quote, ...] = ()

    @property
    def purpose(self) -> str:
        """The purposes in words; empty where the block names none."""
        return "; ".join(purpose.named.label for purpose in self.purposes)

    @property
    def basis(self) -> tuple[str, ...]:
        """The legal bases of the block's own purposes, each once."""
        return tuple(dict.fromkeys(basis for purpose in self.purposes for basis in purpose.basis))

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The words a collection rests on: what is collected, where from, and for how long."""
        return tuple(dict.fromkeys((*self.source_quotes, *self.data_quotes, *self.retention_quotes)))


@dataclass(frozen=True, slots=True)
class Transmission:
    """One flow (`avg:Flow`): `kind` is the local name of its `avg:FlowKind`, no `source` means the controller.

    `data` are empty where the register does not say which data of the record go there.
    """

    kind: str
    source: Party | None
    target: Party
    systems: tuple[Named, ...] = ()
    data: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """One record (GDPR art. 30) with everything its picture shows.

    `system_quotes` are the words that name a system, by its IRI; `recipients_quotes` and `transfer_quotes` those of the
    answers on recipients and on transfer. `data` are those of the record as a whole, and `not_understood` is what
    stands under its recipients beside those that were recognised.
    """

    reference: str
    title: str = ""
    file: str = ""
    controllers: tuple[Named, ...] = ()
    ministries: tuple[Named, ...] = ()
    units: tuple[Named, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    blocks: tuple[Block, ...] = ()
    recipients: tuple[Party, ...] = ()
    processors: tuple[Party, ...] = ()
    recipients_text: str = ""
    recipients_quotes: tuple[Quote, ...] = ()
    systems: tuple[Named, ...] = ()
    system_quotes: tuple[tuple[str, Quote], ...] = ()
    data: tuple[str, ...] = ()
    not_understood: tuple[str, ...] = ()
    transfer: Answer = Answer.NOT_STATED
    transfer_text: str = ""
    transfer_quotes: tuple[Quote, ...] = ()
    transmissions: tuple[Transmission, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def basis(self) -> tuple[str, ...]:
        """The legal bases of the record as a whole: those of all its purposes, each once."""
        purposes = (*self.purposes, *(purpose for block in self.blocks for purpose in block.purposes))
        return tuple(dict.fromkeys(basis for purpose in purposes for basis in purpose.basis))

    @property
    def retention(self) -> tuple[str, ...]:
        """The retention terms of the record as a whole, each once."""
        return tuple(dict.fromkeys(term for block in self.blocks for term in block.retention))
