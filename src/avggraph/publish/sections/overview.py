"""The front page: the register in figures, the ministries, and who is shared by many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from avggraph.graph.terms import SKOS
from avggraph.publish.overview.matrix import Matrix, matrix_of
from avggraph.publish.reader import Reader
from avggraph.publish.resource import Page, Section
from avggraph.publish.things.content import Text
from avggraph.publish.things.naming import names_of
from avggraph.publish.things.statements import subjects
from avggraph.publish.words import words
from avggraph.query.values import local_name

# How many rows the front page's tables have, and ministries its matrix: a page, not the register.
_ROWS = 10
_MINISTRIES = 20

# The values of the facet "bijzonder": their figures are those of its lists.
_SENSITIVE = ("bijzonder", "strafrechtelijk", "bsn")

_FIGURES = (
    ("records", "verwerkingen/"),
    ("controllers", "organisaties/"),
    ("ministries", "organisaties/"),
    ("processors", "organisaties/"),
    ("organisations", "organisaties/"),
    ("systems", "systemen/"),
    ("laws", "wetten/"),
    ("flows", "netwerk"),
    *((key, f"verwerkingen/bijzonder/{key}/") for key in _SENSITIVE),
    ("findings", "regels/"),
)
_QUESTIONS = ("transferOutsideEU", "automatedDecisionMaking")
_ANSWERS = ("Yes", "No", "NotStated", "NotParsable")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A row of a table of the most: a thing, its number, that as a part of the largest, and what goes with it."""

    name: Text
    count: int
    share: float
    more: str = ""


class Overview(Section):
    """The page at the root of the site."""

    asks_all = True

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def paths(self) -> tuple[str, ...]:
        """See `Section`."""
        return ("",)

    def page(self, path: str, language: str) -> Page:
        """See `Section`."""
        say = words(language)
        figures = Counter(row["value"] for row in self._reader.select("facet-bijzonder").texts())
        figures |= {row["figure"]: int(row["count"]) for row in self._reader.select("figures").texts()}
        processors = self._ranked("processors-ranked", "processor", "controllerCount", language, "systems", minimum=2)
        content = {
            "figures": [(figures[name], name, target) for name, target in _FIGURES],
            "answers": self._answers(),
            "columns": _ANSWERS,
            "matrix": self._matrix(),
            "name": lambda iri: self._reader.name(iri, language),
            "short": self._reader.short_name,
            "processors": tuple(processors),
            "recipients": tuple(self._recipients(language)),
            "bases": tuple(self._ranked("legal-bases", "legalBasis", "recordCount", language)),
            "data": tuple(self._data(language)),
        }
        return Page(
            path, language, say("overview.title"), "overview.html", content,
            description=say("overview.lead"), styles=("overview.css",),
        )  # fmt: skip

    def _answers(self) -> dict[str, dict[str, int]]:
        """Give how many records answer each question with each answer."""
        counted: dict[str, dict[str, int]] = {question: dict.fromkeys(_ANSWERS, 0) for question in _QUESTIONS}
        for row in self._reader.select("answers").texts():
            counted[local_name(row["question"])][local_name(row["answer"])] = int(row["count"])
        return counted

    def _matrix(self) -> Matrix:
        rows = self._reader.ask("ministry-matrix").texts()
        return matrix_of(((row["from"], row["to"], int(row["flows"])) for row in rows), at_most=_MINISTRIES)

    def _ranked(
        self, question: str, thing: str, count: str, language: str, more: str = "", minimum: int | None = None
    ) -> Iterator[Ranked]:
        given = {} if minimum is None else {"minimum": str(minimum)}
        rows = [row for row in self._reader.ask(question, **given).texts() if row[thing]]
        rows.sort(key=lambda row: -int(row[count]))
        yield from _shared(
            (self._named(row[thing], language), int(row[count]), row[more] if more else "") for row in rows[:_ROWS]
        )

    def _data(self, language: str) -> Iterator[Ranked]:
        rows = self._reader.select("data-used-most").texts()
        yield from _shared((self._named(row["data"], language), int(row["count"]), "") for row in rows)

    def _named(self, iri: str, language: str) -> Text:
        """Give the name of a thing; of a term elsewhere, that of the concept of ours that means the same."""
        concept = min(subjects(self._reader, SKOS.exactMatch, iri), default=iri)
        return names_of(self._reader, concept).shown(language)

    def _recipients(self, language: str) -> Iterator[Ranked]:
        say = words(language)
        for each in self._ranked("shared-recipients", "organisation", "controllerCount", language, "role"):
            yield replace(each, more=say(f"overview.role_{each.more}"))


def _shared(rows: Iterable[tuple[Text, int, str]]) -> Iterator[Ranked]:
    listed = list(rows)
    most = max((count for _, count, _ in listed), default=1)
    return (Ranked(name, count, round(count / most, 3), more) for name, count, more in listed)
