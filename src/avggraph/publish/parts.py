"""The parts of a site that are written in one stream, and not page by page: the files to download, and the records in
the shapes of others. `PARTS` is the table of them, for who writes a site and for who serves one.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from avggraph import resources
from avggraph.dataset import write_dataset
from avggraph.dataset.data_file import DataFile, data_file
from avggraph.interop import names_people, write_interop
from avggraph.publish.setting import Setting
from avggraph.store import Output, open_output
from avggraph.store.output import MANIFEST
from avggraph.version import __version__

DATA = "data/"
"""The folder of the files to download, beside the page that lists them."""

_PAGE = ".html"
_VOID = f"{DATA}void.ttl"
# Where machines look for the description of the data (https://www.w3.org/TR/void/, section 7.2).
_WELL_KNOWN = ".well-known/void"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the site: its name, and the folders ("api/") and files that it has to itself.

    `made_of` gives all that decides what is written, as text; empty where nothing is to be written. `write` writes the
    part into a folder as if that were the site's. No part holds pages.
    """

    name: str
    places: tuple[str, ...]
    made_of: Callable[[Output, Setting], str]
    write: Callable[[Output, Setting, Path], None]


def part_of(path: str) -> Part | None:
    """Give the part that a file of the site belongs to, by its path; None for a page, and what is made like one.

    >>> [part and part.name for part in map(part_of, ("data/void.ttl", "data/interop/fides.yml", "data/index.html"))]
    ['data', 'interop', None]
    """
    places = {place: part for part in PARTS for place in part.places if _is_in(path, place)}
    return places[max(places, key=len)] if places and not path.endswith(_PAGE) else None


def data_files(root: Path, paths: Iterable[str]) -> tuple[DataFile, ...]:
    """Describe the files to download, of the paths of the part `DATASET` that was written into a site's folder."""
    return tuple(data_file(root / DATA, path.removeprefix(DATA)) for path in sorted(paths) if path.startswith(DATA))


def shapes_are_written(output: Output, earlier: Iterable[Output]) -> bool:
    """Tell whether a site has the records in the shapes of others: not where a build has names of natural persons."""
    return not any(map(names_people, (output, *earlier)))


def _is_in(path: str, place: str) -> bool:
    return path.startswith(place) if place.endswith("/") else path == place


def _made_of(*builds: Output, told: object) -> str:
    manifests = [(build.folder / MANIFEST).read_bytes() for build in builds]
    return f"{__version__} {resources.digest()} {told!r} {manifests}"


def _dataset_made_of(output: Output, setting: Setting) -> str:
    return _made_of(output, told=setting.publication)


def _write_dataset(output: Output, setting: Setting, root: Path) -> None:
    write_dataset(output, setting.publication, root / DATA)
    (root / _WELL_KNOWN).parent.mkdir(parents=True)
    shutil.copyfile(root / _VOID, root / _WELL_KNOWN)


def _shapes_made_of(output: Output, setting: Setting) -> str:
    earlier = [open_output(folder) for folder in setting.earlier]
    if not shapes_are_written(output, earlier):
        return ""
    return _made_of(output, *earlier, told=(setting.publication, sorted(setting.oins.items())))


def _write_shapes(output: Output, setting: Setting, root: Path) -> None:
    earlier = [open_output(folder) for folder in setting.earlier]
    write_interop(output, setting.publication, root, oins=setting.oins, earlier=earlier)


DATASET = Part("data", (DATA, _WELL_KNOWN), _dataset_made_of, _write_dataset)
"""The files to download (docs/dataset.md), and the description of the data where machines look for it."""

SHAPES = Part("interop", ("api/", f"{DATA}interop/"), _shapes_made_of, _write_shapes)
"""The records in the shapes of other registers and tools (docs/interop.md)."""

PARTS = (DATASET, SHAPES)
"""The parts, in the order in which they are written."""
