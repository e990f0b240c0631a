"""How much one source may cost: in bytes, members, pages, seconds and memory."""

from __future__ import annotations

from dataclasses import dataclass

from avggraph.errors import SourceError, Where


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one source may cost; what goes over is refused with the limit named.

    `max_bytes`: one document, also inside an archive; a description is some kilobytes, 20 MB is generous.
    `max_unpacked_bytes` and `max_members`: all that an archive and the archives in it unpack to.
    `max_ratio`: unpacked bytes per packed byte of a member; deflate can do 1,032, Office documents do 5 to 60.
    `max_depth`: archives in archives; a zip of zips is 2.
    `max_pages`: pages of a PDF.
    `max_nesting`: elements inside elements on a page; browsers stop at 512.
    `max_seconds` and `max_memory` (bytes): what reading one PDF or web page may take.
    """

    max_bytes: int = 20_000_000
    max_unpacked_bytes: int = 500_000_000
    max_members: int = 10_000
    max_ratio: int = 200
    max_depth: int = 3
    max_pages: int = 1_000
    max_nesting: int = 1_000
    max_seconds: float = 60.0
    max_memory: int = 2_000_000_000


def megabytes(count: int) -> str:
    """Write a number of bytes as a user reads it.

    >>> megabytes(20_000_000)
    '20 MB'
    >>> megabytes(1_000)
    '0.001 MB'
    """
    digits = 1 if count >= 100_000 else 6
    return f"{count / 1e6:.{digits}f}".rstrip("0").removesuffix(".") + " MB"


def check_size(size: int, limits: Limits, where: Where) -> None:
    """Raise `SourceError` for a file of more bytes than is read."""
    if size > limits.max_bytes:
        raise SourceError(
            f"Het bestand is {megabytes(size)}; de grens is {megabytes(limits.max_bytes)}.",
            where=where,
            advice="Verhoog --max-size als dit echt één document is.",
        )
