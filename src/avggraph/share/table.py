"""A guide as a finite table, for pages that answer without an evaluator of their own.

A verdict depends on few things: which collections of the guide's rules the requester belongs to, of which kinds of
data the item is, and the truth of the constraints of the rules on these. So parties of the same collections are one
*group*, data of the same kinds one *kind*; of what can be stated, only those fields are told apart that the rules on a
group and a kind have constraints on, and of a field's values only those that do not meet these constraints alike.
Each case that is left is put to the evaluator of `assess` once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import TypeVar

from avggraph.odrl import ConditionReport, PolicyReport, RuleReport, Truth
from avggraph.odrl.evaluate import Aspect
from avggraph.odrl.model import Asset, Party, constraints
from avggraph.odrl.world import reaches
from avggraph.share.answer import Verdict
from avggraph.share.assess import report_on, verdict_on
from avggraph.share.choices import Choice, choices
from avggraph.share.guide import AVGP, DOCUMENT, MANDATE, NECESSITY, PURPOSE, DataClass, Guide
from avggraph.share.question import Item, Question, Thing
from avggraph.share.understand import whole_class
from avggraph.vocabulary import Vocabulary

Group = frozenset[str]
"""The collections of parties that the guide's rules name, of those that a party belongs to."""

Kind = tuple[tuple[str, ...], ...]
"""For each thing that an item's words name, the kinds of data that the guide's rules name, of those it is of."""

Json = dict[str, object]

_OPERANDS = {"necessary": NECESSITY, "purpose": PURPOSE, "mandate": MANDATE, "document": DOCUMENT}
# Any member of a group and any thing of a kind; neither is asked for by its own name.
_ANYBODY, _ANYTHING = AVGP + "anybody", AVGP + "anything"

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Field:
    """A field that matters for a group and a kind: codes with the same number are met alike."""

    name: str
    alike: Mapping[str, int]

    @property
    def size(self) -> int:
        """How many values are told apart."""
        return 1 + max(self.alike.values())


@dataclass(frozen=True, slots=True)
class Cell:
    """What holds for a group and a kind: the numbers of the verdicts on all cases, the last field changing fastest."""

    fields: tuple[Field, ...]
    verdicts: tuple[int, ...]

    def verdict(self, stated: Mapping[str, str]) -> int:
        """Give the number of the verdict on a case."""
        place = 0
        for field in self.fields:
            place = place * field.size + field.alike[stated.get(field.name, "")]
        return self.verdicts[place]


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """The table: `grid` has the number of the cell of each group (row) and kind (column).

    `evaluations` is how often the policy was evaluated to make it.
    """

    guide: Guide
    choices: Mapping[str, tuple[Choice, ...]]
    groups: tuple[Group, ...]
    kinds: tuple[Kind, ...]
    verdicts: tuple[Verdict, ...]
    cells: tuple[Cell, ...]
    grid: tuple[tuple[int, ...], ...]
    evaluations: int

    def verdict(self, group: Group, kind: Kind, **stated: str) -> Verdict:
        """Look a case up; `stated` are codes of `choices` by field, what is not there is not stated.

        >>> from avggraph.share import load_guide
        >>> from avggraph.vocabulary import load_vocabulary
        >>> table = decision_table(load_guide(), load_vocabulary())
        >>> chain, ordinary = table.groups[1], table.kinds[1]
        >>> table.verdict(chain, ordinary, necessary="no").outcome.code
        'deny'
        """
        return self.verdicts[self.cell(group, kind).verdict(stated)]

    def cell(self, group: Group, kind: Kind) -> Cell:
        """Give the cell of a group and a kind."""
        return self.cells[self.grid[self.groups.index(group)][self.kinds.index(kind)]]


def group_of(guide: Guide, party: Thing) -> Group:
    """Give the group of a party; of one that is not known it is empty."""
    return _reached(guide, party, (each for rule in guide.policy.rules for each in rule.assignee))


