"""The processes of a record's diagram: the whole record, or one for each data block or purpose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from avggraph.diagram.layout.typeset import clean
from avggraph.diagram.model import Detail, Mark, Presence, View, in_order
from avggraph.diagram.record.facts import Block, Purpose, RecordFacts
from avggraph.diagram.words import Words


@dataclass(frozen=True, slots=True)
class Process:
    """One process and the data blocks it is about; none where the register names a purpose and no data for it.

    `presence` is not stated where the register names neither.
    """

    label: str
    blocks: tuple[Block, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    iri: str = ""
    presence: Presence = Presence.STATED

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of all its data."""
        return in_order({mark for block in self.blocks for mark in block.marks})

    @property
    def basis(self) -> tuple[str, ...]:
        """The legal bases of its own purposes, each once."""
        return distinct(basis for purpose in self.purposes for basis in purpose.basis)


def processes(facts: RecordFacts, view: View, say: Words) -> tuple[Process, ...]:
    """Give the processes of a record, in the order of the register.

    At level 0 the record is one process; at level 1 each data block is one, or each purpose: blocks whose purposes have
    the same words are one process then, and a purpose of the record that no block names is one without data.

    >>> from avggraph.diagram.record.facts import Named
    >>> from avggraph.diagram.words import words
    >>> consular = Purpose(Named("urn:doel", "Consulaire hulp"))
    >>> facts = RecordFacts("M4089", blocks=(Block("urn:1", (consular,)), Block("urn:2", (consular,))))
    >>> [len(processes(facts, view, words("nl"))) for view in (View.CONTEXT, View.BLOCKS, View.PURPOSES)]
    [1, 2, 1]
    """
    match view:
        case View.CONTEXT:
            title = facts.title or say["untitled"]
            purposes = facts.purposes or tuple(purpose for block in facts.blocks for purpose in block.purposes)
            return (Process(title, facts.blocks, purposes),)
        case View.PURPOSES:
            found = _by_purpose(facts, say)
        case _:
            found = [
                Process(block.purpose or say["absent.purpose"], (block,), block.purposes, block.iri)
                for block in facts.blocks
            ]
    return tuple(found) or (Process(say["absent.process"], presence=Presence.NOT_STATED),)


def details(process: Process, view: View, say: Words, *, others: bool = False) -> tuple[Detail, ...]:
    """Give the lines of facts in a process's box; what the register does not state is said.

    The data are named in the register's own words. `others` tells that the record has data, of other processes.
    """
    if process.presence is not Presence.STATED:
        return ()
    texts = distinct(text for block in process.blocks for text in block.data_text)
    named = distinct(item for block in process.blocks if not block.data_text for item in block.data)
    shown = [
        ("data", (*texts, ", ".join(named))),
        ("retention", distinct(term for block in process.blocks for term in block.retention)),
    ]
    if view is View.CONTEXT:
        shown.insert(0, ("purposes", distinct(purpose.named.label for purpose in process.purposes)))
    silent = say["not_stated"] if process.blocks or not others else say["not_said_which"]
    lines = [
        Detail(
            say[f"detail.{term}"],
            joined(values) or silent,
            Presence.STATED if any(values) else Presence.NOT_STATED,
        )
        for term, values in shown
    ]
    if process.basis:
        lines.append(Detail(say["detail.basis"], joined(process.basis)))
    return tuple(lines)


def _by_purpose(facts: RecordFacts, say: Words) -> list[Process]:
    blocks: dict[str, list[Block]] = {}
    for block in facts.blocks:
        blocks.setdefault(_folded(block.purpose), []).append(block)
    found = [
        Process(
            first.purpose or say["absent.purpose"],
            tuple(same),
            tuple(dict.fromkeys(purpose for block in same for purpose in block.purposes)),
            first.purposes[0].named.iri if first.purposes else "",
        )
        for same in blocks.values()
        for first in same[:1]
    ]
    named = {_folded(purpose.named.label) for process in found for purpose in process.purposes}
    for purpose in facts.purposes:
        if _folded(purpose.named.label) not in named:
            named.add(_folded(purpose.named.label))
            found.append(Process(purpose.named.label, (), (purpose,), purpose.named.iri))
    return found


def joined(texts: Iterable[str]) -> str:
    """Write texts as one; a full stop stays only at the end.

    >>> joined(["Coaching van medewerkers.", "", "Klachten behandelen."])
    'Coaching van medewerkers; Klachten behandelen.'
    """
    *before, last = [clean(text) for text in texts if text] or [""]
    return "; ".join((*(text.rstrip(".") for text in before), last))


def _folded(words: str) -> str:
    return clean(words).casefold().rstrip(".")


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Give texts fit for a line, each once: a register repeats itself with and without a capital or a full stop.

    >>> distinct(["Gegevens worden 1 jaar bewaard", "gegevens worden 1 jaar bewaard.", ""])
    ('Gegevens worden 1 jaar bewaard',)
    """
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(_folded(text), clean(text))
    return tuple(text for text in found.values() if text)
