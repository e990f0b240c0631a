"""Persons' names in e-mail addresses: "j.jansen" in "j.jansen@minbzk.nl"."""

from __future__ import annotations

import re

from avggraph.resolve.persons.cues import PersonCues, plain
from avggraph.text import Span

MAILBOX = re.compile(r"(?<![\w.+-])(?P<local>[\w+-][\w.+-]{0,63})@[\w-]+(?:\.[\w-]+)*")
_PARTS = re.compile(r"[^\W\d_]+")
_SHORTEST_SURNAME = 4


def personal_mailboxes(text: str, cues: PersonCues) -> list[Span]:
    """Give the names of the mailboxes in a text that a person's name stands in.

    >>> from avggraph.resolve.persons.cues import person_cues
    >>> text = "j.jansen@minbzk.nl of fg@minbzk.nl"
    >>> [text[slice(*span)] for span in personal_mailboxes(text, person_cues())]
    ['j.jansen']
    """
    return [Span(*found.span("local")) for found in MAILBOX.finditer(text) if _names_person(found["local"], cues)]


def _names_person(local: str, cues: PersonCues) -> bool:
    parts = _PARTS.findall(plain(local))
    if not parts or any(part in cues.boxes.words or cues.functions.ends(part) for part in parts):
        return False
    if len(parts) == 1:
        return _is_compact_name(parts[0], cues)
    names = [part for part in parts if part not in cues.particles.words]
    initials = [part for part in names if len(part) == 1]
    long = [part for part in names if len(part) > 1]
    if not long or any(part in cues.units.words or part in cues.words.words for part in long):
        return False
    given = any(part in cues.given for part in long)
    surname = any(part in cues.surnames for part in long)
    initial_and_name = bool(initials) and len(long[-1]) > 2 and "-" not in local
    return initial_and_name or given or surname


def _is_compact_name(word: str, cues: PersonCues) -> bool:
    """Whether a word is a name, an initial and a surname ("jjansen") or a particle and a surname ("devries")."""
    if cues.given.get(word) is False or cues.surnames.get(word) is False:
        return True
    for letters in range(3):
        rest = word[letters:]
        for bare in _without_particles(rest, cues):
            known = cues.surnames.get(bare)
            if known is not None and len(bare) >= _SHORTEST_SURNAME and (bare != rest or (letters and not known)):
                return True
    return False


def _without_particles(word: str, cues: PersonCues) -> list[str]:
    """Give a word as it is, and without one or two particles at its beginning ("vandenberg": "denberg", "berg")."""
    particles = [particle for particle in cues.particles.words if particle.isalpha() and len(particle) > 1]
    found = [word]
    for _ in range(2):
        found += [bare.removeprefix(particle) for bare in found for particle in particles if bare.startswith(particle)]
    return found
