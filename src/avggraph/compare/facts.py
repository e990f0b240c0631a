"""What a build says of a record: its facts, by part and field, in words that do not depend on where they stood."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from avggraph.compare.fields import Field, load_fields
from avggraph.graph.terms import AVG, DCT, RDF, SKOS, Quad, Term
from avggraph.query.labels import own_labels
from avggraph.query.prefixes import expand
from avggraph.store import Output, graph_quads, node_quads
from avggraph.text import fold
from avggraph.validate.shacl.literals import string

RECORD = "verwerking"

# The values of a node by property; both as terms of N-Quads, as the nodes themselves.
_Values = Mapping[Term, list[Term]]
_Nodes = Mapping[Term, _Values]

_NAMES = (SKOS.prefLabel, DCT.title, DCT.description, RDF.value)
_TOLD_WITH_PARTS = frozenset({"bewaartermijn", "bron", "gevolg", "doel"})
_PLACEHOLDER = re.compile(r"\{([\w-]+:\w+)\}")
_KINDS_OF_RECORD = frozenset({AVG.ControllerRecord, AVG.ProcessorRecord, AVG.LawEnforcementRecord})
_IN_RECORD = ox.NamedNode(AVG.inRecord[1:-1])
_NUMBER_AND_TITLE = (DCT.identifier, DCT.title)
_NUMBER = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of a field: as it is shown, and a key by which it is the same in another build.

    `iri` is what it is where that has a name of its own outside the record.
    """

    field: Field
    text: str
    key: str
    iri: str | None = None

    @property
    def is_text(self) -> bool:
        """Whether the value is words of a field, which may be changed; a thing or a flow is there or not."""
        return self.iri is None and bool(self.field.property)


@dataclass(frozen=True, slots=True)
class Part:
    """A record itself, one of its purposes, or one of its data blocks: `kind` as in its IRI, `number` from 1."""

    kind: str
    number: int
    iri: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """All that is compared of a record. `reference` is its number, or where it has none its key."""

    key: str
    iri: str
    reference: str
    title: str
    parts: tuple[Part, ...]


