"""Privacy declarations in fideslang (Ethyca), as YAML: a system for each record, a declaration for each use of data.

Keys of the taxonomy come from `data/interop/fides.sssom.tsv`, which says how each one fits; what has no key is told and
not written. A field that is absent there has a default, mostly "no": what the register does not state is told too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

import yaml

from avggraph import resources
from avggraph.description import Answer
from avggraph.graph.terms import AVG
from avggraph.interop.as_json import identifier, present
from avggraph.interop.format import Left, Piece
from avggraph.interop.joining import joined
from avggraph.interop.listed import NO_TERM, listed
from avggraph.interop.reading import Found, Reading
from avggraph.interop.reasons import left, without_place
from avggraph.interop.tables import shape
from avggraph.interop.terms import Terms, nearest, terms_of
from avggraph.vocabulary.mappings import read_mappings

# What a key may be made of (fideslang, `FidesKey`).
_KEY = re.compile(r"[a-zA-Z0-9_.<>-]+")
_YES = AVG[Answer.YES.value][1:-1]
_NO = AVG[Answer.NO.value][1:-1]
_ONE_ONLY = "one-only"
_WIDTH = 100
_EXACT_OR_BROADER = ("exactMatch", "broadMatch")


class _WithoutAnchors(yaml.SafeDumper):
    """Writes equal lists out each time: records are dumped one by one, and anchors would have one name twice."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - it holds for all data
        return True


class FidesWriter:
    """Writes the systems of a manifest."""

    def __init__(self) -> None:
        self._begun = False

    def add(self, reading: Reading) -> Iterator[Piece | Left]:
        """Write a record as a system with its declarations."""
        system, missing = _system(reading)
        text = yaml.dump([system], Dumper=_WithoutAnchors, allow_unicode=True, sort_keys=False, width=_WIDTH)
        yield Piece("", (("" if self._begun else "system:\n") + text).encode())
        self._begun = True
        yield from missing

    def end(self) -> Iterator[Piece | Left]:
        """Write an empty manifest where there was no record."""
        if not self._begun:
            yield Piece("", b"system: []\n")


@cache
def keys() -> Mapping[str, Terms]:
    """Give the keys of the taxonomy by our concepts, for each of its three parts.

    >>> keys()["data_subjects"]["https://w3id.org/avggraph/concept/betrokkenen/klant"]
    ('customer',)
    """
    found: dict[str, dict[str, tuple[str, ...]]] = {"data_categories": {}, "data_subjects": {}, "data_uses": {}}
    for row in read_mappings(resources.data("interop", "fides.sssom.tsv")):
        page, _, key = row.object.partition("/#")
        if row.predicate.endswith(_EXACT_OR_BROADER):
            part = found[page.rpartition("/")[2]]
            part[row.subject] = (*part.get(row.subject, ()), key)
    return MappingProxyType({part: MappingProxyType(terms) for part, terms in found.items()})


def _system(reading: Reading) -> tuple[dict[str, object], list[Left]]:
    table = shape("fides")
    paths = table.paths

    def words(path: str) -> str:
        return joined(reading.names(paths[path]))

    declarations, missing = _declarations(reading)
    grounds, untold = listed(reading, table.lists["legal_basis_for_transfers"], "legal_basis_for_transfers")
    missing += untold
    abroad = _answer(reading, paths["transfer"])
    if abroad is None:
        missing.append(left(reading, "does_international_transfers", "", "taken-as-no"))
    meta = {"reference": words("reference"), "iri": reading.iri, "systems": words("systems")}
    system = {
        "fides_key": reading.key if _KEY.fullmatch(reading.key) else identifier(reading.iri),
        "name": words("name"),
        "description": words("description"),
        "meta": present(meta),
        "system_type": table.all["system-type"],
        "administrating_department": words("unit"),
        "legal_name": words("controllers"),
        "legal_address": words("address"),
        "responsibility": _responsibility(reading),
        "joint_controller_info": words("joint"),
        "does_international_transfers": abroad,
        "legal_basis_for_transfers": grounds,
        "data_security_practices": words("security"),
    }
    missing += without_place(reading, table.without_place)
    return {**present(system), "privacy_declarations": declarations}, missing


