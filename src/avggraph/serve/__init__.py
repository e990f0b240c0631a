"""Serve: a build on the web, live: its pages with content negotiation, and a SPARQL endpoint that only reads."""

from avggraph.serve.application import make_application
from avggraph.serve.live import LivePages
from avggraph.serve.pages import FolderPages, Pages
from avggraph.serve.settings import Limits, Settings

__all__ = ["FolderPages", "Limits", "LivePages", "Pages", "Settings", "make_application"]
