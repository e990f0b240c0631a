"""Running a server: its socket, its database, and an end that lets answers finish."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp

from avggraph.errors import UsageError
from avggraph.serve.questions import AnyDatabase

_KEEP_ALIVE = 15
_CONNECTIONS = 1_000
# A request's line and headers, of which the longest holds a query.
_HEAD = 128_000
_QUEUE = 256


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen, and how many seconds answers get to finish when the server is stopped."""

    host: str = "127.0.0.1"
    port: int = 8000
    grace: float = 10


def run(application: ASGIApp, database: AnyDatabase | None, listening: Listening, ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; `ready` gets the server's address when it can be asked.

    Raises `UsageError` where it cannot listen, `StoreError` where its database does not start.
    """
    with _socket(listening) as listener:
        asyncio.run(_serve(application, database, listening, listener, ready))


async def _serve(
    application: ASGIApp,
    database: AnyDatabase | None,
    listening: Listening,
    listener: socket.socket,
    ready: Callable[[str], None],
) -> None:
    server = uvicorn.Server(
        uvicorn.Config(
            application,
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=_KEEP_ALIVE,
            timeout_graceful_shutdown=max(1, round(listening.grace)),
            limit_concurrency=_CONNECTIONS,
            h11_max_incomplete_event_size=_HEAD,
        )
    )
    if database is None:
        await _until_stopped(server, listening, listener, ready)
        return
    async with database.running():
        await _until_stopped(server, listening, listener, ready)


async def _until_stopped(
    server: uvicorn.Server, listening: Listening, listener: socket.socket, ready: Callable[[str], None]
) -> None:
    # uvicorn raises the signal that stopped it once more, for whoever handled it before: being stopped is no failure.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: None)
    host = f"[{listening.host}]" if ":" in listening.host else listening.host
    ready(f"http://{host}:{listener.getsockname()[1]}/")
    await server.serve(sockets=[listener])


def _socket(listening: Listening) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
        return socket.create_server((listening.host, listening.port), family=family, backlog=_QUEUE)
    except (OSError, OverflowError) as error:
        raise UsageError(
            f"Op {listening.host} poort {listening.port} is niet te luisteren: {error}.",
            advice="Kies een andere poort met --port, of 0 voor een vrije.",
        ) from error
