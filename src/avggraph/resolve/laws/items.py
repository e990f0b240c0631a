"""Items: the references and the laws in a text, in order, before they are brought together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from avggraph.resolve.laws.lexer import Token, tokens
from avggraph.resolve.laws.names import NamedLaw
from avggraph.resolve.laws.provisions import Parts, Provision, provisions_with
from avggraph.resolve.laws.reading import Reader
from avggraph.resolve.laws.table import Law
from avggraph.resolve.laws.wording import Kind
from avggraph.text import Span


class Role(Enum):
    """What an item is."""

    REFERENCE = "reference"  # "artikel 6, eerste lid"
    BARE = "bare"  # "6 lid 1", a reference only beside a law
    LAW = "law"
    BACK = "back"  # "die wet"
    DIVISION = "division"  # "hoofdstuk 5"
    PARTS = "parts"  # "lid 1, sub e" without an article


@dataclass(frozen=True, slots=True)
class Item:
    """An item and its tokens, `first` included and `end` excluded."""

    role: Role
    first: int
    end: int
    span: Span
    law: Law | None = None
    needs_article: bool = False
    provisions: tuple[Provision, ...] = ()
    parts: Parts | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as tokens and items."""

    tokens: tuple[Token, ...]
    items: tuple[Item, ...]

    def without(self, dropped: set[int]) -> Reading:
        """Give the reading without some items; a law that is none is a word."""
        words = {self.items[place].first for place in dropped if self.items[place].role is Role.LAW}
        return Reading(
            tuple(
                replace(token, kind=Kind.WORD) if place in words else token for place, token in enumerate(self.tokens)
            ),
            tuple(item for place, item in enumerate(self.items) if place not in dropped),
        )


def read_items(text: str, laws: Sequence[NamedLaw]) -> Reading:
    """Read a text's items, given the laws it names.

    >>> [item.role.value for item in read_items("het tweede lid van artikel 31 van die wet", []).items]
    ['reference', 'back']
    """
    read = tokens(text, [law.span for law in laws])
    return Reading(read, tuple(_Scan(read, laws).items()))


class _Scan:
    def __init__(self, read: tuple[Token, ...], laws: Sequence[NamedLaw]) -> None:
        self._tokens = read
        self._laws = iter(laws)
        self._reader = Reader(read)

    def items(self) -> Iterator[Item]:
        place = 0
        while place < len(self._tokens):
            item = self._item(place)
            if item is not None:
                yield item
            place = place + 1 if item is None else item.end

    def _item(self, place: int) -> Item | None:
        item = None
        match self._tokens[place].kind:
            case Kind.LAW:
                named = next(self._laws)
                item = self._make(Role.LAW, place, place + 1, law=named.law, needs_article=named.needs_article)
            case Kind.BACK:
                item = self._make(Role.BACK, place, place + 1)
            case Kind.ARTICLE:
                item = self._reference(place, place, None)
            case Kind.DIVISION:
                item = self._division(place)
            case Kind.ORDINAL | Kind.PARAGRAPH | Kind.POINT:
                item = self._parts(place)
            case Kind.NUMBER:
                item = self._parts(place) or self._bare(place)
        return item

    def _division(self, place: int) -> Item | None:
        end = self._reader.division(place)
        return None if end is None else self._make(Role.DIVISION, place, end)

    def _reference(self, start: int, place: int, lead: Parts | None) -> Item | None:
        read = self._reader.article(place)
        if read is None:
            return None
        provisions, end = read
        if lead is not None:
            provisions = provisions_with(lead, provisions)
        return self._make(Role.REFERENCE, start, end, provisions=provisions)

    def _parts(self, place: int) -> Item | None:
        parts, end = self._reader.parts(place)
        if not parts.paragraphs:
            return None
        if self._reader.leads(end):
            item = self._reference(place, self._reader.past_link(end), parts)
            if item is not None:
                return item
        return self._make(Role.PARTS, place, end, parts=parts)

    def _bare(self, place: int) -> Item | None:
        read = self._reader.numbers(place)
        return None if read is None else self._make(Role.BARE, place, read[1], provisions=read[0])

    def _make(
        self,
        role: Role,
        first: int,
        end: int,
        *,
        law: Law | None = None,
        needs_article: bool = False,
        provisions: tuple[Provision, ...] = (),
        parts: Parts | None = None,
    ) -> Item:
        span = Span(self._tokens[first].span.start, self._tokens[end - 1].span.end)
        return Item(role, first, end, span, law, needs_article, provisions, parts)
