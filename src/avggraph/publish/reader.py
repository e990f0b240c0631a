"""The build as the pages read it: names, records, quoted words, and the answers to the site's own questions."""

from __future__ import annotations

from functools import cached_property, lru_cache

import pyoxigraph as ox

from avggraph.addresses import LANGUAGES, Addresses
from avggraph.diagram.record import Source
from avggraph.graph.terms import SKOS, Quad
from avggraph.publish.own_questions import question_text
from avggraph.publish.parts import shapes_are_written
from avggraph.publish.setting import Setting
from avggraph.query import Catalogue, OxigraphEngine, Table, bind, find_query, load_catalogue
from avggraph.query.values import local_name
from avggraph.store import Output, node_quads, open_output
from avggraph.store.unit import Unit, read_unit, records
from avggraph.validate.report.passages import Passage, Passages

# A record's diagram asks some fifty questions in each language, and only a few of them for words in it.
_ANSWERS_KEPT = 256


class Reader:
    """A build, opened once for all pages. What is kept of it is bounded: the last record, and a number of names.

    `earlier` are builds of the same register before this one, the oldest first.
    """

    def __init__(self, output: Output, setting: Setting | None = None) -> None:
        self.output = output
        self.setting = setting or Setting()
        self.earlier = tuple(open_output(folder) for folder in self.setting.earlier)
        self.store = output.open_store()
        self.engine = OxigraphEngine(self.store)
        asked = _Remembering(self.store)
        self.sources = {language: Source(asked, language, output.documents) for language in LANGUAGES}
        self.passages = Passages(output.documents)
        self._last: Unit | None = None

    @cached_property
    def records(self) -> tuple[str, ...]:
        """The IRIs of all records, in the order of their numbers."""
        return records(self.store)

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
        given = {name.replace("_", "-"): (value,) for name, value in parameters.items()}
        return self.engine.select(bind(find_query(self.catalogue, question), given, self.catalogue, self.engine))

    def select(self, name: str) -> Table:
        """Answer one of the site's own questions, `data/site/queries/{name}.rq`."""
        return self.engine.select(question_text(name))

    def about(self, iri: str) -> tuple[Quad, ...]:
        """Give the quads with a thing as their subject, sorted."""
        return tuple(sorted(node_quads(self.store, f"<{iri}>")))


class _Remembering(OxigraphEngine):
    """The engine, with its last answers: what was asked for a page in one language is asked again for the other."""

    def __init__(self, store: ox.Store) -> None:
        super().__init__(store)
        self._remembered = lru_cache(_ANSWERS_KEPT)(super().select)

    def select(self, query: str) -> Table:
        """See `Engine`."""
        return self._remembered(query)
