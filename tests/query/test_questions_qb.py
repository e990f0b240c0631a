"""Questions on retention, legal bases, laws, data, people and findings: their parameters, on a whole register."""

from __future__ import annotations

from functools import cache

import pytest

from avggraph.query import Table, bind
from query.engines import ENGINES, catalogue
from query.registers import EXAMPLES, register

NOBODY = "https://example.org/niemand"


@cache
def ask(name: str, on: str, *values: str) -> Table:
    given: dict[str, list[str]] = {}
    for value in values:
        key, _, text = value.partition("=")
        given.setdefault(key, []).append(text)
    # Names are looked up in Oxigraph: this asks what the answer is, not how a name is found.
    query = bind(catalogue()[name], given, catalogue(), register(EXAMPLES, "oxigraph"))
    return register(EXAMPLES, on).select(query)


def columns(table: Table, *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in names) for row in table.texts()]


@pytest.mark.parametrize("on", ENGINES)
@pytest.mark.parametrize(
    ("name", "values", "names", "expected"),
    [
        (
            "retention-by-data",
            ("data=gezondheidsgegevens", "controller=CAK"),
            ("dataName", "duration", "startEvent", "records"),
            [("gezondheidsgegevens", "P7Y", "laatste factuur", "M9004")],
        ),
        # A kind of data asks for the kinds beneath it too.
        (
            "retention-by-data",
            ("data=strafrechtelijke gegevens", "controller=UWV"),
            ("dataName", "duration", "condition"),
            [
                ("proces-verbaal", "P1Y", "Geen misbruik vastgesteld"),
                ("proces-verbaal", "P5Y", "misbruik vastgesteld"),
                ("strafrechtelijke gegevens", "P1Y", "Geen misbruik vastgesteld"),
                ("strafrechtelijke gegevens", "P5Y", "misbruik vastgesteld"),
            ],
        ),
        ("retention-unbounded", ("kind=blijvend bewaard",), ("reference", "block"), [("M9008", "m9008-3")]),
        (
            "retention-outliers",
            ("minimum=5", "factor=5", "data=e-mailadres"),
            ("reference", "duration", "usualInDays"),
            [("M9001", "P3M", "1825")],
        ),
        ("retention-by-law-only", ("law=vis-",), ("reference", "laws"), [("M9001", "VIS-verordening, artikel 23")]),
        (
            "legal-bases",
            ("controller=CAK",),
            ("name", "purposeCount"),
            [
                ("wettelijke verplichting", "2"),
                ("gerechtvaardigd belang", "1"),
                ("uitvoering van een overeenkomst", "1"),
            ],
        ),
        (
            "records-by-legal-basis",
            ("legal-basis=vitaal belang", "legal-basis=gerechtvaardigd belang"),
            ("legalBasisName", "reference"),
            [("vitaal belang", "M9006"), ("gerechtvaardigd belang", "M9004"), ("gerechtvaardigd belang", "M9013")],
        ),
        ("purposes-with-several-bases", ("record=M9009",), ("basisCount",), [("2",)]),
        (
            "special-data-grounds",
            ("category=burgerservicenummer", "controller=RDW"),
            ("groundKind", "lawsOfRecord"),
            [("geen grond herkend, wel een wet", "Wegenverkeerswet 1994")],
        ),
        (
            "automated-decisions",
            ("answer=ja", "answer=niet vermeld"),
            ("reference", "answerName"),
            [("M9004", "ja"), ("M9007", "niet vermeld"), ("M9024", "niet vermeld")],
        ),
        (
            "subject-view",
            ("words=ZEEVISSERS",),
            ("dataText", "purposesOfBlock", "retention", "source", "recipientsOfRecord"),
            [
                (
                    "Naam, geboortedatum en uitslag van de keuring",
                    "Afgeven van de geneeskundige verklaring",
                    "2 jaar na het verlopen van de verklaring",
                    "Keuringsarts",
                    "Inspectie Leefomgeving en Transport; Werkgevers, alleen of iemand geschikt is",
                )
            ],
        ),
        (
            "obligations",
            ("record=M9003", "answer=ja"),
            ("dataSubjects", "consequence"),
            [
                (
                    "Slachtoffers van identiteitsfraude",
                    "De melding kan niet worden behandeld, omdat niet vaststaat wie het slachtoffer is.",
                )
            ],
        ),
        ("law-users", ("law=Participatiewet",), ("controllerName", "articles"), [("gemeente Zwolle", "58; 7")]),
        ("data-by-controller", ("controller=RDW", "data=burgerservicenummer"), ("records",), [("M9011",)]),
        ("data-by-purpose", ("data=kenteken", "purpose=inning van boetes"), ("records",), [("M9007",)]),
        ("denied-data", ("controller=UWV",), ("deniedName", "reference"), [("diagnose", "M9010")]),
        (
            "conditional-data",
            ("data=gezondheidsgegevens", "record=M9007"),
            ("condition", "part"),
            [("Soms", "m9007-2")],
        ),
        ("citations", ("record=M9010", "thing=diagnose"), ("denied", "part"), [("ja", "m9010-3")]),
        ("related-records", ("record=M9013",), ("reference",), []),
        (
            "findings",
            ("record=M9007", "group=signalen", "severity=opmerking"),
            ("shapeName", "words"),
            [
                (
                    "bewaartermijn die naar een andere verwijst",
                    "Gelijk aan de bewaartermijn van de zaak",
                ),
            ],
        ),
    ],
)
def test_parameters(
    name: str, values: tuple[str, ...], names: tuple[str, ...], expected: list[tuple[str, ...]], on: str
) -> None:
    rows = columns(ask(name, on, *values), *names)
    assert [tuple(cell.rpartition("/")[2] if "://" in cell else cell for cell in row) for row in rows] == expected


@pytest.mark.parametrize("on", ENGINES)
@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        (query.name, parameter)
        for query in catalogue().values()
        if "keuzelijst" not in query.tags
        for parameter in ("controller", "ministry")
        if parameter in [each.name for each in query.parameters]
    ],
)
def test_nobody_has_no_rows(name: str, parameter: str, on: str) -> None:
    assert ask(name, on, f"{parameter}={NOBODY}").rows == ()


@pytest.mark.parametrize("name", ["data-categories", "data-subjects", "purposes", "legal-basis-list", "laws-ranked"])
def test_choices_are_values_with_one_name_each(name: str) -> None:
    table = ask(name, "oxigraph")
    values = [row[0] for row in table.rows]
    assert len(set(values)) == len(values)
    assert all(row[1] is not None for row in table.rows)
