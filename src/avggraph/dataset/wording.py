"""The sentences in the files that tell of a dataset: `data/dataset/words.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from avggraph import resources
from avggraph.bilingual import Bilingual


@cache
def sentences() -> Mapping[str, Bilingual]:
    """Give the sentences by key; those of the README begin with "readme.".

    >>> sentences()["readme.publisher"].nl
    'Uitgever'
    """
    with resources.table(resources.data("dataset", "words.toml")) as table:
        readme = table.pop("readme")
        told = {key: Bilingual(**texts) for key, texts in table.items()}
        return MappingProxyType(told | {f"readme.{key}": Bilingual(**texts) for key, texts in readme.items()})
