"""Who does what, read out of the words of a description: controllers, recipients and sources.

Functions from text and the table of organisations to readings; a reading cites its words by a span of the text given.
The words that carry the knowledge (role words, functions, openings) are in `data/party-cues.toml`. What they do not
say is not guessed: a sentence in which nothing tells who receives data gives no reading.
"""

from avggraph.resolve.organisations.grounds import LEGAL_PERSON_OF_UNIT
from avggraph.resolve.parties.controllers import controllers, legal_persons
from avggraph.resolve.parties.joint import stated_jointly
from avggraph.resolve.parties.left_out import denies_party
from avggraph.resolve.parties.recipients import recipients
from avggraph.resolve.parties.roles import RecipientReading
from avggraph.resolve.parties.sources import SourceReading, source_parties
from avggraph.resolve.parties.systems import named_system

__all__ = [
    "LEGAL_PERSON_OF_UNIT",
    "RecipientReading",
    "SourceReading",
    "controllers",
    "denies_party",
    "legal_persons",
    "named_system",
    "recipients",
    "source_parties",
    "stated_jointly",
]
