"""The findings of a build by record, read from their file when one is asked for: a large register has many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from avggraph.errors import StoreError
from avggraph.validate.finding import Finding
from avggraph.validate.report.as_json import parse_json

# How `write_json` lays out the array: an object begins on a line of its own, and its keys are indented by four.
_BEGIN, _RECORD = b"  {\n", b'    "record": '


@dataclass(frozen=True, slots=True)
class RecordFindings:
    """What was found for one record: the findings that count, and how many were silenced."""

    findings: tuple[Finding, ...] = ()
    silenced: int = 0


class FindingsByRecord:
    """The file of `write_json`, of which only the place of each record's findings is kept.

    Raises `StoreError` where the file is no such file. One that is not there holds no findings.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places = _places(path)

    def of(self, record: str) -> RecordFindings:
        """Give the findings of the record with this IRI, worst first."""
        start, end = self._places.get(record, (0, 0))
        if start == end:
            return RecordFindings()
        with self._path.open("rb") as stream:
            stream.seek(start)
            rows = orjson.loads(b"[" + stream.read(end - start).rstrip(b"],\n ") + b"]")
        counting = [row for row in rows if row.get("silenced") is None]
        return RecordFindings(parse_json(orjson.dumps(counting), self._path.name), len(rows) - len(counting))


def _places(path: Path) -> Mapping[str, tuple[int, int]]:
    """Give where the findings of each record begin and end, in bytes: they stand together (`Finding.sort_key`)."""
    if not path.is_file():
        return {}
    places: dict[str, tuple[int, int]] = {}
    begin = offset = 0
    last = ""
    try:
        with path.open("rb") as stream:
            for line in stream:
                if line == _BEGIN:
                    begin = offset
                elif line.startswith(_RECORD):
                    record = orjson.loads(line[len(_RECORD) :].rstrip(b",\n")) or ""
                    if record != last:
                        places[last] = (places.get(last, (0, 0))[0], begin)
                        places[record], last = (begin, begin), record
                offset += len(line)
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} is niet te lezen: {error}.", advice="Bouw de graaf opnieuw.") from error
    places[last] = (places.get(last, (0, 0))[0], offset)
    return places
