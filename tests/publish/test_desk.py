"""A few records at a desk of their own: what they answer there is what the whole build answers of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from avggraph import resources
from avggraph.diagram.record import Source, facts_of
from avggraph.publish.desk import Desk
from avggraph.publish.first_rows import first_rows
from avggraph.publish.own_questions import TrustedEngine, rows_about
from avggraph.publish.reader import Reader
from avggraph.publish.things.occurrences import Occurrences
from avggraph.query import OxigraphEngine
from avggraph.query.form import Form, form_of, names_its_graphs
from avggraph.store import open_output
from avggraph.store.unit import Unit
from query.engines import catalogue

_FLOWS = "SELECT DISTINCT ?record WHERE { ?flow <https://w3id.org/avggraph/def#inRecord> ?record } ORDER BY ?record"
_KINDS = ("concept", "country", "law", "organisation", "shape", "system")


@pytest.fixture(scope="module")
def reader(built_examples: Path) -> Reader:
    return Reader(open_output(built_examples))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_diagram_tells_at_the_desk_what_it_tells_of_the_whole_build(reader: Reader, language: str) -> None:
    whole = Source(OxigraphEngine(reader.store), language, reader.output.documents)
    for record in reader.records:
        assert reader.facts(record, language) == facts_of(whole, record, language)


def test_only_the_records_that_lie_on_the_desk_answer(reader: Reader) -> None:
    desk = Desk(reader.store, reader.output.naming, reader.unit)
    first, second, *_ = reader.records
    for lying in ((first,), (second,), tuple(sorted((first, second))), ()):
        desk.lay(*lying)
        assert tuple(row["record"] for row in desk.engine.select(_FLOWS).texts()) == lying


def test_nothing_stays_on_a_desk_that_could_not_be_laid(reader: Reader) -> None:
    first, second, third, *_ = reader.records

    def read(record: str) -> Unit:
        if record == second:
            raise OSError
        return reader.unit(record)

    desk = Desk(reader.store, reader.output.naming, read)
    with pytest.raises(OSError):
        desk.lay(first, second)
    desk.lay(third)
    assert tuple(row["record"] for row in desk.engine.select(_FLOWS).texts()) == (third,)


def test_a_question_about_all_things_gives_what_it_gives_of_each(reader: Reader) -> None:
    for kind in _KINDS:
        occurrences = Occurrences(reader, f"{kind}-records")
        assert occurrences.counts
        for thing in occurrences.counts:
            asked: dict[str, set[str]] = {}
            for row in rows_about(reader.engine, f"{kind}-records", thing):
                asked.setdefault(row["role"], set()).add(row["record"])
            found = occurrences.records(thing)
            assert {role: set(records) for role, records in found.items()} == asked
            assert all(
                list(records) == [each for each in reader.records if each in records] for records in found.values()
            )
            assert occurrences.total(thing) == len(set().union(*asked.values()))


def test_a_thing_in_no_record_has_none(reader: Reader) -> None:
    occurrences = Occurrences(reader, "organisation-records")
    assert (occurrences.total("urn:niemand"), occurrences.records("urn:niemand")) == (0, {})


def test_what_the_trusted_engine_is_asked_is_a_select_over_all_graphs(reader: Reader) -> None:
    folders = (resources.data("diagram", "queries"), resources.data("site", "queries"))
    texts = [path.read_text(encoding="utf-8") for folder in folders for path in sorted(folder.glob("*.rq"))]
    assert texts
    for text in texts:
        assert form_of(text) is Form.SELECT
        assert not names_its_graphs(text)
    query = resources.question("site", "list-records")
    assert TrustedEngine(reader.store).select(query) == OxigraphEngine(reader.store).select(query)


_PER_RECORD = [name for name, query in catalogue().items() if query.per_record]


@pytest.mark.parametrize("name", _PER_RECORD)
def test_a_few_records_give_the_first_rows_that_all_give(
    everything: Reader, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avggraph.publish.first_rows._FEW", 3)
    whole = everything.ask(name)
    for most in {1, 7, 60, min(400, len(whole) // 2), len(whole) + 1}:
        assert everything.first(name, most) == whole[:most]


def test_a_few_records_are_enough(everything: Reader) -> None:
    """What the test above says of the desk would else be said of the build."""
    query = everything.catalogue["citations"].text
    found = first_rows(everything.desk, query, 100, everything.references)
    assert found is not None
    assert len(found) == 100
    assert first_rows(everything.desk, query, 10**9, everything.references) == everything.ask("citations")


def test_many_records_are_not_asked_for_few_rows(everything: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("avggraph.publish.first_rows._MANY", 20)
    assert len(everything.references) > 20
    assert first_rows(everything.desk, everything.catalogue["records"].text, 100, everything.references) is None


@pytest.fixture(scope="module")
def everything(built_everything: Path) -> Reader:
    return Reader(open_output(built_everything))
