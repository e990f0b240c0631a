"""Assessing a question by a guide.

For each concept asked for, the policy is evaluated against the request "may the requester be given this?" in the world
that the question states, and nothing else. Of the rule reports this is made, in this order:

1. A prohibition that is active: *deny*. The answer cites the active prohibitions.
2. Permissions about these parties and this kind of data. Each of its constraints that is not met, or of which nothing
   is stated, has an outcome in the guide (`avgp:whenUnsatisfied`, `avgp:whenUndetermined`), and the strictest is the
   permission's; a constraint without one makes the permission give nothing. All met: *allow-with-duties*. Of several
   permissions the least strict counts, as one that holds is enough.
3. No permission that gives anything: the guide does not cover the question, which goes to the *privacy-office*.
4. A recommendation that is active makes what a permission gives as strict as its own outcome (`avgp:outcome`).
5. A document whose name is nearly one with which the verdict would be another: doubt, so the *privacy-office*.

An outcome that lets share comes with the duties whose constraints hold, and cites every rule that had a part in it. Any
other cites what made it so strict: the recommendation, or the permission it failed on, and for the Privacy Office the
rule on what is not covered.

Outcomes are ordered by strictness: a prohibition only ever asks that something is so (data are not needed), a
permission that something is so (they are), and what is not stated lies between. So more need or consent never makes an
outcome stricter, as long as a guide's permissions ask for nothing that its prohibitions ask for too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import product

from avggraph.odrl import (
    Activation,
    PolicyReport,
    Request,
    RuleKind,
    RuleReport,
    Term,
    Truth,
    World,
    evaluate,
)
from avggraph.query.table import Iri, Literal
from avggraph.share.answer import Answer, Change, ItemAnswer, Open, Verdict
from avggraph.share.choices import Choice, tries
from avggraph.share.guide import (
    AVGP,
    DOCUMENT,
    MANDATE,
    NECESSITY,
    PURPOSE,
    SHARE,
    Contact,
    Duty,
    Guide,
    GuideRule,
    Outcome,
    strictest,
)
from avggraph.share.question import Item, Necessity, Question, Thing

# What is asked has no IRI of its own: a question is not kept.
_REQUEST = AVGP + "request"
# What stands on a mandate of which is stated that nothing does: an operand without a value would not be known.
_NOTHING = AVGP + "nothing"
# Who would share, of whom is stated who it is, and who is nobody known.
_UNKNOWN = AVGP + "unknown"


def assess(guide: Guide, question: Question) -> Answer:
    """Answer a question by a guide.

    >>> from avggraph.share import Terms, load_guide, understand
    >>> guide = load_guide()
    >>> answer = assess(guide, understand(Terms.load(), guide, "KMar", "naam, gezondheidsgegevens"))
    >>> answer.outcome.code, [rule.code for rule in answer.rules]
    ('motivate', ['R1', 'R6', 'R7', 'R10'])
    """
    unknown = (*_not_understood(question), *_unknowns(guide, question))
    return Answer(guide, question, verdicts(guide, question), unknown, _contacts(guide, question))


def verdicts(guide: Guide, question: Question) -> tuple[ItemAnswer, ...]:
    """Give the verdict on each item of a question, and no more."""
    return tuple(_item(guide, question, item) for item in question.items)


def _item(guide: Guide, question: Question, item: Item) -> ItemAnswer:
    targets: list[Thing | None] = [*item.concepts, *([None] if item.unknown else [])]
    reports = tuple(report_on(guide, question, item, target) for target in targets)
    classes = {each for target in item.concepts for each in (target.iri, *target.above)}
    verdict = verdict_on(guide, reports)
    return ItemAnswer(
        item,
        tuple(each for each in guide.classes if each.iri in classes),
        _in_doubt(guide, question, item, verdict) or verdict,
        reports,
        tuple(remark for subject, remark in guide.remarks.items() if subject in classes),
    )


def _in_doubt(guide: Guide, question: Question, item: Item, verdict: Verdict) -> Verdict | None:
    """Say that there is doubt, where a document's name is nearly one that would give another verdict."""
    named = question.document
    if named is None or named.known or not named.near or not verdict.outcome.may_share:
        return None
    for each in guide.documents:
        if set(each.names) & set(named.near):
            meant = Thing(named.words, each.iri, each.label, guide.broader.get(each.iri, frozenset()))
            (then,) = verdicts(guide, replace(question, items=(item,), document=meant))
            if (then.verdict.outcome, then.verdict.duties) != (verdict.outcome, verdict.duties):
                return Verdict(guide.outcome("privacy-office"), (), (guide.not_covered,))
    return None