def kind_of(guide: Guide, item: Item) -> Kind:
    """Give the kind of an item; of words that name no known data it is one empty tuple."""
    assets = [each for rule in guide.policy.rules for each in rule.target]
    named = [_reached(guide, thing, assets) for thing in item.concepts]
    return tuple(sorted({tuple(sorted(each)) for each in (*named, *([frozenset()] if item.unknown else []))}))


def decision_table(
    guide: Guide, vocabulary: Vocabulary, parties: Iterable[Thing] = (), items: Iterable[Item] = ()
) -> DecisionTable:
    """Make the table of a guide: for all groups and kinds that it names itself, and those of further parties and items.

    `vocabulary` says which kinds of data are of another kind, and which purposes.
    """
    purposes = {each.iri: vocabulary.ancestors(each.iri) for each in guide.purposes if each.iri in vocabulary}
    whole = (item_of(vocabulary, guide, each) for each in guide.classes)
    return _Making(guide, choices(guide, purposes)).table(parties, (*whole, *items))


def item_of(vocabulary: Vocabulary, guide: Guide, kind: DataClass) -> Item:
    """Give the item that is all data of a kind that the guide names."""
    return Item(kind.code, (whole_class(vocabulary, guide, kind.code, kind),))


def table_as_json(table: DecisionTable) -> Json:
    """Give a table as JSON values: groups and kinds by their numbers, all else by codes.

    Reasons are numbers of `reasons`; `alike` has the number of each code.
    """
    reasons = _numbered(reason for verdict in table.verdicts for reason in verdict.reasons)
    return {
        "verdicts": [
            {
                "outcome": each.outcome.code,
                "duties": [duty.code for duty in each.duties],
                "rules": [rule.code for rule in each.rules],
                "reasons": [reasons[reason] for reason in each.reasons],
            }
            for each in table.verdicts
        ],
        "reasons": [[reason.nl, reason.en] for reason in reasons],
        "cells": [
            {
                "fields": [{"name": each.name, "alike": dict(each.alike), "size": each.size} for each in cell.fields],
                "verdicts": list(cell.verdicts),
            }
            for cell in table.cells
        ],
        "grid": [list(row) for row in table.grid],
    }


class _Making:
    """A table in the making."""

    def __init__(self, guide: Guide, found: Mapping[str, tuple[Choice, ...]]) -> None:
        self._guide = guide
        self._choices = found
        self._evaluations = 0
        self._states = {
            field: [_states(self._report(guide, Thing(""), None, {field: choice}), field) for choice in values]
            for field, values in found.items()
        }

    def table(self, parties: Iterable[Thing], items: Iterable[Item]) -> DecisionTable:
        guide = self._guide
        groups = _numbered([frozenset(), *_groups(guide), *(group_of(guide, party) for party in parties)])
        kinds = _numbered([((),), *(kind_of(guide, item) for item in items)])
        verdicts: dict[Verdict, int] = {}
        cells: dict[tuple[object, ...], int] = {}
        made: list[Cell] = []
        grid = []
        for group, kind in product(groups, kinds):
            cell = self._cell(group, kind, verdicts)
            key = (tuple((each.name, *each.alike.items()) for each in cell.fields), cell.verdicts)
            if key not in cells:
                cells[key] = len(made)
                made.append(cell)
            grid.append(cells[key])
        width = len(kinds)
        rows = tuple(tuple(grid[start : start + width]) for start in range(0, len(grid), width))
        return DecisionTable(
            guide, self._choices, tuple(groups), tuple(kinds), tuple(verdicts), tuple(made), rows, self._evaluations
        )

    def _cell(self, group: Group, kind: Kind, verdicts: dict[Verdict, int]) -> Cell:
        requester = Thing("", _ANYBODY, above=group) if group else Thing("")
        targets = [Thing("", _ANYTHING, above=frozenset(each)) if each else None for each in kind]
        reports = [self._report(self._guide, requester, target, {}) for target in targets]
        rules = {
            each.rule.iri
            for report in reports
            for each in report.rules
            if all(premise.state is Truth.TRUE for premise in each.premises)
        }
        guides = [_concerned(self._guide, report) for report in reports]
        fields, values = [], []
        for name, found in self._choices.items():
            met = [tuple(state for rule, state in states if rule in rules) for states in self._states[name]]
            numbers = _numbered(met)
            if len(numbers) > 1:
                alike = {choice.code: numbers[each] for choice, each in zip(found, met, strict=True)}
                fields.append(Field(name, alike))
                values.append([(name, found[met.index(each)]) for each in numbers])
        cases = []
        for case in product(*values):
            reports = [
                self._report(guide, requester, target, dict(case))
                for guide, target in zip(guides, targets, strict=True)
            ]
            cases.append(verdicts.setdefault(verdict_on(self._guide, reports), len(verdicts)))
        return Cell(tuple(fields), tuple(cases))

    def _report(
        self, guide: Guide, requester: Thing, target: Thing | None, stated: Mapping[str, Choice]
    ) -> PolicyReport:
        self._evaluations += 1
        item = Item("", ())
        values = {name: choice.value for name, choice in stated.items()}
        question = replace(Question(requester, (item,)), **values)  # type: ignore[arg-type]
        return report_on(guide, question, item, target)


