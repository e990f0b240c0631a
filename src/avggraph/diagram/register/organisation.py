"""The view of one organisation: everything into and out of it and its units."""

from __future__ import annotations

from collections.abc import Collection

from avggraph.diagram.model import BoundaryKind, Diagram, View
from avggraph.diagram.register.around import MOST, Around, legs_of
from avggraph.diagram.register.crowd import gather
from avggraph.diagram.register.draw import blank, draw
from avggraph.diagram.register.facts import Party, PartyKind, RegisterFacts
from avggraph.diagram.register.responsible import Own, own_flows
from avggraph.diagram.register.stops import Side, Stop, Territory
from avggraph.diagram.register.territories import ministry_territory
from avggraph.diagram.words import Words, capitalised, words
from avggraph.errors import UsageError


def compose_organisation(
    facts: RegisterFacts, iri: str, *, language: str = "nl", date: str = "", level: int = 1, most: int = MOST
) -> Diagram:
    """Compose the view of the organisation with this IRI.

    What begins or ends at a controller is the organisation's own in records where it, or a unit below it, is the
    responsible entity: the box says for whom it acts. At level 1 each organisation, group, source and data subject is a
    box, until there are more than `most` on a side; at level 0 each ministry is. Raises UsageError where no flow of the
    register begins or ends there.
    """
    say = words(language)
    inside = facts.units.get(iri, frozenset()) | {iri}
    whole = Party(iri, facts.names.get(iri, iri), PartyKind.ORGANISATION)
    own = own_flows(facts.transfers, lambda party: _inside(party, inside), facts.units, whole)
    transfers = [each for each in own.transfers if _inside(each.origin, inside) or _inside(each.target, inside)]
    if not transfers:
        raise UsageError(
            f"Geen stroom in het register begint of eindigt bij {whole.label!r}.",
            advice="Kies een organisatie die gegevens verstrekt of ontvangt; `avggraph query organisations` noemt ze.",
        )
    parties = {party for each in transfers for party in (each.origin, each.target) if _inside(party, inside)}
    middle = _middle(facts, whole, parties, own, say, level)
    around = Around(transfers, middle, facts.names, say)
    stops = around.one_by_one() if level else around.by_ministry()
    legs = legs_of(transfers, middle, stops, systems=level > 0)
    return draw(gather(legs, most, say), blank(View.ORGANISATION, whole.label, transfers, facts, language, date))


def _inside(party: Party, inside: frozenset[str]) -> bool:
    return party.kind is PartyKind.ORGANISATION and party.iri in inside


def _middle(
    facts: RegisterFacts, organisation: Party, parties: Collection[Party], own: Own, say: Words, level: int
) -> dict[Party, Stop]:
    """Give the organisation and its units their stops, in the organisation's frame inside that of its ministry."""
    iri, label = organisation.iri, organisation.label
    ministry = min((party.ministry for party in parties if party.ministry), default="")
    outer = ministry_territory(ministry, facts.names) if ministry else None
    frame = Territory(iri, BoundaryKind.ORGANISATION, f"{say['boundary.organisation']}: {label}", within=outer)
    if iri == ministry:
        frame = Territory(iri, BoundaryKind.MINISTRY, capitalised(label))
    sort = PartyKind.ORGANISATION.value
    itself = [party for party in parties if not level or party.iri == iri]
    details = own.acts_for(itself, say)
    whole = Stop(Side.MIDDLE, iri, label, sort, iri, frame, details, stays=True, first=-1)
    units = {
        party: Stop(Side.MIDDLE, party.iri, party.label, sort, party.iri, frame, own.acts_for([party], say))
        for party in parties
    }
    return units | dict.fromkeys(itself, whole)
