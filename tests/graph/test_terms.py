from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from avggraph.graph.naming import slug
from avggraph.graph.terms import iri, literal

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]))


@given(TEXT)
def test_a_literal_is_read_back_as_it_was_and_written_as_oxigraph_writes_it(text: str) -> None:
    line = f"<urn:a> <urn:b> {literal(text, lang='nl')} ."
    (quad,) = ox.parse(line, ox.RdfFormat.N_QUADS)
    assert isinstance(quad.object, ox.Literal)
    assert quad.object.value == text
    assert ox.serialize([quad], format=ox.RdfFormat.N_QUADS) == (line + "\n").encode()


@given(TEXT)
def test_nothing_in_a_name_can_leave_an_iri(text: str) -> None:
    (quad,) = ox.parse(f"<urn:a> <urn:b> {iri('https://a.example/' + text)} .", ox.RdfFormat.N_QUADS)
    assert isinstance(quad.object, ox.NamedNode)


@given(TEXT)
def test_a_slug_is_safe_in_a_path(text: str) -> None:
    assert all(sign in "abcdefghijklmnopqrstuvwxyz0123456789-" for sign in slug(text))
