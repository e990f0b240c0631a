"""The policies and event logs of the DIPS test cases: what complies and what does not, and what is outside the subset.

A log is a table: its columns are the moment, party, action and asset of each event, and values, some with the thing
that they are a feature of before their name. Without such a thing it is a value of the event and of its three things.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from avggraph.errors import PolicyError
from avggraph.odrl import Request, Term, Truth, World, read_policies
from avggraph.odrl.log import Event, LogReport, evaluate_log
from avggraph.odrl.model import ODRL
from avggraph.odrl.values import moment
from avggraph.query.table import XSD, Iri, Literal

# What each log is about: the cases of the folder "valid" comply, those of "invalid" do not.
COMPLY = {
    "date_datatype1": "a moment not after another",
    "date_datatype2": "a day written as a moment",
    "duty1": "paid before it was printed",
    "logic_and1": "both hold",
    "logic_nested": "an obligation that every event does",
    "logic_nested2": "one of two, the other being neither of two",
    "logic_nested3": "one of two, that being both of two",
    "logic_nested4": "a permission under one of two",
    "logic_or1": "one holds for each event",
    "logic_or2": "one holds for each event",
    "logic_xone1": "exactly one holds for each event",
    "obligation0": "an event does what must be done",
    "obligation1": "an event does it as it must be done",
    "obligation2": "an event does it as it must be done, before the day it must be",
    "permission1": "both events are permitted",
    "policy_level_property1": "party and target of the policy hold for its rules",
    "policy_level_property2": "party and action of the policy hold for its rules",
    "prohibition1": "what is prohibited is another document",
    "test1": "before the last day",
}
DO_NOT_COMPLY = {
    "constraints1": "an event that no permission covers, and one finer than may be",
    "date_datatype1": "the same moment is not before itself",
    "duty1": "paid after it was printed",
    "duty3": "one of two payments",
    "duty4": "not paid",
    "logic_and0": "the first of two does not hold",
    "logic_and1": "the second of two does not hold",
    "logic_nested5": "both of two hold, of which one may",
    "logic_nested6": "neither of two holds",
    "logic_or1": "neither holds for one event",
    "logic_xone1": "both hold for one event",
    "obligation1": "no event does it as it must be done",
    "permission2": "another document",
    "policy_level_property1": "another document than that of the policy",
    "policy_level_property2": "another action than that of the policy",
    "prohibition2": "permitted and prohibited, which makes the policy void: its conflict strategy is not stated",
    "test1": "after the last day",
}
# The term for which a policy is refused. In the last three both the policy and its rule name an assignee: ODRL says
# that the rule then has both (IM 2.2, section 2.7.1), DIPS that the rule's own replaces the policy's.
OUTSIDE = {
    ("valid", "consequence1"): "odrl:consequence",
    ("valid", "consequence2"): "odrl:consequence",
    ("invalid", "consequence3"): "odrl:consequence",
    ("invalid", "consequence4"): "odrl:consequence",
    ("invalid", "consequence5"): "odrl:consequence",
    ("valid", "count1"): "odrl:count",
    ("invalid", "count1"): "odrl:count",
    ("invalid", "remedy1"): "odrl:remedy",
    ("valid", "remedy2"): "odrl:remedy",
    ("invalid", "remedy2"): "odrl:remedy",
    ("invalid", "remedy3"): "odrl:remedy",
    ("valid", "policy_level_property3"): "odrl:assignee",
    ("invalid", "policy_level_property3"): "odrl:assignee",
}
# Jane pays what John must pay before he prints. DIPS counts it; ODRL gives a duty that names no party the parties of
# its permission (IM 2.2, section 2.6.5), so John has not paid.
AGAINST_ODRL = ("valid", "duty2")

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_ROLES = {ODRL + "Party": "assignee", ODRL + "Action": "action", ODRL + "Asset": "target"}


def term(cell: str) -> Term:
    """Give a cell its type, which the tables do not state."""
    if cell.startswith("http"):
        return Iri(cell)
    if _NUMBER.fullmatch(cell):
        return Literal(cell, XSD + "decimal")
    return Literal(cell, XSD + "dateTime") if moment(Literal(cell)) else Literal(cell)


def event(row: dict[str, str], number: int) -> Event:
    stated = {column: cell for column, cell in row.items() if cell}
    asked = {role: stated.pop(column) for column, role in _ROLES.items()}
    now = moment(Literal(stated.pop(ODRL + "dateTime")))
    values: dict[str, tuple[Term, ...]] = {}
    features: dict[tuple[str, str], tuple[Term, ...]] = {}
    for column, cell in stated.items():
        owner, _, operand = column.rpartition(" ")
        if not owner:
            values[operand] = (term(cell),)
        for role in [_ROLES[owner]] if owner else _ROLES.values():
            features[asked[role], operand] = (term(cell),)
    iri = f"https://avggraph.example/log/{number}"
    return Event(Request(iri, f"{iri}#1", **asked), World(now, values, features))


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    return shared / "reference" / "odrl" / "dips" / "test_cases" / "evaluation"


def evaluated(folder: Path, kind: str, name: str) -> LogReport:
    (policy,) = read_policies((folder / kind / f"{name}.ttl").read_bytes(), f"{name}.ttl")
    with (folder / kind / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        events = [event(row, number) for number, row in enumerate(csv.DictReader(file), 1)]
    return evaluate_log(policy, sorted(events, key=lambda each: str(each.world.now)))


@pytest.mark.parametrize("name", COMPLY)
def test_a_log_that_complies(folder: Path, name: str) -> None:
    assert evaluated(folder, "valid", name).complies is Truth.TRUE


@pytest.mark.parametrize("name", DO_NOT_COMPLY)
def test_a_log_that_does_not(folder: Path, name: str) -> None:
    assert evaluated(folder, "invalid", name).complies is Truth.FALSE


@pytest.mark.parametrize(("kind", "name"), OUTSIDE)
def test_what_is_outside_is_refused_by_its_name(folder: Path, kind: str, name: str) -> None:
    with pytest.raises(PolicyError, match=OUTSIDE[kind, name]):
        evaluated(folder, kind, name)


def test_where_odrl_says_otherwise(folder: Path) -> None:
    assert evaluated(folder, *AGAINST_ODRL).complies is Truth.FALSE


def test_every_case_is_one_of_these(folder: Path) -> None:
    listed = [*(("valid", name) for name in COMPLY), *(("invalid", name) for name in DO_NOT_COMPLY), *OUTSIDE]
    found = [(path.parent.name, path.stem) for kind in ("valid", "invalid") for path in (folder / kind).glob("*.ttl")]
    assert sorted([*listed, AGAINST_ODRL]) == sorted(found)
