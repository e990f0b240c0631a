"""A small report with everything in it: three severities, two records, words, silenced findings and a trend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from avggraph.validate import Finding, RecordFacts, Report, Severity, Shape, Silence, silence, trend_of

BASE = "https://avggraph.example/"
REPORT = f"{BASE}doc/validatie"
SOURCE = f"{BASE}doc/bron/00"
RECORDS = f"{BASE}id/rijksoverheid/verwerking/"
SHAPE = "https://w3id.org/avggraph/shape#"
TEXT = "Betrokkene(n) Medewerkers van\nde balie\nBewaartermijn zolang het nodig is\n\nBewaartermijn zolang het nodig is"

WARNING = Finding(
    severity=Severity.WARNING,
    shape=f"{SHAPE}RetentionStated",
    focus=f"<{BASE}id/rijksoverheid/gegevens/m1-1>",
    path="<https://w3id.org/dpv#hasStorageCondition>",
    value=None,
    component="http://www.w3.org/ns/shacl#MinCountConstraintComponent",
    message_nl="Bij deze gegevens staat geen bewaartermijn.",
    message_en="These data have no retention period.",
    advice_nl="Noem hoe lang de gegevens worden bewaard.",
    advice_en="Say how long the data are kept.",
    article="AVG art. 30(1)(f)",
    record=f"{RECORDS}m1",
    reference="M1",
    quotes=(f"{SOURCE}#char=14,38",),
)
INFO = replace(
    WARNING,
    severity=Severity.INFO,
    shape=f"{SHAPE}RetentionDetermined",
    focus=f"<{BASE}id/rijksoverheid/bewaartermijn/m1-1>",
    message_nl="Er is geen duur herkend.",
    message_en="No duration was recognised.",
    article="graafmodel, bewaartermijn",
    quotes=(f"{SOURCE}#char=53,72",),
)
AGAIN = replace(INFO, focus=f"<{BASE}id/rijksoverheid/bewaartermijn/m1-2>", quotes=(f"{SOURCE}#char=88,107",))
VIOLATION = replace(
    WARNING,
    severity=Severity.VIOLATION,
    shape=f"{SHAPE}NodeHasIri",
    focus="_:doel",
    value="_:doel",
    path="<urn:a>/<urn:b>",
    message_nl="Deze knoop heeft geen eigen IRI.",
    message_en="This node has no IRI of its own.",
    article="graafmodel, namen",
    record=f"{RECORDS}m20",
    reference="M20",
    quotes=(),
)
OUTSIDE = replace(WARNING, focus="<urn:organisatie>", record=None, reference=None, quotes=())
KNOWN = replace(WARNING, focus=f"<{BASE}id/rijksoverheid/gegevens/m20-1>", record=f"{RECORDS}m20", reference="M20")
GONE = replace(WARNING, focus=f"<{BASE}id/rijksoverheid/gegevens/m3-1>", record=f"{RECORDS}m3", reference="M3")

FACTS = {
    fact.iri: fact
    for fact in (
        RecordFacts(
            f"{RECORDS}m1", "M1", "Bezoek aan de balie", ("ministerie van A", "ministerie van B"), "a.txt", SOURCE
        ),
        RecordFacts(f"{RECORDS}m20", "M20", "Parkeren", ("ministerie van A",), "map/b (kopie)#2.txt"),
        RecordFacts(f"{RECORDS}zonder-nummer-00ff", None, "Zonder bevinding"),
    )
}


def shape_of(finding: Finding) -> Shape:
    return Shape(
        finding.shape,
        finding.severity,
        finding.path,
        f"naam van {finding.shape.partition('#')[2]}",
        f"name of {finding.shape.partition('#')[2]}",
        finding.message_nl,
        finding.message_en,
        finding.advice_nl,
        finding.advice_en,
        finding.article,
    )


SHAPES = {finding.shape: shape_of(finding) for finding in (WARNING, INFO, VIOLATION)}
SILENCES = (
    Silence(1, "staat in het beleid", date(2026, 1, 2), fingerprint=KNOWN.fingerprint),
    Silence(2, "bestaat niet meer", date(2026, 1, 2), shape="Weg", shapes=(f"{SHAPE}Weg",)),
    Silence(3, "was tijdelijk", date(2025, 1, 2), date(2025, 6, 30), record="M1", records=(f"{RECORDS}m1",)),
)


def full_report() -> Report:
    found = (AGAIN, OUTSIDE, WARNING, INFO, VIOLATION, KNOWN)
    return Report(
        silence(found, SILENCES, date(2026, 2, 1)),
        REPORT,
        FACTS,
        {SOURCE: TEXT},
        SHAPES,
        trend_of(found, (WARNING, INFO, GONE)),
        date(2025, 6, 1),
    )


def bare_report(*findings: Finding) -> Report:
    """A report of findings alone: nothing is known of their records, shapes and documents."""
    return Report(silence(findings, ()), REPORT)
