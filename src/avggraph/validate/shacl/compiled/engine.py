"""Run the compiled shapes on a shard."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

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
    selected: dict[Target, Collection[Term]] = {}
    for targets, together in _compiled(shapes.index).items():
        for target in targets:
            if target not in selected:
                selected[target] = tuple(target.select(data, target.term))
        nodes = dict.fromkeys(chain.from_iterable(selected[target] for target in targets))
        if nodes:
            for shape in together:
                for focus in shape.failing(data, nodes):
                    yield from shape.results(data, focus)


@lru_cache(maxsize=8)
def _compiled(shapes: Triples) -> Mapping[tuple[Target, ...], Sequence[RunningShape]]:
    """Give the shapes by what they are about: those with the same targets judge the same nodes."""
    found: dict[tuple[Target, ...], list[RunningShape]] = {}
    for shape in Compiler(shapes).targeted():
        found.setdefault(shape.targets, []).append(shape)
    return found
