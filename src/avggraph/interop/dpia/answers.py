"""Answers to the DPIA model's questions from what a record says, each with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from avggraph.interop.dpia.questions import Group, Option, Question
from avggraph.interop.joining import joined
from avggraph.interop.reading import Citation, Found, Reading

_ITSELF = "."

Steps = Mapping[str, Found]
"""What the steps of a group lead to, by their names."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered to a task, and the words of the source it rests on, each once."""

    task: str
    value: str | tuple[str, ...]
    citations: tuple[Citation, ...]


def answer(reading: Reading, question: Question, steps: Steps) -> Answer | None:
    """Answer a question; None leaves it open: the register does not say, or it is not the model's to say."""
    if question.unless and reading.follow(question.unless):
        return None
    found = [each for each in _from(reading, steps, question.of, question.path) if each.iri.startswith(question.within)]
    value: str | tuple[str, ...]
    if question.options:
        value, found = _chosen(reading, question, found)
    else:
        names = tuple(dict.fromkeys(filter(None, map(reading.name, found))))
        value = question.value if question.value and names else names if question.many else joined(names)
    if not value:
        return None
    cited = _from(reading, steps, question.cite_of, question.cite) if question.cite else found
    return Answer(question.task, value, tuple(dict.fromkeys(_citations(reading, cited))))


def sets(reading: Reading, group: Group) -> Iterator[list[Answer]]:
    """Give the sets of answers of a repeatable task, in the order of the document; equal sets are one."""
    left_out = reading.iris(group.without) if group.without else ()
    known: set[tuple[tuple[str, str | tuple[str, ...]], ...]] = set()
    for steps in _walk(reading, list(group.steps.items()), {}):
        last = list(steps.values())[-1]
        if last.iri in left_out or (group.only and not _holding(group.only, _kinds(reading, last))):
            continue
        found = [each for question in group.questions if (each := answer(reading, question, steps))]
        said = tuple((each.task, each.value) for each in found)
        if found and said not in known and (not group.need or group.need in {each.task for each in found}):
            known.add(said)
            yield found


def _walk(reading: Reading, steps: list[tuple[str, str]], taken: dict[str, Found]) -> Iterator[Steps]:
    if not steps:
        yield taken
        return
    (name, path), *rest = steps
    start = list(taken.values())[-1].iri if taken else ""
    for each in reading.follow(path, start):
        yield from _walk(reading, rest, {**taken, name: each})


def _from(reading: Reading, steps: Steps, name: str, path: str) -> Sequence[Found]:
    """Follow a path from a step, or from the record; "." is what the step itself led to."""
    start = steps.get(name)
    if start is None:
        return reading.follow(path)
    return (start,) if path == _ITSELF else reading.follow(path, start.iri)


def _chosen(reading: Reading, question: Question, found: Iterable[Found]) -> tuple[str, list[Found]]:
    """Choose an option, and what it was chosen for; none where several hold and the question does not rank them."""
    holding: dict[str, list[Found]] = {}
    with_kinds = [(each, _kinds(reading, each)) for each in found]
    for option in question.options:
        if held := [each for each, kinds in with_kinds if _holding((option,), kinds)]:
            holding.setdefault(option.value, []).extend(held)
    if not holding or (len(holding) > 1 and not question.first):
        return "", []
    return next(iter(holding.items()))


def _holding(options: Iterable[Option], kinds: Set[str]) -> bool:
    return any(not option.stands_for.isdisjoint(kinds) for option in options)


def _kinds(reading: Reading, found: Found) -> Set[str]:
    """Give all that an option may stand for to hold for a thing: itself, its classes, and what is broader."""
    return {found.iri, *reading.kinds(found.iri), *reading.things.above(found.iri)} if found.iri else frozenset()


def _citations(reading: Reading, found: Iterable[Found]) -> Iterator[Citation]:
    for each in found:
        yield from reading.citations(each)
