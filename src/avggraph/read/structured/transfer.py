"""The bundle `openvwr-transfer`: a manifest and one JSON file per entity, joined to one source text per processing.

An entity names others by their id: in `relations`, in an attribute that ends on `_id`, or as its `owner`. A record
is rendered with all of them in place, so that "relations.avgGoals.0.attributes.goal" is a key path like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from avggraph.errors import NotADescriptionError, SourceError, Where
from avggraph.read.decode import decode
from avggraph.read.limits import Limits, check_size
from avggraph.read.structured.json_records import Fields, Tree, parse_json, values_of
from avggraph.read.structured.rendering import Renderer, Value
from avggraph.text import SourceText

MANIFEST = "manifest.json"
FORMAT = "openvwr-transfer"
_ENTITIES = "entities/"
# Entities in entities; a record's processors with what they own are three.
_DEEPEST = 50
_RECORD_TYPES = frozenset(
    {"avg_responsible_processing_record", "avg_processor_processing_record", "wpg_processing_record"}
)


def structured_members(names: Sequence[str]) -> tuple[str, ...]:
    """Give the members of an archive that must be read together: a transfer bundle's manifest and entities.

    An archive that is no bundle has none; each of its files is read alone.

    >>> structured_members(["manifest.json", "entities/system/1.json", "leesmij.txt"])
    ('entities/system/1.json', 'manifest.json')
    >>> structured_members(["AVG Verwerker Verwerkingen/JSON/Kern.json"])
    ()
    """
    entities = {name for name in names if name.startswith(_ENTITIES) and name.endswith(".json")}
    return tuple(sorted({MANIFEST} | entities)) if MANIFEST in names and entities else ()


@dataclass(slots=True)
class _Bundle:
    """The entities of a bundle by id, those that each one owns, and what was met while joining them.

    `faults` are those of one record, by the member, the kind of relation and the id that is not there.
    """

    name: str
    entities: dict[str, Fields] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)
    owned: dict[str, list[str]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    faults: dict[tuple[str, str, str], SourceError] = field(default_factory=dict)


def read_transfer(
    members: Mapping[str, bytes], name: str, limits: Limits | None = None
) -> Iterator[SourceText | SourceError]:
    """Read a bundle from the bytes of its members (see `structured_members`).

    A record is named "{name}#{member}". A relation to what the bundle lacks, a member that cannot be read, and an
    entity no record refers to come as errors.
    """
    try:
        organisation = _source_organisation(members, name)
    except SourceError as error:
        yield error
        return
    bundle = _Bundle(name)
    for member in sorted(members):
        if member != MANIFEST:
            yield from _add(bundle, member, members[member], limits)
    for key, entity in bundle.entities.items():
        bundle.owned.setdefault(_owner(entity), []).append(key)
    renderer = Renderer("json", limits or Limits())
    refused = False
    for key in [key for key, entity in bundle.entities.items() if _text(entity, "type") in _RECORD_TYPES]:
        found = renderer.render(
            f"{name}#{bundle.members[key]}", chain(values_of(organisation), _joined(bundle, key, (), ()))
        )
        yield from bundle.faults.values()
        bundle.faults.clear()
        yield found
        refused = refused or isinstance(found, SourceError)
        if renderer.is_full:
            return
    # What a refused record refers to was not followed to its end.
    for key in () if refused else sorted(set(bundle.entities) - bundle.used, key=bundle.members.__getitem__):
        yield NotADescriptionError(
            "Geen verwerking in deze bundel verwijst hiernaar.", where=Where(f"{name}#{bundle.members[key]}")
        )


def _source_organisation(members: Mapping[str, bytes], name: str) -> Fields:
    where = f"{name}#{MANIFEST}"
    manifest = _read(members[MANIFEST], where)
    if _text(manifest, "format") != FORMAT:
        raise SourceError(f"Dit manifest is niet dat van {FORMAT}.", where=Where(where, field="format"))
    organisation = manifest.get("source_organisation")
    return Fields([("source_organisation", organisation)] if organisation else [])


def _add(bundle: _Bundle, member: str, data: bytes, limits: Limits | None) -> Iterator[SourceError]:
    where = f"{bundle.name}#{member}"
    try:
        check_size(len(data), limits or Limits(), Where(where))
        entity = _read(data, where)
    except SourceError as error:
        yield error
        return
    key = _text(entity, "id")
    if not key or key in bundle.entities:
        yield SourceError("Dit onderdeel heeft geen eigen id.", where=Where(where, field="id"))
        return
    bundle.entities[key] = entity
    bundle.members[key] = member


def _read(data: bytes, where: str) -> Fields:
    text, _ = decode(data, where)
    tree = parse_json(text, where)
    if not isinstance(tree, Fields):
        raise SourceError("Dit onderdeel is geen record met sleutels.", where=Where(where))
    return tree


def _joined(bundle: _Bundle, key: str, path: tuple[str, ...], outer: tuple[str, ...]) -> Iterator[Value]:
    """Give the values of an entity with the entities it names in place of their ids.

    `outer` are the entities it stands in; one that contains itself keeps the id.
    """
    bundle.used.add(key)
    inside = (*outer, key)
    if len(inside) > _DEEPEST:
        raise SourceError(
            f"In deze verwerking staan onderdelen meer dan {_DEEPEST} diep in elkaar.",
            where=Where(f"{bundle.name}#{bundle.members[inside[0]]}"),
        )
    for name, value in bundle.entities[key]:
        own = (*path, name)
        if name == "relations" and isinstance(value, Fields) and value:
            for kind, ids in value:
                yield from _related(bundle, kind, ids, (*own, kind), inside)
        elif name == "attributes" and isinstance(value, Fields) and value:
            yield from _attributes(bundle, value, own, inside)
        else:
            yield from values_of(value, own)
    owned = [other for other in bundle.owned.get(key, ()) if other not in inside]
    for number, other in enumerate(owned):
        yield from _joined(bundle, other, (*path, "owned", str(number)), inside)


def _related(bundle: _Bundle, kind: str, ids: Tree, path: tuple[str, ...], inside: tuple[str, ...]) -> Iterator[Value]:
    if not isinstance(ids, list) or isinstance(ids, Fields) or not ids:
        yield from values_of(ids, path)
        return
    for number, one in enumerate(ids):
        own = (*path, str(number))
        if isinstance(one, str) and one in bundle.entities and one not in inside:
            yield from _joined(bundle, one, own, inside)
            continue
        if isinstance(one, str) and one not in bundle.entities:
            member = bundle.members[inside[-1]]
            where = Where(f"{bundle.name}#{member}", field=f"relations.{kind}")
            bundle.faults[member, kind, one] = SourceError(f"De bundel mist {one}.", where=where)
        yield from values_of(one, own)


def _attributes(bundle: _Bundle, attributes: Fields, path: tuple[str, ...], inside: tuple[str, ...]) -> Iterator[Value]:
    for name, value in attributes:
        yield from values_of(value, (*path, name))
        if name.endswith("_id") and isinstance(value, str) and value in bundle.entities and value not in inside:
            yield from _joined(bundle, value, (*path, name.removesuffix("_id")), inside)


def _owner(entity: Fields) -> str:
    owner = entity.get("owner")
    return _text(owner, "id") if isinstance(owner, Fields) else ""


def _text(entity: Fields, key: str) -> str:
    value = entity.get(key)
    return value if isinstance(value, str) else ""
