"""Findings asked for by name, and names there are not."""

from __future__ import annotations

import pytest

from avggraph.errors import UsageError
from avggraph.validate import RecordFacts, Selection, Severity, records_named, shapes_named
from validate.report_of import FACTS, INFO, KNOWN, OUTSIDE, RECORDS, SHAPE, SHAPES, VIOLATION, WARNING

FOUND = (WARNING, INFO, VIOLATION, OUTSIDE, KNOWN)


def test_nothing_asked_for_is_everything() -> None:
    assert all(map(Selection().shows, FOUND))


def test_a_selection_is_of_shapes_and_records_and_a_severity() -> None:
    chosen = Selection((WARNING.shape,), (f"{RECORDS}m1",))
    assert [finding for finding in FOUND if chosen.shows(finding)] == [WARNING]
    assert [finding for finding in FOUND if Selection(least=Severity.VIOLATION).shows(finding)] == [VIOLATION]
    assert all(map(Selection(least=Severity.VIOLATION).covers, FOUND))


def test_a_record_is_named_by_number_key_or_iri() -> None:
    copies = {**FACTS, f"{RECORDS}m1_2": RecordFacts(f"{RECORDS}m1_2", "M1")}
    assert records_named(["m20", "zonder-nummer-00ff", f"{RECORDS}m20"], FACTS) == (
        f"{RECORDS}m20",
        f"{RECORDS}zonder-nummer-00ff",
    )
    assert records_named(["1"], copies) == (f"{RECORDS}m1", f"{RECORDS}m1_2")
    assert records_named(["m1_2"], copies) == (f"{RECORDS}m1_2",)


def test_a_name_there_is_not_brings_those_like_it() -> None:
    with pytest.raises(UsageError, match=r"geen controle 'RetentionState'\. Bedoelt u RetentionStated"):
        shapes_named(["RetentionState"], SHAPES)
    with pytest.raises(UsageError, match=r"geen controle 'xyz'\. De namen staan"):
        shapes_named(["xyz"], SHAPES)
    with pytest.raises(UsageError, match=r"geen verwerking met nummer 'M2'\. Bedoelt u M20"):
        records_named(["M2"], FACTS)
    assert shapes_named(["retentionstated", f"{SHAPE}RetentionStated"], SHAPES) == (WARNING.shape,)
