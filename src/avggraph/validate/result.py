"""What every SHACL engine gives, before it is explained to a reader."""

from __future__ import annotations

from dataclasses import dataclass

from avggraph.graph.terms import Term


@dataclass(frozen=True, slots=True)
class Result:
    """One sh:ValidationResult: `focus` and `value` as terms in N-Triples form, `shape` and `component` as IRIs."""

    focus: Term
    value: Term | None
    shape: str
    component: str
