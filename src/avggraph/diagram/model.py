"""The picture of one register description before it is drawn: nodes, boundaries and the flows between them.

A data-flow diagram in the sense of threat modelling and DPIAs (level 1): one process per data block of the
register (GDPR art. 30 (1)), its data subjects and sources before it, its systems and recipients behind it.
The model knows no sizes, colours or output formats.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class NodeKind(Enum):
    """What a node is; the values are keys of `data/diagram/words.toml` and `theme.toml`."""

    DATA_SUBJECT = "data-subject"
    SOURCE = "source"
    PROCESS = "process"
    SYSTEM = "system"
    RECIPIENT = "recipient"
    PROCESSOR = "processor"
    OUTSIDE = "outside"


class Mark(Enum):
    """Data under a stricter rule: GDPR art. 9 and 10, and UAVG art. 46 for the citizen service number."""

    SPECIAL = "special"
    CRIMINAL = "criminal"
    BSN = "bsn"


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
    OWN_STAFF = "own-staff"
    SAME_MINISTRY = "same-ministry"
    OTHERS = "others"
    OUTSIDE_EU = "outside-eu"


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
    something the register does not name).
    """

    id: str
    kind: NodeKind
    label: str
    iri: str = ""
    details: tuple[Detail, ...] = ()
    marks: tuple[Mark, ...] = ()
    presence: Presence = Presence.STATED


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
    words what sort of flow it is, `data` names the personal data, empty where the register names none.
    """

    number: int | None
    source: str
    target: str
    kind: str = ""
    data: tuple[str, ...] = ()
    style: FlowStyle = FlowStyle.STATED


@dataclass(frozen=True, slots=True)
class Diagram:
    """The data-flow diagram of one record. `source` names the file that was read, `language` is "nl" or "en".

    `marks` are those of the record as a whole.

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

    def label_of(self, identifier: str) -> str:
        """Give the label of the node or boundary with this id; KeyError where there is none."""
        labels = {node.id: node.label for node in self.nodes}
        labels |= {boundary.id: boundary.label for boundary in self.boundaries}
        return labels[identifier]
