"""Connections of which each wait, for a name, a byte or a place to write, ends with one deadline.

A socket's own time limit is for one read: a server that sends a byte a second never meets it.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
from typing import Any

from avggraph.remote.address import Address
from avggraph.remote.deadline import Deadline
from avggraph.remote.route import Route

_MINUTE = 60.0


class BoundedConnection(http.client.HTTPConnection):
    """A connection over plain TCP; set `deadline` before each exchange."""

    deadline = Deadline(_MINUTE)

    def connect(self) -> None:
        """Connect before the deadline."""
        self.timeout = self.deadline.left()
        self.response_class = self._bounded_response  # type: ignore[assignment]
        super().connect()

    def send(self, data: Any) -> None:
        """Send before the deadline."""
        if self.sock is not None:
            self.sock.settimeout(self.deadline.left())
        super().send(data)

    def _bounded_response(self, sock: socket.socket, *args: Any, **options: Any) -> http.client.HTTPResponse:
        return http.client.HTTPResponse(_BoundedSocket(sock, self.deadline), *args, **options)  # type: ignore[arg-type]


class BoundedTlsConnection(BoundedConnection, http.client.HTTPSConnection):
    """A connection over TLS, to a server that proves its name."""


def open_connection(address: Address, route: Route) -> BoundedConnection:
    """Make a connection along a route; it connects with the first request."""
    if not route.encrypted:
        return BoundedConnection(route.host, route.port)
    connection = BoundedTlsConnection(route.host, route.port, context=ssl.create_default_context())
    if route.tunnel:
        connection.set_tunnel(address.host, address.port, dict(route.proxy_headers))
    return connection


class _BoundedSocket:
    """What a response reads from."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._socket = sock
        self._deadline = deadline

    def makefile(self, mode: str) -> io.BufferedReader:
        del mode  # a response only reads
        return io.BufferedReader(_BoundedReader(self._socket, self._deadline))


class _BoundedReader(io.RawIOBase):
    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._socket = sock
        self._deadline = deadline
        # The socket stays open for it when the connection is closed before the response has been read.
        self._raw = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._socket.settimeout(self._deadline.left())
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()
