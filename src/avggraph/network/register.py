"""The register as an analysis needs it: of each record who has which role, and which data it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from avggraph.network.party import Party, by_name
from avggraph.query import Catalogue, Engine, find_query, select_each
from avggraph.query.values import local_name

ROLES = "roles"
RECORD_DATA = "record-data"


class Role(Enum):
    """What a party or system is in a record; the values are those of the saved query `roles`."""

    CONTROLLER = "verwerkingsverantwoordelijke"
    UNIT = "verantwoordelijk onderdeel"
    PROCESSOR = "verwerker"
    SUBPROCESSOR = "subverwerker"
    RECIPIENT = "ontvanger"
    INTERNAL = "eigen onderdeel"
    SYSTEM = "systeem"
    SOURCE = "bron"


class Sensitive(Enum):
    """Data that ask for a legal basis of their own; the values are those of the saved query `special-categories`."""

    SPECIAL = "bijzonder"
    CRIMINAL = "strafrechtelijk"
    BSN = "bsn"

    @property
    def label(self) -> str:
        """The Dutch name."""
        return _LABELS[self]


_LABELS = {
    Sensitive.SPECIAL: "bijzondere persoonsgegevens",
    Sensitive.CRIMINAL: "strafrechtelijke gegevens",
    Sensitive.BSN: "burgerservicenummer",
}


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What one record says: its parties by role, the kinds of data it names, and which of those are sensitive.

    `sensitive` gives the IRIs of the data that are; a kind of data may be of more than one class.
    """

    iri: str
    reference: str
    title: str
    parties: Mapping[Role, tuple[Party, ...]]
    data: tuple[Party, ...]
    sensitive: Mapping[Sensitive, frozenset[str]]

    def having(self, *roles: Role) -> tuple[Party, ...]:
        """Give the parties in any of some roles, by name."""
        return by_name(party for role in roles for party in self.parties.get(role, ()))

    def holds(self, data: Sensitive | str) -> bool:
        """Say whether the record names data of a class, or a kind of data by its IRI."""
        if isinstance(data, Sensitive):
            return bool(self.sensitive.get(data))
        return any(each.iri == data for each in self.data)


Register = tuple[RecordFacts, ...]
"""The records by reference and IRI."""


def register_of(engine: Engine, catalogue: Catalogue) -> Register:
    """Read who has which role in which record, and its data, with the saved queries `roles` and `record-data`.

    Notes
    -----
    A record is there when it names a party or data. Its title is empty where it has none. What a record does not
    name is not known to be absent.
    """
    parties: dict[str, dict[Role, list[Party]]] = defaultdict(lambda: defaultdict(list))
    data: dict[str, list[Party]] = defaultdict(list)
    sensitive: dict[str, dict[Sensitive, set[str]]] = defaultdict(lambda: defaultdict(set))
    references: dict[str, str] = {}
    titles: dict[str, str] = {}
    of_roles, of_data = select_each(engine, [find_query(catalogue, name).text for name in (ROLES, RECORD_DATA)])
    for row in of_roles.texts():
        references[row["record"]] = row["reference"]
        titles[row["record"]] = row["title"]
        found = parties[row["record"]][Role(row["role"])]
        found.append(Party(row["party"], row["partyName"] or local_name(row["party"])))
    for row in of_data.texts():
        references[row["record"]] = row["reference"]
        data[row["record"]].append(Party(row["data"], row["dataName"] or local_name(row["data"])))
        if row["category"]:
            sensitive[row["record"]][Sensitive(row["category"])].add(row["data"])
    return tuple(
        RecordFacts(
            iri,
            reference,
            titles.get(iri, ""),
            {role: by_name(found) for role, found in parties[iri].items()},
            by_name(data[iri]),
            {kind: frozenset(found) for kind, found in sensitive[iri].items()},
        )
        for reference, iri in sorted((reference, iri) for iri, reference in references.items())
    )
