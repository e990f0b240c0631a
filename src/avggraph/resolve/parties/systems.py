"""Systems that a description names by calling them one."""

from __future__ import annotations

from avggraph.resolve.parties.cues import party_cues
from avggraph.text import Span


def named_system(text: str) -> Span | None:
    """Find a system that a description names by calling it one, known or not.

    >>> span = named_system("SSC-ICT (verwerker, beheerder van systeem Noorderlicht)")
    >>> (span.start, span.end)
    (42, 54)
    """
    found = party_cues().named_system.search(text)
    return Span(*found.span("name")) if found else None
