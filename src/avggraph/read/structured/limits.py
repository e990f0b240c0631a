"""What a structured source may cost before it is opened."""

from __future__ import annotations

from avggraph.errors import SourceError, Where
from avggraph.read.files import Limits


def check_size(data: bytes, name: str, limits: Limits | None) -> None:
    """Raise `SourceError` for a source above the limit in bytes.

    >>> check_size(b"Naam;Doel", "a.csv", Limits(max_bytes=4))
    Traceback (most recent call last):
    avggraph.errors.SourceError: a.csv: Het bestand is groter dan de grens van 4 bytes. Verhoog --max-size.
    """
    most = (limits or Limits()).max_bytes
    if len(data) > most:
        raise SourceError(
            f"Het bestand is groter dan de grens van {most} bytes.", where=Where(name), advice="Verhoog --max-size."
        )
