"""Questions on retention, legal bases, laws, data, people and findings: their parameters, on a whole register."""

from __future__ import annotations

import pytest

from avggraph.query import Table
from avggraph.query.catalogue import UNDEF, replace_rows
from avggraph.query.values import written
from query.engines import ENGINES, catalogue
from query.registers import EXAMPLES, register

DATA = "https://w3id.org/avggraph/concept/persoonsgegevens"
TOOI = "https://identifier.overheid.nl/tooi/id"
NOBODY = "<https://example.org/niemand>"


def ask(name: str, on: str, *values: str) -> Table:
    """Ask with parameters as SPARQL terms, `name=term`: how a name is looked up is another test's."""
    query = catalogue()[name]
    rows = {each.name: written(each.type, each.default) if each.default else UNDEF for each in query.parameters}
    for value in values:
        key, _, term = value.partition("=")
        rows[key] = term
    return register(EXAMPLES, on).select(replace_rows(query.text, rows))


def columns(table: Table, *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in names) for row in table.texts()]


@pytest.mark.parametrize("on", ENGINES)
@pytest.mark.parametrize(
    ("name", "values", "names", "expected"),
    [
        (
            "retention-by-data",
            (f"data=<{DATA}/gezondheid>", f"controller=<{TOOI}/zbo/zb000211>"),
            ("dataName", "duration", "startEvent", "records"),
            [("gezondheidsgegevens", "P7Y", "laatste factuur", "M9004")],
        ),
        # A kind of data asks for the kinds beneath it too.
        (
            "retention-by-data",
            (f"data=<{DATA}/strafrechtelijk>", f"controller=<{TOOI}/zbo/zb000117>"),
            ("dataName", "duration", "condition"),
            [
                ("proces-verbaal", "P1Y", "Geen misbruik vastgesteld"),
                ("proces-verbaal", "P5Y", "misbruik vastgesteld"),
                ("strafrechtelijke gegevens", "P1Y", "Geen misbruik vastgesteld"),
                ("strafrechtelijke gegevens", "P5Y", "misbruik vastgesteld"),
            ],
        ),
        ("retention-unbounded", ('kind="blijvend"',), ("reference", "block"), [("M9008", "m9008-3")]),
        (
            "retention-outliers",
            ("minimum=5", "factor=5", f"data=<{DATA}/e-mailadres>"),
            ("reference", "duration", "usualInDays"),
            [("M9001", "P3M", "1825")],
        ),
        ("retention-by-law-only", ('law="vis-"',), ("reference", "laws"), [("M9001", "VIS-verordening, artikel 23")]),
        (
            "legal-bases",
            (f"controller=<{TOOI}/zbo/zb000211>",),
            ("name", "purposeCount"),
            [
                ("wettelijke verplichting", "2"),
                ("gerechtvaardigd belang", "1"),
                ("uitvoering van een overeenkomst", "1"),
            ],
        ),
        (
            "records-by-legal-basis",
            ("legal-basis=<https://w3id.org/dpv/legal/eu/gdpr#A6-1-d> <https://w3id.org/dpv/legal/eu/gdpr#A6-1-f>",),
            ("legalBasisName", "reference"),
            [("vitaal belang", "M9006"), ("gerechtvaardigd belang", "M9004"), ("gerechtvaardigd belang", "M9013")],
        ),
        ("purposes-with-several-bases", ('record="M9009"',), ("basisCount",), [("2",)]),
        (
            "special-data-grounds",
            ('category="bsn"', f"controller=<{TOOI}/zbo/zb000149>"),
            ("groundKind", "lawsOfRecord"),
            [("geen grond herkend, wel een wet", "Wegenverkeerswet 1994")],
        ),
        (
            "automated-decisions",
            ("answer=avg:Yes avg:NotStated",),
            ("reference", "answerName"),
            [("M9004", "ja"), ("M9007", "niet vermeld"), ("M9024", "niet vermeld")],
        ),
        (
            "subject-view",
            ('words="ZEEVISSERS"',),
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
            ('record="M9003"', "answer=avg:Yes"),
            ("dataSubjects", "consequence"),
            [
                (
                    "Slachtoffers van identiteitsfraude",
                    "De melding kan niet worden behandeld, omdat niet vaststaat wie het slachtoffer is.",
                )
            ],
        ),
        (
            "law-users",
            ("law=<https://avggraph.example/id/wet/participatiewet>",),
            ("controllerName", "articles"),
            [("gemeente Zwolle", "58; 7")],
        ),
        ("data-by-controller", (f"controller=<{TOOI}/zbo/zb000149>", f"data=<{DATA}/bsn>"), ("records",), [("M9011",)]),
        (
            "data-by-purpose",
            (f"data=<{DATA}/kenteken>", "purpose=<https://w3id.org/avggraph/concept/doelen/boete-inning>"),
            ("records",),
            [("M9007",)],
        ),
        ("denied-data", (f"controller=<{TOOI}/zbo/zb000117>",), ("deniedName", "reference"), [("diagnose", "M9010")]),
        (
            "conditional-data",
            (f"data=<{DATA}/gezondheid>", 'record="M9007"'),
            ("condition", "part"),
            [("Soms", "m9007-2")],
        ),
        ("citations", ('record="M9010"', f"thing=<{DATA}/diagnose>"), ("denied", "part"), [("ja", "m9010-3")]),
        ("related-records", ('record="M9013"',), ("reference",), []),
        (
            "findings",
            ('record="M9007"', "group=<https://w3id.org/avggraph/shape/signals>", "severity=sh:Info"),
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


# A group of nothing is a row of nothing in rdflib, where the query does not leave it out.
@pytest.mark.parametrize("on", ENGINES)
@pytest.mark.parametrize(
    "name",
    [
        "data-by-controller",
        "findings-by-shape",
        "law-users",
        "legal-bases",
        "retention-by-data",
        "security-measures",
        "signals-by-ministry",
        "special-data-grounds",
    ],
)
def test_no_ministry_has_no_rows(name: str, on: str) -> None:
    assert ask(name, on, f"ministry={NOBODY}").rows == ()


@pytest.mark.parametrize("name", ["data-categories", "data-subjects", "purposes", "legal-basis-list", "laws-ranked"])
def test_choices_are_values_with_one_name_each(name: str) -> None:
    table = ask(name, "oxigraph")
    values = [row[0] for row in table.rows]
    assert len(set(values)) == len(values)
    assert all(row[1] is not None for row in table.rows)
