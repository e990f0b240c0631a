"""What a file says once may be written out many times: what its records become is bounded."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from avggraph.errors import SourceError
from avggraph.read.limits import Limits
from avggraph.read.structured import read_csv, read_json
from avggraph.text import SourceText

HEADING = "k" * 3_000
Read = Callable[[bytes, str, Limits], Iterator[SourceText | SourceError]]


def test_a_key_above_many_values_is_bounded_and_the_other_records_are_read() -> None:
    data = json.dumps([{HEADING: ["1"] * count} for count in (1, 20, 1)]).encode()
    first, error, last = read_json(data, "a.json", Limits(max_bytes=50_000))
    assert isinstance(error, SourceError)
    assert str(error).startswith("a.json#2: Uitgeschreven is deze verwerking groter dan 0.05 MB.")
    assert [one.path for one in (first, last) if isinstance(one, SourceText)] == ["a.json#1", "a.json#3"]


@pytest.mark.parametrize(
    ("read", "data"),
    [
        (read_json, json.dumps([{HEADING: "1"}] * 20).encode()),
        (
            read_csv,
            "\n".join([f"Naam verwerking;Doel;{HEADING}", *(f"Parkeren {row};Doel;1" for row in range(20))]).encode(),
        ),
    ],
    ids=["json", "csv"],
)
def test_all_records_of_a_file_together_are_bounded_and_the_rest_is_named(read: Read, data: bytes) -> None:
    *first, error = read(data, "a", Limits(max_unpacked_bytes=14_000))
    assert [one.path for one in first if isinstance(one, SourceText)] == [f"a#{number}" for number in range(1, 5)]
    assert isinstance(error, SourceError)
    assert str(error.where) == "a#5"
    assert error.what.endswith("deze verwerking en wat erna komt zijn niet gelezen.")
