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
    """Validates records, and remembers of each what was found by the digest of its quads.

    A ledger holds for one stamp: the shapes, the context and the version they were judged with. Under another stamp
    nothing of it counts.
    """

    def __init__(self, validator: Validator, earlier: Mapping[str, Findings]) -> None:
        self._validator = validator
        self._earlier = earlier
        self._judged: dict[str, Findings] = {}

    @classmethod
    def open(cls, path: Path | None, validator: Validator) -> Ledger:
        """Open the ledger of an earlier build; one that is missing, broken or of another stamp is an empty one."""
        if path is None:
            return cls(validator, {})
        try:
            with path.open("rb") as file:
                stamp = orjson.loads(file.readline())
                known = _read(map(orjson.loads, file), validator) if stamp == {"stamp": validator.stamp} else {}
        except (OSError, ValueError, KeyError, TypeError):
            known = {}
        return cls(validator, known)

    def judged(self, record: Iterable[Quad]) -> Judgement:
        """Give the findings of one record with all that belongs to it: known ones, or those of validating it now."""
        quads = sorted(dict.fromkeys(record))
        digest = hashlib.sha256("\n".join(map(" ".join, quads)).encode()).hexdigest()
        found = self._earlier.get(digest)
        return Judgement(digest, self._validator.findings(quads) if found is None else found)

    def remember(self, judgement: Judgement) -> None:
        """Remember what was found for a record, wherever it was judged."""
        self._judged[judgement.digest] = judgement.findings

    def known(self, digest: str) -> Judgement | None:
        """Give what an earlier build found for the record of a digest."""
        found = self._earlier.get(digest)
        return None if found is None else Judgement(digest, found)

    @property
    def earlier(self) -> Findings | None:
        """The findings of the earlier build, in a fixed order, each once; None where the ledger holds none."""
        return _ordered(self._earlier) if self._earlier else None

    @property
    def findings(self) -> Findings:
        """The findings of all records judged, in a fixed order, each once."""
        return _ordered(self._judged)

    def write(self, path: Path) -> None:
        """Write what was found for the records judged: JSON lines, the stamp first."""
        with path.open("wb") as file:
            file.write(_line({"stamp": self._validator.stamp}))
            file.writelines(_line(self._row(*each)) for each in self._judged.items())

    def _row(self, digest: str, findings: Findings) -> dict[str, object]:
        return {"record": digest, "findings": list(map(self._told, findings))}

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


def _line(row: Mapping[str, object]) -> bytes:
    return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)


def _ordered(judged: Mapping[str, Findings]) -> Findings:
    return tuple(sorted({each for found in judged.values() for each in found}, key=Finding.sort_key))


def _read(entries: Iterable[dict[str, Any]], validator: Validator) -> dict[str, Findings]:
    shapes = validator.shapes.shapes
    return {
        entry["record"]: tuple(
            shapes[each.pop("shape")].finding(**{**each, "quotes": tuple(each["quotes"])}) for each in entry["findings"]
        )
        for entry in entries
    }
