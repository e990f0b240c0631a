"""The commands that put a build on the web: what they say, and what a wrong choice is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from avggraph import publish as station
from avggraph.addresses import LEDGER
from avggraph.cli.app import app
from avggraph.errors import AvggraphError, UsageError
from avggraph.pipeline import BuildOptions, build
from avggraph.publish import Order
from avggraph.publish.ledger import base_of_site, read_ledger, write_ledger
from avggraph.resources import data

ABOUT = str(data("publication-example.toml"))


def built(out: Path, *, with_names: bool) -> Path:
    source = data("examples", "voorbeeld-m9001-visumaanvragen.txt")
    return build([source], out, BuildOptions(formats=("nquads",), with_names=with_names)).folder


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if isinstance(result.exception, AvggraphError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def orders(monkeypatch: pytest.MonkeyPatch) -> list[Order]:
    """What is ordered, and not made."""
    ordered: list[Order] = []

    def publish(order: Order) -> Iterator[object]:
        ordered.append(order)
        yield from ()

    monkeypatch.setattr(station, "publish", publish)
    return ordered


@pytest.mark.parametrize("with_names", [False, True])
def test_it_says_when_the_shapes_of_others_are_left_out(tmp_path: Path, orders: list[Order], with_names: bool) -> None:
    graph = built(tmp_path / "graph", with_names=with_names)
    said = run("publish", graph, "-o", tmp_path / "site", "--about", ABOUT)
    assert ("Niet geschreven: de vormen van anderen" in said) is with_names
    assert orders[0].graph == graph


def test_an_earlier_graph_with_names_counts_too(tmp_path: Path, orders: list[Order]) -> None:
    now, before = built(tmp_path / "now", with_names=False), built(tmp_path / "before", with_names=True)
    assert "vormen van anderen" in run("publish", now, "-o", tmp_path / "site", "--earlier", before)
    assert orders[0].setting.earlier == (before,)


def test_numbers_of_organisations_reach_the_site(tmp_path: Path, orders: list[Order]) -> None:
    (tmp_path / "oins.csv").write_text("organisation,oin\nhttps://a.example/b,00000000000000000001\n")
    graph = built(tmp_path / "graph", with_names=False)
    run("publish", graph, "-o", tmp_path / "site", "--oins", tmp_path / "oins.csv", "-q")
    assert orders[0].setting.oins == {"https://a.example/b": "00000000000000000001"}


@pytest.mark.parametrize("option", [("--about", ABOUT), ("--earlier", "x"), ("--oins", "x.csv")])
def test_what_made_pages_are_told_is_not_for_written_ones(tmp_path: Path, option: tuple[str, str]) -> None:
    (tmp_path / "site").mkdir()
    with pytest.raises(UsageError, match="nog worden gemaakt"):
        run("serve", tmp_path / "site", *option)
    graph = built(tmp_path / "graph", with_names=False)
    with pytest.raises(UsageError, match="nog worden gemaakt"):
        run("serve", graph, "--site", tmp_path / "site", *option)


def test_a_site_under_another_base_is_not_served_with_a_graph(tmp_path: Path) -> None:
    graph = built(tmp_path / "graph", with_names=False)
    site = tmp_path / "site"
    read_ledger(site)
    write_ledger(site, {}, "https://data.voorbeeld.nl/avg/")
    with pytest.raises(
        UsageError, match=r"onder https://data\.voorbeeld\.nl/avg/, .* onder https://avggraph\.example/"
    ) as no:
        run("serve", graph, "--site", site)
    assert "--base-iri https://data.voorbeeld.nl/avg/" in no.value.advice


@pytest.mark.parametrize("ledger", [None, "{", "[]", '{"pages": {}}', '{"base": 3}'])
def test_a_folder_that_does_not_tell_its_base(tmp_path: Path, ledger: str | None) -> None:
    if ledger is not None:
        (tmp_path / LEDGER).write_text(ledger)
    assert base_of_site(tmp_path) == ""


@pytest.mark.usefixtures("orders")
def test_what_a_catalogue_lacks_is_named_with_its_keys(tmp_path: Path) -> None:
    said = run("publish", built(tmp_path / "graph", with_names=False), "-o", tmp_path / "site")
    assert "licentie (dataset.licence)" in said
    assert "uitgever (publisher)" in said
