"""Addresses of servers: what a user types, checked once; shown without what may be secret."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from avggraph.errors import UsageError

_PORTS = {"http": 80, "https": 443}
# A request target is printable ASCII (RFC 9112, section 3.2; RFC 3986): what else stands in it could end the request.
_NOT_IN_TARGET = re.compile(r"[^\x21-\x7e]")


@dataclass(frozen=True, slots=True)
class Address:
    """An http(s) address. `target` is what a request asks for: the path with the query string."""

    scheme: str
    host: str
    port: int
    target: str

    @classmethod
    def parse(cls, url: str) -> Address:
        """Read an address; `UsageError` where it is none, or holds a name and password.

        >>> Address.parse("https://data.voorbeeld.nl/sparql?key=geheim")
        Address(scheme='https', host='data.voorbeeld.nl', port=443, target='/sparql?key=geheim')
        """
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError as error:
            raise _no_address(url.partition("?")[0]) from error
        if parts.username is not None or parts.password is not None:
            raise UsageError(
                "Het adres bevat een naam of wachtwoord; dat komt in logboeken terecht.",
                advice="Laat wat voor de @ staat weg, en zet het in AVGGRAPH_ENDPOINT_USER en "
                "AVGGRAPH_ENDPOINT_PASSWORD, of in ~/.netrc.",
            )
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if parts.scheme not in _PORTS or not host or parts.fragment or _NOT_IN_TARGET.search(host + target):
            raise _no_address(url.partition("?")[0])
        return cls(parts.scheme, host, _PORTS[parts.scheme] if port is None else port, target)

    def __str__(self) -> str:
        """Show the address without its query string, which may hold a key."""
        return f"{self.origin}{self.target.partition('?')[0]}"

    @property
    def origin(self) -> str:
        """Scheme, host and port; the port only where it is not the scheme's own."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """Host and port, as in the header `Host`."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def is_loopback(self) -> bool:
        """Whether the server is this machine by name (RFC 6761, section 6.3) or number.

        >>> [Address.parse(f"http://{host}/").is_loopback for host in ("localhost", "127.0.0.2", "[::1]", "10.0.0.1")]
        [True, True, True, False]
        """
        if self.host == "localhost" or self.host.endswith(".localhost"):
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def _no_address(shown: str) -> UsageError:
    return UsageError(
        f"{shown!r} is geen adres van een endpoint.",
        advice="Geef een adres met http:// of https://, zoals http://localhost:7878/query.",
    )
