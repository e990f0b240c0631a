"""Another base for the IRIs of a graph, against a plain reading of the grammar and a sort of everything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from avggraph.graph.nodes import nodes_by_graph, nodes_by_subject, nodes_of_nquads, read_nodes, split_by_graph
from avggraph.graph.renaming import Renaming
from avggraph.graph.terms import Quad, literal, nquads

OLD = "https://a.example/"
# Before and after the others, a beginning of the old one, and one that begins with it.
BASES = ("http://a/", "https://zzz.example/", "https://a.example/x/", "https://a/", "https://b.nl/é/")
ALL = (OLD, *BASES, "https://a.example", "urn:")

# A literal, which is left as it is, or an IRI (RDF 1.1 N-Quads, section 2.2).
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|<[^>]*>')

NAMES = st.sampled_from(["", "a", "b", "a/", "x/a", "x/x/a", "é", "\U0001f600", "https://a.example/"])
IRIS = st.builds(lambda space, name: f"<{space}{name}>", st.sampled_from(ALL), NAMES)
WORDS = st.lists(st.sampled_from(['"', "\\", "\n", " ", ".", f"<{OLD}", f"{OLD}a>", "woord"]), max_size=4).map("".join)
LITERALS = st.one_of(
    st.builds(literal, WORDS),
    st.builds(lambda text: literal(text, lang="nl"), WORDS),
    st.builds(lambda text, kind: literal(text, datatype=kind[1:-1]), WORDS, IRIS),
)
QUADS = st.lists(st.tuples(IRIS, IRIS, st.one_of(IRIS, LITERALS), IRIS), max_size=8).map(
    # Several statements of each node.
    lambda quads: [(subject, *quad[1:]) for subject, *_ in quads[:3] for quad in quads]
)


def renamed(term: str, old: str, new: str) -> str:
    start = f"<{old}"

    def token(match: re.Match[str]) -> str:
        return f"<{new}{match[0][len(start) :]}" if match[0].startswith(start) else match[0]

    return _TOKEN.sub(token, term)


def all_renamed(quads: list[Quad], old: str, new: str) -> set[Quad]:
    return {tuple(renamed(term, old, new) for term in quad) for quad in quads}  # type: ignore[misc]


@given(st.tuples(IRIS, IRIS, st.one_of(IRIS, LITERALS), IRIS), st.sampled_from(BASES))
@example((f"<{OLD}>", f"<{OLD}p>", literal(f'"<{OLD}', datatype=f"{OLD}t"), f"<{OLD}g>"), BASES[0])
def test_a_line_is_the_one_with_each_iri_renamed_and_its_literal_kept(quad: Quad, new: str) -> None:
    line = " ".join(quad)
    assert Renaming(OLD, new).line(line.encode()).decode() == renamed(line, OLD, new)


@pytest.mark.parametrize("new", BASES)
@pytest.mark.parametrize("there", [True, False])
@given(quads=QUADS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_lines_of_a_file_are_sorted_and_each_once(tmp_path: Path, new: str, there: bool, quads: list[Quad]) -> None:
    bases = (OLD, new) if there else (new, OLD)
    (tmp_path / "graph.nq").write_bytes(nquads({*quads}))
    lines = b"".join(Renaming(*bases).lines(tmp_path / "graph.nq"))
    assert lines == nquads(all_renamed(quads, *bases))


def test_nodes_of_both_bases_that_get_one_name_are_one_node(tmp_path: Path) -> None:
    quads = [
        ("<https://b.nl/s>", "<urn:p>", "<https://b.nl/o>", "<urn:g>"),
        ("<https://b.nl/s>", "<urn:q>", '"nieuw"', "<urn:g>"),
        ("<https://a.example/s>", "<urn:p>", "<https://a.example/o>", "<urn:g>"),
        ("<https://a.example/s>", "<urn:p>", "<https://b.nl/o>", "<urn:g>"),
        ("<https://a.example/s>", "<urn:r>", '"oud"', "<urn:g>"),
    ]
    (tmp_path / "graph.nq").write_bytes(nquads(quads))
    assert b"".join(Renaming(OLD, "https://b.nl/").lines(tmp_path / "graph.nq")).decode().splitlines() == [
        "<https://b.nl/s> <urn:p> <https://b.nl/o> <urn:g> .",
        '<https://b.nl/s> <urn:q> "nieuw" <urn:g> .',
        '<https://b.nl/s> <urn:r> "oud" <urn:g> .',
    ]


def test_a_base_is_looked_for_as_an_iri_holds_it() -> None:
    line = b"<https://a.example/%5B1%5D/s> <urn:p> <https://a.example/[1]/o> <urn:g> ."
    wanted = b"<https://b.nl/%5B2%5D/s> <urn:p> <https://a.example/[1]/o> <urn:g> ."
    assert Renaming("https://a.example/[1]/", "https://b.nl/[2]/").line(line) == wanted


@given(quads=QUADS)
def test_what_is_read_of_sorted_lines_is_what_the_quads_themselves_give(quads: list[Quad]) -> None:
    read = list(nodes_of_nquads(nquads({*quads}).decode().splitlines(keepends=True)))
    assert read == list(read_nodes(sorted(nodes_by_subject(sorted({*quads})))))
    by_graph = sorted(line for node in read for line in split_by_graph(node))
    assert by_graph == sorted(nodes_by_graph(sorted({*quads})))
