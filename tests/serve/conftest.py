"""A build of a few examples, a small site, and servers of both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from serve.running import Running, served

RECORD = "doc/rijksoverheid/verwerking/m9001"
_FILES = {
    "index.html": "<!doctype html><html lang=nl><head><title>Overzicht</title></head><p>Overzicht",
    "en/index.html": "<!doctype html><html lang=en><title>Overview</title><p>Overview",
    "verwerkingen/index.html": "<!doctype html><title>Verwerkingen</title>",
    "vragen/stellen.html": "<!doctype html><title>Stel een vraag</title>",
    f"{RECORD}.html": '<!doctype html><html lang=nl><head><meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'sha256-abc='\"></head><h1>Visumaanvragen</h1>",
    f"en/{RECORD}.html": "<!doctype html><html lang=en><h1>Visumaanvragen</h1>",
    f"{RECORD}.ttl": "<a:a> <a:b> <a:c> .\n",
    f"{RECORD}.jsonld": "[]",
    f"{RECORD}.nt": "<a:a> <a:b> <a:c> .\n",
    f"{RECORD}.json": "{}",
    "doc/bron/abc.html": "<!doctype html><pre>bron</pre>",
    "doc/bron/abc.txt": "bron",
    "404.html": '<!doctype html><html lang=nl><h1>Niet gevonden</h1><a href="/">Overzicht</a>',
    "en/404.html": '<!doctype html><html lang=en><h1>Not found</h1><a href="/en/">Overview</a>',
    "over.html": "<!doctype html><h1>Over</h1>",
    "data/index.html": "<!doctype html><h1>Gegevens</h1>",
    "data/catalogus.ttl": "<a:a> a <a:Catalogus> .\n",
    "data/catalogus.jsonld": "[]",
    "data/register.db": "SQLite format 3\0" + "x" * 1_000,
    "bestanden/kaart.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "data/lang.csv": "naam\r\n" + "Logius\r\n" * 200_000,
    ".well-known/void": "<a:a> a <a:b> .\n",
    ".avggraph-site.json": '{"geheim": true}',
    "doc/.verborgen.html": "geheim",
}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small invented site, beside a file that is none of it, to which a link leads."""
    folder = tmp_path_factory.mktemp("publish") / "site"
    for path, content in _FILES.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode())
    (folder.parent / "geheim.html").write_text("geheim")
    (folder / "uit.html").symlink_to(folder.parent / "geheim.html")
    (folder / "binnen.html").symlink_to(folder / "index.html")
    (folder / "rond.html").symlink_to(folder / "rond.html")
    return folder


@pytest.fixture(scope="session")
def graph(built_examples: Path) -> Path:
    """The build of the examples."""
    return built_examples


@pytest.fixture(scope="session")
def site_server(site: Path) -> Iterator[Running]:
    with served(site) as running:
        yield running


@pytest.fixture(scope="session")
def server(graph: Path, site: Path) -> Iterator[Running]:
    """The build, with the small site for its pages; few questions at a time, and little time for each."""
    with served(
        graph,
        *("--site", str(site), "--timeout", "4", "--max-answer", "1", "--max-query", "5000"),
        *("--cors", "https://kaart.voorbeeld.nl", "--access-log"),
    ) as running:
        yield running
