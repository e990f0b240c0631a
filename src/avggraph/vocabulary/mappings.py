"""Mappings of our concepts to other vocabularies: SSSOM/TSV (Simple Standard for Sharing Ontological Mappings 1.0)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from avggraph.errors import KnowledgeError, Where
from avggraph.vocabulary.sssom import Row, read_rows

# SSSOM's literal object for "the other vocabulary has no such term".
NO_TERM_FOUND = "https://w3id.org/sssom/NoTermFound"

_SKOS = "http://www.w3.org/2004/02/skos/core#"

MAPPING_RELATIONS = tuple(_SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch"))

_COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification", "comment",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SchemeMapping:
    """One row of an SSSOM mapping set, its CURIEs expanded; `object` is `NO_TERM_FOUND` where there is no term."""

    subject: str
    predicate: str
    object: str
    comment: str
    where: Where


def read_mappings(path: Path) -> tuple[SchemeMapping, ...]:
    """Read one SSSOM/TSV mapping set, metadata block first, in the order of its rows.

    Only the metadata slot `curie_map` is needed here. Raises `KnowledgeError` for missing columns, a prefix that
    `curie_map` does not declare, and a predicate that is no SKOS mapping relation.

    >>> from avggraph import resources
    >>> rows = read_mappings(resources.ontology("mappings", "persoonsgegevens.sssom.tsv"))
    >>> [row.object for row in rows if row.subject.endswith("/naam")]
    ['https://w3id.org/dpv/pd#Name']
    """
    return tuple(_mapping(row) for row in read_rows(path, _COLUMNS))


def _mapping(row: Row) -> SchemeMapping:
    predicate = row.iri("predicate_id")
    if predicate not in MAPPING_RELATIONS:
        raise KnowledgeError(f"{row['predicate_id']!r} is no SKOS mapping relation.", where=row.at("predicate_id"))
    return SchemeMapping(row.iri("subject_id"), predicate, row.iri("object_id"), row["comment"], row.at())
