"""The pages of the sharing guides: the whole guide as text, the data beside it, and what the form knows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Graph

from avggraph.publish import Site
from avggraph.publish.share_form import MOST
from avggraph.share import guide_files, load_guide
from avggraph.store import open_output
from publish.thing_pages import attribute, first, links, shown, texts

CODES = list(guide_files())
GUIDE = "delen/wegwijzer"


@pytest.fixture(scope="module")
def pages(built_examples: Path) -> Site:
    return Site(open_output(built_examples))


@pytest.fixture(scope="module")
def known(pages: Site) -> dict[str, Any]:
    """What the form knows."""
    return called(content(pages, f"{GUIDE}.js"))


def content(pages: Site, file: str) -> bytes:
    resource = pages.resource(file)
    assert resource is not None, file
    return resource.content


def called(script: bytes) -> dict[str, Any]:
    start, end = b"avggraph.sharing(", b");\n"
    assert script.startswith(start)
    assert script.endswith(end)
    value: dict[str, Any] = json.loads(script[len(start) : -len(end)])
    return value


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_list_leads_to_each_guide(pages: Site, language: str) -> None:
    tree = shown(pages, "delen/index", language)
    assert links(tree, "main dt a") == [f"{code}.html" for code in CODES]
    [entry] = [a for a in tree.css("header nav a") if attribute(a, "aria-current")]
    assert entry.text() == {"nl": "Delen", "en": "Sharing"}[language]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_whole_guide_stands_there_as_text(pages: Site, code: str, language: str) -> None:
    guide, tree = load_guide(code), shown(pages, f"delen/{code}", language)
    said = "en" if language == "en" else "nl"
    for rule in guide.rules:
        part = first(tree, f"[id='{rule.code}']")
        assert first(part, "h4").text() == f"{rule.code}. {getattr(rule.title, said)}"
        told = part.text()
        assert getattr(rule.description, said) in told
        for quotation in rule.quotations:
            assert f"“{quotation.words}”" in told
        for provision in (*rule.bases, *rule.references):
            assert getattr(provision.label, said) in told
    assert links(tree, "#guide li a") == [f"mailto:{contact.address}" for contact in guide.contacts]


def test_the_table_has_the_outcome_of_each_kind_of_requester_and_data(pages: Site) -> None:
    tree = shown(pages, GUIDE)
    rows = {texts(row, "th")[0]: row for row in tree.css("#guide tbody tr")}
    assert list(rows)[-1] == "ieder ander"
    assert len(rows) == 8
    chain = rows["ketenpartners buiten de kleine keten"]
    assert texts(chain, ".outcome") == [
        "delen mag, met plichten", "alleen met motivering", "leg het voor aan de Privacy Office",
        # The kinds that the file adds: special data that may be in it, offences, departure, the citizen service number.
        "alleen met motivering", "leg het voor aan de Privacy Office", *["delen mag, met plichten"] * 2,
    ]  # fmt: skip
    assert links(chain.css("td")[1], "a") == ["#R1", "#R6", "#R7", "#R10"]
    assert texts(rows["ieder ander"], ".outcome") == ["leg het voor aan de Privacy Office"] * 7
    assert [attribute(cell, "scope") for cell in tree.css("#guide thead th")] == ["col"] * 8


def test_the_form_waits_for_its_script(pages: Site) -> None:
    tree = shown(pages, GUIDE)
    assert all("hidden" in first(tree, each).attributes for each in ("#question", "#answer"))
    assert "JavaScript" in first(tree, "noscript").text()
    assert attribute(first(shown(pages, GUIDE, "en"), "main script"), "src") == "../../delen/wegwijzer.js"


@pytest.mark.parametrize("code", CODES)
def test_the_policy_stands_beside_the_page(pages: Site, code: str) -> None:
    guide = load_guide(code)
    file = Graph().parse(guide_files()[code], publicID="https://avggraph.example/")
    beside = Graph().parse(data=content(pages, f"delen/{code}.nt"), format="nt")
    assert set(file) <= set(beside)
    assert {str(subject) for subject, *_ in set(beside) - set(file)} == {f"https://avggraph.example/delen/{code}"}
    for ending, form in (("ttl", ox.RdfFormat.TURTLE), ("jsonld", ox.RdfFormat.JSON_LD)):
        triples = list(ox.parse(content(pages, f"delen/{code}.{ending}"), form))
        assert len(triples) == len(beside)
    plain = json.loads(content(pages, f"delen/{code}.json"))
    assert plain["iri"] == guide.iri
    assert [rule["code"] for rule in plain["rules"]] == [rule.code for rule in guide.rules]
    assert len(plain["grid"]) == len(plain["groups"])


def test_a_rule_has_its_place_on_the_page(pages: Site) -> None:
    address = pages.reader.addresses.of("https://w3id.org/avggraph/policy/wegwijzer/R7")
    assert address is not None
    assert (address.path, address.fragment) == (GUIDE, "R7")


def test_the_form_knows_what_the_register_says(known: dict[str, Any]) -> None:
    parties = {party["names"][0]: party for party in known["parties"]}
    police = parties["Koninklijke Marechaussee"]
    number, given = police["given"]
    assert [entry[:2] for entry in given] == [
        ["M9001", "Visumaanvragen voor kort verblijf (voorbeeld)"],
        ["M9008", "Behandelen van asielaanvragen (voorbeeld)"],
        ["M9011", "Kentekenregister (voorbeeld)"],
    ]
    assert number == 3
    assert given[0][2] == "doc/rijksoverheid/verwerking/m9001"
    assert police["own"] == [1, ["M9005"]]
    assert police["page"] == "doc/organisatie/koninklijke-marechaussee"
    assert not {"given", "own", "page"} & parties["Leger des Heils"].keys()
    assert all(len(party["given"][1]) <= MOST for party in known["parties"] if "given" in party)
    assert known["systems"]["bvv"] == ["Basisvoorziening Vreemdelingen", "", [0, []]]
    names = {name: item for item in known["items"] for name in item["names"]}
    assert names["naam"]["page"] == "doc/begrip/persoonsgegevens/naam"


@pytest.mark.parametrize("code", CODES)
def test_numbers_in_the_data_lead_somewhere(pages: Site, code: str) -> None:
    known = called(content(pages, f"delen/{code}.js"))
    table = known["table"]
    assert {party["group"] for party in known["parties"]} <= set(range(len(table["grid"])))
    assert {item["kind"] for item in known["items"]} <= set(range(len(table["grid"][0])))
    assert all(known["parties"][number]["names"] for _, number in known["begins"])
    duties = {duty for verdict in table["verdicts"] for duty in verdict["duties"]}
    assert duties <= set(known["duties"])
    assert {system for _, _, systems in known["duties"].values() for system in systems} == set(known["systems"])
    documents = {code for code, *_ in known["choices"]["document"]}
    assert {item["document"] for item in known["items"] if "document" in item} <= documents


def test_only_the_guides_scripts_are_made(pages: Site) -> None:
    assert pages.resource("delen/anders.js") is None
    assert pages.resource("delen/wegwijzer/R7.js") is None


def test_another_process_makes_the_same_bytes_as_those_that_wrote_the_site(built_examples: Path, site: Path) -> None:
    program = f"""
        import sys
        from pathlib import Path
        from avggraph.publish import Site
        from avggraph.store import open_output
        pages = Site(open_output(Path(sys.argv[1])))
        files = [*pages.files({GUIDE!r}), pages.resource({GUIDE!r} + ".js")]
        sys.stdout.buffer.write(bytes([0]).join(part for each in files for part in (each.path.encode(), each.content)))
    """
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    told = subprocess.run(
        [sys.executable, "-c", dedent(program), str(built_examples)], capture_output=True, check=True, env=environment
    )
    paths, contents = told.stdout.split(b"\0")[::2], told.stdout.split(b"\0")[1::2]
    assert f"{GUIDE}.js".encode() in paths
    assert [(site / path.decode()).read_bytes() for path in paths] == contents
