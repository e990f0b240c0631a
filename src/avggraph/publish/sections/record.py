"""The page of a record: what the graph states of it beside the words of the document that each statement rests on."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import pyoxigraph as ox

from avggraph.addresses import LANGUAGES
from avggraph.diagram import Diagram, render
from avggraph.diagram.formats.svg.root import id_prefix
from avggraph.diagram.listing import columns, rows
from avggraph.diagram.model import View
from avggraph.diagram.record import compose
from avggraph.diagram.words import words as diagram_words
from avggraph.graph.terms import AVG, DCT, DPV, PROV, RDF, SKOS, Quad
from avggraph.printable import printable
from avggraph.publish.reader import Reader
from avggraph.publish.record.anchors import marks_of, part_name
from avggraph.publish.record.as_json import plain_citations, plain_statements
from avggraph.publish.record.citations import line_numbers
from avggraph.publish.record.findings import Remark, remarks
from avggraph.publish.record.history import Histories, Step, Version
from avggraph.publish.record.layout import load_layout
from avggraph.publish.record.marked_text import marked, windows
from avggraph.publish.record.model import Field, Recognition, Statements
from avggraph.publish.record.names import Names
from avggraph.publish.record.picture import draw
from avggraph.publish.record.read import read_statements
from avggraph.publish.record.rules import told_rule
from avggraph.publish.record.shapes_of_others import ShapesOfOthers
from avggraph.publish.resource import Crumb, Page, Resource, Section
from avggraph.publish.words import Words, words
from avggraph.query.values import local_name
from avggraph.store.output import FINDINGS
from avggraph.store.unit import Unit
from avggraph.text import Span
from avggraph.validate.report.by_record import FindingsByRecord
from avggraph.vocabulary import CONCEPT_BASE

LIST = "verwerkingen/"
"""The path of the list of records."""

FILES = (("svg", "image/svg+xml"), ("csv", "text/csv; charset=utf-8"), ("mmd", "text/plain; charset=utf-8"))
"""The diagram's files beside the page: ending, which is the format's name, and media type."""

_KINDS = (AVG.ControllerRecord, AVG.ProcessorRecord, AVG.LawEnforcementRecord)
_ORGANISATION = re.compile("/tooi/id/|/id/organisatie/")
_LABEL = ox.NamedNode(SKOS.prefLabel[1:-1])
_CONTROLLER = ox.NamedNode(DPV.hasDataController[1:-1])


@dataclass(frozen=True, slots=True)
class _Record:
    """One record, read for all its files."""

    unit: Unit
    text: str | None
    statements: Statements
    remarks: tuple[Remark, ...]
    silenced: int
    steps: tuple[Step, ...]
    shapes: Mapping[str, str]


class RecordPages(Section):
    """`doc/{register}/verwerking/{ref}`."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._names = {language: Names(reader, language) for language in LANGUAGES}
        self._findings = FindingsByRecord(reader.output.folder / FINDINGS)
        self._histories = Histories((*reader.earlier, reader.output))
        self._shapes = ShapesOfOthers(reader)
        self._by_path = {address.path: record for record in reader.records if (address := reader.addresses.of(record))}
        self._last: tuple[str, _Record] | None = None
        self._diagrams: dict[str, tuple[str, Diagram]] = {}

    def paths(self) -> tuple[str, ...]:
        """See `Section`."""
        return tuple(sorted(self._by_path))

    def page(self, path: str, language: str) -> Page:
        """See `Section`."""
        record, say = self._record(path), words(language)
        iri = self._by_path[path]
        reference = record.unit.first(iri, DCT.identifier)
        title = printable(record.unit.first(iri, DCT.title))
        return Page(
            path,
            language,
            title or say("record.untitled"),
            "record.html",
            {
                "titled": bool(title),
                **self._head(record, language),
                **self._beside(record, say),
                **self._told(record, language),
            },
            crumbs=(Crumb(say("record.list"), LIST),),
            description=say("record.description", number=printable(reference) or local_name(iri)),
            iri=iri,
            rdf=True,
            structured=self._structured(record),
            scripts=("record.js", "cite.js"),
            styles=("record.css", "picture.css"),
        )

    def quads(self, path: str) -> tuple[Quad, ...]:
        """See `Section`: the record with all its parts, and the names of the things it leads to."""
        unit = self._record(path).unit
        return (*unit.quads, *(quad for thing in self._shared(unit) for quad in self._labels(thing)))

    def plain(self, path: str) -> Mapping[str, Any]:
        """See `Section`; docs/site-records.md tells what it holds."""
        record, iri = self._record(path), self._by_path[path]
        first = record.unit.first
        return {
            "iri": iri,
            "reference": first(iri, DCT.identifier) or None,
            "title": first(iri, DCT.title) or None,
            "kind": local_name(self._kind(record.unit)),
            "marks": list(self._marks(record.unit)),
            "source": record.statements.source or None,
            "statements": plain_statements(record.statements, self._in_languages),
            "findings": [
                {
                    "check": each.finding.shape,
                    "severity": each.finding.severity.label,
                    "article": each.finding.article,
                    "message": {language: each.message(language) for language in LANGUAGES},
                    "advice": {language: each.advice(language) for language in LANGUAGES},
                    "quotes": plain_citations(each.citations),
                }
                for each in record.remarks
            ],
        }

    def beside(self, path: str) -> Iterator[Resource]:
        """See `Section`: the diagram's files, in Dutch."""
        diagram = self._diagram(self._by_path[path], LANGUAGES[0])
        yield from (Resource(f"{path}.{ending}", render(diagram, ending), media) for ending, media in FILES)

    def fingerprint(self, path: str) -> str:
        """See `Section`: what the page is read from, and not yet what is told of it."""
        iri = self._by_path[path]
        digest, found = self._reader.digests.of_record(iri), self._findings.of(iri)
        shapes = self._reader.has_shapes, sorted(self._numbers.get(iri, ()))
        told = (digest, found.findings, found.silenced, self._histories.of(local_name(iri)), shapes)
        return hashlib.sha256(repr(told).encode()).hexdigest() if digest else ""

    @cached_property
    def _numbers(self) -> Mapping[str, list[tuple[str, str]]]:
        """The controllers of records with their numbers: these decide whether a record has a file in VNG's shape."""
        oins, numbers = self._reader.setting.oins, defaultdict(list)
        for quad in self._reader.store.quads_for_pattern(None, _CONTROLLER, None) if oins else ():
            controller = str(quad.object)[1:-1]
            if controller in oins:
                numbers[str(quad.subject)[1:-1]].append((controller, oins[controller]))
        return numbers

    # ------------------------------------------------------------ what the page holds

    def _head(self, record: _Record, language: str) -> dict[str, Any]:
        unit, iri = record.unit, record.unit.record
        return {
            "reference": printable(unit.first(iri, DCT.identifier)),
            "kind": self._kind(unit),
            "marks": self._marks(unit),
            "parties": [
                ("record.controllers_head", unit.texts(iri, DPV.hasDataController)),
                ("record.ministry_head", unit.texts(iri, AVG.ministry)),
            ],
            "source": record.statements.source,
            "file_name": printable(unit.first(record.statements.source, AVG.fileName)),
            "date": self._reader.output.date,
            "name": self._names[language],
            "language_of": self._names[language].language_of,
            "concept": self._names[language].concept,
            "strict": self._names[language].strict,
            "labelled": frozenset(node for node in unit.nodes if unit.first(node, SKOS.prefLabel)),
            "is_page": self._names[language].is_page,
            "is_code": self._names[language].is_code,
            "rule": partial(told_rule, say=words(language)),
            "columns_of": _columns,
            "line_numbers": partial(line_numbers, text=record.text),
            "report_of": _report_of,
            "part_name": partial(part_name, say=words(language)),
            "part_of": {part.node: part.anchor for part in record.statements.parts()},
        }

    def _beside(self, record: _Record, say: Words) -> dict[str, Any]:
        if record.text is None:
            return {"text": None}
        addresses = self._reader.addresses
        marks = marks_of(record.statements, record.unit, addresses, say, "#{}".format)
        shown = windows(marks, len(record.text))
        gaps = [after.start - before.end for before, after in zip((Span(0, 0), *shown), shown, strict=False)]
        return {
            "text": [(gap, marked(record.text, marks, window)) for gap, window in zip(gaps, shown, strict=True)],
            "left_out": len(record.text) - (shown[-1].end if shown else 0),
        }

    def _told(self, record: _Record, language: str) -> dict[str, Any]:
        diagram = self._diagram(record.unit.record, language)
        return {
            "statements": record.statements,
            "diagram": diagram,
            "draw": partial(draw, diagram),
            "columns": columns(diagram),
            "rows": rows(diagram),
            "row_prefix": id_prefix(diagram),
            "diagram_say": diagram_words(language),
            "files": [ending for ending, _ in FILES],
            "remarks": record.remarks,
            "finding_count": sum(each.count for each in record.remarks),
            "silenced": record.silenced,
            "steps": record.steps,
            "version": partial(_version, say=words(language)),
            "has_earlier": bool(self._reader.earlier),
            "shapes": record.shapes,
        }

    def _structured(self, record: _Record) -> dict[str, Any]:
        """Describe the record for search engines: no more than what it states."""
        unit, iri = record.unit, record.unit.record
        controllers = unit.texts(iri, DPV.hasDataController)
        known = {
            "@context": "https://schema.org",
            "@type": "Dataset",
            "@id": iri,
            "name": printable(unit.first(iri, DCT.title)),
            "identifier": unit.first(iri, DCT.identifier),
            "creator": [
                {"@type": "Organization", "@id": each, "name": self._names["nl"](each)} for each in controllers
            ],
            "isBasedOn": record.statements.source,
            "inLanguage": "nl",
        }
        return {key: value for key, value in known.items() if value}

    # ------------------------------------------------------------ reading

    def _record(self, path: str) -> _Record:
        """Read a record for its files; the last one is kept."""
        if self._last is None or self._last[0] != path:
            self._last = (path, self._read(self._by_path[path]))
        return self._last[1]

    def _read(self, iri: str) -> _Record:
        reader = self._reader
        unit = reader.unit(iri)
        text = reader.output.documents.get(unit.first(iri, PROV.wasDerivedFrom))
        found = self._findings.of(iri)
        return _Record(
            unit,
            text,
            read_statements(unit, reader.addresses, text),
            remarks(found.findings, text),
            found.silenced,
            self._histories.of(local_name(iri)),
            self._shapes.of(unit),
        )

    def _diagram(self, iri: str, language: str) -> Diagram:
        """Draw up the diagram of a record; that of the last one is kept in each language."""
        known = self._diagrams.get(language)
        if known is None or known[0] != iri:
            known = self._diagrams[language] = (iri, self._drawn_up(iri, language))
        return known[1]

    def _drawn_up(self, iri: str, language: str) -> Diagram:
        return compose(self._reader.facts(iri, language), language, View.BLOCKS, date=self._reader.output.date)

    def _marks(self, unit: Unit) -> tuple[str, ...]:
        """Give what a reader must know at once: keys of the words `mark_…`."""
        iri = unit.record
        strict = [mark.value for mark in self._reader.sources[LANGUAGES[0]].marks(iri)]
        answers = (("transfer", AVG.transferOutsideEU), ("decisions", AVG.automatedDecisionMaking))
        return (*strict, *(name for name, term in answers if unit.first(iri, term) == AVG.Yes[1:-1]))

    def _kind(self, unit: Unit) -> str:
        types = unit.texts(unit.record, RDF.type)
        return next((kind[1:-1] for kind in _KINDS if kind[1:-1] in types), _KINDS[0][1:-1])

    def _in_languages(self, iri: str) -> Mapping[str, str]:
        return {language: self._names[language](iri) for language in LANGUAGES}

    def _shared(self, unit: Unit) -> tuple[str, ...]:
        """Give the things that a record leads to and are no part of it, sorted."""
        naming = self._reader.output.naming
        start = f"<{naming.base}id/{naming.register}/"
        things = {
            value for _subject, term, value, _graph in unit.quads if term != PROV.wasQuotedFrom and value[0] == "<"
        }
        own = {thing for thing in things if thing.startswith(start) and thing[1:-1] in unit.nodes}
        return tuple(sorted(thing[1:-1] for thing in things - own))

    def _labels(self, thing: str) -> tuple[Quad, ...]:
        found = self._reader.store.quads_for_pattern(ox.NamedNode(thing), _LABEL, None)
        return tuple((str(each.subject), str(each.predicate), str(each.object), str(each.graph_name)) for each in found)


def _columns(field: Field) -> tuple[str, ...]:
    """Give the columns of a table of parts: the fields that any of them has, in the order of their kind."""
    parts = [value.part for value in field.values if value.part]
    order = (each.word for kind in dict.fromkeys(part.kind for part in parts) for each in load_layout().parts[kind])
    return tuple(word for word in dict.fromkeys(order) if any(part.field(word) for part in parts))


def _report_of(recognition: Recognition) -> Mapping[str, str]:
    """Give what the form for a wrong link is to know (`sections.report`): the words, what they were taken for, where.

    The form knows concepts and organisations: of a system or a law it is told the words and the place.
    """
    said = next((each.words for each in recognition.citations if each.words), recognition.label)
    thing = recognition.thing
    known = {
        "woorden": said,
        "begrip": thing if thing.startswith(CONCEPT_BASE) else "",
        "organisatie": thing if _ORGANISATION.search(thing) else "",
        "over": recognition.node,
    }
    return {name: value for name, value in known.items() if value}


def _version(version: Version, say: Words) -> str:
    return say("record.version_dated", date=version.date) if version.date else say("record.version_undated")
