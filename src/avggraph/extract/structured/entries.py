"""The values of a structured source: the key each one has, its words, and the words of the key itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from avggraph.text import Quote, SourceText, Span, quote


@dataclass(frozen=True, slots=True)
class Entry:
    """A value at a key path. `key` is where the key's own last word stands (with the
    number of an element behind it); no `words`: the key has no value."""

    path: tuple[str, ...]
    key: Span
    spans: tuple[Span, ...]
    words: Quote | None

    @classmethod
    def of(cls, text: str, path: tuple[str, ...], key: Span, spans: tuple[Span, ...]) -> Entry:
        """Make an entry; its words are those at the spans."""
        return cls(path, key, spans, quote(text, spans))


def entries_of(source: SourceText) -> tuple[Entry, ...]:
    """Give the entries of a source that has cells.

    >>> from avggraph.read.structured import read_json
    >>> source = next(read_json(b'{"Doorgifte": {"BuitenEu": false}}', "a.json"))
    >>> [(entry.path, source.text[slice(*entry.key)], entry.words.text) for entry in entries_of(source)]
    [(('Doorgifte', 'BuitenEu'), 'BuitenEu', 'false')]
    """
    return tuple(_entries(source))


def _entries(source: SourceText) -> Iterator[Entry]:
    text = source.text
    for path, span in source.cells:
        start = text.rfind("\n", 0, span.start) + 1
        end = span.start - 1
        # In JSON the key's name ends on its last part; a heading is one name, whatever it means.
        name = ".".join(path[-2:]) if path[-1].isdecimal() else path[-1]
        if text.endswith("." + name, start, end):
            start = end - len(name)
        yield Entry.of(text, path, Span(start, end), (span,))
