"""Reading one record from the graph (docs/graph-model.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from avggraph.description import Answer
from avggraph.diagram.model import Quote
from avggraph.diagram.record.facts import Block, Named, Purpose, RecordFacts, Transmission
from avggraph.diagram.record.source import Roles, Source, first, texts_of, widened
from avggraph.diagram.words import Words, words
from avggraph.query.values import local_name
from avggraph.store.unit import document_order

_DATA_SUBJECT_ITSELF = "https://w3id.org/dpv#DataSubjectDataSource"
# How the graph says why a receiver is no third party (docs/graph-model.md, `avg:matchedBy` of a flow).
_PART_OF_CONTROLLER = "part of the controller:"
_PROVISION = re.compile(r"A(?P<article>\d+)(?:-(?P<paragraph>\d+))?(?:-(?P<point>[a-z]+))?")


def facts_of(source: Source, record: str, language: str) -> RecordFacts:
    """Read what the graph says of the record with this IRI; UsageError for a language without words."""
    say = words(language)
    roles = source.roles("record", record)
    blocks = sorted(source.things(roles["block"]), key=lambda block: document_order(block.iri))
    answers = [text.rpartition("#")[2] for text in texts_of(roles["transfer"])]
    recipients, transfer = texts_of(roles["recipients-text"]), texts_of(roles["transfer-text"])
    recipients_quotes = source.quotes(roles["words"], recipients) if recipients else ()
    return RecordFacts(
        reference=first(roles["reference"]) or local_name(record),
        title=source.best(roles["title"]),
        file=first(roles["file"]),
        controllers=_controllers(source, roles),
        ministries=source.things(roles["ministry"]),
        units=source.things(roles["unit"]),
        purposes=_purposes(source, roles, say),
        blocks=tuple(_block(source, block.iri, say) for block in blocks),
        recipients=tuple(source.party(recipient) for recipient in source.things(roles["recipient"])),
        processors=tuple(source.party(processor) for processor in source.things(roles["processor"])),
        recipients_text=" ".join(recipients),
        recipients_quotes=recipients_quotes,
        systems=source.things(roles["system"]),
        system_quotes=tuple(_system_quotes(source, record)),
        transfer=Answer(answers[0]) if answers else Answer.NOT_STATED,
        transfer_text=" ".join(transfer),
        transfer_quotes=source.quotes(roles["words"], transfer) if transfer else (),
        data=_labels(source, roles),
        not_understood=tuple(
            text for text in texts_of(roles["unmapped"]) if any(text in answer for answer in recipients)
        ),
        transmissions=_transmissions(source, record, recipients_quotes),
        marks=source.marks(record),
    )


def _controllers(source: Source, roles: Roles) -> tuple[Named, ...]:
    """Give the controllers in the order in which the document names them."""
    entries = sorted((term.value for term in roles["controller-entry"]), key=document_order)
    named = [row["controller"].value for entry in entries for row in source.rows("entry", entry)]
    known = {controller.iri: controller for controller in source.things(roles["controller"])}
    return tuple(known[iri] for iri in dict.fromkeys((*named, *known)) if iri in known)


def _labels(source: Source, roles: Roles) -> tuple[str, ...]:
    """Give the kinds of data of a record, block or flow, by name."""
    return tuple(sorted({thing.label for thing in source.things(roles["data"])}, key=str.casefold))


def _purposes(source: Source, roles: Roles, say: Words) -> tuple[Purpose, ...]:
    return tuple(
        Purpose(purpose, _basis(source, source.roles("purpose", purpose.iri), say))
        for purpose in source.things(roles["purpose"])
    )


def _basis(source: Source, roles: Roles, say: Words) -> tuple[str, ...]:
    """Name the legal bases of a purpose; where none was recognised, the words for them stand."""
    bases = [term.value for term in roles["basis"]]
    return tuple(provision(source, iri, say) for iri in sorted(bases)) or tuple(texts_of(roles["basis-text"]))


def provision(source: Source, iri: str, say: Words) -> str:
    """Name a provision of the GDPR ("art. 6 lid 1 onder e AVG: …"), or another basis by its label."""
    label = source.best([row["label"] for row in source.rows("basis", iri)])
    if not (found := _PROVISION.fullmatch(local_name(iri))):
        return label or source.label(iri)
    parts = {part: value for part, value in found.groupdict().items() if value}
    place = "".join(say[f"provision.{part}"].format(value) for part, value in parts.items())
    place = say["provision.end"].format(place=place)
    return f"{place}: {label}" if label else place


def _block(source: Source, block: str, say: Words) -> Block:
    roles = source.roles("block", block)
    sources = source.things(roles["source"])
    named = tuple(each for each in sources if each.iri != _DATA_SUBJECT_ITSELF)
    data_texts, source_texts, retention_texts = (
        texts_of(roles[role]) for role in ("data-text", "source-text", "retention-text")
    )
    if not sources:
        named = tuple(Named("", text) for text in source_texts)
    return Block(
        iri=block,
        purposes=_purposes(source, roles, say),
        subjects=source.things(roles["subject"]),
        data=_labels(source, roles) or tuple(data_texts),
        data_text=tuple(data_texts),
        retention=tuple(retention.label for retention in source.things(roles["retention"])),
        sources=named,
        from_subject=len(named) < len(sources),
        marks=source.marks(block),
        data_quotes=source.quotes(roles["words"], data_texts) if data_texts else (),
        source_quotes=source.quotes(roles["words"], source_texts) if source_texts else (),
        retention_quotes=source.quotes(roles["words"], retention_texts) if retention_texts else (),
    )


def _system_quotes(source: Source, record: str) -> Iterator[tuple[str, Quote]]:
    for row in source.rows("systems", record):
        for quote in source.quotes([row["words"]]):
            yield row["system"].value, quote


def _transmissions(source: Source, record: str, answer: tuple[Quote, ...]) -> tuple[Transmission, ...]:
    flows = sorted((row["flow"].value for row in source.rows("flows", record)), key=document_order)
    return tuple(
        transmission for flow in flows for transmission in _of_flow(source, flow, source.roles("flow", flow), answer)
    )


def _of_flow(source: Source, flow: str, roles: Roles, answer: tuple[Quote, ...]) -> Iterator[Transmission]:
    """Give a flow from each controller that it comes from to each party that it goes to.

    Its words are those that name the party, within the stretch of the answer on recipients that they stand in: a
    register says there what a recipient gets, or on which condition.
    """
    of_record = local_name(first(roles["scope"])) == "DataOfRecord"
    marks = source.marks(flow)
    # "Openbaar Ministerie, bij beroep" is no name that is known, and an organisation all the same.
    is_part = first(roles["reason"]).startswith(_PART_OF_CONTROLLER)
    for target in source.things(roles["to"]):
        for origin in source.things(roles["from"]):
            yield Transmission(
                kind=local_name(first(roles["kind"])),
                source=source.party(origin),
                target=replace(source.party(target), is_group=False) if is_part else source.party(target),
                systems=source.things(roles["system"]),
                data=() if of_record else _labels(source, roles),
                quotes=widened(source.quotes(roles["words"]), answer),
                marks=() if of_record else marks,
            )
