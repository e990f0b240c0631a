"""Natural persons' names in a field: a name too long or too short is one missed and one wrong.

A name counts without the form of address before it ("de heer P. Bakker" is "P. Bakker"): whether that is left out too
is a matter of taste. The part of a mail address that names a person is left out as well, and is no item of the gold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from avggraph.resolve.persons import person_names
from avggraph.resolve.persons.cues import person_cues, plain
from gold.tally import Tally


def score(rows: Iterable[Mapping[str, str]]) -> Tally:
    """Tally rows of `field, text, names`; names are parted by "; "."""
    tally = Tally()
    for row in rows:
        text = row["text"]
        gold = filter(None, (name.strip() for name in (row["names"] or "").split(";")))
        found = (text[slice(*name.span)] for name in person_names(text) if name.rule != "mailbox")
        tally.add(text, map(_bare, gold), map(_bare, found))
    return tally


def _bare(name: str) -> str:
    """Fold white space and leave out the forms of address before a name."""
    cues = person_cues()
    words = " ".join(name.split())
    while True:
        long = cues.long_address.match(plain(words))
        first, _, rest = words.partition(" ")
        if long:
            words = words[long.end() :].lstrip(". ")
        elif rest and plain(first).rstrip(".") in cues.forms_of_address.words:
            words = rest
        else:
            return words
