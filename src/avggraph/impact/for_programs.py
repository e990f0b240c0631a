"""The impact for programs and spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection

from avggraph.impact.model import Impact, Scenario, Words
from avggraph.impact.wording import ASSUMPTIONS, listed
from avggraph.network.party import Party
from avggraph.network.register import Sensitive
from avggraph.spreadsheet import safe_cell
from avggraph.validate.report.passages import Passages


def as_json(found: Impact, passages: Passages, scenarios: Collection[Scenario]) -> str:
    """Write all of an impact; words with the line they begin on, where their text is known."""

    def party(each: Party) -> dict[str, str]:
        return {"iri": each.iri, "name": each.label}

    def words(spans: Words) -> list[dict[str, object]]:
        known = {f"{each.source}#char={each.start},{each.end}": each for each in passages.of(spans)}
        return [
            {"place": span} | ({"line": known[span].line, "words": known[span].words} if span in known else {})
            for span in spans
        ]

    document = {
        "thing": party(found.thing),
        "isSystem": found.is_system,
        "scenarios": [each.value for each in Scenario if each in scenarios],
        "units": [party(each) for each in found.units],
        "systems": [party(each) for each in found.systems],
        "runBy": [party(each) for each in found.run_by],
        "notices": [
            {"controller": party(each.controller), "article": each.duty.value or None, "stated": each.stated,
             "records": list(each.records)}
            for each in found.notices
        ],
        "records": [
            {
                "iri": record.iri,
                "reference": record.reference,
                "title": record.title,
                "file": record.file,
                "how": record.how.value,
                "involvements": [
                    {"how": each.how.value, "role": each.role.value, "named": party(each.named),
                     "systems": [party(system) for system in each.systems], "because": list(each.because),
                     "words": words(each.words)}
                    for each in record.involvements
                ],
                "controllers": [{**party(each), "words": words(spans)} for each, spans in record.controllers],
                "systems": [party(each) for each in record.systems],
                "dataSubjects": [
                    {**party(each.subject), "kinds": [party(kind) for kind in each.kinds],
                     "data": [party(data) for data in each.data], "words": words(each.words)}
                    for each in record.subjects
                ],
                "dataOfRecord": [
                    {**party(each.data), "sensitive": [kind.value for kind in each.sensitive],
                     "words": words(each.words)}
                    for each in record.data
                ],
                "cutOff": [party(each) for each in record.cut_off],
                "sourcesLeft": [party(each) for each in record.sources_left],
            }
            for record in found.records
        ],
        "assumptions": list(ASSUMPTIONS),
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


_COLUMNS = ("reference", "title", "how", "role", "named", "because", "systems", "controllers", "data_subjects",
            "data_of_record", *(kind.value for kind in Sensitive), "cut_off", "places")  # fmt: skip


def as_csv(found: Impact) -> str:
    """Write a row for each way in which a record comes into it, for a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for record in found.records:
        for way in record.involvements:
            cells = (
                record.reference,
                record.title,
                way.how.value,
                way.role.value,
                way.named.label,
                ", ".join(way.because),
                listed(way.systems),
                listed(each for each, _ in record.controllers),
                listed(each.subject for each in record.subjects),
                listed(each.data for each in record.data),
                *(listed(each.data for each in record.data if kind in each.sensitive) for kind in Sensitive),
                listed(record.cut_off),
                " ".join(way.words),
            )
            writer.writerow([safe_cell(cell) for cell in cells])
    return out.getvalue()
