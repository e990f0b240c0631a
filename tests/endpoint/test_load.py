"""Loads: only what changed is sent, what is gone goes, what is not ours stays, and a broken load is completed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest

from avggraph.cli import main
from avggraph.errors import EndpointError, StoreError, Where
from avggraph.graph import Naming
from avggraph.graph_store import GraphStore, Plan, load_build
from avggraph.graph_store.load_record import read_record, record_graph, write_record
from avggraph.graph_store.named_graphs import NamedGraph, named_graphs
from avggraph.graph_store.plan import plan_load
from avggraph.remote import Address, Body, Client
from avggraph.store import Output
from endpoint.hostile import Reply, Seen, hostile
from endpoint.servers import Server

BASE = "https://avggraph.example/graph/"
MANIFEST = {"base": "https://avggraph.example/", "register": "rijksoverheid"}
RECORD = record_graph(Naming())
LINES = {
    "rijksoverheid/m1": '<urn:m1> <urn:titel> "Eén \\"titel\\"\\n"@nl',
    "rijksoverheid/m2": '<urn:m2> <urn:duur> "P18M"^^<http://www.w3.org/2001/XMLSchema#duration>',
    "wetten": "<urn:wet> <urn:p> <urn:o>",
}


def output(folder: Path, lines: dict[str, str] = LINES) -> Output:
    quads = [f"{triple} <{BASE}{graph}> .\n" for graph, triple in lines.items()]
    folder.mkdir(exist_ok=True)
    (folder / "graph.nq").write_text("".join(sorted(quads)), encoding="utf-8", newline="\n")
    return Output(folder, MANIFEST)


def names(plan: Plan) -> tuple[list[str], list[str], list[str]]:
    def short(iris: Iterator[str]) -> list[str]:
        return [iri.removeprefix(BASE) for iri in iris]

    return (
        short(graph.iri for graph in plan.replaced),
        short(graph.iri for graph in plan.unchanged),
        short(iter(plan.removed)),
    )


class Store:
    """A graph store in a dictionary, behind HTTP."""

    def __init__(self) -> None:
        self.graphs: dict[str, bytes] = {}
        self.log: list[tuple[str, str]] = []
        self.fail_at = -1

    def __call__(self, request: Seen) -> Reply:
        graph = ox.parse(f"<{_graph(request)}> <urn:p> <urn:o> .".encode(), ox.RdfFormat.N_TRIPLES)
        name = str(next(iter(graph)).subject)[1:-1]
        if request.method == "GET":
            known = name in self.graphs
            return Reply(200 if known else 404, self.graphs.get(name, b""), "application/n-triples")
        if len(self.log) == self.fail_at:
            return Reply(403)
        self.log.append((request.method, name.removeprefix(BASE)))
        if request.method == "PUT":
            assert request.headers["content-type"] == "application/n-triples"
            self.graphs[name] = request.body
        elif self.graphs.pop(name, None) is None:
            return Reply(404)
        return Reply(204, b"")


def _graph(request: Seen) -> str:
    return parse_qs(urlsplit(request.target).query)["graph"][0]


@pytest.fixture
def there() -> Store:
    return Store()


@pytest.fixture
def store(there: Store) -> Iterator[GraphStore]:
    with hostile(there) as server, Client(Address.parse(server.url)) as client:
        yield GraphStore(client)


def test_graphs_are_sorted_apart_and_keep_every_character(tmp_path: Path) -> None:
    with named_graphs(output(tmp_path / "out")) as build:
        bodies = {graph.iri.removeprefix(BASE): b"".join(build.body(graph).chunks()) for graph in build.graphs}
    assert {name: body.decode() for name, body in bodies.items()} == {
        name: f"{triple} .\n" for name, triple in LINES.items()
    }


def test_a_line_that_is_no_quad_is_named(tmp_path: Path) -> None:
    out = output(tmp_path / "out")
    with (out.folder / "graph.nq").open("a", encoding="utf-8") as stream:
        stream.write("<urn:s> <urn:p> <urn:o> .\n".replace("<urn:o>", '"o"'))
    with pytest.raises(StoreError, match=r"graph\.nq:4"), named_graphs(out):
        pass


def test_only_what_changed_is_sent(tmp_path: Path, store: GraphStore, there: Store) -> None:
    first = load_build(output(tmp_path / "a"), store)
    assert names(first) == (["rijksoverheid/m1", "rijksoverheid/m2", "wetten"], [], [])
    there.log.clear()
    assert names(load_build(output(tmp_path / "a"), store)) == ([], list(LINES), [])
    assert there.log == []
    changed = {**LINES, "rijksoverheid/m2": "<urn:m2> <urn:p> <urn:anders>"}
    assert names(load_build(output(tmp_path / "b", changed), store))[0] == ["rijksoverheid/m2"]
    assert there.log == [("PUT", "lading"), ("PUT", "rijksoverheid/m2"), ("PUT", "lading")]
    assert there.graphs[f"{BASE}rijksoverheid/m2"] == b"<urn:m2> <urn:p> <urn:anders> .\n"


def test_what_is_gone_goes_and_what_is_not_ours_stays(tmp_path: Path, store: GraphStore, there: Store) -> None:
    load_build(output(tmp_path / "a"), store)
    there.graphs["urn:van-een-ander"] = b"<urn:a> <urn:b> <urn:c> .\n"
    there.graphs[f"{BASE}rijksoverheid/met-de-hand"] = b"<urn:a> <urn:b> <urn:c> .\n"
    fewer = {name: triple for name, triple in LINES.items() if name != "rijksoverheid/m1"}
    assert names(load_build(output(tmp_path / "b", fewer), store)) == ([], list(fewer), ["rijksoverheid/m1"])
    assert set(there.graphs) == {
        RECORD,
        "urn:van-een-ander",
        *(f"{BASE}{name}" for name in ("rijksoverheid/m2", "wetten", "rijksoverheid/met-de-hand")),
    }


def test_a_dry_run_changes_nothing(tmp_path: Path, store: GraphStore, there: Store) -> None:
    assert len(load_build(output(tmp_path / "a"), store, dry_run=True).replaced) == 3
    assert there.log == []


def test_all_replaces_also_what_is_equal(tmp_path: Path, store: GraphStore, there: Store) -> None:
    load_build(output(tmp_path / "a"), store)
    assert len(load_build(output(tmp_path / "a"), store, all_graphs=True).replaced) == 3


@pytest.mark.parametrize("at", range(6))
def test_a_load_broken_off_anywhere_is_completed_by_the_next(
    at: int, tmp_path: Path, store: GraphStore, there: Store
) -> None:
    """The next may bring the build before: what was half replaced must not pass for what it was."""
    before = output(tmp_path / "a")
    changed = dict.fromkeys(("rijksoverheid/m2", "rijksoverheid/m3", "wetten"), "<urn:nieuw> <urn:p> <urn:o>")
    after = output(tmp_path / "b", changed)
    load_build(before, store)
    whole = dict(there.graphs)
    there.log.clear()
    there.fail_at = at
    with pytest.raises(EndpointError, match="403"):
        load_build(after, store)
    there.fail_at = -1
    load_build(before, store)
    assert there.graphs == whole


def test_registers_of_one_base_keep_off_each_others_records() -> None:
    recorded = {f"{BASE}{name}": "x" for name in ("rijksoverheid/m9", "gemeente/m1", "wetten")}
    plan = plan_load((), recorded, Naming())
    assert plan.removed == (f"{BASE}rijksoverheid/m9", f"{BASE}wetten")


def test_a_record_is_read_back() -> None:
    digests = {f"{BASE}wetten": "ab" * 32, f"{BASE}rijksoverheid/m%201": ""}
    body = b"".join(write_record(RECORD, digests).chunks())
    triples = [quad.triple for quad in ox.parse(body, ox.RdfFormat.N_TRIPLES)]
    assert read_record(triples, Where("x")) == digests
    assert read_record([], Where("x")) == {}
    for missing in range(len(triples)):
        with pytest.raises(EndpointError, match="van zijn ladingslijst"):
            read_record(triples[:missing] + triples[missing + 1 :], Where("x"))


def test_what_is_no_graph_store_is_named(tmp_path: Path) -> None:
    def page(seen: Seen) -> Reply:
        return Reply(body=b"<html>Welkom", media_type="text/html")

    def reads_only(seen: Seen) -> Reply:
        return Reply(405) if seen.method == "PUT" else Reply(404)

    for behave, words in ((page, "webpagina"), (reads_only, "405")):
        with (
            hostile(behave) as server,
            Client(Address.parse(server.url)) as client,
            pytest.raises(EndpointError, match=words),
        ):
            load_build(output(tmp_path / "a"), GraphStore(client))


def test_a_body_is_made_anew_for_each_attempt() -> None:
    replies = iter([Reply(503), Reply(204, b"")])
    with (
        hostile(lambda _: next(replies)) as server,
        Client(Address.parse(server.url), sleep=lambda _: None) as client,
    ):
        GraphStore(client).replace("urn:g", Body(4, lambda: iter((b"ab", b"cd"))))
        assert [seen.body for seen in server.seen] == [b"abcd", b"abcd"]


def test_a_plan_is_sorted() -> None:
    graphs = [NamedGraph(iri, "x", 0, 1, 1) for iri in ("urn:b", "urn:a")]
    assert [graph.iri for graph in plan_load(graphs, {}, Naming()).replaced] == ["urn:a", "urn:b"]


@pytest.mark.parametrize("name", ["oxigraph", "virtuoso"])
def test_real_servers_know_what_they_hold(name: str, request: pytest.FixtureRequest, output: Output) -> None:
    request.getfixturevalue(f"{name}_engine")
    server: Server = request.getfixturevalue(f"{name}_server")
    with Client(Address.parse(server.store), server.account) as client:
        plan = load_build(output, GraphStore(client))
        assert (plan.replaced, plan.removed) == ((), ())
        assert len(plan.unchanged) == 25
        GraphStore(client).replace("urn:proef", Body.of(b"<urn:a> <urn:b> <urn:c> .\n"))
        assert [str(triple) for triple in GraphStore(client).read("urn:proef")] == ["<urn:a> <urn:b> <urn:c>"]
        for _ in range(2):
            GraphStore(client).remove("urn:proef")
        assert GraphStore(client).read("urn:proef") == []


@dataclass(frozen=True)
class Ran:
    code: object
    stdout: str
    stderr: str


Run = Callable[..., Ran]


@pytest.fixture
def avggraph(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line, in this process."""

    def run(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["avggraph", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        printed = capsys.readouterr()
        return Ran(stop.value.code, printed.out, printed.err)

    return run


def test_the_commands_against_a_server(
    avggraph: Run, oxigraph_server: Server, output: Output, oxigraph_engine: object
) -> None:
    folder = str(output.folder)
    loaded = avggraph("load", folder, "--endpoint", oxigraph_server.store)
    assert loaded.stdout.splitlines() == [
        "Vervangen:    0 grafen, 0 triples",
        "Ongewijzigd:  25 grafen",
        "Verwijderd:   0 grafen",
    ]
    for here, there in (
        (["query", "processors", "-f", "csv", "-g", folder], ["query", "processors", "-f", "csv"]),
        (["network", folder, "--show", "degree", "-f", "csv"], ["network", "--show", "degree", "-f", "csv"]),
        (["unmapped", folder, "--minimum", "2", "-f", "csv"], ["unmapped", "--minimum", "2", "-f", "csv"]),
    ):
        one, other = avggraph(*here), avggraph(*there, "--endpoint", oxigraph_server.query)
        assert (one.code, one.stderr) == (other.code, other.stderr) == (0, "")
        assert one.stdout == other.stdout
        assert len(one.stdout.splitlines()) > 1


def test_the_commands_say_what_is_wrong(avggraph: Run, tmp_path: Path) -> None:
    for arguments, code, words in (
        (["query", "processors"], 2, "geen map en geen --endpoint"),
        (["query", "processors", "-g", "x", "--endpoint", "http://localhost:9/"], 2, "een map en een --endpoint"),
        (["unmapped", "--endpoint", "http://dba:geheim@localhost/"], 2, "een naam of wachtwoord"),
        (["network", "--endpoint", "ftp://localhost/"], 2, "geen adres van een endpoint"),
        (["query", "processors", "--endpoint", "http://127.0.0.1:9/", "--timeout", "1"], 4, "luistert geen server"),
        (["query", "processors", "--endpoint", "http://127.0.0.1:9/", "--timeout", "0"], 2, "geen tijdslimiet"),
        (["query", "processors", "--endpoint", "http://127.0.0.1:9/", "--union", "x"], 2, "auto, server"),
        (["query", "processors", "--endpoint", "http://127.0.0.1:9/", "--engine", "rdflib"], 2, "--engine"),
        (["query", "processors", "-g", str(tmp_path), "--engine", "jena"], 2, "oxigraph, rdflib"),
    ):
        result = avggraph(*arguments)
        assert (result.code, result.stdout) == (code, ""), arguments
        assert words in result.stderr, result.stderr
        assert "geheim" not in result.stderr
        assert "Traceback" not in result.stderr
