"""Some pages of a site on disk, with its style and scripts: what a test opens, and no more."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from avggraph.publish import Site
from avggraph.publish.ledger import write_resource
from avggraph.publish.site import assets


def write_pages(site: Site, paths: Iterable[str], folder: Path) -> None:
    """Write the pages, each in every language with its data beside it; what they link to need not be there."""
    for resource in chain(assets(), *map(site.files, paths)):
        write_resource(folder, resource)
