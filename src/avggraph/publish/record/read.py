"""Reading what a record states from all its quads, in the order of the page."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from avggraph.addresses import Addresses
from avggraph.graph.terms import AVG, PROV, Term
from avggraph.publish.record.citations import cited, resting
from avggraph.publish.record.layout import FieldLayout, Layout, load_layout
from avggraph.publish.record.model import Chapter, Citation, Field, Part, Recognition, Role, Statements, Value
from avggraph.query import Iri, Literal
from avggraph.store.unit import Unit, document_order

RECORD = "verwerking"
"""The kind of the node that is the record itself, and the anchor of its fields."""

_ANSWERS = frozenset(AVG[name][1:-1] for name in ("Yes", "No", "NotStated", "NotParsable"))


def read_statements(unit: Unit, addresses: Addresses, text: str | None) -> Statements:
    """Read a record; `text` is that of its source document, None where it is not at hand.

    Each node of the record is told in full where it comes first, and referred to by its IRI from there on; a field that
    no more than refers to a node leaves it to be told where it stands.
    """
    return _Reading(unit, addresses, text, load_layout()).statements()


class _Reading:
    """The reading of one record."""

    def __init__(self, unit: Unit, addresses: Addresses, text: str | None, layout: Layout) -> None:
        self._unit = unit
        self._text = text
        self._addresses = addresses
        self._layout = layout
        self._start = f"{addresses.naming.base}id/{addresses.naming.register}/"
        self._told: set[str] = set()
        self._shown: set[str] = set()
        self._source = unit.first(unit.record, PROV.wasDerivedFrom)
        self._recognised = self._recognitions()
        self._of_thing: dict[str, list[Recognition]] = defaultdict(list)
        for recognition in (each for found in self._recognised.values() for each in found if not each.is_denied):
            self._of_thing[recognition.thing].append(recognition)
        self._roles = self._roles_of_parties()
        self._elsewhere = self._told_by_parts()

    def statements(self) -> Statements:
        record = self._unit.record
        self._told.add(record)
        chapters = [
            Chapter(each.name, each.article, self._fields(record, RECORD, each.fields))
            for each in self._layout.chapters
        ]
        whole = tuple(replace(each, fields=tuple(map(self._completed, each.fields))) for each in chapters)
        fields = tuple(field for chapter in whole for field in chapter.fields)
        return Statements(self._with_rest(self._part_of(record, RECORD, RECORD, fields)), self._source, whole)

    def _completed(self, field: Field) -> Field:
        """Give a field whose parts tell what else their words name: known when all values of the record are read."""
        values = (replace(value, part=self._with_rest(value.part)) if value.part else value for value in field.values)
        return replace(field, values=tuple(values))

    def _with_rest(self, part: Part) -> Part:
        recognised = self._recognised[part.node]
        return replace(
            part,
            fields=part.fields if part.kind == RECORD else tuple(map(self._completed, part.fields)),
            also=tuple(each for each in recognised if not each.is_denied and each.node not in self._shown),
            denied=tuple(each for each in recognised if each.is_denied),
        )

    # ------------------------------------------------------------ fields and values

    def _fields(self, node: str, anchor: str, layout: Sequence[FieldLayout]) -> tuple[Field, ...]:
        fields = (Field(f"{anchor}.{each.word}", each.word, each.property, self._values(node, each)) for each in layout)
        return tuple(field for field in fields if field.values)

    def _values(self, node: str, layout: FieldLayout) -> tuple[Value, ...]:
        return tuple(sorted(self._read_values(node, layout), key=_first))

    def _read_values(self, node: str, layout: FieldLayout) -> Iterator[Value]:
        for value in self._given_values(node, layout):
            if isinstance(value, Literal):
                citations = resting(value.value, self._places(node), self._text)
                yield Value(words=value.value, citations=citations) if value.language else Value(code=value.value)
            elif self._belongs(node, value.value, layout):
                yield self._thing(node, value.value, layout)

    def _given_values(self, node: str, layout: FieldLayout) -> tuple[Iri | Literal, ...]:
        term: Term = f"<{layout.property}>"
        if layout.is_inverse:
            return tuple(map(Iri, self._unit.pointing(term, node)))
        if layout.of_flows:
            flows = self._unit.of_type(AVG.Flow)
            ends = dict.fromkeys(end for flow in flows for end in self._unit.texts(flow, term) if end not in self._told)
            return tuple(map(Iri, ends))
        return self._unit.values(node, term)

    def _belongs(self, node: str, thing: str, layout: FieldLayout) -> bool:
        """Tell whether a field tells a thing: of the kind it takes, and where it sums up the parts', told by none."""
        if layout.kind is not None and layout.kind != self._kind(thing):
            return False
        if node != self._unit.record or layout.property not in self._layout.unions:
            return True
        if self._kind(thing):
            return thing not in self._told
        return thing not in self._elsewhere[self._layout.unions[layout.property]]

    def _thing(self, node: str, thing: str, layout: FieldLayout) -> Value:
        if thing in _ANSWERS:
            return Value(answer=thing.rpartition("#")[2])
        kind = self._kind(thing)
        roles = self._roles[thing] if layout.property in self._layout.parties else ()
        if kind in self._layout.parts and thing not in self._told and not layout.refers:
            self._told.add(thing)
            return Value(iri=thing, part=self._part(thing, kind), citations=self._places(thing), roles=roles)
        own = self._places(thing) if kind in self._layout.parts else ()
        return Value(iri=thing, citations=own, recognitions=self._why(node, thing), roles=roles)

    def _why(self, node: str, thing: str) -> tuple[Recognition, ...]:
        """Give how a thing was recognised in a node's words; where it was in none of them, in those of any other."""
        known = self._of_thing[thing]
        found = tuple(each for each in known if each.within == node) or tuple(known)
        self._shown |= {each.node for each in found}
        return found

    # ------------------------------------------------------------ nodes

    def _part(self, node: str, kind: str) -> Part:
        address = self._addresses.of(node)
        anchor = address.fragment if address else ""
        return self._part_of(node, kind, anchor, self._fields(node, anchor, self._layout.parts[kind]))

    def _part_of(self, node: str, kind: str, anchor: str, fields: tuple[Field, ...]) -> Part:
        return Part(node, kind, anchor, fields, self._places(node), rule=self._unit.first(node, AVG.matchedBy))

    def _kind(self, node: str) -> str:
        """Give the kind of a node of the record; empty for what is none."""
        if node not in self._unit.nodes or not node.startswith(self._start):
            return ""
        return node.removeprefix(self._start).partition("/")[0]

    def _places(self, node: str) -> tuple[Citation, ...]:
        return cited(self._unit.texts(node, PROV.wasQuotedFrom), self._text)

    # ------------------------------------------------------------ why

    def _recognitions(self) -> dict[str, tuple[Recognition, ...]]:
        """Give what was recognised in each node's words, in their order."""
        found: dict[str, list[Recognition]] = defaultdict(list)
        unit = self._unit
        for kind, property_ in ((AVG.Mention, AVG.mentions), (AVG.Denial, AVG.denies)):
            for mention in unit.of_type(kind):
                within = unit.first(mention, AVG.mentionedIn)
                recognition = Recognition(
                    mention,
                    within,
                    unit.first(mention, property_),
                    unit.first(mention, AVG.matchedLabel),
                    unit.first(mention, AVG.matchedBy),
                    unit.first(mention, AVG.confidence),
                    unit.first(mention, AVG.condition),
                    kind == AVG.Denial,
                    self._places(mention),
                )
                found[within].append(recognition)
        ordered = {node: tuple(sorted(each, key=_in_text)) for node, each in found.items()}
        return defaultdict(tuple, ordered)

    def _roles_of_parties(self) -> dict[str, tuple[Role, ...]]:
        found: dict[str, dict[Role, None]] = defaultdict(dict)
        for flow in self._unit.of_type(AVG.Flow):
            role = Role(self._unit.first(flow, AVG.kind), self._unit.first(flow, AVG.matchedBy))
            for party in self._unit.texts(flow, AVG.to):
                found[party][role] = None
        return defaultdict(tuple, {party: tuple(roles) for party, roles in found.items()})

    def _told_by_parts(self) -> Mapping[str, frozenset[str]]:
        """Give the things that fields of the parts tell, by property."""
        found: dict[str, set[str]] = defaultdict(set)
        for node, values in self._unit.nodes.items():
            for field in self._layout.parts.get(self._kind(node), ()):
                given = values.get(field.property, ())
                found[field.property] |= {value.value for value in given if isinstance(value, Iri)}
        return defaultdict(frozenset, {property_: frozenset(things) for property_, things in found.items()})


def _first(value: Value) -> int:
    """Sort values as the document names them; those that rest on no words of their own stand behind."""
    return value.cited[0].start if value.cited else sys.maxsize


def _in_text(recognition: Recognition) -> tuple[int, int, tuple[tuple[int, str], ...]]:
    start, end = next(((each.start, each.end) for each in recognition.citations), (0, 0))
    return start, end, document_order(recognition.node)
