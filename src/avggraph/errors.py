"""The one tree of errors: each says what is wrong, where, and what to do about it.

The library raises; only the command line turns an error into words on a terminal and an exit code.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# The words of the operating system are English, and name numbers: these are what a user meets.
_REASONS: Final[Mapping[int, str]] = {
    errno.ENOENT: "er is geen bestand of map met deze naam",
    errno.EACCES: "daar is geen recht toe",
    errno.EPERM: "daar is geen recht toe",
    errno.EISDIR: "het is een map",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.ENOSPC: "de schijf is vol",
    errno.EROFS: "daar kan alleen worden gelezen",
}


@dataclass(frozen=True, slots=True)
class Where:
    """The place of an error: a file, and where known the line (1-based) and the field in it."""

    path: str
    line: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return place if self.field is None else f"{place} ({self.field})"


class AvggraphError(Exception):
    """The root of the tree.

    `what` is a sentence, `where` a place if there is one, `advice` what the user can do next.
    """

    def __init__(self, what: str, *, where: Where | None = None, advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.advice = advice

    def __str__(self) -> str:
        text = self.what if self.where is None else f"{self.where}: {self.what}"
        return f"{text} {self.advice}" if self.advice else text


class UsageError(AvggraphError):
    """The call cannot be carried out as it was asked: a wrong name, option or value."""


class SourceError(AvggraphError):
    """A source cannot be read: missing, too large, not text, empty."""


class NotADescriptionError(SourceError):
    """A source can be read, but holds no register description in a known layout."""


class KnowledgeError(AvggraphError):
    """A file under `ontology/`, `data/` or `queries/` is missing or does not hold what it should."""


class DiagramError(AvggraphError):
    """A diagram cannot be drawn as asked: it is too large, or what sets it does not work."""


class NothingChosenError(UsageError):
    """A choice leaves nothing of a diagram, or names what the diagram does not have."""


class WorkerError(AvggraphError):
    """A process that did a part of the work was stopped."""


class StoreError(AvggraphError):
    """A build's output folder is missing, incomplete or from another version."""


class QueryError(AvggraphError):
    """A query or one of its parameters is wrong, or the engine refused it."""


class UpdateError(QueryError):
    """What was asked is an update; the graph is only read."""


class ServiceCallError(QueryError):
    """A query calls another endpoint (SERVICE) that it may not call."""


class NestingError(QueryError):
    """A query nests deeper than an engine reads safely."""


class EndpointError(AvggraphError):
    """A server cannot be reached, or does not answer as its protocol says."""


class PolicyError(AvggraphError):
    """A policy, request or state of the world cannot be read, or says what is outside the subset of ODRL in use."""


def reason_of(error: OSError | UnicodeError) -> str:
    """Say why a file was not given or taken, as the end of a sentence.

    >>> reason_of(FileNotFoundError(errno.ENOENT, "No such file or directory", "vraag.rq"))
    'er is geen bestand of map met deze naam'
    """
    if isinstance(error, UnicodeError):
        return "het is geen UTF-8"
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
