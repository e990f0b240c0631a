"""A file that is written of bytes and stretches holds them in their order, and its hash is that of what it holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from avggraph.errors import StoreError
from avggraph.files import sha256_of
from avggraph.graph import hashed_file
from avggraph.graph.hashed_file import HashedFile, Source, Stretch

WHOLE = bytes(range(100))
PARTS = st.lists(st.one_of(st.binary(max_size=20), st.tuples(st.integers(0, 99), st.integers(0, 99)).map(sorted)))


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Source:
    """A file to take from; all is done a few bytes at a time."""
    monkeypatch.setattr(hashed_file, "_READ", 7)
    monkeypatch.setattr(hashed_file, "_PORTION", 30)
    (tmp_path / "bron").write_bytes(WHOLE)
    return Source(tmp_path / "bron")


# The file that is taken from is the same for all.
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PARTS)
def test_parts_stand_in_their_order(source: Source, parts: list[bytes | list[int]]) -> None:
    path = source.path.with_name("geschreven")
    file = HashedFile(path)
    for part in parts:
        file.write(part if isinstance(part, bytes) else Stretch(source, *part))
    file.close()
    assert path.read_bytes() == b"".join(part if isinstance(part, bytes) else WHOLE[slice(*part)] for part in parts)
    assert file.sha256 == sha256_of(path)


def test_a_file_that_became_shorter_is_not_taken_for_whole(tmp_path: Path) -> None:
    (tmp_path / "bron").write_bytes(WHOLE)
    file, source = HashedFile(tmp_path / "geschreven"), Source(tmp_path / "bron")
    (tmp_path / "bron").write_bytes(WHOLE[:50])
    file.write(Stretch(source, 10, 90))
    with pytest.raises(StoreError, match="werd korter"):
        file.close()


def test_an_empty_file_can_be_taken_from(tmp_path: Path) -> None:
    (tmp_path / "leeg").touch()
    assert bytes(Stretch(Source(tmp_path / "leeg"), 0, 0).part(0, 0)) == b""


def test_what_a_thread_fails_at_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = HashedFile(tmp_path / "vol")

    def full(_data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(file, "_put", full)
    file.write(b"iets")
    with pytest.raises(OSError, match="No space"):
        file.close()


def test_a_file_that_is_abandoned_is_closed(tmp_path: Path) -> None:
    file = HashedFile(tmp_path / "half")
    file.write(b"iets")
    file.abandon()
    assert (tmp_path / "half").read_bytes() == b""
