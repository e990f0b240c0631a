"""Citations: which laws a text cites, and which parts of them.

The text becomes tokens, the tokens become items (a reference such as "artikel 6, eerste lid", a law), and each
reference gets the law its words give it. From the surest to the least sure:

- the law beside it: "artikel 3:4 van de Awb", "art. 6 AVG", "Awb, artikel 7:1";
- the law of the enumeration it stands in: "artikel 3 en artikel 5, tweede lid, Awb";
- the law that "die wet" means; the law behind its heading: "Artikel 8: Verstrekkingen … uit het Besluit GDI";
- the last law named before it in the sentence, or the only one the text names.

A reference to another document ("artikel 5 van de overeenkomst") has no law, nor has one with no law in reach: it is
kept, so that nothing is lost, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby

from avggraph.resolve.laws.items import Item, Reading, Role, read_items
from avggraph.resolve.laws.linking import Link, Linker
from avggraph.resolve.laws.names import named_laws
from avggraph.resolve.laws.provisions import Provision, as_in_union_law, provisions_with
from avggraph.resolve.laws.table import Law, Laws
from avggraph.resolve.laws.wording import wording
from avggraph.text import Span

_REMEMBERED = 2048


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation: `span` is all its words, `law_span` those that name the law, wherever they stand.

    `law` is None where no law is in reach, or where the one named (then there is a `law_span`) is in no table. Without
    `provisions` the law as a whole is cited, or a division of it. `rule` says how the law was found.
    """

    span: Span
    law: Law | None
    law_span: Span | None
    provisions: tuple[Provision, ...]
    rule: str


# The fields of one record are read more than once, and records say the same as others.
@lru_cache(_REMEMBERED)
def citations(text: str, laws: Laws, on: date | None = None) -> tuple[Citation, ...]:
    """Find the citations of a text, in order; a name two laws bore means the one in force on the day `on`.

    >>> from avggraph.resolve.laws.table import load_laws
    >>> for citation in citations("art. 6, eerste lid, onder c en e, AVG en de Wet op de kerkklokken", load_laws()):
    ...     print(citation.law and citation.law.slug, [(one.paragraph, one.point) for one in citation.provisions])
    algemene-verordening-gegevensbescherming [('1', 'c'), ('1', 'e')]
    None []
    """
    named = named_laws(text, laws, on)
    if not (named or wording().article.search(text)):
        return ()
    reading = read_items(text, named)
    linker = Linker(reading)
    if meant_otherwise := linker.not_meant():
        reading = reading.without(meant_otherwise)
        linker = Linker(reading)
    links = linker.links()
    cited = {link.law for link in links if link.law is not None}
    told = [
        replace(citation, span=_closed(text, citation.span))
        for link in links
        for citation in _of_link(link, reading, laws)
    ]
    told += [
        Citation(_law_alone(reading.items, place), item.law, item.span, (), "law alone")
        for place, item in enumerate(reading.items)
        if item.role is Role.LAW and place not in cited and not _is_explanation(text, reading.items, place)
    ]
    return tuple(sorted(told, key=lambda citation: citation.span))


def _of_link(link: Link, reading: Reading, laws: Laws) -> Iterator[Citation]:
    items = reading.items
    reference = items[link.reference]
    if link.law is None:
        yield Citation(reference.span, None, None, reference.provisions, link.rule)
        return
    named = items[link.law]
    spans = [reference.span]
    provisions = reference.provisions
    if link.tail is not None and (parts := items[link.tail].parts) is not None:
        *others, last = provisions
        provisions = (*others, *provisions_with(parts, [last]))
        spans.append(items[link.tail].span)
    if link.rule in {"article before law", "law before article"}:
        spans.append(named.span)
    span = Span(min(one.start for one in spans), max(one.end for one in spans))
    if named.law is not None and named.law.is_union_law:
        provisions = tuple(as_in_union_law(one) for one in provisions)
    book = _book(link.reference, reading)
    for law, group in groupby(provisions, lambda one: _law_of(one, named.law, book, laws)):
        yield Citation(span, law, named.span, tuple(group), link.rule)


def _law_of(provision: Provision, law: Law | None, book: str, laws: Laws) -> Law | None:
    """Give the book of a code where the words say which: "7:446 BW", "boek 7, artikel 446 BW"."""
    number, colon, _ = (provision.article or "").partition(":")
    number = number if colon else book
    return (laws.book(law, number) or law) if law is not None and number else law


def _book(place: int, reading: Reading) -> str:
    before = reading.items[place - 1] if place else None
    if before is None or before.role is not Role.DIVISION:
        return ""
    between = reading.tokens[before.end : reading.items[place].first]
    is_book = reading.tokens[before.first].value in wording().books
    return reading.tokens[before.end - 1].value if is_book and all(token.is_sign(",") for token in between) else ""


def _is_explanation(text: str, items: tuple[Item, ...], place: int) -> bool:
    """Say whether a law in brackets is the one before them again: "artikel 7:464 BW (WGBO)"."""
    if not place or items[place - 1].role is not Role.LAW:
        return False
    before, item = items[place - 1], items[place]
    if before.law is None or item.law is None or text[before.span.end : item.span.start].strip() != "(":
        return False
    return item.law == before.law or item.law.slug.startswith(f"{before.law.slug}-boek-")


def _closed(text: str, span: Span) -> Span:
    """Take in the bracket that closes one in the words: "Gemeentewet (art. 160)"."""
    words = text[span.start : span.end]
    is_open = words.count("(") > words.count(")") and text.startswith(")", span.end)
    return Span(span.start, span.end + 1) if is_open else span


def _law_alone(items: tuple[Item, ...], place: int) -> Span:
    """Give a law's words with the division of it that is cited: "hoofdstuk 6 van de Awb"."""
    before = items[place - 1] if place else None
    if before is not None and before.role is Role.DIVISION and items[place].first - before.end <= 2:
        return Span(before.span.start, items[place].span.end)
    return items[place].span
