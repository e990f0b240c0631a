"""Writing the site into a folder, by several processes; what did not change since the last time is not made again."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import orjson

from avggraph.dataset import write_dataset
from avggraph.dataset.data_file import data_file
from avggraph.errors import StoreError
from avggraph.files import write_whole
from avggraph.publish.resource import Resource
from avggraph.publish.setting import Setting
from avggraph.publish.site import Site, assets
from avggraph.store import Output, open_output
from avggraph.store.output import MANIFEST
from avggraph.store.rebase import rebased
from avggraph.version import __version__
from avggraph.workers import spread

LEDGER = ".avggraph-site.json"
"""What the last run wrote: of each page its fingerprint and files. A folder without it is not ours to write into."""

DATA = "data"
"""The folder of the files to download, beside the page that lists them."""

# Pages a process makes before it takes the next ones.
_CHUNK = 16


@dataclass(frozen=True, slots=True)
class Order:
    """What to publish: the build in `graph`, as a site in `out`.

    `base` is that of the site's IRIs, where it is another than the build's. What the setting says of files is found
    here.
    """

    graph: Path
    out: Path
    base: str = ""
    setting: Setting = field(default_factory=Setting)
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger says of a page: the fingerprint it was made with, and the hash of each of its files."""

    fingerprint: str
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a page; `made` is false where it was as it should be."""

    path: str
    entry: Entry
    made: bool


def publish(order: Order) -> Iterator[Done]:
    """Write the site, page after page, and then remove what an earlier run wrote and is no page any more.

    Each file is there whole or not at all, and one that is the same is left as it is. Raises `StoreError` where `out`
    holds files that are no site of ours, or `graph` is no build.
    """
    output = open_output(order.graph)
    before = _read_ledger(order.out)
    ledger: dict[str, Entry] = {}
    with ExitStack() as stack:
        if order.base and order.base != output.base:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix=".moved.", dir=order.out)))
            output = rebased(output, order.base, folder)
        ledger[f"{DATA}/"] = entry = _write_data(output, order, before.get(f"{DATA}/"))
        files = tuple(data_file(order.out / DATA, path.removeprefix(f"{DATA}/")) for path in entry.files)
        task = _Task(output.folder, order.out, replace(order.setting, files=files), before)
        site = Site(output, task.setting)
        for done in spread(_Publisher, task, tuple(site.places), jobs=order.jobs, chunk=_CHUNK):
            ledger[done.path] = done.entry
            yield done
        ledger["extra/"] = Entry("", dict(_write(order.out, each) for each in site.extra()))
    ledger[".well-known/"] = _write_well_known(order.out)
    ledger["bestanden/"] = Entry("", dict(_write(order.out, each) for each in assets()))
    _remove(order.out, before, ledger)
    _write_ledger(order.out, ledger)


def _write_data(output: Output, order: Order, before: Entry | None) -> Entry:
    """Write the files to download, where the build or the publication is another than the last time."""
    publication = order.setting.publication
    told = f"{__version__} {publication!r} {_sha256((output.folder / MANIFEST).read_bytes())}"
    fingerprint = _sha256(told.encode())
    if before and before.fingerprint == fingerprint and _are_there(order.out, before.files):
        return before
    files = _write_part(order.out, DATA, lambda folder: write_dataset(output, publication, folder))
    return Entry(fingerprint, files)


def _write_well_known(out: Path) -> Entry:
    """Put the description of the dataset where machines look for it (VoID, section 7.2)."""
    content = (out / DATA / "void.ttl").read_bytes()
    return Entry("", dict([_write(out, Resource(".well-known/void", content, "text/turtle"))]))


def _write_part(out: Path, name: str, write: Callable[[Path], object]) -> dict[str, str]:
    """Have a part of the site written into a folder of its own, and move its files in; give their hashes."""
    with TemporaryDirectory(prefix=".part.", dir=out) as part:
        write(Path(part))
        files = {}
        for path in sorted(each for each in Path(part).rglob("*") if each.is_file()):
            target = out / name / path.relative_to(part)
            target.parent.mkdir(parents=True, exist_ok=True)
            files[target.relative_to(out).as_posix()] = _sha256_of(path)
            shutil.move(path, target)
    return files


@dataclass(frozen=True, slots=True)
class _Task:
    """What a process is told: the build, the site's folder, its setting, and what stood there."""

    graph: Path
    out: Path
    setting: Setting
    before: Mapping[str, Entry]


class _Publisher:
    """One process's work."""

    def __init__(self, task: _Task) -> None:
        self._task = task
        self._site = Site(open_output(task.graph), task.setting)

    def __call__(self, path: str) -> Done:
        out, before = self._task.out, self._task.before.get(path)
        own = self._site.places[path].fingerprint(path)
        fingerprint = _sha256(f"{own} {self._site.fingerprint}".encode()) if own else ""
        if before and fingerprint and before.fingerprint == fingerprint and _are_there(out, before.files):
            return Done(path, before, made=False)
        return Done(path, Entry(fingerprint, dict(_write(out, each) for each in self._site.files(path))), made=True)


def _are_there(out: Path, files: Mapping[str, str]) -> bool:
    """Tell whether all files are there and were not changed."""
    return all(
        (out / file).is_file() and _sha256((out / file).read_bytes()) == sha256 for file, sha256 in files.items()
    )


def _write(out: Path, resource: Resource) -> tuple[str, str]:
    path = out / resource.path
    if not path.is_file() or path.read_bytes() != resource.content:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, resource.content)
    return resource.path, _sha256(resource.content)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _sha256_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _remove(out: Path, before: Mapping[str, Entry], now: Mapping[str, Entry]) -> None:
    kept = {file for entry in now.values() for file in entry.files}
    gone = {file for entry in before.values() for file in entry.files} - kept
    for file in sorted(gone):
        (out / file).unlink(missing_ok=True)
    for folder in sorted({parent for file in gone for parent in (out / file).parents}, reverse=True):
        if folder != out and out in folder.parents and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _read_ledger(out: Path) -> dict[str, Entry]:
    if not (out / LEDGER).exists():
        _begin(out)
    try:
        entries = orjson.loads((out / LEDGER).read_bytes())["pages"]
        ledger = {path: Entry(fingerprint, dict(files)) for path, (fingerprint, files) in entries.items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unreadable(out) from error
    if not all(_is_inside(file) for entry in ledger.values() for file in entry.files):
        raise _unreadable(out)
    return ledger


def _begin(out: Path) -> None:
    """Begin a site in a new or empty folder."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise StoreError(
            f"{out} bevat iets anders dan een site van avggraph en wordt niet overschreven.",
            advice="Kies een lege of nieuwe map met -o.",
        )
    out.mkdir(parents=True, exist_ok=True)
    _write_ledger(out, {})


def _unreadable(out: Path) -> StoreError:
    return StoreError(f"{out / LEDGER} is niet te lezen.", advice="Kies een lege of nieuwe map met -o.")


def _is_inside(file: str) -> bool:
    """Tell whether a path stays within the folder it is in."""
    path = PurePosixPath(file)
    return not path.is_absolute() and ".." not in path.parts


def _write_ledger(out: Path, ledger: Mapping[str, Entry]) -> None:
    pages = {path: [entry.fingerprint, dict(sorted(entry.files.items()))] for path, entry in sorted(ledger.items())}
    write_whole(out / LEDGER, orjson.dumps({"avggraph": __version__, "pages": pages}) + b"\n")
