"""Words in both languages of the interface."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Language = Literal["nl", "en"]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same words in Dutch and English; an empty text where a language has none."""

    nl: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.nl or self.en)

    def texts(self) -> Iterator[tuple[Language, str]]:
        """Give the texts that there are, each with its language, Dutch first.

        >>> list(Bilingual("stroom", "flow").texts())
        [('nl', 'stroom'), ('en', 'flow')]
        """
        if self.nl:
            yield "nl", self.nl
        if self.en:
            yield "en", self.en


UNSAID = Bilingual()
"""No words in either language."""
