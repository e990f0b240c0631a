"""Names of natural persons: in no file of a default build, and in the graph where they are asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from avggraph.pipeline import BuildOptions, build

DESCRIPTION = """\
Beschrijving van gegevensverwerking

Omschrijving\tVoorlichting
Organisatie\tMinisterie van Volksgezondheid, Welzijn en Sport
Referentienummer\tM9901

Doel van de verwerking

Voorlichting, vastgesteld door mevrouw Van den Heuvel.

Taak van algemeen belang

Betrokkenen en gegevens

Betrokkene(n)\tKlanten
Persoonsgegevens\tNaam, adres
Verzameldoel\tVoorlichting
Bewaartermijn\t2 jaar
Bron\tBetrokkene en de heer K. Pietersen
Aanleverplicht\tBetrokkenen waren niet verplicht deze gegevens aan te leveren.

Automatische besluitvorming

Er is geen sprake van besluitvorming over persoonsgegevens op basis van automatisch verwerkte gegevens.

Ontvangers

Medewerkers van het CAK, onder wie Wilhelmina van den
Heuvel.
Mevr. dr. Fatima El Amrani, teamleider bij Logius.

Doorgifte buiten EU

Er is geen sprake van doorgifte van persoonsgegevens aan één of meer landen buiten de Europese Unie of aan een
internationale organisatie.

Verantwoordelijken

Naam\tWilhelmina van den Heuvel, Manager Strategie bij het CAK
Bezoekadres\tVoorbeeldlaan 7 2595AK DEN HAAG NEDERLAND

Naam\tP.J. Steenhuis
"""
# Each as a pattern over white space folded or broken.
NAMES = [
    re.compile(name)
    for name in (r"Wilhelmina", r"den\s+Heuvel", r"Steenhuis", r"Amrani", r"Pietersen", r"Jan.de.Vries", r"Bakker")
]


def files_of(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8", errors="replace")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "bron").mkdir()
    (tmp_path / "bron" / "notitie van Jan de Vries.txt").write_text("Een notitie.", encoding="utf-8")
    path = tmp_path / "bron" / "m9901 Steenhuis (contact Karin Bakker).txt"
    path.write_text(DESCRIPTION, encoding="utf-8")
    return path


def test_no_file_of_a_default_build_holds_a_name(source: Path, tmp_path: Path) -> None:
    build([source.parent], tmp_path / "out")
    files = files_of(tmp_path / "out")
    assert {name.split("/")[0] for name in files} >= {"graph.nq", "graph.ttl", "texts", "store", "documents.json"}
    for name, text in files.items():
        for pattern in NAMES:
            assert not pattern.search(text), f"{pattern.pattern} stands in {name}"
    # The function stays, and every word keeps its place.
    assert "Manager Strategie" in files["graph.nq"]
    assert "teamleider bij Logius" in files["graph.nq"]
    text = next(text for name, text in files.items() if name.startswith("texts/"))
    assert len(text) == len(DESCRIPTION)
    assert text.index("Manager Strategie") == DESCRIPTION.index("Manager Strategie")


def test_names_are_written_where_they_are_asked_for(source: Path, tmp_path: Path) -> None:
    build([source.parent], tmp_path / "out", BuildOptions(with_names=True))
    files = files_of(tmp_path / "out")
    assert all(pattern.search(files["graph.nq"] + files["documents.json"]) for pattern in NAMES)


def test_the_real_description_that_names_a_person(built_seeds: Path) -> None:
    for name, text in files_of(built_seeds).items():
        assert not re.search(r"Jacqueline|den\s+Burg", text), name
    assert "Manager Strategie en Beleid" in files_of(built_seeds)["graph.nq"]
