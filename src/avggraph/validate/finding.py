"""What a shape found: one result with the node, the record and the words it concerns."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from avggraph.graph.terms import SH, Term

_LAST_PART = re.compile(r"[^#/]*$")


class Severity(IntEnum):
    """How much a finding weighs (SHACL, section 2.1.4), lightest first, so that `>=` means "at least as bad".

    >>> Severity.WARNING < Severity.VIOLATION
    True
    """

    INFO = 1
    WARNING = 2
    VIOLATION = 3

    @property
    def label(self) -> str:
        """Give the name that options and reports use, such as "warning"."""
        return self.name.lower()

    @property
    def term(self) -> Term:
        """Give the severity in SHACL's own terms."""
        return SH[self.name.capitalize()]


@dataclass(frozen=True, slots=True)
class Finding:
    """One validation result, with what a reader needs to judge it.

    `focus` and `value` are terms in N-Triples form; `path` is a SPARQL property path, None where the shape
    judges the node as a whole; `component` and `shape` are IRIs. `record` is the IRI of the register
    description the focus node belongs to and `reference` its number; both are None for a node that
    belongs to none, such as an organisation. `quotes` are the span IRIs (RFC 5147) of the words
    concerned, in text order. `article` is the place in the GDPR or in the graph model that asks for it.
    """

    severity: Severity
    shape: str
    focus: Term
    path: str | None
    value: Term | None
    component: str
    message_nl: str
    message_en: str
    advice_nl: str
    advice_en: str
    article: str
    record: str | None = None
    reference: str | None = None
    quotes: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Name the finding after what it says: the same in the next build, for as long as the node keeps its IRI.

        Words, messages and severities do not count, so that a finding stays the same when its text is edited.
        """
        said = "\n".join((self.shape, self.component, self.focus, self.value or ""))
        return hashlib.sha256(said.encode()).hexdigest()[:32]

    def sort_key(self) -> tuple[str, int, str, str, str, str]:
        """Order findings by record, then worst first, then by shape, node, value and component."""
        return (self.record or "", -self.severity, self.shape, self.focus, self.value or "", self.component)


def short_name(shape: str) -> str:
    """Give the last part of a shape's IRI, by which people name it.

    >>> short_name("https://w3id.org/avggraph/shape#RetentionStated")
    'RetentionStated'
    """
    match = _LAST_PART.search(shape)
    return match[0] if match and match[0] else shape


def short_names(shapes: Iterable[str]) -> Mapping[str, str]:
    """Give the short name of each shape, and the IRI of those that would share one.

    >>> short_names(["urn:a#Titel", "urn:b#Titel", "urn:b#Doel"])
    {'urn:a#Titel': 'urn:a#Titel', 'urn:b#Doel': 'Doel', 'urn:b#Titel': 'urn:b#Titel'}
    """
    every = sorted(set(shapes))
    often = Counter(map(short_name, every))
    return {shape: short_name(shape) if often[short_name(shape)] == 1 else shape for shape in every}
