"""Trying again: when, how long to wait, and how often."""

from __future__ import annotations

import http.client
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# Another attempt may find the server back: RFC 6585 (section 4) and RFC 9110 (sections 15.6.3 to 15.6.5).
PASSING = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Retries:
    """How often, and how long between: the first pause in seconds, each next one `growth` times as long."""

    attempts: int = 4
    first: float = 0.5
    growth: float = 2.0

    def pauses(self) -> tuple[float, ...]:
        """Give the pauses between attempts, always the same: one user needs no chance to keep out of step.

        >>> Retries().pauses()
        (0.5, 1.0, 2.0)
        """
        return tuple(self.first * self.growth**number for number in range(self.attempts - 1))


def is_passing(error: Exception) -> bool:
    """Tell whether a failure of the network may be over in a moment; time that has run out is not."""
    if isinstance(error, ssl.SSLError):
        return False
    return isinstance(error, ConnectionError | http.client.IncompleteRead)


def asked_pause(retry_after: str, now: datetime | None = None) -> float | None:
    """Read `Retry-After` (RFC 9110, section 10.2.3), seconds or a date; None where it is missing or makes no sense.

    >>> asked_pause("120"), asked_pause("morgen")
    (120.0, None)
    """
    value = retry_after.strip()
    if value.isascii() and value.isdigit() and len(value) < 10:
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
