"""Writing the site into a folder, by several processes; what did not change since the last time is not made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from avggraph.errors import StoreError
from avggraph.files import write_whole
from avggraph.publish.resource import Resource
from avggraph.publish.site import Site
from avggraph.store import open_output
from avggraph.version import __version__
from avggraph.workers import spread

LEDGER = ".avggraph-site.json"
"""What the last run wrote: of each page its fingerprint and files. A folder without it is not ours to write into."""

# Pages a process makes before it takes the next ones.
_CHUNK = 16


@dataclass(frozen=True, slots=True)
class Order:
    """What to publish: the build in `graph`, as a site in `out`."""

    graph: Path
    out: Path
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
    before = _read_ledger(order.out)
    site = Site(open_output(order.graph))
    paths = tuple(site.places)
    ledger: dict[str, Entry] = {}
    for done in spread(_Publisher, _Task(order, before), paths, jobs=order.jobs, chunk=_CHUNK):
        ledger[done.path] = done.entry
        yield done
    ledger[""] = Entry("", dict(_write(order.out, each) for each in site.extra()))
    _remove(order.out, before, ledger)
    _write_ledger(order.out, ledger)


@dataclass(frozen=True, slots=True)
class _Task:
    order: Order
    before: Mapping[str, Entry]


class _Publisher:
    """One process's work."""

    def __init__(self, task: _Task) -> None:
        self._task = task
        self._site = Site(open_output(task.order.graph))

    def __call__(self, path: str) -> Done:
        out, before = self._task.order.out, self._task.before.get(path)
        own = self._site.places[path].fingerprint(path)
        fingerprint = hashlib.sha256(f"{own} {self._site.fingerprint}".encode()).hexdigest() if own else ""
        if before and fingerprint and before.fingerprint == fingerprint and _are_there(out, before.files):
            return Done(path, before, made=False)
        return Done(path, Entry(fingerprint, dict(_write(out, each) for each in self._site.files(path))), made=True)


def _are_there(out: Path, files: Mapping[str, str]) -> bool:
    return all((out / file).is_file() for file in files)


def _write(out: Path, resource: Resource) -> tuple[str, str]:
    path = out / resource.path
    if not path.is_file() or path.read_bytes() != resource.content:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, resource.content)
    return resource.path, hashlib.sha256(resource.content).hexdigest()


def _remove(out: Path, before: Mapping[str, Entry], now: Mapping[str, Entry]) -> None:
    kept = {file for entry in now.values() for file in entry.files}
    gone = {file for entry in before.values() for file in entry.files} - kept
    for file in sorted(gone):
        (out / file).unlink(missing_ok=True)
    for folder in sorted({parent for file in gone for parent in (out / file).parents}, reverse=True):
        if folder != out and out in folder.parents and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _read_ledger(out: Path) -> dict[str, Entry]:
    try:
        entries = orjson.loads((out / LEDGER).read_bytes())["pages"]
        return {path: Entry(fingerprint, files) for path, (fingerprint, files) in entries.items()}
    except FileNotFoundError as error:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise StoreError(
                f"{out} bevat iets anders dan een site van avggraph en wordt niet overschreven.",
                advice="Kies een lege of nieuwe map met -o.",
            ) from error
        out.mkdir(parents=True, exist_ok=True)
        (out / LEDGER).write_bytes(b'{"pages":{}}\n')
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{out / LEDGER} is niet te lezen.", advice="Kies een lege of nieuwe map met -o.") from error


def _write_ledger(out: Path, ledger: Mapping[str, Entry]) -> None:
    pages = {path: [entry.fingerprint, dict(sorted(entry.files.items()))] for path, entry in sorted(ledger.items())}
    write_whole(out / LEDGER, orjson.dumps({"avggraph": __version__, "pages": pages}) + b"\n")
