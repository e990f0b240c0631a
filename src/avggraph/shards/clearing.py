"""The place of shards made empty: what an earlier run left would be loaded with what the next one writes."""

from __future__ import annotations

import re

import orjson

from avggraph.errors import StoreError
from avggraph.remote_store import content_of, names_in, remove
from avggraph.shards.manifest import NAME

SHARDS = "shards/"
"""The folder of the shards."""

DOCUMENTS = "documents/"
"""The folder of the files that tell what became of documents."""

SHARED = f"{SHARDS}shared.nq.gz"
"""The shard of what all share; the manifest alone is written after it."""

_WRITTEN = re.compile(rf"{SHARDS}[0-9]{{8,}}\.nq\.gz|{DOCUMENTS}[0-9]{{8,}}\.jsonl\.gz|{re.escape(SHARED)}")


def clear(url: str) -> None:
    """Remove what an earlier run wrote under an URL, finished or not: the manifest first, as it no longer holds.

    What a user put beside a finished run is kept. Raises `StoreError` where something else than shards stands there,
    and where it cannot be removed.
    """
    found = [f"{folder}{name}" for folder in (SHARDS, DOCUMENTS) for name in names_in(url, folder)]
    written = [name for name in found if _WRITTEN.fullmatch(name)]
    beside = [name for name in names_in(url) if f"{name}/" not in {SHARDS, DOCUMENTS}]
    if NAME in beside and _is_ours(content_of(url, NAME), torn=SHARED in written):
        remove(url, [NAME])
    elif others := [*beside, *(name for name in found if name not in written)]:
        raise StoreError(
            f"{url} bevat iets anders dan scherven van avggraph ({others[0]}) en wordt niet overschreven.",
            advice="Kies een lege of nieuwe plaats met -o.",
        )
    remove(url, written)


def _is_ours(manifest: bytes, *, torn: bool) -> bool:
    """Tell whether a manifest is one of shards, of whatever version; `torn` whether one that is broken off may be."""
    try:
        told = orjson.loads(manifest)
    except orjson.JSONDecodeError:
        return torn
    return isinstance(told, dict) and {"avggraph", "layout", "shards", "documents"} <= set(told)
