"""The files of a record in the shapes of others (docs/interop.md): those that its site has."""

from __future__ import annotations

from collections.abc import Mapping

from avggraph.interop import Reading, Setting, Things, written_files_of_record
from avggraph.publish.reader import Reader
from avggraph.store.unit import Unit


class ShapesOfOthers:
    """Tells of each record which files the site has; a build with names of natural persons has none."""

    def __init__(self, reader: Reader) -> None:
        self._there = reader.has_shapes
        self._things = Things(reader.store)
        self._texts = reader.output.documents
        self._setting = Setting(reader.output.base, reader.output.date, oins=reader.setting.oins)

    def of(self, unit: Unit) -> Mapping[str, str]:
        """Give the files of a record, by the names of their formats."""
        if not self._there:
            return {}
        return written_files_of_record(Reading(unit, self._things, self._texts), self._setting)
