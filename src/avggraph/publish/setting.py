"""What a site is told beside the build: who publishes it, where it answers questions, and what came before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from avggraph.dataset.data_file import DataFile
from avggraph.publication import Publication
from avggraph.publish.endpoint import Endpoint


@dataclass(frozen=True, slots=True)
class Setting:
    """What a site is told.

    `endpoint` is the address of a SPARQL endpoint, empty where there is none; raises `UsageError` where it cannot be
    one. `earlier` are folders of earlier builds of the same register, the oldest first. `oins` are numbers of
    organisations by their IRIs (`avggraph.interop.read_oins`): the shape of VNG asks them. `files` are those of the
    dataset, for the page with the downloads.
    """

    publication: Publication = field(default_factory=Publication)
    endpoint: str = ""
    earlier: tuple[Path, ...] = ()
    oins: Mapping[str, str] = field(default_factory=dict)
    files: tuple[DataFile, ...] = ()

    def __post_init__(self) -> None:
        Endpoint(self.endpoint)
