"""The 68 cases of the FORCE test suite for ODRL evaluators, each with the whole report that it expects.

Reports are compared as graphs in which only the names of the reports themselves may differ: every report with all its
properties, and every reference from one to another. The suite's reports differ from each other and from their own model
in the ways below. Nothing else is passed over; `test_what_the_suite_leaves_open` counts what is.

- A constraint's report has its operator and right operand only where it is satisfied. Ours always does.
- Reports of duties are part of the states of the world. They have `report:attemptState`, which the model defines for
  permissions and prohibitions only, and no `report:activationState` or premises, which ours have.
- Case 065 refers to five reports by names that its file does not describe, beside reports to which nothing refers.
- Cases 065 to 068 give as the condition of a permission the report of a duty of another policy. What they expect of the
  permission is what it is with its own duty, of which nothing is known.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from avggraph.odrl import compliance_report, evaluate, read_policies, read_request, read_world
from avggraph.odrl.triples import RDF_TYPE, Triples
from avggraph.odrl.world import REPORT

EX = "http://example.org/"
BASE = "https://avggraph.example/verslag"
POINTERS = tuple(REPORT + name for name in ("ruleReport", "premiseReport", "conditionReport"))
NUMBERS = range(1, 69)

Said = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Reports:
    """What each report of some files says, by its name, and the references from one to another."""

    said: dict[str, Said]
    references: list[tuple[str, str, str]]

    def kind(self, name: str) -> str:
        return dict(self.said[name])["type"]

    def without(self, names: set[str]) -> Reports:
        """Leave reports out. What refers to them does so no more to a report that is described."""
        kept = {name: said for name, said in self.said.items() if name not in names}
        return replace(self, said=kept, references=[each for each in self.references if each[0] in kept])

    def everything(self) -> Counter[Said]:
        return Counter(self.said.values())

    def outgoing(self) -> Counter[tuple[Said, str]]:
        return Counter((self.said[source], name) for source, name, _ in self.references)

    def edges(self) -> Counter[tuple[Said, str, Said]]:
        return Counter(
            (self.said[source], name, self.said[target])
            for source, name, target in self.references
            if target in self.said
        )

    def undescribed(self) -> set[str]:
        return {target for _, _, target in self.references} - set(self.said)

    def duties(self, rules: frozenset[str] = frozenset()) -> set[str]:
        """Give the reports of duties, other than of these."""
        return {
            name for name in self.said if self.kind(name) == "DutyReport" and dict(self.said[name])["rule"] not in rules
        }


def reports(*texts: str) -> Reports:
    said: dict[str, Said] = {}
    references = []
    triples = [Triples(text, "report.ttl") for text in texts]
    of_duties: set[str] = set()
    for each, node in ((file, node) for file in triples for node in file):
        kind = next((str(value.value) for value in each.values(node, RDF_TYPE)), "").removeprefix(REPORT)
        if not kind.endswith("Report"):
            continue
        properties = {
            (predicate.removeprefix(REPORT).rpartition("#")[2], value.value.removeprefix(REPORT))
            for predicate in each.predicates(node)
            for value in each.values(node, predicate)
            if predicate not in POINTERS
        }
        left_open = {
            "DutyReport": {"attemptState", "activationState"},
            "ConstraintReport": {"constraintOperator", "constraintRightOperand"},
        }.get(kind, set())
        if kind == "ConstraintReport" and ("satisfactionState", "Satisfied") in properties:
            left_open = set()
        said[node.value] = frozenset(pair for pair in properties if pair[0] not in left_open)
        targets = [(node.value, name, value.value) for name in POINTERS for value in each.values(node, name)]
        if kind == "DutyReport":
            of_duties.update(target for _, _, target in targets)
        else:
            references += targets
    return Reports(said, references).without(of_duties)


class Case:
    """One case: what goes in, and the reports that come out or are expected."""

    def __init__(self, files: dict[str, str], text: str) -> None:
        self.text = text
        case = Triples(text, "case.ttl")
        (test,) = (node for node in case if ox.NamedNode(EX + "TestCase") in case.values(node, RDF_TYPE))
        policy, request, self.world, self.root = (
            case.values(test, EX + name)[0].value for name in ("policy", "request", "sotw", "expectedReport")
        )
        self.policy, self.request, self.world = files[policy], files[request], files[self.world]

    def report(self) -> str:
        (policy,) = read_policies(self.policy, "policy.ttl")
        report = evaluate(policy, read_request(self.request, "request.ttl"), read_world(self.world, "sotw.ttl"))
        return compliance_report(report, BASE)

    def actual(self) -> Reports:
        return reports(self.report())

    def expected(self) -> Reports:
        """Give the expected reports, with those of duties that the world holds; not what else was reported before."""
        found = reports(self.text, self.world)
        older = {name for name in found.said if found.kind(name) == "PolicyReport" and name != self.root}
        return found.without(older)

    def foreign(self) -> set[str]:
        """Give the expected reports of duties that the policy does not have."""
        (policy,) = read_policies(self.policy, "policy.ttl")
        return self.expected().duties(frozenset(duty.iri for rule in policy.rules for duty in rule.duties))


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    return shared / "reference" / "odrl" / "force-test-suite" / "data"


@pytest.fixture(scope="module")
def cases(folder: Path) -> dict[int, Case]:
    texts = [path.read_text("utf-8") for kind in ("policies", "requests", "sotw") for path in (folder / kind).iterdir()]
    files = {node.value: text for text in texts for node in Triples(text, "file.ttl")}
    paths = sorted((folder / "test_cases").iterdir())
    return {int(path.name.split("-")[1]): Case(files, path.read_text("utf-8")) for path in paths}


@pytest.mark.parametrize("number", NUMBERS)
def test_the_whole_report_is_as_expected(cases: dict[int, Case], number: int) -> None:
    case = cases[number]
    expected, actual = case.expected(), case.actual()
    assert actual.undescribed() == set()
    assert actual.outgoing() == expected.outgoing()
    if case.foreign():
        expected, actual = expected.without(expected.duties()), actual.without(actual.duties())
    assert actual.everything() == expected.everything()
    if number == 65:
        assert expected.edges() <= actual.edges()
    else:
        assert actual.edges() == expected.edges()


def test_the_suite_has_no_other_cases(cases: dict[int, Case]) -> None:
    assert list(cases) == list(NUMBERS)


def test_what_the_suite_leaves_open(cases: dict[int, Case], folder: Path) -> None:
    expected = {number: case.expected() for number, case in cases.items()}
    assert {number: len(each.undescribed()) for number, each in expected.items() if each.undescribed()} == {65: 5}
    assert [number for number, case in cases.items() if case.foreign()] == [65, 66, 67, 68]
    model = Triples((folder.parents[1] / "compliance-report" / "ComplianceReportModel.ttl").read_bytes(), "model.ttl")
    defined = {node.value.removeprefix(REPORT) for node in model}
    used = {name for each in expected.values() for said in each.said.values() for name, _ in said}
    assert {name for name in used - defined if name.startswith("constraint")} == {
        "constraintLeftOperand",
        "constraintLogicalOperand",
        "constraintOperator",
        "constraintRightOperand",
    }


@pytest.mark.parametrize("number", [1, 59, 63, 65])
def test_the_same_bytes_twice(cases: dict[int, Case], number: int) -> None:
    assert cases[number].report() == cases[number].report()
