"""The parts of the site, one module each; `SECTIONS` makes them all, in the order of the menu."""

from __future__ import annotations

from collections.abc import Callable

from avggraph.publish.reader import Reader
from avggraph.publish.resource import Section
from avggraph.publish.sections.about import About
from avggraph.publish.sections.record import Records
from avggraph.publish.sections.source_document import SourceDocuments

SECTIONS: tuple[Callable[[Reader], Section], ...] = (About, Records, SourceDocuments)

__all__ = ["SECTIONS"]
