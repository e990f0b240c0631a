"""Spreadsheets as CSV: headings, values in lines, rows of one record, and what cannot be told."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from readings import assert_cells_are_the_text, assert_nothing_lost, errors, extra, sources

from avggraph.description import Answer, Description
from avggraph.errors import NotADescriptionError, SourceError, UsageError
from avggraph.extract import structured
from avggraph.read import Limits
from avggraph.read.structured import Understood, load_mapping, read_csv, understood_columns
from avggraph.text import SourceText


def described(text: str, encoding: str = "utf-8", mapping: dict[str, str] | None = None) -> list[Description]:
    found = []
    for source in sources(read_csv(text.encode(encoding), "register.csv", Limits(), mapping)):
        description = structured.read(source)
        assert description.layout == "spreadsheet"
        assert_nothing_lost(source, description)
        assert_cells_are_the_text(source)
        found.append(description)
    return found


def texts(quotes: tuple[object, ...]) -> list[str]:
    return [getattr(words, "text", "") for words in quotes]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_delimiter_and_the_encoding_are_found(delimiter: str, encoding: str) -> None:
    rows = [["Naam verwerking", "Betrokkenen", "Bewaartermijn"], ["Financiën", "Cliënten, ouders; voogden", "2,5 jaar"]]
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    (description,) = described(stream.getvalue(), encoding)
    assert description.title is not None and description.title.text == "Financiën"
    (block,) = description.data_records
    assert block.data_subject is not None and block.data_subject.text == "Cliënten, ouders; voogden"
    assert block.retention is not None and block.retention.text == "2,5 jaar"


def test_excel_may_announce_its_delimiter() -> None:
    (description,) = described("sep=;\r\nNaam;Doel\r\nParkeren;Vergunningen, ontheffingen\r\n")
    assert texts(tuple(purpose.description for purpose in description.purposes)) == ["Vergunningen, ontheffingen"]


def test_values_in_a_cell_stand_one_per_line_and_belong_together(shared: Path) -> None:
    data = (
        shared / "reference/register-samples/openvwr-import-mapping/05-verwerkingen-met-verwerkers.csv"
    ).read_bytes()
    found = sources(read_csv(data, "05.csv"))
    assert [source.path for source in found] == ["05.csv#1", "05.csv#2", "05.csv#3"]
    description = structured.read(found[2])
    assert texts(description.processors) == ["Zorggroep Noord", "Firma B"]
    assert extra(description)["Verwerkers.1.Plaats"] == "Utrecht"
    assert extra(description, private=True) == {
        "Verwerkers.0.Email": "noord@example.org",
        "Verwerkers.1.Email": "b@firma-b.example",
    }


def test_rows_with_the_same_id_are_one_record(shared: Path) -> None:
    data = (
        shared / "reference/register-samples/openvwr-import-mapping/07-verwerking-in-meerdere-rijen.csv"
    ).read_bytes()
    salaries, access = (structured.read(source) for source in sources(read_csv(data, "07.csv")))
    assert salaries.title is not None and salaries.title.text == "Salarisadministratie"
    assert texts(salaries.systems) == ["Salarispakket", "HR-systeem"]
    assert texts(tuple(purpose.description for purpose in salaries.purposes)) == ["Uitbetalen van salaris"]
    assert extra(salaries, private=True)["Contactpersonen.0.Naam"] == "P. de Vries"
    assert extra(salaries, private=True)["Contactpersonen.0.Email"] == "p.devries@example.org"
    assert texts(access.systems) == ["Toegangssysteem"]


def test_a_value_repeated_on_each_row_stands_once_in_the_text() -> None:
    (source,) = sources(read_csv(b"Id,Naam,Systeem\n1,Parkeren,A\n1,Parkeren,B\n", "a.csv"))
    assert source.text == "Id\t1\nNaam\tParkeren\nSysteem\tA\nSysteem\tB\n"


def test_a_row_without_a_name_goes_on_with_the_record_above() -> None:
    (description,) = described("Naam,Betrokkenen,Bewaartermijn\nParkeren,Bewoners,5 jaar\n,Bezoekers,1 dag\n")
    assert [
        (one.data_subject.text, one.retention.text)
        for one in description.data_records
        if one.data_subject and one.retention
    ] == [("Bewoners", "5 jaar"), ("Bezoekers", "1 dag")]


def test_equal_names_are_not_one_record() -> None:
    assert len(described("Naam,Doel\nParkeren,Vergunningen\nParkeren,Boetes\n")) == 2


def test_running_text_in_lines_stays_one_value() -> None:
    (description,) = described('Naam,Persoonsgegevens,Bewaartermijn\nParkeren,"naam\nadres",5 jaar\n')
    (block,) = description.data_records
    assert block.personal_data is not None and block.personal_data.text == "naam adres"


def test_an_empty_cell_is_not_stated() -> None:
    (description,) = described("Naam,Doel,Doorgifte buiten EER,Bewaartermijn\nParkeren,Toezicht,, \n")
    assert description.transfer_outside_eu.answer is Answer.NOT_STATED
    assert description.data_records == ()


def test_a_heading_may_be_a_key_with_numbers() -> None:
    header = "Naam,Doelen.0.Doel,Doelen.0.Rechtsgrond,Doelen.1.Doel,Beveiliging.Encryptie"
    (description,) = described(f"{header}\nParkeren,Toezicht,Wettelijke verplichting,Boetes,Ja\n")
    assert [
        (purpose.description and purpose.description.text, purpose.legal_basis) for purpose in description.purposes
    ] == [
        ("Toezicht", "eu-gdpr:A6-1-c"),
        ("Boetes", None),
    ]
    assert extra(description)["Beveiliging.Encryptie"] == "Ja"


def test_two_columns_with_the_same_heading_keep_both_values() -> None:
    (description,) = described("Naam,Verwerker,Verwerker\nParkeren,Firma A,Firma B\n")
    assert set(texts(description.processors)) | set(extra(description).values()) >= {"Firma A", "Firma B"}


def test_an_unknown_column_is_kept_reported_and_not_published() -> None:
    (description,) = described("Naam,Doel,Behandeld door\nParkeren,Toezicht,J. Jansen\n")
    assert extra(description, private=True) == {"Behandeld door": "J. Jansen"}
    assert [(one.words.text, one.reason) for one in description.unused] == [("Behandeld door", "onbekende sleutel")]


def test_values_that_cannot_be_paired_are_reported_by_row_and_heading() -> None:
    data = (
        b'Naam,Verwerker,E-mail verwerker\nParkeren,"Firma A\nFirma B","a@example.org\nb@example.org\nc@example.org"\n'
    )
    source, *faults = sorted(read_csv(data, "a.csv"), key=lambda one: isinstance(one, SourceError))
    assert isinstance(source, SourceText)
    description = structured.read(source)
    assert texts(description.processors) == ["Firma A", "Firma B"]
    assert extra(description, private=True) == {"E-mail verwerker": "a@example.org b@example.org c@example.org"}
    assert [str(fault).split(":")[1][:24] for fault in faults] == ["2 (E-mail verwerker)"]


def test_a_row_with_too_many_cells_is_named_and_the_rest_goes_on() -> None:
    found = list(read_csv(b"Naam,Doel\nParkeren,Toezicht, en meer\nBoetes,Innen\n", "a.csv"))
    (fault,) = (one for one in found if isinstance(one, SourceError))
    assert fault.where is not None and (fault.where.path, fault.where.line) == ("a.csv", 2)
    assert [source.text for source in found if isinstance(source, SourceText)] == ["Naam\tBoetes\nDoel\tInnen\n"]


def test_lines_are_counted_in_the_file_not_in_rows() -> None:
    data = b'Naam,Doel\nParkeren,"a\nb\nc"\nBoetes,Innen,x\n'
    (fault,) = errors(read_csv(data, "a.csv"))
    assert fault.where is not None and fault.where.line == 5


def test_a_first_row_that_names_nothing_is_an_error() -> None:
    (fault,) = errors(read_csv(b"Id,Naam,Doel\n,,Toezicht\n1,Boetes,Innen\n", "a.csv"))
    assert "a.csv:2 (Naam)" in str(fault)


def test_a_title_above_the_headings_is_told() -> None:
    found = list(read_csv(b"Register 2024,,\n\nNaam,Doel,Systeem\nParkeren,Toezicht,PRIS\n", "a.csv"))
    assert isinstance(found[0], SourceError) and "Register 2024" in str(found[0])
    assert isinstance(found[1], SourceText)


@pytest.mark.parametrize("name", ["04-datalekken.csv", "06-datalekken-ambigue-datum.csv"])
def test_a_register_of_data_breaches_is_no_register_of_processing(shared: Path, name: str) -> None:
    data = (shared / "reference/register-samples/openvwr-import-mapping" / name).read_bytes()
    (fault,) = read_csv(data, name)
    assert isinstance(fault, NotADescriptionError)
    assert "herkend: Naam" in str(fault)


@pytest.mark.parametrize("name", ["AlgorithmRecord", "DataBreachRecord"])
def test_other_registers_of_the_successor_are_no_register_of_processing(shared: Path, name: str) -> None:
    headings = (shared / "reference/register-samples/minvws-csv-export-headers" / f"{name}.headers.csv").read_bytes()
    found = list(read_csv(headings + b"\nA,B,C,D\n", name))
    assert [one for one in found if isinstance(one, SourceText) and structured.score(one) >= 0.25] == []


@pytest.mark.parametrize(
    "name", ["AvgResponsibleProcessingRecord", "AvgProcessorProcessingRecord", "WpgProcessingRecord"]
)
def test_every_heading_of_the_successors_sheets_is_understood(shared: Path, name: str) -> None:
    data = (shared / "reference/register-samples/minvws-csv-export-headers" / f"{name}.headers.csv").read_bytes()
    assert [column.heading for column in understood_columns(data, name) if column.key is None] == []


def test_a_heading_that_stands_twice_is_told_by_what_stands_before_it(shared: Path) -> None:
    path = shared / "reference/register-samples/minvws-csv-export-headers/WpgProcessingRecord.headers.csv"
    columns = understood_columns(path.read_bytes(), path.name)
    assert [".".join(column.path) for column in columns if column.heading == "Toelichting"] == [
        "Ontvanger.ToelichtingTerBeschikking",
        "Ontvanger.ToelichtingVertrekking",
        "Ontvanger.ToelichtingDoorgifte",
        "Besluitvorming.Logica",
    ]


def test_an_own_mapping_comes_before_what_is_known() -> None:
    mapping = {"Leverancier": "Verwerkers.Naam", "Doel": "Betrokkenen.Gegevens.Verzameldoel", "Wie": "Betrokkenen"}
    (description,) = described("Naam,Leverancier,Wie,Doel\nParkeren,Firma A,Bewoners,Toezicht\n", mapping=mapping)
    assert texts(description.processors) == ["Firma A"]
    assert description.purposes == ()
    (block,) = description.data_records
    assert block.collection_purpose is not None and block.collection_purpose.text == "Toezicht"
    columns = understood_columns(b"Leverancier;Doel", "a.csv", {"leverancier": "Verwerkers.Naam"})
    assert [column.how for column in columns] == [Understood.MAPPING, Understood.HEADING]


def test_a_mapping_to_what_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match=r"'Leverancier' noemt 'Verwerkers\.Nam'"):
        understood_columns(b"Leverancier;Doel", "a.csv", {"Leverancier": "Verwerkers.Nam"})


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"[kolommen]\na = 'b'\n", "a.toml", "tabel [columns]"),
        (b"[columns\n", "a.toml", "geen TOML"),
        (b"kop,sleutel\nLeverancier\n", "a.csv", "a.csv:2"),
    ],
)
def test_a_mapping_that_cannot_be_read_is_an_error(data: bytes, name: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        load_mapping(data, name)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "leeg"),
        (b"\n\n \n", "leeg"),
        (b"PK\x03\x04" + bytes(20), "zip"),
        (b'Naam,Doel\n"' + b"x" * 200_000, "a.csv:"),
    ],
)
def test_csv_that_cannot_be_read_is_an_error(data: bytes, message: str) -> None:
    assert message in " ".join(map(str, errors(read_csv(data, "a.csv"))))


def test_what_stands_before_the_damage_is_read() -> None:
    rows = "".join(f"Proces {number},Toezicht\n" for number in range(20))
    data = f'Naam,Doel\n{rows}Boetes,"{"x" * 200_000}'.encode()
    found = list(read_csv(data, "a.csv"))
    assert [one.text.split("\n")[0] for one in found if isinstance(one, SourceText)] == [
        f"Naam\tProces {number}" for number in range(20)
    ]
    assert [str(one.where) for one in found if isinstance(one, SourceError)] == ["a.csv:22"]
