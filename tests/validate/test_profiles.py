"""The official shapes as gates: what they find in the examples, by both engines, and how they are explained."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from avggraph.errors import UsageError
from avggraph.store import open_output
from avggraph.validate import Finding, find_profile, load_profiles, read_turtle
from avggraph.validate.shacl.compiled import compiled_results
from avggraph.validate.shacl.pyshacl_engine import pyshacl_results
from avggraph.validate.shacl.triples import Triples
from avggraph.validate.shapes.official import load_official_shapes
from avggraph.validation import validated_file, validated_to_profile


@pytest.fixture(scope="module")
def out(built_examples: Path) -> Path:
    return built_examples


def findings(out: Path, profile: str, shared: Path, engine: str = "compiled") -> tuple[Finding, ...]:
    output = open_output(out)
    loaded = find_profile(profile).load(shared / "reference")
    return validated_to_profile(output.open_store(), output.naming, loaded, engine=engine)


def told(found: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return sorted(
        (each.focus[1:-1].rpartition("/")[2], each.shape.rpartition("#")[2].rpartition("/")[2]) for each in found
    )


def test_dpcat_finds_what_the_documents_do_not_state(out: Path, shared: Path) -> None:
    found = findings(out, "dpcat", shared)
    assert told(found) == [
        ("m9023", "Shape_EnsureDataTransferLegalBasis-hasLocation"),
        ("m9024", "Shape_EnsureDataSource-hasDataSource"),
        ("m9024", "Shape_EnsureLegalBasis-hasLegalBasis"),
        ("zonder-nummer-b34977a63d58", "Shape_EnsureDataTransferLegalBasis-hasLocation"),
        ("zonder-nummer-b34977a63d58", "Shape_EnsureLegalBasis-hasLegalBasis"),
    ]
    assert {each.article for each in found} == {"DPCat 0.2"}
    assert {each.message_nl.rpartition(": ")[2] for each in found} == {"Er zijn te weinig waarden."}
    assert found == findings(out, "dpcat", shared, "pyshacl")


def test_dpcat_may_be_given_as_it_was_published(out: Path, shared: Path, tmp_path: Path) -> None:
    (ported,) = (shared / "reference").rglob("dpcat_shapes_mandatory_dpv2.ttl")
    published = ported.read_text(encoding="utf-8").replace("https://w3id.org/dpv#", "https://w3id.org/dpv/dpv-skos#")
    (tmp_path / "dpcat_shapes_mandatory.ttl").write_text(published, encoding="utf-8")
    shutil.copytree(shared / "reference" / "dpv" / "2.3", tmp_path / "dpv")
    output = open_output(out)
    loaded = find_profile("dpcat").load(tmp_path)
    assert validated_to_profile(output.open_store(), output.naming, loaded) == findings(out, "dpcat", shared)


def test_the_concepts_pass_the_dutch_profile_of_skos(out: Path, shared: Path) -> None:
    assert findings(out, "nl-sbb", shared) == ()


def test_the_catalogue_lacks_what_only_its_publisher_knows(out: Path, shared: Path) -> None:
    found = findings(out, "dcat-ap-nl", shared)
    assert {each.path for each in found} == {
        "<http://purl.org/dc/terms/description>",
        "<http://purl.org/dc/terms/publisher>",
        "<http://www.w3.org/ns/dcat#contactPoint>",
    }
    assert found == findings(out, "dcat-ap-nl", shared, "pyshacl")


def test_a_build_without_policy_is_told_so(out: Path, shared: Path) -> None:
    with pytest.raises(UsageError, match="heeft geen deel 'beleid'"):
        findings(out, "odrl", shared)


@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
def test_a_policy_in_a_file_is_judged(engine: str, shared: Path, tmp_path: Path) -> None:
    file = tmp_path / "beleid.ttl"
    file.write_text(
        "@prefix odrl: <http://www.w3.org/ns/odrl/2/> . @prefix ex: <urn:ex:> . ex:regel a odrl:Permission ."
        " ex:goed a odrl:Set ; odrl:permission [ a odrl:Permission ; odrl:action odrl:use ; odrl:target ex:dossier ] ."
        " ex:leeg a odrl:Set .",
        encoding="utf-8",
    )
    found = validated_file(file, find_profile("odrl").load(shared / "reference"), engine=engine)
    assert "<urn:ex:leeg>" in {each.focus for each in found}
    assert "<urn:ex:goed>" not in {each.focus for each in found}


def test_engines_agree_on_the_policies_of_force(shared: Path) -> None:
    loaded = find_profile("odrl").load(shared / "reference")
    policies = sorted((shared / "reference/odrl/force-test-suite/data/policies").glob("*.ttl"))
    assert len(policies) > 10
    data = Triples([quad for policy in policies for quad in read_turtle(policy)], Triples(loaded.vocabulary))
    compiled = [each for each in compiled_results(data, loaded.shapes) if data.judges(each.focus)]
    reference = [each for each in pyshacl_results(data, loaded.shapes) if data.judges(each.focus)]
    assert set(compiled) == set(reference)


@pytest.mark.parametrize("name", load_profiles())
def test_every_file_of_a_profile_is_there(name: str, shared: Path) -> None:
    loaded = find_profile(name).load(shared / "reference")
    assert loaded.shapes.shapes
    assert bool(loaded.vocabulary) is bool(loaded.profile.vocabulary)


def test_a_missing_file_is_named_with_where_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"skos-ap-nl\.ttl.*Haal het op bij https"):
        find_profile("nl-sbb").load(tmp_path)
    with pytest.raises(UsageError, match="Kies uit: dpcat, dcat-ap-nl, nl-sbb, odrl"):
        find_profile("dcat")


UNNAMED = """
@prefix ex: <urn:ex:> . @prefix sh: <http://www.w3.org/ns/shacl#> .
[ sh:targetClass ex:T ; sh:class ex:T ] .
ex:s a sh:NodeShape ; sh:targetClass ex:T ; sh:name "soort"@nl ;
    sh:property [ sh:path ex:p ; sh:minCount 1 ] , [ sh:path ex:p ; sh:maxCount 2 ; sh:message "Hooguit twee."@nl ] ,
        [ sh:path ( ex:q [ sh:inversePath ex:r ] ) ; sh:property [ sh:path ex:t ; sh:nodeKind sh:IRI ] ] .
"""


def test_a_class_may_be_its_own_target(tmp_path: Path) -> None:
    file = tmp_path / "vormen.ttl"
    file.write_text(
        "@prefix ex: <urn:ex:> . @prefix sh: <http://www.w3.org/ns/shacl#> ."
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
        "ex:T a sh:NodeShape , rdfs:Class ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .",
        encoding="utf-8",
    )
    assert sorted(load_official_shapes([file], "Proef 1.0").shapes) == ["urn:ex:T", "urn:ex:T-p"]


def test_unnamed_shapes_get_the_same_names_in_each_run(tmp_path: Path) -> None:
    file = tmp_path / "vormen.ttl"
    file.write_text(UNNAMED, encoding="utf-8")
    first, second = (load_official_shapes([file], "Proef 1.0") for _ in range(2))
    assert first.shapes == second.shapes
    assert sorted(first.shapes) == [
        "https://w3id.org/avggraph/shape#vorm-592d416c0261",
        "urn:ex:s",
        "urn:ex:s-p-1",
        "urn:ex:s-p-2",
        "urn:ex:s-q-r",
        "urn:ex:s-q-r-t",
    ]
    assert {each.message_nl for each in first.shapes.values()} == {"", "Hooguit twee."}
    assert {each.name_nl for each in first.shapes.values()} >= {"soort"}
