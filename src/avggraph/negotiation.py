"""Content negotiation (RFC 9110, section 12.5): which of what there is a client wants, by its Accept headers.

A member of a header that is not well formed is left out; a header without any that is counts as no header at all, as
the RFC allows (section 12.4.1), so that a careless client gets an answer and not an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

# token and quoted-string of RFC 9110, sections 5.6.2 and 5.6.4; weight of section 12.4.2.
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_MEMBER = re.compile(rf"(?:{_QUOTED}|[^,\"])+")
_PARAMETER = re.compile(rf"\s*;\s*(?:(?P<name>{_TOKEN})=(?P<value>{_TOKEN}|{_QUOTED}))?\s*")
_MEDIA_RANGE = re.compile(rf"(?P<type>{_TOKEN})/(?P<subtype>{_TOKEN})\s*")
_LANGUAGE_RANGE = re.compile(r"(?P<range>\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)\s*")
_WEIGHT = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")


# The names of the ranges that an offer falls under.
_Precedence = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Range:
    """What a client accepts, how precisely it said so, and how much it wants it (0 to 1; 0 is not at all)."""

    name: str
    precision: int
    weight: float


def acceptable(accept: str | None, offers: Sequence[str]) -> tuple[str, ...]:
    """Give the media types a client accepts, the most wanted first; those wanted as much stay in the order of `offers`.

    Offers have no parameters. The most precise range decides on each ("text/html" before "text/*" before "*/*"); one
    with parameters ("text/turtle;charset=utf-8") decides where the client did not name the plain type.

    >>> acceptable("text/*;q=0.5, text/turtle, application/json;q=0", ["text/html", "text/turtle", "application/json"])
    ('text/turtle', 'text/html')
    """
    return _ranked(tuple(_media_ranges(accept or "")), offers, _media_precedence)


def negotiate(accept: str | None, offers: Sequence[str]) -> str | None:
    """Give the media type that a client wants most; None where it accepts none of them.

    >>> negotiate("text/html,application/xml;q=0.9,*/*;q=0.8", ["text/turtle", "text/html"])
    'text/html'
    >>> negotiate("image/png", ["text/turtle", "text/html"]) is None
    True
    """
    return next(iter(acceptable(accept, offers)), None)


def negotiate_language(accept: str | None, offers: Sequence[str]) -> str:
    """Give the language that a client wants most, the first of `offers` where it wants none of them.

    A range of a region counts for its language (RFC 4647, section 3.4): "en-GB" is served with "en".

    >>> negotiate_language("de, en-GB;q=0.8, nl;q=0.5", ["nl", "en"]), negotiate_language("de", ["nl", "en"])
    ('en', 'nl')
    """
    wanted = _ranked(tuple(_language_ranges(accept or "")), offers, _language_precedence)
    return wanted[0] if wanted else offers[0]


def _ranked(ranges: Sequence[_Range], offers: Sequence[str], precedence: _Precedence) -> tuple[str, ...]:
    if not ranges:
        return tuple(offers)
    weights = {offer: _weight(ranges, precedence(offer)) for offer in offers}
    return tuple(sorted((offer for offer in offers if weights[offer]), key=lambda offer: -weights[offer]))


def _weight(ranges: Sequence[_Range], names: Sequence[str]) -> float:
    """Give the weight of the most precise range with one of these names; of equal ones, that of the most wanted."""
    matching = [each for each in ranges if each.name in names]
    return max(matching, key=lambda each: (each.precision, each.weight)).weight if matching else 0.0


def _media_ranges(header: str) -> Iterator[_Range]:
    for member in _members(header):
        found = _MEDIA_RANGE.match(member)
        if not found or (found["type"] == "*" and found["subtype"] != "*"):
            continue
        parameters = _parameters(member[found.end() :])
        if parameters is None:
            continue
        weight, others = parameters
        precision = 0 if found["type"] == "*" else 1 if found["subtype"] == "*" else 2 if others else 3
        yield _Range(f"{found['type']}/{found['subtype']}".lower(), precision, weight)


def _language_ranges(header: str) -> Iterator[_Range]:
    for member in _members(header):
        found = _LANGUAGE_RANGE.match(member)
        parameters = _parameters(member[found.end() :]) if found else None
        if not found or parameters is None:
            continue
        whole = found["range"].lower()
        language = whole.partition("-")[0]
        # A region that is refused does not refuse the language: "en-US;q=0" says nothing of British English.
        if language == whole or parameters[0]:
            yield _Range(language, 0 if language == "*" else 2 if language == whole else 1, parameters[0])


def _members(header: str) -> Iterator[str]:
    return (member[0].strip() for member in _MEMBER.finditer(header) if member[0].strip())


def _parameters(text: str) -> tuple[float, bool] | None:
    """Read what follows a range: its weight, and whether it has other parameters; None where it is not well formed."""
    weight, others, place = 1.0, False, 0
    while place < len(text):
        found = _PARAMETER.match(text, place)
        if not found:
            return None
        place = found.end()
        if not found["name"]:
            continue
        if found["name"].lower() == "q":
            if not _WEIGHT.fullmatch(found["value"]):
                return None
            weight = float(found["value"])
        else:
            others = True
    return weight, others


def _media_precedence(offer: str) -> tuple[str, ...]:
    return (offer, f"{offer.partition('/')[0]}/*", "*/*")


def _language_precedence(offer: str) -> tuple[str, ...]:
    return (offer, "*")
