"""Our own terms: each that a build, a query or a shape uses is declared, and each has a label in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from avggraph.graph.context import published_context
from avggraph.store import open_output

ROOT = Path(__file__).resolve().parents[1]
AVG = "https://w3id.org/avggraph/def#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


@pytest.fixture(scope="module")
def labels() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for triple in ox.parse(path=str(ROOT / "ontology" / "avggraph.ttl"), format=ox.RdfFormat.TURTLE):
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(AVG):
            languages = found.setdefault(triple.subject.value, set())
            if triple.predicate.value == LABEL and isinstance(triple.object, ox.Literal):
                languages.add(triple.object.language or "")
    return found


def test_every_term_has_a_label_in_dutch_and_english(labels: dict[str, set[str]]) -> None:
    assert {term for term, languages in labels.items() if languages != {"nl", "en"}} == set()


def test_every_term_a_build_writes_is_declared(labels: dict[str, set[str]], built_examples: Path) -> None:
    used = {
        term.value
        for quad in open_output(built_examples).open_store()
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith(AVG)
    }
    assert used
    assert used - set(labels) == set()


@pytest.mark.parametrize("folder", ["queries", "ontology/shapes", "data/diagram/queries", "docs"])
def test_every_term_a_file_names_is_declared(labels: dict[str, set[str]], folder: str) -> None:
    for path in sorted((ROOT / folder).rglob("*.*")):
        if path.suffix in {".rq", ".ttl", ".md"}:
            names = re.findall(r"(?<![\w/])avg:([A-Za-z]\w*)", path.read_text(encoding="utf-8"))
            assert {AVG + name for name in names} - set(labels) == set(), path.name


def test_every_short_name_of_the_context_is_of_a_declared_term(labels: dict[str, set[str]]) -> None:
    ours = {iri for iri, _ in published_context().names if iri.startswith(AVG)}
    assert ours - set(labels) == set()
