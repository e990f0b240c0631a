"""Replies: what goes back over HTTP, before a server library sends it."""

from __future__ import annotations

from dataclasses import dataclass

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """A status, what is sent with it, and the headers beside those that every answer has."""

    status: int
    media_type: str = ""
    content: bytes = b""
    headers: Headers = ()
