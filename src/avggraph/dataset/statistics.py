"""The figures of a graph, counted in one pass over its sorted N-Quads.

What is in memory is a counter for each class, property and kind of graph; values that must be told apart are sorted on
disk. A statement that several graphs make counts once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType

from avggraph import resources
from avggraph.bilingual import Bilingual
from avggraph.graph.naming import Naming
from avggraph.graph.spool import SortedSpool
from avggraph.graph.terms import DPCAT, RDF, Quad, Term, quad_of

RECORDS = "records"
"""The kind of all graphs that hold one source document each."""


@dataclass(frozen=True, slots=True)
class Target:
    """A dataset of others: the start of its IRIs, its name and its page."""

    start: str
    title: str
    page: str


@dataclass(frozen=True, slots=True)
class Uses:
    """How often a property is used: in how many statements, by how many subjects, with how many values."""

    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of a graph.

    `subjects` and `objects` are distinct, `entities` the subjects below the graph's own base. `classes` and
    `properties` are by IRI, `graphs` gives the statements of each kind of named graph, and `links` the statements
    whose value is of another dataset, by its key and the property. `example` is the first record.
    """

    triples: int = 0
    subjects: int = 0
    objects: int = 0
    entities: int = 0
    example: str = ""
    classes: Mapping[str, int] = field(default_factory=dict)
    properties: Mapping[str, Uses] = field(default_factory=dict)
    graphs: Mapping[str, int] = field(default_factory=dict)
    links: Mapping[tuple[str, str], int] = field(default_factory=dict)


@cache
def graph_kinds() -> Mapping[str, Bilingual]:
    """Give the kinds of named graphs with their names.

    >>> list(graph_kinds())[:3]
    ['records', 'stromen', 'organisaties']
    """
    with resources.table(resources.data("dataset", "void.toml")) as table:
        return MappingProxyType({kind: Bilingual(**title) for kind, title in table["graphs"].items()})


@cache
def link_targets() -> Mapping[str, Target]:
    """Give the datasets that links are counted to, by key.

    >>> link_targets()["tooi"].title
    'TOOI'
    """
    with resources.table(resources.data("dataset", "void.toml")) as table:
        return MappingProxyType({key: Target(**told) for key, told in table["targets"].items()})


def count_statistics(lines: Iterable[str], naming: Naming, scratch: Path) -> Statistics:
    """Count the statements of a graph: lines of N-Quads, sorted; `scratch` is an empty folder to sort in.

    >>> from tempfile import TemporaryDirectory
    >>> lines = ['<urn:a> <urn:p> "x" <urn:g1> .', '<urn:a> <urn:p> "x" <urn:g2> .', '<urn:b> <urn:p> "x" <urn:g1> .']
    >>> with TemporaryDirectory() as folder:
    ...     found = count_statistics(lines, Naming(), Path(folder))
    >>> found.triples, found.subjects, found.properties["urn:p"]
    (2, 2, Uses(triples=2, subjects=2, objects=1))
    """
    counts = _Counts(naming, scratch)
    statements = map(quad_of, lines)
    for subject, own in groupby(statements, key=itemgetter(0)):
        counts.take(subject, own)
    return counts.statistics()


# ---------------------------------------------------------------- counting


class _Counts:
    def __init__(self, naming: Naming, scratch: Path) -> None:
        self._base = f"<{naming.base}"
        self._graphs = f"<{naming.base}graph/"
        self._records = naming.record_graph("")[:-1]
        self._targets = {f"<{target.start}": key for key, target in link_targets().items()}
        self._starts = tuple(self._targets)
        self._subjects = self._entities = self._triples = 0
        self._example = ""
        self._classes: Counter[str] = Counter()
        self._uses: Counter[str] = Counter()
        self._users: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._links: Counter[tuple[str, str]] = Counter()
        # A value and the property that has it: no property holds a space, and equal values follow each other.
        self._values = SortedSpool(scratch, "values")

    def take(self, subject: Term, statements: Iterable[Quad]) -> None:
        """Count the statements about one subject."""
        used = set()
        for (predicate, value), same in groupby(statements, key=itemgetter(1, 2)):
            self._take_triple(subject, predicate, value)
            used.add(predicate)
            for kind in {self._kind_of(graph) for *_, graph in same}:
                self._kinds[kind] += 1
        for predicate in used:
            self._users[predicate] += 1
        self._subjects += 1
        self._entities += subject.startswith(self._base)

    def _take_triple(self, subject: Term, predicate: Term, value: Term) -> None:
        self._triples += 1
        self._uses[predicate] += 1
        self._values.add((f"{value} {predicate}",))
        if predicate == RDF.type:
            self._classes[value] += 1
            if value == DPCAT.ROPARecord and not self._example:
                self._example = subject[1:-1]
        elif value.startswith(self._starts):
            for start, key in self._targets.items():
                if value.startswith(start):
                    self._links[key, predicate[1:-1]] += 1

    def _kind_of(self, graph: Term) -> str:
        if graph.startswith(self._records):
            return RECORDS
        return graph[1:-1].removeprefix(self._graphs[1:])

    def statistics(self) -> Statistics:
        """Give the figures, now that all statements were taken."""
        values: Counter[str] = Counter()
        objects = 0
        for _, same in groupby((line.rpartition(" ") for line in self._values.merged()), key=itemgetter(0)):
            values.update(predicate for *_, predicate in same)
            objects += 1
        properties = {
            predicate[1:-1]: Uses(count, self._users[predicate], values[predicate])
            for predicate, count in sorted(self._uses.items())
        }
        return Statistics(
            triples=self._triples,
            subjects=self._subjects,
            objects=objects,
            entities=self._entities,
            example=self._example,
            classes={name[1:-1]: count for name, count in sorted(self._classes.items())},
            properties=properties,
            graphs=dict(sorted(self._kinds.items())),
            links=dict(sorted(self._links.items())),
        )
