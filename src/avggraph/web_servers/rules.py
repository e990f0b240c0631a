"""What the servers must do, read from `data/web-servers/rules.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from avggraph.addresses import ALTERNATES
from avggraph.resources import data, table


@dataclass(frozen=True, slots=True)
class Rules:
    """The forms of documents by ending, the best liked first; content types by ending; headers; seconds of caching.

    `names` are the content types of files whose names have no ending, by their paths.
    """

    forms: tuple[str, ...]
    source_forms: tuple[str, ...]
    types: Mapping[str, str]
    names: Mapping[str, str]
    compressible: tuple[str, ...]
    headers: Mapping[str, str]
    caching: Mapping[str, int]
    refusal: str

    def media_type(self, ending: str) -> str:
        """Give the media type of an ending, without parameters: what an Accept header names.

        >>> load_rules().media_type("ttl")
        'text/turtle'
        """
        return self.types[ending].partition(";")[0]


@cache
def load_rules() -> Rules:
    """Read the rules; `KnowledgeError` where the file does not hold them."""
    with table(data("web-servers", "rules.toml")) as read:
        rules = Rules(
            forms=("html", *(ending for ending, _, _ in ALTERNATES)),
            source_forms=tuple(read["source_forms"]),
            types=dict(read["types"]),
            names=dict(read["names"]),
            compressible=tuple(read["compressible"]),
            headers=dict(read["headers"]),
            caching={name: int(read["caching"][name]) for name in ("document", "asset")},
            refusal=f"{read['refusal']['nl']} / {read['refusal']['en']}",
        )
        for ending in (*rules.forms, *rules.source_forms):
            rules.media_type(ending)
        return rules
