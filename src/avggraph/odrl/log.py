"""A policy held against all that was done: what a register of events shows, not what one request asks.

A log is taken as complete. So a duty of a permission (ODRL IM 2.2, section 2.6.5: a pre-condition) that no earlier
event does can no longer be done before this one, and an obligation (section 2.6.4) that no event does is not met.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from avggraph.odrl.evaluate import Decision, PolicyReport, decision, does, evaluate
from avggraph.odrl.kleene import Truth, all_of, any_of, truth
from avggraph.odrl.model import Policy, Request, Rule, RuleKind
from avggraph.odrl.world import Performance, World


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done, as the request that it would have been, in the world of that moment."""

    request: Request
    world: World


@dataclass(frozen=True, slots=True)
class LogReport:
    """What a policy says of each event, in their order, and whether each of its obligations was met."""

    events: tuple[PolicyReport, ...]
    obligations: tuple[tuple[Rule, Truth], ...]

    @property
    def complies(self) -> Truth:
        """Whether each event is permitted and each obligation met."""
        return all_of([_permitted(decision(event)) for event in self.events] + [met for _, met in self.obligations])


def evaluate_log(policy: Policy, events: Sequence[Event]) -> LogReport:
    """Weigh events in the order in which they were done.

    >>> from avggraph.odrl.model import ODRL, Action
    >>> pay = Rule("https://a.example/pay", RuleKind.DUTY, action=(Action(ODRL + "compensate"),))
    >>> read = Rule("https://a.example/read", RuleKind.PERMISSION, action=(Action(ODRL + "read"),), duties=(pay,))
    >>> may_pay = Rule("https://a.example/may", RuleKind.PERMISSION, action=(Action(ODRL + "compensate"),))
    >>> policy = Policy("https://a.example/", ODRL + "Set", rules=(read, may_pay))
    >>> paid, was_read = (
    ...     Event(Request(f"https://a.example/{name}", f"https://a.example/{name}#1", action=ODRL + name), World())
    ...     for name in ("compensate", "read")
    ... )
    >>> evaluate_log(policy, [paid, was_read]).complies, evaluate_log(policy, [was_read, paid]).complies
    (<Truth.TRUE: 'true'>, <Truth.FALSE: 'false'>)
    """
    # A duty that several permissions refer to is done once for all of them (section 2.6.5).
    duties = [duty for rule in policy.rules for duty in rule.duties]
    done = {duty.iri: Truth.FALSE for duty in duties}
    reports = []
    for event in events:
        performed = {iri: _PERFORMANCES[state] for iri, state in done.items()}
        world = replace(event.world, performed={**event.world.performed, **performed})
        reports.append(evaluate(policy, event.request, world))
        for duty in duties:
            done[duty.iri] = any_of((done[duty.iri], _does(duty, [event])))
    obligations = [rule for rule in policy.rules if rule.kind is RuleKind.OBLIGATION]
    return LogReport(tuple(reports), tuple((rule, _does(rule, events)) for rule in obligations))


def _does(rule: Rule, events: Iterable[Event]) -> Truth:
    return any_of(does(rule, event.request, event.world) for event in events)


def _permitted(found: Decision) -> Truth:
    return Truth.UNDETERMINED if found is Decision.UNDETERMINED else truth(found is Decision.PERMITTED)


_PERFORMANCES = {
    Truth.TRUE: Performance.PERFORMED,
    Truth.FALSE: Performance.UNPERFORMED,
    Truth.UNDETERMINED: Performance.UNKNOWN,
}
