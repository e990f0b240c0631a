"""Cut off: who, according to one record, receives data only by way of what stops."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from avggraph.network.record_flows import RecordFlow


def cut_off(flows: Sequence[RecordFlow], lost: Collection[str], controllers: Iterable[str]) -> set[str]:
    """Give the parties that flows reach, and no longer do when some things are lost.

    Parameters
    ----------
    flows
        Those of one record.
    lost
        The parties, systems and source nodes that stop.
    controllers
        The record's controllers, who hold the data: what flows from them arrives as long as they are there.

    Notes
    -----
    Data that were given before stay where they are: it is the flow that stops.

    >>> def flow(origin, target, systems=()):
    ...     return RecordFlow(f"urn:{origin}{target}", "urn:m1", "Disclosure", origin, target, systems, "", ())
    >>> flows = [flow("BZ", "SSC"), flow("SSC", "Logius"), flow("BZ", "IND", ("NVIS",))]
    >>> sorted(cut_off(flows, {"SSC"}, ["BZ"])), sorted(cut_off(flows, {"NVIS"}, ["BZ"]))
    (['Logius'], ['IND'])
    """
    gone = set(lost)
    roots = {*controllers, *(flow.origin for flow in flows if flow.kind == "Collection")}
    before = _reached(flows, roots)
    after = _reached([flow for flow in flows if not flow.touches(gone)], roots - gone)
    return before - after - gone


def _reached(flows: Sequence[RecordFlow], roots: Iterable[str]) -> set[str]:
    reached, waiting = set(roots), list(roots)
    while waiting:
        node = waiting.pop()
        for flow in flows:
            if flow.origin == node and flow.target not in reached:
                reached.add(flow.target)
                waiting.append(flow.target)
    return reached
