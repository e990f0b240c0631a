"""An answer: the outcome for each thing asked, what it rests on, and what is not known that would change it."""

from __future__ import annotations

from dataclasses import dataclass

from avggraph.bilingual import Bilingual
from avggraph.odrl import PolicyReport
from avggraph.share.guide import Contact, DataClass, Duty, Guide, GuideRule, Outcome, strictest
from avggraph.share.question import Item, Question


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the guide says: the outcome, the duties if it may be shared, the rules that decided, and why.

    `reasons` are the titles of the constraints that are not met, or of which it is not stated whether they are.
    """

    outcome: Outcome
    duties: tuple[Duty, ...]
    rules: tuple[GuideRule, ...]
    reasons: tuple[Bilingual, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """The verdict on one thing asked; `classes` are the kinds of data it is of, none where its words name no data.

    `reports` say of each of its concepts what every rule of the policy made of it; `remarks` are beside the guide.
    """

    item: Item
    classes: tuple[DataClass, ...]
    verdict: Verdict
    reports: tuple[PolicyReport, ...]
    remarks: tuple[Bilingual, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What the outcome of the whole would be if something were so, and the duties that it would add.

    `code` and `label` say what.
    """

    code: str
    label: Bilingual
    outcome: Outcome
    duties: tuple[Duty, ...] = ()


@dataclass(frozen=True, slots=True)
class Open:
    """Something not known that would change the answer.

    `field` is `necessary`, `purpose`, `mandate` or `asset` with what would change; or, with words that were not
    understood, one of `requester`, `data`, `purpose`, `asset` and `for`: `suggestions` are known names they may be.
    """

    field: str
    changes: tuple[Change, ...] = ()
    words: str = ""
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a whole question: its outcome is the strictest of its items'."""

    guide: Guide
    question: Question
    items: tuple[ItemAnswer, ...]
    open: tuple[Open, ...]
    contacts: tuple[Contact, ...]

    @property
    def outcome(self) -> Outcome:
        """What holds for all that is asked together."""
        return strictest(each.verdict.outcome for each in self.items)

    @property
    def shareable(self) -> tuple[ItemAnswer, ...]:
        """The least that may be shared: what may without more than the duties."""
        least = self.guide.outcomes[0]
        return tuple(each for each in self.items if each.verdict.outcome == least)

    def with_outcome(self, outcome: Outcome) -> str:
        """Give the words of the items that have an outcome, with commas between."""
        return ", ".join(each.item.words for each in self.items if each.verdict.outcome == outcome)

    @property
    def same_organisation(self) -> bool:
        """Whether who asks is who would share."""
        own = self.question.own
        return own is not None and own.known and own.iri == self.question.requester.iri

    @property
    def remarks(self) -> tuple[Bilingual, ...]:
        """What is to be said of the requester beside the guide."""
        who = {self.question.requester.iri, *self.question.requester.above}
        return tuple(remark for subject, remark in self.guide.remarks.items() if subject in who)

    @property
    def rules(self) -> tuple[GuideRule, ...]:
        """All rules that the verdicts cite, in the guide's order."""
        cited = {rule for each in self.items for rule in each.verdict.rules}
        return tuple(rule for rule in self.guide.rules if rule in cited)
