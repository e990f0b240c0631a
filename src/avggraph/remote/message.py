"""Requests and responses of HTTP (RFC 9110), as values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from email.message import Message


@dataclass(frozen=True, slots=True)
class Body:
    """What a request carries; `chunks` gives it anew for each attempt, so that it need not be in memory."""

    length: int
    chunks: Callable[[], Iterable[bytes]]

    @classmethod
    def of(cls, data: bytes) -> Body:
        """Carry bytes.

        >>> Body.of(b"query=ASK+%7B%7D").length
        16
        """
        return cls(len(data), lambda: (data,))


EMPTY = Body.of(b"")


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. `target` is the path with the query string, on the server of the client that sends it."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Body = EMPTY


@dataclass(frozen=True, slots=True)
class Response:
    """What was answered, whole. A header's name is read in any case."""

    status: int
    headers: Message
    body: bytes

    def header(self, name: str) -> str:
        """Give a header's value, or an empty text."""
        return str(self.headers.get(name, ""))

    @property
    def media_type(self) -> str:
        """The media type without its parameters, in lower case; empty where the server names none."""
        return self.header("Content-Type").partition(";")[0].strip().lower()
