"""Each saved query on whole registers, and on small graphs made for it: both engines give the answer that stands there.

`answers/examples` and `answers/seeds` hold the answers for `data/examples` and for the real descriptions beside the
project, whose longer words are hashed; `cases/QUERY/WHAT` holds a graph, parameters (`name=value` lines) and an answer.
`pytest --rewrite-answers` writes what Oxigraph answers; then read what changed.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from avggraph import resources
from avggraph.cli.options import parameter_values
from avggraph.query import Table, bind, render
from query.engines import ENGINES, catalogue, loaded
from query.registers import EXAMPLES, SEEDS, register, without_long_words

LONGEST = 5_000
HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in resources.queries().glob("*.rq"))
CASES = sorted(path.parent.relative_to(HERE / "cases").as_posix() for path in (HERE / "cases").rglob("graph.trig"))


def abridged(text: str) -> str:
    """Keep the first lines of a very long answer, and the digest of all."""
    lines = text.splitlines(keepends=True)
    if len(lines) <= LONGEST:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()
    return "".join((*lines[:100], f"({len(lines)} lines, sha256 {digest})\n"))


def compare(table: Table, golden: Path, pytestconfig: pytest.Config) -> None:
    text = abridged(render(table, "csv").replace("\r\n", "\n"))
    if pytestconfig.getoption("--rewrite-answers"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_examples(name: str, pytestconfig: pytest.Config) -> None:
    text = catalogue()[name].text
    table = register(EXAMPLES, "oxigraph").select(text)
    assert table == register(EXAMPLES, "rdflib").select(text)
    compare(table, HERE / "answers" / "examples" / f"{name}.csv", pytestconfig)


@pytest.mark.parametrize("name", NAMES)
def test_seeds(name: str, shared: Path, pytestconfig: pytest.Config) -> None:
    assert shared.samefile(SEEDS.parent)
    text = catalogue()[name].text
    table = register(SEEDS, "oxigraph").select(text)
    assert table == register(SEEDS, "rdflib").select(text)
    compare(without_long_words(table), HERE / "answers" / "seeds" / f"{name}.csv", pytestconfig)


@pytest.mark.parametrize("case", CASES)
def test_case(case: str, pytestconfig: pytest.Config) -> None:
    folder = HERE / "cases" / case
    given = folder / "parameters.txt"
    values = parameter_values(given.read_text(encoding="utf-8").splitlines() if given.exists() else [])
    query = catalogue()[folder.parent.name]
    answers = [
        engine.select(bind(query, values, catalogue(), engine))
        for engine in (loaded(name, folder / "graph.trig") for name in ENGINES)
    ]
    assert answers[0] == answers[1]
    compare(answers[0], folder / "answer.csv", pytestconfig)


@pytest.mark.parametrize("folder", ["golden", "answers/examples", "answers/seeds"])
def test_every_query_has_its_answers_and_every_answer_its_query(folder: str) -> None:
    assert sorted(path.stem for path in (HERE / folder).glob("*.csv")) == NAMES
