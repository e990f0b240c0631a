"""What a result says of the shape that it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from avggraph.graph.terms import Term
from avggraph.validate.shacl.path import Path
from avggraph.validate.shacl.result import Result


@dataclass(frozen=True, slots=True)
class Source:
    """A shape's name (an IRI, or the label of a blank node), path, severity and messages."""

    name: str
    path: Path | None
    severity: Term
    messages: tuple[Term, ...]

    def result(
        self,
        focus: Term,
        value: Term | None,
        component: str,
        *,
        path: str | None = None,
        messages: tuple[Term, ...] | None = None,
    ) -> Result:
        """Make a result of this shape; a constraint may have a path or messages of its own."""
        return Result(
            focus,
            path or (self.path.text if self.path else None),
            value,
            component,
            self.name,
            self.severity,
            self.messages if messages is None else messages,
        )
