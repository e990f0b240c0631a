"""Serve: a build on the web, live: its pages with content negotiation, and a SPARQL endpoint that only reads."""

from avggraph.serve.application import make_application
from avggraph.serve.live import live_pages
from avggraph.serve.pages import FolderPages, Pages
from avggraph.serve.settings import Limits, Settings

__all__ = ["FolderPages", "Limits", "Pages", "Settings", "live_pages", "make_application"]
