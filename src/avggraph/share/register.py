"""What a register says of the sharing that a question is about, and where it is silent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from avggraph import resources
from avggraph.query import Engine
from avggraph.query.values import local_name, written_iri
from avggraph.share.answer import Answer
from avggraph.share.guide import AVG, Guide
from avggraph.share.question import Item, Thing
from avggraph.share.understand import Terms
from avggraph.vocabulary import Vocabulary

RecordReference = tuple[str, str]
"""The reference of a record, and its IRI."""

_ANY = "UNDEF"


@dataclass(frozen=True, slots=True)
class RecordNamed:
    """A record of the register."""

    iri: str
    reference: str
    title: str


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A record's disclosure of data like those asked for to the requester.

    Not `data_named`: the record does not say which of its data this recipient gets; `data` are among them.
    """

    record: RecordNamed
    origin: str
    target: str
    data: tuple[str, ...]
    data_named: bool


@dataclass(frozen=True, slots=True)
class InRegister:
    """What a register says: `silent` are the items that no record discloses to the requester.

    `not_understood` are the words of items and parties that cannot be looked up.

    `own_records` are the references of the parties' own records, `systems` those of records that name the systems that
    duties ask for, each by name; empty where there are none.
    """

    disclosures: tuple[Disclosure, ...]
    silent: tuple[str, ...]
    not_understood: tuple[str, ...]
    own_records: tuple[tuple[str, tuple[str, ...]], ...]
    systems: tuple[tuple[str, tuple[str, ...]], ...]


def in_register(engine: Engine, terms: Terms, answer: Answer) -> InRegister:
    """Look an answer up in a register.

    A party that is a kind ("gemeente") stands for all organisations of that kind.
    """
    question = answer.question
    # A register may name the whole that a requester is part of.
    above = sorted(question.requester.above & answer.guide.above.keys())
    wholes = [iri for iri in above if terms.organisations.get(iri)]
    rows = _rows(engine, "disclosures", [*members_of(terms, answer.guide, question.requester), *wholes])
    if question.own is not None and question.own.known:
        # What an organisation describes as its own may flow from the legal person that it is part of.
        own = {row["record"] for row in _rows(engine, "own-records", members_of(terms, answer.guide, question.own))}
        rows = [row for row in rows if row["record"] in own]
    told = {item.words for row in rows for item in question.items if _is_like(terms.vocabulary, row["data"], item)}
    alike = [row for row in rows if any(_is_like(terms.vocabulary, row["data"], item) for item in question.items)]
    known = [item for item in question.items if item.concepts] if question.requester.known else []
    parties = [each for each in (question.own, question.requester) if each is not None and each.known]
    systems = dict.fromkeys(system for each in answer.items for duty in each.verdict.duties for system in duty.systems)
    named = {each.iri: each.name for each in terms.organisations.systems}
    return InRegister(
        tuple(each for _, each in _gathered(alike, "record", "from", "to")),
        tuple(item.words for item in known if item.words not in told),
        (
            *([] if question.requester.known else [question.requester.words]),
            *(item.words for item in question.items if not item.concepts),
        ),
        tuple(
            (each.words, references(*own_records(engine, members_of(terms, answer.guide, each)).values()))
            for each in parties
        ),
        tuple(
            (named.get(each, local_name(each)), references(*system_records(engine, [each]).values()))
            for each in systems
        ),
    )


def disclosures(engine: Engine, parties: Sequence[str]) -> Mapping[str, tuple[Disclosure, ...]]:
    """Give what a register discloses to each of some parties, by their IRIs, whatever the data."""
    told: dict[str, list[Disclosure]] = defaultdict(list)
    for row, each in _gathered(_rows(engine, "disclosures", parties), "party", "record", "from", "to"):
        told[row["party"]].append(each)
    return {party: tuple(each) for party, each in told.items()}


def own_records(engine: Engine, parties: Sequence[str]) -> Mapping[str, tuple[RecordReference, ...]]:
    """Give the records of each of some organisations, by their IRIs."""
    return _records(engine, "own-records", parties)


def system_records(engine: Engine, systems: Sequence[str]) -> Mapping[str, tuple[RecordReference, ...]]:
    """Give the records that name each of some systems, by their IRIs."""
    return _records(engine, "system-records", systems)


def references(*found: Iterable[RecordReference]) -> tuple[str, ...]:
    """Give the references of records, each record once, sorted."""
    return tuple(reference for reference, _ in sorted({each for records in found for each in records}))


def _gathered(rows: Iterable[dict[str, str]], *key: str) -> Iterator[tuple[dict[str, str], Disclosure]]:
    """Gather the data of rows that are one disclosure: those with the same key."""
    found: dict[tuple[str, ...], tuple[dict[str, str], list[str]]] = {}
    for row in rows:
        _, data = found.setdefault(tuple(row[name] for name in key), (row, []))
        data += [row["dataName"] or local_name(row["data"])] if row["data"] else []
    return ((row, _disclosure(row, data)) for row, data in found.values())


def _disclosure(row: dict[str, str], data: Iterable[str]) -> Disclosure:
    return Disclosure(
        RecordNamed(row["record"], row["reference"], row["title"]),
        row["fromName"] or local_name(row["from"]),
        row["toName"] or local_name(row["to"]),
        tuple(dict.fromkeys(data)),
        row["scope"] == AVG + "DataOfBlock",
    )


def _is_like(vocabulary: Vocabulary, data: str, item: Item) -> bool:
    """Say whether data in the register are what an item asks for, or more or less specific than it."""
    if data not in vocabulary:
        return False
    above = vocabulary.ancestors(data)
    return any(
        each.iri == data or each.iri in above or (each.iri in vocabulary and data in vocabulary.ancestors(each.iri))
        for each in item.concepts
    )


def members_of(terms: Terms, guide: Guide, party: Thing) -> list[str]:
    """Give the party itself, or if the guide names a kind, all organisations and roles of that kind."""
    if party.iri not in {each.iri for each in guide.parties}:
        return [party.iri] if party.known else []
    direct = guide.above.get(party.iri, frozenset())
    members = [iri for iri, above in guide.above.items() if above & direct and terms.organisations.get(iri)]
    members += [each.iri for each in terms.organisations if guide.types.get(each.kind, frozenset()) & direct]
    return sorted({*members, *guide.matches.get(party.iri, frozenset())})


def _records(engine: Engine, question: str, parties: Sequence[str]) -> Mapping[str, tuple[RecordReference, ...]]:
    found: dict[str, list[RecordReference]] = defaultdict(list)
    for row in _rows(engine, question, parties):
        found[row["party"]].append((row["reference"], row["record"]))
    return {party: tuple(records) for party, records in found.items()}


def _rows(engine: Engine, question: str, parties: Sequence[str]) -> list[dict[str, str]]:
    if not parties:
        return []
    text = resources.question("share", question)
    return list(engine.select(text.replace(_ANY, " ".join(map(written_iri, parties)))).texts())
