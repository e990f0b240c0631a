"""Which other endpoints a question may call with SERVICE: none, or those that the owner names and that are public."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from avggraph.errors import UsageError, Where
from avggraph.remote import Address

Resolve = Callable[[str, int], Iterable[str]]
"""From a host and port to the numbers it has; OSError where it has none."""


@dataclass(frozen=True, slots=True)
class Services:
    """The endpoints that a question may call, by their IRIs as they must stand in the question."""

    allowed: frozenset[str] = frozenset()


def addresses_of(host: str, port: int) -> tuple[str, ...]:
    """Look up the numbers of a host."""
    return tuple(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))


def public_services(iris: Iterable[str], resolve: Resolve = addresses_of) -> Services:
    """Take the endpoints that an owner names; `UsageError` for one that is, or leads to, no public address.

    >>> sorted(public_services(["https://data.voorbeeld.nl/sparql"], lambda _host, _port: ["93.184.215.14"]).allowed)
    ['https://data.voorbeeld.nl/sparql']
    """
    allowed = frozenset(iris)
    for iri in sorted(allowed):
        require_public(iri, resolve)
    return Services(allowed)


def require_public(iri: str, resolve: Resolve = addresses_of) -> None:
    """Raise `UsageError` where an endpoint has an address that is not on the public internet, or none at all."""
    address = Address.parse(iri)
    try:
        numbers = tuple(resolve(address.host, address.port))
    except OSError as error:
        raise UsageError("Deze servernaam is niet te vinden.", where=Where(iri), advice="Kijk de naam na.") from error
    if not numbers or not all(map(_is_public, numbers)):
        raise UsageError(
            "Dit adres is niet openbaar: het is van deze machine of van een eigen netwerk.",
            where=Where(iri),
            advice="Noem met --allow-service alleen endpoints op het openbare internet.",
        )


def _is_public(number: str) -> bool:
    # A number of IPv6 may name its network card ("fe80::1%eth0"), or hold one of IPv4.
    found = ipaddress.ip_address(number.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not (mapped or found).is_multicast
