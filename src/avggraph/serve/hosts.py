"""By which names a server may be called: a page elsewhere cannot reach a server of this machine by a name of its own.

Without this, a name that its owner lets point to 127.0.0.1 (DNS rebinding) would make the browser take our answers for
those of the owner's site.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""The names of this machine to itself."""

_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^:\[\]/@\s]+)(?::[0-9]{1,5})?", re.IGNORECASE)


def name_of(host: str) -> str:
    """Give the name in a header `Host` without its port, in lower case; empty where it is none.

    >>> name_of("Data.Voorbeeld.NL:8000"), name_of("[::1]:8000"), name_of("127.0.0.1@kwaad.example")
    ('data.voorbeeld.nl', '[::1]', '')
    """
    found = _HOST.fullmatch(host.strip())
    return found["name"].lower().rstrip(".") if found else ""


def allowed_names(bound: str, public_url: str = "") -> frozenset[str]:
    """Give the names of a server by the address it listens on and the one it is known by."""
    own = {f"[{bound}]" if ":" in bound else bound.lower()}
    public = name_of(urlsplit(public_url).netloc) if public_url else ""
    return frozenset(LOOPBACK | own | ({public} if public else set()))
