"""Layouts S and S-columns: the labelled sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from avggraph.description import (
    Answer,
    ControllerEntry,
    DataRecord,
    Description,
    Statement,
    Unused,
)
from avggraph.errors import SourceError, Where
from avggraph.extract.columns import is_columnar, read_columns, steps_to_align
from avggraph.extract.form import Field, Form, Section, sheet
from avggraph.extract.furniture import without_furniture
from avggraph.extract.labelled import Piece, Reading, labels_of, read_labelled
from avggraph.extract.lines import Line, is_unfinished, is_wrapped, lines_of, spacing_of, visible
from avggraph.extract.purposes import read_purposes
from avggraph.extract.sections import Sections, split_sections
from avggraph.extract.unused import unused_words
from avggraph.text import Quote, SourceText, Span, locate, part, quote

# "M2109", "M2109-M2112", "M 2109 t/m M2112": a record's number, or a range of them, in running text.
_REFERENCE = re.compile(r"\bM\s?\d{1,6}(?:\s?(?:[-–]|t/m)\s?M?\s?\d{1,6})?\b")

# A bullet before words, and bullets inside a line: there they set off the items of one value and are kept.
_BULLET = re.compile(r"[-*+•·▪◦‣●○■□][ \t]+")
_INNER_BULLET = re.compile(r"(?<=[\w).,;][ \t])[•·▪◦‣●○■□]")

# Labels times values that are aligned: some seconds. A record of a hundred labels has some 30,000.
_MOST_STEPS = 1_000_000

# The fields of one block by name; each with its pieces of words in reading order.
Block = Mapping[str, Sequence[Quote]]


def score(source: SourceText) -> float:
    """Say how much a text looks like a labelled sheet: the share of the form's headings and labels it has, 0 to 1.

    Under the form's own title, which stands alone on a line of no other layout, the form is sure and only its filling
    in is not: sections may have been left out, so half of what is missing counts.

    >>> score(SourceText.of("wegwijzer.txt", "Wegwijzer ad hoc-informatieuitwisseling"))
    0.0
    """
    form, lines = sheet(), lines_of(source.text)
    bodies = split_sections(lines, form).bodies
    found = [section.id in bodies for section in form.sections]
    for section in form.sections:
        printed = {label.field for label in labels_of(lines, section)} if section.fields else set()
        found += [number in printed for number, field in enumerate(section.fields) if not field.optional]
    share = sum(found) / len(found)
    return (1 + share) / 2 if share and "header" in bodies else share


def read_sheet(source: SourceText) -> Description:
    """Read a labelled sheet. What is not on it is None or empty.

    Raises `SourceError` where more labels and values came apart than can be aligned.
    """
    form, text = sheet(), source.text
    pages = without_furniture(lines_of(text), form.prints)
    lines = pages.lines
    sections = split_sections(lines, form)
    bodies = dict(sections.bodies)
    bodies.setdefault("header", sections.prelude)
    columnar = {section.id for section in form.sections if section.fields and _is_columnar(bodies, section)}
    for section in form.sections:
        if section.id in columnar and steps_to_align(bodies.get(section.id, ()), section) > _MOST_STEPS:
            raise SourceError(
                f"Labels en waarden staan los van elkaar onder {section.headings[0]!r}, en zijn met te veel om bij "
                "elkaar te zoeken.",
                where=Where(source.path),
                advice="Deel het document op.",
            )
    readings = {
        section.id: (read_columns if section.id in columnar else read_labelled)(bodies.get(section.id, ()), section)
        for section in form.sections
        if section.fields
    }
    spacing = spacing_of(lines)
    blocks = {
        section.id: _blocks(text, readings[section.id], section, spacing.width)
        for section in form.sections
        if section.fields
    }
    header = blocks["header"][0] if blocks["header"] else {}
    related = _words(text, bodies.get("related", ()))
    description = Description(
        layout="S-columns" if columnar else "S",
        reference=_only(header, "reference"),
        title=_only(header, "title"),
        organisations=tuple(header.get("organisation", ())),
        department=_only(header, "department"),
        purposes=read_purposes(text, bodies.get("purposes", ()), form, spacing),
        data_records=tuple(_data_record(text, block, form) for block in blocks["data"]),
        automated_decision_making=_statement(text, bodies, "automated_decision_making", form),
        transfer_outside_eu=_statement(text, bodies, "transfer", form),
        recipients=_words(text, bodies.get("recipients", ())),
        controllers=tuple(
            ControllerEntry(_only(block, "name"), _only(block, "visiting_address"), _only(block, "postal_address"))
            for block in blocks["controllers"]
        ),
        responsibility_division=_words(text, bodies.get("division", ())),
        related_processing=_related_statement(related, form),
        related=tuple(_references(text, related)),
    )
    labels = (
        *_label_spans(sections, readings),
        *_running_title(sections.prelude, description),
        *_consequence_labels(text, blocks["data"], form),
    )
    furniture = tuple(
        Unused(words, "paginakop of -voet") for line in pages.furniture if (words := _words(text, [line]))
    )
    unused = tuple(unused_words(text, lines, description, labels))
    return replace(description, labels=labels, unused=(*unused, *furniture))


def _is_columnar(bodies: Mapping[str, Sequence[Line]], section: Section) -> bool:
    return is_columnar(bodies.get(section.id, ()), section)


def _blocks(text: str, reading: Reading, section: Section, width: int) -> list[Block]:
    return [
        {section.fields[number].id: values for number, values in _values(text, block, section, width)}
        for block in reading.blocks
    ]


def _values(text: str, block: Sequence[Piece], section: Section, width: int) -> Iterator[tuple[int, list[Quote]]]:
    """Give each field of a block with its values; only a repeating field has more than one."""
    values: dict[int, list[list[Piece]]] = {}
    for piece in block:
        groups = values.setdefault(piece.field, [])
        field = section.fields[piece.field]
        if not groups or (field.repeats and _begins_another(text, groups[-1][-1], piece, field, width)):
            groups.append([])
        groups[-1].append(piece)
    for number, groups in values.items():
        quotes = [_quote(text, pieces, section.fields[number]) for pieces in groups]
        yield number, [words for words in quotes if words]


def _begins_another(text: str, above: Piece, piece: Piece, field: Field, width: int) -> bool:
    """Say whether a line begins another value of a repeating field.

    A sheet with cells prints the label again; only in a copy without them a line below may be another value.
    """
    words = text[piece.start : piece.end]
    if piece.label:
        return True
    line = text[(above.label or (above.start,))[0] : above.end]
    if "\t" in line or "|" in line or is_unfinished(line):
        return False
    return field.score(words) > 0 or (words[:1].isupper() and not is_wrapped(line, words, width))


def _quote(text: str, pieces: Sequence[Piece], field: Field) -> Quote | None:
    inner = {sign for piece in pieces for sign in _INNER_BULLET.findall(text, piece.start, piece.end)}
    spans: list[Span] = []
    for piece in pieces:
        spans += visible(text, _value_start(text, piece, field, inner), piece.end)
    label = pieces[0].label
    if field.keeps_label and label and spans and not _names_kind(text, spans[0], field):
        printed = text[label[0] : label[1]].rstrip(" :|*_\t")
        spans.insert(0, Span(label[0], label[0] + len(printed)))
    return quote(text, tuple(spans))


def _value_start(text: str, piece: Piece, field: Field, inner: set[str]) -> int:
    """Find where a piece's words begin: behind the label printed twice, and behind a bullet that sets off no items."""
    start = piece.start
    while start < piece.end and text[start] in " \t|":
        start += 1
    if piece.label:
        for word in field.labels:
            if text.startswith(word + " ", start):
                start += len(word) + 1
                break
    bullet = _BULLET.match(text, start, piece.end)
    if bullet and bullet[0][0] not in inner:
        return bullet.end()
    before = text[max(0, start - 2) : start]
    return start - 2 if before[:1] in inner and before[1:] in (" ", "\t") else start


