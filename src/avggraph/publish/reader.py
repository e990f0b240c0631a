"""The build as the pages read it: names, records, quoted words, and the answers to the site's own questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache

import pyoxigraph as ox

from avggraph import resources
from avggraph.addresses import LANGUAGES, Addresses
from avggraph.diagram.record import Source, facts_of
from avggraph.diagram.record.facts import RecordFacts
from avggraph.graph.terms import DCT, SKOS, Quad, Term
from avggraph.publish.desk import Desk
from avggraph.publish.digests import Digests, read_digests
from avggraph.publish.first_rows import first_rows
from avggraph.publish.kept import Kept
from avggraph.publish.own_questions import TrustedEngine
from avggraph.publish.parts import shapes_are_written
from avggraph.publish.setting import Setting
from avggraph.query import Catalogue, OxigraphEngine, Table, bind, find_query, load_catalogue
from avggraph.query.values import local_name
from avggraph.store import Output, node_quads, open_output
from avggraph.store.output import GRAPH
from avggraph.store.unit import Unit, read_unit, records
from avggraph.validate.report.passages import Passage, Passages

# Properties of things whose texts are remembered: some kilobytes each at the most.
_TEXTS_KEPT = 16_384

_IDENTIFIER = ox.NamedNode(DCT.identifier[1:-1])


class Reader:
    """A build, opened once for all pages. What is kept of it is bounded: the last record, and a number of names.

    `earlier` are builds of the same register before this one, the oldest first. `kept` gives what is read of the build
    as a whole, which may be what another process read.
    """

    def __init__(self, output: Output, setting: Setting | None = None, kept: Kept | None = None) -> None:
        self.output = output
        self.kept = kept or Kept()
        self.setting = setting or Setting()
        self.earlier = tuple(open_output(folder) for folder in self.setting.earlier)
        self.store = output.open_store()
        self.engine = OxigraphEngine(self.store)
        asked = TrustedEngine(self.store)
        self.sources = {language: Source(asked, language, output.documents) for language in LANGUAGES}
        self.passages = Passages(output.documents)
        self._last: Unit | None = None

    @cached_property
    def records(self) -> tuple[str, ...]:
        """The IRIs of all records, in the order of their numbers."""
        return self.kept("records", lambda: records(self.store))

    @cached_property
    def digests(self) -> Digests:
        """What tells whether a record or thing is as it was."""
        return self.kept("digests", lambda: read_digests(self.output.folder / GRAPH, self.output.naming))

    @cached_property
    def addresses(self) -> Addresses:
        """Where the page of each thing stands."""
        return Addresses(self.output.naming, frozenset(local_name(record) for record in self.records))

    @cached_property
    def has_shapes(self) -> bool:
        """Whether the site has the records in the shapes of others."""
        return shapes_are_written(self.output, self.earlier)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The saved questions."""
        return load_catalogue()

    def unit(self, record: str) -> Unit:
        """Give a record with all its parts; the last one is kept."""
        if self._last is None or self._last.record != record:
            self._last = read_unit(self.store, record)
        return self._last

    @cached_property
    def texts(self) -> Callable[[str, Term], Mapping[str, tuple[str, ...]]]:
        """What gives the texts of a thing's property by language, sorted; those of plain literals stand under "".

        The same names are asked for on page after page.
        """
        return lru_cache(_TEXTS_KEPT)(self._texts)

    def _texts(self, iri: str, term: Term) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, set[str]] = defaultdict(set)
        for quad in self.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(term[1:-1]), None):
            if isinstance(quad.object, ox.Literal):
                found[quad.object.language or ""].add(quad.object.value)
        return {language: tuple(sorted(each)) for language, each in sorted(found.items())}

    @cached_property
    def desk(self) -> Desk:
        """The place for questions about a few records, of which there are many."""
        return Desk(self.store, self.output.naming, self.unit)

    def facts(self, record: str, language: str) -> RecordFacts:
        """Give what the diagram of a record tells, with names in a language."""
        self.desk.lay(record)
        return facts_of(self._sources_on_desk[language], record, language)

    @cached_property
    def _sources_on_desk(self) -> Mapping[str, Source]:
        return {language: Source(self.desk.engine, language, self.output.documents) for language in LANGUAGES}

    def name(self, iri: str, language: str) -> str:
        """Give the name of a thing in a language, else in Dutch; of a thing without one, the last part of its IRI."""
        return self.sources[language].label(iri)

    def short_name(self, iri: str) -> str:
        """Give the shortest name of an organisation: its abbreviation ("BZK"), or the name that is one ("RDW")."""
        names = [term.rpartition("@")[0][1:-1] for _, term_of, term, _ in self.about(iri) if term_of == SKOS.altLabel]
        return min((self.name(iri, LANGUAGES[0]), *names), key=len)

    def passage(self, place: str) -> Passage | None:
        """Give the words at a place in a source document; None where the document's text is not there."""
        return next(self.passages.of((place,)), None)

    def ask(self, question: str, **parameters: str) -> Table:
        """Answer a saved question of the catalogue."""
        return self.engine.select(self._bound(question, parameters))

    def first(self, question: str, most: int) -> Table:
        """Answer a saved question with its first rows, `most` of them at most; saved questions have no LIMIT."""
        query = f"{self._bound(question, {})}\nLIMIT {most}"
        if self.catalogue[question].per_record and (table := first_rows(self.desk, query, most, self.references)):
            return table
        return self.engine.select(query)

    @cached_property
    def references(self) -> Mapping[str, str]:
        """The reference of each record, as saved questions have it: its number, else the last part of its IRI."""
        return self.kept("references", lambda: {each: self._reference(each) for each in self.records})

    def _reference(self, record: str) -> str:
        found = self.store.quads_for_pattern(ox.NamedNode(record), _IDENTIFIER, None)
        given = [quad.object.value for quad in found if isinstance(quad.object, ox.Literal)]
        return min(given, default=local_name(record))

    def _bound(self, question: str, parameters: Mapping[str, str]) -> str:
        given = {name.replace("_", "-"): (value,) for name, value in parameters.items()}
        return bind(find_query(self.catalogue, question), given, self.catalogue, self.engine)

    def select(self, name: str) -> Table:
        """Answer one of the site's own questions, `data/site/queries/{name}.rq`."""
        return self.engine.select(resources.question("site", name))

    def about(self, iri: str) -> tuple[Quad, ...]:
        """Give the quads with a thing as their subject, sorted."""
        return tuple(sorted(node_quads(self.store, f"<{iri}>")))