def report_on(guide: Guide, question: Question, item: Item, target: Thing | None) -> PolicyReport:
    """Evaluate the policy for one concept of an item; `None`: for words that name no known data."""
    values: dict[str, tuple[Term, ...]] = {}
    if question.necessary is not Necessity.NOT_STATED:
        values[NECESSITY] = (Iri(question.necessary.value),)
    if question.mandate is not None:
        values[MANDATE] = tuple(Iri(part) for part in sorted(question.mandate)) or (Iri(_NOTHING),)
    # A document whose name is nearly known is not known to be another one.
    documents = [each for each in (question.document, item.document) if each and not each.near]
    for operand, things in ((PURPOSE, [question.purpose] if question.purpose else []), (DOCUMENT, documents)):
        if things:
            values[operand] = tuple(Iri(each.iri) if each.known else Literal(each.words) for each in things)
    requester, own = question.requester, question.own
    world = World(
        values=values,
        part_of={
            **guide.above,
            requester.iri: requester.above | guide.above.get(requester.iri, frozenset()),
            **({own.iri: own.above | guide.above.get(own.iri, frozenset())} if own and own.known else {}),
            **({target.iri: target.above | guide.above.get(target.iri, frozenset())} if target else {}),
        },
        kinds={each.iri: each.above for each in (question.purpose, *documents) if each is not None and each.known},
    )
    request = Request(
        _REQUEST,
        f"{_REQUEST}-permission",
        (own.iri or _UNKNOWN) if own else None,
        requester.iri or None,
        target.iri if target else None,
        SHARE,
    )
    return evaluate(guide.policy, request, world)


# ------------------------------------------------------------------------------------------- one verdict


def verdict_on(guide: Guide, reports: Iterable[PolicyReport]) -> Verdict:
    """Give the verdict on an item: that of the reports on all that its words name together."""
    return together(guide, [_verdict(guide, report) for report in reports])


def _verdict(guide: Guide, report: PolicyReport) -> Verdict:
    denied = [each for each in _of_kind(report, RuleKind.PROHIBITION) if each.activation is Activation.ACTIVE]
    if denied:
        return Verdict(guide.outcomes[-1], (), _cited(guide, (each.rule.iri for each in denied)))
    allowed = [
        verdict
        for each in _of_kind(report, RuleKind.PERMISSION)
        if all(premise.state is Truth.TRUE for premise in each.premises)
        and (verdict := _permission(guide, report, each)) is not None
    ]
    if allowed:
        return min(allowed, key=lambda verdict: verdict.outcome.strictness)
    return Verdict(guide.outcome("privacy-office"), (), (guide.not_covered,))


def _permission(guide: Guide, report: PolicyReport, permission: RuleReport) -> Verdict | None:
    """Say what a permission about the question comes to; None: nothing."""
    outcome, reasons = guide.outcomes[0], []
    for each in permission.constraints:
        if each.state is Truth.TRUE:
            continue
        after = guide.unsatisfied if each.state is Truth.FALSE else guide.undetermined
        if each.condition.iri not in after:
            return None
        outcome = strictest((outcome, after[each.condition.iri]))
        reasons.append(each.condition.iri)
    advised = [
        each.rule.iri
        for each in _of_kind(report, RuleKind.RECOMMENDATION)
        if each.activation is Activation.ACTIVE and each.rule.iri in guide.dissuades
    ]
    for iri in advised:
        outcome = strictest((outcome, guide.dissuades[iri]))
        if guide.part_of[iri].iri != iri:
            reasons.append(iri)
    because = tuple(guide.titles[iri] for iri in reasons)
    if not outcome.may_share:
        decided = [iri for iri in advised if guide.dissuades[iri] == outcome] or [permission.rule.iri]
        cited = _cited(guide, decided)
        uncovered = outcome == guide.outcome("privacy-office") and guide.not_covered not in cited
        return Verdict(outcome, (), (*cited, guide.not_covered) if uncovered else cited, because)
    duties = [each.rule.iri for each in permission.duties if each.activation is Activation.ACTIVE]
    had_part = (permission.rule.iri, *(each.condition.iri for each in permission.constraints), *advised, *duties)
    return Verdict(outcome, _in_order(guide, duties), _cited(guide, had_part), because)


