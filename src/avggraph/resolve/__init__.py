"""Resolve: a description's words to concepts, organisations, systems, laws, periods and flows."""

from avggraph.resolve.knowledge import Knowledge
from avggraph.resolve.privacy import published, published_path
from avggraph.resolve.record import Record, distinct
from avggraph.resolve.resolver import resolve

__all__ = ["Knowledge", "Record", "distinct", "published", "published_path", "resolve"]
