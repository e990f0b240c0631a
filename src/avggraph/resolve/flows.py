"""The flows of a description: who gives personal data to whom.

A register says which parties receive data, not which data each receives: a flow to a recipient names all data of the
record and says so (`DataOfRecord`), a flow from a source those of the blocks that name the source (`DataOfBlock`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from avggraph.resolve.record import Block, Flow, Local, Party, SourceParty, Thing, distinct

_BLOCK, _RECORD = "DataOfBlock", "DataOfRecord"

_KINDS = {
    "processor": "ProcessingOnBehalf",
    "subprocessor": "SubProcessing",
    "internal": "InternalUse",
    "recipient": "Disclosure",
    "data-subject": "Disclosure",
    "public": "Disclosure",
    "third-country": "ThirdCountryTransfer",
}


def flows_of(
    controllers: Sequence[str],
    blocks: Sequence[Block],
    sources: Sequence[SourceParty],
    parties: Sequence[Party],
    transfer: Party | None,
    ministry_of: Callable[[str], str | None],
) -> tuple[Flow, ...]:
    """Give the flows of a record; `controllers` are the IRIs they start from and end at.

    One flow for each kind, origin, target and system: what several blocks or sentences say of it comes together.
    """
    merged: dict[tuple[str, Thing, Thing, str | None], Flow] = {}
    for flow in (*_collected(controllers, blocks, sources), *_given(controllers, blocks, parties, transfer)):
        key = (flow.kind, flow.origin, flow.target, flow.system)
        known = merged.get(key)
        merged[key] = _joined(known, flow) if known else flow
    return tuple(_with_ministries(flow, sources, ministry_of) for flow in merged.values())


def _collected(controllers: Sequence[str], blocks: Sequence[Block], sources: Sequence[SourceParty]) -> Iterator[Flow]:
    by_node = {source.node: source for source in sources}
    for block in blocks:
        for controller in controllers:
            if block.from_data_subject and block.subject:
                yield Flow("Collection", block.subject, controller, block.data, block.from_data_subject, _BLOCK)
            for node in block.sources:
                source = by_node[node]
                yield Flow("Collection", node, controller, block.data, (source.words,), _BLOCK, source.system)


def _given(
    controllers: Sequence[str], blocks: Sequence[Block], parties: Sequence[Party], transfer: Party | None
) -> Iterator[Flow]:
    data = distinct(concept for block in blocks for concept in block.data)
    for party in (*parties, *([transfer] if transfer else [])):
        origins = [party.on_behalf_of] if party.role == "subprocessor" and party.on_behalf_of else controllers
        for origin in origins:
            if origin != party.thing:
                yield Flow(_KINDS[party.role], origin, party.thing, data, (party.words,), _RECORD, party.system)


def _joined(one: Flow, other: Flow) -> Flow:
    return Flow(
        one.kind,
        one.origin,
        one.target,
        distinct((*one.data, *other.data)),
        tuple(dict.fromkeys((*one.words, *other.words))),
        one.scope,
        one.system,
    )


def _with_ministries(flow: Flow, sources: Sequence[SourceParty], ministry_of: Callable[[str], str | None]) -> Flow:
    organisations: dict[Thing, str | None] = {source.node: source.organisation for source in sources}

    def ministry(thing: Thing) -> str | None:
        iri = organisations.get(thing) if isinstance(thing, Local) else thing
        return ministry_of(iri) if iri else None

    return Flow(
        flow.kind,
        flow.origin,
        flow.target,
        flow.data,
        flow.words,
        flow.scope,
        flow.system,
        ministry(flow.origin),
        ministry(flow.target),
    )
