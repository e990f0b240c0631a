"""The private Markdown page of the register's successor: sections of "- **label**: value" (layout D, not published).

Processors, recipients and systems stand in their sections as bare lines. A lone "-" is an empty value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from avggraph.extract.structured.entries import Entry
from avggraph.read.structured.headings import find_heading, heading_form
from avggraph.text import SourceText, Span

_HEADING = re.compile(r"##[ \t]+(?P<heading>[^\n]+)")
_LABEL = re.compile(r"[ \t]*-[ \t]+\*\*(?P<label>[^\n]+?)\*\*(?::[ \t]*(?P<value>[^\n]*))?")
_BARE = re.compile(r"[ \t]*(?:-[ \t]+)?(?P<value>[^\s<][^\n]*)")
_ESCAPE = re.compile(r"\\(?=[^\w\s])")

# "Naam (e-mail)" of a processor, "Naam <e-mail>" of a contact person.
_WITH_MAIL = re.compile(r"(?P<name>.*\S)\s+\\?[(<](?P<mail>\S*@\S*?)\\?[)>]")

# A section's own first words: a page without them is another Markdown file.
_FIRST_SECTION = "naam verwerking"
_EMPTY = frozenset({"-", "geen"})

_MAIL_OF: Mapping[str, str] = {"Verwerkers": "Email", "Contactpersonen": "Email"}


def is_private_page(source: SourceText) -> bool:
    """Say whether a text begins as the private page of a record does.

    >>> is_private_page(SourceText.of("a.md", "## Naam verwerking\\n\\n- **Nummer verwerking**: M9001\\n"))
    True
    """
    match = _HEADING.match(source.text.lstrip())
    return bool(match and heading_form(match["heading"]) == _FIRST_SECTION)


def markdown_entries(source: SourceText) -> tuple[Entry, ...]:
    """Give the entries of a page by the register's key paths; a label that is not known goes by its own words.

    >>> page = "## Naam verwerking\\n\\n- **Naam verwerking**: Parkeren\\n- **Labels**: -\\n"
    >>> [(entry.path, entry.words.text) for entry in markdown_entries(SourceText.of("a.md", page)) if entry.words]
    [(('Naam',), 'Parkeren')]
    """
    return tuple(_Page(source.text).entries())


class _Page:
    """A page that is read from its first line to its last."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._section = Span(0, 0)
        self._before = ""
        self._numbers: dict[str, int] = {}

    def entries(self) -> Iterator[Entry]:
        """Give the entries in order."""
        for row in re.finditer(r"[^\n]+", self._text):
            start, end = row.span()
            heading = _HEADING.match(self._text, start, end)
            label = _LABEL.match(self._text, start, end)
            bare = _BARE.match(self._text, start, end)
            if heading:
                self._section = Span(*heading.span("heading"))
                self._before = ""
            elif label:
                yield self._labelled(label)
            elif bare:
                yield from self._bare(Span(*bare.span("value")))

    def _words(self, span: Span) -> str:
        return self._text[span.start : span.end]

    def _labelled(self, label: re.Match[str]) -> Entry:
        name = Span(*label.span("label"))
        key = find_heading(self._words(name), self._before, self._words(self._section))
        self._before = key.name if key else heading_form(self._words(name))
        path = self._numbered(key.pattern) if key else (self._words(name),)
        value = Span(*label.span("value")) if label["value"] else Span(name.end, name.end)
        return Entry.of(self._text, path, name, self._visible(value))

    def _bare(self, value: Span) -> Iterator[Entry]:
        """Read a line that is the name of what the section lists, with an address behind it."""
        key = find_heading(self._words(self._section))
        spans = self._visible(value)
        if not spans:
            return
        if key is None or "*" not in key.pattern:
            yield Entry.of(self._text, (self._words(self._section) or self._words(value),), self._section, spans)
            return
        path = self._numbered(key.pattern)
        mail = _WITH_MAIL.fullmatch(self._text, value.start, value.end)
        if mail and key.pattern[0] in _MAIL_OF:
            yield Entry.of(self._text, path, self._section, self._visible(Span(*mail.span("name"))))
            own = (*path[:-1], _MAIL_OF[key.pattern[0]])
            yield Entry.of(self._text, own, self._section, self._visible(Span(*mail.span("mail"))))
        else:
            yield Entry.of(self._text, path, self._section, spans)

    def _numbered(self, pattern: tuple[str, ...]) -> tuple[str, ...]:
        """Number an element: the same label once more begins the next one."""
        if not {"*", "#"} & set(pattern):
            return pattern
        name = ".".join(pattern)
        root = pattern[0]
        number = self._numbers.get(root, 0)
        if name in self._numbers and self._numbers[name] == number:
            number += 1
        self._numbers[root] = self._numbers[name] = number
        numbers = iter([str(number)])
        return tuple(next(numbers, "0") if part in ("*", "#") else part for part in pattern)

    def _visible(self, value: Span) -> tuple[Span, ...]:
        """Give the stretches of a value that a reader sees: no backslashes of Markdown, nothing for an empty value."""
        if self._words(value).strip().casefold() in _EMPTY:
            return ()
        spans = []
        start = value.start
        for sign in _ESCAPE.finditer(self._text, value.start, value.end):
            spans.append(Span(start, sign.start()))
            start = sign.end()
        spans.append(Span(start, value.end))
        return tuple(span for span in spans if span.start < span.end and self._words(span).strip())
