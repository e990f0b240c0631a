"""The words of the impact report. They tell what the register says and what an article asks; they judge nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from avggraph.impact.model import Duty, How
from avggraph.network.party import Party
from avggraph.network.register import Sensitive

_WAYS = {
    How.NAMED: "zelf genoemd",
    How.UNIT: "via een onderdeel of eigen mensen",
    How.SYSTEM: "via een systeem",
    How.CHAIN: "mogelijk, via een verwerker",
}

DUTIES: Mapping[tuple[Duty, bool], str] = {
    (Duty.OWN, True): "verantwoordelijke van de geraakte verwerking zelf; AVG art. 33(1): die beoordeelt de melding "
    "aan de toezichthouder, zo mogelijk binnen 72 uur nadat zij het weet",
    (Duty.PROCESSOR, True): "AVG art. 33(2): een verwerker informeert de verantwoordelijke zonder onredelijke "
    "vertraging; art. 33(1): die beoordeelt de melding aan de toezichthouder",
    (Duty.SUBPROCESSOR, True): "AVG art. 28(4) en 33(2): een subverwerker, via de verwerker die er tussen zit",
    (Duty.NONE, True): "art. 33 vraagt dit niet, maar zij geven er gegevens aan of krijgen ze ervan: gaat het om "
    "gegevens van hun verwerking?",
    (Duty.OWN, False): "niet vermeld, wel na te gaan: hun verwerking noemt een systeem of onderdeel ervan",
    (Duty.PROCESSOR, False): "niet vermeld, wel na te gaan: hun verwerking noemt een systeem waarin het volgens een "
    "andere verwerking als verwerker werkt",
    (Duty.SUBPROCESSOR, False): "niet vermeld, wel na te gaan: hun verwerker schakelt het in een andere verwerking in "
    "als subverwerker",
    (Duty.NONE, False): "niet vermeld, wel na te gaan: hun verwerking haalt gegevens uit een systeem waarin het werkt",
}

SENSITIVE: Mapping[Sensitive, str] = {
    Sensitive.SPECIAL: "bijzondere persoonsgegevens (AVG art. 9), levert het lek een hoog risico op?",
    Sensitive.CRIMINAL: "strafrechtelijke gegevens (AVG art. 10), levert het lek een hoog risico op?",
    Sensitive.BSN: "burgerservicenummer (UAVG art. 46), is identiteitsfraude mogelijk?",
}

BREACH_QUESTION = (
    "AVG art. 34: levert het lek waarschijnlijk een hoog risico op, dan hoort de betrokkene het van de "
    "verantwoordelijke. Of dat zo is, en welke van deze gegevens het betreft, staat niet in een register."
)

NOT_STATED = "Geen verwerking in deze graaf noemt dit. Wat niet vermeld is, is daarmee niet uitgesloten."

ASSUMPTIONS = (
    "Een register zegt niet welke gegevens elke ontvanger of verwerker krijgt: genoemd zijn alle gegevens van de "
    "verwerking.",
    "Wie volgens een verwerking als verwerker in een systeem werkt, wordt geacht dat ook te doen waar een andere "
    "verwerking het systeem noemt; onder één naam kunnen twee installaties staan.",
    "Een subverwerker die een verwerker in één verwerking inschakelt, is bij diens andere verwerkingen mogelijk, niet "
    "vermeld.",
    "Wat niet vermeld of niet herkend is, is niet uitgesloten. Artikelen staan bij de feiten waar zij naar vragen; dit "
    "is geen oordeel.",
)


def way_in(how: How) -> str:
    """Say how a record comes into it."""
    return _WAYS[how]


def counted(number: int, one: str, more: str) -> str:
    """Give a number with its noun.

    >>> counted(1, "verwerking", "verwerkingen")
    '1 verwerking'
    """
    return f"{number} {one if number == 1 else more}"


def listed(parties: Iterable[Party]) -> str:
    """Name parties in a row."""
    return "; ".join(each.label for each in parties)
