"""From a description's words to what they name: the links of one record, each with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from avggraph.description import Answer, Description
from avggraph.resolve.actors import ActorResolver
from avggraph.resolve.blocks import BlockResolver
from avggraph.resolve.flows import flows_of
from avggraph.resolve.knowledge import PURPOSES, Knowledge
from avggraph.resolve.listed import categories, officers, security
from avggraph.resolve.notes import Notes
from avggraph.resolve.operations import operations
from avggraph.resolve.record import Block, Controller, Listed, Local, Party, Purpose, Record, Unrecognised, distinct
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
    processing = tuple(actors.own_processors(listed))
    processors = distinct(party.thing for party in processing if isinstance(party.thing, str))
    # Where no controller could be read, flows start at the legal person of the organisation the page lists, unless
    # that is the processor.
    owners = holders or distinct(actors.legal_person(path[-1]) for path in listed if path and not processing)
    cited = law_references(description, notes, knowledge)
    purposes = tuple(
        Purpose(
            notes.concepts(PURPOSES, Local("doel", number), purpose.description),
            distinct(grounds_at(Local("doel", number), cited, knowledge.grounds)),
        )
        for number, purpose in description.numbered_purposes()
    )
    records = tuple(enumerate(description.data_records, 1))
    collected = tuple(parts.collection_purpose(number, record) for number, record in records)
    blocks = tuple(parts.block(number, record) for number, record in records)
    for entry in description.special_categories:
        parts.tick(entry)
    units = (iri for iri in (*(one for path in listed for one in path), *(entry.unit for entry in entries)) if iri)
    others = tuple(actors.parties(frozenset((*owners, *units)), processors))
    parties = (*processing, *others)
    actors.list_systems()
    transfer = actors.transfer()
    secured = security(description, notes)
    listed_categories = categories(description, notes)
    disclosure = _disclosure(description.recipients, others)
    third_countries = actors.third_countries(transfer)
    stays_inside = description.transfer_outside_eu.answer is Answer.NO and not third_countries
    flows = flows_of(owners, blocks, parts.sources, parties, transfer, actors.ministry, stays_inside=stays_inside)
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
        ministries=distinct(filter(None, map(actors.ministry, owners or processors))),
        department=actors.department(listed),
        parties=tuple(party for party in parties if party.role != "none"),
        disclosure=disclosure,
        unread_recipients=tuple(actors.unread_recipients),
        related=distinct(key for words in description.related for key in record_keys(words.text)),
        groups=actors.groups,
        transfer=transfer,
        third_countries=third_countries,
        flows=flows,
        operations=distinct(
            (
                *operations(description, blocks, flows, notes),
                *(concept for category in listed_categories for concept in category.concepts),
            )
        ),
        security=secured,
        categories=listed_categories,
        officers=officers(description),
        unrecognised=(
            *_unread_answers(description),
            *_unread_parties(description, entries, disclosure),
            *(Unrecognised("processor", words) for words in actors.unread_processors(processors)),
            *_unread_data(blocks, listed_categories),
        ),
        mentions=tuple(dict.fromkeys(notes.mentions)),
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


def _unread_answers(description: Description) -> Iterator[Unrecognised]:
    """Give the answers in which no yes or no was recognised."""
    statements = (
        ("automated_decision_making", description.automated_decision_making),
        ("transfer_outside_eu", description.transfer_outside_eu),
        ("related_processing", description.related_processing),
        *(("mandatory", record.mandatory) for record in description.data_records),
    )
    for field, statement in statements:
        if statement.answer is Answer.NOT_PARSABLE and statement.words:
            yield Unrecognised(field, statement.words)


def _unread_parties(
    description: Description, entries: tuple[Controller, ...], disclosure: Answer
) -> Iterator[Unrecognised]:
    """Give the words for controllers in which no organisation was recognised, and those for recipients with nobody."""
    for words, controller in zip(description.controllers, entries, strict=True):
        if words.name and not controller.organisations:
            yield Unrecognised("controller", words.name)
    if disclosure is Answer.NOT_PARSABLE and description.recipients:
        yield Unrecognised("recipients", description.recipients)


def _unread_data(blocks: tuple[Block, ...], categories: tuple[Listed, ...]) -> Iterator[Unrecognised]:
    """Give the words for personal data and for categories of processing in which no concept was recognised."""
    for block in blocks:
        if block.words.personal_data and not block.data.concepts:
            yield Unrecognised("personal_data", block.words.personal_data)
    for category in categories:
        if not category.concepts:
            yield from (Unrecognised("categories", words) for words in category.words)
