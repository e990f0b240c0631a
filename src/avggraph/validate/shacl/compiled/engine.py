"""Run the compiled shapes on a shard."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from avggraph.graph.terms import Term
from avggraph.validate.shacl.compiled.shape import Compiler, RunningShape, Target
from avggraph.validate.shacl.result import Result
from avggraph.validate.shacl.triples import Triples
from avggraph.validate.shapes.shape_set import ShapeSet


def compiled_results(data: Triples, shapes: ShapeSet) -> Iterator[Result]:
    """Validate `data` with the compiled shapes. Raises KnowledgeError where the shapes cannot be compiled.

    >>> from avggraph.graph.terms import AVG, RDF
    >>> from avggraph.validate.shapes.shape_set import shipped_shapes
    >>> record = Triples([("<urn:v>", RDF.type, AVG.ProcessorRecord, "")])
    >>> results = compiled_results(record, shipped_shapes("completeness"))
    >>> sorted(result.shape.rpartition("#")[2] for result in results)[:2]
    ['OnBehalfOfStated', 'ProcessingCategoryStated']
    """
    focus_nodes: dict[tuple[Target, ...], Collection[Term]] = {}
    for shape in _compiled(shapes.index):
        if shape.targets not in focus_nodes:
            focus_nodes[shape.targets] = shape.focus_nodes(data)
        for focus in focus_nodes[shape.targets]:
            if not shape.conforms(data, focus):
                yield from shape.results(data, focus)


@lru_cache(maxsize=8)
def _compiled(shapes: Triples) -> Sequence[RunningShape]:
    return Compiler(shapes).targeted()
