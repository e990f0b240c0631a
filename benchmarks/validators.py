"""The SHACL engines that `benchmarks.validation` measures, each from files on disk to its results as rows.

Our own are those of `avggraph.validate.ENGINES`, so a new one is measured as soon as it is there. Others are measured
where they can be imported; none is a dependency of the project. Each is given the data in the form it takes fastest,
and shapes it reads itself.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
from rdflib import Graph

from avggraph.errors import KnowledgeError
from avggraph.graph.terms import SH, Term, literal
from avggraph.store import open_output
from avggraph.validate import ENGINES, Finding, load_shapes
from avggraph.validate.engine import quads_of_lines
from avggraph.validate.shacl.path import read_path
from avggraph.validate.shacl.rdflib_terms import quads_of
from avggraph.validate.shacl.result import Result
from avggraph.validate.shacl.triples import Triples
from avggraph.validation import validated


@dataclass(frozen=True, slots=True)
class Data:
    """The data of one size in a folder: the build, the union of its graphs as N-Triples, and the shapes in one file."""

    folder: Path

    @property
    def build(self) -> Path:
        """The folder that `avggraph build` wrote."""
        return self.folder / "build"

    @property
    def triples(self) -> Path:
        """Each triple of the build's graphs once."""
        return self.folder / "union.nt"

    @property
    def shapes(self) -> Path:
        """All shapes, in Turtle."""
        return self.folder / "shapes.ttl"


Rows = set[Result]


@dataclass(frozen=True, slots=True)
class Validator:
    """An engine and a way to use it. Loading and validating are timed, importing and the making of rows are not.

    `whole`: it needs no build, but the graph alone.
    """

    name: str
    distribution: str
    module: str
    load: Callable[[Data], Any]
    validate: Callable[[Any, Data], Any]
    rows: Callable[[Any, Data], Rows]
    whole: bool = True


def validators() -> Mapping[str, Validator]:
    """Give by name what can be measured here; "pySHACL" comes first, for the others are held against it."""
    own = [one for engine in ENGINES for one in _own(engine)]
    peers = [peer for peer in _PEERS if find_spec(peer.module)]
    return {each.name: each for each in (_PYSHACL, *own, *peers)}


# ---------------------------------------------------------------- rows


def rows_of_report(report: Graph, _data: Data | None = None) -> Rows:
    """Read the results of a validation report; those below `sh:detail` are not its own."""
    found = Triples(quads_of(report))
    return {
        _row(found, result)
        for validation in found.instances(SH.ValidationReport)
        for result in found.objects(validation, SH.result)
    }


def _row(report: Triples, result: Term) -> Result:
    def one(predicate: Term) -> Term | None:
        return next(iter(report.objects(result, predicate)), None)

    path = one(SH.resultPath)
    return Result(
        focus=one(SH.focusNode) or "",
        path=None if path is None else _path(report, path),
        value=one(SH.value),
        component=(one(SH.sourceConstraintComponent) or "")[1:-1],
        shape=(one(SH.sourceShape) or "")[1:-1],
        severity=one(SH.resultSeverity) or "",
        messages=tuple(sorted(report.objects(result, SH.resultMessage))),
    )


def _path(report: Triples, path: Term) -> str:
    try:
        return read_path(report, path).text
    except KnowledgeError:
        return "not said"


def _as_they_are(results: Rows, _data: Data) -> Rows:
    return results


def _rows_of_findings(findings: Iterable[Finding], _data: Data) -> Rows:
    return {
        Result(
            focus=one.focus,
            path=one.path,
            value=one.value,
            component=one.component,
            shape=one.shape,
            severity=SH[one.severity.label.capitalize()],
            messages=tuple(sorted((literal(one.message_nl, lang="nl"), literal(one.message_en, lang="en")))),
        )
        for one in findings
    }


# ---------------------------------------------------------------- our own engines


