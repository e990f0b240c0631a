"""Privacy declarations in fideslang: its own models take them, and its keys are those of its taxonomy."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import yaml
from fideslang.default_taxonomy import DEFAULT_TAXONOMY
from fideslang.models import Taxonomy

from avggraph import resources
from avggraph.interop import export
from avggraph.interop.fides import keys
from avggraph.store import Output
from avggraph.vocabulary import load_vocabulary
from avggraph.vocabulary.mappings import read_mappings
from interop.builds import RECORD, readings

PARTS = {
    "data_categories": {str(each.fides_key) for each in DEFAULT_TAXONOMY.data_category},
    "data_subjects": {str(each.fides_key) for each in DEFAULT_TAXONOMY.data_subject},
    "data_uses": {str(each.fides_key) for each in DEFAULT_TAXONOMY.data_use},
}


def manifest(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def test_fideslang_takes_every_system(register: Output, tmp_path: Path) -> None:
    export(register, "fides", tmp_path / "fides.yml")
    systems = manifest(tmp_path / "fides.yml")["system"]
    taxonomy = Taxonomy.model_validate({"system": systems})
    assert [system.fides_key for system in taxonomy.system] == [reading.key for reading in readings(register)]
    declarations = [each for system in taxonomy.system for each in system.privacy_declarations]
    for declaration in declarations:
        assert set(declaration.data_categories) <= PARTS["data_categories"]
        assert declaration.data_use in PARTS["data_uses"]
        assert set(declaration.data_subjects) <= PARTS["data_subjects"]


def test_every_key_of_the_mapping_is_in_the_taxonomy_and_every_concept_is_ours() -> None:
    vocabulary = load_vocabulary()
    for part, terms in keys().items():
        assert {key for found in terms.values() for key in found} <= PARTS[part]
        assert all(concept in vocabulary for concept in terms)
    for row in read_mappings(resources.data("interop", "fides.sssom.tsv")):
        assert row.predicate.endswith(("exactMatch", "broadMatch"))


def test_a_declaration_says_what_the_graph_says(examples: Output, tmp_path: Path) -> None:
    export(examples, "fides", tmp_path / "fides.yml", only=[f"{RECORD}m9001"])
    (system,) = manifest(tmp_path / "fides.yml")["system"]
    assert system["legal_name"] == "ministerie van Buitenlandse Zaken"
    assert system["does_international_transfers"] is True and system["legal_basis_for_transfers"] == ["SCCs"]
    first = system["privacy_declarations"][0]
    assert first["name"] == "Beoordelen van de aanvraag" and first["data_use"] == "essential.service"
    assert "user.name" in first["data_categories"] and "user.contact.email" in first["data_categories"]
    # Two bases stand in the record and none is the block's own: which one holds is not said.
    assert "legal_basis_for_processing" not in first


def test_a_default_that_says_no_is_told(register: Output, tmp_path: Path) -> None:
    export(register, "fides", tmp_path / "fides.yml")
    systems = {system["meta"]["iri"]: system for system in manifest(tmp_path / "fides.yml")["system"]}
    with (tmp_path / "fides.yml.not_expressed.csv").open(encoding="utf-8", newline="") as file:
        told = {(row["record"], row["field"]) for row in csv.DictReader(file) if row["reason"] == "taken-as-no"}
    for reading in readings(register):
        (answer,) = reading.iris("avg:transferOutsideEU") or ("",)
        said = {"https://w3id.org/avggraph/def#Yes": True, "https://w3id.org/avggraph/def#No": False}.get(answer)
        assert systems[reading.iri].get("does_international_transfers") is said
        assert ((reading.iri, "does_international_transfers") in told) == (said is None)


def test_special_data_are_declared_where_they_are_recognised(examples: Output, tmp_path: Path) -> None:
    export(examples, "fides", tmp_path / "fides.yml")
    systems = {system["meta"]["iri"]: system for system in manifest(tmp_path / "fides.yml")["system"]}
    for reading in readings(examples):
        special = bool(reading.follow("dpv:hasProcess/dpv:hasPersonalData[rdf:type=dpv:SpecialCategoryPersonalData]"))
        declared = any(
            each.get("processes_special_category_data") for each in systems[reading.iri]["privacy_declarations"]
        )
        assert declared <= special
