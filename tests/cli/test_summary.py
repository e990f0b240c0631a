"""What a build says stands out: the first rows of two saved questions, though it does not ask them of all."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from avggraph.cli.summary import top_row
from avggraph.graph.terms import AVG
from avggraph.query import OxigraphEngine, bind, load_catalogue

QUESTIONS = ("shared-recipients", "processors-ranked")
GRAPHS = sorted((Path(__file__).parents[1] / "query").rglob("*.trig"))

HEAD = f"""
@prefix avg: <{AVG.base}> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dpcat: <https://w3id.org/dpcat#> .
@prefix dpv: <https://w3id.org/dpv#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <https://register.example/> .
"""
KINDS = ("org:Organization", "org:OrganizationalUnit", "org:Organization, org:OrganizationalUnit", "dpv:Recipient")
NAMES = ('"Dienst"@nl', '"Dienst"@nl, "Agentschap"@nl-NL', '"Agency"@en', '"Bureau"')
RECEIVE = ("dpv:hasRecipient", "dpv:hasDataProcessor", "avg:hasSubProcessor")


def assert_same_rows(engine: OxigraphEngine) -> None:
    catalogue = load_catalogue()
    for question in QUESTIONS:
        all_rows = engine.select(bind(catalogue[question], {}, catalogue, engine)).texts()
        assert top_row(engine, question) == next(iter(all_rows), None), question


def drawn(seed: int) -> str:
    """Draw a small register of few organisations: ties, own units, controllers that receive, names that are missing."""
    draw = random.Random(seed)
    organisations = [f":o{number}" for number in range(draw.randint(1, 6))]
    return f"{HEAD} :shared {{ {' '.join(_organisations(draw, organisations))} }} " + " ".join(
        f":g{number} {{ {' '.join(_record(draw, number, organisations))} }}" for number in range(draw.randint(0, 8))
    )


def _organisations(draw: random.Random, organisations: list[str]) -> Iterator[str]:
    for each in organisations:
        yield f"{each} a {draw.choice(KINDS)} ."
        if draw.random() < 0.7:
            yield f"{each} skos:prefLabel {draw.choice(NAMES)} ."
        if draw.random() < 0.3:
            yield f"{each} org:unitOf {draw.choice(organisations)} ."


def _record(draw: random.Random, number: int, organisations: list[str]) -> Iterator[str]:
    record = f":r{number}"
    if draw.random() < 0.9:
        yield f"{record} a dpcat:ROPARecord ."
    if draw.random() < 0.8:
        yield f'{record} dct:identifier "M{number}" .'
    for _ in range(draw.randint(0, 2)):
        yield f"{record} dpv:hasDataController {draw.choice(organisations)} ."
    for _ in range(draw.randint(0, 4)):
        yield f"{record} {draw.choice(RECEIVE)} {draw.choice(organisations)} ."
    if draw.random() < 0.2:
        yield f"{record} a dpcat:ROPARecord ; dpv:hasDataController :o0 . :o0 a org:Organization ."


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda path: f"{path.parent.parent.name}/{path.parent.name}")
def test_first_rows_of_small_graphs(graph: Path) -> None:
    store = ox.Store()
    store.load(path=graph)
    assert_same_rows(OxigraphEngine(store))


@pytest.mark.parametrize("register", ["built_examples", "built_seeds", "built_exports", "built_everything"])
def test_first_rows_of_whole_registers(register: str, request: pytest.FixtureRequest) -> None:
    store = ox.Store()
    store.bulk_load(path=request.getfixturevalue(register) / "graph.nq")
    assert_same_rows(OxigraphEngine(store))


@pytest.mark.parametrize("seed", range(60))
def test_first_rows_of_drawn_registers(seed: int) -> None:
    store = ox.Store()
    store.load(drawn(seed), format=ox.RdfFormat.TRIG)
    assert_same_rows(OxigraphEngine(store))


def test_the_drawn_registers_hold_rows_and_none() -> None:
    rows = set()
    for seed in range(60):
        store = ox.Store()
        store.load(drawn(seed), format=ox.RdfFormat.TRIG)
        rows |= {(question, top_row(OxigraphEngine(store), question) is None) for question in QUESTIONS}
    assert rows == {(question, empty) for question in QUESTIONS for empty in (True, False)}
