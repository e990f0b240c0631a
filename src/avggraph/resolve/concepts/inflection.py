"""Dutch inflection of a label: the forms in which register pages write the same term.

Only the regular plural (Algemene Nederlandse Spraakkunst, chapter 3) and the adjective's -e. It may make a form
that is no word ("naamen"), which does no harm; a form that is another word does, so labels that look
plural already are left alone, and irregular plurals stand in the concept schemes.
"""

from __future__ import annotations

import re
from functools import cache

# A term's noun is the last word, or the last one before "van", "in" …: "lidmaatschap van een vakbond".
_AFTER_NOUN = re.compile(r" (?:van|bij|in|op|met|voor|over|tegen|tot|uit|aan|om)\b.*")
_ALREADY_PLURAL = re.compile(r"(?:en|s|\W|\d)$")
_ADJECTIVE = re.compile(r"\b(\w+(?:isch|lijk|ig|eel|ief))(?= )")
_SHORTEST = 3

# The first ending that fits gives the plurals, written with its groups.
_PLURALS = tuple(
    (re.compile(ending), plurals)
    for ending, plurals in (
        (r"(.*)heid", ("{}heden",)),
        (r"(.*)um", ("{}a", "{}ums")),
        (r"(.*e)", ("{}s", "{}n")),
        (r"(.*(?:e[lmr]|aar))", ("{}s", "{}'s")),
        (r"(.*)([aeou])\2f", ("{0}{1}ven",)),
        (r"(.*)([aeou])\2([bdgklmnprt])", ("{0}{1}{2}en",)),
        (r"(.*[^aeiou][aeiou])([bdfgklmnprt])", ("{0}{1}{1}en", "{0}{1}en", "{0}{1}s", "{0}{1}'s")),
        (r"(.*)f", ("{}ven", "{}fs")),
        (r"(.*)", ("{}en", "{}s", "{}'s")),
    )
)


# Asked for the labels of a scheme, and again for the words of all schemes.
@cache
def inflected(label: str) -> frozenset[str]:
    """Give a label, already in normal form, with its regular plurals.

    >>> sorted(inflected("telefoonnummer"))
    ['telefoonnummer', "telefoonnummer's", 'telefoonnummers']
    >>> "achternamen" in inflected("achternaam"), "medische dossiers" in inflected("medisch dossier")
    (True, True)
    >>> "lidmaatschappen van een vakbond" in inflected("lidmaatschap van een vakbond")
    True
    """
    if " " not in label:
        return frozenset({label, *_plurals(label)})
    rest = _AFTER_NOUN.search(label)
    phrase, after = (label[: rest.start()], rest[0]) if rest else (label, "")
    plurals = _plurals(phrase)
    forms = {phrase, *plurals}
    # An adjective stands before the word that has the plurals.
    if _ADJECTIVE.search(phrase):
        forms |= {_ADJECTIVE.sub(r"\1e", form) for form in forms}
    return frozenset(form + after for form in forms)


def _plurals(phrase: str) -> set[str]:
    if len(phrase) < _SHORTEST or _ALREADY_PLURAL.search(phrase):
        return set()
    for ending, plurals in _PLURALS:
        if fits := ending.fullmatch(phrase):
            return {plural.format(*fits.groups()) for plural in plurals}
    return set()
