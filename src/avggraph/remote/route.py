"""Routes: straight to a server, or through the proxy that the environment names."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from avggraph.errors import EndpointError
from avggraph.remote.address import Address


@dataclass(frozen=True, slots=True)
class Route:
    """Where to connect to. `before` stands before each request's target; a tunnel leads on to the server itself."""

    host: str
    port: int
    encrypted: bool
    tunnel: bool = False
    before: str = ""
    proxy_headers: Mapping[str, str] = field(default_factory=dict, repr=False)


def route_to(address: Address, proxies: Mapping[str, str] | None = None) -> Route:
    """Choose the way to a server; `proxies` is by scheme, and by default what the environment says (`http_proxy`, …).

    Never through a proxy to this machine itself, nor to a host that `no_proxy` names.

    >>> route_to(Address.parse("http://127.0.0.1:7878/query"), {"http": "http://proxy:3128"}).host
    '127.0.0.1'
    >>> route_to(Address.parse("http://data.voorbeeld.nl/sparql"), {"http": "http://proxy:3128"}).before
    'http://data.voorbeeld.nl'
    """
    encrypted = address.scheme == "https"
    proxy = (getproxies() if proxies is None else proxies).get(address.scheme)
    if not proxy or address.is_loopback or proxy_bypass(address.host):
        return Route(address.host, address.port, encrypted)
    parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    if parts.scheme != "http" or not parts.hostname:
        raise EndpointError(
            f"De proxy van de omgeving ({parts.scheme}) wordt niet gekend.",
            advice="Geef in http_proxy of https_proxy een adres met http://, of zet de server in no_proxy.",
        )
    headers = {}
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Proxy-Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    before = "" if encrypted else address.origin
    return Route(parts.hostname, parts.port or 80, encrypted, encrypted, before, headers)
