"""Pages: what a server shows, by their paths on the site; here those of a folder that `avggraph publish` wrote."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cache
from mimetypes import MimeTypes
from pathlib import Path

from avggraph import resources
from avggraph.publish import Resource

_HIDDEN_BUT_PUBLIC = ".well-known"
_UNKNOWN = "application/octet-stream"


class Pages(ABC):
    """The files of a site. May be asked from several threads, one at a time."""

    async def prepare(self, path: str) -> None:  # noqa: B027
        """Wait until all is there that answers a request for a path; `RefusedError` where it cannot be made."""

    @abstractmethod
    def resource(self, path: str) -> Resource | None:
        """Give a file by its path without leading slash ("doc/wet/awb.html"); None where there is none."""

    def file(self, path: str) -> Path | None:  # noqa: ARG002
        """Give where a file stands on the disk; None where there is none, and for one that is made when it is asked."""
        return None

    def close(self) -> None:  # noqa: B027
        """Let go of what was made to answer."""


class FolderPages(Pages):
    """The files of a folder, and nothing outside it: no path leads up, and no link leads out.

    Files whose name begins with a point are not shown, except those in `.well-known` (RFC 8615).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def resource(self, path: str) -> Resource | None:
        """See `Pages`."""
        file = self.file(path)
        return Resource(path, file.read_bytes(), media_type(path)) if file else None

    def file(self, path: str) -> Path | None:
        """See `Pages`."""
        if not all(map(_is_public, path.split("/"))):
            return None
        try:
            file = (self._folder / path).resolve(strict=True)
        except (OSError, ValueError, RuntimeError):
            # Not there; too long a name; a link to itself (RuntimeError before Python 3.13).
            return None
        return file if file.is_file() and file.is_relative_to(self._folder) else None


def media_type(path: str) -> str:
    """Give the media type of a file by its name, the same on every machine.

    >>> media_type("doc/wet/awb.ttl"), media_type("index.html"), media_type("data/graph.nq.gz")
    ('text/turtle; charset=utf-8', 'text/html; charset=utf-8', 'application/gzip')
    """
    name = path.rpartition("/")[2]
    table, names = _types()
    found, encoding = table.guess_type(name)
    if encoding:
        found = f"application/{encoding}"
    found = names.get(name) or found or _UNKNOWN
    return f"{found}; charset=utf-8" if found.startswith("text/") else found


@cache
def _types() -> tuple[MimeTypes, dict[str, str]]:
    # The types of the machine (/etc/mime.types) are not asked: they differ.
    table = MimeTypes(filenames=())
    with resources.table(resources.data("serve", "media-types.toml")) as known:
        for ending, media in known["endings"].items():
            table.add_type(media, f".{ending}")
        return table, dict(known["names"])


def _is_public(segment: str) -> bool:
    return (
        segment != ""
        and (not segment.startswith(".") or segment == _HIDDEN_BUT_PUBLIC)
        and not any(sign in segment for sign in "\\\0:")
    )
