"""A build from its sources to its folder: the files of the graph, the database, the reports."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, nullcontext
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from avggraph.errors import StoreError, UsageError
from avggraph.executors import Processes
from avggraph.graph import FORMATS, Order, concept_quads
from avggraph.graph.blocks import EntangledError
from avggraph.graph.page_writer import Around
from avggraph.pipeline.chunks import Task
from avggraph.pipeline.describing import validator_of
from avggraph.pipeline.document import BuildResult, Document
from avggraph.pipeline.earlier import DOCUMENTS, Earlier, stamp_of, write_documents
from avggraph.pipeline.gathering import Gathering
from avggraph.pipeline.merging import Merging
from avggraph.pipeline.options import BuildOptions
from avggraph.pipeline.reports import JUDGED, Reports, write_documents_report, write_manifest
from avggraph.read import SourceFile, discover
from avggraph.store import database, output
from avggraph.store.staging import staged
from avggraph.validate import Ledger, Totals
from avggraph.vocabulary import concept_lines

Watch = Callable[[str, Document | None], None]


def _unwatched(_station: str, _document: Document | None) -> None:
    return None


def build(
    sources: Iterable[Path], out: Path, options: BuildOptions | None = None, watch: Watch = _unwatched
) -> BuildResult:
    """Build the graph of all descriptions under the sources into the folder `out`.

    A file that holds no description, or cannot be read, is reported and the rest is built. What an earlier build in
    `out` made of files that did not change is taken over; the files are the same bytes as without it. `watch` is told
    of each document and of each station. Raises `UsageError` and `StoreError` before anything is written.
    """
    options = options or BuildOptions()
    _check_formats(options.formats)
    files = tuple(discover(sources, without=out))
    try:
        return _Building(files, out, options, watch).run()
    except EntangledError:
        # Numbers that begin with another's number: their nodes are sorted among each other, which takes them all.
        return _Building(files, out, replace(options, fresh=True), watch).run()


def _check_formats(names: Sequence[str]) -> None:
    unknown = sorted(set(names) - {each.name for each in FORMATS})
    if unknown:
        raise UsageError(
            f"Onbekend formaat: {', '.join(unknown)}.",
            advice=f"Kies uit: {', '.join(each.name for each in FORMATS)}.",
        )


class _Building:
    """One build."""

    def __init__(self, files: tuple[SourceFile, ...], out: Path, options: BuildOptions, watch: Watch) -> None:
        self._files = files
        self._out = out
        self._options = options
        self._watch = watch

    def run(self) -> BuildResult:
        with staged(self._out) as folder:
            task = Task(self._options, folder, None if self._options.fresh else self._out / output.LEDGER)
            for each in (task.runs, task.texts, folder / output.PARTS):
                each.mkdir()
            stamp = stamp_of(self._options)
            earlier = None if self._options.fresh else Earlier.open(self._out, stamp, task.orders)
            if earlier is not None:
                # What is described again has changed: what was found for it is not in the ledger.
                task = replace(task, ledger=None)
            gathering = self._gathered(task, earlier, stamp)
            totals = self._reports.totals(gathering.found, gathering.loose)
            with Merging(task, gathering, earlier) as merging:
                self._write(task, merging, gathering, earlier, totals)
            if merging.is_entangled:
                write_documents(folder / output.PARTS / DOCUMENTS, "", ())
            shutil.rmtree(task.runs)
            quads, findings = merging.quads, totals.whole.counts
            write_manifest(folder, gathering.documents, quads, findings, self._options, merging.sha256)
        return BuildResult(self._out, tuple(gathering.documents), quads, findings, gathering.reused)

    def _gathered(self, task: Task, earlier: Earlier | None, stamp: str) -> Gathering:
        gathering = Gathering(task, earlier, lambda document: self._watch("read", document))
        jobs = self._options.jobs
        start = (lambda: Processes(jobs)) if jobs > 1 else None
        with closing(gathering.gathered(self._files, start, jobs)) as results:
            write_documents(task.folder / output.PARTS / DOCUMENTS, stamp, results)
        gathering.shared.update(concept_quads(concept_lines(), self._options.naming))
        self._keep_the_old_one(gathering.documents)
        return gathering

    def _write(
        self, task: Task, merging: Merging, gathering: Gathering, earlier: Earlier | None, totals: Totals
    ) -> None:
        """Write the files of the graph and the reports; a large database is filled beside it by another process."""
        graph, path = task.folder / output.GRAPH, task.folder / output.STORE
        merging.write_shared()
        first, *others = task.formats
        self._tell_of(task, first)
        merging.write_graph(first)
        is_like_earlier = earlier is not None and 2 * gathering.reused > len(gathering.found)
        if not is_like_earlier:
            merging.wait()
        with nullcontext() if is_like_earlier else database.filled(path, graph, self._options.jobs):
            for order in others:
                self._tell_of(task, order)
                merging.write_graph(order)
            self._watch("reports", None)
            self._write_reports(task, merging, gathering, totals)
            self._watch("store", None)
        if earlier is not None and is_like_earlier:
            database.fill_from(earlier.folder / output.STORE, path, merging.gone(), merging.come())
        merging.wait()

    def _write_reports(self, task: Task, merging: Merging, gathering: Gathering, totals: Totals) -> None:
        texts = output.Output(task.folder, {"base": self._options.naming.base}).documents
        for order, loose in self._reports.loose_blocks(gathering.loose, texts).items():
            merging.write(order, self._reports.frames(order, totals), loose)
        merging.write(JUDGED, [Around(Ledger.open(None, validator_of(self._options.naming)).head)])
        write_documents_report(gathering.documents, task.folder)

    def _tell_of(self, task: Task, order: Order) -> None:
        for each in task.formats[order]:
            self._watch(f"write {each.file}", None)

    @cached_property
    def _reports(self) -> Reports:
        return Reports(self._options)

    def _keep_the_old_one(self, documents: Sequence[Document]) -> None:
        """Refuse to put an empty graph in the place of an earlier build."""
        if output.is_build(self._out) and not any(document.key for document in documents):
            reasons = "; ".join(f"{document.name}: {document.skipped}" for document in documents[:3])
            raise StoreError(
                f"Er is geen beschrijving gelezen ({reasons or 'geen bestanden'}); "
                f"de graaf in {self._out} is gebleven.",
                advice="Kies andere bronnen, of een nieuwe map met -o.",
            )
