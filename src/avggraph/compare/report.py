"""The report of what changed: one line, a table, Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from avggraph.compare.changes import Changes, FieldChange, RecordName, Value
from avggraph.query import Literal, Table, Term, markdown_text

ADDED, REMOVED, CHANGED, RESTATED = "nieuw", "weg", "gewijzigd", "zelfde feiten, andere tekst"


def summary(changes: Changes) -> str:
    """Say in one line how many records came, went and changed.

    >>> summary(Changes((), (), (), (), 3, "https://avggraph.example/", "", "", ("0.1.0", "0.1.0")))
    '0 nieuw, 0 weg, 0 gewijzigd, 3 gelijk'
    """
    same = changes.equal + len(changes.restated)
    said = f"{len(changes.added)} nieuw, {len(changes.removed)} weg, {len(changes.changed)} gewijzigd, {same} gelijk"
    return f"{said}, waarvan {len(changes.restated)} in andere tekst" if changes.restated else said


def versions_note(changes: Changes) -> str:
    """Say that another version of the program built the older graph; empty where it was the same."""
    older, newer = changes.versions
    if older == newer:
        return ""
    return (
        f"De oude graaf is gemaakt met avggraph {older}, de nieuwe met {newer}: "
        "wat anders wordt herkend, staat ook als gewijzigd."
    )


def changes_table(changes: Changes) -> Table:
    """Give a row for each value that came, went or changed, and one for each record that did."""
    rows = (
        *(_record_row(record, REMOVED) for record in changes.removed),
        *(_record_row(record, ADDED) for record in changes.added),
        *(_field_row(change.record, each) for change in changes.changed for each in change.fields),
        *(_record_row(change.record, RESTATED) for change in changes.restated),
    )
    return Table(("verwerking", "titel", "wijziging", "deel", "veld", "was", "wordt"), rows)


def write_markdown(changes: Changes) -> str:
    """Write the report in Markdown: the figures, the records that came and went, and of each other what changed."""
    return "\n".join(_markdown(changes)) + "\n"


# ---------------------------------------------------------------- rows


def _record_row(record: RecordName, what: str) -> tuple[Term, ...]:
    return (Literal(record.reference), _text(record.title), Literal(what), None, None, None, None)


def _field_row(record: RecordName, change: FieldChange) -> tuple[Term, ...]:
    return (
        Literal(record.reference), _text(record.title), Literal(CHANGED), Literal(change.part) if change.part else None,
        Literal(change.field.name), _shown(change.old), _shown(change.new),
    )  # fmt: skip


def _shown(value: Value | None) -> Term:
    return None if value is None else _text(value.text)


def _text(text: str) -> Literal:
    return Literal.of_language(text, "nl")


# ---------------------------------------------------------------- Markdown


def _markdown(changes: Changes) -> Iterator[str]:
    yield "# Wijzigingen in het register"
    yield ""
    yield f"{summary(changes)}."
    if note := versions_note(changes):
        yield ""
        yield note
    for heading, records in (("Nieuw", changes.added), ("Weg", changes.removed)):
        if records:
            yield from ("", f"## {heading}", "")
            yield from (f"- {_named(record)}" for record in records)
    if changes.changed:
        yield from ("", "## Gewijzigd")
    for change in changes.changed:
        yield from ("", f"### {_named(change.record)}")
        for part, fields in groupby(change.fields, key=lambda each: each.part):
            yield from ("", f"**{part}**" if part else "**verwerking**", "")
            yield from (f"- {_change(each)}" for each in fields)
    if changes.restated:
        yield from ("", "## Zelfde feiten, andere tekst", "")
        yield from (f"- {_named(change.record)}" for change in changes.restated)


def _named(record: RecordName) -> str:
    return f"{markdown_text(record.reference)}: {markdown_text(record.title)}".removesuffix(": ")


def _change(change: FieldChange) -> str:
    old, new = (markdown_text(value.text) if value else None for value in (change.old, change.new))
    if old is None:
        return f"{change.field.name}: erbij: {new}"
    return f"{change.field.name}: weg: {old}" if new is None else f"{change.field.name}: {old} → {new}"
