"""What was found for each record, kept so that a record that did not change is not validated again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from avggraph.graph.terms import Quad, literal
from avggraph.validate.engine import Validator
from avggraph.validate.finding import Finding

Findings = tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found for one record, with the digest of its quads."""

    digest: str
    findings: Findings


class Ledger:
    """Validates records, and knows of those that were judged before what was found, by the digest of their quads.

    A ledger holds for one stamp: the shapes, the context and the version they were judged with. Under another stamp
    nothing of it counts. Its file has the stamp on its first line (`head`), and a line for each record (`line`).
    """

    def __init__(self, validator: Validator, known: Mapping[str, bytes]) -> None:
        self._validator = validator
        self._known = known

    @classmethod
    def open(cls, path: Path | None, validator: Validator) -> Ledger:
        """Open the ledger of an earlier build; one that is missing, broken or of another stamp is an empty one."""
        if path is None:
            return cls(validator, {})
        try:
            with path.open("rb") as file:
                stamp = orjson.loads(file.readline())
                known = {_digest(line): line for line in file} if stamp == {"stamp": validator.stamp} else {}
        except (OSError, ValueError):
            known = {}
        return cls(validator, known)

    def judged(self, record: Iterable[Quad]) -> Judgement:
        """Give the findings of one record with all that belongs to it: known ones, or those of validating it now."""
        quads = sorted(dict.fromkeys(record))
        digest = hashlib.sha256("\n".join(map(" ".join, quads)).encode()).hexdigest()
        found = self._found(digest)
        return Judgement(digest, self._validator.findings(quads) if found is None else found)

    @property
    def earlier(self) -> Findings | None:
        """The findings of the earlier build, in a fixed order, each once; None where the ledger does not hold them."""
        found = [self._found(digest) for digest in self._known]
        if not found or None in found:
            return None
        return tuple(sorted({each for own in found for each in own or ()}, key=Finding.sort_key))

    @property
    def head(self) -> bytes:
        """The first line of the file."""
        return orjson.dumps({"stamp": self._validator.stamp}, option=orjson.OPT_APPEND_NEWLINE)

    def line(self, judgement: Judgement) -> bytes:
        """Give the line of a record in the file."""
        row = {"record": judgement.digest, "findings": list(map(self._told, judgement.findings))}
        return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)

    def _found(self, digest: str) -> Findings | None:
        """Give what is known of a record; None where that is nothing, or is broken."""
        try:
            findings = orjson.loads(self._known[digest])["findings"]
            return tuple(map(self._read, findings))
        except (KeyError, ValueError, TypeError):
            return None

    def _told(self, finding: Finding) -> dict[str, object]:
        """Give what a finding says that its shape does not: a message only where the result has one of its own."""
        shape = self._validator.shapes.shapes[finding.shape]
        own = (finding.message_nl, finding.message_en) != (shape.message_nl, shape.message_en)
        messages = [literal(finding.message_nl, lang="nl"), literal(finding.message_en, lang="en")] if own else []
        return {
            "shape": finding.shape,
            "focus": finding.focus,
            "path": finding.path,
            "value": finding.value,
            "component": finding.component,
            "messages": messages,
            "record": finding.record,
            "reference": finding.reference,
            "quotes": finding.quotes,
        }

    def _read(self, told: dict[str, Any]) -> Finding:
        shape = self._validator.shapes.shapes[told.pop("shape")]
        return shape.finding(**{**told, "quotes": tuple(told["quotes"])})


def _digest(line: bytes) -> str:
    """Give the digest that begins a line, without reading what was found. Raises `ValueError` where there is none."""
    start, digest, _ = line.split(b'"', 4)[2:5]
    if start != b":":
        raise ValueError("a line of a ledger begins with the digest of a record")
    return digest.decode()
