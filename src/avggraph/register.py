"""A register to ask from Python: its questions, their answers, its network, and the words its statements rest on."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Self

from avggraph.errors import QueryError, StoreError
from avggraph.query import (
    Catalogue,
    EndpointEngine,
    Engine,
    Form,
    Iri,
    Literal,
    OxigraphEngine,
    SavedQuery,
    Table,
    answer,
    bind,
    find_query,
    form_of,
    load_catalogue,
    own_query,
    read_dataset,
    read_query,
    with_labels,
)
from avggraph.remote import Address, credentials_for
from avggraph.store import Output, open_output
from avggraph.store.output import GRAPH

if TYPE_CHECKING:
    import rdflib

    from avggraph.compare import Changes
    from avggraph.diagram import Diagram
    from avggraph.network import Network

Value = str | bool | int | date | Iri | Literal
"""What a parameter may be given; for several, any iterable of them. None leaves it as it is."""

# RFC 5147: a range of characters, counted from 0, its end exclusive.
_WORDS = re.compile(r"(?P<source>[^#]*)#char=(?P<start>[0-9]+),(?P<end>[0-9]+)")
_SPARQL = re.compile(r"[{\s]")


@dataclass(frozen=True, slots=True, repr=False)
class Register:
    """A register's graph. `engine` answers its questions; `output` is the build's folder, `None` for a remote graph.

    `avggraph.load` opens one, `avggraph.connect` an endpoint.
    """

    engine: Engine
    catalogue: Catalogue
    output: Output | None = None

    def query(self, question: str | Path, /, **parameters: Value | Iterable[Value] | None) -> Table:
        """Answer a question: the name of a saved one, the path of a file (`.rq`), or SPARQL itself.

        A parameter takes one value or several ("or"); a hyphen in its name is written as an underscore, and a name
        that is a word of Python has an underscore behind it: `from_="BZK"`. Raises `QueryError` for a question or a
        parameter that is not there, and for one that asks for RDF: that is for `construct`.
        """
        found = answer(self.engine, self.sparql(question, **parameters))
        self._warn()
        if isinstance(found, str):
            raise QueryError("Deze vraag geeft RDF en geen tabel.", advice="Gebruik construct(…).")
        return found

    def construct(self, question: str | Path, /, **parameters: Value | Iterable[Value] | None) -> str:
        """Answer a question that asks for RDF (CONSTRUCT, DESCRIBE), as Turtle; see `query`."""
        text = self.sparql(question, **parameters)
        if form_of(text) in (Form.SELECT, Form.ASK):
            raise QueryError("Deze vraag geeft een tabel en geen RDF.", advice="Gebruik query(…).")
        found = self.engine.construct(text)
        self._warn()
        return found

    def sparql(self, question: str | Path, /, **parameters: Value | Iterable[Value] | None) -> str:
        """Give a question as it is asked, its parameters filled in: who cites an answer can cite this with it."""
        saved = self._saved(question)
        given = {_parameter_name(name): tuple(_texts(value)) for name, value in parameters.items() if value is not None}
        return bind(saved, given, self.catalogue, self.engine)

    def labelled(self, table: Table, language: str = "nl") -> Table:
        """Put the names of things beside their IRIs: behind `organisation` comes `organisationLabel`."""
        return with_labels(table, self.engine, language)

    @property
    def queries(self) -> Table:
        """The saved questions: name, question, parameters and description."""
        return Table(
            ("name", "question", "parameters", "description"),
            tuple(
                (
                    Literal(name),
                    Literal.of_language(saved.question, "nl"),
                    Literal(", ".join(parameter.name for parameter in saved.parameters)),
                    Literal.of_language(saved.description, "nl"),
                )
                for name, saved in self.catalogue.items()
            ),
        )

    @property
    def records(self) -> Table:
        """The records of the register: the answer to the saved question `records`."""
        return self.query("records")

    def network(self) -> Network:
        """Give the network of organisations, a `networkx.MultiDiGraph`; see `avggraph.network.network_of`."""
        from avggraph.network import network_of  # noqa: PLC0415 - networkx only when asked for

        return network_of(self.engine, self.catalogue)

    def diagram(self, reference: str, *, language: str = "nl") -> Diagram:
        """Draw up the data-flow diagram of a record, by its register number; `avggraph.diagram` renders and selects.

        An endpoint has no documents: the flows cite places there, and no words.
        """
        from avggraph.diagram import diagram_of  # noqa: PLC0415

        texts, on = (self.output.documents, self.output.date) if self.output else ({}, "")
        return diagram_of(self.engine, reference, language=language, texts=texts, date=on)

    def changes_since(self, earlier: Register) -> Changes:
        """Tell which records came, went and changed since an earlier build of the register, field by field."""
        from avggraph.compare import changes_between  # noqa: PLC0415

        return changes_between(earlier._built(), self._built())

    def close(self) -> None:
        """Close the connection with an endpoint; a build needs none of it. A `with` block does it at its end."""
        if isinstance(self.engine, EndpointEngine):
            self.engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---------------------------------------------------------------- the build

    def dataset(self) -> rdflib.Dataset:
        """Read the graph as an rdflib dataset whose default graph is the union of its named graphs.

        rdflib rewrites literals as it reads ("P12M" becomes "P1Y") unless told not to, for the whole process: this
        turns that off while reading, so that the words of the graph are kept.
        """
        return read_dataset(self._built().folder / GRAPH)

    def text(self, source: str | Iri) -> str:
        """Give the text of a source document, as published, by its IRI or the IRI of words in it."""
        sha256 = str(source).partition("#")[0].rpartition("/")[2]
        try:
            return self._built().text(sha256)
        except OSError as error:
            raise StoreError(
                f"Bij {source} hoort geen tekst in deze graaf.", advice="Geef de IRI van een brondocument."
            ) from error

    def quote(self, words: str | Iri) -> str:
        """Give the words that a `prov:wasQuotedFrom` points to (RFC 5147)."""
        found = _WORDS.fullmatch(str(words))
        if not found:
            raise QueryError(
                f"{str(words)!r} wijst geen woorden aan.", advice="Geef een IRI die eindigt op #char=begin,eind."
            )
        start, end = int(found["start"]), int(found["end"])
        text = self.text(found["source"])
        if not start <= end <= len(text):
            raise QueryError(f"{words} wijst voorbij het eind van de tekst, die {len(text)} tekens heeft.")
        return text[start:end]

    def _warn(self) -> None:
        """Warn of what a reader of an endpoint's answers must know: cut off, or with values not to be trusted."""
        for notice in self.engine.notices if isinstance(self.engine, EndpointEngine) else ():
            warnings.warn(notice, stacklevel=3)

    def _built(self) -> Output:
        if self.output is None:
            raise StoreError(
                "Dit register is een endpoint: de teksten en bestanden van de build zijn er niet.",
                advice="Open de map van een build met avggraph.load(…).",
            )
        return self.output

    def _saved(self, question: str | Path) -> SavedQuery:
        if isinstance(question, Path) or question.endswith(".rq"):
            return read_query(Path(question))
        if _SPARQL.search(question):
            return own_query(question)
        return find_query(self.catalogue, question)

    def __repr__(self) -> str:
        return f"<Register: {self._described()}>"

    def _repr_html_(self) -> str:
        return f"<p><b>Register</b>: {escape(self._described())}</p>"

    def _described(self) -> str:
        if self.output is None:
            return "endpoint"
        return f"{self.output.folder.name}, {self.output.manifest['records']} verwerkingen"


def open_register(folder: Path) -> Register:
    """Open a build. Raises `StoreError` where the folder holds none."""
    output = open_output(folder)
    return Register(OxigraphEngine(output.open_store()), load_catalogue(), output)


def connected_register(endpoint: str, *, timeout: float, union: str) -> Register:
    """Open an endpoint; see `avggraph.connect`."""
    credentials = credentials_for(Address.parse(endpoint), os.environ)
    engine = EndpointEngine(endpoint, credentials=credentials, timeout=timeout, union=union)
    return Register(engine, load_catalogue())


def _parameter_name(name: str) -> str:
    return name.removesuffix("_").replace("_", "-")


def _texts(value: Value | Iterable[Value]) -> Iterable[str]:
    match value:
        case bool():
            yield str(value).lower()
        case date():
            yield value.isoformat()
        case str() | int() | Iri() | Literal():
            yield str(value)
        case Iterable():
            for each in value:
                yield from _texts(each)
        case _:
            raise QueryError(
                f"{value!r} kan geen waarde van een parameter zijn.",
                advice="Geef tekst, een geheel getal, ja of nee (bool), een datum of een IRI.",
            )
