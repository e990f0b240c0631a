"""What marked words lead back to: each cited stretch with the statements that rest on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from avggraph.addresses import Addresses
from avggraph.graph.terms import PROV
from avggraph.publish.record.citations import cited
from avggraph.publish.record.marked_text import Back, Mark
from avggraph.publish.record.model import Citation, Part, Statements, Value
from avggraph.publish.record.read import RECORD
from avggraph.publish.words import Words
from avggraph.store.unit import Unit, document_order
from avggraph.text import Span

FLOWS = "stromen"
"""The id of the part of the page with the flows."""

_FLOW = "stroom"


def marks_of(
    statements: Statements, unit: Unit, addresses: Addresses, say: Words, at: Callable[[str], str]
) -> Mapping[Span, Mark]:
    """Give every stretch that a record cites, with its links back; `at` gives the link to a place on the record's page.

    There is one link for each part of the record (a purpose, a data block) with statements that rest on the words: it
    leads to the first of them, and names them all. What is recognised and what flows is told with the statements; its
    own place on the page is where its words stand.
    """
    backs = _backs(statements, say, at)
    told = {part.node for part in statements.parts()}
    ids: dict[Span, list[str]] = defaultdict(list)
    for node in sorted(unit.nodes, key=document_order):
        address = addresses.of(node)
        fragment = address.fragment if address else ""
        spans = [Span(each.start, each.end) for each in cited(unit.texts(node, PROV.wasQuotedFrom), None)]
        for span in spans:
            if span not in backs:
                is_flow = fragment.startswith(f"{_FLOW}-")
                name = say("record.flows_name") if is_flow else say("record.this_record")
                backs[span] = (Back(at(FLOWS if is_flow else RECORD), say("record.back", name=name), name),)
        if spans and fragment and node not in told:
            ids[spans[0]].append(fragment)
    return {span: Mark(found, tuple(ids[span])) for span, found in sorted(backs.items())}


def _backs(statements: Statements, say: Words, at: Callable[[str], str]) -> dict[Span, tuple[Back, ...]]:
    """Give the links back from each stretch, one for each part of the record with statements that rest on it."""
    found: dict[Span, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for whole in (statements.record, *_parts_of(statements.record)):
        within = (whole,) if whole.kind == RECORD else tuple(whole.parts())
        for part in within:
            for field in part.fields:
                told = (field.anchor, say(f"record.field_{field.word}"))
                for citation in (each for value in field.values for each in _own(value, part)):
                    found[Span(citation.start, citation.end)][part_name(whole.anchor, say)].append(told)
            for recognition in (*part.also, *part.denied):
                for citation in recognition.citations:
                    told = (part.anchor, say("record.denied" if recognition.is_denied else "record.also"))
                    found[Span(citation.start, citation.end)][part_name(whole.anchor, say)].append(told)
    return {span: tuple(_back(name, told, say, at) for name, told in parts.items()) for span, parts in found.items()}


def _own(value: Value, part: Part) -> Iterator[Citation]:
    """Give the words of a value itself: not those of a part of its own, nor those that another part is told by."""
    if not value.iri:
        yield from value.citations
    for recognition in value.recognitions:
        if recognition.within == part.node:
            yield from recognition.citations


def _back(part: str, told: Sequence[tuple[str, str]], say: Words, at: Callable[[str], str]) -> Back:
    names = ", ".join(dict.fromkeys(name for _anchor, name in told))
    return Back(at(told[0][0]), say("record.back", name=f"{part}: {names}"), part)


def _parts_of(record: Part) -> tuple[Part, ...]:
    return tuple(value.part for field in record.fields for value in field.values if value.part)


def part_name(anchor: str, say: Words) -> str:
    """Name a part of a record by its place on the page, which has its kind and number: "Doel 2".

    >>> from avggraph.publish.words import words
    >>> part_name("doel-8", words("nl")), part_name("doel-g1", words("en"))
    ('Doel 8', 'Purpose of collection 1')
    """
    if anchor == RECORD:
        return say("record.this_record")
    kind, _, number = anchor.partition("-")
    if number.startswith("g"):
        kind, number = f"{kind}_g", number.removeprefix("g")
    return say(f"record.part_{kind}", number=number)
