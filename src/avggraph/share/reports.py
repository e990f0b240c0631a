"""An answer as RDF: for each concept asked for, the request and the FORCE compliance report on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from avggraph.odrl import PolicyReport, compliance_report
from avggraph.odrl.model import ODRL
from avggraph.query.values import written_iri
from avggraph.share.answer import Answer

# A question is not kept and has no IRI on the web; its reports are numbered.
_REPORT = "urn:avggraph:share:report:"


def as_turtle(answer: Answer) -> str:
    """Write the compliance reports of an answer in Turtle, one after another, each behind the request it is on.

    Concepts are reported in the order of the question; words that name no known data are a request without a target.
    """
    reports = (report for each in answer.items for report in each.reports)
    return "\n".join(_one(number, report) for number, report in enumerate(reports, 1))


def _one(number: int, report: PolicyReport) -> str:
    iri = f"{_REPORT}{number}"
    # Each concept is a request of its own.
    request = replace(report.request, iri=f"{iri}#request", rule=f"{iri}#request-permission")
    report = replace(report, request=request)
    return "\n".join(_request(report)) + "\n" + compliance_report(report, iri)


def _request(report: PolicyReport) -> Iterator[str]:
    """Write the request as ODRL (Information Model, section 2.1.4), with what the question states and no more."""
    request = report.request
    yield f"<{request.iri}> a <{ODRL}Request> ; <{ODRL}permission> <{request.rule}> ."
    yield f"<{request.rule}> a <{ODRL}Permission> ."
    for role in ("assigner", "assignee", "target", "action"):
        value: str | None = getattr(request, role)
        if value is not None:
            yield f"<{request.rule}> <{ODRL}{role}> {written_iri(value)} ."
