"""The shapes under `ontology/shapes/`: the graph an engine reads, and what each shape says about itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pyoxigraph as ox

from avggraph import resources
from avggraph.errors import KnowledgeError, UsageError, Where
from avggraph.graph.terms import DCT, RDF, SH, Quad, Term
from avggraph.validate.finding import Finding, Severity, short_name
from avggraph.validate.shacl.literals import parts
from avggraph.validate.shacl.path import read_path, step_names
from avggraph.validate.shacl.triples import Triples
from avggraph.validate.shacl.turtle import read_turtle
from avggraph.validate.shapes.components import sentence

if TYPE_CHECKING:
    from rdflib import Graph

_SEVERITIES = {severity.term: severity for severity in Severity}


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

    def finding(
        self,
        *,
        focus: Term,
        path: str | None,
        value: Term | None,
        component: str,
        messages: Iterable[Term],
        record: str | None,
        reference: str | None,
        quotes: tuple[str, ...],
    ) -> Finding:
        """Explain a result of this shape; messages of the result's own go before the shape's."""
        said = {text.language: text.lexical for each in messages if (text := parts(each))}
        own = {language: said.get(language) or said.get("") for language in ("nl", "en")}
        asked = "".join(f" ({name})" for name in step_names(path or "")[-1:])
        return Finding(
            severity=self.severity,
            shape=self.iri,
            focus=focus,
            path=path,
            value=value,
            component=component,
            message_nl=own["nl"] or self.message_nl or f"{self.name_nl}{asked}: {sentence(component, 'nl')}",
            message_en=own["en"] or self.message_en or f"{self.name_en}{asked}: {sentence(component, 'en')}",
            advice_nl=self.advice_nl,
            advice_en=self.advice_en,
            article=self.article,
            record=record,
            reference=reference,
            quotes=quotes,
        )


@dataclass(frozen=True, slots=True)
class ShapeSet:
    """A shapes graph and the shapes that can report, by IRI. The graph is for reading only.

    `digest` is the same for the same files and no other.
    """

    index: Triples
    shapes: Mapping[str, Shape]
    digest: str = ""

    @property
    def graph(self) -> Graph:
        """The shapes graph as rdflib has it, for pySHACL."""
        return _rdflib(self.index)

    def idle(self, store: ox.Store) -> Iterator[tuple[str, str]]:
        """Give the shapes with a class or property as target that a store does not have: name and target, sorted."""
        wanted: tuple[tuple[Term, ox.NamedNode | None], ...] = (
            (SH.targetClass, ox.NamedNode(RDF.type[1:-1])),
            (SH.targetSubjectsOf, None),
            (SH.targetObjectsOf, None),
        )
        for predicate, kind in wanted:
            for shape in sorted(self.index.subjects_of(predicate)):
                for target in sorted(self.index.objects(shape, predicate)):
                    node = ox.NamedNode(target[1:-1])
                    found = store.quads_for_pattern(None, kind or node, node if kind else None)
                    if next(iter(found), None) is None:
                        yield short_name(shape[1:-1]), target[1:-1]

    @property
    def uses_sparql(self) -> bool:
        """Whether a shape has a SPARQL-based constraint, which needs a store."""
        return next(self.index.subjects_of(SH.sparql), None) is not None


@cache
def _rdflib(index: Triples) -> Graph:
    from avggraph.validate.shacl.rdflib_terms import rdflib_graph  # noqa: PLC0415 - only pySHACL needs it

    return rdflib_graph((*triple, "") for triple in index.triples())


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
    return _together(_shipped(files[name]) for name in names or files)


def load_shapes(*paths: Path) -> ShapeSet:
    """Load shapes from Turtle files.

    Raises KnowledgeError where a file is no Turtle or a shape lacks a name, message, advice, severity or source.
    """
    return _together(map(_part, paths))


_Part = tuple[Sequence[Quad], Mapping[str, Shape], bytes]
"""The quads of a file of shapes, its shapes, and its bytes."""


def _part(path: Path) -> _Part:
    quads = tuple(read_turtle(path))
    graph = Triples(quads)
    shapes = {
        node[1:-1]: _read_shape(graph, node, Where(str(path), field=node[1:-1]))
        for kind in (SH.NodeShape, SH.PropertyShape)
        for node in graph.instances(kind)
        if node.startswith("<")
    }
    return quads, shapes, path.read_bytes()


# Those of one file are asked for beside those of all.
@cache
def _shipped(path: Path) -> _Part:
    return _part(path)


def _together(parts: Iterable[_Part]) -> ShapeSet:
    digest = hashlib.sha256()
    quads: list[Quad] = []
    shapes: dict[str, Shape] = {}
    for stated, named, turtle in parts:
        quads += stated
        shapes.update(named)
        digest.update(turtle)
    return ShapeSet(Triples(quads), MappingProxyType(dict(sorted(shapes.items()))), digest.hexdigest())


def merged(first: ShapeSet, second: ShapeSet) -> ShapeSet:
    """Put two sets of shapes together; where both have a shape of one name, its triples are those of both."""
    quads = ((*triple, "") for triple in (*first.index.triples(), *second.index.triples()))
    return ShapeSet(
        Triples(quads),
        MappingProxyType(dict(sorted({**second.shapes, **first.shapes}.items()))),
        hashlib.sha256(f"{first.digest} {second.digest}".encode()).hexdigest(),
    )


def severities_of(graph: Triples, node: Term) -> list[Severity]:
    """Give the severities that a shape states, of those that SHACL knows (section 2.1.4)."""
    return [_SEVERITIES[each] for each in graph.objects(node, SH.severity) if each in _SEVERITIES]


def _read_shape(graph: Triples, node: Term, where: Where) -> Shape:
    severities = severities_of(graph, node)
    if len(severities) != 1:
        raise KnowledgeError("The shape has no sh:severity that SHACL knows.", where=where)
    articles = [text.lexical for source in graph.objects(node, DCT.source) if (text := parts(source))]
    if len(articles) != 1:
        raise KnowledgeError("The shape does not name its article once, as text, in dct:source.", where=where)
    paths = graph.objects(node, SH.path)
    return Shape(
        iri=node[1:-1],
        severity=severities[0],
        path=read_path(graph, *paths).text if paths else None,
        name_nl=_text(graph, node, SH.name, "nl", where),
        name_en=_text(graph, node, SH.name, "en", where),
        message_nl=_text(graph, node, SH.message, "nl", where),
        message_en=_text(graph, node, SH.message, "en", where),
        advice_nl=_text(graph, node, SH.description, "nl", where),
        advice_en=_text(graph, node, SH.description, "en", where),
        article=articles[0],
    )


def _text(graph: Triples, node: Term, predicate: Term, language: str, where: Where) -> str:
    texts = [
        text.lexical for each in graph.objects(node, predicate) if (text := parts(each)) and text.language == language
    ]
    if len(texts) != 1:
        raise KnowledgeError(f"The shape has no single {predicate} in {language!r}.", where=where)
    return texts[0]
