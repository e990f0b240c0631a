"""Reading one record from the graph (docs/graph-model.md), with the queries under `data/diagram/queries/`."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple, Variable

from avggraph import resources
from avggraph.description import Answer
from avggraph.diagram.model import Diagram, Mark
from avggraph.diagram.record.compose import compose
from avggraph.diagram.record.facts import Block, Named, Party, RecordFacts, Transmission
from avggraph.diagram.words import words
from avggraph.errors import KnowledgeError, QueryError, UsageError

_DATA_SUBJECT_ITSELF = "https://w3id.org/dpv#DataSubjectDataSource"
_DIGITS = re.compile(r"(\d+)")

_Row = dict[str, NamedNode | Literal]
_Roles = dict[str, list[NamedNode | Literal]]


def diagram_of(store: Store, reference: str, *, language: str = "nl") -> Diagram:
    """Draw up the diagram of the record with this register number ("M4089", "m4089" or "4089") or IRI.

    All named graphs of the store are read as one. Raises UsageError where no record has that number (with
    the numbers that look like it), or more than one has, and for a language without words.
    """
    words(language)  # an unknown language fails here, before anything is read
    return compose(facts_of(store, reference, language=language), language)


def facts_of(store: Store, reference: str, *, language: str = "nl") -> RecordFacts:
    """Read what the graph says of one record; errors as for `diagram_of`."""
    graph = _Graph(store, language)
    record = _find(graph, reference)
    roles = graph.roles("record", record)
    blocks = sorted(graph.things(roles["block"]), key=lambda block: _document_order(block.iri))
    answers = [text.rpartition("#")[2] for text in _texts(roles["transfer"])]
    return RecordFacts(
        reference=_first(roles["reference"]) or reference,
        title=graph.best(roles["title"]),
        file=_first(roles["file"]),
        controllers=graph.things(roles["controller"]),
        ministries=graph.things(roles["ministry"]),
        units=graph.things(roles["unit"]),
        blocks=tuple(_block(graph, block.iri) for block in blocks),
        recipients=tuple(graph.party(recipient) for recipient in graph.things(roles["recipient"])),
        processors=tuple(graph.party(processor) for processor in graph.things(roles["processor"])),
        recipients_text=" ".join(_texts(roles["recipients-text"])),
        systems=graph.things(roles["system"]),
        transfer=Answer(answers[0]) if answers else Answer.NOT_STATED,
        transfer_text=" ".join(_texts(roles["transfer-text"])),
        transmissions=_transmissions(graph, record),
        marks=graph.marks(record),
    )


class _Graph:
    """The store as the union of its graphs, read in one language."""

    def __init__(self, store: Store, language: str) -> None:
        self._store = store
        self._language = language
        self._labels: dict[str, str] = {}

    def rows(self, query: str, node: str = "") -> list[_Row]:
        """Run a query, with ?node bound where one is given; unbound variables are left out of a row."""
        bindings: dict[Variable, NamedNode | BlankNode | Literal | Triple] = {}
        if node:
            bindings[Variable("node")] = NamedNode(node)
        solutions = self._store.query(_query(query), use_default_graph_as_union=True, substitutions=bindings)
        if not isinstance(solutions, QuerySolutions):
            raise QueryError(f"data/diagram/queries/{query}.rq is geen SELECT-vraag.", advice="Zet het bestand terug.")
        names = [variable.value for variable in solutions.variables]
        return [
            {name: term for name in names if isinstance(term := solution[name], NamedNode | Literal)}
            for solution in solutions
        ]

    def roles(self, query: str, node: str) -> _Roles:
        """Run a query that gives values by role."""
        found: _Roles = defaultdict(list)
        for row in self.rows(query, node):
            found[row["role"].value].append(row["value"])
        return found

    def marks(self, node: str) -> tuple[Mark, ...]:
        found = {row["mark"].value for row in self.rows("marks", node)}
        return tuple(mark for mark in Mark if mark.value in found)

    def label(self, node: str) -> str:
        """Give the name of a node; of a node without one, the last part of its IRI."""
        if node not in self._labels:
            rows = self.rows("label", node)
            best = min((int(row["rank"].value) for row in rows), default=0)
            label = self.best([row["label"] for row in rows if int(row["rank"].value) == best])
            self._labels[node] = label or re.split(r"[/#]", node.rstrip("/#"))[-1]
        return self._labels[node]

    def best(self, terms: Iterable[NamedNode | Literal]) -> str:
        """Give the text in the language asked for, else in Dutch, else the first."""
        order = [self._language, "nl"]

        def rank(term: NamedNode | Literal) -> tuple[int, str]:
            language = (term.language or "") if isinstance(term, Literal) else ""
            return (order.index(language) if language in order else len(order), term.value)

        return min((rank(term) for term in terms), default=(0, ""))[1]

    def named(self, node: str) -> Named:
        return Named(node, self.label(node))

    def things(self, terms: Iterable[NamedNode | Literal]) -> tuple[Named, ...]:
        """Name the resources among the terms, in document order."""
        nodes = {term.value for term in terms if isinstance(term, NamedNode)}
        return tuple(self.named(node) for node in sorted(nodes, key=_document_order))

    def party(self, named: Named) -> Party:
        return Party(named, frozenset(row["ministry"].value for row in self.rows("ministry", named.iri)))


@cache
def _query(name: str) -> str:
    path = resources.data("diagram", "queries", f"{name}.rq")
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise KnowledgeError(f"data/diagram/queries/{name}.rq cannot be read.", advice="Restore the file.") from error


def _find(graph: _Graph, reference: str) -> str:
    records = [(row["record"].value, row["reference"].value) for row in graph.rows("references")]
    wanted = _folded(reference)
    found = sorted({record for record, number in records if record == reference or _folded(number) == wanted})
    if len(found) > 1:
        raise UsageError(
            f"{len(found)} verwerkingen hebben het nummer {reference!r}.", advice=f"Kies er een: {', '.join(found)}."
        )
    if found:
        return found[0]
    numbers = {_folded(number): number for _, number in records}
    near = [numbers[number] for number in difflib.get_close_matches(wanted, sorted(numbers), n=5)]
    advice = f"Lijkt op: {', '.join(near)}." if near else "Zoek het nummer met de vraag records."
    raise UsageError(f"Geen verwerking heeft het nummer {reference!r}.", advice=advice)


def _folded(reference: str) -> str:
    """Fold a register number: M4089, m4089 and 4089 are the same."""
    number = reference.strip().casefold()
    return number[1:] if number[:1] == "m" and number[1:].isdigit() else number


def _block(graph: _Graph, block: str) -> Block:
    roles = graph.roles("block", block)
    sources = graph.things(roles["source"])
    named = tuple(source for source in sources if source.iri != _DATA_SUBJECT_ITSELF)
    if not sources:
        named = tuple(Named("", text) for text in _texts(roles["source-text"]))
    data = {thing.label for thing in graph.things(roles["data"])}
    return Block(
        iri=block,
        purpose="; ".join(purpose.label for purpose in graph.things(roles["purpose"])),
        subjects=graph.things(roles["subject"]),
        data=tuple(sorted(data, key=str.casefold)) or tuple(_texts(roles["data-text"])),
        retention=tuple(retention.label for retention in graph.things(roles["retention"])),
        sources=named,
        from_subject=len(named) < len(sources),
        marks=graph.marks(block),
    )


def _transmissions(graph: _Graph, record: str) -> tuple[Transmission, ...]:
    rows: dict[str, list[_Row]] = defaultdict(list)
    for row in graph.rows("flows", record):
        rows[row["flow"].value].append(row)
    return tuple(_transmission(graph, rows[flow]) for flow in sorted(rows, key=_document_order))


def _transmission(graph: _Graph, rows: list[_Row]) -> Transmission:
    data = {graph.label(row["data"].value) for row in rows if "data" in row}
    return Transmission(
        kind=rows[0]["kind"].value.rpartition("#")[2],
        source=graph.party(graph.named(rows[0]["from"].value)),
        target=graph.party(graph.named(rows[0]["to"].value)),
        systems=graph.things(row["system"] for row in rows if "system" in row),
        data=tuple(sorted(data, key=str.casefold)),
    )


def _texts(terms: Iterable[NamedNode | Literal]) -> list[str]:
    return sorted({term.value for term in terms})


def _first(terms: Iterable[NamedNode | Literal]) -> str:
    return next(iter(_texts(terms)), "")


def _document_order(iri: str) -> tuple[tuple[int, str], ...]:
    """Sort `…/gegevens/m4089-10` after `…/gegevens/m4089-9`."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in _DIGITS.split(iri))
