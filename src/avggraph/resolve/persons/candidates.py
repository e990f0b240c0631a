"""The forms a person's name has, as patterns over the letters of `words`.

Every repetition has a bound, so that reading stays linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_PARTICLES = r"(?:P-?){0,5}"
_NAME = r"[GgSsW]"
_WORD = rf"{_NAME}(?:-{_PARTICLES}{_NAME}){{0,4}}"
_BEFORE = r"[AT]{0,8}"
_INITIALS = r"(?:[IJ](?:-(?=[IJ]))?){1,10}"
_GIVEN_IN_BRACKETS = r"(?:\((?:[IGgSsW]-?){1,4}\))?"
_NOT_A_NAME = rf"(?!(?:\((?:[IGgSsW]-?){{1,4}}\))?{_PARTICLES}[GgSsWIJ])"

# Surname first: "VRIES, A. de", "Pietersen, J. (Jan)", "Jansen, Anneke".
INVERTED = re.compile(
    rf"{_BEFORE}{_PARTICLES}{_WORD}(?:{_PARTICLES}{_WORD})?(?:,P{{1,4}})?,{_BEFORE}"
    rf"(?:{_INITIALS}|[Gg](?:-[Gg])?){_GIVEN_IN_BRACKETS}{_NOT_A_NAME}(?:,?{_PARTICLES}(?<=P))?{_NOT_A_NAME}{_GIVEN_IN_BRACKETS}(?:,?Q){{0,4}}"
)
# Surname first, without a comma: "Jansen J.", "Vries A.B. de".
INITIALS_LAST = re.compile(
    rf"{_BEFORE}{_PARTICLES}{_WORD}I{{1,8}}{_GIVEN_IN_BRACKETS}{_NOT_A_NAME}{_PARTICLES}{_NOT_A_NAME}"
)
# The usual order: "mevr. drs. A.B. (Anneke) de Vries-van den Berg MBA"
FORWARD = re.compile(
    rf"{_BEFORE}(?:{_INITIALS}|{_NAME}(?=\(I)\(I{{1,6}}\))?{_GIVEN_IN_BRACKETS}(?:(?:{_PARTICLES}){_WORD}){{1,8}}(?:=P{_PARTICLES}{_WORD})?"
    r"(?:\([Gg](?:-?[Gg])?\))?(?:,?Q){0,4}"
)
# The first of "J. en P. de Boer"
INITIALS_ONLY = re.compile(rf"{_BEFORE}I{{1,8}}(?=E{_BEFORE}I{{1,8}}{_PARTICLES}{_NAME})")

# Followed by what it is named after them: "Jansen & Pietersen Advocaten".
BODY_AFTER = re.compile(rf"(?:(?:[&E,/]|=){_BEFORE}(?:[IJ]){{0,8}}(?:{_PARTICLES}{_WORD}){{1,4}}){{0,4}}(?:[&E]|-)?-?B")
HOUSE_NUMBER = re.compile(r"D(?!D)")

_STARTS = frozenset("ATIJPGgSsW(")


class Candidate(NamedTuple):
    """Words `start` to `end` in the form `form` of a name."""

    start: int
    end: int
    form: re.Pattern[str]


def candidates(letters: str, start: int) -> Iterator[Candidate]:
    """Give the stretches from a word on that have the form of a name, the likeliest form first.

    >>> [candidate.end for candidate in candidates("S,IP", 0)]
    [4, 1]
    """
    if letters[start] not in _STARTS or letters[start] == "(":
        return
    for form in (INVERTED, INITIALS_LAST, FORWARD, INITIALS_ONLY):
        found = form.match(letters, start)
        if found and found.end() > start:
            yield Candidate(start, found.end(), form)
