"""Laws: their official pages, and each provision that records cite, with the words that cite it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from avggraph.graph.terms import DCT, DPV, RDFS
from avggraph.publish.things.content import Block, Column, Fact, Rows, Text, web_page
from avggraph.publish.things.section import Kind, Things
from avggraph.publish.things.statements import plain, targets
from avggraph.publish.things.tables import cut
from avggraph.publish.words import words
from avggraph.store.unit import document_order

_MOST = 200
"""References on one page."""


class Laws(Things):
    """`doc/wet/…` and `wetten/`."""

    kind = Kind(words="laws", list="wetten/", classes=(DPV.Law,), question="law-records", roles=("cites",))

    def facts(self, iri: str, language: str) -> Iterable[Fact]:
        """See `Things`."""
        say = words(language)
        if identifiers := plain(self._reader, iri, DCT.identifier):
            yield Fact(say("laws.identifier"), tuple(map(Text, identifiers)))
        for name, term in (("version", DCT.references), ("page", RDFS.seeAlso)):
            if found := targets(self._reader, iri, term):
                yield Fact(say(f"laws.{name}"), tuple(Text(each, href=web_page(each)) for each in found))

    def blocks(self, iri: str, language: str) -> Iterable[Block]:
        """See `Things`."""
        say = words(language)
        found = sorted(self.about("law-references", iri), key=_order)
        rows, note = cut(found, language, _MOST)
        entries = {row["record"]: self.occurrences.entries((row["record"],))[0] for row in rows}
        yield Rows(
            "articles",
            say("laws.articles"),
            (Column(say("laws.provision")), Column(say("laws.record")), Column(say("laws.words"))),
            tuple(
                (
                    (Text(_provision(row, language), href=web_page(row["page"])),),
                    (Text(entries[row["record"]].reference, iri=row["record"]),),
                    (Text(row["words"], "nl", iri=row["place"], quoted=True),),
                )
                for row in rows
            ),
            intro=say("laws.articles_intro"),
            note=note,
        )

    def structured(self, iri: str, language: str) -> Mapping[str, Any]:  # noqa: ARG002
        """See `Things`."""
        identifiers = plain(self._reader, iri, DCT.identifier)
        pages = targets(self._reader, iri, RDFS.seeAlso)
        return {
            "@type": "Legislation",
            **({"legislationIdentifier": identifiers[0]} if identifiers else {}),
            **({"sameAs": list(pages)} if pages else {}),
        }


def _provision(row: Mapping[str, str], language: str) -> str:
    """Say which provision a reference is to.

    >>> _provision({"article": "6", "paragraph": "1", "point": "e"}, "nl")
    'artikel 6, lid 1, onder e'
    """
    say = words(language)
    parts = [say(f"laws.{name}", number=row[name]) for name in ("article", "paragraph", "point") if row[name]]
    return ", ".join(parts) or say("laws.whole")


def _order(row: Mapping[str, str]) -> tuple[object, ...]:
    names = ("article", "paragraph", "point", "record", "place")
    return (*(document_order(row[name]) for name in names), row["words"])
