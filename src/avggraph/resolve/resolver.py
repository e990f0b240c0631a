"""From a description's words to what they name: the links of one record, each with the words it rests on."""

from __future__ import annotations

from avggraph.description import Answer, Description
from avggraph.resolve.actors import ActorResolver
from avggraph.resolve.blocks import BlockResolver
from avggraph.resolve.flows import flows_of
from avggraph.resolve.knowledge import PURPOSES, Knowledge
from avggraph.resolve.notes import Notes
from avggraph.resolve.operations import measures, operations
from avggraph.resolve.record import Local, Party, Purpose, Record, distinct
from avggraph.resolve.references import grounds_at, law_references
from avggraph.resolve.related import record_keys
from avggraph.text import Quote, SourceText

# Roles that say the data stay with the controller, or that nobody gets them.
_NOBODY_ELSE = frozenset({"none", "internal"})


def resolve(description: Description, source: SourceText, key: str, knowledge: Knowledge) -> Record:
    """Resolve one description; `key` is the last part of its IRIs."""
    notes = Notes(source, knowledge)
    actors = ActorResolver(description, source, notes, knowledge)
    parts = BlockResolver(notes, knowledge)
    listed = [actors.path(words) for words in description.organisations]
    entries = tuple(
        actors.controller(Local("verantwoordelijke", str(number)), entry)
        for number, entry in enumerate(description.controllers, 1)
    )
    holders = distinct(iri for entry in entries for iri in entry.organisations)
    # Where no controller could be read, flows start at the legal person of the organisation the page lists.
    owners = holders or distinct(actors.legal_person(path[-1]) for path in listed if path)
    cited = law_references(description, notes, knowledge)
    purposes = tuple(
        Purpose(
            notes.concepts(PURPOSES, Local("doel", str(number)), purpose.description),
            distinct(grounds_at(Local("doel", str(number)), cited, knowledge.grounds)),
        )
        for number, purpose in enumerate(description.purposes, 1)
    )
    records = tuple(enumerate(description.data_records, 1))
    collected = tuple(parts.collection_purpose(number, record) for number, record in records)
    blocks = tuple(parts.block(number, record) for number, record in records)
    for entry in description.special_categories:
        parts.tick(entry)
    units = (iri for iri in (*(one for path in listed for one in path), *(entry.unit for entry in entries)) if iri)
    parties = tuple(actors.parties(frozenset((*owners, *units))))
    actors.list_systems()
    transfer = actors.transfer()
    flows = flows_of(owners, blocks, parts.sources, parties, transfer, description.transfer_outside_eu, actors.ministry)
    return Record(
        key=key,
        source=source,
        description=description,
        purposes=purposes,
        collection_purposes=collected,
        subjects=parts.subjects,
        ticks=parts.ticks,
        blocks=blocks,
        source_parties=parts.sources,
        controllers=entries,
        joint=actors.joint(holders),
        ministries=distinct(filter(None, map(actors.ministry, owners))),
        department=actors.department(listed),
        parties=tuple(party for party in parties if party.role != "none"),
        disclosure=_disclosure(description.recipients, parties),
        unread_recipients=tuple(actors.unread_recipients),
        related=distinct(key for words in description.related for key in record_keys(words.text)),
        groups=actors.groups,
        transfer=transfer,
        third_countries=actors.third_countries(transfer),
        flows=flows,
        operations=operations(description, blocks, flows, notes),
        measures=measures(description, notes),
        mentions=tuple(notes.mentions),
        law_references=cited,
        organisations=tuple(actors.with_parents()),
        systems=tuple(notes.systems[iri] for iri in sorted(notes.systems)),
        near_misses=tuple(notes.near_misses.values()),
    )


def _disclosure(words: Quote | None, parties: tuple[Party, ...]) -> Answer:
    """Say whether a record says that others than the controller receive data; own staff alone says neither."""
    roles = {party.role for party in parties}
    if roles - _NOBODY_ELSE:
        return Answer.YES
    if "none" in roles:
        return Answer.NO
    return Answer.NOT_PARSABLE if words and not roles else Answer.NOT_STATED
