"""The parts of the site, one module each; `SECTIONS` makes them all, in the order of the menu."""

from __future__ import annotations

from collections.abc import Callable

from avggraph.publish.reader import Reader
from avggraph.publish.resource import Section
from avggraph.publish.sections.about import About
from avggraph.publish.sections.ask import Ask
from avggraph.publish.sections.concepts import Concepts, Schemes
from avggraph.publish.sections.countries import Countries
from avggraph.publish.sections.data_page import DataPage
from avggraph.publish.sections.laws import Laws
from avggraph.publish.sections.network import NetworkPage
from avggraph.publish.sections.ontology import Ontology
from avggraph.publish.sections.organisations import Organisations
from avggraph.publish.sections.overview import Overview
from avggraph.publish.sections.queries import Queries
from avggraph.publish.sections.record import RecordPages
from avggraph.publish.sections.records import Records
from avggraph.publish.sections.register import Register
from avggraph.publish.sections.report import Report
from avggraph.publish.sections.server_rules import ServerRules
from avggraph.publish.sections.shapes import Shapes
from avggraph.publish.sections.share import Share
from avggraph.publish.sections.source_document import SourceDocuments
from avggraph.publish.sections.systems import Systems

SECTIONS: tuple[Callable[[Reader], Section], ...] = (
    Overview,
    Records,
    RecordPages,
    SourceDocuments,
    Organisations,
    Systems,
    Schemes,
    Concepts,
    Laws,
    Countries,
    Queries,
    Ask,
    NetworkPage,
    Share,
    Shapes,
    Ontology,
    Register,
    DataPage,
    Report,
    About,
    ServerRules,
)

__all__ = ["SECTIONS"]
