"""The database behind the server, over HTTP: a question goes in, and its answer comes back piece by piece.

These are blocking calls, for threads of their own. Of an answer only the piece being passed on is in memory.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
from dataclasses import dataclass
from urllib.parse import urlencode

from avggraph.errors import EndpointError
from avggraph.remote import Address, Credentials
from avggraph.remote.authorization import Authorization
from avggraph.remote.connection import BoundedConnection, open_connection
from avggraph.remote.deadline import Deadline
from avggraph.remote.failures import of_network
from avggraph.remote.route import route_to
from avggraph.version import __version__

Dataset = tuple[tuple[str, str], ...]
"""What a query is asked of, as parameters of the SPARQL 1.1 Protocol."""

_PIECE = 1 << 16


class Answer:
    """An answer that is under way. Close it in any case."""

    def __init__(self, connection: BoundedConnection, response: http.client.HTTPResponse) -> None:
        self._connection = connection
        self._response = response
        self.status = response.status
        self.server = response.headers.get("Server", "")

    def piece(self) -> bytes:
        """Wait for the next full piece; empty at the end. `OSError` or `HTTPException` where the rest does not come."""
        piece = self._response.read(_PIECE)
        if not piece and self._response.length:
            # http.client says so of a read of all, not of a read in parts.
            raise http.client.IncompleteRead(b"", self._response.length)
        return piece

    def close(self) -> None:
        """Hang up, also while another thread waits for a piece."""
        if self._connection.sock is not None:
            with contextlib.suppress(OSError):
                self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._connection.close()


@dataclass(frozen=True, slots=True)
class Upstream:
    """An endpoint, and who we are there. A password is given only where it is asked for; no redirect is followed."""

    address: Address
    credentials: Credentials | None = None

    def ask(self, query: str, dataset: Dataset, accept: str, seconds: float) -> Answer:
        """Ask a query by POST; the answer, all of it, has `seconds`. Raises `EndpointError` where none begins."""
        deadline = Deadline(seconds)
        authorization = Authorization(self.credentials)
        body = urlencode([("query", query), *dataset]).encode()
        connection = open_connection(self.address, route_to(self.address))
        try:
            response = self._exchange(connection, deadline, body, accept, authorization)
            if response.status == 401 and authorization.challenged(response.headers.get_all("WWW-Authenticate") or ()):
                connection.close()
                response = self._exchange(connection, deadline, body, accept, authorization)
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise of_network(error, self.address, seconds) from error
        return Answer(connection, response)

    def _exchange(
        self,
        connection: BoundedConnection,
        deadline: Deadline,
        body: bytes,
        accept: str,
        authorization: Authorization,
    ) -> http.client.HTTPResponse:
        route = route_to(self.address)
        headers = {
            "User-Agent": f"avggraph/{__version__}",
            "Host": self.address.authority,
            "Accept": accept,
            "Content-Type": "application/x-www-form-urlencoded",
            **({} if route.tunnel else route.proxy_headers),
        }
        if named := authorization.header("POST", self.address.target):
            headers["Authorization"] = named
        connection.deadline = deadline
        connection.request("POST", route.before + self.address.target, body, headers)
        return connection.getresponse()


def is_late(error: BaseException) -> bool:
    """Tell whether an error is that time ran out."""
    return isinstance(error.__cause__ if isinstance(error, EndpointError) else error, TimeoutError)
