"""Writing the site into a folder, by several processes; what did not change since the last time is not made again."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from avggraph.files import sha256_of
from avggraph.own_folder import own_folder
from avggraph.publish.kept import Kept
from avggraph.publish.ledger import Entry, read_ledger, remove_gone, sha256, write_ledger, write_resource
from avggraph.publish.parts import DATASET, PARTS, Part, data_files
from avggraph.publish.setting import Setting
from avggraph.publish.site import Site, assets
from avggraph.store import open_output
from avggraph.store.rebase import rebased
from avggraph.web_servers import render_snippets
from avggraph.workers import spread

RUN, EXTRA, ASSETS = "run", "extra", "bestanden/"
"""The names in the ledger of the run as a whole, of files that belong to no page, and of style and scripts."""

_PARTS = {part.name: part for part in PARTS}
_NO_PAGES = frozenset({*_PARTS, RUN, EXTRA, ASSETS})

# The folder that a run keeps to itself, which no server shows.
_APART = ".apart."

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


def publish(order: Order) -> Generator[Done, None, None]:
    """Write the site, page after page, and then remove what an earlier run wrote and is no page any more.

    What is written in one stream is written beside the pages, where there are processes for it. Each file is there
    whole or not at all, and one that is the same is left as it is. What a run wrote that was stopped is remembered, so
    that the next one goes on from there. Raises `StoreError` where `out` holds files that are no site of ours, or
    `graph` is no build, and `UsageError` for a base that can be no site's.
    """
    output = open_output(order.graph)
    # Before anything is written: not every base can be that of a site.
    render_snippets(order.base or output.base, output.naming.register)
    before = read_ledger(order.out)
    ledger: dict[str, Entry] = {}
    with ExitStack() as stack:
        stopped = stack.enter_context(ExitStack())
        stopped.callback(_remember, order.out, before, ledger, order.base or output.base)
        own = stack.enter_context(own_folder(order.out, _APART))
        if order.base and order.base != output.base:
            output = rebased(output, order.base, _made(own / "graph"), jobs=order.jobs)
        # The site stands where its things are named, whatever base the publisher's file tells.
        told = replace(order.setting, publication=replace(order.setting.publication, base=output.base))
        site = Site(output, told, Kept(_made(own / "kept")))
        task = _Task(output.folder, order.out, told, before, own, before.get(RUN) == _run(site, before))
        for done in spread(
            _Publisher, task, _names(site, task), jobs=order.jobs, chunk=_CHUNK, alone=tuple(_PARTS), in_order=False
        ):
            ledger[done.path] = done.entry
            if done.path not in _NO_PAGES:
                yield done
        files = data_files(order.out, ledger[DATASET.name].files)
        for done in map(_Publisher(replace(task, setting=replace(told, files=files))), _that_tell_of_files(site)):
            ledger[done.path] = done.entry
            yield done
        ledger[ASSETS] = Entry("", dict(write_resource(order.out, each) for each in assets()))
        ledger[RUN] = _run(site, ledger)
        stopped.pop_all()
    remove_gone(order.out, before, ledger)
    write_ledger(order.out, ledger, output.base)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _run(site: Site, names: Iterable[str]) -> Entry:
    """Give what the ledger has of a run as a whole: what it was made with, and which pages and parts it made."""
    return Entry(sha256(f"{site.whole_fingerprint} {sorted(set(names) - {RUN})}".encode()))


def _names(site: Site, task: _Task) -> Iterator[str]:
    """Give what is to be made, but for the parts and what waits for them: first what takes long."""
    yield EXTRA
    if task.same:
        yield from sorted(task.before.keys() - _NO_PAGES - set(_that_tell_of_files(site)))
        return
    # Read once, and not by each process at the same time.
    places, _digests = site.places, site.reader.digests
    yield from (path for path, section in places.items() if section.asks_all)
    yield from (path for path, section in places.items() if not (section.asks_all or section.tells_of_files))


def _that_tell_of_files(site: Site) -> tuple[str, ...]:
    return tuple(path for section in site.sections if section.tells_of_files for path in section.paths())


def _remember(out: Path, before: Mapping[str, Entry], ledger: Mapping[str, Entry], base: str) -> None:
    """Write down what stands in the folder of a run that was stopped, if that can be written."""
    standing = {name: entry for name, entry in {**before, **ledger}.items() if name != RUN}
    with suppress(OSError):
        write_ledger(out, standing, base)


@dataclass(frozen=True, slots=True)
class _Task:
    """What a process is told: the build, the site's folder, its setting, what stood there, and the run's own folder.

    `same` says that the last run was of the same build with the same setting: only what is damaged is made again.
    """

    graph: Path
    out: Path
    setting: Setting
    before: Mapping[str, Entry]
    own: Path
    same: bool


class _Publisher:
    """One process's work: parts and pages, by their names in the ledger."""

    def __init__(self, task: _Task) -> None:
        self._task = task

    @cached_property
    def _site(self) -> Site:
        """The site, which a process that writes a part does not ask for."""
        return Site(open_output(self._task.graph), self._task.setting, Kept(self._task.own / "kept"))

    def __call__(self, name: str) -> Done:
        out, before = self._task.out, self._task.before.get(name, Entry())
        if self._task.same and (before.files or name not in _PARTS) and before.is_there(out):
            return Done(name, before, made=False)
        fingerprint = self._fingerprint(name)
        if before.still_holds(out, fingerprint):
            return Done(name, before, made=False)
        files = self._written(name) if fingerprint else {}
        return Done(name, Entry(fingerprint, files), made=files != before.files)

    def _fingerprint(self, name: str) -> str:
        """Give a hash of what a part or page is made of; empty for a part that is not to be written."""
        if part := _PARTS.get(name):
            made_of = part.made_of(open_output(self._task.graph), self._task.setting)
            return sha256(made_of.encode()) if made_of else ""
        if name == EXTRA:
            return self._site.whole_fingerprint
        own = self._site.places[name].fingerprint(name) or self._site.build_fingerprint
        return sha256(f"{own} {self._site.fingerprint}".encode())

    def _written(self, name: str) -> dict[str, str]:
        """Write a part or page; give the hash of each of its files."""
        if part := _PARTS.get(name):
            return self._moved_in(part)
        files = self._site.extra() if name == EXTRA else self._site.files(name)
        return dict(write_resource(self._task.out, each) for each in files)

    def _moved_in(self, part: Part) -> dict[str, str]:
        """Write a part apart, and move it in when all of it is there."""
        out, files = self._task.out, {}
        folder = _made(self._task.own / part.name)
        part.write(open_output(self._task.graph), self._task.setting, folder)
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            target = out / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            files[target.relative_to(out).as_posix()] = sha256_of(path)
            shutil.move(path, target)
        return files
