"""The server's application (ASGI): which address leads where, and what every answer has in its head."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from typing import cast
from urllib.parse import urlencode

import anyio
import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from avggraph.addresses import LANGUAGES, Addresses, page
from avggraph.negotiation import negotiate, negotiate_language
from avggraph.publish.sections.about import NOT_FOUND
from avggraph.serve.description import MEDIA_TYPES, render_description
from avggraph.serve.documents import Asked, Documents, relative
from avggraph.serve.heads import entity_tag, has_already, security
from avggraph.serve.live import ENDPOINT
from avggraph.serve.metrics import MEDIA_TYPE, Metrics
from avggraph.serve.pages import Pages, media_type
from avggraph.serve.problem import OFFERS as PROBLEM_TYPES
from avggraph.serve.problem import Problem, RefusedError, render_problem
from avggraph.serve.protocol import Operation, read_operation
from avggraph.serve.questions import AnyDatabase, BrokenOffError, Questions
from avggraph.serve.reply import Reply
from avggraph.serve.results import RESULT_TYPES
from avggraph.serve.settings import Limits, Settings
from avggraph.serve.watch import Watch

_QUERY_PAGE = "vragen/stellen"
_REVALIDATE = ("Cache-Control", "no-cache")
_READS = ("GET", "HEAD")
_COMPRESSION = 5
# Files of which the size is worth it to send them from the disk, and not from memory.
_LARGE = 1_000_000
_BLOCK = 1 << 16
_SHARED_HEADERS = ("Content-Location", "ETag", "Link", "Retry-After")
_PICTURES = ("image/png", "image/jpeg", "image/webp", "font/woff2")
_PACKED = ("application/gzip", "application/zip", "application/vnd.sqlite3")


def make_application(
    pages: Pages,
    addresses: Addresses,
    settings: Settings,
    database: AnyDatabase | None = None,
    metrics: Metrics | None = None,
) -> ASGIApp:
    """Make the application of a site; without a database its address for questions says that there is none.

    The database is not started here: who runs the application does (`avggraph.serve.run`).
    """
    measured = metrics or Metrics()
    server = _Server(Documents(pages, addresses), settings, database, measured)
    origins = [
        Middleware(
            CORSMiddleware,
            allow_origins=settings.origins,
            allow_methods=("GET", "HEAD", "POST"),
            allow_headers=("Accept", "Accept-Language", "Content-Type", "If-None-Match"),
            expose_headers=_SHARED_HEADERS,
        )
    ]
    return Starlette(
        routes=[
            Route(f"/{ENDPOINT}", server.endpoint, methods=["GET", "POST"]),
            Route("/health", server.health),
            Route("/metrics", server.measurements),
            Route("/{path:path}", server.document),
        ],
        middleware=[
            Middleware(Watch, metrics=measured, settings=settings, endpoint=f"/{ENDPOINT}"),
            *(origins if settings.origins else []),
            Middleware(GZipMiddleware, compresslevel=_COMPRESSION, exclude_content_types=(*_PICTURES, *_PACKED)),
        ],
        exception_handlers={HTTPException: server.of_library, RefusedError: server.of_refusal},
    )


class _Server:
    """What answers each address."""

    def __init__(
        self, documents: Documents, settings: Settings, database: AnyDatabase | None, metrics: Metrics
    ) -> None:
        self._documents = documents
        self._settings = settings
        self._database = database
        self._metrics = metrics
        self._questions = Questions(database, settings.limits, settings.services) if database else None
        # Pages are made one at a time: what makes them keeps what it read last.
        self._making = anyio.CapacityLimiter(1)

    # ------------------------------------------------------------ pages

    async def document(self, request: Request) -> Response:
        """Answer with a page or what stands beside it."""
        path = request.path_params["path"]
        await self._documents.pages.prepare(path)
        if large := await self._large(request, path):
            return large
        written = request.scope.get("raw_path", b"").decode("ascii", "replace").lstrip("/").partition("?")[0]
        query = request.scope.get("query_string", b"").decode("latin-1")
        asked = Asked(path, written, request.headers.get("Accept"), request.headers.get("Accept-Language"), query)
        answer = await anyio.to_thread.run_sync(self._documents.answer, asked, limiter=self._making)
        if isinstance(answer, Problem):
            return await self._own_page(request, answer) or self._problem(request, answer)
        return _conditional(request, answer)

    async def _own_page(self, request: Request, problem: Problem) -> Response | None:
        """Give the site's own page for who finds nothing; None where it has none, or a program asks."""
        if problem.status != 404 or negotiate(request.headers.get("Accept"), PROBLEM_TYPES) != "text/html":
            return None
        path = page(NOT_FOUND, _language(request))
        found = await anyio.to_thread.run_sync(self._documents.pages.resource, path, limiter=self._making)
        if found is None:
            return None
        self._metrics.refused(problem.name)
        headers = (("Cache-Control", "no-store"), ("Vary", "Accept, Accept-Language"))
        return _response(Reply(404, found.media_type, found.content, headers))

    async def _large(self, request: Request, path: str) -> Response | None:
        file = self._documents.pages.file(path)
        packed = media_type(path) in _PACKED
        if file is None or ((stat := file.stat()).st_size < _LARGE and not packed):
            return None
        tag = f'W/"{stat.st_size:x}-{stat.st_mtime_ns:x}"'
        reply = Reply(200, media_type(path))
        headers = dict((*security(reply), _REVALIDATE, ("ETag", tag)))
        if has_already(request.headers.get("If-None-Match"), tag):
            return Response(status_code=304, headers=headers)
        headers["Content-Type"] = reply.media_type
        if packed:
            # What is compressed on its way has no ranges that a client could ask for.
            return FileResponse(file, headers=headers, stat_result=stat)
        headers["Content-Length"] = str(stat.st_size)

        async def blocks() -> AsyncIterator[bytes]:
            async with await anyio.open_file(file, "rb") as stream:
                while block := await stream.read(_BLOCK):
                    yield block

        return StreamingResponse(blocks(), headers=headers)

    # ------------------------------------------------------------ questions

    async def endpoint(self, request: Request) -> Response:
        """Answer the SPARQL 1.1 Protocol."""
        if self._questions is None:
            return self._problem(request, Problem(404, "no-endpoint"))
        body = await _body(request, self._settings.limits) if request.method == "POST" else b""
        operation = read_operation(
            request.method,
            request.scope.get("query_string", b""),
            request.headers.get("Content-Type", ""),
            body,
            self._settings.limits.query,
        )
        if operation is None:
            return await self._description(request)
        if request.method != "POST" and (shown := await self._ask_page(request, operation)):
            return shown
        return await self._answer(request, self._questions, operation)

    async def _answer(self, request: Request, questions: Questions, operation: Operation) -> Response:
        question = await questions.read(operation, request.headers.get("Accept"))
        stack = AsyncExitStack()
        try:
            pieces = await questions.ask(question, stack)
        except BaseException:
            await stack.aclose()
            raise
        media = question.wanted.media_type
        reply = Reply(200, f"{media}; charset=utf-8" if media.startswith("text/") else media)
        headers = {**dict(security(reply)), "Content-Type": reply.media_type, "Cache-Control": "no-cache"}
        headers["Vary"] = "Accept"
        if request.method == "HEAD":
            await stack.aclose()
            return Response(headers=headers)
        return _UnderWay(pieces, headers, stack, self._settings.limits.timeout)

    async def _ask_page(self, request: Request, operation: Operation) -> Response | None:
        """Lead who follows a link in a browser to the page to ask, with the question in it; None for a program.

        The page knows no dataset of its own choice: a question with one is answered as it stands.
        """
        offers = (*RESULT_TYPES, "text/html")
        wanted = negotiate(request.headers.get("Accept"), offers)
        to = page(_QUERY_PAGE, _language(request))
        if operation.format or operation.dataset or wanted != "text/html" or not await self._has(to):
            return None
        address = f"{relative(ENDPOINT, to)}#{urlencode({'query': operation.query})}"
        return _response(Reply(303, headers=(("Location", address), ("Vary", "Accept, Accept-Language"))))

    async def _description(self, request: Request) -> Response:
        language = _language(request)
        offers = (*MEDIA_TYPES, "text/html")
        accept = request.headers.get("Accept")
        wanted = negotiate(accept, offers)
        to = page(_QUERY_PAGE, language)
        if wanted == "text/html" and await self._has(to):
            found = Reply(303, headers=(("Location", relative(ENDPOINT, to)), ("Vary", "Accept, Accept-Language")))
            return _response(found)
        media = negotiate(accept, tuple(MEDIA_TYPES)) or "text/turtle"
        content = await anyio.to_thread.run_sync(render_description, self._settings.base + ENDPOINT, media)
        described = f"{media}; charset=utf-8" if media.startswith("text/") else media
        return _conditional(request, Reply(200, described, content, (("Vary", "Accept, Accept-Language"),)))

    async def _has(self, path: str) -> bool:
        def look() -> bool:
            return self._documents.pages.resource(path) is not None

        return await anyio.to_thread.run_sync(look, limiter=self._making)

    # ------------------------------------------------------------ of the server itself

    async def health(self, request: Request) -> Response:
        """Say whether the server can do its work."""
        del request
        up = self._database is None or self._database.is_up
        return _response(Reply(200 if up else 503, "text/plain; charset=utf-8", b"ok\n" if up else b"database\n"))

    async def measurements(self, request: Request) -> Response:
        """Give the measurements."""
        del request
        starts = self._database.starts if self._database else 0
        return _response(Reply(200, MEDIA_TYPE, self._metrics.render(starts)))

    # ------------------------------------------------------------ problems

    async def of_library(self, request: Request, error: Exception) -> Response:
        """Say in our words what the library found."""
        found = cast(HTTPException, error)
        if found.status_code != 405:
            return self._problem(request, Problem(404, "not-found"))
        path = request.scope["path"]
        allow = "GET, HEAD, POST" if path == f"/{ENDPOINT}" else ", ".join(_READS)
        return self._problem(request, Problem(405, "method", {"allow": allow}, allow=allow))

    async def of_refusal(self, request: Request, error: Exception) -> Response:
        """Say why a request is refused."""
        return self._problem(request, cast(RefusedError, error).problem)

    def _problem(self, request: Request, problem: Problem) -> Response:
        self._metrics.refused(problem.name)
        path = request.scope["path"].lstrip("/")
        home = "../" * path.count("/") or "./"
        return _response(render_problem(problem, _language(request), request.headers.get("Accept"), home))


