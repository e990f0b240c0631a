"""What holds for every structured source: nothing is lost, every value has one place, and the tables fit together."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import assert_cells_are_the_text, assert_nothing_lost, sources

from avggraph import resources
from avggraph.extract import structured
from avggraph.read import normalise
from avggraph.read.structured import read_csv, read_json
from avggraph.read.structured.headings import headings
from avggraph.read.structured.keys import key_table
from avggraph.text import fold

KEYS = st.sampled_from(["Naam", "Doelen", "Doel", "Betrokkenen", "Gegevens", "Omschrijving", "Bron", "x", "a.b", ""])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)
RECORDS = st.dictionaries(KEYS, TREES, min_size=1, max_size=5)


def scalars(tree: Any) -> list[str]:
    if isinstance(tree, dict):
        return [one for value in tree.values() for one in scalars(value)]
    if isinstance(tree, list):
        return [one for value in tree for one in scalars(value)]
    if tree is None:
        return []
    return [json.dumps(tree) if not isinstance(tree, str) else tree]


@given(RECORDS)
def test_every_scalar_of_a_json_record_stands_in_the_text_once(record: dict[str, Any]) -> None:
    (source,) = sources(read_json(json.dumps(record).encode(), "a.json"))
    assert_cells_are_the_text(source)
    found = [source.text[slice(*cell.span)] for cell in source.cells]
    wanted = [normalise(one).strip() for one in scalars(record)]
    assert sorted(one for one in found if one) == sorted(one for one in wanted if one)


@given(RECORDS)
def test_every_value_of_a_record_becomes_a_field_or_is_kept(record: dict[str, Any]) -> None:
    known = {**record, "Naam": "Parkeren", "Systemen": [{"Omschrijving": "PRIS"}]}
    (source,) = sources(read_json(json.dumps(known).encode(), "a.json"))
    description = structured.read(source)
    words = [cell for cell in source.cells if fold(source.text[slice(*cell.span)])]
    kept = {one.path for one in description.extra}
    assert {cell.path for cell in words if key_table("export").find(cell.path) is None} <= kept
    if all(fold(source.text[slice(*cell.span)]) or cell.span.start == cell.span.end for cell in source.cells):
        assert_nothing_lost(source, description)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\n"), max_size=12)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5))
def test_every_word_of_a_csv_is_in_a_record(rows: list[tuple[str, str]]) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
    writer.writerow(["Naam", "Doel"])
    writer.writerows([f"N{number} {name}", purpose] for number, (name, purpose) in enumerate(rows))
    texts = [source.text for source in sources(read_csv(stream.getvalue().encode(), "a.csv"))]
    assert len(texts) == len(rows)
    for text, row in zip(texts, rows, strict=True):
        for line in "\n".join(row).splitlines():
            # Equal lines of a cell are one value; white space at the ends of a line is none.
            assert " ".join(normalise(line).split()) in " ".join(text.split())


@pytest.mark.parametrize("register", sorted(set(structured.LAYOUTS.values())))
def test_no_two_keys_of_a_table_say_the_same(register: str) -> None:
    with resources.data("registers", f"{register}.csv").open(encoding="utf-8", newline="") as stream:
        keys = [row["key"] for row in csv.DictReader(stream)]
    assert sorted(keys) == sorted(set(keys))
    table = key_table(register)
    for key in table.keys:
        path = tuple("0" if part in ("*", "#", "**") else part for part in key.pattern)
        assert table.find(path) is key


def test_every_heading_means_a_key_of_the_register() -> None:
    known = {id(key) for key in key_table("export").keys}
    assert all(id(key) in known for key in headings().values())


@pytest.mark.parametrize("register", sorted(set(structured.LAYOUTS.values())))
def test_contact_data_of_people_are_private_in_every_table(register: str) -> None:
    for key in key_table(register).keys:
        if any(word in key.pattern[-1].casefold() for word in ("email", "telefoon", "phone", "contact")):
            assert key.private, key.name


def test_every_iri_of_the_tables_occurs_in_the_official_files(shared: Path) -> None:
    ghent = (shared / "reference/register-samples/gent-verwerking.ttl").read_text(encoding="utf-8")
    with resources.data("registers", "prefixes.csv").open(encoding="utf-8", newline="") as stream:
        assert [row for row in csv.DictReader(stream) if f"{row['prefix']}:" not in ghent] == []
        stream.seek(0)
        assert [row for row in csv.DictReader(stream) if f"<{row['namespace']}>" not in ghent] == []
    dpv = (shared / "reference/dpv/dpv-2.3-subset.ttl").read_text(encoding="utf-8")
    with resources.data("registers", "legal-bases.csv").open(encoding="utf-8", newline="") as stream:
        assert [row for row in csv.DictReader(stream) if f"\n{row['basis']} a " not in dpv] == []
