"""What the owner of a server decides: how much one question may cost, and who the server is."""

from __future__ import annotations

from dataclasses import dataclass, field

from avggraph.serve.services import Services

# What a query may hold, in characters: the longest saved query has some 6,000.
_LONGEST_QUERY = 100_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question may cost, and all of them together.

    `timeout` is in seconds, for a question with its whole answer; `answer` in bytes, before compression; `query` in
    characters. `at_once` questions are answered at a time; `waiting` others wait for their turn, at most `patience`
    seconds. `memory` (bytes, 0 for no limit) is for the database process, where the system can limit it.
    """

    timeout: float = 30
    answer: int = 100_000_000
    query: int = _LONGEST_QUERY
    at_once: int = 8
    waiting: int = 100
    patience: float = 30
    memory: int = 4_000_000_000

    @property
    def body(self) -> int:
        """The largest request in bytes: a query of which each character is percent-encoded UTF-8, and its dataset."""
        return self.query * 12 + 64_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Who the server is, and to whom it answers.

    `base` is that of all IRIs, `hosts` the names it may be called by (the header `Host`, without port), `origins` the
    origins whose scripts may read the answers ("*" for all). `access_log` writes a line for each request, without who
    asked and, unless `query_strings`, without what was asked.
    """

    base: str
    hosts: frozenset[str]
    limits: Limits = field(default_factory=Limits)
    services: Services = field(default_factory=Services)
    origins: tuple[str, ...] = ()
    access_log: bool = False
    query_strings: bool = False
