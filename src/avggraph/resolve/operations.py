"""What is done with the data (GDPR art. 4(2)), as far as a record says so.

An operation is named by words about the data ("de gegevens worden geanalyseerd", not "het gebruik van het platform"),
or a field of the form is itself the statement: a period under "Bewaartermijn" says that the data are kept.
`data/operations.toml` lists the words for data and those fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from avggraph import resources
from avggraph.description import Description
from avggraph.resolve.alternation import either
from avggraph.resolve.knowledge import OPERATIONS
from avggraph.resolve.notes import RECORD, Notes
from avggraph.resolve.record import Block, Flow, Local, distinct
from avggraph.text import Quote, Span
from avggraph.vocabulary import concept_iri

_CLAUSE = re.compile(r"[^.;:\n•]+")


@dataclass(frozen=True, slots=True)
class _Fields:
    """The words for data, those that tell to or by whom something is done, and the fields that are a statement.

    Of each field its label and the operation it states.
    """

    data: re.Pattern[str]
    towards: re.Pattern[str]
    storage: tuple[str, str]
    storage_kinds: frozenset[str]
    flows: dict[str, tuple[str, str]]


@cache
def _fields() -> _Fields:
    with resources.table(resources.data("operations.toml")) as table:
        return _Fields(
            _words(table["data"]["words"]),
            _words(table["data"]["towards"]),
            _operation(table["storage"]),
            frozenset(table["storage"]["kinds"]),
            {kind: _operation(entry) for kind, entry in table["flows"].items()},
        )


def _words(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{either(words)})(?!\w)", re.IGNORECASE)


def _operation(entry: dict[str, str]) -> tuple[str, str]:
    return entry["label"], concept_iri(OPERATIONS, entry["concept"])


def operations(
    description: Description, blocks: tuple[Block, ...], flows: tuple[Flow, ...], notes: Notes
) -> tuple[str, ...]:
    """Give the operations a record states, each taken down with the words or the field that state it."""
    towards = _fields().towards
    named = [
        notes.concepts(OPERATIONS, node, words, denials=not towards.search(words.text)).concepts
        for node, words in _texts(description, notes)
    ]
    return distinct((*chain.from_iterable(named), *_stated_by_fields(blocks, flows, notes)))


def _stated_by_fields(blocks: tuple[Block, ...], flows: tuple[Flow, ...], notes: Notes) -> Iterator[str]:
    fields = _fields()
    for number, block in enumerate(blocks, 1):
        if any(period.branch.kind in fields.storage_kinds for period in block.storage) and block.words.retention:
            label, operation = fields.storage
            yield notes.field(Local("gegevens", str(number)), block.words.retention, operation, label)
    for flow in flows:
        if flow.kind in fields.flows:
            label, operation = fields.flows[flow.kind]
            for words in flow.words[:1]:
                yield notes.field(RECORD, words, operation, label)


def _texts(description: Description, notes: Notes) -> Iterator[tuple[Local, Quote]]:
    """Give the words that say what is done: of a purpose or recipients the clauses about data, and retention texts."""
    for purpose_number, purpose in description.numbered_purposes():
        yield from _about_data(Local("doel", purpose_number), purpose.description, notes)
    for number, record in enumerate(description.data_records, 1):
        yield from _about_data(Local("doel", f"g{number}"), record.collection_purpose, notes)
        if record.retention:
            yield Local("gegevens", str(number)), record.retention
    yield from _about_data(RECORD, description.recipients, notes)


def _about_data(node: Local, words: Quote | None, notes: Notes) -> Iterator[tuple[Local, Quote]]:
    for clause in _CLAUSE.finditer(words.text) if words else ():
        said = notes.part(words, Span(*clause.span())) if words and _fields().data.search(clause[0]) else None
        if said:
            yield node, said
