"""A graph in shards is the graph of a build, whoever made the shards and whatever became of them."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from avggraph.errors import EndpointError, StoreError, UsageError
from avggraph.executors import Processes
from avggraph.pipeline import BuildOptions, build
from avggraph.remote_store import open_store, put
from avggraph.resources import data
from avggraph.shards import Manifest, Sharding, build_shards, read_manifest
from avggraph.shards.dask import DaskExecutor
from avggraph.shards.work import ShardResult
from breaking_executor import Breaking
from pipeline.folders import files_of, two_of_a_number
from shards.clusters import cluster_of, free_port, object_store

OPTIONS = BuildOptions()


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Examples, one of them twice, a number that is taken, a letter, and an empty file."""
    folder = tmp_path_factory.mktemp("bronnen")
    examples = sorted(data("examples").glob("*.txt"))[:8]
    for example in examples:
        shutil.copy(example, folder / example.name)
    text = examples[0].read_text(encoding="utf-8")
    (folder / "voorbeeld-zz-kopie.txt").write_text(text, encoding="utf-8")
    (folder / "voorbeeld-zz-nummer.txt").write_text(text.replace("visum", "visum of pas"), encoding="utf-8")
    (folder / "brief.txt").write_text("Geachte heer, hierbij de gevraagde stukken.", encoding="utf-8")
    (folder / "leeg.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def alone(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shards that this process makes by itself."""
    folder = tmp_path_factory.mktemp("alleen") / "scherven"
    build_shards([str(sources)], str(folder), Sharding(OPTIONS, chunk=3))
    return folder


@pytest.fixture(scope="module")
def one_by_one(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shards that this process makes by itself, of one document each."""
    folder = tmp_path_factory.mktemp("een voor een") / "scherven"
    build_shards([str(sources)], str(folder), Sharding(OPTIONS, chunk=1))
    return folder


def lines(folder: Path, manifest: Manifest) -> list[str]:
    """The lines of all shards, whose checksums and numbers are those of the manifest."""
    found: list[str] = []
    for shard in manifest.shards:
        packed = (folder / shard.name).read_bytes()
        assert (hashlib.sha256(packed).hexdigest(), len(packed)) == (shard.sha256, shard.size)
        own = gzip.decompress(packed).decode().splitlines(keepends=True)
        assert own == sorted(set(own))
        assert len(own) == shard.quads
        found += own
    return found


def test_the_shards_hold_the_statements_of_a_build(alone: Path, sources: Path, tmp_path: Path) -> None:
    built = build([sources], tmp_path / "graaf")
    manifest = read_manifest(str(alone))
    found = lines(alone, manifest)
    assert sorted(found) == (built.folder / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    assert manifest.quads == len(found) == built.quads
    assert (manifest.records, manifest.skipped, manifest.unreadable) == (built.records, 3, 1)
    assert manifest.findings == {severity.label: n for severity, n in sorted(built.findings.items())}
    told = [
        json.loads(line)
        for each in manifest.documents
        for line in gzip.decompress((alone / each.name).read_bytes()).splitlines()
    ]
    assert [(one["name"], one["key"]) for one in told] == [(one.name, one.key) for one in built.documents]


def test_processes_make_the_same_bytes(alone: Path, sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "scherven"
    build_shards([str(sources)], str(out), Sharding(OPTIONS, chunk=3, start=lambda: Processes(2)))
    assert files_of(out) == files_of(alone)


def test_a_database_loads_the_shards_as_they_are(alone: Path) -> None:
    store = ox.Store()
    for shard in read_manifest(str(alone)).shards:
        store.bulk_load(input=gzip.decompress((alone / shard.name).read_bytes()), format=ox.RdfFormat.N_QUADS)
    assert len(store) == len(set(ox.parse("".join(lines(alone, read_manifest(str(alone)))), ox.RdfFormat.N_QUADS)))


# ---------------------------------------------------------------- what stood there


@pytest.fixture(params=["a folder", "a store"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where shards go: a plain folder, or a store that has no folders of its own."""
    if request.param == "a folder":
        yield str(tmp_path / "scherven")
        return
    yield "memory://scherven"
    open_store("memory://")[0].rm("/scherven", recursive=True)


def names_under(place: str) -> list[str]:
    store, path = open_store(place)
    return sorted(each.removeprefix(path).lstrip("/") for each in store.find(path))


def written_by(manifest: Manifest) -> list[str]:
    return sorted(["manifest.json", *(each.name for each in (*manifest.shards, *manifest.documents))])


def test_shards_of_an_earlier_run_do_not_stay(sources: Path, place: str) -> None:
    build_shards([str(sources)], place, Sharding(OPTIONS, chunk=5))
    put(place, "LEES-MIJ.txt", b"Van de gebruiker")
    assert len(names_under(place)) == 3 + 3 + 1 + 1 + 1
    manifest = build_shards([str(sources / "leeg.txt"), str(sources / "brief.txt")], place, Sharding(OPTIONS))
    assert names_under(place) == ["LEES-MIJ.txt", *written_by(manifest)]


@pytest.mark.parametrize("torn", [False, True])
def test_a_run_that_was_broken_off_is_made_again(sources: Path, place: str, torn: bool) -> None:
    def interrupt(_result: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_shards([str(sources)], place, Sharding(OPTIONS, chunk=1), interrupt)
    put(place, "shards/00000007.nq.gz", b"")
    if torn:
        put(place, "shards/shared.nq.gz", b"")
        put(place, "manifest.json", b'{\n  "layout": "sha')
    manifest = build_shards([str(sources / "leeg.txt")], place, Sharding(OPTIONS))
    assert names_under(place) == written_by(manifest)


def test_a_run_that_is_broken_off_leaves_no_manifest_of_an_earlier_one(sources: Path, place: str) -> None:
    build_shards([str(sources / "leeg.txt")], place, Sharding(OPTIONS))

    def interrupt(_result: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_shards([str(sources / "brief.txt")], place, Sharding(OPTIONS), interrupt)
    assert names_under(place) == ["documents/00000000.jsonl.gz", "shards/00000000.nq.gz"]


@pytest.mark.parametrize(
    "name", ["brief.txt", "shards/eigen.nq.gz", "documents/00000000.jsonl.gz.bak", "manifest.json"]
)
@pytest.mark.parametrize("content", [b"", b"{}", b'{"layout": 1, "avggraph": "0.1"}'])
def test_something_else_than_shards_is_not_overwritten(name: str, content: bytes, sources: Path, place: str) -> None:
    put(place, name, content)
    put(place, "shards/00000000.nq.gz", b"van wie?")
    with pytest.raises(StoreError, match=f"iets anders dan scherven van avggraph .{name}. en wordt niet overschreven"):
        build_shards([str(sources)], place, Sharding(OPTIONS))
    assert names_under(place) == sorted([name, "shards/00000000.nq.gz"])


@pytest.mark.parametrize("source", ["{folder}", "file://{folder}"])
@pytest.mark.parametrize("out", ["{folder}/uit", "file://{folder}/uit"])
def test_what_an_earlier_run_wrote_is_no_source(source: str, out: str, tmp_path: Path) -> None:
    folder = tmp_path / "bronnen"
    (folder / "uitgaand").mkdir(parents=True)
    (folder / "uitgaand" / "brief.txt").write_text("Geachte heer,", encoding="utf-8")
    source, out = source.format(folder=folder), out.format(folder=folder)
    first = build_shards([source], out, Sharding(OPTIONS))
    assert (first.skipped, first.unreadable) == (1, 0)
    assert build_shards([source], out, Sharding(OPTIONS)) == first


def test_what_an_earlier_run_wrote_on_a_store_is_no_source() -> None:
    put("memory://bronnen", "uit.txt", b"Geachte heer,")
    first = build_shards(["memory://bronnen"], "memory://bronnen/uit", Sharding(OPTIONS))
    assert (first.skipped, first.unreadable) == (1, 0)
    assert build_shards(["memory://bronnen"], "memory://bronnen/uit", Sharding(OPTIONS)) == first
    open_store("memory://")[0].rm("/bronnen", recursive=True)


# ---------------------------------------------------------------- what changes meanwhile


@pytest.mark.parametrize("meanwhile", [Path.unlink, lambda path: path.write_text("Geachte heer,", encoding="utf-8")])
def test_a_description_that_is_gone_when_its_number_is_settled_is_told_of(
    meanwhile: Callable[[Path], object], tmp_path: Path
) -> None:
    one, two = two_of_a_number(tmp_path / "bronnen")

    def watch(result: ShardResult) -> None:
        if result.shard.name.endswith("00000000.nq.gz"):
            meanwhile(two)

    sharding = Sharding(OPTIONS, chunk=1, start=lambda: Breaking(lambda _chunk: False))
    manifest = build_shards([str(one.parent)], str(tmp_path / "scherven"), sharding, watch)
    assert (manifest.records, manifest.unreadable) == (1, sum(document["unreadable"] for document in told(tmp_path)))
    assert any(
        document["name"] == two.name and document["unreadable"] and "veranderde of verdween" in document["skipped"]
        for document in told(tmp_path)
    )


def told(folder: Path) -> list[dict[str, Any]]:
    """What became of each document of the shards in a folder."""
    files = sorted((folder / "scherven" / "documents").iterdir())
    return [json.loads(line) for each in files for line in gzip.decompress(each.read_bytes()).splitlines()]


# ---------------------------------------------------------------- a cluster


def test_a_cluster_with_an_object_store_makes_the_same_bytes(
    alone: Path, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with object_store(tmp_path) as endpoint:
        for name, value in credentials(endpoint).items():
            monkeypatch.setenv(name, value)
        import s3fs  # noqa: PLC0415 - reads its settings where it is imported

        store = s3fs.S3FileSystem(endpoint_url=endpoint, skip_instance_cache=True)
        store.mkdir("register")
        store.put(f"{sources}/", "register/bronnen", recursive=True)
        with cluster_of(2, tmp_path, **credentials(endpoint)) as cluster:
            sharding = Sharding(OPTIONS, chunk=3, start=lambda: DaskExecutor(cluster.address))
            # What an earlier run left, of other chunks, does not stay.
            store.pipe("register/scherven/shards/00000099.nq.gz", b"")
            manifest = build_shards(["s3://register/bronnen"], "s3://register/scherven", sharding)
        store.get("register/scherven", str(tmp_path / "scherven"), recursive=True)
        assert read_manifest("s3://register/scherven") == manifest
    assert files_of(tmp_path / "scherven") == files_of(alone)


def credentials(endpoint: str) -> dict[str, str]:
    return {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": endpoint,
    }


@pytest.mark.parametrize("broken", ["worker", "scheduler"])
def test_nothing_is_lost_with_a_worker_or_the_scheduler(
    broken: str, one_by_one: Path, sources: Path, tmp_path: Path
) -> None:
    out, shards = tmp_path / "scherven", []
    with cluster_of(2, tmp_path) as cluster:

        def interfere(_result: object) -> None:
            shards.append(_result)
            if len(shards) == 1:
                if broken == "scheduler":
                    cluster.kill_scheduler()
                    cluster.start_scheduler()
                    cluster.start_worker()
                else:
                    cluster.kill_worker()
                cluster.start_worker()

        sharding = Sharding(OPTIONS, chunk=1, ahead=6, start=lambda: DaskExecutor(cluster.address))
        build_shards([str(sources)], str(out), sharding, interfere)
    assert len(shards) == 12
    assert files_of(out) == files_of(one_by_one)


def test_where_no_cluster_answers_is_said(sources: Path, tmp_path: Path) -> None:
    address = f"tcp://127.0.0.1:{free_port()}"
    with pytest.raises(EndpointError, match="antwoordt geen Dask-cluster"):
        build_shards(
            [str(sources)], str(tmp_path / "uit"), Sharding(OPTIONS, start=lambda: DaskExecutor(address, patience=1))
        )


@pytest.mark.parametrize("url", ["{folder}/niets", "geen-opslag://emmer/niets"])
def test_sources_that_are_not_there_are_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"bestaat niet|niet te openen"):
        build_shards([url.format(folder=tmp_path)], str(tmp_path / "uit"), Sharding(OPTIONS))


def test_a_link_out_of_a_folder_is_not_followed(tmp_path: Path) -> None:
    """As in a build: a document is hostile until it is read, and so is what it is called."""
    folder = tmp_path / "bronnen"
    folder.mkdir()
    example = data("examples", "voorbeeld-m9001-visumaanvragen.txt")
    shutil.copy(example, tmp_path / "geheim.txt")
    (folder / "brief.txt").symlink_to(tmp_path / "geheim.txt")
    manifest = build_shards([str(folder)], str(tmp_path / "scherven"), Sharding(OPTIONS))
    assert (manifest.records, manifest.unreadable) == (0, 1)


def test_a_store_that_cannot_be_written_to_is_named(sources: Path, tmp_path: Path) -> None:
    (tmp_path / "bezet").write_text("geen map", encoding="utf-8")
    with pytest.raises(StoreError, match="niet te schrijven"):
        build_shards([str(sources)], str(tmp_path / "bezet"), Sharding(OPTIONS))


def test_a_folder_without_a_manifest_holds_no_shards(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="geen scherven"):
        read_manifest(str(tmp_path))
