"""What the comparison of records shows in their own words: purposes, data subjects and recipients."""

from __future__ import annotations

from collections.abc import Mapping

from avggraph.query import Table

ASPECTS = ("purposes", "subjects", "recipients")
"""What the words are about, in the order of GDPR art. 30. The words of search call each `words_…`."""

OwnWords = Mapping[str, tuple[tuple[str, ...], ...]]
"""By record: the words about each aspect, none where the register has none."""


def own_words(found: Table) -> OwnWords:
    """Read the answer of `list-words`: by record the words about each aspect, in the order of its parts, each once.

    >>> from avggraph.query import Iri, Literal
    >>> rows = [(Iri("urn:m1"), Literal("subjects"), Iri(f"urn:m1-{n}"), Literal(f"klant {n}")) for n in (10, 9)]
    >>> own_words(Table(("record", "aspect", "part", "words"), tuple(rows)))
    {'urn:m1': ((), ('klant 9', 'klant 10'), ())}
    """
    by_record: dict[str, dict[str, set[tuple[int, str, str]]]] = {}
    for row in found.rows:
        record, aspect, part, words = (term.value if term else "" for term in row)
        by_record.setdefault(record, {}).setdefault(aspect, set()).add((len(part), part, words))
    return {
        record: tuple(tuple(dict.fromkeys(words for _, _, words in sorted(told.get(aspect, ())))) for aspect in ASPECTS)
        for record, told in sorted(by_record.items())
    }
