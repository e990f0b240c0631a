"""No invented IRI: what a build writes outside our own namespaces stands in an official file or a checked table."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.namespace import DCAT, DCTERMS, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, XSD

from avggraph import resources
from avggraph.graph.naming import DEFAULT_BASE
from avggraph.pipeline import BuildOptions, build
from avggraph.resolve.laws import load_laws
from avggraph.store import open_output
from avggraph.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parents[1]
OURS = (DEFAULT_BASE, "https://w3id.org/avggraph/")
# W3C and Dublin Core vocabularies, whose terms rdflib carries (closed namespaces: an unknown term raises).
STANDARD = ("http://www.w3.org/", "http://purl.org/dc/terms/")
# How a provision is written behind the identifier of its law (Juriconnect BWB 1.3; ELI's URI template of EUR-Lex).
BWB = re.compile(r"(?:https://wetten\.overheid\.nl/)?(?:jci1\.3:c:)?(?P<id>BWB[RVW]\d{7})(?:[&/].*)?")
ELI = re.compile(r"http://data\.europa\.eu/eli/(?:reg|dir|dec|reg_impl|dir_del|reg_del|dec_impl)/\d{4}/\d+/.*oj")
# The licence that our own schemes name.
LICENCE = "https://eupl.eu/1.2/en/"
EUR_LEX = re.compile(r"https://eur-lex\.europa\.eu/.*")


def iris_of(text: str) -> Iterator[str]:
    return (found[0] for found in re.finditer(r"https?://[^\s<>\"'\\,;|)\]}]+", text))


@pytest.fixture(scope="module")
def official(shared: Path) -> set[str]:
    """Every IRI that the official files hold, written out or behind a prefix."""
    known: set[str] = set()
    for path in sorted((shared / "reference").rglob("*")):
        if path.suffix in {".ttl", ".json", ".csv", ".yaml", ".md"}:
            known.update(iris_of(path.read_text(encoding="utf-8", errors="replace")))
    reference = shared / "reference"
    for path in (*sorted((reference / "dpv" / "2.3").rglob("*.ttl")), reference / "dpcat" / "dpcat.ttl"):
        for triple in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            for term in (triple.subject, triple.predicate, triple.object):
                if isinstance(term, ox.NamedNode):
                    known.add(term.value)
    return known


@pytest.fixture(scope="module")
def written(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Every IRI that a build of all inputs there are writes."""
    sources = [ROOT / "data" / "examples", shared / "seeds", shared / "reference" / "register-samples"]
    sources.append(ROOT / "tests" / "cases")
    out = tmp_path_factory.mktemp("all") / "out"
    build(sources, out, BuildOptions(on=date(2025, 1, 1)))
    found: set[str] = set()
    for quad in open_output(out).open_store():
        terms = [quad.subject, quad.predicate, quad.object, quad.graph_name]
        found |= {term.value for term in terms if isinstance(term, ox.NamedNode)}
        found |= {term.datatype.value for term in terms if isinstance(term, ox.Literal)}
    return found


def test_every_iri_outside_our_namespaces_is_official(official: set[str], written: set[str]) -> None:
    laws = {law.id for law in load_laws() if law.id}
    foreign = {iri for iri in written if not iri.startswith(OURS)}
    assert any(iri.startswith("https://identifier.overheid.nl/tooi/") for iri in foreign)
    assert any(BWB.fullmatch(iri) for iri in foreign)
    unknown = {iri for iri in foreign if not iri.startswith(STANDARD) and iri not in official | {LICENCE}}
    bwb = {iri for iri in unknown if (found := BWB.fullmatch(iri)) and found["id"] in laws}
    european = {iri for iri in unknown if ELI.fullmatch(iri) or EUR_LEX.fullmatch(iri)}
    assert unknown - bwb - european == set()


def test_every_term_of_a_standard_vocabulary_exists(written: set[str]) -> None:
    vocabularies = {str(each): each for each in (DCAT, DCTERMS, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, XSD)}
    for iri in sorted(written):
        if iri.startswith(STANDARD):
            base = iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
            assert base in vocabularies, iri
            assert iri.removeprefix(base) in vocabularies[base], iri


def test_every_organisation_with_an_iri_is_in_tooi(shared: Path) -> None:
    tooi: set[str] = set()
    for path in sorted((shared / "reference" / "tooi").glob("*.json")):
        tooi.update(iris_of(json.dumps(json.loads(path.read_text(encoding="utf-8")))))
    with (shared / "reference" / "tooi" / "tooi_all.csv").open(encoding="utf-8", newline="") as file:
        tooi.update(row["iri"] for row in csv.DictReader(file))
    with resources.data("organisations.csv").open(encoding="utf-8", newline="") as file:
        ours = {row[column] for row in csv.DictReader(file) for column in ("id", "parent", "ministry")}
    assert {iri for iri in ours if "/" in iri} - tooi == set()


def test_every_mapped_term_is_official(official: set[str]) -> None:
    mapped = {term for concept in load_vocabulary().concepts for term in concept.dpv}
    assert mapped - official == set()
