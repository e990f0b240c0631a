"""Real servers for the tests; skipped where they are not installed, never in CI."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from avggraph.graph_store import GraphStore, load_build
from avggraph.query import EndpointEngine, OxigraphEngine
from avggraph.remote import Address, Client
from avggraph.store import Output, open_output
from endpoint import servers
from endpoint.servers import Server


def _missing(what: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"CI needs {what}: make servers")
    pytest.skip(f"needs {what}: make servers")


@pytest.fixture(autouse=True)
def no_credentials_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AVGGRAPH_ENDPOINT_USER", "AVGGRAPH_ENDPOINT_PASSWORD", "AVGGRAPH_ENDPOINT_TOKEN", "NETRC"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture(scope="session")
def output(built_examples: Path) -> Output:
    """The build of the examples."""
    return open_output(built_examples)


@pytest.fixture(scope="session")
def embedded(output: Output) -> OxigraphEngine:
    return OxigraphEngine(output.open_store())


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    program = servers.oxigraph_program() or _missing("the oxigraph server of PyPI")
    with servers.oxigraph(program, tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    program = servers.virtuoso_program() or _missing("Virtuoso")
    with servers.virtuoso(program, tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture(scope="session")
def oxigraph_engine(oxigraph_server: Server, output: Output) -> Iterator[EndpointEngine]:
    with _loaded(oxigraph_server, output) as engine:
        yield engine


@pytest.fixture(scope="session")
def virtuoso_engine(virtuoso_server: Server, output: Output) -> Iterator[EndpointEngine]:
    with _loaded(virtuoso_server, output) as engine:
        yield engine


def _loaded(server: Server, output: Output) -> EndpointEngine:
    with Client(Address.parse(server.store), server.account) as client:
        load_build(output, GraphStore(client))
    return EndpointEngine(server.query, timeout=120)
