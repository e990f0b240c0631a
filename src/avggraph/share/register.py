"""What a register says of the sharing that a question is about, and where it is silent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from avggraph import resources
from avggraph.errors import KnowledgeError
from avggraph.query import Engine
from avggraph.query.values import local_name, written_iri
from avggraph.share.answer import Answer
from avggraph.share.guide import AVG
from avggraph.share.question import Item, Thing
from avggraph.share.understand import Terms
from avggraph.vocabulary import Vocabulary

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

    `own_records` are the references of the parties' own records, `systems` those of records that name the systems that
    duties ask for, each by name; empty where there are none.
    """

    disclosures: tuple[Disclosure, ...]
    silent: tuple[str, ...]
    own_records: tuple[tuple[str, tuple[str, ...]], ...]
    systems: tuple[tuple[str, tuple[str, ...]], ...]


def in_register(engine: Engine, terms: Terms, answer: Answer) -> InRegister:
    """Look an answer up in a register.

    A party that is a kind ("gemeente") stands for all organisations of that kind.
    """
    question = answer.question
    rows = _rows(engine, "disclosures", _members(terms, answer, question.requester))
    if question.own is not None and question.own.known:
        # What an organisation describes as its own may flow from the legal person that it is part of.
        own = {row["record"] for row in _rows(engine, "own-records", _members(terms, answer, question.own))}
        rows = [row for row in rows if row["record"] in own]
    found: dict[tuple[str, str, str], tuple[dict[str, str], list[str]]] = {}
    told: set[str] = set()
    for row in rows:
        items = [item.words for item in question.items if _is_like(terms.vocabulary, row["data"], item)]
        told.update(items)
        if items:
            _, data = found.setdefault((row["record"], row["from"], row["to"]), (row, []))
            data.append(row["dataName"] or local_name(row["data"]))
    parties = [each for each in (question.own, question.requester) if each is not None and each.known]
    systems = dict.fromkeys(system for each in answer.items for duty in each.verdict.duties for system in duty.systems)
    named = {each.iri: each.name for each in terms.organisations.systems}
    return InRegister(
        tuple(_disclosure(row, data) for row, data in found.values()),
        tuple(item.words for item in question.items if item.words not in told),
        tuple((each.words, _references(engine, "own-records", _members(terms, answer, each))) for each in parties),
        tuple((named.get(each, local_name(each)), _references(engine, "system-records", [each])) for each in systems),
    )


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


def _members(terms: Terms, answer: Answer, party: Thing) -> list[str]:
    """Give the party itself, or if the guide names a kind, all organisations and roles of that kind."""
    guide = answer.guide
    if party.iri not in {each.iri for each in guide.parties}:
        return [party.iri] if party.known else []
    direct = guide.above.get(party.iri, frozenset())
    members = [iri for iri, above in guide.above.items() if above & direct and terms.organisations.get(iri)]
    members += [each.iri for each in terms.organisations if guide.types.get(each.kind, frozenset()) & direct]
    return sorted({*members, *guide.roles.get(party.iri, frozenset())})


def _references(engine: Engine, question: str, parties: list[str]) -> tuple[str, ...]:
    return tuple(row["reference"] for row in _rows(engine, question, parties))


def _rows(engine: Engine, question: str, parties: list[str]) -> list[dict[str, str]]:
    if not parties:
        return []
    path = resources.data("share", "queries", f"{question}.rq")
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise KnowledgeError(f"data/share/queries/{question}.rq cannot be read.", advice="Restore the file.") from error
    return list(engine.select(text.replace(_ANY, " ".join(map(written_iri, parties)))).texts())
