"""Measurements in Prometheus' text format: how many, how long and how much; never who or what."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

MEDIA_TYPE = CONTENT_TYPE_LATEST
# Seconds and bytes: from a page to the usual limits.
_SECONDS = (0.005, 0.02, 0.1, 0.5, 2, 10, 30, 60)


class Metrics:
    """The measurements of one server; another in the same process has its own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "avggraph_requests", "Answered requests.", ("kind", "method", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "avggraph_request_seconds",
            "From a request to the end of its answer.",
            ("kind",),
            registry=self._registry,
            buckets=_SECONDS,
        )
        self._bytes = Counter("avggraph_sent_bytes", "Bytes of answers, as sent.", ("kind",), registry=self._registry)
        self._in_flight = Gauge("avggraph_requests_in_flight", "Requests being answered.", registry=self._registry)
        self._refused = Counter(
            "avggraph_problems", "Requests that got a problem, by its name.", ("name",), registry=self._registry
        )
        self._broken = Counter(
            "avggraph_broken_answers", "Answers broken off after they began.", ("name",), registry=self._registry
        )
        self._starts = Gauge("avggraph_database_starts", "Database processes started.", registry=self._registry)

    def began(self) -> None:
        """Count a request that comes in."""
        self._in_flight.inc()

    def ended(self, kind: str, method: str, status: int, seconds: float, sent: int) -> None:
        """Count an answer that is over; `kind` is "sparql" or "page"."""
        self._in_flight.dec()
        self._requests.labels(kind, method, str(status)).inc()
        self._seconds.labels(kind).observe(seconds)
        self._bytes.labels(kind).inc(sent)

    def refused(self, name: str) -> None:
        """Count a problem."""
        self._refused.labels(name).inc()

    def broken(self, name: str) -> None:
        """Count an answer that was broken off."""
        self._broken.labels(name).inc()

    def render(self, database_starts: int) -> bytes:
        """Write all measurements."""
        self._starts.set(database_starts)
        return generate_latest(self._registry)
