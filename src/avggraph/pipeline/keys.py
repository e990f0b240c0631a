"""Which description is a copy, and which has which key: what is only known when they stand beside each other."""

from __future__ import annotations

from avggraph.pipeline.describing import Place
from avggraph.read import File


class Keys:
    """Gives each description a key of its own: its number in lower case, numbered on where the number is taken."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._origins: dict[str, tuple[File, str]] = {}
        # The last that was numbered on to, by the number: a register may have given one to all it holds.
        self._last: dict[str, int] = {}

    def take(self, owner: str, wanted: str, name: str, file: File) -> Place | None:
        """Give the place of a description by the sha256 of its text (`owner`), or None for a text met before.

        `name` is that of its document as it may be published, `file` the file that holds it.
        """
        if owner in self._names:
            return None
        self._names[owner] = name
        own = self._free(wanted)
        self._origins[own] = (file, owner)
        return Place(own, name) if own == wanted else Place(own, name, wanted, *self._origins[wanted])

    def first(self, owner: str) -> str:
        """Give the name of the document a text was first met in."""
        return self._names[owner]

    def _free(self, wanted: str) -> str:
        own, last = wanted, self._last.get(wanted, 1)
        while own in self._origins:
            last += 1
            own = f"{wanted}_{last}"
        self._last[wanted] = last
        return own