class FactReader:
    """Reads the facts of a build's records; `base` is that of its IRIs."""

    def __init__(self, output: Output) -> None:
        self.base = output.base
        self._fields = load_fields()
        self._store = output.open_store()
        self._nodes = f"<{output.base}id/{output.naming.register}/"
        self._naming = output.naming
        self._names: dict[Term, str] = {}

    def record(self, key: str) -> RecordFacts:
        """Give the facts of a record by its key, the last part of its IRI."""
        nodes = self._nodes_of(key)
        record = f"{self._nodes}{RECORD}/{key}>"
        values = nodes.get(record, {})
        kinds = {
            part: kind
            for property_, kind in self._fields.parts.items()
            for part in values.get(f"<{property_}>", ())
            if part in nodes
        }
        rest = set(nodes) - {record, *kinds}
        belonging = {part: self._belonging(part, nodes, rest) for part in kinds}
        told = {node for reached in belonging.values() for node in reached}
        found = [Part(RECORD, 1, record[1:-1], self._facts([record, *(rest - told)], nodes))]
        numbers: Counter[str] = Counter()
        for part in sorted(kinds, key=_natural):
            numbers[kinds[part]] += 1
            facts = self._facts([part, *belonging[part]], nodes)
            found.append(Part(kinds[part], numbers[kinds[part]], part[1:-1], facts))
        number, title = (
            next((string(value) or "" for value in values.get(each, ())), "") for each in _NUMBER_AND_TITLE
        )
        return RecordFacts(key, record[1:-1], number or key, title, tuple(found))

    def _nodes_of(self, key: str) -> _Nodes:
        """Give the nodes of a record: those of its document's graph, and its flows."""
        nodes: dict[Term, dict[Term, list[Term]]] = {}
        for subject, predicate, value, _ in self._quads_of(key):
            if subject.startswith(self._nodes) and predicate[1:-1] not in self._fields.skipped:
                nodes.setdefault(subject, {}).setdefault(predicate, []).append(value)
        return nodes

    def _quads_of(self, key: str) -> Iterator[Quad]:
        yield from graph_quads(self._store, self._naming.record_graph(key)[1:-1])
        record = _named(f"{self._nodes}{RECORD}/{key}>")
        for found in self._store.quads_for_pattern(None, _IN_RECORD, record, _named(self._naming.graph("stromen"))):
            yield from node_quads(self._store, str(found.subject))

    def _belonging(self, part: Term, nodes: _Nodes, rest: set[Term]) -> list[Term]:
        """Give the nodes that are told with a part: its retention, sources, consequence and own purpose."""
        linked = {value for values in nodes[part].values() for value in values if value in rest}
        return [node for node in linked if self._kind(node) in _TOLD_WITH_PARTS]

    def _facts(self, told: Iterable[Term], nodes: _Nodes) -> tuple[Fact, ...]:
        facts = {fact for node in told for fact in self._facts_of(node, nodes)}
        return tuple(sorted(facts, key=lambda fact: (fact.field.place, fact.field.name, fact.key, fact.text)))

    def _facts_of(self, node: Term, nodes: _Nodes) -> Iterator[Fact]:
        kind = self._kind(node)
        if kind in self._fields.whole:
            whole = self._fields.whole[kind]
            text = _PLACEHOLDER.sub(lambda name: self._joined(expand(name[1]) or "", nodes[node], nodes), whole.text)
            yield Fact(whole.field, text, _folded(text))
            return
        for property_, values in nodes[node].items():
            told = self._fields.of(kind, property_[1:-1])
            for value in values:
                # Of its types only that of the register is a fact: the others follow from the rest.
                if told and (property_ != RDF.type or value in _KINDS_OF_RECORD):
                    yield self._fact(told, value, nodes)

    def _fact(self, told: Field, value: Term, nodes: _Nodes) -> Fact:
        text = self._text(value, nodes)
        if value.startswith('"') or value in nodes:
            return Fact(told, text, _folded(text))
        key = value.removeprefix(self._nodes).removeprefix(f"<{self.base}").strip("<>")
        return Fact(told, text, key, value[1:-1])

    def _joined(self, property_: str, values: _Values, nodes: _Nodes) -> str:
        return "; ".join(sorted(self._text(value, nodes) for value in values.get(f"<{property_}>", ())))

    def _text(self, value: Term, nodes: _Nodes) -> str:
        """Give a value in words: a text, what a node of the record says, or the name of a thing elsewhere."""
        if value.startswith('"'):
            return fold(string(value) or "")
        if value in nodes:
            words = next((nodes[value][name] for name in _NAMES if name in nodes[value]), [])
            return fold("; ".join(sorted(string(each) or "" for each in words))) or _last(value)
        if value not in self._names:
            self._names[value] = self._name(value)
        return self._names[value]

    def _name(self, thing: Term) -> str:
        for name in _NAMES[:2]:
            quads = self._store.quads_for_pattern(_named(thing), _named(name), None)
            labels = [quad.object for quad in quads if isinstance(quad.object, ox.Literal)]
            if labels:
                return min(labels, key=lambda label: (label.language != "nl", label.value)).value
        own = [label.value for label in own_labels().get(thing[1:-1], ()) if label.language == "nl"]
        return own[0] if own else _last(thing)

    def _kind(self, node: Term) -> str:
        return node.removeprefix(self._nodes).partition("/")[0]


def _named(term: Term) -> ox.NamedNode:
    return ox.NamedNode(term[1:-1])


def _last(thing: Term) -> str:
    return re.split("[/#]", thing.strip("<>"))[-1]


def _folded(text: str) -> str:
    """Fold what does not count: capitals, white space, a full stop at the end."""
    return " ".join(text.casefold().split()).rstrip(".")


def _natural(iri: str) -> tuple[tuple[bool, int, str], ...]:
    """Sort numbers in a name by their value: m1-2 before m1-10."""
    return tuple((part.isdigit(), int(part) if part.isdigit() else 0, part) for part in _NUMBER.split(iri))
