"""Organisations: what they are called and part of, their roles in records, and what goes to and from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from avggraph.graph.terms import AVG, DPV, ORG, RDF
from avggraph.publish.reader import Reader
from avggraph.publish.things.content import Block, Code, Column, Fact, Picture, Rows, Text, Texts, web_page
from avggraph.publish.things.picture import Pictures
from avggraph.publish.things.section import Kind, Things
from avggraph.publish.things.statements import subjects, targets
from avggraph.publish.things.tables import cut, data_table
from avggraph.publish.words import words
from avggraph.query.values import local_name
from avggraph.store.unit import document_order

_TOOI = "https://identifier.overheid.nl/tooi/id/"
_GOVERNMENT = DPV.GovernmentalOrganisation[1:-1]
# The roles in which data go to or from the organisation itself.
_INVOLVED = ("controller", "joint", "unit", "processor", "subprocessor", "recipient", "internal", "source")


class Organisations(Things):
    """`doc/organisatie/…` and `organisaties/`."""

    kind = Kind(
        words="organisations",
        list="organisaties/",
        classes=(ORG.Organization, ORG.OrganizationalUnit),
        question="organisation-records",
        roles=(
            "controller", "joint", "unit", "ministry", "processor", "subprocessor", "recipient", "internal", "source",
        ),
        columns=("controller", "processor", "recipient", "source"),
    )  # fmt: skip

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self._pictures = Pictures(reader)

    def facts(self, iri: str, language: str) -> Iterable[Fact]:
        """See `Things`."""
        say, names = words(language), self.names(iri)
        yield Fact(say("organisations.kind"), (Text(say(f"organisations.{self._class(iri)}")),))
        others = names.others.get("nl", ())
        if others:
            yield Fact(say("organisations.abbreviation"), tuple(Text(each, "nl") for each in others))
        for place, term in (("above", ORG.unitOf), ("ministry", AVG.ministry)):
            if found := targets(self._reader, iri, term):
                yield Fact(say(f"organisations.{place}"), tuple(self.name(each, language) for each in found))
        if iri.startswith(_TOOI):
            yield Fact(say("organisations.tooi"), (Text(iri, href=web_page(iri)),))

    def blocks(self, iri: str, language: str) -> Iterable[Block]:
        """See `Things`."""
        say = words(language)
        below = frozenset(self.things) & set(subjects(self._reader, ORG.unitOf, iri))
        if below:
            listed = sorted((self.names(each) for each in below), key=lambda names: names.sort_key(language))
            units = tuple(names.shown(language) for names in listed)
            yield Texts("units", say("organisations.units"), units, folded=len(units) > 20)
        hidden = self.names(iri).hidden.get("nl", ())
        if hidden:
            known = tuple(Text(each, "nl") for each in hidden)
            yield Texts("other-names", say("things.hidden"), known, folded=len(known) > 10)
        yield from self._picture(iri, language)
        yield from self._partners(iri, language)
        yield from data_table(
            self.about("organisation-data", iri),
            self.name,
            language,
            say("organisations.data"),
            say("organisations.data_intro"),
        )
        yield from self._systems(iri, language)
        yield from self._findings(iri, language)
        yield from self._impact(iri, language)

    def structured(self, iri: str, language: str) -> Mapping[str, Any]:  # noqa: ARG002
        """See `Things`."""
        government = _GOVERNMENT in targets(self._reader, iri, RDF.type)
        above = targets(self._reader, iri, ORG.unitOf)
        others = self.names(iri).others.get("nl", ())
        return {
            "@type": "GovernmentOrganization" if government else "Organization",
            **({"alternateName": list(others)} if others else {}),
            **({"parentOrganization": [{"@id": each} for each in above]} if above else {}),
        }

    def digest(self, iri: str) -> str:
        """See `Things`: a picture tells of how many records the register has."""
        own = super().digest(iri)
        return f"{own} {len(self._reader.records)}" if own and self._pictures.may_draw(self._involved(iri)) else own

    # -- picture and impact

    def _involved(self, iri: str) -> tuple[str, ...]:
        found = self.occurrences.records(iri)
        return tuple(sorted({each for role in _INVOLVED for each in found.get(role, ())}, key=document_order))

    def _picture(self, iri: str, language: str) -> Iterable[Picture | Rows]:
        if drawn := self._pictures.draw(iri, self._involved(iri), language):
            yield drawn.picture
            yield drawn.flows

    def _impact(self, iri: str, language: str) -> Iterable[Code]:
        """Tell how to learn what a breach would touch: the report itself weighs the whole register."""
        if touched := self._involved(iri):
            yield self.impact(iri, len(touched), language)

    # -- tables

    def _partners(self, iri: str, language: str) -> Iterable[Rows]:
        say = words(language)
        rows, note = cut(self.about("organisation-partners", iri), language)
        if rows:
            columns = ("partner", "way", "flow")
            yield Rows(
                "partners",
                say("organisations.partners"),
                (
                    *(Column(say(f"organisations.{name}")) for name in columns),
                    Column(say("things.records"), numeric=True),
                ),
                tuple(
                    (
                        (self.name(row["other"], language),),
                        (Text(say(f"organisations.way_{row['way']}")),),
                        (self.name(row["kind"], language),),
                        (Text(row["records"]),),
                    )
                    for row in rows
                ),
                intro=say("organisations.partners_intro"),
                note=note,
            )

    def _systems(self, iri: str, language: str) -> Iterable[Rows]:
        say = words(language)
        rows, note = cut(self.about("organisation-systems", iri), language)
        if rows:
            yield Rows(
                "systems",
                say("organisations.systems"),
                (Column(say("organisations.system")), Column(say("things.records"), numeric=True)),
                tuple(((self.name(row["system"], language),), (Text(row["records"]),)) for row in rows),
                note=note,
            )

    def _findings(self, iri: str, language: str) -> Iterable[Rows]:
        say = words(language)
        found = self.about("organisation-findings", iri)
        if found:
            yield Rows(
                "findings",
                say("organisations.findings"),
                (Column(say("things.severity")), Column(say("things.findings"), numeric=True)),
                tuple(
                    ((Text(say(f"things.severity_{local_name(row['severity']).lower()}")),), (Text(row["findings"]),))
                    for row in found
                ),
                intro=say("organisations.findings_intro"),
            )

    def _class(self, iri: str) -> str:
        classes = targets(self._reader, iri, RDF.type)
        level = "unit" if ORG.OrganizationalUnit[1:-1] in classes else "whole"
        return f"{'government' if _GOVERNMENT in classes else 'other'}_{level}"
