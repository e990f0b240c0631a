"""Resolve: a description's words to concepts, organisations, systems, periods and flows."""

from avggraph.resolve.knowledge import Knowledge
from avggraph.resolve.record import Record
from avggraph.resolve.redact import redact, requoted
from avggraph.resolve.resolver import natural_persons, resolve

__all__ = ["Knowledge", "Record", "natural_persons", "redact", "requoted", "resolve"]
