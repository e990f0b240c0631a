"""Finding a record by its register number."""

from __future__ import annotations

import difflib

from avggraph.diagram.record.source import Source
from avggraph.errors import UsageError


def record_of(source: Source, reference: str) -> str:
    """Give the IRI of the record with this number ("M4089", "m4089" or "4089") or IRI.

    Raises UsageError where no record has that number (with those that look like it), or more than one has.
    """
    records = [(row["record"].value, row["reference"].value) for row in source.rows("references")]
    wanted = _folded(reference)
    found = sorted({record for record, number in records if record == reference or _folded(number) == wanted})
    if len(found) > 1:
        raise UsageError(
            f"{len(found)} verwerkingen hebben het nummer {reference!r}.", advice=f"Kies er een: {', '.join(found)}."
        )
    if found:
        return found[0]
    numbers = {_folded(number): number for _, number in records}
    near = [numbers[number] for number in difflib.get_close_matches(wanted, sorted(numbers), n=5)]
    advice = f"Lijkt op: {', '.join(near)}." if near else "Zoek het nummer met de vraag records."
    raise UsageError(f"Geen verwerking heeft het nummer {reference!r}.", advice=advice)


def all_records(source: Source) -> tuple[str, ...]:
    """Give the IRIs of all records, sorted; also of those without a number."""
    return tuple(sorted({row["record"].value for row in source.rows("references")}))


def _folded(reference: str) -> str:
    """Fold a register number: M4089, m4089 and 4089 are the same."""
    number = reference.strip().casefold()
    return number[1:] if number[:1] == "m" and number[1:].isdigit() else number
