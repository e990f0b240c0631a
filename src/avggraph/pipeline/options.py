"""What a build may be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from avggraph.graph import FORMATS, Naming
from avggraph.read import Limits


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What a build may be told.

    `columns` says what headings of spreadsheets mean, `wordings` what words mean (SSSOM); `on` is the date the register
    speaks of, for ministries that come and go and for the versions of laws. `jobs` is the number of processes, which
    changes nothing in what is built; with `fresh`, nothing is taken from an earlier build.
    """

    naming: Naming = field(default_factory=Naming)
    limits: Limits = field(default_factory=Limits)
    layout: str | None = None
    columns: Mapping[str, str] | None = None
    wordings: Path | None = None
    on: date | None = None
    with_names: bool = False
    formats: tuple[str, ...] = tuple(each.name for each in FORMATS)
    jobs: int = 1
    fresh: bool = False
