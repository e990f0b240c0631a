"""XML as a stream of events, without what a document format has no use for: no DTD, no entities.

Open Packaging Conventions (ECMA-376-2, 8.1.4) and OpenDocument forbid a DTD, so one is refused, and with it every
entity bomb and every reference to another file.
"""

from __future__ import annotations

from xml.parsers import expat

from avggraph.errors import SourceError, Where

Attributes = dict[str, str]


class Listener:
    """Takes the events; by itself it takes no notice of them. A name is the namespace, a space and the local name."""

    def start(self, element: str, attributes: Attributes) -> None:
        """Take the beginning of an element."""

    def end(self, element: str) -> None:
        """Take the end of an element."""

    def text(self, words: str) -> None:
        """Take character data; one text may come in several pieces."""


def stream_xml(data: bytes, name: str, listener: Listener) -> None:
    """Send a document's events to the listener. Raises `SourceError` where it is not well-formed or has a DTD."""
    where = Where(name)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise SourceError("De XML bevat een DTD; die hoort hier niet en wordt niet gelezen.", where=where)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = listener.start
    parser.EndElementHandler = listener.end
    parser.CharacterDataHandler = listener.text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        raise SourceError(f"De XML is beschadigd: {error}.", where=where, advice="Bewaar het opnieuw.") from error
