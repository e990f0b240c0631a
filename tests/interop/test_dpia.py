"""The prefilled DPIA: valid, every question one of the model's, and every answer on words that stand in the source."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from avggraph.addresses import segment
from avggraph.interop import FORMATS, Piece, Reading, Setting, export, write_interop
from avggraph.interop.dpia.questions import model
from avggraph.publication import Publication
from avggraph.store import Output
from avggraph.text import fold
from interop.builds import RECORD, reading_of, readings
from interop.schemas import dpia_errors, dpia_tasks

# What rests on no words of a field: which concept stands above another, and an answer that a layout gives by a tick.
MAY_LACK_WORDS = {"2.1.3", "2.1.6"}


def assessments(folder: Path) -> dict[str, dict[str, Any]]:
    return {path.stem: json.loads(path.read_bytes()) for path in sorted(folder.glob("*.json"))}


def answers(assessment: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """All answers by their task, those of repeated tasks too."""
    for task, found in assessment["answers"].items():
        if isinstance(found, list):
            for element in found:
                yield from ((name, answer) for name, answer in element.items() if name != "_index")
        else:
            yield task, found


def assessment_of(reading: Reading, day: str) -> dict[str, Any]:
    found = FORMATS["dpia"].start(Setting(RECORD, day)).add(reading)
    (data,) = [each.data for each in found if isinstance(each, Piece)]
    assessment: dict[str, Any] = json.loads(data)
    return assessment


def test_every_dpia_is_valid(register: Output, shared: Path) -> None:
    for reading in readings(register):
        assert not dpia_errors(shared, assessment_of(reading, "2026-01-01"))


def test_every_record_has_a_dpia(register: Output, tmp_path: Path) -> None:
    export(register, "dpia", tmp_path)
    assert set(assessments(tmp_path)) == {segment(reading.key) for reading in readings(register)}


def test_every_answer_is_one_that_its_question_takes(register: Output, shared: Path, tmp_path: Path) -> None:
    tasks = dpia_tasks(shared)
    export(register, "dpia", tmp_path)
    for assessment in assessments(tmp_path).values():
        for task, answer in answers(assessment):
            asked = tasks[task]
            value = answer["value"]
            assert isinstance(value, list) == (asked["type"] == ["checkbox_option"]), task
            options = {
                str(option["value"]).lower() if isinstance(option["value"], bool) else option["value"]
                for option in asked.get("options", [])
            }
            if options:
                assert set(value if isinstance(value, list) else [value]) <= options, task


def test_every_question_of_the_table_is_the_models(shared: Path) -> None:
    tasks = dpia_tasks(shared)
    for group in model().groups:
        assert tasks[group.task]["repeatable"] is True
        children = {child["id"] for child in tasks[group.task]["tasks"]}
        assert {question.task for question in group.questions} <= children
    for question in model().questions:
        assert not tasks[question.task].get("repeatable") and "tasks" not in tasks[question.task]


def test_every_answer_quotes_the_words_it_rests_on(register: Output, tmp_path: Path) -> None:
    export(register, "dpia", tmp_path)
    for assessment in assessments(tmp_path).values():
        for task, answer in answers(assessment):
            assert answer["quotedFrom"] or task in MAY_LACK_WORDS, task
            for quoted in answer["quotedFrom"]:
                source, _, span = quoted["source"].partition("#char=")
                start, end = map(int, span.split(","))
                assert fold(register.documents[source][start:end]) == quoted["words"]


def test_questions_the_register_does_not_answer_stay_open(register: Output, tmp_path: Path) -> None:
    export(register, "dpia", tmp_path)
    for assessment in assessments(tmp_path).values():
        given = {task for task, _ in answers(assessment)}
        # Risks, measures, proportionality, rights: for people to judge.
        assert not {task for task in given if task.split(".")[0] in ("13", "14", "15", "16", "17", "18", "19", "20")}
        assert "completedTasks" not in assessment["metadata"]


def test_a_no_is_answered_only_where_only_the_data_subject_is_the_source(examples: Output, tmp_path: Path) -> None:
    export(examples, "dpia", tmp_path)
    found = assessments(tmp_path)
    for reading in readings(examples):
        blocks = reading.iris("dpv:hasProcess")
        sources = {block: reading.iris("dpv:hasDataSource", block) for block in blocks}
        from_others = {answer["value"] for task, answer in answers(found[reading.key]) if task == "2.1.6"}
        only_subjects = any(value == ("https://w3id.org/dpv#DataSubjectDataSource",) for value in sources.values())
        assert ("false" in from_others) <= only_subjects


def test_a_transfer_is_answered_with_its_ground(examples: Output, tmp_path: Path) -> None:
    export(examples, "dpia", tmp_path)
    places = assessments(tmp_path)["m9001"]["answers"]["8.1.1"]
    assert [place["8.1.1.1"]["value"] for place in places] == ["India", "Zuid-Afrika"]
    assert {place["8.1.1.2"]["value"] for place in places} == {"Standaard contractsbepaling (SCC)"}
    assert "8.1.1" not in assessments(tmp_path)["m9002"]["answers"]


def test_the_day_of_the_register_is_the_time_of_the_answers(examples: Output) -> None:
    assessment = assessment_of(reading_of(examples, "m9001"), "2026-01-01")
    assert assessment["metadata"]["createdAt"] == "2026-01-01T00:00:00Z"
    assert {answer["lastEditedAt"] for _, answer in answers(assessment)} == {"2026-01-01T00:00:00Z"}


def test_no_date_is_made_up_and_its_lack_is_told(examples: Output, shared: Path, tmp_path: Path) -> None:
    export(examples, "dpia", tmp_path, only=[f"{RECORD}m9001"])
    (assessment,) = assessments(tmp_path).values()
    assert "createdAt" not in assessment["metadata"]
    assert not any("lastEditedAt" in answer for _, answer in answers(assessment))
    assert "metadata.createdAt,,no-date" in (tmp_path / "not_expressed.csv").read_text(encoding="utf-8")
    assert any("'createdAt' is a required property" in error for error in dpia_errors(shared, assessment))


def test_a_publisher_may_tell_the_day(examples: Output, tmp_path: Path) -> None:
    write_interop(examples, Publication(issued=date(2026, 11, 1), modified=date(2026, 11, 29)), tmp_path)
    assert assessments(tmp_path / "data/interop/dpia")["m9001"]["metadata"]["createdAt"] == "2026-11-29T00:00:00Z"
