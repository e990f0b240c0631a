"""What a record's page states: chapters of fields, their values, and the words each of them rests on.

Nothing here is in a language: things are IRIs, and names are looked up where the page is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """Words of a document (white space folded) and their place: code points of its text (RFC 5147)."""

    source: str
    start: int
    end: int
    words: str

    @property
    def fragment(self) -> str:
        """The id of the place on a page that shows the text.

        >>> Citation("https://avggraph.example/doc/bron/0a", 5, 15, "Betrokkene").fragment
        'char=5,15'
        """
        return f"char={self.start},{self.end}"

    @property
    def place(self) -> str:
        """The IRI of the words."""
        return f"{self.source}#{self.fragment}"


@dataclass(frozen=True, slots=True)
class Recognition:
    """How words were taken for a thing (`avg:Mention`), or the words deny it (`avg:Denial`).

    `within` is the node that the words are of. `rule` and `label` say why; `confidence`, a decimal above 0 to 1, is an
    order and no probability. `condition` are the words under which it holds, empty where there are none.
    """

    node: str
    within: str
    thing: str
    label: str
    rule: str
    confidence: str
    condition: str = ""
    is_denied: bool = False
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """What a party is to the controller: the kind of a flow (`avg:FlowKind`) to it, and the words that told so."""

    kind: str
    rule: str


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field.

    A thing, by its `iri`, which is a `part` of the record where it is told here; `words` of the register; a `code` that
    was read from them ("P5Y"); or one of the four answers in `answer` ("Yes", "No", "NotStated", "NotParsable").
    """

    iri: str = ""
    words: str = ""
    code: str = ""
    answer: str = ""
    part: Part | None = None
    citations: tuple[Citation, ...] = ()
    recognitions: tuple[Recognition, ...] = ()
    roles: tuple[Role, ...] = ()

    @property
    def cited(self) -> tuple[Citation, ...]:
        """The words of the value and of how it was recognised, in the order of the text, each place once."""
        recognised = (citation for recognition in self.recognitions for citation in recognition.citations)
        return tuple(sorted({*self.citations, *recognised}))


@dataclass(frozen=True, slots=True)
class Field:
    """A statement: a property (IRI) of a node, with its values. `anchor` is its id on the page, `word` names it."""

    anchor: str
    word: str
    property: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A node of the record: `kind` as in its IRI, `anchor` the fragment of the page that it stands at.

    `also` are things that its words name and no field of it gives, `denied` what they say is not there.
    """

    node: str
    kind: str
    anchor: str
    fields: tuple[Field, ...]
    citations: tuple[Citation, ...] = ()
    also: tuple[Recognition, ...] = ()
    denied: tuple[Recognition, ...] = ()
    rule: str = ""

    def field(self, word: str) -> Field | None:
        """Give the field with this word; None where the register does not fill it."""
        return next((field for field in self.fields if field.word == word), None)

    def parts(self) -> Iterator[Part]:
        """Give the part and those told in it, in the order of the page."""
        yield self
        for field in self.fields:
            for value in field.values:
                if value.part:
                    yield from value.part.parts()


@dataclass(frozen=True, slots=True)
class Chapter:
    """Fields of the record that answer one question of GDPR art. 30: `article` is its place, empty where none asks."""

    name: str
    article: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Statements:
    """All that the graph states of a record. `record` holds what stands beside the chapters' fields."""

    record: Part
    source: str
    chapters: tuple[Chapter, ...]

    def fields(self) -> Iterator[Field]:
        """Give every field, of the record and of its parts, in the order of the page."""
        for part in self.parts():
            yield from part.fields

    def parts(self) -> Iterator[Part]:
        """Give the record as a part of its own, with the fields of all chapters, and the parts told in them."""
        yield from self.record.parts()
