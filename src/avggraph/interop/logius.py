"""The draft read API of a register of processing activities (Logius, v0.1) as files of a static site.

Each resource is a folder with an `index.json`: a server gives that file for the path of the folder. Identifiers are
UUIDs of our IRIs; the lists of the API hold terms of DPV 2.1, and get a value by exact mapping alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from avggraph.graph.terms import ORG
from avggraph.interop.as_json import identifier, present, written
from avggraph.interop.format import Left, Piece, Setting
from avggraph.interop.history import Version
from avggraph.interop.joining import joined
from avggraph.interop.listed import NO_TERM, listed
from avggraph.interop.reading import Found, Reading
from avggraph.interop.reasons import left, without_place
from avggraph.interop.tables import shape
from avggraph.interop.terms import terms_of

_INDEX = "index.json"
_ACTIVITIES = "processing_activities"
_ENTITIES = "entities"
_ORGANISATIONS = frozenset({ORG.Organization[1:-1], ORG.OrganizationalUnit[1:-1]})
_ONE_ONLY = "one-only"


class LogiusWriter:
    """Writes activities, their versions and the organisations that records name."""

    def __init__(self, setting: Setting) -> None:
        self._history = setting.history
        self._earlier = setting.earlier
        self._index = 0
        self._entities: dict[str, tuple[str, set[str]]] = {}

    def add(self, reading: Reading) -> Iterator[Piece | Left]:
        """Write an activity of the newest build, its last version, and its line in the index."""
        yield from self._version(reading, self._history.of(reading.iri)[-1])
        yield from self._activity(reading, active=True)

    def end(self) -> Iterator[Piece | Left]:
        """Write the versions before the last, the activities that are no more, the organisations, and what is open."""
        for record in self._history.versions:
            before = [(self._earlier[each.build](record), each) for each in self._history.before(record)]
            for reading, version in before:
                yield from self._version(reading, version)
            if record in self._history.gone:
                yield from self._activity(before[-1][0], active=False)
        yield Piece(f"{_ACTIVITIES}/{_INDEX}", b"\n]\n" if self._index else b"[]\n")
        for iri, (name, addresses) in sorted(self._entities.items()):
            # An address that records write in different ways is none that this API could say.
            address = next(iter(addresses)) if len(addresses) == 1 else ""
            entity = present({"type": "Organisation", "id": identifier(iri), "name": name, "address": address})
            yield Piece(f"{_ENTITIES}/{entity['id']}/{_INDEX}", written(entity))

    def _version(self, reading: Reading, version: Version) -> Iterator[Piece | Left]:
        """Write one version of an activity, as its build has it, and keep the organisations it names."""
        self._keep_entities(reading)
        document, missing = _version(reading, version)
        yield Piece(f"{_ACTIVITIES}/{identifier(reading.iri)}/versions/{version.number}/{_INDEX}", written(document))
        yield from missing

    def _activity(self, reading: Reading, *, active: bool) -> Iterator[Piece]:
        """Write an activity: whether the register still has it, and which version is the last; and its line."""
        activity = {
            "id": identifier(reading.iri),
            "active": active,
            "latestVersion": self._history.of(reading.iri)[-1].number,
        }
        yield Piece(activity_file(reading.iri), written(activity))
        name = joined(reading.names(shape("logius").paths["name"]))
        line = written(present({**activity, "name": name, "iri": reading.iri})).rstrip()
        yield Piece(f"{_ACTIVITIES}/{_INDEX}", (b",\n" if self._index else b"[\n") + line)
        self._index += 1

    def _keep_entities(self, reading: Reading) -> None:
        paths = shape("logius").paths
        for each in reading.follow(paths["entities"]):
            if _is_organisation(reading, each):
                self._entities.setdefault(each.iri, (reading.name(each), set()))
        for entry in reading.iris(paths["entries"]):
            controllers = reading.iris(paths["controller"], entry)
            # Two organisations in one entry share its words; whose the address is, is not said.
            if len(controllers) == 1 and controllers[0] in self._entities:
                self._entities[controllers[0]][1].update(reading.names(paths["address"], entry)[:1])


def activity_file(record: str) -> str:
    """Give the file of an activity, by the record's IRI."""
    return f"{_ACTIVITIES}/{identifier(record)}/{_INDEX}"


def _version(reading: Reading, version: Version) -> tuple[dict[str, object], list[Left]]:
    table = shape("logius")
    missing: list[Left] = []
    lists: dict[str, list[str]] = {}
    for field, values in table.lists.items():
        lists[field], untold = listed(reading, values, field)
        missing += untold
    retention, untold = _retention(reading)
    missing += untold
    recipients, untold = _recipients(reading)
    missing += [*untold, *without_place(reading, table.without_place)]
    categories = list(reading.names(table.paths["categories"]))
    document = {
        "version": version.number,
        # The day of the register in which the version first stands; the API asks for a moment.
        "validFrom": f"{version.date}T00:00:00Z" if version.date else "",
        "name": joined(reading.names(table.paths["name"])),
        "purpose": joined(reading.names(table.paths["purpose"])),
        "legalBasis": lists["legalBasis"],
        "dataSubjects": lists["dataSubjects"],
        "personalData": present({"categories": categories, "retentionPeriod": retention}),
        "processingOptions": lists["processingOptions"],
        "recipients": recipients,
        "measures": _measures(reading),
    }
    return present(document), missing


def _retention(reading: Reading) -> tuple[str, list[Left]]:
    """Give the length for which all data are kept: where every block states that one, and no least or most."""
    paths = shape("logius").paths
    blocks = reading.iris(paths["blocks"])
    terms = [term for block in blocks for term in reading.follow(paths["retention"], block)]
    lengths = {length for term in terms for length in reading.names(paths["duration"], term.iri) or [""]}
    bounded = any(reading.follow(paths["bound"], term.iri) for term in terms)
    everywhere = all(reading.follow(paths["retention"], block) for block in blocks)
    if len(lengths) == 1 and "" not in lengths and everywhere and not bounded:
        return lengths.pop(), []
    reason = _ONE_ONLY if len(lengths) > 1 else NO_TERM
    words = dict.fromkeys(map(reading.name, terms))
    return "", [left(reading, "personalData.retentionPeriod", each, reason) for each in words]


def _recipients(reading: Reading) -> tuple[dict[str, object], list[Left]]:
    """Give the recipient, where the record names one and that is an organisation; the API has room for one."""
    paths = shape("logius").paths
    found = reading.follow(paths["recipients"])
    if len(found) == 1 and _is_organisation(reading, found[0]):
        role = "DataProcessor" if found[0].iri in reading.iris(paths["processors"]) else ""
        return present({"legalRole": role, "entityId": identifier(found[0].iri)}), []
    reason = _ONE_ONLY if len(found) > 1 else NO_TERM
    return {}, [left(reading, "recipients", reading.name(each), reason) for each in found]


def _measures(reading: Reading) -> list[dict[str, object]]:
    table = shape("logius")
    kinds = terms_of(table.all["measure-types"])
    found: list[dict[str, object]] = []
    for each in reading.follow(table.paths["measures"]):
        types = {value for kind in reading.kinds(each.iri) for value in kinds.get(kind, ())}
        measure_type = next(iter(types)) if len(types) == 1 else ""
        found.append(present({"measureType": measure_type, "measure": reading.name(each)}))
    return sorted(found, key=lambda measure: str(measure["measure"]))


def _is_organisation(reading: Reading, found: Found) -> bool:
    return bool(found.iri) and not _ORGANISATIONS.isdisjoint(reading.kinds(found.iri))
