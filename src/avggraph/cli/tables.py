"""Tables of the command line: the catalogue of questions, and the views of the network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from avggraph.compare import differences
from avggraph.errors import UsageError
from avggraph.extract import Contract
from avggraph.network import Network, Party, controller_pairs, kind_names, ministry_matrix, rank, shared_recipients
from avggraph.query import Catalogue, Literal, SavedQuery, Table, Term
from avggraph.read.structured import ColumnReading
from avggraph.vocabulary import CONCEPT_BASE, load_vocabulary, render_wordings

_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"


def catalogue_table(catalogue: Catalogue) -> str:
    """List the saved questions, a line each, with their parameters."""
    width = max(map(len, catalogue))
    lines = []
    for name, saved in catalogue.items():
        names = " ".join(f"[{parameter.name}]" for parameter in saved.parameters)
        lines.append(f"{name:<{width}}  {saved.question} {names}".rstrip())
    return "\n".join(lines)


def query_details(saved: SavedQuery) -> str:
    """Say what a saved question asks, which parameters it takes, and how."""
    lines = [saved.title, saved.question, "", saved.description, ""]
    for parameter in saved.parameters:
        default = f", anders {parameter.default}" if parameter.default else ", anders alle"
        choices = f"; keuzes: avggraph query {parameter.choices}" if parameter.choices else ""
        lines.append(f"  -p {parameter.name}=…  {parameter.label} ({parameter.type.value}{default}{choices})")
    return "\n".join((*lines, "", saved.text.rstrip()))


# ---------------------------------------------------------------- spreadsheets


def columns_table(columns: Iterable[ColumnReading]) -> Table:
    """Say of each column what its heading was taken to mean."""
    rows = (
        (_number(each.column), Literal(each.heading), Literal(each.how.value), Literal(each.field or ""),
         Literal(".".join(each.path)))
        for each in columns
    )  # fmt: skip
    return Table(("kolom", "kop", "herkend als", "veld", "sleutel"), tuple(rows))


# ---------------------------------------------------------------- words without a concept


def wordings_to_fill_in(unmapped: Table) -> str:
    """Write the answer of the question "unmapped" as rows of a mapping file, to be given their concepts."""
    vocabulary = load_vocabulary()
    rows = unmapped.texts()
    words = ((row["words"], row["scheme"], f"{row['recordCount']}: {row['records']}") for row in rows)
    return render_wordings(words, vocabulary.schemes, CONCEPT_BASE)


# ---------------------------------------------------------------- two sides


def comparison(first: Sequence[Contract], second: Sequence[Contract]) -> Table:
    """Hold descriptions with the same number against each other; a description alone on each side needs no number."""
    rows: list[tuple[Term, ...]] = []
    if len(first) == len(second) == 1:
        pairs: list[tuple[str, Contract, Contract]] = [(str(first[0]["reference"] or ""), first[0], second[0])]
    else:
        sides = [{str(each["reference"]): each for each in side if each["reference"]} for side in (first, second)]
        numbers = sorted({*sides[0], *sides[1]})
        pairs = [(each, sides[0].get(each, {}), sides[1].get(each, {})) for each in numbers]
    for number, one, other in pairs:
        if not one or not other:
            rows.append((Literal(number), Literal("alleen links" if one else "alleen rechts"), None, None))
            continue
        for each in differences(one, other):
            sides_shown = (_text(words) if words is not None else None for words in (each.first, each.second))
            rows.append((Literal(number), Literal(each.field), *sides_shown))
    return Table(("verwerking", "veld", "links", "rechts"), tuple(rows))


# ---------------------------------------------------------------- the network


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
