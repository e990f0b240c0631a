"""A description with its links: concepts, organisations, systems, retention periods and flows.

Everything here is derived from the description's quotes; each link keeps the words it rests on. Nodes of the
description are named by their kind and number (`Local`), things known elsewhere by their IRI.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from avggraph.description import Answer, DataRecord, Description
from avggraph.resolve.organisations import Organisation, System
from avggraph.resolve.retention import Retention
from avggraph.text import Quote, SourceText


class Local(NamedTuple):
    """A node of one description: its kind as in its IRI ("betrokkene") and its part ("1", in document order)."""

    kind: str
    part: str


# One end of a flow, the target of a link: an IRI, or a node of the description itself.
Thing = str | Local


def distinct(iris: Iterable[str]) -> tuple[str, ...]:
    """Give each IRI once, in the order of first occurrence."""
    return tuple(dict.fromkeys(iris))


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that were recognised: `thing` is what they name, `node` where they stand, `label` what recognised them."""

    node: Local
    thing: str
    words: Quote
    label: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A data subject of the description: the same words in two blocks are one node.

    `special` are the special categories ticked for it, `ticked` whether the page says which ("Geen" is a no).
    """

    node: Local
    words: Quote
    concepts: tuple[str, ...]
    special: tuple[str, ...] = ()
    special_words: tuple[Quote, ...] = ()
    ticked: Answer = Answer.NOT_STATED


@dataclass(frozen=True, slots=True)
class Group:
    """People or bodies named by the description that are no known organisation; `unit_of` is where they belong."""

    node: Local
    words: Quote
    unit_of: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """What one data block was found to mean; `words` is the block as it was read.

    `from_data_subject`: the words that say the data subject is a source; empty where none do.
    """

    words: DataRecord
    data: tuple[str, ...] = ()
    unmapped: tuple[Quote, ...] = ()
    subject: Local | None = None
    retention: Retention | None = None
    from_data_subject: tuple[Quote, ...] = ()
    sources: tuple[Local, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceParty:
    """A source of data other than the data subject: its kind (DPV term) and the organisation or system it names.

    Words that name no kind of source are a source all the same: the register says that the data come from there.
    """

    node: Local
    words: Quote
    dpv_kind: str | None = None
    organisation: str | None = None
    system: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Who receives data: an organisation or a group, in a role of `resolve.parties` or "third-country"."""

    thing: Thing
    role: str
    words: Quote
    on_behalf_of: str | None = None
    system: str | None = None


@dataclass(frozen=True, slots=True)
class Controller:
    """What a controller entry (with the same position) was found to mean; organisations by IRI."""

    organisations: tuple[str, ...] = ()
    office: Quote | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """Personal data that go from one party to another. `kind` is a term of the ontology, such as "Disclosure".

    `scope`: "DataOfBlock" where the text names the data with the flow, "DataOfRecord" where it does not say which of
    the record's data go.
    """

    kind: str
    origin: Thing
    target: Thing
    data: tuple[str, ...]
    words: tuple[Quote, ...]
    scope: str
    system: str | None = None
    from_ministry: str | None = None
    to_ministry: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A resolved description. `key` is its reference in lower case, the last part of its IRIs."""

    key: str
    source: SourceText
    description: Description
    purposes: tuple[tuple[str, ...], ...]
    collection_purposes: tuple[tuple[str, ...], ...]
    subjects: tuple[Subject, ...]
    blocks: tuple[Block, ...]
    source_parties: tuple[SourceParty, ...]
    controllers: tuple[Controller, ...]
    ministries: tuple[str, ...]
    department: str | None
    parties: tuple[Party, ...]
    unread_recipients: tuple[Quote, ...]
    related: tuple[str, ...]
    groups: tuple[Group, ...]
    flows: tuple[Flow, ...]
    mentions: tuple[Mention, ...]
    organisations: tuple[Organisation, ...]
    systems: tuple[System, ...]
