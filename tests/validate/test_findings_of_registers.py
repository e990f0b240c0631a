"""Findings of real exports and examples: each kind of record gets those of its own law, with the words concerned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from avggraph.pipeline import build
from avggraph.validate import shipped_shapes

ROOT = Path(__file__).resolve().parents[2]

# Shape and words of each completeness finding; the legal basis of a purpose and the kind of retention have tests of
# their own.
ELSEWHERE = ("LegalBasis", "Retention")


def findings(folder: Path, shapes: str = "completeness") -> dict[str, set[tuple[str, str]]]:
    """Give the findings of a build as shape and cited words, by the register's number."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (folder / "texts").iterdir()}

    def words(quote: str) -> str:
        document, _, place = quote.rpartition("/")[2].partition("#char=")
        start, end = map(int, place.split(","))
        return texts[document][start:end]

    checked = shipped_shapes(shapes).shapes
    found: dict[str, set[tuple[str, str]]] = {}
    for finding in json.loads((folder / "findings.json").read_text(encoding="utf-8")):
        shape = finding["shape"].rpartition("#")[2]
        if finding["shape"] in checked and not shape.startswith(ELSEWHERE):
            cited = " ".join(map(words, finding["quotes"]))
            found.setdefault(finding["reference"], set()).add((shape, " ".join(cited.split())))
    return found


@pytest.fixture(scope="module")
def of_export(built_exports: Path) -> dict[str, set[tuple[str, str]]]:
    return findings(built_exports)


def test_a_controllers_record(of_export: dict[str, set[tuple[str, str]]]) -> None:
    assert of_export["M5071"] == {
        ("ControllerRecognised", "Bakkerij Leemans"),
        ("DataProtectionOfficerStated", ""),
    }


def test_a_processors_record_is_not_asked_for_what_only_a_controller_states(
    of_export: dict[str, set[tuple[str, str]]],
) -> None:
    assert of_export["M12536"] == {
        ("ProcessorRecognised", "Kern - Directie Informatiebeleid / CIO"),
        ("ProcessorTransferCountryStated", "Land"),
        ("ProcessorTransferSafeguardStated", "Land"),
    }


def test_a_record_of_the_police_register_is_judged_after_the_wpg(of_export: dict[str, set[tuple[str, str]]]) -> None:
    assert of_export["M12537"] == {
        ("AnswersAgree", "Artikel17A true BuitenEu false"),
        ("ControllerRecognised", "Bakkerij Leemans"),
        ("LawEnforcementDataProtectionOfficerStated", ""),
        ("LawEnforcementPurposeDescribed", "Artikel8 Toelichting"),
        ("LawEnforcementRetentionStated", ""),
    }


def test_the_signals_of_each_register(built_exports: Path) -> None:
    found = findings(built_exports, "signals")
    signals = {reference: sorted({shape for shape, _ in cited}) for reference, cited in found.items()}
    assert signals == {
        "M5071": ["ConsentWhileMandatory", "CriminalDataGround", "SpecialCategoryGround"],
        "M12536": ["FieldFilledIn"],
    }


def test_a_finding_about_a_transfer_cites_the_sentence_on_transfers_and_no_other(tmp_path: Path) -> None:
    (example,) = (ROOT / "data" / "examples").glob("*m9023*")
    found = dict(findings(build([example], tmp_path / "out").folder)["M9023"])
    sentence = (
        "Er is sprake van doorgifte van persoonsgegevens aan één of meer landen buiten de Europese Unie "
        "of aan een internationale organisatie."
    )
    assert found["TransferCountryStated"] == found["TransferSafeguardStated"] == sentence


def test_an_answer_that_was_not_understood_is_cited(tmp_path: Path) -> None:
    record = {
        "Naam": "Toezicht",
        "Nummer": "M9102",
        "Doelen": [{"Doel": "Toezicht houden", "Rechtsgrond": "Gerechtvaardigd belang verantwoordelijke"}],
        "Betrokkenen": [
            {
                "Omschrijving": "Bezoekers",
                "Gegevens": [
                    {
                        "Omschrijving": "Zie bijlage 3",
                        "IsBetrokkeneVerplicht": "In overleg",
                        "IsBronBetrokkene": True,
                    }
                ],
            }
        ],
        "Doorgifte": {"BuitenEu": "N.v.t."},
        "Beveiliging": {"Maatregelen": ["Zie het plan."]},
    }
    file = tmp_path / "register.json"
    file.write_text(json.dumps(record), encoding="utf-8")
    found = findings(build([file], tmp_path / "out").folder)["M9102"]
    assert {
        ("AnswerReadable", "IsBetrokkeneVerplicht In overleg"),
        ("AnswerReadable", "BuitenEu N.v.t."),
        ("PersonalDataRecognised", "Zie bijlage 3"),
        ("SecurityMeasureRecognised", "Zie het plan."),
        ("LegitimateInterestStated", "Toezicht houden Gerechtvaardigd belang verantwoordelijke"),
    } <= found
    stated = {shape for shape, _ in found}
    assert stated.isdisjoint({"TransferStated", "ObligationStated", "PersonalDataStated", "SecurityMeasureStated"})
