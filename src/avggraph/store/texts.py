"""The texts of a build's source documents, read when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path


class Texts(Mapping[str, str]):
    """The normalised texts by the IRI of their document; only the last is kept, so that memory stays what it was."""

    def __init__(self, folder: Path, base: str) -> None:
        self._folder = folder
        self._start = f"{base}doc/bron/"
        self._last = ("", "")

    def __getitem__(self, iri: str) -> str:
        if iri != self._last[0]:
            if iri not in self:
                raise KeyError(iri)
            self._last = (iri, self._path(iri).read_bytes().decode("utf-8"))
        return self._last[1]

    def __contains__(self, iri: object) -> bool:
        """Tell whether the text is there, without reading it."""
        return isinstance(iri, str) and iri.startswith(self._start) and self._path(iri).is_file()

    def _path(self, iri: str) -> Path:
        # Names of texts are digests; another, such as one that leads out of the folder, is none.
        name = iri.removeprefix(self._start)
        return self._folder / (f"{name}.txt" if name.isalnum() else "")

    def __iter__(self) -> Iterator[str]:
        return (f"{self._start}{path.stem}" for path in sorted(self._folder.glob("*.txt")))

    def __len__(self) -> int:
        return sum(1 for _ in self)
