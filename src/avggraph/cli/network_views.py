"""The views of the network as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from avggraph.cli.cells import number_cell, words_cell
from avggraph.errors import UsageError
from avggraph.network import (
    ABOUT,
    Measure,
    Network,
    Party,
    Path,
    Register,
    Sensitive,
    Shared,
    communities,
    concentration,
    controller_pairs,
    cut_points,
    kind_names,
    ministry_matrix,
    network_of,
    rank,
    register_of,
    shared_data,
    shared_processors,
    shared_recipients,
    shared_systems,
)
from avggraph.query import Catalogue, Engine, Literal, Table
from avggraph.query.table import XSD

_DECIMAL = f"{XSD}decimal"


def network_view(engine: Engine, catalogue: Catalogue, name: str, top: int) -> Table:
    """Give a view of the network as a table, its first `top` rows (0: all)."""
    if name not in VIEWS:
        raise UsageError(f"Beeld {name!r} bestaat niet.", advice=f"Kies uit: {', '.join(VIEWS)}.")
    table = VIEWS[name](engine, catalogue)
    return Table(table.columns, table.rows[: top or None])


def paths_table(found: Iterable[Path], texts: Mapping[str, str], kinds: Mapping[str, str]) -> Table:
    """Give paths as a table, a row for each step, with the words it rests on and the line they begin on.

    `kinds` are the Dutch names of the kinds of flows.
    """
    from avggraph.validate.report.passages import Passages

    passages = Passages(texts)
    rows = []
    for number, path in enumerate(found, 1):
        for place, step in enumerate(path.steps, 1):
            words = "; ".join(
                f"regel {', '.join(map(str, each.lines))}: “{each.words}”" for each in passages.cited(step.words)
            )
            rows.append(
                (
                    number_cell(number),
                    Literal(path.reference),
                    number_cell(place),
                    words_cell(step.origin.label),
                    words_cell("gaat over" if step.kind == ABOUT else kinds.get(step.kind, step.kind)),
                    words_cell(step.target.label),
                    _names(step.systems),
                    words_cell(_SCOPES.get(step.scope, "")),
                    words_cell(words),
                )
            )
    columns = ("pad", "verwerking", "stap", "van", "stroom", "naar", "systemen", "gegevens", "woorden")
    return Table(columns, tuple(rows))


_SCOPES = {"DataOfBlock": "van dit gegevensblok", "DataOfRecord": "niet gezegd welke: alle van de verwerking"}


def _shared_recipients(network: Network) -> Table:
    rows = (
        (
            words_cell(row.recipient.label),
            number_cell(len(row.controllers)),
            _names(row.controllers),
            _list(row.records),
        )
        for row in shared_recipients(network)
    )
    return Table(("ontvanger", "verantwoordelijken", "namen", "verwerkingen"), tuple(rows))


def _shared(heading: str, project: Callable[[Register], tuple[Shared, ...]], register: Register) -> Table:
    rows = (
        (words_cell(row.thing.label), number_cell(len(row.controllers)), _names(row.controllers), _list(row.records))
        for row in project(register)
    )
    return Table((heading, "verantwoordelijken", "namen", "verwerkingen"), tuple(rows))


def _pairs(network: Network) -> Table:
    rows = (
        (words_cell(row.first.label), words_cell(row.second.label), _names(row.recipients), _list(row.records))
        for row in controller_pairs(network)
    )
    return Table(("verantwoordelijke", "en", "delen ontvangers", "verwerkingen"), tuple(rows))


def _degree(network: Network) -> Table:
    rows = ((number_cell(row.place), words_cell(row.party.label), number_cell(int(row.score)), _list(row.records))
            for row in rank(network, "degree"))  # fmt: skip
    return Table(("plaats", "organisatie", "buren", "verwerkingen"), tuple(rows))


def _scores(measure: Measure, heading: str, network: Network) -> Table:
    rows = (
        (number_cell(row.place), words_cell(row.party.label), _decimal(row.score), _list(row.records))
        for row in rank(network, measure)
    )
    return Table(("plaats", "organisatie", heading, "verwerkingen"), tuple(rows))


def _cut_points(network: Network) -> Table:
    rows = (
        (words_cell(row.thing.label), number_cell(len(row.cut_off)), _names(row.cut_off), _list(row.records))
        for row in cut_points(network)
    )
    return Table(("valt weg", "afgesneden", "namen", "verwerkingen"), tuple(rows))


def _communities(network: Network) -> Table:
    found = communities(network)
    rows = (
        (words_cell(row.centre.label), number_cell(len(row.members)), _names(row.members), number_cell(row.inside),
         _decimal(found.modularity), _list(row.records))
        for row in found.communities
    )  # fmt: skip
    return Table(("rond", "organisaties", "namen", "paren", "modulariteit", "verwerkingen"), tuple(rows))


def _ministries(network: Network) -> Table:
    names = kind_names(network)
    rows = (
        (words_cell(row.origin.label), words_cell(row.target.label), number_cell(row.flows), _kinds(row.kinds, names),
         _list(row.records))
        for row in ministry_matrix(network)
    )  # fmt: skip
    return Table(("van", "naar", "stromen", "soorten", "verwerkingen"), tuple(rows))


def _matrix(network: Network) -> Table:
    """Give the ministries as rows (giving) and columns (receiving), with the number of flows; nothing is 0."""
    cells = {(row.origin, row.target): row.flows for row in ministry_matrix(network)}
    ministries = sorted({party for ends in cells for party in ends}, key=lambda party: (party.label, party.iri))
    rows = (
        (words_cell(origin.label), *(number_cell(cells.get((origin, target), 0)) for target in ministries))
        for origin in ministries
    )
    return Table(("van \\ naar", *(party.label for party in ministries)), tuple(rows))


def _concentration(register: Register) -> Table:
    found = []
    for kind in Sensitive:
        whole = concentration(register, kind)
        index = None if whole.index is None else _decimal(whole.index)
        found += [
            (
                words_cell(kind.label),
                words_cell(row.thing.label),
                words_cell(row.role.value),
                number_cell(len(row.records)),
                number_cell(len(whole.records)),
                _decimal(row.share),
                number_cell(len(row.controllers)),
                index,
                _list(row.records),
            )
            for row in whole.shares
        ]
    columns = ("verwerkingen met", "organisatie of systeem", "rol", "aantal", "van", "aandeel", "verantwoordelijken",
               "index verwerkers", "verwerkingen")  # fmt: skip
    return Table(columns, tuple(sorted(found, key=lambda row: -int(str(row[3])))))


def _of_network(view: Callable[[Network], Table]) -> Callable[[Engine, Catalogue], Table]:
    return lambda engine, catalogue: view(network_of(engine, catalogue, data=False))


def _of_register(view: Callable[[Register], Table]) -> Callable[[Engine, Catalogue], Table]:
    return lambda engine, catalogue: view(register_of(engine, catalogue))


VIEWS: Mapping[str, Callable[[Engine, Catalogue], Table]] = {
    "shared-recipients": _of_network(_shared_recipients),
    "shared-processors": _of_register(partial(_shared, "verwerker", shared_processors)),
    "shared-systems": _of_register(partial(_shared, "systeem", shared_systems)),
    "shared-data": _of_register(partial(_shared, "gegevens", shared_data)),
    "controller-pairs": _of_network(_pairs),
    "degree": _of_network(_degree),
    "betweenness": _of_network(partial(_scores, "betweenness", "tussenligging")),
    "pagerank": _of_network(partial(_scores, "pagerank", "pagerank")),
    "cut-points": _of_network(_cut_points),
    "communities": _of_network(_communities),
    "ministries": _of_network(_ministries),
    "matrix": _of_network(_matrix),
    "concentration": _of_register(_concentration),
}


def _decimal(number: float) -> Literal:
    return Literal(f"{number:.4f}", _DECIMAL)


def _names(parties: Iterable[Party]) -> Literal:
    return words_cell("; ".join(party.label for party in parties))


def _list(records: Iterable[str]) -> Literal:
    return Literal(", ".join(records))


def _kinds(kinds: Iterable[tuple[str, int]], names: Mapping[str, str]) -> Literal:
    return words_cell(", ".join(f"{names[kind]} {count}" for kind, count in kinds))
