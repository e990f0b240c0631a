"""Answers: frozen tables of RDF terms, the same whichever engine gave them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from pandas import DataFrame as PandasFrame
    from polars import DataFrame as PolarsFrame
    from pyarrow import Table as ArrowTable

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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Row(Mapping[str, Term]):
    """A row of an answer: its terms by the names of their columns.

    >>> row = Row(("naam", "afkorting"), (Literal("Logius"), None))
    >>> str(row["naam"]), row["afkorting"], list(row)
    ('Logius', None, ['naam', 'afkorting'])
    """

    columns: tuple[str, ...]
    terms: tuple[Term, ...]

    def __getitem__(self, name: str) -> Term:
        if name not in self.columns:
            raise KeyError(name)
        return self.terms[self.columns.index(name)]

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={term and str(term)!r}' for name, term in self.items())})"


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """The answer to a question: the variables' names without `?`, and rows of as many cells, in the query's order.

    A table is a sequence of its rows: `for row in table: row["naam"]`; `table[0]` is a row, `table[:5]` a table.

    >>> table = Table(("naam", "afkorting"), ((Literal("Logius"), None),))
    >>> table, table[0]
    (<Table of 1 row: naam, afkorting>, Row(naam='Logius', afkorting=None))
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"<Table of {len(self)} {'row' if len(self) == 1 else 'rows'}: {', '.join(self.columns)}>"

    def __iter__(self) -> Iterator[Row]:
        return (Row(self.columns, row) for row in self.rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Table: ...
    def __getitem__(self, index: int | slice) -> Row | Table:
        if isinstance(index, slice):
            return Table(self.columns, self.rows[index])
        return Row(self.columns, self.rows[index])

    def texts(self) -> tuple[dict[str, str], ...]:
        """Give each row as column → text; a cell without a value is an empty text.

        >>> Table(("naam", "afkorting"), ((Literal("Logius"), None),)).texts()
        ({'naam': 'Logius', 'afkorting': ''},)
        """
        return tuple(
            {name: "" if term is None else term.value for name, term in zip(self.columns, row, strict=True)}
            for row in self.rows
        )

    def to_pandas(self) -> PandasFrame:
        """Give a data frame with typed columns; `UsageError` where pandas is not installed."""
        from avggraph.query.frames import pandas_of  # noqa: PLC0415 - made only when asked for

        return pandas_of(self)

    def to_polars(self) -> PolarsFrame:
        """Give a data frame with typed columns; `UsageError` where polars is not installed."""
        from avggraph.query.frames import polars_of  # noqa: PLC0415

        return polars_of(self)

    def to_arrow(self) -> ArrowTable:
        """Give a table of Arrow with typed columns; `UsageError` where pyarrow is not installed."""
        from avggraph.query.frames import arrow_of  # noqa: PLC0415

        return arrow_of(self)

    def _repr_html_(self) -> str:
        from avggraph.query.formats import html_table  # noqa: PLC0415

        return html_table(self)
