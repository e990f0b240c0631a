"""Questions: from a read operation to an answer under way, within the limits."""

from __future__ import annotations

import contextlib
import http.client
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass
from typing import Protocol

import anyio
import anyio.to_thread

from avggraph.errors import EndpointError, NestingError, QueryError, ServiceCallError, UpdateError, UsageError
from avggraph.printable import shortened
from avggraph.query import Form, form_of
from avggraph.query.form import names_its_graphs
from avggraph.query.nesting import MAX_DEPTH
from avggraph.serve.database import Lease
from avggraph.serve.problem import Problem, RefusedError
from avggraph.serve.protocol import Operation
from avggraph.serve.results import Wanted, is_whole, wanted_format
from avggraph.serve.services import Services, require_public
from avggraph.serve.settings import Limits
from avggraph.serve.turns import Turns
from avggraph.serve.upstream import Answer, is_late

# An answer begins to go out when so much of it is there, or all: until then, trouble gives a problem with its status.
_HELD_AT_FIRST = 256_000
# The end of an answer tells whether it is whole.
_TAIL = 64
_SAID = 300
# From a broken off question to the next attempt: what a new database process takes.
_PAUSE = 2
# Only Oxigraph's answers are known to end otherwise than they should.
_WATCHED = "Oxigraph"


class AnyDatabase(Protocol):
    """A database of our own, or elsewhere."""

    @property
    def is_up(self) -> bool:
        """Whether questions can be asked."""
        ...

    @property
    def starts(self) -> int:
        """How many processes there were."""
        ...

    def running(self) -> AbstractAsyncContextManager[None]:
        """Run it, as long as the context is open."""
        ...

    def lease(self) -> AbstractAsyncContextManager[Lease]:
        """Use it for one question."""
        ...


