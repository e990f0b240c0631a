"""The flows of a description: who gives personal data to whom.

A register says which parties receive data, not which data each receives: a flow to a recipient names all data of the
record and says so (`DataOfRecord`), a flow from a source those of the blocks that name the source (`DataOfBlock`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from avggraph.resolve.record import Block, Flow, Local, Party, SourceParty, Thing, Transfer, distinct

_BLOCK, _RECORD = "DataOfBlock", "DataOfRecord"

# Who gets data in a role that is not here gets none ("none").
_KINDS = {
    "processor": "ProcessingOnBehalf",
    "subprocessor": "SubProcessing",
    "internal": "InternalUse",
    "recipient": "Disclosure",
    "data-subject": "Disclosure",
    "public": "Disclosure",
}
_FIELD = "field of the form"


def flows_of(
    controllers: Sequence[str],
    blocks: Sequence[Block],
    sources: Sequence[SourceParty],
    parties: Sequence[Party],
    transfer: Transfer | None,
    ministry_of: Callable[[str], str | None],
    *,
    stays_inside: bool,
) -> tuple[Flow, ...]:
    """Give the flows of a record; `controllers` are the IRIs they start from and end at.

    One flow for each kind, origin, target and system: what several blocks or sentences say of it comes together.
    A flow to a third country crosses the border of the EU. None does where the data stay inside it: the record says
    that there is no transfer, and names no third country all the same.
    """
    merged: dict[tuple[str, Thing, Thing, str | None], Flow] = {}
    data = distinct(concept for block in blocks for concept in block.data.concepts)
    crosses = False if stays_inside else None
    for flow in (
        *_collected(controllers, blocks, sources),
        *(replace(flow, crosses_eu_border=crosses) for flow in _given(controllers, data, parties)),
        *_transferred(controllers, data, transfer),
    ):
        key = (flow.kind, flow.origin, flow.target, flow.system)
        known = merged.get(key)
        merged[key] = _joined(known, flow) if known else flow
    return tuple(_with_ministries(flow, sources, ministry_of) for flow in merged.values())


def _collected(controllers: Sequence[str], blocks: Sequence[Block], sources: Sequence[SourceParty]) -> Iterator[Flow]:
    by_node = {source.node: source for source in sources}
    for block in blocks:
        data = block.data.concepts
        for controller in controllers:
            if block.from_data_subject and block.subject:
                yield Flow("Collection", block.subject, controller, data, block.from_data_subject, _BLOCK, _FIELD)
            for node in block.sources:
                source = by_node[node]
                yield Flow("Collection", node, controller, data, (source.words,), _BLOCK, _FIELD, source.system)


def _given(controllers: Sequence[str], data: tuple[str, ...], parties: Sequence[Party]) -> Iterator[Flow]:
    for party in parties:
        origins = [party.on_behalf_of] if party.role == "subprocessor" and party.on_behalf_of else controllers
        for origin in origins:
            if party.role in _KINDS and origin != party.thing:
                kind = _KINDS[party.role]
                yield Flow(kind, origin, party.thing, data, (party.words,), _RECORD, party.rule, party.system)


def _transferred(controllers: Sequence[str], data: tuple[str, ...], transfer: Transfer | None) -> Iterator[Flow]:
    if transfer is None:
        return
    for controller in controllers:
        for target in transfer.targets:
            flow = Flow("ThirdCountryTransfer", controller, target, data, (transfer.words,), _RECORD, _FIELD)
            yield replace(flow, crosses_eu_border=True)


def _joined(one: Flow, other: Flow) -> Flow:
    return replace(one, data=distinct((*one.data, *other.data)), words=tuple(dict.fromkeys((*one.words, *other.words))))


def _with_ministries(flow: Flow, sources: Sequence[SourceParty], ministry_of: Callable[[str], str | None]) -> Flow:
    organisations: dict[Thing, str | None] = {source.node: source.organisation for source in sources}

    def ministry(thing: Thing) -> str | None:
        iri = organisations.get(thing) if isinstance(thing, Local) else thing
        return ministry_of(iri) if iri else None

    return replace(flow, from_ministry=ministry(flow.origin), to_ministry=ministry(flow.target))
