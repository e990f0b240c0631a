"""ODRL: policies read, and requests weighed against them in a state of the world; a documented subset of ODRL 2.2."""

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
from avggraph.odrl.world import Hierarchy, Performance, World

__all__ = [
    "Action",
    "Asset",
    "Condition",
    "Conflict",
    "Constraint",
    "Hierarchy",
    "LogicalConstraint",
    "Operand",
    "Operator",
    "Party",
    "Performance",
    "Policy",
    "Request",
    "Rule",
    "RuleKind",
    "Term",
    "World",
]
