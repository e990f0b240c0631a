"""Which elements of Accept and Accept-Language speak of an offer: regular expressions, the most specific first.

RFC 9110, sections 12.4.2 (weights), 12.5.1 (Accept) and 12.5.4 (Accept-Language). All are to be matched without regard
to case. They use nothing but groups, classes, `*`, `+` and `?`, so that PCRE and RE2 read them alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# What begins an element of a list, and what may stand between its range and its weight (another parameter).
_START = r"(?:^|,)\s*"
_PARAMETERS = r"\s*(?:;[^,]*)?"
_WEIGHT = r";\s*q="
_END = r"\s*(?:[,;]|$)"


DECIMALS = (("[0-9]", "00"), ("[0-9][0-9]", "0"), ("[0-9][0-9][0-9]", ""))
"""The decimals that a weight may have, as regular expressions, each with the zeros that make it thousandths."""


@dataclass(frozen=True, slots=True)
class Range:
    """A range of a header as a regular expression, and the elements that hold it."""

    pattern: str

    @property
    def whole(self) -> str:
        """An element of this range, whatever its weight: those of a weight below 1 are to be looked for first.

        >>> re.search(Range("text/html").whole, "text/plain, text/html;level=1") is not None
        True
        """
        return f"{_START}{self.pattern}{_END}"

    @property
    def refused(self) -> str:
        """An element of this range that is not wanted: its weight is 0, with or without decimals.

        >>> bool(re.search(Range("text/html").refused, "text/html;q=0.00, */*"))
        True
        """
        return f"{_START}{self.pattern}{_PARAMETERS}{_WEIGHT}0(?:\\.0*)?{_END}"

    def weighed(self, decimals: str) -> str:
        """Give an element of a weight below 1 with these decimals, a regular expression.

        >>> re.search(Range("text/html").weighed("([0-9][0-9])"), "text/html;level=1;q=0.75")[1]
        '75'
        """
        return f"{_START}{self.pattern}{_PARAMETERS}{_WEIGHT}0\\.{decimals}{_END}"


def of_type(media_type: str) -> tuple[Range, ...]:
    """Give the ranges that cover a media type, the most specific first.

    >>> [each.pattern for each in of_type("application/ld+json")]
    ['application/ld\\\\+json', 'application/\\\\*', '\\\\*/\\\\*']
    """
    group = media_type.partition("/")[0]
    return tuple(Range(pattern) for pattern in (re.escape(media_type), rf"{re.escape(group)}/\*", r"\*/\*"))


def of_language(tag: str) -> tuple[Range, ...]:
    """Give the ranges that cover a language. A reader who asks for `en-GB` gets our English (RFC 4647, section 3.4).

    >>> [each.pattern for each in of_language("en")]
    ['en(?:-[a-z0-9]+)*', '\\\\*']
    """
    return Range(rf"{re.escape(tag)}(?:-[a-z0-9]+)*"), Range(r"\*")


def covered(offers: Iterable[tuple[str, tuple[Range, ...]]]) -> list[tuple[Range, list[str]]]:
    """Give each range with the names of the offers it covers, a more specific range before a less specific one.

    >>> [(each.pattern, names) for each, names in covered([("en", of_language("en")), ("nl", of_language("nl"))])]
    [('en(?:-[a-z0-9]+)*', ['en']), ('nl(?:-[a-z0-9]+)*', ['nl']), ('\\\\*', ['en', 'nl'])]
    """
    names: dict[Range, list[str]] = {}
    least: dict[Range, int] = {}
    for name, ranges in offers:
        for before_last, each in enumerate(reversed(ranges)):
            names.setdefault(each, []).append(name)
            least[each] = before_last
    return [(each, names[each]) for each in sorted(names, key=lambda each: -least[each])]
