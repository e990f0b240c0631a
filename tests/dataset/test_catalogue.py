"""The catalogue holds to the official shapes of DCAT-AP-NL, and lacks what the publisher did not tell and no more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from rdflib import SH, Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF

from avggraph.dataset import DatasetAddresses, catalogue_triples
from avggraph.dataset.rdf_text import render_jsonld, render_turtle
from avggraph.publication import Publication, Sparql, missing_facts
from avggraph.validate import find_profile
from avggraph.validation import validated_file
from dataset.conftest import Written

ADDRESSES = DatasetAddresses("https://avg.voorbeeld.example/")
# What each fact of the publisher is called in the shapes.
PROPERTIES = {
    "dataset.title": DCTERMS.title,
    "dataset.description": DCTERMS.description,
    "dataset.themes": DCAT.theme,
    "dataset.access-rights": DCTERMS.accessRights,
    "dataset.licence": DCTERMS.license,
    "publisher": DCTERMS.publisher,
    "creator": DCTERMS.creator,
    "contact": DCAT.contactPoint,
    "sparql.description": DCTERMS.description,
}
WITHOUT: dict[str, dict[str, Any]] = {
    "dataset.title": {"title": Publication().title},
    "dataset.description": {"description": Publication().description},
    "dataset.themes": {"themes": ()},
    "dataset.access-rights": {"access_rights": None},
    "dataset.licence": {"licence": ""},
    "publisher": {"publisher": None},
    "creator": {"creator": None},
    "contact": {"contact": None},
    "sparql.description": {"sparql": Sparql("https://avg.voorbeeld.example/sparql")},
}


def gate(catalogue: bytes, shared: Path, folder: Path) -> set[str]:
    """Give the properties the profile's gate finds missing or wrong."""
    file = folder / "catalogus.ttl"
    file.write_bytes(catalogue)
    loaded = find_profile("dcat-ap-nl").load(shared / "reference")
    return {str(finding.path).strip("<>") for finding in validated_file(file, loaded)}


def test_the_catalogue_passes_the_profile(written: Written, shared: Path, tmp_path: Path) -> None:
    assert gate((written.folder / "catalogus.ttl").read_bytes(), shared, tmp_path) == set()


def test_the_catalogue_passes_all_official_shapes(written: Written, shared: Path) -> None:
    """With classes, code lists and what is recommended; that files come through a service is not true of them."""
    shapes = Graph()
    for path in sorted((shared / "reference/dcat-ap-nl").glob("*SHACL*.ttl")):
        shapes.parse(path)
    data = Graph().parse(written.folder / "catalogus.ttl")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    assert isinstance(report, Graph)
    assert not list(report.subjects(SH.resultSeverity, SH.Violation))
    advised = {
        (path, severity)
        for result in report.subjects(RDF.type, SH.ValidationResult)
        for path in report.objects(result, SH.resultPath)
        for severity in report.objects(result, SH.resultSeverity)
    }
    texts = URIRef("https://avg.voorbeeld.example/data/#texts.zip")
    without_standard = {
        focus
        for result in report.subjects(SH.resultPath, DCTERMS.conformsTo)
        for focus in report.objects(result, SH.focusNode)
    }
    assert advised <= {(DCAT.accessService, SH.Warning), (DCTERMS.conformsTo, SH.Warning)}
    assert without_standard <= {texts}


@pytest.mark.parametrize("key", WITHOUT)
def test_what_is_not_told_is_missing_in_the_catalogue_and_said(
    key: str, written: Written, publication: Publication, shared: Path, tmp_path: Path
) -> None:
    less = replace(publication, **WITHOUT[key])
    catalogue = render_turtle(catalogue_triples(written.files, less, ADDRESSES))
    assert gate(catalogue, shared, tmp_path) == {str(PROPERTIES[key])}
    assert [fact.key for fact in missing_facts(less)] == [key]


def test_without_a_publisher_all_that_is_asked_is_said(written: Written, shared: Path, tmp_path: Path) -> None:
    catalogue = render_turtle(catalogue_triples(written.files, Publication(), ADDRESSES))
    said = {fact.key for fact in missing_facts(Publication())}
    assert gate(catalogue, shared, tmp_path) == {str(PROPERTIES[key]) for key in said}
    assert said == set(PROPERTIES) - {"sparql.description"}


def test_a_told_publisher_lacks_nothing(publication: Publication) -> None:
    assert missing_facts(publication) == ()


def test_each_file_is_a_distribution_with_its_checksum(written: Written) -> None:
    catalogue = Graph().parse(written.folder / "catalogus.ttl")
    spdx = "http://spdx.org/rdf/terms#"
    told = {}
    for node in catalogue.objects(None, DCAT.distribution):
        address = str(catalogue.value(node, DCAT.downloadURL))
        checksum = catalogue.value(catalogue.value(node, URIRef(spdx + "checksum")), URIRef(spdx + "checksumValue"))
        size = catalogue.value(node, DCAT.byteSize)
        told[address.removeprefix("https://avg.voorbeeld.example/data/")] = (str(checksum), int(str(size)))
    assert told == {file.path: (file.sha256, file.size) for file in written.files if file.group != "about"}


def test_what_avggraph_made_has_its_own_licence(written: Written) -> None:
    catalogue = Graph().parse(written.folder / "catalogus.ttl")

    def licence(path: str) -> str:
        return str(catalogue.value(URIRef(f"https://avg.voorbeeld.example/data/#{path}"), DCTERMS.license))

    assert licence("ontology/avggraph.ttl") == "https://eupl.eu/1.2/en/"
    assert licence("csv/records.csv") == "https://creativecommons.org/publicdomain/zero/1.0/"


def test_records_are_not_listed_as_datasets(written: Written) -> None:
    catalogue = Graph().parse(written.folder / "catalogus.ttl")
    assert set(catalogue.subjects(RDF.type, DCAT.Dataset)) == {URIRef("https://avg.voorbeeld.example/data/#dataset")}


def test_json_ld_says_the_same(written: Written) -> None:
    turtle = Graph().parse(written.folder / "catalogus.ttl")
    assert set(Graph().parse(written.folder / "catalogus.jsonld", format="json-ld")) == set(turtle)


def test_words_of_a_publisher_stay_words(written: Written, publication: Publication) -> None:
    hostile = replace(publication, keywords_nl=('"@nl . <urn:x> <urn:y> "z', "a\\"))
    triples = list(catalogue_triples(written.files, hostile, ADDRESSES))
    read = Graph().parse(data=render_turtle(triples), format="turtle")
    words = {str(word) for word in read.objects(None, DCAT.keyword) if getattr(word, "language", "") == "nl"}
    assert words == set(hostile.keywords_nl)
    assert set(Graph().parse(data=render_jsonld(triples), format="json-ld")) == set(read)
