"""The union of all named graphs as default graph: which servers give it how, and which way this one knows.

SPARQL 1.1 leaves it to a server what its default graph holds. Many keep it apart from the named graphs: a question
to such a server finds nothing, and says nothing. So a way counts only when it was seen to work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from avggraph.errors import EndpointError, QueryError, Where
from avggraph.query.table import Iri, Table

Parameters = tuple[tuple[str, str], ...]
"""Parameters of a query operation (SPARQL 1.1 Protocol, section 2.1) beside the query."""

AUTO = "auto"

# One statement with names only, since names are what every server keeps; the first that come, of any named graph.
_SAMPLE = "SELECT ?g ?s ?type WHERE { GRAPH ?g { ?s a ?type } FILTER(ISIRI(?s) && ISIRI(?type)) } LIMIT 1000"
_SAMPLED_GRAPHS = 8
_GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
_ANYTHING = "ASK { ?s ?p ?o }"


@dataclass(frozen=True, slots=True)
class UnionWay:
    """A way to ask for the union. `description` is Dutch; `parameters` makes them from all graphs' IRIs.

    `needs_graphs` tells whether the graphs must be listed first, `verified` whether the way has to prove itself.
    """

    name: str
    description: str
    parameters: Callable[[Sequence[str]], Parameters]
    needs_graphs: bool = False
    verified: bool = True


def _each_graph(graphs: Sequence[str]) -> Parameters:
    # A dataset that is described has only the named graphs it names (SPARQL 1.1 Protocol, section 2.1.4).
    return tuple((name, graph) for name in ("default-graph-uri", "named-graph-uri") for graph in graphs)


UNIONS: Mapping[str, UnionWay] = {
    way.name: way
    for way in (
        UnionWay("server", "de standaardgraaf van de server is al de vereniging", lambda _: ()),
        UnionWay("oxigraph", "de parameter union-default-graph", lambda _: (("union-default-graph", "true"),)),
        UnionWay("jena", "de graaf urn:x-arq:UnionGraph", lambda _: (("default-graph-uri", "urn:x-arq:UnionGraph"),)),
        UnionWay("list", "alle grafen bij naam", _each_graph, needs_graphs=True),
        UnionWay("as-is", "de standaardgraaf zoals de server hem geeft", lambda _: (), verified=False),
    )
}
"""The ways, in the order they are tried; the last only when asked for by name."""


def find_union(
    select: Callable[[str, Parameters], Table], ask: Callable[[str, Parameters], bool], where: Where, name: str = AUTO
) -> Parameters:
    """Find the parameters that make a server's default graph the union of its graphs, with a few small questions.

    `name` is that of one way, or "auto" for the first that works. Raises `EndpointError` where none does, and for a
    server that holds nothing, or shows nothing to this user.
    """
    ways = [way for way in UNIONS.values() if way.name == name or (name == AUTO and way.verified)]
    if not all(way.verified for way in ways):
        return ()
    sample = _sample(select(_SAMPLE, ()))
    if not sample:
        if ask(_ANYTHING, ()):
            return ()
        raise EndpointError(
            "Dit endpoint toont geen enkele uitspraak.",
            where=where,
            advice="Kijk het adres en uw rechten na, of laad een graaf met: avggraph load MAP --endpoint …",
        )
    probe = _probe(sample)
    for way in ways:
        graphs = _graphs(select(_GRAPHS, ())) if way.needs_graphs else ()
        parameters = way.parameters(graphs)
        if _holds(ask, probe, parameters):
            return parameters
    tried = "; ".join(way.description for way in ways)
    raise EndpointError(
        f"De standaardgraaf van dit endpoint is niet de vereniging van de grafen, en wordt het niet met: {tried}.",
        where=where,
        advice="Zet de vereniging op de server aan (docs/endpoints.md), of kies met --union een andere manier.",
    )


def _holds(ask: Callable[[str, Parameters], bool], probe: str, parameters: Parameters) -> bool:
    try:
        return ask(probe, parameters)
    except QueryError:
        # The server knows these parameters not at all; the next way may do.
        return False


def _sample(table: Table) -> Mapping[str, str]:
    """Give a statement of each of the first graphs, by graph."""
    by_graph: dict[str, str] = {}
    for graph, subject, kind in table.rows:
        if isinstance(graph, Iri) and isinstance(subject, Iri) and isinstance(kind, Iri):
            by_graph.setdefault(graph.value, f"<{subject.value}> a <{kind.value}>")
    return dict(list(by_graph.items())[:_SAMPLED_GRAPHS])


def _probe(sample: Mapping[str, str]) -> str:
    """Ask whether all statements are in the default graph, and a named graph can still be asked by name."""
    graph, statement = next(iter(sample.items()))
    return f"ASK {{ {' . '.join(sample.values())} . GRAPH <{graph}> {{ {statement} }} }}"


def _graphs(table: Table) -> tuple[str, ...]:
    return tuple(sorted(graph.value for (graph,) in table.rows if isinstance(graph, Iri)))
