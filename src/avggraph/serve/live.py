"""The site of a build: each page made when it is asked for, and the files beside them when the first of those is."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import anyio.to_thread

from avggraph.addresses import LANGUAGES, Addresses, page
from avggraph.publish import Resource, Setting, Site
from avggraph.publish.parts import DATA, DATASET, data_files, part_of
from avggraph.query.values import local_name
from avggraph.serve.pages import Pages
from avggraph.serve.parts import WrittenParts
from avggraph.store import Output
from avggraph.store.unit import records

ENDPOINT = "sparql"
"""Where a server answers questions, by its path on the site."""

# Bytes of files that are kept once made: some thousand usual pages.
_KEPT = 64_000_000
# What an entry takes beside the file and its path.
_ENTRY = 200
# The page that lists the files to download, and tells how large they are.
_LISTING = frozenset(page(DATA, language) for language in LANGUAGES)


def addresses_of(output: Output) -> Addresses:
    """Give where the page of each thing of a build stands."""
    return Addresses(output.naming, frozenset(map(local_name, records(output.open_store()))))


class LivePages(Pages):
    """The pages of a build and what stands beside them: those that `avggraph publish` would write, asking this server.

    The files to download and the records in the shapes of others are written into a temporary folder, which `close`
    removes. What the setting says of the endpoint and of files is found here.
    """

    def __init__(self, output: Output, setting: Setting | None = None) -> None:
        told = setting or Setting()
        # The site stands where its things are named, whatever base the publisher's file tells.
        publication = replace(told.publication, base=output.base)
        self._output = output
        self._setting = replace(told, publication=publication, endpoint=ENDPOINT, files=())
        self._parts = WrittenParts(output, self._setting)
        self._pages = self._made()
        self._listed = False
        self._listing = asyncio.Lock()

    async def prepare(self, path: str) -> None:
        """See `Pages`."""
        if path in _LISTING or f"{path.rstrip('/')}/index.html" in _LISTING:
            await self._list_files()
        elif part := part_of(path):
            await self._parts.make(part)

    def resource(self, path: str) -> Resource | None:
        """See `Pages`."""
        if part := part_of(path):
            made = self._parts.made(part)
            return made.resource(path) if made else None
        return self._pages.resource(path) if self._listed or path not in _LISTING else None

    def file(self, path: str) -> Path | None:
        """See `Pages`."""
        part = part_of(path)
        made = self._parts.made(part) if part else None
        return made.file(path) if made else None

    def close(self) -> None:
        """Remove what was written."""
        self._parts.close()

    async def _list_files(self) -> None:
        """Make the site anew once its files are there: only then can one of its pages tell of them."""
        async with self._listing:
            if not self._listed:
                await self._parts.make(DATASET)
                self._pages = await anyio.to_thread.run_sync(self._made)
                self._listed = True

    def _made(self) -> KeptPages:
        root = self._parts.root(DATASET)
        paths = [file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file()] if root else []
        files = data_files(root, paths) if root else ()
        return KeptPages(Site(self._output, replace(self._setting, files=files)).resource)


class KeptPages:
    """Pages of which the last ones asked for are kept, `room` bytes of them at most; also that there is none."""

    def __init__(self, make: Callable[[str], Resource | None], room: int = _KEPT) -> None:
        self._make = make
        self._room = room
        self._size = 0
        self._kept: OrderedDict[str, Resource | None] = OrderedDict()

    def resource(self, path: str) -> Resource | None:
        """Give a file by its path, as it was made; None where there is none."""
        if path in self._kept:
            self._kept.move_to_end(path)
            return self._kept[path]
        made = self._make(path)
        if _size(path, made) <= self._room:
            self._kept[path] = made
            self._size += _size(path, made)
            while self._size > self._room:
                self._size -= _size(*self._kept.popitem(last=False))
        return made


def _size(path: str, made: Resource | None) -> int:
    return _ENTRY + len(path) + (len(made.content) if made else 0)
