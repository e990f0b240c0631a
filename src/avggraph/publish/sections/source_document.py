"""The page of a source document: its whole text, with every stretch that the graph cites at a place of its own."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import pyoxigraph as ox

from avggraph.addresses import link
from avggraph.addresses import page as page_file
from avggraph.graph.terms import AVG, DCT, PROV, Quad
from avggraph.printable import printable
from avggraph.publish.reader import Reader
from avggraph.publish.record.anchors import marks_of
from avggraph.publish.record.marked_text import Mark, marked
from avggraph.publish.record.read import read_statements
from avggraph.publish.resource import Crumb, Page, Resource, Section
from avggraph.publish.sections.record import LIST
from avggraph.publish.words import Words, words
from avggraph.query.values import local_name
from avggraph.text import Span

_DERIVED = ox.NamedNode(PROV.wasDerivedFrom[1:-1])


class SourceDocuments(Section):
    """`doc/bron/{sha256}`, with the text itself beside it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        addresses = ((source, reader.addresses.of(source)) for source in reader.output.documents)
        self._by_path = {address.path: source for source, address in addresses if address}

    def paths(self) -> tuple[str, ...]:
        """See `Section`."""
        return tuple(sorted(self._by_path))

    def page(self, path: str, language: str) -> Page:
        """See `Section`."""
        say, source = words(language), self._by_path[path]
        text = self._reader.output.documents[source]
        file = printable(self._first(source, AVG.fileName))
        records = [
            (record, self._first(record, DCT.identifier), printable(self._first(record, DCT.title)))
            for record in self._records(source)
        ]
        return Page(
            path,
            language,
            _title(records, file or local_name(source), say),
            "source_document.html",
            {
                "file_name": file,
                "sha256": local_name(source),
                "length": len(text),
                "text": marked(text, self._marks(path, language), Span(0, len(text))),
                "records": records,
            },
            crumbs=(Crumb(say("record.list"), LIST),),
            iri=source,
            rdf=True,
            scripts=("record.js",),
            styles=("record.css",),
        )

    def quads(self, path: str) -> tuple[Quad, ...]:
        """See `Section`: what the document is, and which records come from it."""
        source = self._by_path[path]
        derived = self._reader.store.quads_for_pattern(None, _DERIVED, ox.NamedNode(source))
        own = {(str(each.subject), str(each.predicate), str(each.object), str(each.graph_name)) for each in derived}
        return (*self._reader.about(source), *sorted(own))

    def plain(self, path: str) -> Mapping[str, Any]:
        """See `Section`."""
        source = self._by_path[path]
        return {
            "iri": source,
            "file": self._first(source, AVG.fileName) or None,
            "layout": self._first(source, AVG.layout) or None,
            "sha256": local_name(source),
            "text": self._reader.output.documents[source],
            "records": list(self._records(source)),
        }

    def beside(self, path: str) -> Iterator[Resource]:
        """See `Section`: the text itself, whose hash is its name."""
        text = self._reader.output.documents[self._by_path[path]]
        yield Resource(f"{path}.txt", text.encode(), "text/plain; charset=utf-8")

    def fingerprint(self, path: str) -> str:
        """See `Section`: the text has its hash for a name; what is cited of it is in the records."""
        source = self._by_path[path]
        digests = tuple(map(self._reader.digests.of_record, self._records(source)))
        told = (path, self._reader.about(source), digests)
        return hashlib.sha256(repr(told).encode()).hexdigest() if all(digests) else ""

    def _records(self, source: str) -> tuple[str, ...]:
        found = self._reader.store.quads_for_pattern(None, _DERIVED, ox.NamedNode(source))
        return tuple(sorted({str(each.subject)[1:-1] for each in found}))

    def _first(self, node: str, term: str) -> str:
        found = self._reader.store.quads_for_pattern(ox.NamedNode(node), ox.NamedNode(term[1:-1]), None)
        return min((each.object.value for each in found if isinstance(each.object, ox.Literal)), default="")

    def _marks(self, path: str, language: str) -> Mapping[Span, Mark]:
        """Give every stretch that a record from this document cites, with links to the statements on its page."""
        reader, say, here = self._reader, words(language), page_file(path, language)
        text = reader.output.documents[self._by_path[path]]
        found: dict[Span, list[Mark]] = defaultdict(list)
        for record in self._records(self._by_path[path]):
            address = reader.addresses.of(record)
            if address is None:
                continue
            at = partial(link, here, page_file(address.path, language))
            unit = reader.unit(record)
            statements = read_statements(unit, reader.addresses, text)
            for span, mark in marks_of(statements, unit, reader.addresses, say, at).items():
                found[span].append(mark)
        return {span: Mark(tuple(back for mark in marks for back in mark.backs)) for span, marks in found.items()}


def _title(records: Sequence[tuple[str, str, str]], name: str, say: Words) -> str:
    """Name a source by the first record from it and how many more there are; one without records by its own name."""
    if not records:
        return say("record.document", name=name)
    _record, reference, title = records[0]
    first = say("record.document", name=f"{reference} {title or say('record.untitled')}".strip())
    return say("record.document_more", name=first, count=len(records) - 1) if len(records) > 1 else first
