"""What a description may publish: everything but the names of natural persons (GDPR art. 5(1)(c)).

A name is left out where it stands for a controller, a contact, a recipient or a source, and wherever the document says
it again; the function stays. So are the values of a structured source that are about a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from avggraph.description import Description
from avggraph.resolve.knowledge import Knowledge
from avggraph.resolve.persons import person_names, redaction_spans
from avggraph.resolve.redact import blacked, redact, requoted
from avggraph.text import Quote, SourceText, Span, part

# Shorter parts of a name ("van", "Jo") are in too many other words of a file's name.
_WORD = re.compile(r"[^\W\d_]{4,}")
# What stands for a blank, or parts folders, in a file's name.
_SEPARATORS = str.maketrans("_/\\", " \n\n")


def published(source: SourceText, description: Description, knowledge: Knowledge) -> tuple[SourceText, Description]:
    """Give a document and its description with the names of natural persons blacked out."""
    found = tuple(_names(source, description, knowledge))
    names = tuple(dict.fromkeys(words.text for words in found))
    private = (extra.words for extra in description.extra if extra.private)
    stated = [span for words in (*found, *private) for span in words.spans]
    spans = [*stated, *redaction_spans(source.text, names)]
    path = published_path(source.path, knowledge, names)
    if not spans and path == source.path:
        return source, description
    redacted = replace(redact(source, spans), path=path)
    return redacted, requoted(description, redacted.text)


def published_path(path: str, knowledge: Knowledge, names: Iterable[str] = ()) -> str:
    """Give a file's name without the names of persons in it: those it has itself, and parts of `names`."""
    spaced = path.translate(_SEPARATORS)
    known = [match.span for match in knowledge.organisations.find(spaced, knowledge.on)]
    own = [name.span for name in person_names(spaced, known)]
    return blacked(path, (*own, *_parts_in(path, names)))


def _parts_in(path: str, names: Iterable[str]) -> Iterator[Span]:
    """Give the parts of names in a file's name: there a surname stands alone, without the case or signs of a name."""
    words = {word.casefold() for name in names for word in _WORD.findall(name)}
    for found in _WORD.finditer(path):
        if found[0].casefold() in words:
            yield Span(*found.span())


def _names(source: SourceText, description: Description, knowledge: Knowledge) -> Iterator[Quote]:
    """Give the names of natural persons that stand where a party is named."""
    for words in _parties(description):
        known = [match.span for match in knowledge.organisations.find(words.text, knowledge.on)]
        for name in person_names(words.text, known):
            found = part(source.text, words, *name.span)
            if found:
                yield found


def _parties(description: Description) -> Iterator[Quote]:
    """Give the fields in which controllers, recipients, processors and sources stand."""
    for entry in description.controllers:
        yield from filter(None, (entry.name, entry.visiting_address, entry.postal_address))
    yield from filter(None, (description.recipients, description.responsibility_division))
    yield from description.processors
    yield from filter(None, (record.source for record in description.data_records))
