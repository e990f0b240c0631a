"""The three reports of the same findings."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from rdflib import RDF, SH, BNode, Graph, Literal, URIRef

from avggraph.validate import Finding, Severity, json_report, shacl_report, text_report

REPORT = "https://avggraph.example/doc/validatie"
SOURCE = "https://avggraph.example/doc/bron/00"
TEXT = "Betrokkene(n) Medewerkers van\nde balie"
WARNING = Finding(
    severity=Severity.WARNING,
    shape="https://w3id.org/avggraph/shape#RetentionStated",
    focus="<https://avggraph.example/id/rijksoverheid/gegevens/m1-1>",
    path="<https://w3id.org/dpv#hasStorageCondition>",
    value=None,
    component="http://www.w3.org/ns/shacl#MinCountConstraintComponent",
    message_nl="Bij deze gegevens staat geen bewaartermijn.",
    message_en="These data have no retention period.",
    advice_nl="Noem hoe lang de gegevens worden bewaard.",
    advice_en="Say how long the data are kept.",
    article="AVG art. 30(1)(f)",
    record="https://avggraph.example/id/rijksoverheid/verwerking/m1",
    reference="M1",
    quotes=(f"{SOURCE}#char=14,38",),
)
INFO = replace(
    WARNING,
    severity=Severity.INFO,
    shape="https://w3id.org/avggraph/shape#RetentionDetermined",
    message_nl="Er is geen duur herkend.",
    article="graafmodel, bewaartermijn",
)
VIOLATION = replace(
    WARNING,
    severity=Severity.VIOLATION,
    focus="_:doel",
    value="_:doel",
    path="<urn:a>/<urn:b>",
    record="https://avggraph.example/id/rijksoverheid/verwerking/m2",
    reference="M2",
    quotes=(),
)
OUTSIDE = replace(WARNING, focus="<urn:organisatie>", record=None, reference=None, quotes=())


def test_text_groups_by_record_with_the_worst_first() -> None:
    assert text_report([INFO, OUTSIDE, WARNING, VIOLATION], {SOURCE: TEXT}) == (
        "M2: 1 fout in de graaf\n"
        "  fout in de graaf, AVG art. 30(1)(f): Bij deze gegevens staat geen bewaartermijn.\n"
        "    Noem hoe lang de gegevens worden bewaard.\n"
        "\n"
        "M1: 1 waarschuwing, 1 opmerking\n"
        "  waarschuwing, AVG art. 30(1)(f): Bij deze gegevens staat geen bewaartermijn.\n"
        "    “Medewerkers van de balie”\n"
        "    Noem hoe lang de gegevens worden bewaard.\n"
        "  opmerking, graafmodel, bewaartermijn: Er is geen duur herkend.\n"
        "    “Medewerkers van de balie”\n"
        "    Noem hoe lang de gegevens worden bewaard.\n"
        "\n"
        "Buiten de verwerkingen: 1 waarschuwing\n"
        "  waarschuwing, AVG art. 30(1)(f): Bij deze gegevens staat geen bewaartermijn.\n"
        "    <urn:organisatie>\n"
        "    Noem hoe lang de gegevens worden bewaard.\n"
    )


def test_text_in_english_and_without_findings() -> None:
    assert text_report([WARNING, replace(WARNING, focus="<urn:g2>")], {}, "en").splitlines()[:3] == [
        "M1: 2 warnings",
        "  warning, AVG art. 30(1)(f): These data have no retention period.",
        "    Say how long the data are kept.",
    ]
    assert text_report([], {}) == "Geen bevindingen.\n"
    assert text_report([], {}, "en") == "No findings.\n"


def test_long_words_are_cut() -> None:
    finding = replace(WARNING, quotes=(f"{SOURCE}#char=0,500",))
    (quote,) = [line for line in text_report([finding], {SOURCE: "naam " * 100}).splitlines() if "“" in line]
    assert quote.endswith("naam…”")
    assert len(quote) <= 4 + 2 + 160


def test_json_tells_all_there_is() -> None:
    (row,) = json.loads(json_report([WARNING]))
    assert row == {
        "reference": "M1",
        "record": WARNING.record,
        "severity": "warning",
        "article": "AVG art. 30(1)(f)",
        "message": {"nl": WARNING.message_nl, "en": WARNING.message_en},
        "advice": {"nl": WARNING.advice_nl, "en": WARNING.advice_en},
        "focus": WARNING.focus,
        "path": WARNING.path,
        "value": None,
        "quotes": [f"{SOURCE}#char=14,38"],
        "shape": WARNING.shape,
        "component": WARNING.component,
    }
    assert json_report([]) == "[]\n"


def test_shacl_report_is_a_report_without_blank_nodes() -> None:
    graph = Graph().parse(data=shacl_report([WARNING, VIOLATION], REPORT), format="turtle")
    assert not [term for triple in graph for term in triple if isinstance(term, BNode)]
    assert graph.value(URIRef(REPORT), SH.conforms) == Literal(False)
    results = set(graph.subjects(RDF.type, SH.ValidationResult))
    assert results == set(graph.objects(URIRef(REPORT), SH.result))
    by_focus = {str(graph.value(result, SH.focusNode)): result for result in results}
    assert set(by_focus) == {WARNING.focus[1:-1], f"{REPORT}#blank-doel"}
    warning = by_focus[WARNING.focus[1:-1]]
    assert graph.value(warning, SH.resultSeverity) == SH.Warning
    assert graph.value(warning, SH.resultPath) == URIRef("https://w3id.org/dpv#hasStorageCondition")
    assert graph.value(warning, SH.sourceShape) == URIRef(WARNING.shape)
    assert set(graph.objects(warning, SH.resultMessage)) == {
        Literal(WARNING.message_nl, lang="nl"),
        Literal(WARNING.message_en, lang="en"),
    }
    assert graph.value(by_focus[f"{REPORT}#blank-doel"], SH.resultPath) is None


def test_shacl_report_of_nothing_conforms() -> None:
    graph = Graph().parse(data=shacl_report([], REPORT), format="turtle")
    assert graph.value(URIRef(REPORT), SH.conforms) == Literal(True)


@pytest.mark.parametrize("write", [json_report, lambda f: shacl_report(f, REPORT), lambda f: text_report(f, {})])
def test_order_of_findings_does_not_matter(write: Callable[[list[Finding]], str]) -> None:
    findings = [WARNING, INFO, VIOLATION, OUTSIDE]
    assert write(findings) == write(findings[::-1])
