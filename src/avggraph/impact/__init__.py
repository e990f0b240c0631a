"""Impact: what a breach or a stop of an organisation or system touches, according to the register."""

from avggraph.impact.assess import impact
from avggraph.impact.model import (
    AffectedData,
    AffectedRecord,
    AffectedSubject,
    Duty,
    How,
    Impact,
    Involvement,
    Notice,
    Scenario,
)
from avggraph.impact.report import IMPACT_FORMATS, render_impact

__all__ = [
    "IMPACT_FORMATS",
    "AffectedData",
    "AffectedRecord",
    "AffectedSubject",
    "Duty",
    "How",
    "Impact",
    "Involvement",
    "Notice",
    "Scenario",
    "impact",
    "render_impact",
]
