"""All mapping sets as one (SSSOM/TSV 1.0): each row says which concepts and vocabulary it is about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from avggraph.dataset.wording import sentences
from avggraph.errors import KnowledgeError, Where
from avggraph.vocabulary.sssom import read_metadata, read_rows

_SET = "https://w3id.org/avggraph/mapping"
_SET_PREFIX = "mapping"
# What a set says once for all its rows stands on each row where sets are put together (SSSOM: propagatable slots).
_OF_SET = ("subject_source", "object_source", "object_source_version")
_OF_ROW = ("subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification")
_LAST = ("mapping_source", "comment")


def render_mappings(paths: Sequence[Path]) -> str:
    """Put mapping sets together, sorted by subject. Raises `KnowledgeError` where they disagree on a prefix or licence.

    >>> from avggraph import resources
    >>> text = render_mappings(sorted(resources.ontology("mappings").glob("*.tsv")))
    >>> [line for line in text.splitlines() if line.startswith("rechten:bezwaar")][0].split("\\t")[3]
    'eu-gdpr:A21'
    """
    prefixes = {_SET_PREFIX: f"{_SET}/"}
    licences, rows = set(), set()
    for path in paths:
        told = read_metadata(path)
        licences.add(told["license"])
        source = told["mapping_set_id"].replace(f"{_SET}/", f"{_SET_PREFIX}:")
        for row in read_rows(path, _OF_ROW):
            for prefix, base in row.prefixes.items():
                if prefixes.setdefault(prefix, base) != base:
                    raise KnowledgeError(f"The prefix {prefix!r} stands for two namespaces.", where=Where(path.name))
            of_row, of_set = (row[slot] for slot in _OF_ROW), (told[slot] for slot in _OF_SET)
            rows.add((*of_row, *of_set, source, row["comment"]))
    if len(licences) != 1:
        raise KnowledgeError(f"The mapping sets have several licences: {', '.join(sorted(licences))}.")
    head = [
        "#curie_map:",
        *(f"#  {prefix}: {base}" for prefix, base in sorted(prefixes.items())),
        f"#mapping_set_id: {_SET}",
        f'#mapping_set_title: "{sentences()["all-mappings"].nl}"',
        f"#license: {licences.pop()}",
        "\t".join((*_OF_ROW, *_OF_SET, *_LAST)),
    ]
    return "\n".join((*head, *("\t".join(row) for row in sorted(rows)))) + "\n"
