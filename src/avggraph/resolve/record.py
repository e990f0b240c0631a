"""A description with its links: concepts, organisations, systems, retention periods and flows.

Everything here is derived from the description's quotes; each link keeps the words it rests on. Nodes of the
description are named by their kind and number (`Local`), things known elsewhere by their IRI.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from avggraph.description import Answer, DataRecord, Description
from avggraph.resolve.countries import Country
from avggraph.resolve.laws import Law, Provision
from avggraph.resolve.organisations import NearMiss, Organisation, System
from avggraph.resolve.retention import Branch
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
    """Words that were recognised: `thing` is what they name, `node` where they stand, `label` what recognised them.

    `rule` says why (`resolve.concepts.Rule`, `resolve.organisations.grounds`) and `confidence` how sure that is;
    `condition` are the words under which the text says it holds. `denied`: the text says that the thing is not there.
    """

    node: Local
    thing: str
    words: Quote
    label: str
    rule: str
    confidence: float
    condition: Quote | None = None
    denied: bool = False


@dataclass(frozen=True, slots=True)
class LawReference:
    """A provision of a law that the words at `node` cite; `law` is None where no table has it.

    `provision` is None where the law is named without an article.
    """

    node: Local
    words: Quote
    law: Law | None
    provision: Provision | None
    rule: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Words under one key of a structured source, and the concepts they name."""

    words: tuple[Quote, ...] = ()
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """Words in which nothing was recognised of what their field asks; `field` is that of the description."""

    field: str
    words: Quote


@dataclass(frozen=True, slots=True)
class Recognised:
    """The concepts that the words of a field name, and the content words that no concept covers."""

    concepts: tuple[str, ...] = ()
    unmapped: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a purpose was found to mean; `grounds` are the legal grounds its legal basis cites by article (IRIs)."""

    words: Recognised = Recognised()
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JointControllers:
    """The words that say that controllers are so jointly (GDPR art. 26), and those of them that are known (IRIs)."""

    words: tuple[Quote, ...] = ()
    organisations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticks:
    """The special categories that a form ticks (GDPR art. 9 and 10); `answer` says whether it does ("Geen" is a no)."""

    answer: Answer = Answer.NOT_STATED
    concepts: tuple[str, ...] = ()
    words: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A data subject of the description: the same words in two blocks are one node."""

    node: Local
    words: Quote
    meaning: Recognised = Recognised()
    ticks: Ticks = Ticks()


@dataclass(frozen=True, slots=True)
class Group:
    """People or bodies named by the description that are no known organisation; `unit_of` is where they belong.

    `concepts` say what kind of recipient they are.
    """

    node: Local
    words: Quote
    unit_of: str | None = None
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoragePeriod:
    """One branch of a retention text with its words: `Branch` says what it was read as."""

    branch: Branch
    words: Quote
    event: Quote | None = None
    condition: Quote | None = None
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """What one data block was found to mean; `words` is the block as it was read.

    `storage` are the branches of the retention text. `from_data_subject`: the words that say the data subject is a
    source; empty where none do.
    """

    words: DataRecord
    data: Recognised = Recognised()
    subject: Local | None = None
    storage: tuple[StoragePeriod, ...] = ()
    from_data_subject: tuple[Quote, ...] = ()
    sources: tuple[Local, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceParty:
    """A source of data other than the data subject: its kinds (IRIs) and the organisation or system it names.

    Words that name no kind of source are a source all the same: the register says that the data come from there.
    """

    node: Local
    words: Quote
    kinds: tuple[str, ...] = ()
    organisation: str | None = None
    system: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Who receives data: an organisation or a group, in a role of `resolve.parties`; `rule` says why in that role."""

    thing: Thing
    role: str
    words: Quote
    on_behalf_of: str | None = None
    system: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Controller:
    """What a controller entry (with the same position) was found to mean; organisations by IRI."""

    organisations: tuple[str, ...] = ()
    office: Quote | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    """What the answer on transfer outside the EU says beside its "yes" (GDPR chapter V).

    `targets` are the third countries it names, else the words themselves; `grounds` DPV's IRIs of its safeguards.
    """

    words: Quote
    targets: tuple[Thing, ...]
    countries: tuple[Country, ...] = ()
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """Personal data that go from one party to another. `kind` is a term of the ontology, such as "Disclosure".

    `rule` says why the receiving party was given its role. `crosses_eu_border` is None where the record does not say
    whether data leave the EU.

    `scope`: "DataOfBlock" where the text names the data with the flow, "DataOfRecord" where it does not say which of
    the record's data go.
    """

    kind: str
    origin: Thing
    target: Thing
    data: tuple[str, ...]
    words: tuple[Quote, ...]
    scope: str
    rule: str = ""
    system: str | None = None
    from_ministry: str | None = None
    to_ministry: str | None = None
    crosses_eu_border: bool | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A resolved description. `key` is its reference in lower case, the last part of its IRIs.

    `disclosure`: whether the record says that others receive data. `operations` are concepts. `ticks` are those for no
    data subject in particular. `categories` are those a processor's register lists, `officers` the words that name a
    data protection officer. `third_countries` are those the answer on transfer, the recipients and the processors name,
    whatever that answer is.
    """

    key: str
    source: SourceText
    description: Description
    purposes: tuple[Purpose, ...]
    collection_purposes: tuple[Recognised, ...]
    subjects: tuple[Subject, ...]
    ticks: Ticks
    blocks: tuple[Block, ...]
    source_parties: tuple[SourceParty, ...]
    controllers: tuple[Controller, ...]
    ministries: tuple[str, ...]
    department: str | None
    parties: tuple[Party, ...]
    disclosure: Answer
    unread_recipients: tuple[Quote, ...]
    related: tuple[str, ...]
    groups: tuple[Group, ...]
    flows: tuple[Flow, ...]
    operations: tuple[str, ...]
    security: Listed
    categories: tuple[Listed, ...]
    officers: tuple[Quote, ...]
    unrecognised: tuple[Unrecognised, ...]
    joint: JointControllers
    transfer: Transfer | None
    third_countries: tuple[Country, ...]
    mentions: tuple[Mention, ...]
    law_references: tuple[LawReference, ...]
    near_misses: tuple[NearMiss, ...]
    organisations: tuple[Organisation, ...]
    systems: tuple[System, ...]

    @property
    def laws(self) -> tuple[Law, ...]:
        """The laws it cites, each once."""
        return tuple({reference.law.slug: reference.law for reference in self.law_references if reference.law}.values())
