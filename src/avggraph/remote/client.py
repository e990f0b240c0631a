"""A client of one server: asks, names the user when asked, tries again, and stops in time."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from avggraph.errors import EndpointError, Where
from avggraph.remote import failures
from avggraph.remote.address import Address
from avggraph.remote.authorization import Authorization
from avggraph.remote.connection import open_connection
from avggraph.remote.credentials import Credentials
from avggraph.remote.deadline import Clock, Deadline
from avggraph.remote.message import Request, Response
from avggraph.remote.retry import PASSING, Retries, asked_pause, is_passing
from avggraph.remote.route import route_to
from avggraph.version import __version__

TIMEOUT = 60.0
# An answer is held in memory.
MAX_BYTES = 256_000_000

_CHUNK = 1 << 16
# What the caller decides about: that it went well, that the request was wrong, that there is nothing there.
_ANSWERS = frozenset({400, 404, 409, 410, 415, 422, 500})


class Client:
    """Talks with the server of an address, over one connection that is kept.

    Each request with its answer is over within `timeout` seconds, all attempts together; only the name of the server is
    looked up in the system's own time. Requests must be such that doing them twice does no harm. No redirect is
    followed: what is asked goes to the server that was named, and nowhere else.
    """

    def __init__(
        self,
        address: Address,
        credentials: Credentials | None = None,
        *,
        timeout: float = TIMEOUT,
        max_bytes: int = MAX_BYTES,
        retries: Retries | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Clock = time.monotonic,
    ) -> None:
        self.address = address
        self._timeout = timeout
        self._max_bytes = max_bytes
        self._pauses = (retries or Retries()).pauses()
        self._sleep = sleep
        self._clock = clock
        self._authorization = Authorization(credentials)
        self._route = route_to(address)
        self._connection = open_connection(address, self._route)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; another request opens it again."""
        self._connection.close()

    def send(self, request: Request) -> Response:
        """Send a request and give the answer: one that went well, or that says that this request is wrong.

        Raises `EndpointError` for all else: no server, no time, no rights, an answer that is cut off or too large.
        """
        deadline = Deadline(self._timeout, self._clock)
        pauses = iter(self._pauses)
        while True:
            pause = next(pauses, None)
            try:
                response = self._named(request, deadline)
            except (OSError, http.client.HTTPException) as error:
                self.close()
                if pause is None or not is_passing(error) or pause >= deadline.remaining:
                    raise failures.of_network(error, self.address, self._timeout) from error
            else:
                if 200 <= response.status < 300 or response.status in _ANSWERS:
                    return response
                asked = asked_pause(response.header("Retry-After")) if response.status in PASSING else None
                pause = max(pause, asked or 0.0) if pause is not None else None
                if response.status not in PASSING or pause is None or pause >= deadline.remaining:
                    raise failures.of_status(response, self.address, named=self._authorization.is_possible)
            self._sleep(pause)

    def _named(self, request: Request, deadline: Deadline) -> Response:
        """Exchange once, and once more with the user's name where the server asks for it."""
        response = self._exchange(request, deadline)
        if response.status == 401 and self._authorization.challenged(
            response.headers.get_all("WWW-Authenticate") or ()
        ):
            response = self._exchange(request, deadline)
        return response

    def _exchange(self, request: Request, deadline: Deadline) -> Response:
        used = self._connection.sock is not None
        try:
            return self._attempt(request, deadline)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.close()
            if not used:
                raise
            # A server may close a connection that was idle: that says nothing of this request.
            return self._attempt(request, deadline)

    def _attempt(self, request: Request, deadline: Deadline) -> Response:
        headers = {
            "User-Agent": f"avggraph/{__version__}",
            **request.headers,
            "Host": self.address.authority,
            "Content-Length": str(request.body.length),
        }
        if authorization := self._authorization.header(request.method, request.target):
            headers["Authorization"] = authorization
        if not self._route.tunnel:
            headers |= self._route.proxy_headers
        self._connection.deadline = deadline
        self._connection.request(
            request.method, self._route.before + request.target, iter(request.body.chunks()), headers
        )
        answer = self._connection.getresponse()
        return Response(answer.status, answer.headers, self._whole(answer))

    def _whole(self, answer: http.client.HTTPResponse) -> bytes:
        body = bytearray()
        while chunk := answer.read(_CHUNK):
            body += chunk
            if len(body) > self._max_bytes:
                self.close()
                raise EndpointError(
                    f"Het antwoord is groter dan {self._max_bytes // 1_000_000} MB.",
                    where=Where(str(self.address)),
                    advice="Vraag minder tegelijk, bijvoorbeeld met LIMIT.",
                )
        if answer.length:
            # http.client says so of a read of all, not of a read in parts.
            raise http.client.IncompleteRead(b"", answer.length)
        return bytes(body)
