"""The view of one organisation: everything into and out of it and its units."""

from __future__ import annotations

from avggraph.diagram.model import BoundaryKind, Diagram, View
from avggraph.diagram.register.around import MOST, Around, legs_of
from avggraph.diagram.register.crowd import gather
from avggraph.diagram.register.draw import blank, draw
from avggraph.diagram.register.facts import Party, PartyKind, RegisterFacts
from avggraph.diagram.register.phrases import capitalised
from avggraph.diagram.register.stops import Side, Stop, Territory
from avggraph.diagram.register.territories import ministry_territory
from avggraph.diagram.words import Words, words
from avggraph.errors import UsageError


def compose_organisation(
    facts: RegisterFacts, iri: str, *, language: str = "nl", date: str = "", level: int = 1, most: int = MOST
) -> Diagram:
    """Compose the view of the organisation with this IRI.

    At level 1 each organisation, group, source and data subject is a box, until there are more than `most` on
    a side; at level 0 each ministry is. Raises UsageError where no flow of the register begins or ends there.
    """
    say = words(language)
    inside = facts.units.get(iri, frozenset()) | {iri}
    transfers = [each for each in facts.transfers if _inside(each.origin, inside) or _inside(each.target, inside)]
    if not transfers:
        raise UsageError(
            f"Geen stroom in het register begint of eindigt bij {facts.names.get(iri, iri)!r}.",
            advice="Kies een organisatie die gegevens geeft of krijgt; `avggraph query organisations` noemt ze.",
        )
    own = {party for each in transfers for party in (each.origin, each.target) if _inside(party, inside)}
    label = facts.names[iri]
    middle = _middle(facts, iri, own, say, level)
    around = Around(transfers, middle, facts.names, say)
    stops = around.one_by_one() if level else around.by_ministry()
    legs = legs_of(transfers, middle, stops, systems=level > 0)
    return draw(gather(legs, most, say), blank(View.ORGANISATION, label, transfers, facts, language, date))


def _inside(party: Party, inside: frozenset[str]) -> bool:
    return party.kind is PartyKind.ORGANISATION and party.iri in inside


def _middle(facts: RegisterFacts, iri: str, own: set[Party], say: Words, level: int) -> dict[Party, Stop]:
    """Give the organisation and its units their stops, in the organisation's frame inside that of its ministry."""
    label = facts.names[iri]
    ministry = min((party.ministry for party in own if party.ministry), default="")
    outer = ministry_territory(ministry, facts.names) if ministry else None
    frame = Territory(iri, BoundaryKind.ORGANISATION, f"{say['boundary.organisation']}: {label}", within=outer)
    if iri == ministry:
        frame = Territory(iri, BoundaryKind.MINISTRY, capitalised(label))
    whole = Stop(Side.MIDDLE, iri, label, PartyKind.ORGANISATION.value, iri, frame, stays=True, first=-1)
    sort = PartyKind.ORGANISATION.value
    units = {party: Stop(Side.MIDDLE, party.iri, party.label, sort, party.iri, frame) for party in own}
    return {party: unit if level and party.iri != iri else whole for party, unit in units.items()}
