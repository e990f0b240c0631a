"""Around every request: the check of the name it calls the server by, the measurements, and the log."""

from __future__ import annotations

import logging
import time

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from avggraph.addresses import LANGUAGES
from avggraph.negotiation import negotiate_language
from avggraph.serve.hosts import name_of
from avggraph.serve.metrics import Metrics
from avggraph.serve.problem import Problem, render_problem
from avggraph.serve.questions import BrokenOffError
from avggraph.serve.settings import Settings

_LOG = logging.getLogger("avggraph.serve")
_ACCESS = logging.getLogger("avggraph.serve.access")
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


class Watch:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, metrics: Metrics, settings: Settings, endpoint: str) -> None:
        self._app = app
        self._metrics = metrics
        self._settings = settings
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and look at what comes back."""
        if scope["type"] != "http":
            return
        status, sent, begun = 0, 0, time.perf_counter()

        async def counted(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)
            sent += len(message.get("body", b""))

        self._metrics.began()
        try:
            await self._passed(scope, receive, counted)
        except BrokenOffError as error:
            # The server library closes a connection whose answer has no end: the client sees that it is not whole.
            self._metrics.broken(error.name)
            _LOG.warning("Een antwoord is afgebroken: %s.", error.name)
        except Exception:
            # What nobody foresaw: the library around us answers 500, and logs it.
            status = status or 500
            raise
        finally:
            seconds = time.perf_counter() - begun
            kind = "sparql" if scope["path"] == self._endpoint else "page"
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self._metrics.ended(kind, method, status, seconds, sent)
            if self._settings.access_log:
                _ACCESS.info("%s %s %s %s %.3f", method, self._target(scope), status, sent, seconds)

    async def _passed(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if name_of(headers.get("Host", "")) in self._settings.hosts:
            await self._app(scope, receive, send)
            return
        self._metrics.refused("host")
        reply = render_problem(
            Problem(421, "host"), negotiate_language(headers.get("Accept-Language"), LANGUAGES), "text/plain"
        )
        await Response(reply.content, reply.status, dict(reply.headers), reply.media_type)(scope, receive, send)

    def _target(self, scope: Scope) -> str:
        path = scope.get("raw_path") or b""
        query = scope.get("query_string") or b""
        shown = path + b"?" + query if query and self._settings.query_strings else path
        return shown.decode("ascii", "backslashreplace")
