"""The views of the network as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from avggraph.errors import UsageError
from avggraph.network import Network, Party, controller_pairs, kind_names, ministry_matrix, rank, shared_recipients
from avggraph.query import Literal, Table

_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"


def network_view(network: Network, name: str, top: int) -> Table:
    """Give a view of the network as a table, its first `top` rows (0: all)."""
    if name not in VIEWS:
        raise UsageError(f"Beeld {name!r} bestaat niet.", advice=f"Kies uit: {', '.join(VIEWS)}.")
    table = VIEWS[name](network)
    return Table(table.columns, table.rows[: top or None])


def _shared_recipients(network: Network) -> Table:
    rows = (
        (_text(row.recipient.label), _number(len(row.controllers)), _names(row.controllers), _list(row.records))
        for row in shared_recipients(network)
    )
    return Table(("ontvanger", "verantwoordelijken", "namen", "verwerkingen"), tuple(rows))


def _pairs(network: Network) -> Table:
    rows = (
        (_text(row.first.label), _text(row.second.label), _names(row.recipients), _list(row.records))
        for row in controller_pairs(network)
    )
    return Table(("verantwoordelijke", "en", "delen ontvangers", "verwerkingen"), tuple(rows))


def _degree(network: Network) -> Table:
    rows = ((_number(row.place), _text(row.party.label), _number(int(row.score)), _list(row.records))
            for row in rank(network, "degree"))  # fmt: skip
    return Table(("plaats", "organisatie", "buren", "verwerkingen"), tuple(rows))


def _betweenness(network: Network) -> Table:
    rows = (
        (_number(row.place), _text(row.party.label), Literal(f"{row.score:.4f}", _DECIMAL), _list(row.records))
        for row in rank(network, "betweenness")
    )
    return Table(("plaats", "organisatie", "tussenligging", "verwerkingen"), tuple(rows))


def _ministries(network: Network) -> Table:
    names = kind_names(network)
    rows = (
        (_text(row.origin.label), _text(row.target.label), _number(row.flows), _kinds(row.kinds, names),
         _list(row.records))
        for row in ministry_matrix(network)
    )  # fmt: skip
    return Table(("van", "naar", "stromen", "soorten", "verwerkingen"), tuple(rows))


VIEWS: Mapping[str, Callable[[Network], Table]] = {
    "shared-recipients": _shared_recipients,
    "controller-pairs": _pairs,
    "degree": _degree,
    "betweenness": _betweenness,
    "ministries": _ministries,
}


def _text(text: str) -> Literal:
    return Literal.of_language(text, "nl")


def _number(number: int) -> Literal:
    return Literal(str(number), _INTEGER)


def _names(parties: Iterable[Party]) -> Literal:
    return _text("; ".join(party.label for party in parties))


def _list(records: Iterable[str]) -> Literal:
    return Literal(", ".join(records))


def _kinds(kinds: Iterable[tuple[str, int]], names: Mapping[str, str]) -> Literal:
    return _text(", ".join(f"{names[kind]} {count}" for kind, count in kinds))
