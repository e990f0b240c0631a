"""The parts of the site, one module each; `SECTIONS` makes them all, in the order of the menu."""

from __future__ import annotations

from collections.abc import Callable

from avggraph.publish.reader import Reader
from avggraph.publish.resource import Section
from avggraph.publish.sections.about import About
from avggraph.publish.sections.ask import Ask
from avggraph.publish.sections.network import NetworkPage
from avggraph.publish.sections.overview import Overview

SECTIONS: tuple[Callable[[Reader], Section], ...] = (Overview, NetworkPage, Ask, About)

__all__ = ["SECTIONS"]
