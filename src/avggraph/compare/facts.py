"""What a build says of a record: its facts, by part and field, in words that do not depend on where they stood."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from avggraph.compare.fields import Field, load_fields
from avggraph.graph.terms import AVG, DCT, RDF, SKOS
from avggraph.query.labels import own_labels
from avggraph.query.prefixes import expand
from avggraph.store import Output
from avggraph.text import fold

RECORD = "verwerking"
_FLOW = "stroom"

_Values = Mapping[str, list[ox.NamedNode | ox.Literal]]

_NAMES = tuple(each[1:-1] for each in (SKOS.prefLabel, DCT.title, DCT.description, RDF.value))
_TOLD_WITH_PARTS = frozenset({"bewaartermijn", "bron", "gevolg", "doel"})
_PLACEHOLDER = re.compile(r"\{([\w-]+:\w+)\}")
_KINDS_OF_RECORD = frozenset(
    each[1:-1] for each in (AVG.ControllerRecord, AVG.ProcessorRecord, AVG.LawEnforcementRecord)
)
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
        self._nodes = f"{output.base}id/{output.naming.register}/"
        self._graphs = f"{output.base}graph/{output.naming.register}/"
        self._names: dict[str, str] = {}

    def record(self, key: str) -> RecordFacts:
        """Give the facts of a record by its key, the last part of its IRI."""
        nodes = self._nodes_of(key)
        record = f"{self._nodes}{RECORD}/{key}"
        kinds = {
            value.value: kind
            for property_, kind in self._fields.parts.items()
            for value in nodes.get(record, {}).get(property_, ())
            if value.value in nodes
        }
        rest = set(nodes) - {record, *kinds}
        belonging = {part: self._belonging(part, nodes, rest) for part in kinds}
        told = {node for reached in belonging.values() for node in reached}
        parts = [Part(RECORD, 1, record, self._facts([record, *(rest - told)], nodes))]
        numbers: Counter[str] = Counter()
        for part in sorted(kinds, key=_natural):
            numbers[kinds[part]] += 1
            facts = self._facts([part, *belonging[part]], nodes)
            parts.append(Part(kinds[part], numbers[kinds[part]], part, facts))
        values = nodes.get(record, {})
        number, title = (
            next((value.value for value in values.get(each[1:-1], ())), "") for each in (DCT.identifier, DCT.title)
        )
        return RecordFacts(key, record, number or key, title, tuple(parts))

    def _nodes_of(self, key: str) -> Mapping[str, _Values]:
        """Give the nodes of a record: those of its document's graph, and its flows."""
        nodes: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
        graph = ox.NamedNode(f"{self._graphs}{key}")
        quads = list(self._store.quads_for_pattern(None, None, None, graph))
        record = ox.NamedNode(f"{self._nodes}{RECORD}/{key}")
        for flow in self._store.quads_for_pattern(None, ox.NamedNode(AVG.inRecord[1:-1]), record):
            if f"{self._nodes}{_FLOW}/" in str(flow.subject):
                quads += self._store.quads_for_pattern(flow.subject, None, None, flow.graph_name)
        for quad in quads:
            subject, value = quad.subject, quad.object
            if not isinstance(value, ox.NamedNode | ox.Literal) or not isinstance(subject, ox.NamedNode):
                continue
            if subject.value.startswith(self._nodes):
                nodes.setdefault(subject.value, {}).setdefault(quad.predicate.value, []).append(value)
        return nodes

    def _belonging(self, part: str, nodes: Mapping[str, _Values], rest: set[str]) -> list[str]:
        """Give the nodes that are told with a part: its retention, sources, consequence and own purpose."""
        linked = {value.value for values in nodes[part].values() for value in values if value.value in rest}
        return [node for node in linked if self._kind(node) in _TOLD_WITH_PARTS]

    def _facts(self, told: Iterable[str], nodes: Mapping[str, _Values]) -> tuple[Fact, ...]:
        facts = {fact for node in told for fact in self._facts_of(node, nodes)}
        return tuple(sorted(facts, key=lambda fact: (fact.field.place, fact.field.name, fact.key, fact.text)))

    def _facts_of(self, node: str, nodes: Mapping[str, _Values]) -> Iterator[Fact]:
        kind = self._kind(node)
        if kind in self._fields.whole:
            whole = self._fields.whole[kind]
            text = _PLACEHOLDER.sub(
                lambda name: self._joined(expand(name[1]) or name[1], nodes[node], nodes), whole.text
            )
            yield Fact(whole.field, text, _folded(text))
            return
        for property_, values in nodes[node].items():
            told = self._fields.of(kind, property_)
            for value in values:
                # Of its types only that of the register is a fact: the others follow from the rest.
                if told and (property_ != RDF.type[1:-1] or value.value in _KINDS_OF_RECORD):
                    yield self._fact(told, value, nodes)

    def _fact(self, told: Field, value: ox.NamedNode | ox.Literal, nodes: Mapping[str, _Values]) -> Fact:
        text = self._text(value, nodes)
        if isinstance(value, ox.Literal) or value.value in nodes:
            return Fact(told, text, _folded(text))
        key = value.value.removeprefix(self._nodes).removeprefix(self.base)
        return Fact(told, text, key, value.value)

    def _joined(self, property_: str, values: _Values, nodes: Mapping[str, _Values]) -> str:
        return "; ".join(sorted(self._text(value, nodes) for value in values.get(property_, ())))

    def _text(self, value: ox.NamedNode | ox.Literal, nodes: Mapping[str, _Values]) -> str:
        """Give a value in words: a text, what a node of the record says, or the name of a thing elsewhere."""
        if isinstance(value, ox.Literal):
            return fold(value.value)
        if value.value in nodes:
            words = next((nodes[value.value][name] for name in _NAMES if name in nodes[value.value]), [])
            return fold("; ".join(sorted(each.value for each in words))) or value.value.rpartition("/")[2]
        if value.value not in self._names:
            self._names[value.value] = self._name(value)
        return self._names[value.value]

    def _name(self, thing: ox.NamedNode) -> str:
        for name in _NAMES[:2]:
            labels = [
                quad.object for quad in self._store.quads_for_pattern(thing, ox.NamedNode(name), None)
                if isinstance(quad.object, ox.Literal)
            ]  # fmt: skip
            if labels:
                return min(labels, key=lambda label: (label.language != "nl", label.value)).value
        own = [label.value for label in own_labels().get(thing.value, ()) if label.language == "nl"]
        return own[0] if own else re.split("[/#]", thing.value)[-1]

    def _kind(self, node: str) -> str:
        return node.removeprefix(self._nodes).partition("/")[0]


def _folded(text: str) -> str:
    """Fold what does not count: capitals, white space, a full stop at the end."""
    return " ".join(text.casefold().split()).rstrip(".")


def _natural(iri: str) -> tuple[tuple[bool, int, str], ...]:
    """Sort numbers in a name by their value: m1-2 before m1-10."""
    return tuple((part.isdigit(), int(part) if part.isdigit() else 0, part) for part in _NUMBER.split(iri))