def _names_kind(text: str, span: Span, field: Field) -> bool:
    return text[span.start : span.end].split(maxsplit=1)[0].rstrip(",:") in field.kinds


def _only(block: Block, field: str) -> Quote | None:
    values = block.get(field)
    return values[0] if values else None


def _data_record(text: str, block: Block, form: Form) -> DataRecord:
    words = _only(block, "mandatory")
    consequence = None
    statement = Statement()
    if words:
        gap = form.consequence.search(words.text)
        sentence = part(text, words, 0, gap.start()) if gap else words
        consequence = part(text, words, gap.end(), len(words.text)) if gap else None
        statement = Statement(form.answer("mandatory", words.text[: gap.start() if gap else None]), sentence)
    return DataRecord(
        data_subject=_only(block, "data_subject"),
        personal_data=_only(block, "personal_data"),
        collection_purpose=_only(block, "collection_purpose"),
        retention=_only(block, "retention"),
        source=_only(block, "source"),
        mandatory=statement,
        consequence=consequence,
    )


def _words(text: str, lines: Sequence[Line]) -> Quote | None:
    return quote(text, tuple(span for line in lines for span in visible(text, line.start, line.end)))


def _statement(text: str, bodies: Mapping[str, Sequence[Line]], section: str, form: Form) -> Statement:
    words = _words(text, bodies.get(section, ()))
    return Statement(form.answer(section, words.text), words) if words else Statement()


def _related_statement(words: Quote | None, form: Form) -> Statement:
    if words is None:
        return Statement()
    if _REFERENCE.search(words.text):
        return Statement(Answer.YES, words)
    return Statement(form.answer("related", words.text), words)


def _references(text: str, words: Quote | None) -> Iterator[Quote]:
    if words:
        matches = [match.span() for match in _REFERENCE.finditer(words.text)]
        yield from filter(None, (quote(text, spans) for spans in locate(text, words, matches)))


def _label_spans(sections: Sections, readings: Mapping[str, Reading]) -> Iterator[Span]:
    yield from (Span(line.start, line.end) for line in sections.headings)
    for reading in readings.values():
        yield from (Span(line.start, line.end) for line in reading.labels)
        yield from (Span(*piece.label) for block in reading.blocks for piece in block if piece.label)


def _consequence_labels(text: str, blocks: Sequence[Block], form: Form) -> Iterator[Span]:
    for block in blocks:
        words = _only(block, "mandatory")
        gap = form.consequence.search(words.text) if words else None
        label = part(text, words, *gap.span()) if words and gap else None
        yield from label.spans if label else ()


def _running_title(prelude: Sequence[Line], description: Description) -> Iterator[Span]:
    """Give the lines above the form that only say its title and number once more."""
    names = [quote.text.casefold() for quote in (description.title, description.reference) if quote]
    for line in prelude:
        rest = " ".join(line.words.casefold().split())
        for name in names:
            rest = rest.replace(name, "", 1)
        if names and not rest.strip(" -–|:"):
            yield Span(line.start, line.end)
