"""A data-flow diagram before it is drawn: nodes, boundaries and the flows between them.

Data-flow diagrams in the sense of threat modelling and DPIAs: of one record at level 0 (one process, its context) or
level 1 (a process for each data block or purpose, GDPR art. 30 (1)), of what goes into and out of an organisation or
ministry, and of the register as a whole. The model knows no sizes, colours or output formats.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

ON_BEHALF = frozenset({"ProcessingOnBehalf", "SubProcessing"})
"""The kinds of flows (local names of `avg:FlowKind`) to a processor (GDPR art. 28)."""


class View(Enum):
    """What a diagram is of; the values are keys of `data/diagram/words.toml`."""

    CONTEXT = "context"
    BLOCKS = "blocks"
    PURPOSES = "purposes"
    ORGANISATION = "organisation"
    MINISTRY = "ministry"
    REGISTER = "register"

    @property
    def is_of_record(self) -> bool:
        """Whether the diagram is of one record."""
        return self in {View.CONTEXT, View.BLOCKS, View.PURPOSES}


class NodeKind(Enum):
    """What a node is; the values are keys of `data/diagram/words.toml` and of a theme.

    A provider and an organisation are those of the views over several records: who gives data, and whom the view is of.
    """

    DATA_SUBJECT = "data-subject"
    SOURCE = "source"
    PROVIDER = "provider"
    PROCESS = "process"
    ORGANISATION = "organisation"
    SYSTEM = "system"
    RECIPIENT = "recipient"
    PROCESSOR = "processor"
    OUTSIDE = "outside"


class Mark(Enum):
    """Data under a stricter rule: GDPR art. 9 and 10, and UAVG art. 46 for the citizen service number."""

    SPECIAL = "special"
    CRIMINAL = "criminal"
    BSN = "bsn"


def in_order(marks: Collection[Mark]) -> tuple[Mark, ...]:
    """Give marks in the order in which they are always named, each once.

    >>> in_order({Mark.BSN, Mark.SPECIAL})
    (<Mark.SPECIAL: 'special'>, <Mark.BSN: 'bsn'>)
    """
    return tuple(mark for mark in Mark if mark in marks)


class Presence(Enum):
    """Whether the register names a thing, says that there is none, or is silent: silence is never a "no"."""

    STATED = "stated"
    NONE = "none"
    NOT_STATED = "not-stated"


class FlowStyle(Enum):
    """How a flow is drawn: stated (numbered), not stated (dashed), or no flow but whom the data are about."""

    STATED = "stated"
    NOT_STATED = "not-stated"
    ABOUT = "about"


class BoundaryKind(Enum):
    """Whose territory a boundary encloses."""

    MINISTRY = "ministry"
    CONTROLLER = "controller"
    ORGANISATION = "organisation"
    OWN_STAFF = "own-staff"
    SAME_MINISTRY = "same-ministry"
    OTHERS = "others"
    OUTSIDE_EU = "outside-eu"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words a flow rests on, and their place: the IRI of the span in the source (`…#char=start,end`, RFC 5147).

    The words are empty where the text of the source is not at hand.
    """

    words: str
    place: str


@dataclass(frozen=True, slots=True)
class Detail:
    """One line of facts inside a node, such as the retention of a process."""

    term: str
    text: str
    presence: Presence = Presence.STATED


@dataclass(frozen=True, slots=True)
class Node:
    """A box of the picture.

    `id` is an ASCII name unique in its diagram, `iri` what the box stands for (empty where it stands for
    something the register does not name). `number` is that of a process among others, from 1; 0 where there is one.
    """

    id: str
    kind: NodeKind
    label: str
    iri: str = ""
    details: tuple[Detail, ...] = ()
    marks: tuple[Mark, ...] = ()
    presence: Presence = Presence.STATED
    number: int = 0


@dataclass(frozen=True, slots=True)
class Boundary:
    """A frame around nodes and other boundaries: `members` holds the ids of both."""

    id: str
    kind: BoundaryKind
    label: str
    members: tuple[str, ...]
    presence: Presence = Presence.STATED


@dataclass(frozen=True, slots=True)
class Flow:
    """Personal data that go from `source` to `target`: ids of nodes; the source may also be the controller's boundary.

    `number` is the flow's row in the table, from 1; None for what is not a stated flow. `kind` says in
    words what sort of flow it is. `data` names the personal data, `basis` the legal bases, `retention` how long the
    data are kept and `quotes` the words all this rests on; each is empty where the register names none. `marks` are
    those of the data. Where the register does not say which data go this way, or on which basis, they are those of the
    record as a whole (`data_of_record`, `basis_of_record`). `records` are the register numbers of the records with such
    a flow, in views over several.
    """

    number: int | None
    source: str
    target: str
    kind: str = ""
    data: tuple[str, ...] = ()
    style: FlowStyle = FlowStyle.STATED
    marks: tuple[Mark, ...] = ()
    basis: tuple[str, ...] = ()
    retention: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    records: tuple[str, ...] = ()
    data_of_record: bool = False
    basis_of_record: bool = False


@dataclass(frozen=True, slots=True)
class Diagram:
    """A data-flow diagram of one record or of a part of the register. `language` is "nl" or "en".

    `reference` is the register number, or the name of the organisation or register the view is of; `source` names
    the file that was read, or the records; `date` is the day whose state the register shows ("2026-01-01"), empty
    where that is not known. `marks` are those of the whole. `selection` says in words what was left out by choice,
    and is empty where nothing was.

    >>> node = Node("n1", NodeKind.PROCESS, "Consulaire dienstverlening")
    >>> Diagram("BZ 24/7 Contactcenter", "M4089", (node,), (), (), "m4089.txt", "nl").label_of("n1")
    'Consulaire dienstverlening'
    """

    title: str
    reference: str
    nodes: tuple[Node, ...]
    boundaries: tuple[Boundary, ...]
    flows: tuple[Flow, ...]
    source: str
    language: str
    marks: tuple[Mark, ...] = ()
    view: View = View.BLOCKS
    date: str = ""
    selection: str = ""

    def label_of(self, identifier: str) -> str:
        """Give the label of the node or boundary with this id; KeyError where there is none."""
        labels = {node.id: node.label for node in self.nodes}
        labels |= {boundary.id: boundary.label for boundary in self.boundaries}
        return labels[identifier]
