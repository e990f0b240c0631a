"""Files and folders to bytes: the edge where documents come in.

Nothing in a folder is skipped without a word: each file is given, also one that turns out not to be readable.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from avggraph.errors import SourceError, UsageError, Where, reason_of
from avggraph.read.limits import Limits, check_size

__all__ = ["Limits", "SourceFile", "discover", "file_bytes"]

ADVICE = "Geef een bestand of een map met beschrijvingen."
# An URL that was given as a path, which keeps one of its slashes.
_URL = re.compile(r"([A-Za-z][\w+.-]+):/+(.*)", re.DOTALL)
_ON_A_STORE = "Bestanden op een opslag leest: avggraph shards BRON… -o UIT."


@dataclass(frozen=True, slots=True, order=True)
class SourceFile:
    """A file to read: `name` is what reports and the graph call it, relative to the folder `below` that it is in."""

    name: str
    path: Path
    below: Path | None = None


def discover(sources: Iterable[Path], *, without: Path | None = None) -> Iterator[SourceFile]:
    """Give every file under the sources, in the order of the sources and sorted by name inside a folder.

    Hidden files and folders (a leading dot) and the folder `without` are left out. A link to a folder is given, not
    followed: a loop of links ends here. Raises `UsageError` for a source that does not exist.
    """
    for source in sources:
        if source.is_dir():
            yield from _files_under(source, without.resolve() if without else None)
        elif source.exists() or source.is_symlink():
            yield SourceFile(printable(source.name), source)
        else:
            raise _missing(source)


def _missing(source: Path) -> UsageError:
    if url := _URL.fullmatch(source.as_posix()):
        return UsageError(f"{url[1]}://{url[2]} is geen bestand of map.", advice=_ON_A_STORE)
    return UsageError(f"{source} bestaat niet.", advice=ADVICE)


def _files_under(folder: Path, without: Path | None) -> Iterator[SourceFile]:
    unreadable: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=unreadable.append, followlinks=False):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        folders[:] = sorted(name for name in folders if _is_walked(Path(parent, name), without))
        for name in sorted((*files, *links)):
            if not name.startswith("."):
                yield _below(folder, Path(parent, name))
    # A folder that may not be listed is given as it is: reading it says why.
    for path in sorted(Path(error.filename) for error in unreadable):
        yield _below(folder, path)


def _is_walked(folder: Path, without: Path | None) -> bool:
    return not folder.name.startswith(".") and not folder.is_symlink() and folder.resolve() != without


def _below(folder: Path, path: Path) -> SourceFile:
    return SourceFile(printable(path.relative_to(folder).as_posix()), path, folder)


def printable(name: str) -> str:
    r"""Write a file's name so that it can be stored and shown: bytes that are no UTF-8 and control characters escaped.

    >>> print(printable("leeg\tGelezen: 99.txt"))
    leeg\tGelezen: 99.txt
    """
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def _leads_out(link: Path, folder: Path) -> bool:
    try:
        return not link.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False  # a link to nothing or to itself: reading it says so


def file_bytes(file: SourceFile, limits: Limits) -> bytes:
    """Give a file's bytes. Raises `SourceError` for what is no file, is over the limit, or changes while it is read."""
    where = Where(file.name)
    try:
        if file.below is not None and file.path.is_symlink() and _leads_out(file.path, file.below):
            raise SourceError("Dit is een verwijzing naar buiten de map; die wordt niet gevolgd.", where=where)
        # Looked at before it is opened: opening a pipe waits for who writes to it.
        if not file.path.is_file():
            raise SourceError("Dit is geen gewoon bestand.", where=where)
        with file.path.open("rb") as stream:
            before = os.fstat(stream.fileno())
            check_size(before.st_size, limits, where)
            data = stream.read(limits.max_bytes + 1)
            after = os.fstat(stream.fileno())
    except OSError as error:
        raise SourceError(f"Het bestand is niet te lezen: {reason_of(error)}.", where=where) from error
    if len(data) != before.st_size or (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise SourceError("Het bestand veranderde tijdens het lezen.", where=where, advice="Probeer het opnieuw.")
    return data
