"""Citations: which laws a text cites, and which parts of them.

The text becomes tokens, the tokens become items (a reference such as "artikel 6, eerste lid", a law), and each reference
gets the law its words give it. From the surest to the least sure:

- the law beside it: "artikel 3:4 van de Awb", "art. 6 AVG", "Awb, artikel 7:1";
- the law of the enumeration it stands in: "artikel 3 en artikel 5, tweede lid, Awb";
- the law that "die wet" means; the law behind its heading: "Artikel 8: Verstrekkingen … uit het Besluit GDI";
- the last law named before it in the sentence, or the only one the text names.

A reference to another document ("artikel 5 van de overeenkomst") has no law, nor has one with no law in reach: it is
kept, so that nothing is lost, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from avggraph.resolve.laws.items import Item, Role, read_items
from avggraph.resolve.laws.linking import Link, Linker
from avggraph.resolve.laws.names import named_laws
from avggraph.resolve.laws.provisions import Provision, as_in_union_law
from avggraph.resolve.laws.table import Law, Laws
from avggraph.text import Span


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


def citations(text: str, laws: Laws, on: date | None = None) -> tuple[Citation, ...]:
    """Find the citations of a text, in order; a name two laws bore means the one in force on the day `on`.

    >>> from avggraph.resolve.laws.table import load_laws
    >>> for citation in citations("art. 6, eerste lid, onder c en e, AVG en de Wet op de kerkklokken", load_laws()):
    ...     print(citation.law and citation.law.slug, [(one.paragraph, one.point) for one in citation.provisions])
    algemene-verordening-gegevensbescherming [('1', 'c'), ('1', 'e')]
    None []
    """
    reading = read_items(text, named_laws(text, laws, on))
    reading = reading.without(Linker(reading).not_meant())
    links = Linker(reading).links()
    cited = {link.law for link in links if link.law is not None}
    told = [citation for link in links for citation in _of_link(link, reading.items, laws)]
    told += [
        Citation(_law_alone(reading.items, place), item.law, item.span, (), "law alone")
        for place, item in enumerate(reading.items)
        if item.role is Role.LAW and place not in cited
    ]
    return tuple(sorted(told, key=lambda citation: citation.span))


def _of_link(link: Link, items: tuple[Item, ...], laws: Laws) -> Iterator[Citation]:
    reference = items[link.reference]
    if link.law is None:
        yield Citation(reference.span, None, None, reference.provisions, link.rule)
        return
    named = items[link.law]
    spans = [reference.span]
    provisions = reference.provisions
    if link.tail is not None and (parts := items[link.tail].parts) is not None:
        provisions = tuple(part for one in provisions for part in parts.of(one.article))
        spans.append(items[link.tail].span)
    if link.rule in {"article before law", "law before article"}:
        spans.append(named.span)
    span = Span(min(one.start for one in spans), max(one.end for one in spans))
    if named.law is not None and named.law.is_union_law:
        provisions = tuple(as_in_union_law(one) for one in provisions)
    for law, group in groupby(provisions, lambda one: _law_of(one, named.law, laws)):
        yield Citation(span, law, named.span, tuple(group), link.rule)


def _law_of(provision: Provision, law: Law | None, laws: Laws) -> Law | None:
    """Give the book of a code where the article says which: "7:446 BW"."""
    book, colon, _ = (provision.article or "").partition(":")
    return (laws.book(law, book) or law) if law is not None and colon else law


def _law_alone(items: tuple[Item, ...], place: int) -> Span:
    """Give a law's words with the division of it that is cited: "hoofdstuk 6 van de Awb"."""
    before = items[place - 1] if place else None
    if before is not None and before.role is Role.DIVISION and items[place].first - before.end <= 2:
        return Span(before.span.start, items[place].span.end)
    return items[place].span
