"""Writing the site into a folder, by several processes; what did not change since the last time is not made again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from avggraph.dataset.data_file import data_file
from avggraph.publish.kept import Kept
from avggraph.publish.ledger import Entry, read_ledger, remove_gone, sha256, write_ledger, write_resource
from avggraph.publish.parts import APART, DATA, PARTS, SHAPES, write_data, write_shapes, write_small_parts
from avggraph.publish.setting import Setting
from avggraph.publish.site import Site
from avggraph.store import open_output
from avggraph.store.rebase import rebased
from avggraph.workers import spread

RUN = "run"
"""The name in the ledger of the run as a whole."""

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
    before = read_ledger(order.out)
    ledger: dict[str, Entry] = {}
    with ExitStack() as stack:
        if order.base and order.base != output.base:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix=APART, dir=order.out)))
            output = rebased(output, order.base, folder)
        # The site stands where its things are named, whatever base the publisher's file tells.
        told = replace(order.setting, publication=replace(order.setting.publication, base=output.base))
        ledger[DATA] = data = write_data(output, told.publication, order.out, before)
        files = tuple(data_file(order.out / DATA, path.removeprefix(f"{DATA}/")) for path in data.files)
        kept = Path(stack.enter_context(TemporaryDirectory(prefix="avggraph-")))
        setting = replace(told, files=files)
        site = Site(output, setting, Kept(kept))
        same = before.get(RUN) == _run(site, before)
        task = _Task(output.folder, order.out, setting, before, kept, same)
        paths = sorted(before.keys() - PARTS - {RUN}) if same else tuple(site.places)
        for done in spread(_Publisher, task, paths, jobs=order.jobs, chunk=_CHUNK):
            ledger[done.path] = done.entry
            yield done
        ledger[SHAPES] = write_shapes(output, told, order.out, before)
        ledger |= write_small_parts(output, site, order.out, before)
        ledger[RUN] = _run(site, ledger)
    remove_gone(order.out, before, ledger)
    write_ledger(order.out, ledger)


def _run(site: Site, names: Iterable[str]) -> Entry:
    """Give what the ledger has of a run as a whole: what it was made with, and which pages and parts it made."""
    return Entry(sha256(f"{site.whole_fingerprint} {sorted(set(names) - {RUN})}".encode()))


@dataclass(frozen=True, slots=True)
class _Task:
    """What a process is told: the build, the site's folder, its setting, what stood there, and what others read.

    `same` says that the last run was of the same build with the same setting: only what is damaged is made again.
    """

    graph: Path
    out: Path
    setting: Setting
    before: Mapping[str, Entry]
    kept: Path
    same: bool


class _Publisher:
    """One process's work."""

    def __init__(self, task: _Task) -> None:
        self._task = task
        self._site = Site(open_output(task.graph), task.setting, Kept(task.kept))

    def __call__(self, path: str) -> Done:
        out, before = self._task.out, self._task.before.get(path, Entry())
        if self._task.same and before.is_there(out):
            return Done(path, before, made=False)
        own = self._site.places[path].fingerprint(path) or self._site.build_fingerprint
        fingerprint = sha256(f"{own} {self._site.fingerprint}".encode())
        if before.still_holds(out, fingerprint):
            return Done(path, before, made=False)
        files = dict(write_resource(out, each) for each in self._site.files(path))
        return Done(path, Entry(fingerprint, files), made=files != before.files)