def _concerned(guide: Guide, report: PolicyReport) -> Guide:
    """Give a guide with the rules alone that may be on who asks for what: another is in no case in effect."""
    rules = (each.rule for each in report.rules if all(premise.state is not Truth.FALSE for premise in each.premises))
    return replace(guide, policy=replace(guide.policy, rules=tuple(rules)))


def _states(report: PolicyReport, field: str) -> list[tuple[str, tuple[str, Truth]]]:
    """Give the truth of each constraint on a field, behind the rule that has it; of "own", of who makes the rule."""
    return [(rule.rule.iri, state) for rule in report.rules for state in _states_in(rule, field)]


def _states_in(rule: RuleReport, field: str) -> Iterator[tuple[str, Truth]]:
    if field == "own":
        yield from ((rule.rule.iri, each.state) for each in rule.premises if each.aspect is Aspect.ASSIGNER)
    else:
        yield from _states_of(rule.constraints, _OPERANDS[field])
    for duty in rule.duties:
        yield from _states_in(duty, field)


def _states_of(conditions: Iterable[ConditionReport], operand: str) -> Iterator[tuple[str, Truth]]:
    """Give the truth of conditions that are on one operand alone, taken together where they are joined."""
    for each in conditions:
        asked = {constraint.left for constraint in constraints((each.condition,))}
        if asked == {operand}:
            yield each.condition.iri, each.state
        elif operand in asked:
            yield from _states_of(each.parts, operand)


def _groups(guide: Guide) -> Iterator[Group]:
    """Give the groups of the parties that the guide names, and of the types that it gives collections."""
    members = [iri for iri in guide.above if iri not in guide.collections]
    yield from (group_of(guide, Thing(iri, iri)) for iri in dict.fromkeys([*members, *(p.iri for p in guide.parties)]))
    yield from (group_of(guide, Thing("", _ANYBODY, above=above)) for above in guide.types.values())


def _reached(guide: Guide, thing: Thing, named: Iterable[Party | Asset]) -> frozenset[str]:
    if not thing.known:
        return frozenset()
    above = {**guide.above, thing.iri: thing.above | guide.above.get(thing.iri, frozenset())}
    goals = {iri for each in named for iri in (each.iri, each.source) if iri}
    return frozenset(goal for goal in goals if reaches(thing.iri, goal, above))


def _numbered(values: Iterable[_T]) -> dict[_T, int]:
    """Number different values in the order in which they come."""
    return {value: number for number, value in enumerate(dict.fromkeys(values))}
