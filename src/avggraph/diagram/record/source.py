"""The graph as a diagram reads it, with the queries under `data/diagram/queries/`: names and words in one language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from avggraph import resources
from avggraph.diagram.model import Mark, Quote, in_order
from avggraph.diagram.record.facts import Named, Party
from avggraph.query import Engine, Iri, Literal
from avggraph.query.values import local_name, written_iri
from avggraph.store.unit import document_order
from avggraph.validate.report.passages import Passages

_GROUP = "https://w3id.org/avggraph/def#Group"
# What is read of a node is kept for the next record: of as many as a large register shares among its records.
_NODES_KEPT = 20_000
_READABLE = 300  # characters

NO_TEXTS: Mapping[str, str] = MappingProxyType({})
"""Where the texts of the source documents are not at hand."""

_Known = TypeVar("_Known")
Row = dict[str, Iri | Literal]
Roles = dict[str, list[Iri | Literal]]


class Source:
    """A graph read in one language; `texts` are those of its documents by their IRI."""

    def __init__(self, engine: Engine, language: str, texts: Mapping[str, str]) -> None:
        self._engine = engine
        self._language = language
        self._texts = texts
        self._document = ""
        self._passages = Passages(texts)
        self._labels: dict[str, str] = {}
        self._parties: dict[str, Party] = {}

    def rows(self, query: str, node: str = "") -> list[Row]:
        """Run a query about a node, which stands in its text as ?node; unbound variables are left out of a row.

        The node is written into the text and not bound: the engine then begins its search there.
        """
        text = resources.question("diagram", query)
        table = self._engine.select(text.replace("?node", written_iri(node)) if node else text)
        return [
            {name: term for name, term in zip(table.columns, terms, strict=True) if term is not None}
            for terms in table.rows
        ]

    def roles(self, query: str, node: str) -> Roles:
        """Run a query that gives values by role."""
        found: Roles = defaultdict(list)
        for row in self.rows(query, node):
            found[row["role"].value].append(row["value"])
        return found

    def marks(self, node: str) -> tuple[Mark, ...]:
        """Give the stricter rules that the data of a record or block fall under."""
        return in_order({Mark(row["mark"].value) for row in self.rows("marks", node)})

    def label(self, node: str) -> str:
        """Give the name of a node; of a node without one, the last part of its IRI."""
        if node not in self._labels:
            rows = self.rows("label", node)
            best = min((int(row["rank"].value) for row in rows), default=0)
            label = self.best([row["label"] for row in rows if int(row["rank"].value) == best])
            _keep(self._labels, node, label or local_name(node))
        return self._labels[node]

    def best(self, terms: Iterable[Iri | Literal]) -> str:
        """Give the text in the language asked for, else in Dutch, else the first."""
        order = [self._language, "nl"]

        def rank(term: Iri | Literal) -> tuple[int, str]:
            language = (term.language or "") if isinstance(term, Literal) else ""
            return (order.index(language) if language in order else len(order), term.value)

        return min((rank(term) for term in terms), default=(0, ""))[1]

    def named(self, node: str) -> Named:
        """Give a node with its name."""
        return Named(node, self.label(node))

    def things(self, terms: Iterable[Iri | Literal]) -> tuple[Named, ...]:
        """Name the resources among the terms, in document order."""
        nodes = {term.value for term in terms if isinstance(term, Iri)}
        return tuple(self.named(node) for node in sorted(nodes, key=document_order))

    def party(self, named: Named) -> Party:
        """Give a named organisation, unit or group with the ministries it belongs to."""
        if named.iri not in self._parties:
            roles = self.roles("party", named.iri)
            ministries = frozenset(term.value for term in roles["ministry"])
            is_group = any(term.value == _GROUP for term in roles["class"])
            _keep(self._parties, named.iri, Party(named, ministries, is_group))
        return self._parties[named.iri]

    def quotes(self, places: Iterable[Iri | Literal], within: Iterable[str] = ()) -> tuple[Quote, ...]:
        """Give the words at some spans, in the order of the document; with `within`, those that these texts hold.

        A span whose text is not at hand keeps its place, and has no words.
        """
        spans = tuple(dict.fromkeys(place.value for place in places))
        words = {
            f"{found.source}#char={found.start},{found.end}": found.words
            for found in self._of_document(spans).of(spans)
        }
        texts = tuple(within)
        quotes = (Quote(words.get(span, ""), span) for span in sorted(spans, key=document_order))
        return tuple(
            quote for quote in quotes if not texts or any(quote.words and quote.words in text for text in texts)
        )

    def _of_document(self, spans: Sequence[str]) -> Passages:
        """Give the passages of the document that spans are in; only those of the last are kept."""
        document = spans[0].partition("#")[0] if spans else self._document
        if document != self._document:
            self._document, self._passages = document, Passages(self._texts)
        return self._passages


def widened(quotes: Iterable[Quote], within: Iterable[Quote]) -> tuple[Quote, ...]:
    """Give, for words that stand in one of some longer stretches, that stretch, unless it is long.

    >>> name = Quote("CAK", "urn:bron#char=30,33")
    >>> widened([name], [Quote("Het inkomen gaat naar het CAK.", "urn:bron#char=4,34")])[0].words
    'Het inkomen gaat naar het CAK.'
    """
    stretches = list(within)

    def whole(quote: Quote) -> Quote:
        start, end = _ends(quote.place)
        for stretch in stretches:
            first_, last = _ends(stretch.place)
            if quote.words and first_ <= start and end <= last and len(stretch.words) <= _READABLE:
                return stretch
        return quote

    return tuple(dict.fromkeys(map(whole, quotes)))


def _ends(place: str) -> tuple[int, int]:
    """Give the start and end of a span (RFC 5147)."""
    start, _, end = place.rpartition("#char=")[2].partition(",")
    return int(start), int(end)


def _keep(known: dict[str, _Known], node: str, value: _Known) -> None:
    """Remember something of a node; when much is remembered, from here on."""
    if len(known) >= _NODES_KEPT:
        known.clear()
    known[node] = value


def texts_of(terms: Iterable[Iri | Literal]) -> list[str]:
    """Give the values of terms, sorted, each once."""
    return sorted({term.value for term in terms})


def first(terms: Iterable[Iri | Literal]) -> str:
    """Give the first value of terms, or nothing."""
    return next(iter(texts_of(terms)), "")
