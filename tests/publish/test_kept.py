"""What is read of a build as a whole: once, whichever process needs it."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest

from avggraph.publish.kept import Kept


def never() -> tuple[str, ...]:
    pytest.fail("it was read before")


def test_what_is_known_is_not_read_again() -> None:
    kept = Kept()
    assert kept("records", lambda: ("m9001",)) == kept("records", never) == ("m9001",)


def test_what_one_process_read_is_there_for_the_next(tmp_path: Path) -> None:
    read = {"https://avggraph.example/id/organisatie/x": {"controller": array("I", [0, 5])}}
    assert Kept(tmp_path)("occurrences of organisation-records", lambda: read) == read
    assert Kept(tmp_path)("occurrences of organisation-records", dict) == read


def test_what_another_name_has_is_read_by_itself(tmp_path: Path) -> None:
    Kept(tmp_path)("records", lambda: ("m9001",))
    assert Kept(tmp_path)("pages", lambda: {"over": 3}) == {"over": 3}


def test_without_a_folder_nothing_is_shared() -> None:
    Kept()("records", lambda: ("m9001",))
    assert Kept()("records", lambda: ("m9002",)) == ("m9002",)
