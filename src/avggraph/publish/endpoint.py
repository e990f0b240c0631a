"""Where the pages ask SPARQL questions: the address of an endpoint, as they link to it and as their policy names it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from avggraph.addresses import link
from avggraph.errors import UsageError

# A file of the site itself, such as a live server has: "sparql".
_OWN = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*")
# What may stand in a policy's source and in an attribute without being anything else.
_ELSEWHERE = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(?:/[A-Za-z0-9._~/%-]*)?")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL endpoint: a path on the site itself, an address elsewhere, or none (empty).

    Raises `UsageError` for an address that is neither.
    """

    address: str = ""

    def __post_init__(self) -> None:
        if self.address and not (_OWN.fullmatch(self.address) or _ELSEWHERE.fullmatch(self.address)):
            raise UsageError(
                f"{self.address!r} kan geen adres van een SPARQL-endpoint zijn.",
                advice="Geef een http(s)-adres zonder vraagteken, of een pad op de site zelf, zoals sparql.",
            )

    def __bool__(self) -> bool:
        return bool(self.address)

    def href(self, file: str) -> str:
        """Give the address as a file of the site links to it.

        >>> Endpoint("sparql").href("en/vragen/stellen.html")
        '../../sparql'
        """
        return link(file, self.address) if _OWN.fullmatch(self.address) else self.address

    @property
    def origin(self) -> str:
        """What a page's policy allows beside the site itself; empty where that is nothing.

        >>> Endpoint("https://data.voorbeeld.nl/sparql").origin
        'https://data.voorbeeld.nl'
        """
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


NO_ENDPOINT = Endpoint()
"""Where pages can ask nothing: a static site of its own."""
