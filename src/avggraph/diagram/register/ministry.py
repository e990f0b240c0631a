"""The view of one ministry: everything into, out of and within its organisations."""

from __future__ import annotations

from avggraph.diagram.model import Diagram, View
from avggraph.diagram.register.around import MOST, Around, legs_of
from avggraph.diagram.register.crowd import gather
from avggraph.diagram.register.draw import blank, draw
from avggraph.diagram.register.facts import Party, PartyKind, RegisterFacts
from avggraph.diagram.register.responsible import own_flows
from avggraph.diagram.register.stops import Side, Stop
from avggraph.diagram.register.territories import ministry_territory
from avggraph.diagram.words import words
from avggraph.errors import UsageError


def compose_ministry(
    facts: RegisterFacts, iri: str, *, language: str = "nl", date: str = "", level: int = 1, most: int = MOST
) -> Diagram:
    """Compose the view of the ministry with this IRI; levels and `most` as of an organisation.

    Its organisations are those for which it is responsible, itself among them; they are boxes of their own at both
    levels, and systems are named with the flows that go through them. What begins or ends at one of them as controller
    is drawn at the one of its units that is the responsible entity, which says for whom it acts. Raises UsageError
    where no flow begins or ends at any of them, with the ministries where one does.
    """
    say = words(language)
    own = own_flows(facts.transfers, lambda party: _inside(party, iri), facts.units)
    transfers = [each for each in own.transfers if _inside(each.origin, iri) or _inside(each.target, iri)]
    if not transfers:
        ministries = {party.ministry for each in facts.transfers for party in (each.origin, each.target)} - {""}
        raise UsageError(
            f"Geen stroom in het register begint of eindigt bij het ministerie {facts.names.get(iri, iri)!r}.",
            advice=f"Kies uit: {', '.join(sorted(facts.names[ministry] for ministry in ministries))}.",
        )
    frame = ministry_territory(iri, facts.names)
    sort = PartyKind.ORGANISATION.value
    middle = {
        party: Stop(
            Side.MIDDLE,
            party.iri,
            party.label,
            sort,
            party.iri,
            frame,
            own.acts_for([party], say),
            first=-1 if party.iri == iri else 0,
        )
        for each in transfers
        for party in (each.origin, each.target)
        if _inside(party, iri)
    }
    around = Around(transfers, middle, facts.names, say)
    stops = around.one_by_one() if level else around.by_ministry()
    legs = legs_of(transfers, middle, stops, systems=False)
    return draw(gather(legs, most, say), blank(View.MINISTRY, facts.names[iri], transfers, facts, language, date))


def _inside(party: Party, ministry: str) -> bool:
    return party.kind is PartyKind.ORGANISATION and party.ministry == ministry
