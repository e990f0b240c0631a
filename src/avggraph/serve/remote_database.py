"""A SPARQL endpoint elsewhere in the place of a database of our own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread

from avggraph.query import EndpointEngine
from avggraph.remote import Address, Credentials
from avggraph.serve.upstream import Dataset, Upstream

_ANY = "SELECT * { ?s ?p ?o }"


class RemoteDatabase:
    """An endpoint that others keep running; what it goes on with after we hang up is theirs to end."""

    is_up = True
    starts = 0

    def __init__(self, url: str, credentials: Credentials | None, timeout: float) -> None:
        self.upstream = Upstream(Address.parse(url), credentials)
        self.union: Dataset = ()
        self._engine = EndpointEngine(url, credentials=credentials, timeout=timeout)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Find out how the endpoint makes the union of its graphs; `EndpointError` where it does not answer."""
        try:
            self.union = await anyio.to_thread.run_sync(self._engine.dataset, _ANY)
        finally:
            self._engine.close()
        yield

    @asynccontextmanager
    async def lease(self) -> AsyncIterator[RemoteDatabase]:
        """Use the endpoint for one question."""
        yield self

    def overrun(self) -> None:
        """See `Lease`."""
