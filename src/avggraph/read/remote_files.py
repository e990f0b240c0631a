"""Files on any store that fsspec knows (s3, abfs, hdfs, http, a folder): where documents come in from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from avggraph.errors import SourceError, UsageError, Where
from avggraph.read.files import ADVICE, printable
from avggraph.read.limits import Limits, check_size
from avggraph.remote_store import open_store, told_as


@dataclass(frozen=True, slots=True, order=True)
class RemoteFile:
    """A file on a store: `name` is what reports and the graph call it, `url` where it is."""

    name: str
    url: str


def discover_remote(url: str, *, without: str | None = None) -> Iterator[RemoteFile]:
    """Give every file under an URL, sorted by name; hidden ones (a leading dot) and those under `without` are left out.

    Raises `UsageError` where there is nothing, or the store cannot be reached.
    """
    store, path = open_store(url)
    with told_as(lambda error: UsageError(f"{url} is niet te lezen: {error}.", advice="Kijk adres en rechten na.")):
        found = sorted(store.find(path)) if store.isdir(path) else [path] if store.exists(path) else []
    if not found:
        raise UsageError(f"{url} bestaat niet of is leeg.", advice=ADVICE)
    other, left_out = open_store(without) if without else (None, "")
    for each in found:
        if store == other and f"{each}/".startswith(f"{left_out.rstrip('/')}/"):
            continue
        name = each.removeprefix(path).lstrip("/") or each.rpartition("/")[2]
        if not any(part.startswith(".") for part in name.split("/")):
            yield RemoteFile(printable(name), store.unstrip_protocol(each))


def remote_bytes(file: RemoteFile, limits: Limits) -> bytes:
    """Give a file's bytes. Raises `SourceError` for what is over the limit, or cannot be read."""
    store, path = open_store(file.url)
    where = Where(file.name)
    with told_as(lambda error: SourceError(f"Het bestand is niet te lezen: {error}.", where=where)):
        check_size(int(store.size(path) or 0), limits, where)
        return bytes(store.cat_file(path))
