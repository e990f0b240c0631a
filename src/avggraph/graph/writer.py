"""Names and words of one record's nodes: what every part of the graph is written with."""

from __future__ import annotations

from collections.abc import Iterator

from avggraph.graph.naming import Naming
from avggraph.graph.terms import PROV, Term, iri, literal
from avggraph.resolve.record import Local, Record, Thing
from avggraph.text import Quote, Span

Triple = tuple[Term, Term, Term]


class NodeWriter:
    """Names the nodes of one record and cites the words they rest on."""

    def __init__(self, record: Record, naming: Naming) -> None:
        self._key = record.key
        self._naming = naming
        # As `Naming.words` names them, up to the places: a record cites its words hundreds of times.
        self._char = naming.words(record.source.sha256, Span(0, 0)).removesuffix("0,0>")
        self._nodes: dict[Local, Term] = {}
        self.record = self.node(Local("verwerking", ""))
        self.source = naming.source(record.source.sha256)

    def node(self, local: Local) -> Term:
        """Name a node of the record."""
        known = self._nodes.get(local)
        if known is None:
            known = self._nodes[local] = self._named(*local)
        return known

    def _named(self, kind: str, part: str) -> Term:
        if not part:
            return self._naming.node(kind, self._key)
        if part.isascii() and part.isalnum():
            # A record has hundreds of parts, and its key is percent-encoded for all of them alike.
            return f"{self.node(Local(kind, ''))[:-1]}-{part}>"
        return self._naming.node(kind, f"{self._key}-{part}")

    def thing(self, thing: Thing) -> Term:
        """Name an end of a flow: a node of the record, or something known elsewhere."""
        return self.node(thing) if isinstance(thing, Local) else iri(thing)

    def other_record(self, key: str) -> Term:
        """Name another record of the register."""
        return self._naming.node("verwerking", key)

    def law(self, slug: str) -> Term:
        """Name a law."""
        return self._naming.law(slug)

    def cites(self, subject: Term, *quotes: Quote | None) -> Iterator[Triple]:
        """Cite words, one stretch at a time."""
        for words in quotes:
            for start, end in words.spans if words else ():
                yield subject, PROV.wasQuotedFrom, f"{self._char}{start},{end}>"

    def says(self, subject: Term, predicate: Term, words: Quote | None) -> Iterator[Triple]:
        """Keep a field's own words on a node, and cite them."""
        if words:
            yield subject, predicate, literal(words.text, lang="nl")
            yield from self.cites(subject, words)
