"""A document's text with the stretches that are cited marked in it, each under an id of its own, as HTML.

Stretches overlap: a whole answer is cited, and the names in it. One within another is marked within its mark; one that
only partly overlaps another is marked in pieces, of which the first has the id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from markupsafe import Markup, escape

from avggraph.text import Span

MOST = 40_000
"""How long a document may be, in code points, to stand on a record's page as a whole."""

AROUND = 400
"""How much of a longer one stands there around what is cited, in code points."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, or the part of it that lies within another; only the first piece of a span has its id."""

    start: int
    end: int
    span: Span
    is_first: bool


@dataclass(frozen=True, slots=True)
class Back:
    """A link back from marked words to the first statement of a `part` that rests on them; `name` says to which."""

    href: str
    name: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a stretch of text has beside its own id: links back, and the ids of things that are these words."""

    backs: tuple[Back, ...] = ()
    ids: tuple[str, ...] = ()


def pieces(spans: Iterable[Span], start: int, end: int) -> tuple[Piece, ...]:
    """Cut the spans within a window into pieces that lie within one another or apart, each before those within it.

    >>> [(each.start, each.end, each.is_first) for each in pieces([Span(0, 6), Span(4, 9)], 0, 10)]
    [(0, 6, True), (4, 6, True), (6, 9, False)]
    """
    within = {(max(span.start, start), -min(span.end, end), span) for span in spans}
    waiting = [(low, high, 0, span) for low, high, span in within if low < -high]
    heapify(waiting)
    open_ends: list[int] = []
    found: list[Piece] = []
    while waiting:
        low, high, more, span = heappop(waiting)
        stop = -high
        while open_ends and open_ends[-1] <= low:
            open_ends.pop()
        if open_ends and open_ends[-1] < stop:
            heappush(waiting, (open_ends[-1], high, 1, span))
            stop = open_ends[-1]
        found.append(Piece(low, stop, span, is_first=not more))
        open_ends.append(stop)
    return tuple(found)


def windows(spans: Iterable[Span], length: int, most: int = MOST, around: int = AROUND) -> tuple[Span, ...]:
    """Give what is shown of a text of some length: all, or where it is longer than `most`, what lies around the spans.

    >>> windows([Span(500, 510), Span(530, 540)], 2000, most=1000, around=20)
    (Span(start=480, end=560),)
    """
    if length <= most:
        return (Span(0, length),)
    shown: list[Span] = []
    for span in sorted(spans):
        low, high = max(0, span.start - around), min(length, span.end + around)
        if low >= high:
            continue
        if shown and low <= shown[-1].end:
            shown[-1] = Span(shown[-1].start, max(high, shown[-1].end))
        else:
            shown.append(Span(low, high))
    return tuple(shown)


def marked(text: str, spans: Mapping[Span, Mark], window: Span) -> Markup:
    """Write what a window shows of a text, with marks; without its tags it is exactly that text.

    Behind each mark that lies in no other stand the links back from it and those within it, one for each part: they
    hold no text, so that who copies the text copies no more than that.

    >>> str(marked("naam & klant", {Span(0, 4): Mark((Back("#doel-1", "Doel"),))}, Span(0, 12)))[:53]
    '<mark id="char=0,4">naam<a class="back" href="#doel-1'
    """
    return Markup().join(_written(text, spans, window))


def _written(text: str, spans: Mapping[Span, Mark], window: Span) -> Iterator[Markup]:
    place = window.start
    ends: list[int] = []
    links: dict[str, Back] = {}
    for piece in (*pieces(spans, *window), Piece(window.end, window.end, window, is_first=False)):
        while ends and ends[-1] <= piece.start:
            yield escape_text(text[place : ends[-1]])
            place = ends.pop()
            if not ends:
                yield from map(_link, links.values())
                links.clear()
            yield Markup("</mark>")
        yield escape_text(text[place : piece.start])
        place = piece.start
        if piece.start < piece.end:
            mark, name = spans[piece.span], f"char={piece.span.start},{piece.span.end}"
            yield Markup('<mark id="{}">' if piece.is_first else '<mark data-of="{}">').format(name)
            yield from (Markup('<span id="{}"></span>').format(each) for each in mark.ids if piece.is_first)
            ends.append(piece.end)
            for back in mark.backs:
                links.setdefault(back.part, back)


def _link(back: Back) -> Markup:
    return Markup('<a class="back" href="{}" title="{}" aria-label="{}"></a>').format(back.href, back.name, back.name)


def escape_text(text: str) -> Markup:
    """Escape text so that a parser of HTML gives the same text: it takes a carriage return for a line feed."""
    return Markup(str(escape(text)).replace("\r", "&#13;"))
