"""Concentration: how much of what is sensitive comes together at one organisation or in one system."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from avggraph.network.party import Party, by_name
from avggraph.network.register import Register, Role, Sensitive

# Who gets data of a record: GDPR art. 4(8) and (9). A system holds them.
RECEIVING = (Role.PROCESSOR, Role.SUBPROCESSOR, Role.RECIPIENT, Role.SYSTEM)


@dataclass(frozen=True, slots=True)
class Share:
    """What part of the records with some data name an organisation or system in a role, and of how many controllers.

    `share` is the number of its `records` over all records with such data.
    """

    thing: Party
    role: Role
    share: float
    controllers: tuple[Party, ...]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concentration:
    """How records with some data are divided over those that get them.

    `index` is the Herfindahl–Hirschman index of the processors: the sum of the squares of each one's part in the pairs
    of a processor and a record; 1 is a single processor, 1/n is n alike. None where no record names a processor.
    """

    data: Sensitive | Party
    records: tuple[str, ...]
    shares: tuple[Share, ...]
    index: float | None


def concentration(register: Register, data: Sensitive | Party) -> Concentration:
    """Tell at whom the records with some data come together.

    Parameters
    ----------
    register
        As from `register_of`.
    data
        A class of sensitive data, or one kind of data.

    Returns
    -------
    Concentration
        Its shares the largest first, then by name and role.

    Notes
    -----
    A register does not say which of a record's data each recipient, processor or system gets. So a share is one of
    records whose data include these, and which name the organisation in that role; it is no share of data or people,
    and no proof that the organisation gets these data. Records that name no processor may have one: they count in the
    whole and at nobody. One record counts as much as another, however many people it is about. Groups that
    one record names count as any other party. An organisation in two roles of a record is in both rows.
    """
    holding = [record for record in register if record.holds(data if isinstance(data, Sensitive) else data.iri)]
    records: dict[tuple[Party, Role], list[str]] = defaultdict(list)
    controllers: dict[tuple[Party, Role], set[Party]] = defaultdict(set)
    for record in holding:
        for role in RECEIVING:
            for thing in record.having(role):
                records[thing, role].append(record.reference)
                controllers[thing, role].update(record.having(Role.CONTROLLER))
    shares = [
        Share(thing, role, len(found) / len(holding), by_name(controllers[thing, role]), tuple(sorted(found)))
        for (thing, role), found in records.items()
    ]
    return Concentration(
        data,
        tuple(sorted(record.reference for record in holding)),
        tuple(sorted(shares, key=lambda row: (-len(row.records), row.thing.label, row.thing.iri, row.role.value))),
        _index(shares),
    )


def _index(shares: list[Share]) -> float | None:
    counts: dict[str, int] = defaultdict(int)
    for row in shares:
        if row.role in {Role.PROCESSOR, Role.SUBPROCESSOR}:
            counts[row.thing.iri] += len(row.records)
    total = sum(counts.values())
    return sum((count / total) ** 2 for count in counts.values()) if total else None
