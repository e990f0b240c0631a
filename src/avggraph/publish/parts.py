"""What stands on the site beside its pages: the files to download, and what a web server is told."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from avggraph.dataset import write_dataset
from avggraph.interop import write_interop
from avggraph.publication import Publication
from avggraph.publish.ledger import Entry, sha256, sha256_of, write_resource
from avggraph.publish.resource import Resource
from avggraph.publish.setting import Setting
from avggraph.publish.site import Site, assets
from avggraph.store import Output, open_output
from avggraph.store.output import MANIFEST
from avggraph.version import __version__
from avggraph.web_servers import render_snippets

APART = ".apart."
"""How the names begin of folders in a site's folder that a run keeps to itself, and removes."""

DATA = "data"
"""The folder of the files to download, beside the page that lists them."""

SHAPES = "interop"
"""The part of the site with the records in the shapes of others; its files stand in more than one folder."""

EXTRA = "extra"
"""The files of the sections that belong to no page."""

WELL_KNOWN, ASSETS, SERVER = ".well-known/", "bestanden/", "server/"

PARTS = frozenset({DATA, SHAPES, EXTRA, WELL_KNOWN, ASSETS, SERVER})
"""The names in the ledger of all that is no page."""


def write_data(output: Output, publication: Publication, out: Path, before: Mapping[str, Entry]) -> Entry:
    """Write the files to download, where the build or the publication is another than the last time."""
    manifest = sha256((output.folder / MANIFEST).read_bytes())
    fingerprint = sha256(f"{__version__} {publication!r} {manifest}".encode())
    entry = before.get(DATA, Entry())
    if entry.still_holds(out, fingerprint):
        return entry
    return Entry(fingerprint, _written_apart(out, DATA, lambda folder: write_dataset(output, publication, folder)))


def write_shapes(output: Output, setting: Setting, out: Path, before: Mapping[str, Entry]) -> Entry:
    """Write the records in the shapes of other registers and tools (docs/interop.md), where something changed.

    Of a build with names of natural persons nothing is written: in those shapes names would be passed on unseen.
    """
    if output.manifest["names_of_natural_persons"]:
        return Entry()
    earlier = [open_output(folder) for folder in setting.earlier]
    manifests = [sha256((build.folder / MANIFEST).read_bytes()) for build in (output, *earlier)]
    fingerprint = sha256(f"{__version__} {setting.publication!r} {manifests}".encode())
    entry = before.get(SHAPES, Entry())
    if entry.still_holds(out, fingerprint):
        return entry
    files = _written_apart(out, "", lambda folder: write_interop(output, setting.publication, folder, earlier=earlier))
    return Entry(fingerprint, files)


def write_small_parts(output: Output, site: Site, out: Path, before: Mapping[str, Entry]) -> dict[str, Entry]:
    """Write the files of no page where something changed; and anew each time style, scripts and what servers are told.

    The description of the dataset stands where machines look for it (VoID, section 7.2).
    """
    snippets = render_snippets(output.base, str(output.manifest["register"]))
    void = (out / DATA / "void.ttl").read_bytes()
    parts: Mapping[str, Iterable[Resource]] = {
        WELL_KNOWN: [Resource(f"{WELL_KNOWN}void", void, "text/turtle")],
        ASSETS: assets(),
        SERVER: [Resource(f"{SERVER}{name}", text.encode(), "text/plain") for name, text in snippets.items()],
    }
    written = {name: Entry("", _written(out, files)) for name, files in parts.items()}
    extra = before.get(EXTRA, Entry())
    if not extra.still_holds(out, site.whole_fingerprint):
        extra = Entry(site.whole_fingerprint, _written(out, site.extra()))
    return {**written, EXTRA: extra}


def _written(out: Path, files: Iterable[Resource]) -> dict[str, str]:
    return dict(write_resource(out, each) for each in files)


def _written_apart(out: Path, name: str, write: Callable[[Path], object]) -> dict[str, str]:
    """Have files written into a folder of their own, and move them in when all are there; give their hashes."""
    with TemporaryDirectory(prefix=APART, dir=out) as part:
        write(Path(part))
        files = {}
        for path in sorted(each for each in Path(part).rglob("*") if each.is_file()):
            target = out / name / path.relative_to(part)
            target.parent.mkdir(parents=True, exist_ok=True)
            files[target.relative_to(out).as_posix()] = sha256_of(path)
            shutil.move(path, target)
    return files
