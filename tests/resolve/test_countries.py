"""Countries in running text, and which of them are third countries (GDPR chapter V)."""

from __future__ import annotations

from pathlib import Path

import pytest

from avggraph.errors import KnowledgeError
from avggraph.resolve.countries import load_countries

BASE = "https://avggraph.example/"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Ja, naar de Verenigde Staten (Microsoft) en het Verenigd Koninkrijk", ["US", "GB"]),
        ("Doorgifte naar Zuid-Afrika, niet naar Afrika", ["ZA"]),
        ("ministerie van VWS en de VS", ["US"]),
        ("opslag in Noorwegen en IJsland", ["NO", "IS"]),
        ("Guinee-Bissau en Papoea-Nieuw-Guinea", ["GW", "PG"]),
        ("in overleg met de afdeling", []),
        ("Curaçao en Bonaire, Caribisch Nederland", ["CW", "BQ"]),
        ("servers in Noord-Ierland, Schotland en Wales", ["GB", "GB", "GB"]),
        ("Noord Ierland en Ierland", ["GB", "IE"]),
        ("Frans-Guyana, Guyana en Brits-Guyana", ["GF", "GY"]),
        ("Amerikaans-Samoa en Samoa", ["AS", "WS"]),
        ("Zuid-Italië, Zuid-Sudan en Zuid-Korea", ["IT", "SS", "KR"]),
        ("het EU-VS-kader, VS-servers en de lijn Nederland-België", ["US", "US", "NL", "BE"]),
        ("New Jersey en Jersey", ["US", "JE"]),
    ],
)
def test_find(text: str, codes: list[str]) -> None:
    found = load_countries(base=BASE).find(text)
    assert [match.country.code for match in found] == codes
    assert all(text[match.span.start : match.span.end] == match.label for match in found)


@pytest.mark.parametrize(("name", "third"), [("Noorwegen", False), ("België", False), ("Japan", True), ("China", True),
     ("Noord-Ierland", True), ("Frans-Guyana", False), ("Åland", False), ("Frans-Polynesië", True)])  # fmt: skip
def test_the_gdpr_holds_in_the_european_economic_area(name: str, third: bool) -> None:
    (match,) = load_countries(base=BASE).find(name)
    assert match.country.is_third is third
    assert match.country.iri == f"{BASE}id/land/{match.country.code.lower()}"


def test_a_name_of_two_countries_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "countries.csv"
    path.write_text("code,name,other_names,area\nCG,Congo,,\nCD,Zaïre,Congo,\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="'Congo' is of two countries") as caught:
        load_countries(path, base=BASE)
    assert str(caught.value.where) == "countries.csv:3"
