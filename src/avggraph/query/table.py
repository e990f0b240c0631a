"""Answers: frozen tables of RDF terms, the same whichever engine gave them."""

from __future__ import annotations

from dataclasses import dataclass

XSD = "http://www.w3.org/2001/XMLSchema#"
XSD_STRING = XSD + "string"
XSD_BOOLEAN = XSD + "boolean"
# The numeric types of SPARQL 1.1 (section 17.1) whose lexical forms are also numbers of JSON, and the whole ones.
WHOLE_NUMBERS = frozenset(
    {XSD + "integer", XSD + "int", XSD + "long", XSD + "nonNegativeInteger", XSD + "positiveInteger"}
)
NUMBERS = WHOLE_NUMBERS | {XSD + "decimal", XSD + "double", XSD + "float"}

_RDF_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


@dataclass(frozen=True, slots=True)
class Iri:
    """An IRI in an answer."""

    value: str

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal in an answer: its lexical form as stored, its datatype (RDF 1.1: always one), its language.

    >>> Literal.of_language("verwerker", "nl").datatype.rpartition("#")[2]
    'langString'
    """

    value: str
    datatype: str = XSD_STRING
    language: str = ""

    @classmethod
    def of_language(cls, value: str, language: str) -> Literal:
        """Make a language-tagged string; the tag is kept in lower case, as RDF 1.1 (section 3.3) allows."""
        return cls(value, _RDF_LANG_STRING, language.lower())

    def __str__(self) -> str:
        return self.value


Term = Iri | Literal | None
"""A cell; `None` is an unbound variable: nothing is said, which is not an empty string."""


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a question: the variables' names without `?`, and rows of as many cells, in the query's order."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term, ...], ...]

    def texts(self) -> tuple[dict[str, str], ...]:
        """Give each row as column → text; a cell without a value is an empty text.

        >>> Table(("naam", "afkorting"), ((Literal("Logius"), None),)).texts()
        ({'naam': 'Logius', 'afkorting': ''},)
        """
        return tuple(
            {name: "" if term is None else term.value for name, term in zip(self.columns, row, strict=True)}
            for row in self.rows
        )
