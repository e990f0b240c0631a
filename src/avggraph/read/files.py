"""Files and folders to bytes: the edge where documents come in.

Nothing in a folder is skipped without a word: each file is given, also one that turns out not to be readable.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from avggraph.errors import SourceError, UsageError, Where
from avggraph.read.limits import Limits

__all__ = ["Limits", "SourceFile", "discover", "file_bytes"]


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
    unreadable: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=unreadable.append, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                path = Path(parent, name)
                yield SourceFile(path.relative_to(folder).as_posix(), path)
    # A folder that may not be listed is given as it is: reading it says why.
    for path in sorted(Path(error.filename) for error in unreadable):
        yield SourceFile(path.relative_to(folder).as_posix(), path)


def file_bytes(file: SourceFile, limits: Limits) -> bytes:
    """Give a file's bytes. Raises `SourceError` for what is no file, is over the limit, or changes while it is read."""
    where = Where(file.name)
    try:
        # Looked at before it is opened: opening a pipe waits for who writes to it.
        if not file.path.is_file():
            raise SourceError("Dit is geen gewoon bestand.", where=where)
        with file.path.open("rb") as stream:
            before = os.fstat(stream.fileno())
            if before.st_size > limits.max_bytes:
                raise SourceError(
                    f"Het bestand is {before.st_size / 1e6:.1f} MB; de grens is {limits.max_bytes / 1e6:g} MB.",
                    where=where,
                    advice="Verhoog --max-size als dit echt één document is.",
                )
            data = stream.read(limits.max_bytes + 1)
            after = os.fstat(stream.fileno())
    except OSError as error:
        raise SourceError(f"Het bestand is niet te lezen: {error.strerror}.", where=where) from error
    if len(data) != before.st_size or (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise SourceError("Het bestand veranderde tijdens het lezen.", where=where, advice="Probeer het opnieuw.")
    return data
