"""Wordings met in registers, beside the labels of the schemes: SSSOM rows whose subject is the words themselves.

`ontology/wordings.sssom.tsv`, or a file of the user's own, maps words to a concept: `subject_label` is the wording
(`subject_type` "rdfs literal"), `object_id` the concept. With `predicate_modifier` "Not" the words do not name that
concept whatever its labels; with `sssom:NoTermFound` they name none. `avggraph unmapped` gives rows to fill in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from avggraph.errors import KnowledgeError, Where
from avggraph.vocabulary.mappings import MAPPING_RELATIONS, NO_TERM_FOUND
from avggraph.vocabulary.sssom import Row, read_rows

_COLUMNS = (
    "subject_label", "subject_type", "predicate_id", "predicate_modifier", "object_id", "object_source",
    "mapping_justification", "comment",
)  # fmt: skip
_WRITTEN = (
    "subject_label", "subject_type", "predicate_id", "predicate_modifier", "object_id", "object_label", "object_source",
    "mapping_justification", "comment",
)  # fmt: skip
_LITERAL = "rdfs literal"
_MANUAL = "semapv:ManualMappingCuration"


@dataclass(frozen=True, slots=True)
class Wording:
    """Words and the concept they name in a scheme (its name); `concept` is None where they name none."""

    words: str
    scheme: str
    concept: str | None
    where: Where


_HEAD = """\
#curie_map:
{prefixes}
#mapping_set_id: https://w3id.org/avggraph/mapping/wordings
#mapping_set_title: "Wordings met in registers: words to avggraph concepts"
#license: https://eupl.eu/1.2/en/
"""
_PREFIXES = {
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
}


def render_wordings(words: Iterable[tuple[str, str, str]], schemes: Iterable[str], concept_base: str) -> str:
    """Write words that name no concept yet as rows to fill in: each with its scheme and a remark.

    `object_id` is left empty: `read_wordings` refuses the row until somebody has chosen.

    >>> rows = render_wordings([("schoenmaat", "persoonsgegevens", "M9001")], ["persoonsgegevens"], "https://x.example/")
    >>> rows.splitlines()[-1].split("\\t")[:5]
    ['schoenmaat', 'rdfs literal', 'skos:exactMatch', '', '']
    """
    known = sorted(schemes)
    prefixes = {**{scheme: f"{concept_base}{scheme}/" for scheme in known}, "concept": concept_base, **_PREFIXES}
    head = _HEAD.format(prefixes="\n".join(f"#  {name}: {base}" for name, base in sorted(prefixes.items())))
    lines = ["\t".join(_WRITTEN)]
    for said, scheme, remark in words:
        if scheme in known:
            cells = (_cell(said), _LITERAL, "skos:exactMatch", "", "", "", f"concept:{scheme}", _MANUAL, _cell(remark))
            lines.append("\t".join(cells))
    return head + "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split())


def read_wordings(path: Path, concept_base: str) -> tuple[Wording, ...]:
    """Read a file of wordings.

    `object_source` is the scheme. A row whose concept is still to be filled in gives no wording. Raises
    `KnowledgeError`, with file and line, for a row that cannot be read.
    """
    return tuple(_wording(row, concept_base) for row in read_rows(path, _COLUMNS) if row["object_id"].strip())


def _wording(row: Row, concept_base: str) -> Wording:
    if not row["subject_label"].strip() or row["subject_type"] != _LITERAL:
        raise KnowledgeError(
            "De regel heeft geen woorden.",
            where=row.at("subject_label"),
            advice=f"Zet ze in subject_label, met {_LITERAL} als subject_type.",
        )
    if row.iri("predicate_id") not in MAPPING_RELATIONS:
        raise KnowledgeError(
            f"{row['predicate_id']!r} is geen relatie van SKOS.",
            where=row.at("predicate_id"),
            advice="Gebruik skos:exactMatch.",
        )
    named = row.iri("object_id")
    scheme = row.iri("object_source").removeprefix(concept_base).strip("/")
    names_none = named == NO_TERM_FOUND or row["predicate_modifier"] == "Not"
    return Wording(row["subject_label"].strip(), scheme, None if names_none else named, row.at())
