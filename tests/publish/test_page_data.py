"""The data beside a page: the same triples in every format, and what they say of the document itself."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import pytest
from rdflib import FOAF, RDF, VOID, Graph, URIRef
from rdflib.namespace import DCTERMS

from avggraph.pipeline import build
from avggraph.publication import Agent, Publication
from avggraph.publish.setting import Setting
from avggraph.publish.site import Site
from avggraph.store import open_output
from made_once import MadeOnce
from publish.record_pages import BASE, EXAMPLES

FORMATS = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld"}
RECORD = "doc/rijksoverheid/verwerking/m9005"
DATASET = URIRef(f"{BASE}data/#dataset")
LICENCE = "http://creativecommons.org/publicdomain/zero/1.0/deed.nl"
PUBLISHER = "https://identifier.overheid.nl/tooi/id/ministerie/mnre1013"


@pytest.fixture(scope="module")
def folder(made_once: MadeOnce) -> Path:
    return made_once.folder("m9005", lambda out: build([EXAMPLES / "voorbeeld-m9005-noodreisdocumenten.md"], out))


@pytest.fixture(scope="module")
def plain(folder: Path) -> Site:
    return Site(open_output(folder))


@pytest.fixture(scope="module")
def published(folder: Path) -> Site:
    publication = Publication(licence=LICENCE, publisher=Agent(PUBLISHER, "ministerie van Buitenlandse Zaken"))
    return Site(open_output(folder), Setting(publication))


def read(site: Site, path: str, ending: str) -> Graph:
    resource = site.resource(f"{path}.{ending}")
    assert resource
    return Graph().parse(data=resource.content, format=FORMATS[ending])


def of_each_kind(site: Site) -> list[str]:
    """Give two pages of every section whose pages have data."""
    paths = (path for section in site.sections for path in islice(section.paths(), 2))
    return [path for path in paths if site.places[path].page(path, "nl").rdf]


def test_a_page_s_files_hold_the_same_triples(plain: Site) -> None:
    paths = of_each_kind(plain)
    assert {path.split("/")[1] for path in paths} >= {"rijksoverheid", "bron", "begrip", "organisatie", "wet"}
    for path in paths:
        turtle, *others = (set(read(plain, path, ending)) for ending in FORMATS)
        assert turtle, path
        assert all(other == turtle for other in others), path


def test_the_json_ld_has_no_named_graphs(plain: Site) -> None:
    resource = plain.resource(f"{RECORD}.jsonld")
    assert resource
    members = json.loads(resource.content)["@graph"]
    assert f"{BASE}id/rijksoverheid/verwerking/m9005" in {member["@id"] for member in members}
    assert [member["@id"] for member in members if "@graph" in member] == []


def test_the_data_say_of_which_document_and_dataset_they_are(plain: Site) -> None:
    document = URIRef(BASE + RECORD)
    assert set(read(plain, RECORD, "ttl").predicate_objects(document)) == {
        (RDF.type, FOAF.Document),
        (FOAF.primaryTopic, URIRef(f"{BASE}id/rijksoverheid/verwerking/m9005")),
        (VOID.inDataset, DATASET),
    }


def test_licence_and_publisher_are_those_of_the_publication(published: Site) -> None:
    told = set(read(published, RECORD, "jsonld").predicate_objects(URIRef(BASE + RECORD)))
    assert {(DCTERMS.license, URIRef(LICENCE)), (DCTERMS.publisher, URIRef(PUBLISHER))} <= told


def test_a_source_is_its_own_document_and_no_publisher_is_told_for_it(published: Site) -> None:
    path = next(path for path in published.places if path.startswith("doc/bron/"))
    told = read(published, path, "ttl")
    assert (URIRef(BASE + path), VOID.inDataset, DATASET) in told
    assert not set(told.predicates(URIRef(BASE + path))) & {FOAF.primaryTopic, DCTERMS.license, DCTERMS.publisher}
