"""Files in which pages of earlier ones were taken are the same bytes as files that were written of blocks alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.files import sha256_of
from avggraph.graph import pages
from avggraph.graph.blocks import SHARED, Block, EntangledError
from avggraph.graph.page_writer import Around, PageWriter, splice
from avggraph.graph.pages import Pages, Place, Staying

# Heads by number, each with its version: what is in a block changes where its owner does.
HEADS = st.dictionaries(st.integers(0, 60), st.sampled_from("ab"))
LONG = st.integers(1, 3)


class Braces:
    """A frame that opens and closes graphs, as TriG does."""

    def __init__(self) -> None:
        self._graph: str | None = None

    def begin(self) -> bytes:
        return b"head\n"

    def before(self, graph: str) -> bytes:
        if graph == self._graph:
            return b""
        closing, self._graph = self.end(), graph
        return closing + f"{graph} {{".encode()

    def end(self) -> bytes:
        return b"" if self._graph is None else b"}\n"


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_HEADS", 3)


def block(number: int, version: str) -> Block:
    """A block of one node; its graph is a matter of its number, every fifth is no record's own."""
    owner = SHARED if number % 5 == 0 else f"{number}{version}"
    head = head_of(number)
    return Block(head, head, owner, number, b"", [f"{head}{version}\n".encode(), f'"{version * number}"'.encode()])


def head_of(number: int) -> str:
    return f"g{number // 7:02} {number:02}"


def written(folder: Path, blocks: Iterable[Block], head: bytes = b"[") -> Place:
    place = place_in(folder)
    files = writer_of(place, head)
    for each in blocks:
        files.write(each)
    return ended(files, place)


def spliced(folder: Path, earlier: Place, staying: Staying, come: Sequence[Block]) -> Place:
    place = place_in(folder)
    files = writer_of(place, b"[ ")
    try:
        splice(Pages(earlier), staying, come, files, not_joined)
    except EntangledError:
        files.abandon()
        raise
    return ended(files, place)


def ended(files: PageWriter, place: Place) -> Place:
    files.end()
    assert files.close() == {path: sha256_of(path) for path in place.all}
    return place


def place_in(folder: Path) -> Place:
    folder.mkdir()
    return Place((folder / "trig", folder / "json"), folder / "index.jsonl")


def writer_of(place: Place, head: bytes) -> PageWriter:
    return PageWriter(place, [Braces(), Around(head, b",\n", b"]\n")], lambda each: each.partition(" ")[0])


def not_joined(_blocks: Sequence[Block]) -> Block:
    raise AssertionError


def contents(place: Place) -> list[bytes]:
    return [path.read_bytes() for path in place.all]


@given(HEADS, HEADS)
def test_what_is_spliced_is_what_is_written_whole(before: dict[int, str], after: dict[int, str]) -> None:
    earlier, now = ({n: block(n, version) for n, version in sorted(own.items())} for own in (before, after))
    same = {n for n in earlier.keys() & now.keys() if earlier[n] == now[n]}
    kept = {SHARED, *(earlier[n].owner for n in same)}
    changed = [n for n in sorted(earlier.keys() | now.keys()) if n not in same]
    gone = {head_of(n) for n in changed if n % 5 == 0}
    with TemporaryDirectory() as folder:
        old = written(Path(folder, "old"), earlier.values())
        come = [now[n] for n in changed if n in now]
        again = spliced(Path(folder, "again"), old, Staying(kept, gone), come)
        assert contents(again) == contents(written(Path(folder, "whole"), now.values(), b"[ "))
        assert [each[:4] for each in blocks_of(again)] == [each[:4] for each in now.values()]


def blocks_of(place: Place) -> list[Block]:
    found = Pages(place)
    return [each for number in range(len(found.pages)) for each in found.blocks(number)]


def test_pages_give_back_their_blocks(tmp_path: Path) -> None:
    blocks = [block(number, "a") for number in range(40)]
    place = written(tmp_path / "files", blocks)
    assert len(Pages(place).pages) > 5
    assert [(*each[:5], [bytes(text) for text in each.texts]) for each in blocks_of(place)] == [
        tuple(each) for each in blocks
    ]


def test_only_pages_that_changed_are_read(tmp_path: Path) -> None:
    earlier = Pages(written(tmp_path / "files", [block(number, "a") for number in range(60)]))
    everyone = {each for page in earlier.pages for each in page.owners}
    assert earlier.changed(Staying(everyone)) == set()
    assert 1 <= len(earlier.changed(Staying(everyone - {"31a"}))) <= 2
    assert 1 <= len(earlier.changed(Staying(everyone, {head_of(30)}))) <= 2


def test_a_block_that_reaches_into_the_next_page_is_not_guessed_at(tmp_path: Path) -> None:
    blocks = [block(number, "a") for number in range(0, 60, 2)]
    earlier = written(tmp_path / "files", blocks)
    wide = block(31, "b")._replace(last=head_of(59))
    with pytest.raises(EntangledError):
        spliced(tmp_path / "again", earlier, Staying({each.owner for each in blocks}), [wide])


def test_files_that_are_not_as_long_as_their_pages_say_are_not_read(tmp_path: Path) -> None:
    place = written(tmp_path / "files", [block(number, "a") for number in range(20)])
    place.files[0].write_bytes(place.files[0].read_bytes()[:-30])
    with pytest.raises(ValueError, match="does not tell"):
        Pages(place)
