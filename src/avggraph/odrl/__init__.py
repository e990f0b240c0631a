"""ODRL: policies read, and requests weighed against them in a state of the world; a documented subset of ODRL 2.2."""

from avggraph.odrl.evaluate import (
    Activation,
    Aspect,
    ConditionReport,
    Decision,
    Deontic,
    PolicyReport,
    PremiseReport,
    RuleReport,
    decision,
    does,
    evaluate,
)
from avggraph.odrl.facts import read_world
from avggraph.odrl.kleene import Truth
from avggraph.odrl.log import Event, LogReport, evaluate_log
from avggraph.odrl.model import (
    Action,
    Asset,
    Condition,
    Conflict,
    Constraint,
    LogicalConstraint,
    Operand,
    Operator,
    Party,
    Policy,
    Request,
    Rule,
    RuleKind,
    Term,
)
from avggraph.odrl.read import read_policies, read_request
from avggraph.odrl.report import compliance_report
from avggraph.odrl.world import Hierarchy, Performance, World

__all__ = [
    "Action",
    "Activation",
    "Aspect",
    "Asset",
    "Condition",
    "ConditionReport",
    "Conflict",
    "Constraint",
    "Decision",
    "Deontic",
    "Event",
    "Hierarchy",
    "LogReport",
    "LogicalConstraint",
    "Operand",
    "Operator",
    "Party",
    "Performance",
    "Policy",
    "PolicyReport",
    "PremiseReport",
    "Request",
    "Rule",
    "RuleKind",
    "RuleReport",
    "Term",
    "Truth",
    "World",
    "compliance_report",
    "decision",
    "does",
    "evaluate",
    "evaluate_log",
    "read_policies",
    "read_request",
    "read_world",
]