def _declarations(reading: Reading) -> tuple[list[dict[str, object]], list[Left]]:
    table = shape("fides")
    paths = table.paths
    basis, missing = _only_one(reading, "legal_basis_for_processing")
    special_basis, untold = _only_one(reading, "special_category_legal_basis")
    missing += untold
    shared = _answer(reading, paths["disclosure"])
    if shared is None:
        missing.append(left(reading, "data_shared_with_third_parties", "", "taken-as-no"))
    found = []
    for block in reading.iris(paths["blocks"]):
        purposes = reading.follow(paths["purpose"], block) or reading.follow(paths["purpose-of-record"])
        categories, untold = _keys(reading, "data_categories", reading.follow(paths["data"], block))
        subjects, untold_subjects = _keys_of_parts(reading, "data_subjects", reading.follow(paths["subjects"], block))
        uses, untold_uses = _keys_of_parts(reading, "data_uses", purposes)
        missing += [*untold, *untold_subjects, *untold_uses]
        if categories and not uses:
            words = joined(reading.names(paths["data-in-words"], block))
            missing.append(left(reading, "privacy_declarations", words, "no-use"))
        special = bool(reading.follow(paths["special"], block))
        declaration = {
            "name": joined(map(reading.name, purposes)),
            "data_categories": categories,
            "data_use": "",
            "data_subjects": subjects,
            "legal_basis_for_processing": basis,
            "retention_period": joined(reading.names(paths["retention"], block)),
            "processes_special_category_data": special or None,
            "special_category_legal_basis": special_basis if special else "",
            "data_shared_with_third_parties": shared,
            "third_parties": joined(reading.names(paths["recipients"])) if shared else "",
        }
        found += [present({**declaration, "data_use": use}) for use in uses if categories]
    return found, list(dict.fromkeys(missing))


def _keys(reading: Reading, part: str, things: Iterable[Found]) -> tuple[list[str], list[Left]]:
    """Give the keys of concepts, sorted, and the concepts that have none."""
    found: dict[str, None] = {}
    missing = []
    for each in things:
        held = nearest(reading.things, each.iri, keys()[part]) if each.iri else ()
        found.update(dict.fromkeys(held))
        if not held:
            missing.append(left(reading, part, reading.name(each), NO_TERM))
    return sorted(found), missing


def _keys_of_parts(reading: Reading, part: str, things: Iterable[Found]) -> tuple[list[str], list[Left]]:
    """Give the keys of the concepts of a record's parts (data subjects, purposes), and the parts that have none."""
    found: dict[str, None] = {}
    missing = []
    for each in things:
        concepts = reading.follow(shape("fides").paths["concepts"], each.iri)
        held, _ = _keys(reading, part, concepts)
        found.update(dict.fromkeys(held))
        if not held:
            missing.append(left(reading, part, reading.name(each), NO_TERM))
    return sorted(found), missing


def _only_one(reading: Reading, field: str) -> tuple[str, list[Left]]:
    """Give the record's one basis of a list: a declaration has room for one, and which of several is not said."""
    found, _ = listed(reading, shape("fides").lists[field], field)
    if len(found) == 1:
        return found[0], []
    return "", [left(reading, field, each, _ONE_ONLY) for each in found]


def _responsibility(reading: Reading) -> list[str]:
    roles = terms_of(shape("fides").all["responsibility"])
    return sorted({role for kind in reading.kinds(reading.iri) for role in roles.get(kind, ())})


def _answer(reading: Reading, path: str) -> bool | None:
    """Give a yes or a no that the register states; None where it states neither."""
    answers = reading.iris(path)
    return True if _YES in answers else False if _NO in answers else None