class BrokenOffError(Exception):
    """An answer that had begun cannot be ended; the connection is closed, so that nobody takes it for whole."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Question:
    """A question that may be asked, and how its answer is sent."""

    operation: Operation
    form: Form
    wanted: Wanted


class Questions:
    """Asks a database, some questions at a time."""

    def __init__(self, database: AnyDatabase, limits: Limits, services: Services) -> None:
        self.database = database
        self._limits = limits
        self._services = services
        self.turns = Turns(limits.at_once, limits.waiting, limits.patience)
        self._threads = anyio.CapacityLimiter(2 * limits.at_once)

    async def read(self, operation: Operation, accept: str | None) -> Question:
        """Look at what is asked, before it costs anything; `RefusedError` for what may not be."""
        try:
            form = await anyio.to_thread.run_sync(
                form_of, operation.query, self._services.allowed, limiter=self._threads
            )
            if "SERVICE" in operation.query.upper():
                for iri in self._services.allowed:
                    await anyio.to_thread.run_sync(require_public, iri)
        except UpdateError as error:
            raise RefusedError(Problem(403, "update")) from error
        except (ServiceCallError, UsageError) as error:
            raise RefusedError(self._no_service()) from error
        except NestingError as error:
            raise RefusedError(Problem(400, "query-too-deep", {"most": MAX_DEPTH})) from error
        except QueryError as error:
            raise RefusedError(Problem(400, "query-no-form")) from error
        return Question(operation, form, wanted_format(form, operation.format, accept))

    async def ask(self, question: Question, stack: AsyncExitStack) -> AsyncIterator[bytes]:
        """Ask, and give the pieces of the answer; what it holds on to is given back when `stack` closes."""
        await stack.enter_async_context(self.turns.turn())
        try:
            lease = await stack.enter_async_context(self.database.lease())
        except EndpointError as error:
            raise RefusedError(_no_database()) from error
        answer = await self._begun(question, lease)
        stack.callback(answer.close)
        pieces = _Pieces(answer, question, lease, self._limits, self._threads)
        await pieces.hold()
        return pieces.all()

    async def _begun(self, question: Question, lease: Lease) -> Answer:
        operation, limits = question.operation, self._limits
        whole = () if names_its_graphs(operation.query) else lease.union
        try:
            answer = await anyio.to_thread.run_sync(
                lease.upstream.ask,
                operation.query,
                operation.dataset or whole,
                question.wanted.format.media_type,
                limits.timeout,
                limiter=self._threads,
                abandon_on_cancel=True,
            )
        except EndpointError as error:
            if is_late(error):
                lease.overrun()
                raise RefusedError(too_late(limits)) from error
            raise RefusedError(_no_database()) from error
        if answer.status == 200:
            return answer
        try:
            said = await anyio.to_thread.run_sync(_words, answer, limiter=self._threads)
        finally:
            answer.close()
        if answer.status in {400, 422}:
            raise RefusedError(Problem(400, "query-wrong", {"said": said}))
        raise RefusedError(Problem(502, "endpoint", {"said": said or answer.status}))

    def _no_service(self) -> Problem:
        allowed = ", ".join(sorted(self._services.allowed))
        return Problem(403, "service", {"allowed": allowed or "–"})


class _Pieces:
    """An answer, counted and looked at as it passes."""

    def __init__(
        self, answer: Answer, question: Question, lease: Lease, limits: Limits, threads: anyio.CapacityLimiter
    ) -> None:
        self._answer = answer
        self._format = question.wanted.format
        self._lease = lease
        self._limits = limits
        self._threads = threads
        self._held = bytearray()
        self._size = 0
        self._ended = False

    async def hold(self) -> None:
        """Take the beginning of the answer; `RefusedError` where it goes wrong so soon."""
        try:
            while not self._ended and len(self._held) < _HELD_AT_FIRST:
                self._held += await self._piece()
        except BrokenOffError as error:
            said = shortened(bytes(self._held[-_SAID:]).decode("utf-8", "replace").rpartition("\n")[2], _SAID)
            raise RefusedError(
                {
                    "time": too_late(self._limits),
                    "answer-too-large": Problem(422, "answer-too-large", {"bytes": self._limits.answer}),
                }.get(error.name, Problem(500, "broken", {"said": said or "–"}))
            ) from error

    async def all(self) -> AsyncIterator[bytes]:
        """Give the answer, its last bytes only when it is known to be whole; else `BrokenOffError`."""
        while not self._ended:
            if len(self._held) > _TAIL:
                yield bytes(self._held[:-_TAIL])
                del self._held[:-_TAIL]
            self._held += await self._piece()
        yield bytes(self._held)

    async def _piece(self) -> bytes:
        try:
            piece = await anyio.to_thread.run_sync(self._answer.piece, limiter=self._threads, abandon_on_cancel=True)
        except TimeoutError as error:
            self._lease.overrun()
            raise BrokenOffError("time") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise BrokenOffError("broken") from error
        self._size += len(piece)
        if self._size > self._limits.answer:
            raise BrokenOffError("answer-too-large")
        if not piece:
            self._ended = True
            tail = bytes(self._held[-_TAIL:])
            if self._answer.server.startswith(_WATCHED) and not is_whole(self._format, tail):
                late = tail.endswith(b"cancelled")
                if late:
                    self._lease.overrun()
                raise BrokenOffError("time" if late else "broken")
        return piece


def too_late(limits: Limits) -> Problem:
    """Say that a question ran out of time: the server is a gateway to the database (RFC 9110, section 15.6.5)."""
    return Problem(504, "time", {"seconds": f"{limits.timeout:g}"})


def _no_database() -> Problem:
    return Problem(503, "database", {"seconds": _PAUSE}, retry_after=_PAUSE)


def _words(answer: Answer) -> str:
    """Give the first words of a refusal."""
    said = bytearray()
    with contextlib.suppress(OSError, http.client.HTTPException):
        while len(said) < _SAID * 4 and (piece := answer.piece()):
            said += piece
    return shortened(said.decode("utf-8", "replace"), _SAID)
