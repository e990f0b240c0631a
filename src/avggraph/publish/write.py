"""Writing the site into a folder, by several processes; what did not change since the last time is not made again."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from avggraph.dataset.data_file import data_file
from avggraph.publish.ledger import Entry, read_ledger, remove_gone, sha256, write_ledger, write_resource
from avggraph.publish.parts import APART, DATA, SHAPES, write_data, write_shapes, write_small_parts
from avggraph.publish.setting import Setting
from avggraph.publish.site import Site
from avggraph.store import open_output
from avggraph.store.rebase import rebased
from avggraph.web_servers import render_snippets
from avggraph.workers import spread

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

    Each file is there whole or not at all, and one that is the same is left as it is. What a run wrote that was stopped
    is remembered, so that the next one goes on from there. Raises `StoreError` where `out` holds files that are no site
    of ours, or `graph` is no build, and `UsageError` for a base that can be no site's.
    """
    output = open_output(order.graph)
    # Before anything is written: not every base can be that of a site.
    snippets = render_snippets(order.base or output.base, output.naming.register)
    before = read_ledger(order.out)
    ledger: dict[str, Entry] = {}
    with ExitStack() as stack:
        stopped = stack.enter_context(ExitStack())
        stopped.callback(_remember, order.out, before, ledger)
        if order.base and order.base != output.base:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix=APART, dir=order.out)))
            output = rebased(output, order.base, folder)
        # The site stands where its things are named, whatever base the publisher's file tells.
        told = replace(order.setting, publication=replace(order.setting.publication, base=output.base))
        ledger[DATA] = data = write_data(output, told.publication, order.out, before)
        files = tuple(data_file(order.out / DATA, path.removeprefix(f"{DATA}/")) for path in data.files)
        task = _Task(output.folder, order.out, replace(told, files=files), before)
        site = Site(output, task.setting)
        for done in spread(_Publisher, task, tuple(site.places), jobs=order.jobs, chunk=_CHUNK):
            ledger[done.path] = done.entry
            yield done
        ledger[SHAPES] = write_shapes(output, told, order.out, before)
        ledger |= write_small_parts(site, snippets, order.out)
        stopped.pop_all()
    remove_gone(order.out, before, ledger)
    write_ledger(order.out, ledger)


def _remember(out: Path, before: Mapping[str, Entry], ledger: Mapping[str, Entry]) -> None:
    """Write down what stands in the folder of a run that was stopped, if that can be written."""
    with suppress(OSError):
        write_ledger(out, {**before, **ledger})


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
        out, before = self._task.out, self._task.before.get(path, Entry())
        own = self._site.places[path].fingerprint(path) or self._site.build_fingerprint
        fingerprint = sha256(f"{own} {self._site.fingerprint}".encode())
        if before.still_holds(out, fingerprint):
            return Done(path, before, made=False)
        files = dict(write_resource(out, each) for each in self._site.files(path))
        return Done(path, Entry(fingerprint, files), made=files != before.files)
