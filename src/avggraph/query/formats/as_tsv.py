"""Answers as TSV, which loses nothing (SPARQL 1.1 Query Results CSV and TSV Formats, section 4)."""

from __future__ import annotations

from avggraph.query.table import XSD_STRING, Iri, Literal, Table, Term


def write_tsv(table: Table) -> str:
    """Write a table as TSV, its terms as in Turtle."""
    lines = ["\t".join(f"?{name}" for name in table.columns)]
    lines += ["\t".join(_turtle(term) for term in row) for row in table.rows]
    return "".join(f"{line}\n" for line in lines)


def _turtle(term: Term) -> str:
    match term:
        case None:
            return ""
        case Iri(value):
            return f"<{value}>"
        case Literal(value, datatype, language):
            text = value.translate({92: "\\\\", 34: '\\"', 9: "\\t", 10: "\\n", 13: "\\r"})
            if language:
                return f'"{text}"@{language}'
            return f'"{text}"' if datatype == XSD_STRING else f'"{text}"^^<{datatype}>'
