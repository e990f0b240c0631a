"""What a sharded build says of itself: its shards with their checksums, and of what it was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import orjson

from avggraph.errors import StoreError
from avggraph.remote_store import open_store, told_as
from avggraph.version import __version__

NAME = "manifest.json"
LAYOUT = "shards-1"


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of a sharded build; `sha256` and `size` (bytes) are of the file as it stands, `quads` of what is in it."""

    name: str
    sha256: str
    size: int
    quads: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """A finished sharded build. `documents` are the files that tell, line by line, what became of each document."""

    base: str
    register: str
    date: str | None
    names_of_natural_persons: bool
    records: int
    skipped: int
    unreadable: int
    quads: int
    findings: Mapping[str, int]
    shards: tuple[Shard, ...]
    documents: tuple[Shard, ...]

    def rendered(self) -> bytes:
        """Render the manifest as JSON."""
        told = {"layout": LAYOUT, "avggraph": __version__, **asdict(self)}
        return orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n"


def read_manifest(url: str) -> Manifest:
    """Read the manifest of a sharded build. Raises `StoreError` where there is none of this layout."""
    store, path = open_store(url)
    with told_as(
        lambda _: StoreError(f"{url} bevat geen scherven van avggraph.", advice="Maak ze met: avggraph shards.")
    ):
        told = orjson.loads(store.cat_file(f"{path}/{NAME}"))
        layout, _ = told.pop("layout"), told.pop("avggraph")
        shards, documents = (tuple(Shard(**each) for each in told.pop(name)) for name in ("shards", "documents"))
        manifest = Manifest(**told, shards=shards, documents=documents)
    if layout != LAYOUT:
        raise StoreError(f"{url} is gemaakt door een andere versie van avggraph.", advice="Maak de scherven opnieuw.")
    return manifest
