"""Shapes of others: the official SHACL files, named throughout and explained as far as they explain themselves."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from avggraph.errors import KnowledgeError, Where
from avggraph.graph.terms import OWL, RDFS, SH, Namespace, Quad, Term, iri
from avggraph.validate.finding import Severity, short_name
from avggraph.validate.shacl.literals import parts
from avggraph.validate.shacl.path import read_path, step_names
from avggraph.validate.shacl.triples import Triples
from avggraph.validate.shacl.turtle import read_turtle
from avggraph.validate.shapes.shape_set import Shape, ShapeSet, severities_of

_NO_CHANGE: Mapping[str, str] = MappingProxyType({})

# Where DCAT-AP puts the messages of its shapes.
_EUSH = Namespace("https://purl.eu/ns/shacl#")
SHAPE = Namespace("https://w3id.org/avggraph/shape#")
_TARGETS = (SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)


def load_official_shapes(paths: Sequence[Path], title: str, namespaces: Mapping[str, str] = _NO_CHANGE) -> ShapeSet:
    """Load shapes from Turtle files of others; `title` stands in findings where our own shapes name an article.

    A property shape without a name of its own gets one below the shape that holds it, another shape without one gets
    one after what it says: the same in each run. A shape without messages leaves them empty. No owl:imports is
    followed. `namespaces` gives today's name of those that have another now.
    Raises KnowledgeError where a file is no Turtle, or none has a shape with a target.
    """
    digest = hashlib.sha256()
    quads: list[Quad] = []
    for path in paths:
        quads += (_renamed(quad, namespaces) for quad in read_turtle(path) if quad[1] != OWL.imports)
        digest.update(path.read_bytes())
    graph = Triples(_named(quads))
    if not _targeted(graph):
        raise KnowledgeError("Hierin staat geen vorm met een doel (sh:targetClass …).", where=Where(str(paths[0])))
    shapes = {node[1:-1]: _read(graph, node, title) for node in _reporting(graph) if node.startswith("<")}
    return ShapeSet(graph, MappingProxyType(dict(sorted(shapes.items()))), digest.hexdigest())


def _renamed(quad: Quad, namespaces: Mapping[str, str]) -> Quad:
    """Write the namespaces of a quad as they are called today, also where a query names them."""
    subject, predicate, value, graph = quad
    for old, new in namespaces.items():
        subject, predicate, value = (each.replace(old, new) for each in (subject, predicate, value))
    return subject, predicate, value, graph


def _named(quads: list[Quad]) -> Iterator[Quad]:
    """Give the quads with an IRI for each shape that can report and was a blank node."""
    graph = Triples(quads)
    names = {node: _by_content(graph, node) for node in _targeted(graph) if node.startswith("_:")}
    waiting = sorted({*names, *(quad[0] for quad in quads if quad[1] == SH.property and quad[0].startswith("<"))})
    while waiting:
        holder = waiting.pop()
        within = names.get(holder, holder)
        unnamed: defaultdict[str, list[Term]] = defaultdict(list)
        for node in graph.objects(holder, SH.property):
            if node.startswith("_:") and node not in names:
                unnamed[_local_path(graph, node)].append(node)
        for local, nodes in sorted(unnamed.items()):
            for number, node in enumerate(sorted(nodes, key=lambda each: _content(graph, each)), start=1):
                names[node] = iri(f"{within[1:-1]}-{local}" + (f"-{number}" if len(nodes) > 1 else ""))
                waiting.append(node)
    for subject, predicate, value, place in quads:
        yield names.get(subject, subject), predicate, names.get(value, value), place


def _by_content(graph: Triples, node: Term) -> Term:
    return SHAPE[f"vorm-{hashlib.sha256(_content(graph, node).encode()).hexdigest()[:12]}"]


def _local_path(graph: Triples, node: Term) -> str:
    """Give the last parts of the properties of a shape's path, such as "hasPurpose"."""
    text = "".join(read_path(graph, path).text for path in graph.objects(node, SH.path))
    return "-".join(step_names(text)) or "property"


def _content(graph: Triples, node: Term, depth: int = 4) -> str:
    """Write what a blank node says, for an order among several that does not depend on their labels."""
    if not node.startswith("_:") or not depth:
        return node.partition(":")[0] if node.startswith("_:") else node
    said = sorted(
        f"{predicate} {_content(graph, value, depth - 1)}"
        for predicate in graph.predicates(node)
        for value in graph.objects(node, predicate)
    )
    return f"[{'; '.join(said)}]"


def _reporting(graph: Triples) -> list[Term]:
    """Give the shapes that can be the source of a result: those with a target, and the property shapes they hold."""
    found = _targeted(graph)
    found |= {node for kind in (SH.NodeShape, SH.PropertyShape) for node in graph.instances(kind)}
    found |= set(graph.objects_of(SH.property))
    return sorted(found)


def _targeted(graph: Triples) -> set[Term]:
    """Give the shapes with a target; a shape that is a class is about its own instances (SHACL, section 2.1.3.3)."""
    shapes = (node for kind in (SH.NodeShape, SH.PropertyShape) for node in graph.instances(kind))
    classes = {node for node in shapes if graph.is_instance(node, RDFS.Class)}
    return classes | {node for predicate in _TARGETS for node in graph.subjects_of(predicate)}


def _read(graph: Triples, node: Term, title: str) -> Shape:
    holders = list(graph.subjects(SH.property, node))
    severities = severities_of(graph, node)
    paths = [read_path(graph, path).text for path in graph.objects(node, SH.path)]
    messages = _spoken(graph, [node], SH.message, _EUSH.message)
    names = _spoken(graph, [node, *holders], SH.name)
    advice = _spoken(graph, [node, *holders], SH.description)
    local = short_name(next(iter(holders), node)[1:-1])

    def said(texts: Mapping[str, str], language: str, otherwise: str) -> str:
        return texts.get(language) or next(iter(texts.values()), otherwise)

    return Shape(
        iri=node[1:-1],
        severity=min(severities, default=Severity.VIOLATION),
        path=next(iter(paths), None),
        name_nl=said(names, "nl", local),
        name_en=said(names, "en", local),
        message_nl=said(messages, "nl", ""),
        message_en=said(messages, "en", ""),
        advice_nl=said(advice, "nl", ""),
        advice_en=said(advice, "en", ""),
        article=title,
    )


def _spoken(graph: Triples, nodes: Sequence[Term], *predicates: Term) -> dict[str, str]:
    """Give the texts of the first of the nodes that has any, by language; several in one language are joined."""
    for node in nodes:
        texts: defaultdict[str, list[str]] = defaultdict(list)
        for each in sorted(value for predicate in predicates for value in graph.objects(node, predicate)):
            if text := parts(each):
                texts[text.language.partition("-")[0]].append(" ".join(text.lexical.split()))
        if texts:
            return {language: " ".join(said) for language, said in texts.items()}
    return {}
