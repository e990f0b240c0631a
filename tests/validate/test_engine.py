"""Whole records through `validate`: what is found, to which record it belongs and on which words it rests."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avggraph.errors import StoreError, UsageError
from avggraph.validate import Severity, shipped_shapes, validate
from validate.rdf import lines

RECORDS = Path(__file__).parent / "records"
BASE = "https://avggraph.example/"
SHAPES = "https://w3id.org/avggraph/shape#"
COMPLETE = lines(RECORDS / "complete.ttl", f"{BASE}graph/rijksoverheid/m1")
RETENTION = f"<{BASE}id/rijksoverheid/bewaartermijn/m1-1>"
ORGANISATION = "<https://identifier.overheid.nl/tooi/id/ministerie/mnre1013>"


def without(predicate: str) -> list[str]:
    return [line for line in COMPLETE if line.split()[1] != f"<{predicate}>"]


def test_complete_record_gives_no_finding() -> None:
    assert validate(COMPLETE) == ()


# The first law of each finding: that of police and justice is in three.
BARE: dict[str, list[str]] = {
    "ControllerRecord": [
        "info AVG art. 30(1)(a) DataProtectionOfficerStated",
        "info AVG art. 30(1)(g) SecurityMeasureStated",
        "info DPCat 0.2 ProcessingStated",
        "info graafmodel, verwerking ReferenceStated",
        "warning AVG art. 13(2)(f), 14(2)(g), 22 AutomatedDecisionStated",
        "warning AVG art. 30(1)(a) ControllerStated",
        "warning AVG art. 30(1)(b) PurposeStated",
        "warning AVG art. 30(1)(c) DataBlockStated",
        "warning AVG art. 30(1)(d) RecipientStated",
        "warning AVG art. 30(1)(e) TransferStated",
    ],
    "ProcessorRecord": [
        "info AVG art. 30(2)(a) ProcessorDataProtectionOfficerStated",
        "info AVG art. 30(2)(d) ProcessorSecurityMeasureStated",
        "info graafmodel, verwerking ReferenceStated",
        "warning AVG art. 30(2)(a) OnBehalfOfStated",
        "warning AVG art. 30(2)(a) ProcessorStated",
        "warning AVG art. 30(2)(b) ProcessingCategoryStated",
        "warning AVG art. 30(2)(c) ProcessorTransferStated",
    ],
    "LawEnforcementRecord": [
        "info Wpg art. 31d(1)(a) LawEnforcementDataProtectionOfficerStated",
        "info Wpg art. 31d(1)(e) LawEnforcementProfilingStated",
        "info Wpg art. 31d(1)(h) LawEnforcementRetentionStated",
        "info Wpg art. 31d(1)(i) LawEnforcementSecurityMeasureStated",
        "info graafmodel, verwerking ReferenceStated",
        "warning Wpg art. 31d(1)(a) LawEnforcementControllerStated",
        "warning Wpg art. 31d(1)(b) LawEnforcementPurposeStated",
        "warning Wpg art. 31d(1)(c) LawEnforcementRecipientStated",
        "warning Wpg art. 31d(1)(d) LawEnforcementDataStated",
        "warning Wpg art. 31d(1)(d) LawEnforcementDataSubjectStated",
        "warning Wpg art. 31d(1)(f) LawEnforcementTransferStated",
    ],
}


@pytest.mark.parametrize("kind", BARE)
def test_bare_record_gives_one_finding_for_each_element_its_own_law_asks(kind: str) -> None:
    bare = [line.replace("def#ControllerRecord>", f"def#{kind}>") for line in lines(RECORDS / "bare.ttl")]
    findings = validate(bare)
    assert max(each.severity for each in findings) is Severity.WARNING
    found = sorted(f"{f.severity.label} {f.article.partition(';')[0]} {f.shape.removeprefix(SHAPES)}" for f in findings)
    assert found == BARE[kind]


def test_finding_names_record_words_and_article() -> None:
    (finding, other) = [
        finding
        for finding in validate(without("https://w3id.org/dpv#hasStorageCondition"))
        if finding.shape == f"{SHAPES}RetentionStated"
    ]
    assert finding.focus == other.focus == f"<{BASE}id/rijksoverheid/verwerking/m1>"
    assert finding.value == f"<{BASE}id/rijksoverheid/gegevens/m1-1>"
    assert other.value == f"<{BASE}id/rijksoverheid/gegevens/m1-2>"
    assert finding.record == f"{BASE}id/rijksoverheid/verwerking/m1"
    assert finding.reference == "M1"
    assert [quote.partition("#")[2] for quote in finding.quotes] == ["char=130,134"]
    assert finding.article == "AVG art. 30(1)(f)"
    assert finding.path == "<https://w3id.org/dpv#hasProcess>"


def test_finding_about_a_value_cites_the_words_of_the_value() -> None:
    shard = [line for line in COMPLETE if not ("/doel/m1-1>" in line.split()[0] and "#hasLegalBasis>" in line)]
    (finding,) = validate(shard)
    assert finding.shape == f"{SHAPES}LegalBasisRecognised"
    assert finding.value == f"<{BASE}id/rijksoverheid/doel/m1-1>"
    assert [quote.partition("#")[2] for quote in finding.quotes] == ["char=20,56"]


def test_flow_in_a_graph_of_many_records_belongs_to_the_record_it_names() -> None:
    flow = f"<{BASE}id/rijksoverheid/stroom/m1-1>"
    shard = [
        line.replace(f"{BASE}graph/rijksoverheid/m1", f"{BASE}graph/stromen") if line.startswith(flow) else line
        for line in COMPLETE
    ]
    (finding,) = validate([line for line in shard if "#Collection>" not in line])
    assert (finding.focus, finding.reference) == (flow, "M1")


def test_literals_are_judged_as_written() -> None:
    twelve_months = [line.replace('"P18M"', '"P12M"') for line in COMPLETE]
    five_years = [line.replace('"P18M"', '"P5J"') for line in COMPLETE]
    assert validate(twelve_months) == ()
    assert {(f.focus, f.value) for f in validate(five_years)} == {
        (RETENTION, '"P5J"^^<http://www.w3.org/2001/XMLSchema#duration>')
    }


def test_context_is_known_but_not_judged() -> None:
    organisation = [line for line in COMPLETE if line.startswith(ORGANISATION)]
    shard = [line for line in COMPLETE if not line.startswith(ORGANISATION)]
    unlabelled = [line for line in organisation if "prefLabel" not in line]
    assert validate(shard, unlabelled) == ()
    assert {f.shape for f in validate(shard + unlabelled)} == {f"{SHAPES}Labelled"}
    assert f"{SHAPES}ControllerIsOrganisation" in {f.shape for f in validate(shard)}


def test_shapes_can_be_chosen() -> None:
    bare = lines(RECORDS / "bare.ttl")
    assert validate(bare, shapes=shipped_shapes("structure")) == ()
    assert validate(bare, shapes=shipped_shapes("completeness")) == validate(bare)


@settings(max_examples=5)
@given(st.permutations(lines(RECORDS / "bare.ttl")))
def test_order_of_lines_does_not_matter(shard: list[str]) -> None:
    assert validate(shard) == validate(lines(RECORDS / "bare.ttl"))


def test_lines_that_are_no_nquads_are_a_store_error() -> None:
    with pytest.raises(StoreError, match="not well-formed N-Quads"):
        validate(["dit is geen N-Quad"])


def test_unknown_engine_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="pyshacl"):
        validate([], engine="jena")


def test_ill_typed_literals_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    validate([line.replace('"P18M"', '"P5J"') for line in COMPLETE])
    assert caplog.records == []
