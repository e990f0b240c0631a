"""What the impact of an organisation or system consists of. Words are span IRIs, as `prov:wasQuotedFrom` has them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from avggraph.network.party import Party
from avggraph.network.register import Role, Sensitive

Words = tuple[str, ...]


class Scenario(Enum):
    """What happens to it: personal data are breached (GDPR art. 4(12)), or it is no longer there."""

    BREACH = "lek"
    STOP = "uitval"


class How(Enum):
    """How a record comes into it, the surest first."""

    NAMED = "named"
    """The record names it."""
    UNIT = "unit"
    """The record names a unit of it, or its own people."""
    SYSTEM = "system"
    """The record names a system that it processes in according to another record."""
    CHAIN = "chain"
    """The record names a processor that engages it as sub-processor in another record: possible, not stated here."""

    @property
    def stated(self) -> bool:
        """Whether the record itself says so; else it is to be checked."""
        return self in {How.NAMED, How.UNIT}


@dataclass(frozen=True, slots=True)
class Involvement:
    """Why a record comes into it: the party the record names, in which role and words, and through which systems.

    `because` are the references of the other records that it rests on, where it is not the record itself.
    """

    how: How
    role: Role
    named: Party
    systems: tuple[Party, ...]
    because: tuple[str, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class AffectedData:
    """A kind of data the record names, the classes of sensitive data it is of, and the words."""

    data: Party
    sensitive: tuple[Sensitive, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class AffectedSubject:
    """Data subjects as the record calls them, the concepts they were recognised as, and the kinds of data of theirs."""

    subject: Party
    kinds: tuple[Party, ...]
    data: tuple[Party, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class AffectedRecord:
    """A record that comes into it; of one that does not say so itself (`How.stated`) just the parties and systems.

    `data` are all the data of the record: a register does not say which of them each party gets. `cut_off` are
    those who according to this record receive data only by way of it; `sources_left` the sources that remain where it
    is a source.
    """

    iri: str
    reference: str
    title: str
    file: str
    involvements: tuple[Involvement, ...]
    controllers: tuple[tuple[Party, Words], ...]
    systems: tuple[Party, ...]
    subjects: tuple[AffectedSubject, ...]
    data: tuple[AffectedData, ...]
    cut_off: tuple[Party, ...]
    sources_left: tuple[Party, ...]

    @property
    def how(self) -> How:
        """The surest way in which it comes into it."""
        return min((each.how for each in self.involvements), key=list(How).index)

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles in which it comes into it, each once."""
        return tuple(dict.fromkeys(each.role for each in self.involvements))

    @property
    def sensitive(self) -> tuple[Sensitive, ...]:
        """The classes of sensitive data that it names."""
        return tuple(kind for kind in Sensitive if any(kind in each.sensitive for each in self.data))


class Duty(Enum):
    """Why a controller should hear of a breach, the strongest first."""

    OWN = "AVG art. 33(1)"
    """It is itself the controller of what was breached: it judges whether to notify the authority."""
    PROCESSOR = "AVG art. 33(2)"
    """Its processor must tell it without undue delay."""
    SUBPROCESSOR = "AVG art. 28(4), 33(2)"
    """A sub-processor of its processor, which is in between."""
    NONE = ""
    """Article 33 does not ask it: it gives to, or receives from, who has its own duty."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A controller that should hear of a breach, why, whether the record itself says so, and the records."""

    controller: Party
    duty: Duty
    stated: bool
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Impact:
    """What a register says that a breach or stop of one organisation or system touches.

    `units` are its units and own people that some record names, `systems` those it processes in, `run_by` who processes
    in it where it is a system itself. Records are by reference.
    """

    thing: Party
    is_system: bool
    units: tuple[Party, ...]
    systems: tuple[Party, ...]
    run_by: tuple[Party, ...]
    records: tuple[AffectedRecord, ...]
    notices: tuple[Notice, ...]
