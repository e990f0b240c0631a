"""The report in SHACL's own vocabulary, as Turtle, for RDF tools."""

from __future__ import annotations

from collections.abc import Iterator

from avggraph.graph.terms import RDFS, SH, Term, iri, literal
from avggraph.validate.baseline import Silence
from avggraph.validate.finding import Finding
from avggraph.validate.report.model import Group, Language, Report, groups_with_silenced
from avggraph.validate.report.passages import Passages
from avggraph.validate.report.sheet import Sheet
from avggraph.validate.report.totals import Totals
from avggraph.validate.report.wording import WORDINGS


def write_shacl(report: Report, language: Language = "nl") -> Iterator[str]:
    """Write all findings as a SHACL validation report in Turtle, record by record, messages in both languages.

    There are no blank nodes: a result is named after what it says, below the report's IRI, and so is a blank node of
    the data. A path that is more than one IRI stands with its shape alone, for SHACL writes it in blank nodes.
    A silenced finding is a result as well, for the graph does not conform; a comment says why it was silenced.
    """
    return ShaclSheet(report, language).written(groups_with_silenced(report))


class ShaclSheet(Sheet):
    """The validation report, of which a piece holds the results of a record, each with the triple that names it."""

    def _begin(self, totals: Totals) -> Iterator[str]:
        report = self.report
        yield f"@prefix sh: <{SH.base}> .\n"
        if report.silenced:
            yield f"@prefix rdfs: <{RDFS.base}> .\n"
        conforms = not (totals.groups or report.silenced)
        yield f"\n{iri(report.iri)} a sh:ValidationReport ;\n    sh:conforms {'true' if conforms else 'false'} .\n"

    def _piece(self, group: Group, _passages: Passages) -> Iterator[str]:
        report = self.report
        # Findings that differ in their path or words alone are one result.
        results = {_result(finding, report.iri): finding for finding in group.findings}
        for name, finding in results.items():
            yield f"\n{iri(report.iri)} sh:result {name} .\n"
            lines = _lines(name, finding, report.iri, report.because.get(finding), self.language)
            yield from (f"{line}\n" for line in lines)

    def _end(self, _totals: Totals) -> Iterator[str]:
        return iter(())


def _result(finding: Finding, report: str) -> Term:
    return iri(f"{report}#{finding.fingerprint}")


def _lines(name: Term, finding: Finding, report: str, silence: Silence | None, language: Language) -> Iterator[str]:
    yield f"{name} a sh:ValidationResult ;"
    yield f"    sh:resultSeverity sh:{finding.severity.name.capitalize()} ;"
    yield f"    sh:sourceShape {iri(finding.shape)} ;"
    yield f"    sh:sourceConstraintComponent {iri(finding.component)} ;"
    if finding.path is not None and iri(finding.path[1:-1]) == finding.path:
        yield f"    sh:resultPath {finding.path} ;"
    if finding.value is not None:
        yield f"    sh:value {_without_blank(finding.value, report)} ;"
    if silence is not None:
        since = WORDINGS[language].since
        said = f"{WORDINGS[language].silenced}, {since} {silence.since.isoformat()}: {silence.reason}"
        yield f"    rdfs:comment {literal(said, lang=language)} ;"
    yield f"    sh:resultMessage {literal(finding.message_nl, lang='nl')} , {literal(finding.message_en, lang='en')} ;"
    yield f"    sh:focusNode {_without_blank(finding.focus, report)} ."


def _without_blank(term: Term, report: str) -> Term:
    return iri(f"{report}#blank-{term.removeprefix('_:')}") if term.startswith("_:") else term
