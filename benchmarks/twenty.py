"""The twenty saved questions that are asked of each build: parties, data, bases, retention, flows, what is lacking."""

from __future__ import annotations

QUESTIONS = (
    "records",
    "purposes",
    "legal-bases",
    "laws-ranked",
    "data-categories",
    "special-data",
    "special-data-grounds",
    "retention",
    "retention-unbounded",
    "sources",
    "recipients",
    "processors",
    "joint-controllers",
    "shared-recipients",
    "shared-systems",
    "cross-ministry-flows",
    "ministry-overview",
    "transfers",
    "automated-decisions",
    "incomplete-records",
)
