"""Reading the flows of a whole register: the network, and beside it data, units and what sources mention."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from avggraph import resources
from avggraph.diagram.model import Mark, Quote, in_order
from avggraph.diagram.record.source import NO_TEXTS, Row, Source
from avggraph.diagram.register.facts import Datum, Party, PartyKind, RegisterFacts, System, Transfer
from avggraph.diagram.words import Words, beyond_form, names_nobody, words
from avggraph.network import Network, network_of
from avggraph.network.build import MINISTRIES, PARTING
from avggraph.query import Catalogue, Engine, find_query
from avggraph.query.values import local_name
from avggraph.text import fold

_UNITS = "unit-hierarchy"
_ORGANISATION_NAMES = "organisations"
_ORGANISATIONS = frozenset({"Organization", "OrganizationalUnit"})
_KINDS = {"DataSubject": PartyKind.DATA_SUBJECT, "DataSource": PartyKind.SOURCE, "Technology": PartyKind.SOURCE}

_Rows = tuple[dict[str, str], ...]


def read_register(
    engine: Engine, catalogue: Catalogue, *, language: str = "nl", texts: Mapping[str, str] = NO_TEXTS
) -> RegisterFacts:
    """Read the flows of all records, for any number of views; UsageError for a language without words.

    A source whose words name one known organisation or system is that organisation or system: "RDW" as a source of
    one record and RDW as a recipient of another are the same. Other sources, groups and data subjects are the same
    where their words are. `texts` are those of the source documents by their IRI: without them flows cite places only.
    """
    say = words(language)  # an unknown language fails here, before anything is read
    network = network_of(engine, catalogue, data=False)
    known = _Parties(network, _rows(engine, "mentions"), _rows(engine, "named-parts"))
    data = _data(engine, language)
    units = _responsible(_rows(engine, "responsible"), known)
    source = Source(engine, language, texts)
    cited = source.rows("flow-words")
    records = {row["flow"].value: row["record"].value for row in cited}
    quotes = _quotes(source, cited)

    def transfer(origin: str, target: str, key: str, edge: dict[str, str]) -> Transfer:
        giver = known.at(origin, edge["from_ministry"])
        return Transfer(
            edge["record"],
            edge["kind"],
            giver,
            _target(edge["kind"], known.at(target, edge["to_ministry"]), say),
            tuple(_systems(edge, giver.iri)),
            tuple(sorted(data.get(key, ()), key=lambda datum: (datum.name.casefold(), datum.name))),
            units.get((records[key], origin), ()),
            units.get((records[key], target), ()),
            quotes.get(key, ()),
        )

    transfers = tuple(transfer(*edge) for edge in sorted(network.edges(keys=True, data=True), key=_order))
    return RegisterFacts(
        transfers,
        _names(transfers, engine, catalogue),
        _units(_answer(engine, catalogue, _UNITS)),
        int(_rows(engine, "record-count")[0]["records"]),
    )


class _Parties:
    """The parties at the ends of flows; equal words are one party, by the first node that has them."""

    def __init__(self, network: Network, mentions: _Rows, parts: _Rows) -> None:
        self._network = network
        self._mentioned: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in mentions:
            self._mentioned[row["source"]].append(row)
        self._ministry_of_part = {row["part"]: row["ministry"] for row in reversed(parts)}
        self._of_words: dict[tuple[PartyKind, str, str], Party] = {}

    def at(self, node: str, ministry: str) -> Party:
        """Give the party at one end of a flow; `ministry` is what the flow says of that end."""
        attributes = self._network.nodes[node]
        if attributes["kind"] in _ORGANISATIONS:
            return Party(node, attributes["label"], PartyKind.ORGANISATION, attributes["ministry"] or ministry)
        named = self._mentioned[node]
        if len({row["thing"] for row in named}) == 1:
            kind = PartyKind.SOURCE if named[0]["kind"] else PartyKind.ORGANISATION
            label = named[0]["name"] or local_name(named[0]["thing"])
            return Party(named[0]["thing"], label, kind, named[0]["ministry"] or ministry)
        kind = _KINDS.get(attributes["kind"], PartyKind.GROUP)
        if node in self._ministry_of_part:
            kind, ministry = PartyKind.ORGANISATION, ministry or self._ministry_of_part[node]
        key = (kind, fold(attributes["label"]).casefold().rstrip("."), ministry)
        return self._of_words.setdefault(key, Party(node, attributes["label"], kind, ministry))

    def unit(self, iri: str, name: str, ministry: str) -> Party:
        """Give a unit, at the end of a flow or not."""
        if iri in self._network:
            return self.at(iri, ministry)
        return Party(iri, name or local_name(iri), PartyKind.ORGANISATION, ministry)


def _target(kind: str, party: Party, say: Words) -> Party:
    """Give who receives; outside the EU, by what the register says beyond the sentence of its form."""
    if kind != "ThirdCountryTransfer":
        return party
    if names_nobody(party.label):
        return Party("", say["absent.transfer-unnamed"], PartyKind.ABROAD)
    return Party(party.iri, beyond_form(party.label), PartyKind.ABROAD)


def _systems(edge: dict[str, str], origin: str) -> Iterable[System]:
    if edge["system_iri"]:
        found = zip(edge["system_iri"].split(PARTING), edge["system"].split(PARTING), strict=False)
        yield from (System(iri, name) for iri, name in found if iri != origin)


def _responsible(rows: _Rows, known: _Parties) -> dict[tuple[str, str], tuple[Party, ...]]:
    """Give the responsible units by record and controller."""
    found: dict[tuple[str, str], dict[str, Party]] = defaultdict(dict)
    for row in rows:
        unit = known.unit(row["unit"], row["name"], row["ministry"])
        found[row["record"], row["controller"]].setdefault(unit.iri, unit)
    return {end: tuple(units.values()) for end, units in found.items()}


def _quotes(source: Source, rows: Sequence[Row]) -> dict[str, tuple[Quote, ...]]:
    """Give the words of each flow, in the order of the document."""
    places: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if "place" in row:
            places[row["place"].value].add(row["flow"].value)
    found: dict[str, list[Quote]] = defaultdict(list)
    for quote in source.quotes(row["place"] for row in rows if "place" in row):
        for flow in places[quote.place]:
            found[flow].append(quote)
    return {flow: tuple(quotes) for flow, quotes in found.items()}


def _data(engine: Engine, language: str) -> dict[str, list[Datum]]:
    """Give the data of each flow; of a kind of data without a name, the end of its IRI."""
    names: dict[str, str] = {}
    marks: dict[str, set[str]] = defaultdict(set)
    for row in _rows(engine, "data-names"):
        names.setdefault(row["data"], (row["translation"] if language == "en" else "") or row["name"])
        marks[row["data"]].add(row["mark"])
    known = {data: Datum(name, in_order({Mark(mark) for mark in marks[data] if mark})) for data, name in names.items()}
    carried: dict[str, list[Datum]] = defaultdict(list)
    for row in _rows(engine, "flow-data"):
        carried[row["flow"]].append(known.get(row["data"]) or Datum(local_name(row["data"])))
    return carried


def _names(transfers: Iterable[Transfer], engine: Engine, catalogue: Catalogue) -> dict[str, str]:
    """Name all organisations and ministries of the graph."""
    found = {row["organisation"]: row["name"] for row in _answer(engine, catalogue, _ORGANISATION_NAMES)}
    found |= {row["ministry"]: row["name"] for row in _answer(engine, catalogue, MINISTRIES)}
    for transfer in transfers:
        ends = (transfer.origin, transfer.target)
        found |= {party.iri: party.label for party in ends if party.kind is PartyKind.ORGANISATION}
    return {iri: name or local_name(iri) for iri, name in found.items()}


def _units(rows: Iterable[dict[str, str]]) -> dict[str, frozenset[str]]:
    below: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        below[row["organisation"]].add(row["unit"])
    return {organisation: frozenset(units) for organisation, units in below.items()}


def _order(edge: tuple[str, str, str, dict[str, str]]) -> tuple[str, str, str, str]:
    origin, target, key, attributes = edge
    return attributes["record"], key, origin, target


def _answer(engine: Engine, catalogue: Catalogue, name: str) -> _Rows:
    """Ask a saved question."""
    return engine.select(find_query(catalogue, name).text).texts()


def _rows(engine: Engine, name: str) -> _Rows:
    """Ask one of the diagram's own questions."""
    return engine.select(resources.question("diagram", name)).texts()
