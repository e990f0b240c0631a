"""A file that a thread of its own writes and hashes, of bytes and of stretches of files that are there."""

from __future__ import annotations

import hashlib
import mmap
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from avggraph.errors import StoreError

# Bytes that are handed to the thread at a time, and that may wait for it; a stretch takes no memory.
_PORTION = 1 << 22
_WAITING = 1 << 24
# Bytes of a stretch that are read at a time.
_READ = 1 << 20


class Source:
    """A file that is there: its bytes, which are not read before they are asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as stream:
            is_empty = not path.stat().st_size
            self.data = memoryview(b"" if is_empty else mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))


class Stretch(NamedTuple):
    """Bytes of a file that is there."""

    source: Source
    start: int
    end: int

    def part(self, start: int, end: int) -> memoryview:
        """Give some of the bytes, counted from where these start."""
        return self.source.data[self.start + start : self.start + end]

    def read(self) -> Iterator[memoryview]:
        """Give the bytes, some at a time, which hold until the next are asked for; no more of the file is in memory.

        Raises `StoreError` where the file has become shorter.
        """
        with self.source.path.open("rb", buffering=0) as stream:
            stream.seek(self.start)
            rest, buffer = self.end - self.start, memoryview(bytearray(_READ))
            while rest > 0 and (size := stream.readinto(buffer[: min(rest, _READ)])):
                yield buffer[:size]
                rest -= size
        if rest > 0:
            raise StoreError(
                f"{self.source.path} werd korter terwijl er werd gebouwd.", advice="Bouw opnieuw, met --fresh."
            )


Part = bytes | memoryview | Stretch


class HashedFile:
    """Writes a file, in order; `sha256` is its hash in hexadecimal, once it was closed.

    What the thread fails at is raised by what is written next, or by closing.
    """

    def __init__(self, path: Path) -> None:
        self._stream = path.open("wb", buffering=0)
        self._hash = hashlib.sha256()
        self._thread = ThreadPoolExecutor(1)
        self._handed: deque[tuple[Future[None], int]] = deque()
        self._parts: list[Part] = []
        self._size = self._waiting = 0

    @property
    def sha256(self) -> str:
        """The hash of what was written."""
        return self._hash.hexdigest()

    def write(self, part: Part) -> None:
        """Write something after all that was written before."""
        self._parts.append(part)
        if not isinstance(part, Stretch):
            self._size += len(part)
        if isinstance(part, Stretch) or self._size >= _PORTION:
            self._hand_over()

    def close(self) -> None:
        """Wait until all is written."""
        try:
            self._hand_over()
            self._wait(0)
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Close the file with no more than what was written of it."""
        self._thread.shutdown(cancel_futures=True)
        self._stream.close()

    def _hand_over(self) -> None:
        self._handed.append((self._thread.submit(self._written, self._parts), self._size))
        self._waiting += self._size
        self._parts, self._size = [], 0
        self._wait(_WAITING)

    def _wait(self, size: int) -> None:
        """Wait until no more than so many bytes wait; with 0, until all is written."""
        while self._handed and (not size or self._waiting > size):
            written, taken = self._handed.popleft()
            written.result()
            self._waiting -= taken

    def _written(self, parts: Sequence[Part]) -> None:
        small: list[bytes | memoryview] = []
        for part in parts:
            if isinstance(part, Stretch):
                self._put(b"".join(small))
                small = []
                for data in part.read():
                    self._put(data)
            else:
                small.append(part)
        self._put(b"".join(small))

    def _put(self, data: bytes | memoryview) -> None:
        self._hash.update(data)
        rest = memoryview(data)
        while rest:
            rest = rest[self._stream.write(rest) :]
