"""The shapes under `ontology/shapes/`: the graph an engine reads, and what each shape says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from avggraph import resources
from avggraph.errors import KnowledgeError, UsageError, Where
from avggraph.validate.finding import Severity
from avggraph.validate.path import property_path

_SEVERITIES = {SH.Info: Severity.INFO, SH.Warning: Severity.WARNING, SH.Violation: Severity.VIOLATION}


@dataclass(frozen=True, slots=True)
class Shape:
    """One check: its IRI and what it tells a reader, in Dutch and in English.

    `article` is the place in the GDPR (or in the graph model) the check rests on, `advice_*` how to mend
    what it finds, `path` its property path in SPARQL notation.
    """

    iri: str
    severity: Severity
    path: str | None
    name_nl: str
    name_en: str
    message_nl: str
    message_en: str
    advice_nl: str
    advice_en: str
    article: str


@dataclass(frozen=True, slots=True)
class ShapeSet:
    """A shapes graph and its shapes by IRI. The graph is for reading only."""

    graph: Graph
    shapes: Mapping[str, Shape]


def shape_files() -> Mapping[str, Path]:
    """Give the shipped shape files by name.

    >>> sorted(shape_files())
    ['completeness', 'signals', 'structure']
    """
    return {path.stem: path for path in sorted(resources.ontology("shapes").glob("*.ttl"))}


@cache
def shipped_shapes(*names: str) -> ShapeSet:
    """Load the shipped shape files `names`, all of them where no name is given.

    Raises UsageError for a name that is not in `shape_files`.

    >>> shape = shipped_shapes("completeness").shapes["https://w3id.org/avggraph/shape#RetentionStated"]
    >>> shape.article, shape.message_nl
    ('AVG art. 30(1)(f)', 'Bij deze gegevens staat geen bewaartermijn.')
    """
    files = shape_files()
    for name in names:
        if name not in files:
            raise UsageError(f"There are no shapes named {name!r}.", advice=f"Choose from: {', '.join(files)}.")
    return load_shapes(*(files[name] for name in names or files))


def load_shapes(*paths: Path) -> ShapeSet:
    """Load shapes from Turtle files.

    Raises KnowledgeError where a file is no Turtle or a shape lacks a name, message, advice, severity or source.
    """
    graph = Graph()
    shapes: dict[str, Shape] = {}
    for path in paths:
        part = Graph()
        try:
            part.parse(path, format="turtle")
        except (OSError, SyntaxError) as error:  # rdflib's BadSyntax is a SyntaxError
            raise KnowledgeError(f"The shapes cannot be read: {error}.", where=Where(str(path))) from error
        graph += part
        for node in sorted(_named_shapes(part)):
            shapes[str(node)] = _read_shape(part, node, Where(str(path), field=str(node)))
    return ShapeSet(graph, MappingProxyType(shapes))


def _named_shapes(graph: Graph) -> set[URIRef]:
    kinds = (SH.NodeShape, SH.PropertyShape)
    return {node for kind in kinds for node in graph.subjects(RDF.type, kind) if isinstance(node, URIRef)}


def _read_shape(graph: Graph, node: URIRef, where: Where) -> Shape:
    severity = graph.value(node, SH.severity)
    if not isinstance(severity, URIRef) or severity not in _SEVERITIES:
        raise KnowledgeError("The shape has no sh:severity that SHACL knows.", where=where)
    articles = [str(source) for source in graph.objects(node, DCTERMS.source) if isinstance(source, Literal)]
    if len(articles) != 1:
        raise KnowledgeError("The shape does not name its article once, as text, in dct:source.", where=where)
    path = graph.value(node, SH.path)
    return Shape(
        iri=str(node),
        severity=_SEVERITIES[severity],
        path=None if path is None else property_path(graph, path),
        name_nl=_text(graph, node, SH.name, "nl", where),
        name_en=_text(graph, node, SH.name, "en", where),
        message_nl=_text(graph, node, SH.message, "nl", where),
        message_en=_text(graph, node, SH.message, "en", where),
        advice_nl=_text(graph, node, SH.description, "nl", where),
        advice_en=_text(graph, node, SH.description, "en", where),
        article=articles[0],
    )


def _text(graph: Graph, node: Node, predicate: URIRef, language: str, where: Where) -> str:
    texts = [
        str(text) for text in graph.objects(node, predicate) if isinstance(text, Literal) and text.language == language
    ]
    if len(texts) != 1:
        raise KnowledgeError(f"The shape has no single {predicate.n3()} in {language!r}.", where=where)
    return texts[0]
