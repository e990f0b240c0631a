"""Files on any store that fsspec knows (s3, abfs, hdfs, http, a folder): where documents come in from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from avggraph.errors import SourceError, UsageError, Where
from avggraph.read.files import printable
from avggraph.read.limits import Limits


@dataclass(frozen=True, slots=True, order=True)
class RemoteFile:
    """A file on a store: `name` is what reports and the graph call it, `url` where it is."""

    name: str
    url: str


def discover_remote(url: str) -> Iterator[RemoteFile]:
    """Give every file under an URL, sorted by name; hidden ones (a leading dot) are left out.

    Raises `UsageError` where there is nothing, or the store cannot be reached.
    """
    store, path = open_store(url)
    try:
        found = sorted(store.find(path)) if store.isdir(path) else [path] if store.exists(path) else []
    except OSError as error:
        raise UsageError(f"{url} is niet te lezen: {error}.", advice="Kijk adres en rechten na.") from error
    if not found:
        raise UsageError(f"{url} bestaat niet of is leeg.", advice="Geef een bestand of een map met beschrijvingen.")
    for each in found:
        name = each.removeprefix(path).lstrip("/") or each.rpartition("/")[2]
        if not any(part.startswith(".") for part in name.split("/")):
            yield RemoteFile(printable(name), store.unstrip_protocol(each))


def remote_bytes(file: RemoteFile, limits: Limits) -> bytes:
    """Give a file's bytes. Raises `SourceError` for what is over the limit, or cannot be read."""
    store, path = open_store(file.url)
    try:
        size = int(store.size(path) or 0)
        if size > limits.max_bytes:
            raise SourceError(
                f"Het bestand is {size / 1e6:.1f} MB; de grens is {limits.max_bytes / 1e6:g} MB.",
                where=Where(file.name),
                advice="Verhoog --max-size als dit echt één document is.",
            )
        return bytes(store.cat_file(path))
    except OSError as error:
        raise SourceError(f"Het bestand is niet te lezen: {error}.", where=Where(file.name)) from error


def open_store(url: str) -> tuple[Any, str]:
    """Give the file system that an URL is of, and its path there. Raises `UsageError` where there is none for it."""
    from fsspec.core import url_to_fs  # noqa: PLC0415 - only where files come from a store

    try:
        store, path = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise UsageError(
            f"{url} is niet te openen: {error}.", advice="Installeer wat die opslag leest, zoals s3fs of adlfs."
        ) from error
    return store, str(path)
