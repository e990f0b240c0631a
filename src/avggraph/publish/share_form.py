"""What the form of a sharing guide knows: the guide as a table, names, and what the register says of parties.

A page opened from disk may fetch nothing, so all of it is a script that hands one value to a function.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import orjson

from avggraph.bilingual import Bilingual
from avggraph.publish.reader import Reader
from avggraph.publish.words import words
from avggraph.query.values import local_name
from avggraph.share.guide import Guide
from avggraph.share.known_names import known_items, known_parties
from avggraph.share.question import Item, Thing
from avggraph.share.register import Disclosure, disclosures, members_of, own_records, references, system_records
from avggraph.share.table import DecisionTable, decision_table, group_of, kind_of, table_as_json
from avggraph.share.understand import Terms
from avggraph.share.words import words_in

MOST = 8
"""Records that are named of one party or system, at most; the rest are counted."""

Json = dict[str, object]


def render_form_data(reader: Reader, terms: Terms, guide: Guide, exists: Callable[[str], bool]) -> bytes:
    """Write what the form knows as a script; `exists` tells whether the site has a page of a path."""
    parties, items = known_parties(terms, guide), known_items(terms, guide)
    table = decision_table(guide, terms.vocabulary, parties.values(), items.values())
    pages = _Pages(reader, exists)
    order = list(dict.fromkeys(party.iri for party in parties.values()))
    value = {
        "table": table_as_json(table),
        "choices": {
            field: [[each.code, *_pair(each.label)] for each in found] for field, found in table.choices.items()
        },
        "outcomes": [[each.code, each.may_share, _pair(each.label), _pair(each.definition)] for each in guide.outcomes],
        "duties": {
            each.code: [_pair(each.title), each.soft, [local_name(system) for system in each.systems]]
            for each in guide.duties.values()
        },
        "rules": [rule.code for rule in guide.rules],
        "classes": [_pair(each.label) for each in guide.classes],
        "parties": _parties(reader, terms, table, parties, pages),
        "begins": [[begins, order.index(each.iri)] for each in guide.parties for begins in each.begins],
        "items": _items(guide, table, items, pages),
        "systems": _systems(reader, terms, guide, pages),
        "contacts": [
            [each.organisation, each.name, each.code, _pair(each.matter), each.address] for each in guide.contacts
        ],
        "most": MOST,
        "words": {
            "nl": {**words_in("nl"), **words("nl").part("share")},
            "en": {**words_in("en"), **words("en").part("share")},
        },
    }
    return b"avggraph.sharing(" + orjson.dumps(value, option=orjson.OPT_SORT_KEYS) + b");\n"


class _Pages:
    """The paths of the pages about things; empty for what the site has no page of."""

    def __init__(self, reader: Reader, exists: Callable[[str], bool]) -> None:
        self._reader = reader
        self._exists = exists

    def __call__(self, iri: str) -> str:
        address = self._reader.addresses.of(iri)
        return address.path if address and self._exists(address.path) else ""


def _parties(
    reader: Reader, terms: Terms, table: DecisionTable, parties: Mapping[str, Thing], pages: _Pages
) -> list[Json]:
    """Give each party with its names, its group, and what the register says of it."""
    guide = table.guide
    named: dict[str, list[str]] = defaultdict(list)
    things: dict[str, Thing] = {}
    for name, party in parties.items():
        named[party.iri].append(name)
        things[party.iri] = party
    members = {iri: members_of(terms, guide, party) for iri, party in things.items()}
    everybody = sorted({each for found in members.values() for each in found})
    given, own = disclosures(reader.engine, everybody), own_records(reader.engine, everybody)
    found = []
    for iri, party in things.items():
        told = [each for member in members[iri] for each in given.get(member, ())]
        records = references(*(own.get(member, ()) for member in members[iri]))
        found.append({
            "names": named[iri],
            "label": _pair(party.label),
            "group": table.groups.index(group_of(guide, party)),
            **({"page": page} if (page := pages(iri)) else {}),
            **({"remarks": remarks} if (remarks := _remarks(guide, party)) else {}),
            **({"own": _some(records)} if records else {}),
            **({"given": [len(told), [_disclosure(each, pages) for each in told[:MOST]]]} if told else {}),
        })  # fmt: skip
    return found


def _remarks(guide: Guide, party: Thing) -> list[object]:
    who = {party.iri, *party.above}
    return [_pair(remark) for subject, remark in guide.remarks.items() if subject in who]


def _disclosure(each: Disclosure, pages: _Pages) -> list[object]:
    record = each.record
    data = list(each.data) if each.data_named else []
    return [record.reference, record.title, pages(record.iri), each.origin, each.target, _some(data)]


def _items(guide: Guide, table: DecisionTable, items: Mapping[str, Item], pages: _Pages) -> list[Json]:
    """Give each thing that can be asked for with its names and its kind; names of the same are one."""
    codes = {each.iri: each.code for each in guide.documents}
    same: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for name, item in items.items():
        concepts = tuple(each.iri for each in item.concepts)
        same[concepts, bool(item.unknown), codes.get(item.document.iri, "") if item.document else ""].append(name)
    return [_thing(guide, table, items[names[0]], names, codes, pages) for names in same.values()]


def _thing(
    guide: Guide, table: DecisionTable, item: Item, names: list[str], codes: Mapping[str, str], pages: _Pages
) -> Json:
    above = {iri for each in item.concepts for iri in (each.iri, *each.above)}
    kinds = {each.iri for each in guide.classes}
    remarks = [_pair(remark) for subject, remark in guide.remarks.items() if subject in above]
    page = next(filter(None, (pages(each.iri) for each in item.concepts if each.iri not in kinds)), "")
    return {
        "names": names,
        "kind": table.kinds.index(kind_of(guide, item)),
        "classes": [number for number, each in enumerate(guide.classes) if each.iri in above],
        **({"label": _pair(item.concepts[0].label)} if len(item.concepts) == 1 and not item.unknown else {}),
        **({"document": codes[item.document.iri]} if item.document else {}),
        **({"page": page} if page else {}),
        **({"remarks": remarks} if remarks else {}),
    }


def _systems(reader: Reader, terms: Terms, guide: Guide, pages: _Pages) -> Json:
    """Give the systems that duties are done with, and the records that name them."""
    systems = sorted({system for duty in guide.duties.values() for system in duty.systems})
    names = {each.iri: each.name for each in terms.organisations.systems}
    records = system_records(reader.engine, systems)
    return {
        local_name(iri): [names.get(iri, local_name(iri)), pages(iri), _some(references(records.get(iri, ())))]
        for iri in systems
    }


def _some(texts: Sequence[str]) -> list[object]:
    """Give how many there are and the first of them."""
    return [len(texts), list(texts[:MOST])]


def _pair(text: Bilingual) -> list[str]:
    return [text.nl, text.en]
