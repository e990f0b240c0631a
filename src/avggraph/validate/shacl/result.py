"""What every SHACL engine gives, before it is explained to a reader."""

from __future__ import annotations

from dataclasses import dataclass

from avggraph.graph.terms import Term


@dataclass(frozen=True, slots=True)
class Result:
    """One sh:ValidationResult (SHACL, section 3.6.2).

    `focus`, `value`, `severity` and the `messages` (those that the shapes graph gives, sorted) are terms in N-Triples
    form; `path` is a SPARQL property path, `component` an IRI, `shape` an IRI or a blank node's label.
    """

    focus: Term
    path: str | None
    value: Term | None
    component: str
    shape: str
    severity: Term
    messages: tuple[Term, ...]
