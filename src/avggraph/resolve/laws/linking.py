"""Which law a reference is of: the rules, from the surest to the least sure, on the items of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate

from avggraph.resolve.laws.items import Item, Reading, Role
from avggraph.resolve.laws.lexer import Token
from avggraph.resolve.laws.wording import Kind, wording

_REFERENCES = frozenset({Role.REFERENCE, Role.BARE})

_LONGEST_ABBREVIATION = 8
# "3:4" and "6.1e" number nothing but an article; "2.0" may be a version.
_TELLING = re.compile(r"\d+:|\d+\.\d+[a-z]")


class Bond(IntEnum):
    """How closely the words between bind a reference to a law."""

    NONE = 0
    STOP = 1  # "Wet politiegegevens. Artikel 8"
    COMMA = 2  # "artikel 46, UAVG"
    INTRODUCED = 3  # "AVG, met name artikel 5"
    COMMA_AFTER_LAW = 4  # "Awb, artikel 7:1"
    BRACKET = 5  # "artikel 6 (AVG)"
    BESIDE = 6  # "artikel 6 AVG"
    OF = 7  # "artikel 6 van de AVG"


@dataclass(frozen=True, slots=True)
class Link:
    """A reference, its law if it has one, what stands behind the law ("artikel 6 AVG, lid 1"), and the rule."""

    reference: int
    law: int | None
    rule: str
    tail: int | None = None


class Linker:
    """Links the references of one reading; places are places in `items`."""

    def __init__(self, reading: Reading) -> None:
        self._tokens = reading.tokens
        self._items = reading.items
        self._stops = list(accumulate((token.kind is Kind.STOP for token in reading.tokens), initial=0))
        laws = [place if item.role is Role.LAW else -1 for place, item in enumerate(reading.items)]
        self._last_laws = list(accumulate(laws, max, initial=-1))
        named = [place for place in laws if place >= 0]
        self._only_law = named[0] if len({reading.items[place].law or place for place in named}) == 1 else None

    # ------------------------------------------------------------ what counts at all

    def not_meant(self) -> set[int]:
        """Give the names that mean no law here, and the numbers that number no article."""
        doubtful = [place for place, item in enumerate(self._items) if item.role is Role.LAW and item.needs_article]
        nothing_else = all(token.kind in {Kind.LAW, Kind.STOP, Kind.SIGN} for token in self._tokens)
        left = {place for place in doubtful if not (nothing_else or self._is_shown(place))}
        # What one member of an enumeration shows holds for those behind it, then for those before it.
        for place in (*doubtful, *reversed(doubtful)):
            if place in left and self._is_coordinated(place, left):
                left.discard(place)
        bare = [place for place, item in enumerate(self._items) if item.role is Role.BARE]
        return left | {place for place in bare if not self._is_article(place, left)}

    def _is_shown(self, place: int) -> bool:
        """Say whether the words beside an abbreviation show that it is a law."""
        before, after = self._before(place), self._after(place)
        if before is not None and self._cites(before, place) and self._forward(before, place) >= Bond.COMMA:
            return True
        if after is not None and self._cites(after, None) and self._backward(place, after) > Bond.STOP:
            return True
        first = self._items[place].first - 1
        while first >= 0 and self._tokens[first].kind is Kind.DETERMINER:
            first -= 1
        return first >= 0 and self._tokens[first].kind is Kind.BASIS

    def _cites(self, place: int, law: int | None) -> bool:
        """Say whether an item cites a part of a law, and is no mere number."""
        item = self._items[place]
        if item.role is Role.BARE:
            return _is_telling(item) or (law is not None and self._is_free(item, law))
        return item.role is Role.REFERENCE or (item.role is Role.DIVISION and law is not None)

    def _is_coordinated(self, place: int, doubtful: set[int]) -> bool:
        """Say whether an abbreviation stands in an enumeration with a law that is one: "WW, WIA en ZW"."""
        for beside in (self._before(place), self._after(place)):
            if beside is not None and self._items[beside].role is Role.LAW and beside not in doubtful:
                one, other = sorted((place, beside))
                if self._is_joined(one, other):
                    return True
        return False

    def _is_article(self, place: int, doubtful: set[int]) -> bool:
        """Say whether a number without "artikel" numbers one: "6 lid 1 AVG", "7:446 BW", "Awb 3:4"."""
        item = self._items[place]
        is_telling = _is_telling(item)
        after, before = self._after(place), self._before(place)
        if after is not None and self._items[after].role is Role.LAW and after not in doubtful:
            bond = self._forward(place, after)
            if bond is Bond.BESIDE and (is_telling or self._is_free(item, after)):
                return True
            if is_telling and bond >= Bond.COMMA:
                return True
        if before is not None and self._items[before].role is Role.LAW and before not in doubtful and is_telling:
            return self._backward(before, place) > Bond.STOP
        return False

    def _is_free(self, item: Item, law: int) -> bool:
        """Say whether a bare number and an abbreviation stand by themselves: "6/9 AVG", not "stap 2 AVG invoeren"."""
        named = self._items[law]
        following = self._tokens[named.end] if named.end < len(self._tokens) else None
        previous = self._tokens[item.first - 1] if item.first else None
        parted = {Kind.LIST, Kind.WITH, Kind.STOP, Kind.LAW}
        is_next = previous is not None and previous.kind in {Kind.LIST, Kind.WITH} and self._is_behind_law(item)
        return (
            (named.span.end - named.span.start <= _LONGEST_ABBREVIATION or is_next)
            and all(len((one.article or "").split(".")[0]) <= 3 for one in item.provisions)
            and (following is None or following.kind in parted or following.kind is Kind.SIGN)
            and (previous is None or previous.kind in parted or previous.is_sign(",;(:"))
        )

    def _is_behind_law(self, item: Item) -> bool:
        """Say whether a law stands before the conjunction: "artikel 43 Wegenverkeerswet 1994 en 9 RVV 1990"."""
        return item.first >= 2 and self._tokens[item.first - 2].kind is Kind.LAW

    # ------------------------------------------------------------ linking

    def links(self) -> list[Link]:
        """Give each reference its link, in order."""
        found: dict[int, Link] = {}
        references = [place for place, item in enumerate(self._items) if item.role in _REFERENCES]
        taken: set[int] = set()
        for place in references:
            self._beside(place, found, taken)
        for place in reversed(references):
            after = self._after(place)
            if place not in found and after in found and self._is_joined(place, after):
                found[place] = Link(place, found[after].law, "enumeration")
        for place in references:
            if place not in found:
                found[place] = self._farther(place, found)
        return [self._with_tail(found[place], taken) for place in references]

    def _beside(self, place: int, found: dict[int, Link], taken: set[int]) -> None:
        after, before = self._after(place), self._before(place)
        forward = self._forward(place, after) if after is not None else Bond.NONE
        backward = self._backward(before, place) if before is not None and before not in taken else Bond.NONE
        if backward > Bond.STOP and backward >= forward:
            found[place] = Link(place, before, "law before article")
        elif forward and after is not None:
            found[place] = Link(place, after, "article before law")
            taken.add(after)

    def _farther(self, place: int, found: dict[int, Link]) -> Link:
        return self._pointed_at(place) or self._from_before(place, found)

    def _pointed_at(self, place: int) -> Link | None:
        """Link by what the words say of the law or document that is not beside the reference."""
        after = self._after(place)
        if after is not None and self._items[after].role is Role.BACK and self._is_link(self._gap(place, after)):
            return Link(place, self._last_law(place), "back reference")
        if self._is_of_other_document(place):
            return Link(place, None, "other document")
        if after is not None and self._is_heading(place, after):
            return Link(place, after, "heading")
        return None

    def _from_before(self, place: int, found: dict[int, Link]) -> Link:
        """Link to a law named before, or the only one there is."""
        before = self._before(place)
        if before in found and before is not None and self._is_joined(before, place):
            return Link(place, found[before].law, "enumeration")
        last = self._last_law(place)
        if last is not None and not self._has_stop(self._items[last].end, self._items[place].first):
            return Link(place, last, "last law named")
        if self._only_law is not None:
            return Link(place, self._only_law, "only law named")
        return Link(place, None, "no law in reach")

    def _with_tail(self, link: Link, taken: set[int]) -> Link:
        """Add what stands behind the law: "artikel 6 AVG, lid 1, sub e"."""
        if link.law is None or link.law not in taken or link.law != self._after(link.reference):
            return link
        tail = link.law + 1
        item = self._items[link.reference]
        if (
            tail < len(self._items)
            and self._items[tail].parts is not None
            and item.provisions[-1].completed_by(self._items[tail].parts)
            and all(token.is_sign(",") for token in self._gap(link.law, tail))
        ):
            return Link(link.reference, link.law, link.rule, tail)
        return link

    # ------------------------------------------------------------ the words between

    def _before(self, place: int) -> int | None:
        """Give the item before this one; divisions are part of the words between."""
        place -= 1
        while place >= 0 and self._items[place].role is Role.DIVISION and not self._stands_alone(place):
            place -= 1
        return place if place >= 0 else None

    def _after(self, place: int) -> int | None:
        place += 1
        while place < len(self._items) and self._items[place].role is Role.DIVISION:
            place += 1
        return place if place < len(self._items) else None

    def _stands_alone(self, place: int) -> bool:
        """Say whether a division has no article before it: "boek 2 BW"."""
        return place == 0 or self._items[place - 1].role not in _REFERENCES

    def _gap(self, one: int, other: int) -> list[Token]:
        """Give the tokens between two items, without what stands in brackets and without divisions."""
        first, end = self._items[one].end, self._items[other].first
        left_out = {
            token for item in self._items[one + 1 : other] if item.role is Role.DIVISION
            for token in range(item.first, item.end)
        }  # fmt: skip
        told: list[Token] = []
        for place in range(first, end):
            token = self._tokens[place]
            if token.is_sign(")") and (opened := _last_opening(told)) is not None:
                del told[opened:]
            elif place not in left_out and token.kind not in {Kind.OPENING, Kind.SENTENCE, Kind.REMARK}:
                told.append(token)
        return told

    def _forward(self, reference: int, law: int) -> Bond:
        if self._items[law].role is not Role.LAW:
            return Bond.NONE
        gap = self._gap(reference, law)
        if not self._is_link(gap, brackets=True):
            return Bond.NONE
        if any(token.kind is Kind.OF for token in gap):
            return Bond.OF
        if any(token.is_sign("(") for token in gap):
            return Bond.BRACKET
        return Bond.COMMA if any(token.is_sign(",") for token in gap) else Bond.BESIDE

    def _backward(self, law: int, reference: int) -> Bond:
        if self._items[law].role is not Role.LAW:
            return Bond.NONE
        gap = self._gap(law, reference)
        allowed = {Kind.DETERMINER, Kind.INTRODUCTION}
        if all(token.kind is Kind.STOP or token.is_sign(".") for token in gap) and gap:
            return Bond.STOP
        if not all(token.kind in allowed or token.is_sign(",:(-–)") for token in gap):
            return Bond.NONE
        if any(token.kind is Kind.INTRODUCTION for token in gap):
            return Bond.INTRODUCED
        if any(token.is_sign("(") for token in gap):
            return Bond.BRACKET
        return Bond.COMMA_AFTER_LAW if gap else Bond.BESIDE

    @staticmethod
    def _is_link(gap: Sequence[Token], *, brackets: bool = False) -> bool:
        signs = ",(" if brackets else ","
        return all(token.kind in {Kind.OF, Kind.DETERMINER} or token.is_sign(signs) for token in gap)

    def _is_joined(self, one: int, other: int) -> bool:
        """Say whether two items stand in one enumeration."""
        joins = {Kind.LIST, Kind.WITH, Kind.RANGE, Kind.DETERMINER}
        gap = self._gap(one, other)
        return bool(gap) and all(token.kind in joins or token.is_sign(",;/") for token in gap)

    def _is_heading(self, reference: int, law: int) -> bool:
        """Say whether the heading behind "Artikel 8:" ends in its law: "… uit het Besluit GDI"."""
        first, last = self._items[reference].end, self._items[law].first - 1
        if self._items[law].role is not Role.LAW or not self._tokens[first].is_sign(":"):
            return False
        while self._tokens[last].kind is Kind.DETERMINER:
            last -= 1
        return self._tokens[last].kind is Kind.OF and not self._has_stop(first, last)

    def _is_of_other_document(self, place: int) -> bool:
        end = self._items[place].end
        following = self._tokens[end : end + 3]
        if not following or following[0].value not in wording().other_documents:
            return False
        rest = [token for token in following[1:] if token.kind is not Kind.DETERMINER]
        return bool(rest) and rest[0].kind is Kind.WORD

    def _has_stop(self, first: int, end: int) -> bool:
        return self._stops[end] > self._stops[first]

    def _last_law(self, place: int) -> int | None:
        return last if (last := self._last_laws[place]) >= 0 else None


def _is_telling(item: Item) -> bool:
    """Say whether a number shows by itself that it is an article's: "3:4", "6 lid 1"."""
    number = item.provisions[0]
    is_article = _TELLING.match(number.article or "") is not None
    return is_article or number.paragraph is not None or number.point is not None


def _last_opening(told: Sequence[Token]) -> int | None:
    return next((place for place in range(len(told) - 1, -1, -1) if told[place].is_sign("(")), None)
