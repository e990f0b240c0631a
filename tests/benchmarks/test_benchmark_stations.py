"""The stations of the benchmarks: each runs on a small register by the code that measures it."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import rdflib
from benchmark_modules import ROOT, bench

RECORDS = 5
# A site of five records takes half a minute, for its pages of concepts; it has tests of its own.
OWN = (
    "build",
    "build again",
    "build one",
    "read",
    "extract",
    "recognise",
    "resolve",
    "graph",
    "write N-Quads",
    "write Turtle",
    "write TriG",
    "write JSON-LD",
    "load",
    "validate",
    "queries",
    "analysis",
    "diagrams",
)
FLOORS = ("read the bytes", "copy in memory", "write the bytes", "strings to N-Quads", "sort and write")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Any:
    made = bench("data").Data(tmp_path_factory.mktemp("register"), RECORDS)
    bench("prepare").prepare(made, ("texts", "build", "blocks", "json", "edges"))
    return made


def run(name: str, data: Any) -> tuple[Any, Any]:
    module, function = bench("stations").STATIONS[name].place.split(":")
    clock = bench("clock").Clock()
    return getattr(bench(module), function)(data, clock), clock


def test_every_station_has_its_function_and_what_it_is_held_against() -> None:
    stations = bench("stations").STATIONS
    assert {name for name, each in stations.items() if each.kind == "own"} == {*OWN, "site"}
    assert {name for name, each in stations.items() if each.kind == "floor"} == set(FLOORS)
    for each in stations.values():
        module, function = each.place.split(":")
        assert callable(getattr(bench(module), function))
        assert set(each.own) <= set(stations)
        assert (each.kind == "peer") == bool(each.library)


@pytest.mark.parametrize("name", OWN)
def test_our_stations_do_something(data: Any, name: str) -> None:
    amounts, clock = run(name, data)
    assert clock.seconds > 0 and clock.processor > 0
    assert amounts.read or amounts.quads or amounts.things
    if name in ("read", "extract", "resolve", "graph", "build", "diagrams"):
        assert amounts.things == RECORDS
    if name == "queries":
        assert amounts.things > RECORDS


def test_one_text_is_built_anew_and_all_is_put_back(data: Any) -> None:
    before = {path: path.read_bytes() for path in (*data.texts.iterdir(), *data.build.glob("*.*"))}
    amounts, _ = run("build again", data)
    assert amounts.things == RECORDS - 1
    assert {path: path.read_bytes() for path in before} == before
    assert run("build one", data)[0].things == 1


@pytest.mark.parametrize("name", FLOORS)
def test_floors_move_the_bytes_they_are_to_move(data: Any, name: str) -> None:
    amounts, _ = run(name, data)
    if name == "read the bytes":
        assert amounts.read == sum(path.stat().st_size for path in data.texts.iterdir())
    elif "bytes" in name or "copy" in name:
        assert amounts.read == amounts.written == data.quads.stat().st_size
    else:
        ours, _ = run("write N-Quads", data)
        assert (amounts.written, amounts.quads) == (ours.written, ours.quads)


@pytest.mark.parametrize("name", ["rdflib: graph", "rdflib: N-Quads", "rdflib: load", "rustworkx"])
def test_peers_that_are_at_hand_do_the_same_work(data: Any, name: str) -> None:
    amounts, clock = run(name, data)
    assert clock.seconds > 0
    if name == "rdflib: graph":
        assert amounts.quads == run("graph", data)[0].quads
    if name == "rdflib: N-Quads":
        assert amounts.written >= data.quads.stat().st_size


def test_blocks_come_back_as_they_were(data: Any) -> None:
    made = list(bench("flow").blocks(data.texts))
    assert list(bench("blocks").read_blocks(data.blocks)) == made
    assert len(made) == RECORDS and all(block == sorted(set(block)) for block in made)


def test_the_twenty_questions_are_saved_and_need_no_answer_first() -> None:
    from avggraph.query import load_catalogue  # noqa: PLC0415 - as the station does

    questions = bench("twenty").QUESTIONS
    assert len(questions) == len(set(questions)) == 20
    assert set(questions) <= set(load_catalogue())


def test_mappings_say_the_same_in_both_languages(data: Any) -> None:
    mapping = bench("apart_mapping")
    rml, templates = mapping.rml(data.json), mapping.templates()
    graph = rdflib.Graph().parse(data=rml, format="turtle")
    predicates = set(graph.objects(None, rdflib.URIRef("http://www.w3.org/ns/r2rml#predicate")))
    assert len(predicates) == 10
    for predicate in predicates:
        assert graph.namespace_manager.qname(str(predicate)) in templates


def test_what_is_mapped_stands_in_our_graph_too(data: Any) -> None:
    quads = data.quads.read_text(encoding="utf-8")
    prefixes = {"avg": "https://w3id.org/avggraph/def#", "dct": "http://purl.org/dc/terms/"}
    found = 0
    for record in json.loads(data.json.read_text(encoding="utf-8")):
        for within, iri, _, columns in bench("apart_mapping").THINGS.values():
            for row in record[within] if within else (record,):
                for column, predicate in columns.items():
                    if text := row[column]:
                        prefix, _, name = predicate.partition(":")
                        node = f"<https://avggraph.example/id/rijksoverheid/{iri.format_map(row)}>"
                        said = text.replace("\\", "\\\\").replace('"', '\\"')
                        assert f'{node} <{prefixes[prefix]}{name}> "{said}"' in quads
                        found += 1
    assert found > 10 * RECORDS


def test_a_station_is_measured_in_a_process_of_its_own(data: Any) -> None:
    result, samples = bench("measure").measured(bench("stations").STATIONS["read the bytes"], data)
    assert result.failure == "" and result.records == RECORDS
    assert result.peak >= result.rest > 1
    assert samples[0].seconds < 0.2


def test_a_station_that_ends_wrong_says_why(tmp_path: Path) -> None:
    empty = bench("data").Data(tmp_path, 1)
    result, _ = bench("measure").measured(bench("stations").STATIONS["copy in memory"], empty)
    assert result.failure.startswith("FileNotFoundError: ")


def test_peers_come_after_ours_at_as_many_records() -> None:
    planned = [(each.name, records) for each, records in bench("__main__").plan([600, 60], [], True)]
    assert len(planned) == len(set(planned))
    for name, records in planned:
        for ours in bench("stations").STATIONS[name].own:
            assert planned.index((ours, records)) < planned.index((name, records))
    assert ("pySHACL", 100) in planned and ("pySHACL", 600) not in planned
    assert not any(
        bench("stations").STATIONS[name].kind == "peer"
        for name in (each.name for each, _ in bench("__main__").plan([60], [], False))
    )


def test_results_are_kept_and_a_failure_is_tried_again(tmp_path: Path) -> None:
    kept = bench("result")
    result = kept.Result("write N-Quads", 60, seconds=1.5, note="é")
    kept.save(result, tmp_path)
    kept.save(dataclasses.replace(result, records=600), tmp_path)
    kept.save_curve([bench("process_memory").Sample(0.2, 50.5)], tmp_path, "build", 60)
    assert kept.saved(tmp_path, "write N-Quads", 60) == result
    assert [each.records for each in kept.all_saved(tmp_path)] == [60, 600]
    assert [(each.seconds, each.memory) for each in kept.saved_curve(tmp_path, "build", 60)] == [(0.2, 50.5)]
    assert kept.saved(tmp_path, "read", 60) is None


def test_one_command_measures_and_writes_the_report(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks", "2", "--out", str(tmp_path / "out"), "--only", "read"]
    for _ in range(2):
        done = subprocess.run(
            [*command, "--write", str(tmp_path / "report.md")], cwd=ROOT, capture_output=True, text=True, check=True
        )
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert text == done.stdout
    assert "| read | files to normalised text |" in text
