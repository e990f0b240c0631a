"""The picture of an organisation's flows, drawn from the records it occurs in and no others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from avggraph.diagram.formats.svg.root import id_prefix
from avggraph.diagram.listing import rows
from avggraph.diagram.model import Diagram
from avggraph.diagram.register import compose_organisation, read_register
from avggraph.errors import UsageError
from avggraph.publish.reader import Reader
from avggraph.publish.record.picture import draw
from avggraph.publish.things.content import Column, Picture, Rows, Text
from avggraph.publish.words import words

MOST_RECORDS = 25
"""Records of which a picture is drawn; that of more would say less than the tables beside it."""

MOST_FLOWS = 40
"""Flows of a picture that can still be read."""

_COLUMNS = ("number", "from", "to", "kind", "data", "records")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture, and the table of its flows."""

    picture: Picture
    flows: Rows


class Pictures:
    """Draws organisations from their own records, laid on the desk: a view of a whole register reads all of it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def may_draw(self, records: Sequence[str]) -> bool:
        """Tell whether records are neither none nor too many for a picture; their flows may yet be."""
        return 0 < len(records) <= MOST_RECORDS

    def draw(self, iri: str, records: Sequence[str], language: str) -> Drawn | None:
        """Draw an organisation's flows in some records, where they are neither none nor too many for one picture."""
        if not self.may_draw(records):
            return None
        try:
            diagram = self._diagram(iri, records, language)
        except UsageError:  # no flow begins or ends at this organisation
            return None
        if not 0 < len(diagram.flows) <= MOST_FLOWS:
            return None
        say = words(language)
        picture = Picture("picture", say("things.picture"), partial(draw, diagram), say("things.picture_intro"))
        return Drawn(picture, _flows(diagram, language))

    def _diagram(self, iri: str, records: Iterable[str], language: str) -> Diagram:
        desk = self._reader.desk
        desk.lay(*records)
        facts = read_register(desk.engine, self._reader.catalogue, language=language)
        facts = replace(facts, records=len(self._reader.records))
        return compose_organisation(facts, iri, language=language, date=self._reader.output.date)


def _flows(diagram: Diagram, language: str) -> Rows:
    say, prefix = words(language), id_prefix(diagram)
    listed = rows(diagram)
    return Rows(
        "flows",
        say("things.flows"),
        tuple(Column(say(f"things.column_{name}")) for name in _COLUMNS),
        tuple(tuple((Text(row.cell(name)),) for name in _COLUMNS) for row in listed),
        anchors=tuple(row.anchor(prefix) for row in listed),
    )