def _own(engine: str) -> Iterator[Validator]:
    """Give an engine of ours as a build uses it, record by record or in shards, and on the whole graph at once."""

    def records(store: ox.Store, data: Data) -> tuple[Finding, ...]:
        return validated(store, open_output(data.build).naming, shapes=load_shapes(data.shapes), engine=engine)

    def whole(triples: Triples, data: Data) -> Rows:
        return set(ENGINES[engine](triples, load_shapes(data.shapes)))

    yield Validator(f"avggraph {engine}", "avggraph", "avggraph", _store, records, _rows_of_findings, False)
    if engine != "pyshacl":  # on the whole graph it is pySHACL as shipped
        yield Validator(f"avggraph {engine}, whole graph", "avggraph", "avggraph", _triples, whole, _as_they_are)


def _triples(data: Data) -> Triples:
    return Triples(quads_of_lines(data.triples.open(encoding="utf-8")))


def _store(data: Data) -> Any:
    store = ox.Store()
    store.bulk_load(path=data.build / "graph.nq", format=ox.RdfFormat.N_QUADS)
    return store


# ---------------------------------------------------------------- pySHACL and its peers


def _graph(data: Data) -> Graph:
    rdflib.NORMALIZE_LITERALS = False  # else rdflib rewrites "P12M" as "P1Y"
    return Graph().parse(data.triples, format="nt")


def _nothing(_data: Data) -> None:
    """Load nothing: the engine reads the file itself."""


def _pyshacl(graph: Graph, data: Data) -> Graph:
    pyshacl: Any = importlib.import_module("pyshacl")
    _conforms, report, _text = pyshacl.validate(graph, shacl_graph=Graph().parse(data.shapes), inplace=True)
    return _report(report)


def _turbo(store: Any, data: Data) -> Graph:
    turbo: Any = importlib.import_module("pyshacl_turbo")
    _conforms, report, _text = turbo.validate(store, shacl_graph=str(data.shapes), shacl_graph_format="turtle")
    return _report(report)


def _triple_store(data: Data) -> Any:
    store = ox.Store()
    store.bulk_load(path=data.triples, format=ox.RdfFormat.N_TRIPLES)
    return store


def _shifty(_loaded: None, data: Data) -> Graph:
    shifty: Any = importlib.import_module("shifty")
    rdflib.NORMALIZE_LITERALS = False
    _conforms, report, _text = shifty.validate(data.triples, data.shapes)
    return _report(report)


def _rudof_data(data: Data) -> Any:
    rudof: Any = importlib.import_module("pyrudof")
    session = rudof.Rudof(rudof.RudofConfig())
    session.read_data(data.triples, format=rudof.RDFFormat.NTriples)
    return session


def _rudof(session: Any, data: Data) -> str:
    rudof: Any = importlib.import_module("pyrudof")
    session.read_shacl(data.shapes)
    session.validate_shacl()
    return str(session.serialize_shacl_validation_results(rudof.ResultShaclValidationFormat.NTriples))


def _rows_of_text(report: str, _data: Data) -> Rows:
    rdflib.NORMALIZE_LITERALS = False
    return rows_of_report(Graph().parse(data=report, format="nt"))


def _maplib_data(data: Data) -> Any:
    maplib: Any = importlib.import_module("maplib")
    model = maplib.Model()
    model.read(str(data.triples), format="ntriples")
    model.read(str(data.shapes), format="turtle", graph="urn:shapes")
    return model


def _maplib(model: Any, _data: Data) -> str:
    model.validate(shape_graph="urn:shapes", report_graph="urn:report")
    return str(model.writes(format="ntriples", graph="urn:report"))


def _report(report: object) -> Graph:
    if not isinstance(report, Graph):
        raise KnowledgeError(f"There is no report: {report}")
    return report


_PYSHACL = Validator("pySHACL", "pyshacl", "pyshacl", _graph, _pyshacl, rows_of_report)
_PEERS = (
    Validator("pyshacl-turbo", "pyshacl-turbo", "pyshacl_turbo", _triple_store, _turbo, rows_of_report),
    Validator("pyshifty", "pyshifty", "shifty", _nothing, _shifty, rows_of_report),
    Validator("pyrudof", "pyrudof", "pyrudof", _rudof_data, _rudof, _rows_of_text),
    Validator("maplib", "maplib", "maplib", _maplib_data, _maplib, _rows_of_text),
)
