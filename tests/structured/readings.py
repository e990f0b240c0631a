"""What the tests of structured sources share: reading one file to sources, and a description's values by key."""

from __future__ import annotations

from collections.abc import Iterator

from avggraph.description import Description, quotes_of
from avggraph.errors import SourceError
from avggraph.text import SourceText, Span, fold


def sources(read: Iterator[SourceText | SourceError]) -> list[SourceText]:
    """The sources of a file that reads without an error."""
    found = []
    for source in read:
        assert isinstance(source, SourceText), source
        found.append(source)
    return found


def errors(read: Iterator[SourceText | SourceError]) -> list[SourceError]:
    """The errors of a file, in order."""
    return [source for source in read if isinstance(source, SourceError)]


def extra(description: Description, *, private: bool = False) -> dict[str, str]:
    """The values that are no field, by key."""
    return {".".join(one.path): one.words.text for one in description.extra if one.private is private}


def assert_nothing_lost(source: SourceText, description: Description) -> None:
    """Every value is a field's or an extra's words; every quote is the words at its spans, in order."""
    covered: set[Span] = set()
    for words in quotes_of(description):
        pieces = "".join(source.text[start:end] for start, end in words.spans)
        assert "".join(pieces.split()) == "".join(words.text.split())
        assert words.text == fold(words.text)
        assert list(words.spans) == sorted(words.spans)
        covered.update(words.spans)
    left = [cell.path for cell in source.cells if cell.span.start < cell.span.end and cell.span not in covered]
    assert not left


def assert_cells_are_the_text(source: SourceText) -> None:
    """The text is its cells, one line each, and nothing else."""
    place = 0
    for path, span in source.cells:
        key, _, rest = source.text[place : span.start].partition("\t")
        assert key and "\n" not in key and not rest, path
        assert source.text[span.end] == "\n"
        place = span.end + 1
    assert place == len(source.text)
