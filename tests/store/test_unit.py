"""A record read at once: its terms are those of the store, whatever they hold."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.errors import StoreError
from avggraph.graph.terms import AVG, DPCAT, RDF
from avggraph.query.table import Iri, Literal
from avggraph.store.unit import read_unit, records

RECORD = "https://avggraph.example/id/rijksoverheid/verwerking/m9001"
FLOW = "https://avggraph.example/id/rijksoverheid/stroom/m9001-1"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def store_with(*values: ox.NamedNode | ox.Literal | ox.BlankNode) -> ox.Store:
    """Give a store with a record that has some titles, and a flow of it in the graph of all flows."""
    store = ox.Store()
    record, own = ox.NamedNode(RECORD), ox.NamedNode("https://avggraph.example/graph/m9001")
    flow, flows = ox.NamedNode(FLOW), ox.NamedNode("https://avggraph.example/graph/stromen")
    store.add(ox.Quad(record, ox.NamedNode(RDF.type[1:-1]), ox.NamedNode(DPCAT.ROPARecord[1:-1]), own))
    store.add(ox.Quad(flow, ox.NamedNode(AVG.inRecord[1:-1]), record, flows))
    for value in values:
        store.add(ox.Quad(record, ox.NamedNode(AVG.recipientsText[1:-1]), value, own))
    return store


@given(TEXTS, st.sampled_from(["", "nl", "en-GB"]))
def test_a_text_is_read_as_it_was_written(text: str, language: str) -> None:
    written = ox.Literal(text, language=language) if language else ox.Literal(text)
    unit = read_unit(store_with(written), RECORD)
    [value] = unit.values(RECORD, AVG.recipientsText)
    assert value == (Literal.of_language(text, language) if language else Literal(text))
    [term] = [term for _, predicate, term, _ in unit.quads if predicate == AVG.recipientsText]
    assert term == str(written)


def test_numbers_keep_their_type_and_iris_are_no_texts() -> None:
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    written = (ox.Literal("12", datatype=ox.NamedNode(integer)), ox.Literal("12"), ox.NamedNode("urn:twaalf"))
    values = read_unit(store_with(*written), RECORD).values(RECORD, AVG.recipientsText)
    assert set(values) == {Literal("12", integer), Literal("12"), Iri("urn:twaalf")}


def test_the_flows_of_a_record_are_a_part_of_it() -> None:
    unit = read_unit(store_with(), RECORD)
    assert unit.values(FLOW, AVG.inRecord) == (Iri(RECORD),)


def test_a_node_without_a_name_cannot_be_told() -> None:
    with pytest.raises(StoreError, match="zonder naam"):
        read_unit(store_with(ox.BlankNode("x")), RECORD)


def test_a_record_that_is_not_there_has_no_nodes() -> None:
    store = store_with()
    assert records(store) == (RECORD,)
    assert read_unit(store, f"{RECORD}9").nodes == {}
