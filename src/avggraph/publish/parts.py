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

APART = ".apart."
"""How the names begin of folders in a site's folder that a run keeps to itself, and removes."""

DATA = "data"
"""The folder of the files to download, beside the page that lists them."""

SHAPES = "interop"
"""The part of the site with the records in the shapes of others; its files stand in more than one folder."""


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


def write_small_parts(site: Site, snippets: Mapping[str, str], out: Path) -> dict[str, Entry]:
    """Write what is made anew each time: files of no page, style and scripts, server rules, and the well-known file.

    `snippets` are the server rules by file. The description of the dataset stands where machines look for it (VoID,
    section 7.2).
    """
    void = (out / DATA / "void.ttl").read_bytes()
    parts: Mapping[str, Iterable[Resource]] = {
        ".well-known/": [Resource(".well-known/void", void, "text/turtle")],
        "bestanden/": assets(),
        "extra": site.extra(),
        "server/": [Resource(f"server/{name}", text.encode(), "text/plain") for name, text in snippets.items()],
    }
    return {name: Entry("", dict(write_resource(out, each) for each in files)) for name, files in parts.items()}


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
