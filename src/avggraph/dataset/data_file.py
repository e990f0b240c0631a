"""The files of a dataset, and what is told of each: one table for the catalogue, the downloads page and the README."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from avggraph import resources
from avggraph.bilingual import UNSAID, Bilingual
from avggraph.dataset.sheets import load_design
from avggraph.errors import KnowledgeError, Where
from avggraph.files import sha256_of

ABOUT = "about"
"""The group of the files that tell of the others; these are no distributions themselves."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """What `data/dataset/files.toml` tells of a file or of all that fit a pattern; texts may have places to fill in."""

    group: str
    title: Bilingual
    media_type: str
    compression: str
    package: str
    file_type: str
    conforms_to: tuple[str, ...]
    licence: str
    whole_graph: bool


@dataclass(frozen=True, slots=True)
class DataFile:
    """A written file.

    `path` is relative to the folder, with slashes. `media_type` is that of the content; `compression` and `package` are
    those of what it is packed in, else empty. `licence` is empty where the file has the publisher's;
    `whole_graph` says that it holds all statements of the build. `size` is in bytes.
    """

    path: str
    group: str
    title: Bilingual
    media_type: str
    compression: str
    package: str
    file_type: str
    conforms_to: tuple[str, ...]
    licence: str
    whole_graph: bool
    size: int
    sha256: str

    @property
    def served_as(self) -> str:
        """The media type of the file as it is sent: that of its packing where it has one."""
        return self.compression or self.package or self.media_type


def data_file(folder: Path, path: str) -> DataFile:
    """Describe a written file. Raises `KnowledgeError` for one that `files.toml` does not tell of."""
    kind = _kind_of(path)
    name = PurePosixPath(path).name.partition(".")[0]
    sheet = load_design().sheets.get(name)
    table = sheet.title if sheet else UNSAID
    written = folder / path
    values = {"name": name, "nl": table.nl, "en": table.en}
    return DataFile(
        path=path,
        group=kind.group,
        title=Bilingual(kind.title.nl.format(**values), kind.title.en.format(**values)),
        media_type=kind.media_type,
        compression=kind.compression,
        package=kind.package,
        file_type=kind.file_type,
        conforms_to=kind.conforms_to,
        licence=kind.licence,
        whole_graph=kind.whole_graph,
        size=written.stat().st_size,
        sha256=sha256_of(written),
    )


@cache
def groups() -> Mapping[str, Bilingual]:
    """Give the groups of files in their order, by key.

    >>> list(groups())
    ['graph', 'tables', 'texts', 'vocabulary', 'about']
    """
    with resources.table(resources.data("dataset", "files.toml")) as table:
        return MappingProxyType({key: Bilingual(**title) for key, title in table["groups"].items()})


@cache
def file_kinds() -> Mapping[str, FileKind]:
    """Give the kinds of files by the pattern of their paths, in the order of the file.

    >>> file_kinds()["graph.nq.gz"].compression
    'application/gzip'
    """
    with resources.table(resources.data("dataset", "files.toml")) as table:
        return MappingProxyType(
            {
                pattern: FileKind(
                    group=told["group"],
                    title=Bilingual(told["nl"], told["en"]),
                    media_type=told["media-type"],
                    compression=told.get("compression", ""),
                    package=told.get("package", ""),
                    file_type=told.get("file-type", ""),
                    conforms_to=tuple(told.get("conforms-to", ())),
                    licence=told.get("licence", ""),
                    whole_graph=told.get("whole-graph", False),
                )
                for pattern, told in table["files"].items()
            }
        )


def _kind_of(path: str) -> FileKind:
    for pattern, kind in file_kinds().items():
        if fnmatchcase(path, pattern):
            return kind
    raise KnowledgeError(
        f"There is no kind of file for {path!r}.", where=Where("data/dataset/files.toml"), advice="Add it to the table."
    )
