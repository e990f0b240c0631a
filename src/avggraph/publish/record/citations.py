"""The words of a document that a value rests on: which of the places that its node cites are the value's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from avggraph.publish.record.model import Citation
from avggraph.text import Span, fold, quote

_PLACE = re.compile(r"(?P<source>.+)#char=(?P<start>\d{1,10}),(?P<end>\d{1,10})")


def cited(places: Iterable[str], text: str | None) -> tuple[Citation, ...]:
    """Give the words at places in one document, in its order; without its text the places stay, and have no words.

    >>> cited(["urn:bron#char=12,23"], "Betrokkenen\\nnaam  klant")
    (Citation(source='urn:bron', start=12, end=23, words='naam klant'),)
    """
    found = filter(None, map(_PLACE.fullmatch, places))
    return tuple(sorted({_citation(place["source"], int(place["start"]), int(place["end"]), text) for place in found}))


def _citation(source: str, start: int, end: int, text: str | None) -> Citation:
    return Citation(source, start, end, fold(text[start:end]) if text else "")


def line_numbers(places: Iterable[Citation], text: str | None) -> str:
    """Give the lines of a document, from 1, on which words begin; nothing without its text.

    >>> line_numbers(cited(["urn:bron#char=12,23", "urn:bron#char=0,11"], None), "Betrokkenen\\nnaam klant")
    '1, 2'
    """
    return ", ".join(map(str, sorted({text.count("\n", 0, each.start) + 1 for each in places}))) if text else ""


def resting(words: str, places: Sequence[Citation], text: str | None) -> tuple[Citation, ...]:
    """Give those of a node's places that some of its words stand at.

    They are the places that hold these words and no more; else the run of places that together do, else the shortest
    that has them in it. A value that is no words of the document ("P5Y") rests on none of them.

    >>> text = "Naam\\tklant, adres"
    >>> places = cited(["urn:bron#char=0,10", "urn:bron#char=0,17"], text)
    >>> [place.end for place in resting("Naam klant", places, text)], resting("P5Y", places, text)
    ([10], ())
    """
    if not words:
        return ()
    if exact := tuple(place for place in places if place.words == words):
        return exact
    if run := _run(words, places, text):
        return run
    around = [place for place in places if words in place.words]
    return (min(around, key=lambda place: (place.end - place.start, place.start)),) if around else ()


def _run(words: str, places: Sequence[Citation], text: str | None) -> tuple[Citation, ...]:
    for first, place in enumerate(places):
        if not place.words or not words.startswith(place.words):
            continue
        chosen, said = [place], place.words
        for after in places[first + 1 :]:
            # A place within one before it is another value's.
            if after.words not in words or after.start < chosen[-1].end:
                continue
            longer = _said(chosen, said, after, text or "")
            if words.startswith(longer):
                chosen.append(after)
                said = longer
            if said == words:
                return tuple(chosen)
    return ()


def _said(run: Sequence[Citation], said: str, after: Citation, text: str) -> str:
    """Give the words of a run and the place after it: folding changes no more than what is between it and the last.

    Only where it takes away the hyphen at the end of the last, the words before that may matter too.
    """
    last = run[-1]
    pair = _quoted((last, after), text)
    return said + pair.removeprefix(last.words) if pair.startswith(last.words) else _quoted((*run, after), text)


def _quoted(places: Sequence[Citation], text: str) -> str:
    found = quote(text, tuple(Span(each.start, each.end) for each in places))
    return found.text if found else ""
