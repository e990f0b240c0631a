"""Publish: a build as a site of linked data, written to a folder or made page by page for a server."""

from avggraph.publish.resource import Crumb, Page, Resource, Section
from avggraph.publish.setting import Setting
from avggraph.publish.site import Site
from avggraph.publish.write import Order, publish

__all__ = ["Crumb", "Order", "Page", "Resource", "Section", "Setting", "Site", "publish"]
