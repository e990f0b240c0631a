"""Run the compiled shapes on a shard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from avggraph.validate.compiled.shape import Compiler, RunningShape
from avggraph.validate.result import Result
from avggraph.validate.shapes import ShapeSet
from avggraph.validate.triples import Triples


def compiled_results(data: Triples, shapes: ShapeSet) -> Iterator[Result]:
    """Validate `data` with the compiled shapes. Raises KnowledgeError where the shapes cannot be compiled.

    >>> from avggraph.graph.terms import AVG, RDF
    >>> from avggraph.validate.shapes import shipped_shapes
    >>> record = Triples([("<urn:v>", RDF.type, AVG.ProcessorRecord, "")])
    >>> results = compiled_results(record, shipped_shapes("completeness"))
    >>> sorted(result.shape.rpartition("#")[2] for result in results)[:2]
    ['OnBehalfOfStated', 'ProcessingCategoryStated']
    """
    for shape in _compiled(shapes.index):
        for focus in shape.focus_nodes(data):
            yield from shape.results(data, focus)


@lru_cache(maxsize=8)
def _compiled(shapes: Triples) -> Sequence[RunningShape]:
    return Compiler(shapes).targeted()