def together(guide: Guide, verdicts: list[Verdict]) -> Verdict:
    """Give the verdict on several concepts at once: the strictest, which if it does not let share cites only itself."""
    outcome = strictest(each.outcome for each in verdicts)
    counted = verdicts if outcome.may_share else [each for each in verdicts if each.outcome == outcome]
    rules = {rule.iri for each in counted for rule in each.rules}
    duties = {duty.iri for each in counted for duty in each.duties}
    return Verdict(
        outcome,
        _in_order(guide, duties),
        _cited(guide, rules),
        tuple(dict.fromkeys(reason for each in counted for reason in each.reasons)),
    )


def _of_kind(report: PolicyReport, kind: RuleKind) -> Iterator[RuleReport]:
    return (each for each in report.rules if each.rule.kind is kind)


def _cited(guide: Guide, parts: Iterable[str]) -> tuple[GuideRule, ...]:
    """Give the rules of the guide that some rules, constraints and duties are part of, in its order."""
    cited = {guide.part_of[part].iri for part in parts if part in guide.part_of}
    return tuple(rule for rule in guide.rules if rule.iri in cited)


def _in_order(guide: Guide, duties: Iterable[str]) -> tuple[Duty, ...]:
    wanted = set(duties)
    return tuple(duty for iri, duty in guide.duties.items() if iri in wanted)


# ------------------------------------------------------------------------------------------- what is not known


def _not_understood(question: Question) -> Iterator[Open]:
    if not question.requester.known:
        yield Open("requester", words=question.requester.words, suggestions=question.requester.near)
    for item in question.items:
        if item.unknown:
            yield Open("data", words=", ".join(item.unknown), suggestions=item.near)
    for field, thing in (("purpose", question.purpose), ("asset", question.document), ("for", question.own)):
        if thing is not None and not thing.known and (thing.near or field != "purpose"):
            yield Open(field, words=thing.words, suggestions=thing.near)


def _unknowns(guide: Guide, question: Question) -> Iterator[Open]:
    """Give what nobody stated that would change the answer, as things are or once the rest is known at its best."""

    @cache
    def answered(asked: Question) -> tuple[ItemAnswer, ...]:
        return verdicts(guide, asked)

    could = tries(guide, question)
    others = [[{}, *({field: choice.value} for choice in values)] for field, values in could.items()]
    cases = (_stating(question, dict(item for part in chosen for item in part.items())) for chosen in product(*others))
    best = min(cases, key=lambda each: [item.verdict.outcome.strictness for item in answered(each)])
    for field, values in could.items():
        for start in (question, _stating(best, {field: getattr(question, field)})):
            before = answered(start)
            tried = ((choice, answered(_stating(start, {field: choice.value}))) for choice in values)
            changes = [_change(choice, before, then) for choice, then in tried if _gist(then) != _gist(before)]
            if changes:
                yield Open("asset" if field == "document" else field, tuple(changes))
                break


def _stating(question: Question, values: Mapping[str, object]) -> Question:
    return replace(question, **values)  # type: ignore[arg-type]


def _gist(items: tuple[ItemAnswer, ...]) -> list[tuple[Outcome, tuple[Duty, ...]]]:
    return [(each.verdict.outcome, each.verdict.duties) for each in items]


def _change(choice: Choice, before: tuple[ItemAnswer, ...], then: tuple[ItemAnswer, ...]) -> Change:
    known = {duty for each in before for duty in each.verdict.duties}
    added = dict.fromkeys(duty for each in then for duty in each.verdict.duties if duty not in known)
    outcome = strictest(each.verdict.outcome for each in then)
    code = "complete" if isinstance(choice.value, frozenset) else choice.code
    return Change(code, choice.label, outcome, tuple(added))


def _contacts(guide: Guide, question: Question) -> tuple[Contact, ...]:
    """Give whom to ask: at the user's own organisation, or all there are where it is not stated which that is."""
    own = question.own
    if own is None:
        return guide.contacts
    return tuple(each for each in guide.contacts if each.organisation in {own.iri, *own.above})
