"""Declarations of tables: what they make, and what is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from avggraph.dataset.sheets import Datatype, read_design
from avggraph.errors import KnowledgeError

TABLES = "table,class,without,having,search,nl,en\n"
COLUMNS = "table,column,path,type,to,filled,nl,en\n"
COMMON = "*,iri,,iri,,yes,IRI,IRI\n*,value,,iri,,yes,waarde,value\n*,label,,text,,,naam,name\n"
SYSTEMS = "systems,dpv:Technology,skos:Concept,,name,Systemen,Systems\n"
NAME = "systems,name,skos:prefLabel@nl,text,,,naam,name\n"


def declared(folder: Path, tables: str, columns: str) -> Path:
    (folder / "tables.csv").write_text(TABLES + tables, encoding="utf-8")
    (folder / "columns.csv").write_text(COLUMNS + COMMON + columns, encoding="utf-8")
    return folder


def test_a_relation_has_a_sheet_of_its_own(tmp_path: Path) -> None:
    owners = "systems,parts,dct:hasPart,things,systems,,onderdelen,parts\n"
    design = read_design(declared(tmp_path, SYSTEMS, NAME + owners))
    own, parts = design.sheets["systems"], design.sheets["systems_parts"]
    assert [(field.name, field.datatype, field.property) for field in own.fields] == [
        ("iri", Datatype.IRI, ""),
        ("name", Datatype.TEXT, "http://www.w3.org/2004/02/skos/core#prefLabel"),
        ("parts", Datatype.TEXT, ""),
    ]
    assert [(field.name, field.references) for field in parts.fields] == [
        ("iri", "systems"),
        ("value", "systems"),
        ("label", ""),
    ]
    assert (parts.title.nl, parts.title.en, parts.key) == ("Systemen: onderdelen", "Systems: parts", ("iri", "value"))


def test_a_concept_of_the_same_class_is_no_row(tmp_path: Path) -> None:
    (table,) = read_design(declared(tmp_path, SYSTEMS, NAME)).tables
    technology, concept = "https://w3id.org/dpv#Technology", "http://www.w3.org/2004/02/skos/core#Concept"
    assert table.holds(frozenset({technology}), frozenset())
    assert not table.holds(frozenset({technology, concept}), frozenset())
    assert not table.holds(frozenset(), frozenset())


@pytest.mark.parametrize(
    ("tables", "columns", "words"),
    [
        (SYSTEMS, NAME.replace("text", "woorden"), r"columns\.csv:5.*no type 'woorden'"),
        (SYSTEMS, NAME.replace("skos:", "geen:"), r"columns\.csv:5.*'geen:prefLabel'"),
        (SYSTEMS.replace("dpv:", "geen:"), NAME, r"tables\.csv:2.*'geen:Technology'"),
        ("", NAME, "a table 'systems' that tables.csv has not"),
        (SYSTEMS, NAME + "systems,owner,dct:creator,thing,owners,,van,of\n", "'owners' that systems refers to"),
        (SYSTEMS.replace(",name,", ",title,"), NAME, "'systems' has no column 'title'"),
    ],
)
def test_a_declaration_that_is_not_whole_is_named(tables: str, columns: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=words):
        read_design(declared(tmp_path, tables, columns))
