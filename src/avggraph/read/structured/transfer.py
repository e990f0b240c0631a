"""The bundle `openvwr-transfer`: a manifest and one JSON file per entity, joined to one source text per processing.

An entity names others by their id: in `relations`, in an attribute that ends on `_id`, or as its `owner`. A record
is rendered with all of them in place, so that "relations.avgGoals.0.attributes.goal" is a key path like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from avggraph.errors import NotADescriptionError, SourceError, Where
from avggraph.read.decode import decode
from avggraph.read.limits import Limits
from avggraph.read.structured.json_records import Fields, Tree, parse_json, values_of
from avggraph.read.structured.rendering import Renderer
from avggraph.read.structured.size import check_size
from avggraph.text import SourceText

MANIFEST = "manifest.json"
FORMAT = "openvwr-transfer"
_ENTITIES = "entities/"
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
    """The entities of a bundle by id, and what was met while joining them."""

    name: str
    entities: dict[str, Fields] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    faults: list[SourceError] = field(default_factory=list)


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
    records = [key for key, entity in bundle.entities.items() if _text(entity, "type") in _RECORD_TYPES]
    renderer = Renderer("json", limits or Limits())
    for key in records:
        tree = Fields([*organisation, *_joined(bundle, key, ())])
        yield from bundle.faults
        bundle.faults.clear()
        yield renderer.render(f"{name}#{bundle.members[key]}", values_of(tree))
        if renderer.is_full:
            return
    for key in sorted(set(bundle.entities) - bundle.used, key=bundle.members.__getitem__):
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
        check_size(data, where, limits)
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


def _joined(bundle: _Bundle, key: str, path: tuple[str, ...]) -> Fields:
    """Give an entity with the entities it names in place of their ids; one that contains itself keeps the id."""
    bundle.used.add(key)
    inside = (*path, key)
    entity = Fields()
    for name, value in bundle.entities[key]:
        if name == "relations" and isinstance(value, Fields):
            entity.append((name, Fields((kind, _related(bundle, ids, inside, kind)) for kind, ids in value)))
        elif name == "attributes" and isinstance(value, Fields):
            entity.append((name, _attributes(bundle, value, inside)))
        else:
            entity.append((name, value))
    owned = [other for other, candidate in bundle.entities.items() if other not in inside and _owner(candidate) == key]
    if owned:
        entity.append(("owned", [_joined(bundle, other, inside) for other in owned]))
    return entity


def _related(bundle: _Bundle, ids: Tree, inside: tuple[str, ...], kind: str) -> Tree:
    if not isinstance(ids, list) or isinstance(ids, Fields):
        return ids
    return [_target(bundle, one, inside, kind) for one in ids]


def _attributes(bundle: _Bundle, attributes: Fields, inside: tuple[str, ...]) -> Fields:
    joined = Fields()
    for name, value in attributes:
        joined.append((name, value))
        if name.endswith("_id") and isinstance(value, str) and value in bundle.entities and value not in inside:
            joined.append((name.removesuffix("_id"), _joined(bundle, value, inside)))
    return joined


def _target(bundle: _Bundle, one: Tree, inside: tuple[str, ...], kind: str) -> Tree:
    if isinstance(one, str) and one in bundle.entities and one not in inside:
        return _joined(bundle, one, inside)
    if isinstance(one, str) and one not in bundle.entities:
        where = Where(f"{bundle.name}#{bundle.members[inside[-1]]}", field=f"relations.{kind}")
        bundle.faults.append(SourceError(f"De bundel mist {one}.", where=where))
    return one


def _owner(entity: Fields) -> str:
    owner = entity.get("owner")
    return _text(owner, "id") if isinstance(owner, Fields) else ""


def _text(entity: Fields, key: str) -> str:
    value = entity.get(key)
    return value if isinstance(value, str) else ""