class _UnderWay(StreamingResponse):
    """An answer that gives back what it holds on to, however it ends; one to a slow reader is broken off in time."""

    def __init__(
        self, pieces: AsyncIterator[bytes], headers: Mapping[str, str], stack: AsyncExitStack, seconds: float
    ) -> None:
        super().__init__(pieces, headers=headers)
        self._stack = stack
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with self._stack:
            try:
                async with asyncio.timeout(self._seconds):
                    await super().__call__(scope, receive, send)
            except TimeoutError as error:
                raise BrokenOffError("time") from error


async def _body(request: Request, limits: Limits) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(limits.timeout):
            async for piece in request.stream():
                body += piece
                if len(body) > limits.body:
                    raise RefusedError(Problem(413, "query-too-long", {"limit": limits.query}))
    except (TimeoutError, ClientDisconnect) as error:
        raise RefusedError(Problem(408, "query-slow")) from error
    return bytes(body)


def _conditional(request: Request, reply: Reply) -> Response:
    """Give an answer, or say that the client has it already."""
    if reply.status != 200:
        return _response(reply)
    tag = entity_tag(reply.content)
    headers = (*reply.headers, _REVALIDATE, ("ETag", tag))
    if has_already(request.headers.get("If-None-Match"), tag):
        return _response(Reply(304, "", b"", headers))
    return _response(Reply(200, reply.media_type, reply.content, headers))


def _response(reply: Reply) -> Response:
    response = Response(reply.content, reply.status)
    for name, value in (*security(reply), *reply.headers):
        response.headers[name] = value
    if reply.media_type:
        response.headers["Content-Type"] = reply.media_type
    return response


def _language(request: Request) -> str:
    path = request.scope["path"]
    for language in LANGUAGES[1:]:
        if path.startswith(f"/{language}/"):
            return language
    return negotiate_language(request.headers.get("Accept-Language"), LANGUAGES)
