"""Descriptions that were made apart, gathered in the order of their files: what they share is settled here, once."""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from functools import partial

from avggraph.errors import SourceError
from avggraph.executors import Executor, in_order
from avggraph.graph.terms import Quad
from avggraph.pipeline.chunks import Chunk, ChunkResult, Task, describe_chunk, shown_name
from avggraph.pipeline.describing import Place, digest_of
from avggraph.pipeline.document import Copy, Document, Draft, FileResult, changed, lost
from avggraph.pipeline.earlier import Earlier
from avggraph.pipeline.keys import Keys
from avggraph.pipeline.names import SettledNames
from avggraph.read import File, bytes_of
from avggraph.store.database import link
from avggraph.validate import Finding, RecordFacts, finding_quads, shape_quads

EARLIER = ""
"""The run of blocks that stand in the files of the earlier build."""

# Files a process describes before it takes the next ones: some seconds of work, and some 50 MB of blocks.
CHUNK = 64
# Chunks that are described, and waiting to be taken, for each process.
_AHEAD = 3

_Result = tuple[int, str, FileResult]
_Held = Draft | Copy | Document


class Gathering:
    """The descriptions of one build; `watch` is told of each document.

    Afterwards `documents` tells what became of all, `kept` has the owners whose blocks count by run, `shared` the quads
    that are no description's own; `found` is how many findings of each shape each record has, `loose` are those that
    are no record's own.
    """

    def __init__(self, task: Task, earlier: Earlier | None, watch: Callable[[Document], None]) -> None:
        self.documents: list[Document] = []
        self.kept: defaultdict[str, set[str]] = defaultdict(set)
        self.shared: set[Quad] = set()
        self.found: list[tuple[RecordFacts, Mapping[str, int]]] = []
        self.loose: set[Finding] = set()
        self._task = task
        self._naming = task.options.naming
        self._pickled = pickle.dumps(task)
        self._earlier = earlier
        self._watch = watch
        self._keys = Keys()
        self._names = SettledNames()

    @property
    def reused(self) -> int:
        """The number of descriptions that are taken over from the earlier build."""
        return len(self.kept[EARLIER])

    def gathered(
        self, files: Sequence[File], start: Callable[[], Executor] | None, jobs: int
    ) -> Generator[FileResult, None, None]:
        """Describe files, with the workers that `start` gives where there are more than one process does at a time.

        Gives what each file held, where the next build may take it over; nothing of it is kept in memory. Who does not
        take all is to close it, which ends the workers.
        """
        with closing(self._described(files, start, jobs)) as described:
            for number, run, result in described:
                settled = self._settled(files[number], number, run, result.results)
                taken = [self._take(its_run, each) and its_run == run for its_run, each in settled]
                if all(taken) and result.digest:
                    yield result
        shapes = {shape for _, found in self.found for shape in found} | {each.shape for each in self.loose}
        self.shared.update(finding_quads(self.loose, self._naming), shape_quads(sorted(shapes), self._naming))

    def _settled(self, file: File, number: int, run: str, results: Sequence[_Held]) -> list[tuple[str, _Held]]:
        """Give what a file held, each with the run of its blocks: what has a number that is taken is made again."""
        drafts = [each for each in results if isinstance(each, Draft)]
        places = {each.owner: self._keys.take(each.owner, each.key, each.document.name, file) for each in drafts}
        moved = {
            each.owner: place for each in drafts if (place := places[each.owner]) is not None and place.key != each.key
        }
        its_run, again = self._placed(file, number, moved) if moved else (run, {})
        settled: list[tuple[str, _Held]] = []
        for each in results:
            if not isinstance(each, Draft):
                settled.append((run, each))
            elif each.owner in moved:
                settled.append((its_run, again.get(each.owner) or changed(moved[each.owner].name)))
            elif places[each.owner] is None:
                settled.append((run, Copy(each.owner, each.document.name)))
            else:
                settled.append((run, each))
        return settled

    def _placed(self, file: File, number: int, places: Mapping[str, Place]) -> tuple[str, dict[str, Draft]]:
        """Describe what a file has at places, and give the run of it: all at once, as the whole file is read for it."""
        made = describe_chunk(self._pickled, Chunk(number, (file,), tuple(places.items())))
        return made.run, {each.owner: each for each in made.files[0].results if isinstance(each, Draft)}

    def _take(self, run: str, result: _Held) -> bool:
        """Take what came of a document; tell whether the next build may take it over."""
        match result:
            case Document():
                self._tell(result)
                return not result.unreadable
            case Copy():
                return self._take_copy(result)
            case Draft():
                self._take_draft(result, run)
                return True

    def _take_copy(self, copy: Copy) -> bool:
        self._tell(Document(copy.name, skipped=f"Dezelfde tekst als {self._keys.first(copy.owner)}."))
        return False

    def _take_draft(self, draft: Draft, run: str) -> None:
        self.kept[run].add(draft.owner)
        if run == EARLIER and self._earlier:
            link(self._earlier.text(draft.source), self._task.texts / f"{draft.source}.txt")
        self.shared.update(self._names.settled(draft.shared))
        self.found.append((draft.facts(self._naming), draft.found))
        self.loose.update(draft.loose)
        self._tell(draft.document)

    def _tell(self, document: Document) -> None:
        self.documents.append(document)
        self._watch(document)

    # ------------------------------------------------------------ describing

    def _described(
        self, files: Sequence[File], start: Callable[[], Executor] | None, jobs: int
    ) -> Generator[_Result, None, None]:
        """Give what each file held, in order, with its number and the run of its blocks."""
        known = {number: result for number, file in enumerate(files) if (result := self._known(file))}
        others = [(number, file) for number, file in enumerate(files) if number not in known]
        with closing(self._made(others, start, jobs)) as made:
            for number in range(len(files)):
                yield (number, EARLIER, known.pop(number)) if number in known else next(made)

    def _known(self, file: File) -> FileResult | None:
        if self._earlier is None:
            return None
        try:
            data = bytes_of(file, self._task.options.limits)
        except SourceError:
            return None
        return self._earlier.result(digest_of(data, file.name))

    def _made(
        self, files: Sequence[tuple[int, File]], start: Callable[[], Executor] | None, jobs: int
    ) -> Generator[_Result, None, None]:
        chunks = list(map(_chunk, (files[at : at + CHUNK] for at in range(0, len(files), CHUNK))))
        work = partial(describe_chunk, self._pickled)
        if len(chunks) < 2:
            start = None
        numbers = iter(files)
        with closing(
            in_order(work, chunks, start, window=jobs * _AHEAD, halves=Chunk.halves, lost=self._lost)
        ) as results:
            for made in results:
                for result in made.files:
                    yield next(numbers)[0], made.run, result

    def _lost(self, chunk: Chunk) -> ChunkResult:
        """Tell of a file that ended the process that read it, twice."""
        [file] = chunk.files
        document = lost(shown_name(self._pickled, file.name))
        return ChunkResult(f"{chunk.number:08}", (FileResult("", (document,)),))


def _chunk(files: Sequence[tuple[int, File]]) -> Chunk:
    return Chunk(files[0][0], tuple(file for _, file in files))
