"""A Dask cluster as an executor: `--scheduler tcp://…`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Future
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

from avggraph.errors import EndpointError, UsageError
from avggraph.version import __version__

if TYPE_CHECKING:
    import distributed

# Seconds to wait for a scheduler, and for its first worker; and for a cluster that is left.
_PATIENCE = 60.0
_FAREWELL = 5


class DaskExecutor:
    """Hands work to the workers of a Dask cluster. Where the scheduler is gone, or a task ended its workers, it breaks.

    Raises `EndpointError` where no scheduler or worker answers, and `UsageError` where a worker has another version.
    """

    def __init__(self, address: str, patience: float = _PATIENCE) -> None:
        self._client = _connected(address, patience)
        self._held: dict[Future[Any], distributed.Future[Any]] = {}

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """Begin a call on some worker."""
        if self._client.status != "running":
            raise BrokenExecutor
        outer: Future[Any] = Future()
        inner = self._client.submit(fn, *args, pure=False)
        self._held[outer] = inner
        inner.add_done_callback(partial(self._pass_on, outer))
        return outer

    def stop(self) -> None:
        """Cancel what was not taken, and leave the cluster."""
        self._settle()
        if self._client.status == "running":
            self._client.cancel([inner for outer, inner in self._held.items() if not outer.done()], force=True)
        self._client.close(timeout=_FAREWELL)

    def _settle(self) -> None:
        """Wait a while for a client that is connecting again: one that is closed meanwhile leaves its socket open."""
        end = time.monotonic() + _FAREWELL
        while self._client.status == "connecting" and time.monotonic() < end:
            time.sleep(0.05)

    def _pass_on(self, outer: Future[Any], inner: distributed.Future[Any]) -> None:
        """Pass an outcome on; what cannot be fetched is as lost as what a worker took with it."""
        from distributed.scheduler import KilledWorker  # noqa: PLC0415

        self._held.pop(outer, None)
        try:
            outer.set_result(inner.result())
        except (KilledWorker, OSError, CancelledError, asyncio.CancelledError) as error:
            outer.set_exception(BrokenExecutor(str(error)))
        except Exception as error:  # noqa: BLE001 - that of the work: whoever takes the result gets it
            outer.set_exception(error)


def _connected(address: str, patience: float) -> distributed.Client:
    """Connect to a cluster that has a worker, and only workers of this version."""
    try:
        import distributed  # noqa: PLC0415 - of the extra `scale`
    except ImportError as error:
        raise UsageError(
            "Voor --scheduler is Dask nodig.", advice="Installeer het met: pip install 'avggraph[scale]'."
        ) from error
    with ExitStack() as unless_all_is_well:
        try:
            client: distributed.Client = distributed.Client(address, timeout=patience, set_as_default=False)
            unless_all_is_well.callback(client.close, timeout=_FAREWELL)
            client.wait_for_workers(1, timeout=patience)
        except (OSError, TimeoutError, ValueError) as error:
            raise EndpointError(
                f"Op {address} antwoordt geen Dask-cluster: {error}.",
                advice="Start scheduler en workers, en probeer weer.",
            ) from error
        try:
            versions = set(client.run(_version).values())
        except ImportError as error:
            raise UsageError(
                "Een worker van het cluster heeft geen avggraph.", advice="Installeer overal dezelfde versie."
            ) from error
        if versions != {__version__}:
            raise UsageError(
                f"De workers hebben avggraph {', '.join(sorted(versions))}; hier is het {__version__}.",
                advice="Installeer overal dezelfde versie.",
            )
        unless_all_is_well.pop_all()
    return client


def _version() -> str:
    return __version__
