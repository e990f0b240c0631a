"""From the legs of a view to its diagram: boxes, frames, and one numbered flow for all that goes the same way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from avggraph.diagram.layout.typeset import clean
from avggraph.diagram.model import Boundary, Detail, Diagram, Flow, Mark, Node, NodeKind, Quote, View, in_order
from avggraph.diagram.register.facts import PartyKind, RegisterFacts, Transfer
from avggraph.diagram.register.phrases import counted
from avggraph.diagram.register.stops import PROCESSOR, Leg, Side, Stop, Territory
from avggraph.diagram.words import Words, capitalised, words

_GIVERS = {PartyKind.DATA_SUBJECT.value: NodeKind.DATA_SUBJECT, PartyKind.SOURCE.value: NodeKind.SOURCE}

_Way = tuple[Stop, Stop, str, tuple[str, ...]]


def draw(legs: Sequence[Leg], diagram: Diagram, *, together: bool = False, least: int = 1) -> Diagram:
    """Fill a diagram that has its names but no boxes yet.

    Legs with the same ends and kind, through the same systems, become one flow; `together` makes one of all. Flows with
    fewer than `least` records are left out, and the diagram says how many. What goes from a stop to itself is counted
    in its box.
    """
    say = words(diagram.language)
    inner = [leg for leg in legs if leg.source == leg.target]
    ways: dict[_Way, list[Leg]] = defaultdict(list)
    for leg in legs:
        if leg.source != leg.target:
            manner: tuple[str, tuple[str, ...]] = ("", ()) if together else (leg.kind, tuple(map(clean, leg.via)))
            ways[leg.source, leg.target, *manner].append(leg)
    shown = {way: found for way, found in ways.items() if len(_records(found)) >= least}
    touching = [*(leg for found in shown.values() for leg in found), *inner]
    stops = sorted({stop for leg in touching for stop in (leg.source, leg.target)}, key=lambda stop: stop.order)
    ids = _ids(stops)
    ordered = sorted(shown.items(), key=_place_of)
    flows = tuple(_flow(number, way, found, ids, say) for number, (way, found) in enumerate(ordered, 1))
    notes = [diagram.selection] if diagram.selection else []
    if len(shown) < len(ways):
        left_out = counted(say, "flow", len(ways) - len(shown))
        notes.append(say["left_out.below_least"].format(flows=left_out, least=least))
    return replace(
        diagram,
        nodes=tuple(_node(stop, ids[stop], inner, touching, say) for stop in stops),
        boundaries=_boundaries(stops, ids),
        flows=flows,
        marks=_marks(touching),
        selection=" ".join(notes),
    )


def blank(
    view: View, name: str, transfers: Iterable[Transfer], facts: RegisterFacts, language: str, date: str
) -> Diagram:
    """Give a diagram of what has this name, with its title and source, and nothing drawn."""
    say = words(language)
    shown = len({transfer.record for transfer in transfers})
    source = say["records_of_register"].format(shown=shown, records=facts.records)
    title = clean(say[f"title.{view.value}"].format(name=capitalised(name)))
    return Diagram(title, clean(name), (), (), (), source, language, view=view, date=date)


def _place_of(item: tuple[_Way, list[Leg]]) -> tuple[object, ...]:
    """Order flows as the picture is read: what comes in, what goes round, what goes out."""
    (source, target, *manner), _ = item
    inward = {Side.INTAKE: 0, Side.MIDDLE: 0}.get(target.side, 2)
    return (1 if source.side is target.side else inward, source.order, target.order, manner)


def _ids(stops: Iterable[Stop]) -> dict[Stop, str]:
    ids: dict[Stop, str] = {}
    numbers: dict[Side, int] = defaultdict(int)
    for stop in stops:
        numbers[stop.side] += 1
        ids[stop] = f"{stop.side.value}{numbers[stop.side]}"
    return ids


def _node(stop: Stop, identifier: str, inner: Iterable[Leg], legs: Iterable[Leg], say: Words) -> Node:
    around = _records(leg for leg in inner if leg.source == stop)
    details = tuple(replace(detail, text=clean(detail.text)) for detail in stop.details)
    if around:
        details = (*details, Detail(say[stop.within], counted(say, "record", len(around))))
    marks = _marks(leg for leg in legs if stop in (leg.source, leg.target)) if stop.side is Side.MIDDLE else ()
    return Node(identifier, _kind(stop), clean(stop.label), stop.iri, details, marks, stop.presence)


def _kind(stop: Stop) -> NodeKind:
    match stop.side:
        case Side.GIVING:
            return _GIVERS.get(stop.sort, NodeKind.PROVIDER)
        case Side.INTAKE | Side.OUTLET:
            return NodeKind.SYSTEM
        case Side.MIDDLE:
            return NodeKind.ORGANISATION
        case Side.RECEIVING:
            return NodeKind.PROCESSOR if stop.sort == PROCESSOR else NodeKind.RECIPIENT
        case Side.ABROAD:
            return NodeKind.OUTSIDE


def _boundaries(stops: Iterable[Stop], ids: Mapping[Stop, str]) -> tuple[Boundary, ...]:
    """Give the frames of each side, inner frames before the frames around them."""
    members: dict[tuple[Side, Territory], list[str]] = defaultdict(list)
    names: dict[tuple[Side, Territory], str] = {}
    for stop in stops:
        member, territory = ids[stop], stop.territory
        while territory:
            held = members[stop.side, territory]
            name = names.setdefault((stop.side, territory), f"{stop.side.value}frame{len(names) + 1}")
            if member not in held:
                held.append(member)
            member, territory = name, territory.within
    return tuple(
        Boundary(names[key], key[1].kind, clean(key[1].label), tuple(held), key[1].presence)
        for key, held in members.items()
    )


def _flow(number: int, way: _Way, legs: Sequence[Leg], ids: Mapping[Stop, str], say: Words) -> Flow:
    source, target, _, via = way
    data = {datum.name for leg in legs for datum in leg.data}
    return Flow(
        number,
        ids[source],
        ids[target],
        _kinds(legs, via, say),
        tuple(clean(name) for name in sorted(data, key=lambda name: (name.casefold(), name))),
        marks=_marks(legs),
        quotes=_quotes(legs),
        records=_records(legs),
    )


def _kinds(legs: Iterable[Leg], via: Sequence[str], say: Words) -> str:
    """Say which kinds of flows there are, the most frequent first, and the systems that each goes through."""
    of_kind: dict[str, list[Leg]] = defaultdict(list)
    for leg in legs:
        of_kind[leg.kind].append(leg)
    counts = {kind: len(_records(found)) for kind, found in of_kind.items()}
    ordered = sorted(counts, key=lambda kind: (-counts[kind], kind))
    named = [say[f"flow.{kind}"] + (f" ({counts[kind]}×)" if len(counts) > 1 else "") for kind in ordered]
    if via:
        named[-1] += f" ({say['via']} {', '.join(via)})"
    return clean(", ".join(named))


def _quotes(legs: Iterable[Leg]) -> tuple[Quote, ...]:
    """Give the words of all legs, record by record."""
    ordered = sorted(legs, key=lambda leg: leg.record)
    return tuple(dict.fromkeys(Quote(clean(quote.words), quote.place) for leg in ordered for quote in leg.quotes))


def _marks(legs: Iterable[Leg]) -> tuple[Mark, ...]:
    return in_order({mark for leg in legs for datum in leg.data for mark in datum.marks})


def _records(legs: Iterable[Leg]) -> tuple[str, ...]:
    return tuple(sorted({leg.record for leg in legs}))
