"""Several descriptions in one text: where each begins.

A text is parted only where a layout's sure beginning stands once more: its first sentence, or its first heading with
the title below it. The rows above that say the title once more belong to what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from avggraph.extract.form import sheet
from avggraph.extract.outline import label_pattern, outline
from avggraph.extract.page import Page, page_of
from avggraph.text import SourceText

# So many rows above a beginning may say its title.
_TITLE_ROWS = 2
_NUMBER = re.compile(r"\s*[-–|:,(]?\s*(?:M\s?)?\d{1,6}\s*\)?")
_ROW_END = re.compile(r"[\n\f]")


def split_descriptions(source: SourceText) -> tuple[SourceText, ...]:
    """Part a text into its descriptions, named "bestand.txt#1" and on; a text with one description stays as it is.

    A structured source is never parted: what it holds is known from its structure.

    >>> text = "Basisgegevens\\nNaam verwerking Rijkspas\\n\\nBasisgegevens\\nNaam verwerking Verlof\\n"
    >>> [part.path for part in split_descriptions(SourceText.of("register.txt", text))]
    ['register.txt#1', 'register.txt#2']
    """
    if source.cells:
        return (source,)
    page = page_of(source.text)
    places = sorted({_beginning(page, match) for match in _beginnings(page)})
    if len(places) < 2:
        return (source,)
    # What stands above the first beginning stays with it.
    ends = [*places[1:], len(source.text)]
    starts = [0, *places[1:]]
    return tuple(
        SourceText.of(f"{source.path}#{number}", source.text[start:end], source.encoding, kind=source.kind)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    )


def _beginnings(page: Page) -> Iterator[re.Match[str]]:
    patterns = (_sheet_beginning(), *(pattern for name in "abcd" for pattern in outline(name).beginnings))
    for pattern in patterns:
        yield from pattern.finditer(page.text)


@cache
def _sheet_beginning() -> re.Pattern[str]:
    """Make the pattern of layout S: the form's heading and, within three rows, the label of the title."""
    form = sheet()
    labels = next(field.labels for section in form.sections for field in section.fields if field.id == "title")
    label = "|".join(map(label_pattern, labels))
    return re.compile(rf"(?im)^{label_pattern(form.title)}[ :.]*\n(?:.*\n){{0,2}}?(?:{label})[ \t|:]*(?P<title>.*)")


def _beginning(page: Page, match: re.Match[str]) -> int:
    """Give the place in the source of the row a description begins at, the rows that say its title included."""
    first = next(number for number, row in enumerate(page.rows) if row.end > match.start())
    title = " ".join(match["title"].split()).casefold().rstrip(" .")
    for number in range(first - 1, max(-1, first - 1 - _TITLE_ROWS), -1):
        if not _says(page.words(page.rows[number]), title):
            break
        first = number
    place = page.spans(page.rows[first].start, page.rows[first].end)[0].start
    row_ends = [end.end() for end in _ROW_END.finditer(page.source, 0, place)]
    return row_ends[-1] if row_ends else 0


def _says(words: str, title: str) -> bool:
    """Say whether a row is the title, with or without its number."""
    row = " ".join(words.split()).casefold().rstrip(" .")
    return (
        bool(title) and row.startswith(title) and (row == title or bool(_NUMBER.fullmatch(row[len(title) :].upper())))
    )
