"""Descriptions whose number is taken, which are described again under a key of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from avggraph.pipeline import build
from avggraph.pipeline.document import Document
from pipeline.folders import two_of_a_number


@pytest.mark.parametrize("meanwhile", [Path.unlink, lambda path: path.write_text("Geachte heer,", encoding="utf-8")])
def test_one_that_is_gone_when_its_number_is_settled_is_told_of(
    meanwhile: Callable[[Path], object], tmp_path: Path
) -> None:
    one, two = two_of_a_number(tmp_path / "bronnen")

    def watch(_station: str, document: Document | None) -> None:
        if document is not None and document.name == one.name:
            meanwhile(two)

    built = build([one.parent], tmp_path / "graaf", watch=watch)
    assert [(each.name, each.key is not None, each.unreadable) for each in built.documents] == [
        (one.name, True, False),
        (two.name, False, True),
    ]
    assert "veranderde of verdween" in (built.documents[1].skipped or "")
    # It is tried again by the next build.
    two_of_a_number(tmp_path / "anders")[1].replace(two)
    assert build([one.parent], tmp_path / "graaf").records == 2
