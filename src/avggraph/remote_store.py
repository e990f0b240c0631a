"""Stores that fsspec knows (s3, abfs, hdfs, a folder): bytes in and out, with their many errors made one of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from avggraph.errors import AvggraphError, StoreError, UsageError

_ADVICE = "Kijk het adres na, de rechten, en of de opslag te bereiken is."


def open_store(url: str) -> tuple[Any, str]:
    """Give the file system that an URL is of, and its path there. Raises `UsageError` where there is none for it."""
    from fsspec.core import url_to_fs  # noqa: PLC0415 - only where files are on a store

    with told_as(lambda error: UsageError(f"{url} is niet te openen: {error}.", advice=_ADVICE)):
        store, path = url_to_fs(url)
        return store, str(path)


def folder_of(url: str) -> Path | None:
    """Give the folder of this machine that an URL is; None where it is on another store."""
    from fsspec.implementations.local import LocalFileSystem  # noqa: PLC0415 - only where files are on a store

    store, path = open_store(url)
    return Path(path) if isinstance(store, LocalFileSystem) else None


def put(url: str, name: str, data: bytes) -> None:
    """Write a file under an URL. Raises `StoreError` where the store refuses it."""
    store, path = open_store(url)
    with told_as(lambda error: StoreError(f"Onder {url} is {name} niet te schrijven: {error}.", advice=_ADVICE)):
        store.makedirs(f"{path}/{name}".rpartition("/")[0], exist_ok=True)
        store.pipe_file(f"{path}/{name}", data)


def names_in(url: str, folder: str = "") -> list[str]:
    """Give the names of what stands right in a folder under an URL, sorted; none where there is no such folder.

    Raises `StoreError` where the store does not tell.
    """
    store, path = open_store(url)
    place = f"{path}/{folder}".rstrip("/")
    with told_as(lambda error: StoreError(f"Wat er onder {url} staat, is niet te zien: {error}.", advice=_ADVICE)):
        # Others may have written there since it was last looked at.
        store.invalidate_cache()
        found = store.ls(place, detail=False) if store.isdir(place) else []
        # Some stores name a folder among what is in it.
        return sorted(each.rstrip("/").rpartition("/")[2] for each in found if each.rstrip("/") != place)


def content_of(url: str, name: str) -> bytes:
    """Give the bytes of a file under an URL. Raises `StoreError` where they cannot be read."""
    store, path = open_store(url)
    with told_as(lambda error: StoreError(f"Onder {url} is {name} niet te lezen: {error}.", advice=_ADVICE)):
        return bytes(store.cat_file(f"{path}/{name}"))


def remove(url: str, names: Sequence[str]) -> None:
    """Remove files under an URL. Raises `StoreError` where the store refuses it."""
    store, path = open_store(url)
    with told_as(lambda error: StoreError(f"Onder {url} is niet op te ruimen: {error}.", advice=_ADVICE)):
        if names:
            store.rm([f"{path}/{name}" for name in names])


@contextmanager
def told_as(ours: Callable[[Exception], AvggraphError]) -> Iterator[None]:
    """Raise an error of ours for one of a store: each kind of store has a tree of its own, some below OSError."""
    try:
        yield
    except AvggraphError:
        raise
    except Exception as error:
        raise ours(error) from error
