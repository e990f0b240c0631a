"""Writing the site into a folder, by several processes; what did not change since the last time is not made again."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from avggraph.files import sha256_of
from avggraph.publish.kept import Kept
from avggraph.publish.ledger import Entry, read_ledger, remove_gone, sha256, write_ledger, write_resource
from avggraph.publish.parts import DATASET, SHAPES, Part, data_files
from avggraph.publish.resource import Resource
from avggraph.publish.setting import Setting
from avggraph.publish.site import Site, assets
from avggraph.store import Output, open_output
from avggraph.store.rebase import rebased
from avggraph.web_servers import render_snippets
from avggraph.workers import spread

RUN, EXTRA, ASSETS = "run", "extra", "bestanden/"
"""The names in the ledger of the run as a whole, of files that belong to no page, and of style and scripts."""

_NO_PAGES = frozenset({DATASET.name, SHAPES.name, RUN, EXTRA, ASSETS})

# Pages a process makes before it takes the next ones.
_CHUNK = 16
# How the names begin of folders in a site's folder that a run keeps to itself, and removes.
_APART = ".apart."


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


def publish(order: Order) -> Generator[Done, None, None]:
    """Write the site, page after page, and then remove what an earlier run wrote and is no page any more.

    Each file is there whole or not at all, and one that is the same is left as it is. What a run wrote that was stopped
    is remembered, so that the next one goes on from there. Raises `StoreError` where `out` holds files that are no site
    of ours, or `graph` is no build, and `UsageError` for a base that can be no site's.
    """
    output = open_output(order.graph)
    # Before anything is written: not every base can be that of a site.
    render_snippets(order.base or output.base, output.naming.register)
    before = read_ledger(order.out)
    ledger: dict[str, Entry] = {}
    with ExitStack() as stack:
        stopped = stack.enter_context(ExitStack())
        stopped.callback(_remember, order.out, before, ledger, order.base or output.base)
        if order.base and order.base != output.base:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix=_APART, dir=order.out)))
            output = rebased(output, order.base, folder)
        # The site stands where its things are named, whatever base the publisher's file tells.
        told = replace(order.setting, publication=replace(order.setting.publication, base=output.base))
        ledger[DATASET.name] = data = _write_part(DATASET, output, told, order.out, before)
        setting = replace(told, files=data_files(order.out, data.files))
        kept = Path(stack.enter_context(TemporaryDirectory(prefix="avggraph-")))
        site = Site(output, setting, Kept(kept))
        same = before.get(RUN) == _run(site, before)
        task = _Task(output.folder, order.out, setting, before, kept, same)
        paths = sorted(before.keys() - _NO_PAGES) if same else tuple(site.places)
        for done in spread(_Publisher, task, paths, jobs=order.jobs, chunk=_CHUNK):
            ledger[done.path] = done.entry
            yield done
        ledger[SHAPES.name] = _write_part(SHAPES, output, told, order.out, before)
        ledger[EXTRA] = _write_extra(site, order.out, before)
        ledger[ASSETS] = Entry("", _written(order.out, assets()))
        ledger[RUN] = _run(site, ledger)
        stopped.pop_all()
    remove_gone(order.out, before, ledger)
    write_ledger(order.out, ledger, output.base)


def _run(site: Site, names: Iterable[str]) -> Entry:
    """Give what the ledger has of a run as a whole: what it was made with, and which pages and parts it made."""
    return Entry(sha256(f"{site.whole_fingerprint} {sorted(set(names) - {RUN})}".encode()))


def _write_extra(site: Site, out: Path, before: Mapping[str, Entry]) -> Entry:
    """Write the files of the sections that belong to no page, where something changed."""
    entry = before.get(EXTRA, Entry())
    if entry.still_holds(out, site.whole_fingerprint):
        return entry
    return Entry(site.whole_fingerprint, _written(out, site.extra()))


def _written(out: Path, files: Iterable[Resource]) -> dict[str, str]:
    return dict(write_resource(out, each) for each in files)


def _write_part(part: Part, output: Output, setting: Setting, out: Path, before: Mapping[str, Entry]) -> Entry:
    """Write a part where it would be another than the last time: apart first, and moved in when all of it is there."""
    made_of = part.made_of(output, setting)
    if not made_of:
        return Entry()
    fingerprint = sha256(made_of.encode())
    entry = before.get(part.name, Entry())
    if entry.still_holds(out, fingerprint):
        return entry
    files = {}
    with TemporaryDirectory(prefix=_APART, dir=out) as folder:
        part.write(output, setting, Path(folder))
        for path in sorted(each for each in Path(folder).rglob("*") if each.is_file()):
            target = out / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            files[target.relative_to(out).as_posix()] = sha256_of(path)
            shutil.move(path, target)
    return Entry(fingerprint, files)


def _remember(out: Path, before: Mapping[str, Entry], ledger: Mapping[str, Entry], base: str) -> None:
    """Write down what stands in the folder of a run that was stopped, if that can be written."""
    standing = {name: entry for name, entry in {**before, **ledger}.items() if name != RUN}
    with suppress(OSError):
        write_ledger(out, standing, base)


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
