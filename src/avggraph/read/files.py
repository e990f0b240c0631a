"""Files and folders to source texts: the edge where documents come in.

Nothing in a folder is skipped without a word: each file becomes a source text or a `SourceError`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from avggraph.errors import SourceError, UsageError, Where
from avggraph.read.decode import decode
from avggraph.read.normalise import normalise
from avggraph.text import SourceText


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one source may cost. `max_bytes`: a description is some kilobytes; 20 MB is generous."""

    max_bytes: int = 20_000_000


@dataclass(frozen=True, slots=True, order=True)
class SourceFile:
    """A file to read: `name` is what reports and the graph call it (relative to the folder that was given)."""

    name: str
    path: Path


def discover(sources: Iterable[Path]) -> Iterator[SourceFile]:
    """Give every file under the sources, in the order of the sources and sorted by name inside a folder.

    Hidden files and folders (a leading dot) are left out, links to folders are not followed: a loop of
    links ends here. Raises `UsageError` for a source that does not exist.
    """
    for source in sources:
        if source.is_dir():
            yield from _files_under(source)
        elif source.exists() or source.is_symlink():
            yield SourceFile(source.name, source)
        else:
            raise UsageError(f"{source} bestaat niet.", advice="Geef een bestand of een map met beschrijvingen.")


def _files_under(folder: Path) -> Iterator[SourceFile]:
    for parent, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                path = Path(parent, name)
                yield SourceFile(path.relative_to(folder).as_posix(), path)


def read_file(file: SourceFile, limits: Limits) -> SourceText:
    """Read a file that holds one document. Raises `SourceError` where it cannot be read."""
    for source in read_sources(file, limits):
        if isinstance(source, SourceError):
            raise source
        return source
    raise SourceError("Het bestand bevat geen document.", where=Where(file.name))


def read_sources(file: SourceFile, limits: Limits) -> Iterator[SourceText | SourceError]:
    """Read the documents a file holds; what cannot be read comes as the error that says why."""
    try:
        data = _bytes(file, limits)
        text, encoding = decode(data, file.name)
    except SourceError as error:
        yield error
        return
    yield SourceText.of(file.name, normalise(text), encoding)


def _bytes(file: SourceFile, limits: Limits) -> bytes:
    where = Where(file.name)
    try:
        if not file.path.is_file():
            raise SourceError("Dit is geen gewoon bestand.", where=where)
        size = file.path.stat().st_size
        if size > limits.max_bytes:
            raise SourceError(
                f"Het bestand is {size / 1e6:.1f} MB; de grens is {limits.max_bytes / 1e6:g} MB.",
                where=where,
                advice="Verhoog --max-size als dit echt één document is.",
            )
        with file.path.open("rb") as stream:
            data = stream.read(limits.max_bytes + 1)
    except OSError as error:
        raise SourceError(f"Het bestand is niet te lezen: {error.strerror}.", where=where) from error
    if len(data) > limits.max_bytes:
        raise SourceError("Het bestand groeide tijdens het lezen.", where=where, advice="Probeer het opnieuw.")
    return data
