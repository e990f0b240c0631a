"""The files of the DPIA model, one for each record: its answers by task, and open questions left out.

The schema asks for the time of each answer. That is the day of the register, so that the same build gives the same
file. Where no day is known the times are left out and the lack is told: the file is then not valid, and states no
false date. Beside its value an answer has `quotedFrom`, which the schema
allows: the words of the register, and where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator

from avggraph.addresses import segment
from avggraph.interop.as_json import present, written
from avggraph.interop.dpia.answers import Answer, answer, sets
from avggraph.interop.dpia.questions import model
from avggraph.interop.format import Left, Piece, Setting
from avggraph.interop.reading import Reading
from avggraph.interop.reasons import left
from avggraph.query.values import local_name


class DpiaWriter:
    """Writes the DPIA of each record."""

    def __init__(self, setting: Setting) -> None:
        self._moment = f"{setting.date}T00:00:00Z" if setting.date else ""

    def add(self, reading: Reading) -> Iterator[Piece | Left]:
        """Write the DPIA of a record."""
        yield Piece(assessment_file(reading.iri), written(_assessment(reading, self._moment)))
        if not self._moment:
            yield left(reading, "metadata.createdAt", "", "no-date")

    def end(self) -> Iterator[Piece | Left]:
        """Write nothing more: each file is whole."""
        yield from ()


def assessment_file(record: str) -> str:
    """Give the file of a record's DPIA, by the record's IRI."""
    return f"{segment(local_name(record))}.json"


def _assessment(reading: Reading, moment: str) -> dict[str, object]:
    answers: dict[str, object] = {}
    for question in model().questions:
        if found := answer(reading, question, {}):
            answers[question.task] = _written(found, moment)
    repeated: dict[str, list[dict[str, object]]] = {}
    for group in model().groups:
        elements = repeated.setdefault(group.task, [])
        for each in sets(reading, group):
            elements.append({"_index": len(elements), **{one.task: _written(one, moment) for one in each}})
    answers.update({task: elements for task, elements in repeated.items() if elements})
    return {
        "$schema": model().schema,
        "metadata": present({"urn": model().urn, "createdAt": moment}),
        "answers": dict(sorted(answers.items(), key=lambda entry: _numbers(entry[0]))),
    }


def _written(found: Answer, moment: str) -> dict[str, object]:
    quoted = [{"words": each.words, "source": each.place} for each in found.citations]
    return {"value": found.value, **present({"lastEditedAt": moment}), "quotedFrom": quoted}


def _numbers(task: str) -> list[int]:
    return [int(part) for part in task.split(".")]
