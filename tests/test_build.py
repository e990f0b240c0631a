"""The whole of a build, on the examples and on the real documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import avggraph
from avggraph.errors import StoreError, UsageError
from avggraph.graph import FORMATS
from avggraph.graph.naming import Naming
from avggraph.pipeline import BuildOptions, BuildResult, Document, build
from avggraph.store import Output, open_output
from avggraph.text import fold

EXAMPLES = Path(__file__).resolve().parents[1] / "data" / "examples"
QUOTED = ox.NamedNode("http://www.w3.org/ns/prov#wasQuotedFrom")
BASE = "https://avggraph.example/"
# Terms of W3C Recommendations that the official files beside the project do not hold, and our licence.
RECORD = f"{BASE}id/rijksoverheid/verwerking/"


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    return build([EXAMPLES], tmp_path_factory.mktemp("examples") / "out")


@pytest.fixture(scope="module")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    return build([shared / "seeds"], tmp_path_factory.mktemp("seeds") / "out")


def quads(output: Output, name: str = "graph.nq") -> set[ox.Quad]:
    return set(ox.parse(path=str(output.folder / name)))


def files(folder: Path) -> dict[str, bytes]:
    """The bytes of every file but the database's, whose engine numbers its files as it likes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "store" not in path.relative_to(folder).parts
    }


# ---------------------------------------------------------------- what is built


def test_the_four_real_descriptions_are_read_and_the_guide_is_named(seeds: BuildResult) -> None:
    assert {document.reference for document in seeds.documents if document.key} == {"M1533", "M1931", "M4089", "M7624"}
    (skipped,) = [document for document in seeds.documents if document.skipped]
    assert skipped.name == "004_31e2273a3223676b.txt"
    assert not skipped.unreadable
    assert "Geen beschrijving van een verwerking" in (skipped.skipped or "")


def test_a_record_says_what_the_model_says(seeds: BuildResult) -> None:
    graph = avggraph.load(seeds.folder).dataset()
    rows = {
        (str(row[0]), str(row[1]))
        for row in graph.query(
            "PREFIX dpv: <https://w3id.org/dpv#> PREFIX avg: <https://w3id.org/avggraph/def#> "
            f"SELECT ?p ?o WHERE {{ <{RECORD}m4089> ?p ?o }}"
        )
        if isinstance(row, rdflib.query.ResultRow)
    }
    tooi, dpv, avg = (
        "https://identifier.overheid.nl/tooi/id/",
        "https://w3id.org/dpv#",
        "https://w3id.org/avggraph/def#",
    )
    assert {
        (dpv + "hasDataController", tooi + "ministerie/mnre1013"),
        (dpv + "hasDataProcessor", tooi + "oorg/oorg10215"),
        (dpv + "hasResponsibleEntity", BASE + "id/organisatie/directie-consulaire-zaken-en-visumbeleid"),
        (dpv + "isImplementedUsingTechnology", BASE + "id/systeem/cic"),
        (dpv + "hasLegalBasis", "https://w3id.org/dpv/legal/eu/gdpr#A6-1-e"),
        (avg + "transferOutsideEU", avg + "No"),
        (avg + "automatedDecisionMaking", avg + "No"),
        (avg + "ministry", tooi + "ministerie/mnre1013"),
        ("http://purl.org/dc/terms/identifier", "M4089"),
    } <= rows


def test_the_processor_s_flow_crosses_ministries_and_cites_its_words(seeds: BuildResult) -> None:
    output = open_output(seeds.folder)
    solutions = output.open_store().query(
        f"""PREFIX avg: <https://w3id.org/avggraph/def#>
        SELECT ?to ?crosses ?words WHERE {{
          ?flow avg:inRecord <{RECORD}m4089> ; avg:kind avg:ProcessingOnBehalf ;
            avg:to ?to ; avg:crossesMinistry ?crosses ;
            <http://www.w3.org/ns/prov#wasQuotedFrom> ?words }}""",
        use_default_graph_as_union=True,
    )
    assert isinstance(solutions, ox.QuerySolutions)
    ((to, crosses, words),) = list(solutions)
    assert isinstance(to, ox.NamedNode)
    assert isinstance(crosses, ox.Literal)
    assert isinstance(words, ox.NamedNode)
    assert to.value.endswith("oorg10215")
    assert crosses.value == "true"
    assert cited(output, words.value) == "SSC ICT (verwerker/beheerder van systeem CIC)"


def cited(output: Output, iri: str) -> str:
    match = re.fullmatch(rf"{re.escape(output.base)}doc/bron/([0-9a-f]{{64}})#char=(\d+),(\d+)", iri)
    assert match, iri
    text = output.text(match[1])
    start, end = int(match[2]), int(match[3])
    assert 0 <= start < end <= len(text), iri
    return text[start:end]


@pytest.mark.parametrize("name", ["examples", "seeds"])
def test_every_citation_is_a_place_in_a_text_without_white_space_at_its_ends(
    name: str, request: pytest.FixtureRequest
) -> None:
    output = open_output(request.getfixturevalue(name).folder)
    citations = {str(quad.object)[1:-1] for quad in quads(output) if quad.predicate == QUOTED}
    assert citations
    for iri in citations:
        words = cited(output, iri)
        assert words == words.strip(), iri
        assert fold(words), iri


@pytest.mark.parametrize("name", ["examples", "seeds"])
def test_no_node_is_blank_and_all_formats_say_the_same(
    name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    output = open_output(request.getfixturevalue(name).folder)
    built = quads(output)
    assert not any(isinstance(term, ox.BlankNode) for quad in built for term in (quad.subject, quad.object))
    assert quads(output, "graph.trig") == built
    assert {quad.triple for quad in quads(output, "graph.ttl")} == {quad.triple for quad in built}
    jsonld = rdflib.Dataset()
    jsonld.parse(output.folder / "graph.jsonld", format="json-ld")
    assert set(as_text(jsonld)) == set(as_text(avggraph.load(output.folder).dataset()))


def as_text(dataset: rdflib.Dataset) -> Iterator[tuple[str, ...]]:
    for subject, predicate, value, graph in dataset.quads():
        yield str(subject), str(predicate), value.n3(), str(graph)


def test_the_n_quads_are_canonical_and_sorted(examples: BuildResult) -> None:
    text = (examples.folder / "graph.nq").read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    assert lines == sorted(set(lines))
    assert len(lines) == examples.quads
    serialised = ox.serialize(ox.parse(text, ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS) or b""
    assert sorted(serialised.decode().splitlines(keepends=True)) == lines


def test_no_name_of_a_natural_person_is_in_any_file(seeds: BuildResult) -> None:
    for name, data in files(seeds.folder).items():
        assert b"van den Burg" not in data, name
        assert b"Jacqueline" not in data, name
    assert "█████████" in (seeds.folder / "graph.nq").read_text(encoding="utf-8")


def test_names_are_kept_where_that_is_asked(shared: Path, tmp_path: Path) -> None:
    source = shared / "seeds" / "002_ca0a81c3e5d5315a.txt"
    result = build([source], tmp_path / "out", BuildOptions(with_names=True))
    assert "Jacqueline van den Burg" in (result.folder / "graph.nq").read_text(encoding="utf-8")


# ---------------------------------------------------------------- what a build promises


def test_a_second_build_has_the_same_bytes(examples: BuildResult, built_examples: Path) -> None:
    assert files(built_examples) == files(examples.folder)


def test_a_build_that_is_interrupted_leaves_the_old_one(tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([EXAMPLES / "voorbeeld-m9001-visumaanvragen.txt"], out)
    before = files(out)

    def interrupt(station: str, _document: Document | None) -> None:
        if station == "reports":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([EXAMPLES / "voorbeeld-m9014-bijstand.txt"], out, watch=interrupt)
    assert files(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert open_output(out).open_store().quads_for_pattern(None, None, None)


def test_bad_input_is_named_with_its_reason_and_the_rest_is_built(tmp_path: Path) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    example = (EXAMPLES / "voorbeeld-m9001-visumaanvragen.txt").read_text(encoding="utf-8")
    (folder / "windows.txt").write_bytes(example.replace("visum", "viësum").encode("cp1252"))
    (folder / "kopie.txt").write_bytes(example.replace("visum", "viësum").encode())
    (folder / "leeg.txt").write_bytes(b"")
    (folder / "foto.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    (folder / "brief.txt").write_text("Geachte heer, hierbij de gevraagde stukken.")
    with (folder / "groot.txt").open("wb") as stream:
        stream.truncate(200_000_000)
    result = build([folder], tmp_path / "out")
    reasons = {document.name: document.skipped for document in result.documents}
    assert {document.name for document in result.documents if document.unreadable} == {
        "foto.jpg", "groot.txt", "leeg.txt",
    }  # fmt: skip
    assert reasons["kopie.txt"] is None
    assert "Dezelfde tekst als kopie.txt" in (reasons["windows.txt"] or "")
    assert "Geen beschrijving" in (reasons["brief.txt"] or "")
    assert "foto (JPEG)" in (reasons["foto.jpg"] or "")
    assert "leeg" in (reasons["leeg.txt"] or "")
    assert "200 MB" in (reasons["groot.txt"] or "")
    assert result.records == 1
    assert {entry["name"] for entry in json.loads((tmp_path / "out" / "documents.json").read_bytes())} == set(reasons)


def test_two_documents_with_one_number_are_both_kept_and_linked(tmp_path: Path) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    example = (EXAMPLES / "voorbeeld-m9001-visumaanvragen.txt").read_text(encoding="utf-8")
    (folder / "a.txt").write_text(example, encoding="utf-8")
    (folder / "b.txt").write_text(example.replace("visum", "visa en visum"), encoding="utf-8")
    result = build([folder], tmp_path / "out")
    assert [document.key for document in result.documents] == ["m9001", "m9001_2"]
    line = f"<{RECORD}m9001_2> <https://w3id.org/avggraph/def#sameReferenceAs> <{RECORD}m9001>"
    assert line in (tmp_path / "out" / "graph.nq").read_text(encoding="utf-8")
    second = result.documents[1]
    assert second.note == f"Zelfde nummer als m9001: niet samengevoegd, {len(second.differences)} velden verschillen."
    assert {"purposes.0.description"} <= {each.field for each in second.differences}
    assert all(each.first != each.second for each in second.differences)


def test_a_system_that_two_records_spell_differently_has_one_name(tmp_path: Path) -> None:
    records = [
        {"Naam": name, "Nummer": name, "Doelen": [{"Doel": "Innen"}], "Systemen": [{"Omschrijving": system}]}
        for name, system in (("Eerste", "Noorder Licht-HR"), ("Tweede", "NOORDER LICHT/HR"))
    ]
    (tmp_path / "register.json").write_text(json.dumps(records), encoding="utf-8")
    build([tmp_path / "register.json"], tmp_path / "out")
    skos, system = "http://www.w3.org/2004/02/skos/core#", ox.NamedNode(f"{BASE}id/systeem/noorder-licht-hr")
    labels = {
        (str(quad.predicate.value).removeprefix(skos), str(quad.object))
        for quad in quads(open_output(tmp_path / "out"))
        if quad.subject == system and str(quad.predicate.value).startswith(skos)
    }
    assert labels == {("prefLabel", '"Noorder Licht-HR"@nl'), ("hiddenLabel", '"NOORDER LICHT/HR"@nl')}


def test_half_a_character_in_json_does_not_end_the_build(tmp_path: Path) -> None:
    record = r'[{"Naam": "half \ud800 teken", "Nummer": "S\udfff", "Doelen": [{"Doel": "Innen \ud83d\ude00"}]}]'
    (tmp_path / "register.json").write_text(record, encoding="utf-8")
    [document] = build([tmp_path / "register.json"], tmp_path / "out").documents
    assert document.title == "half \ufffd teken"


def test_what_a_page_does_not_say_is_not_stated(tmp_path: Path) -> None:
    example = (EXAMPLES / "voorbeeld-m9001-visumaanvragen.txt").read_text(encoding="utf-8")
    half = example[: example.index("Automatische besluitvorming")]
    (tmp_path / "half.txt").write_text(half, encoding="utf-8")
    build([tmp_path / "half.txt"], tmp_path / "out")
    text = (tmp_path / "out" / "graph.nq").read_text(encoding="utf-8")
    for predicate in ("automatedDecisionMaking", "transferOutsideEU", "relatedProcessing"):
        said = f"<{RECORD}m9001> <https://w3id.org/avggraph/def#{predicate}> <https://w3id.org/avggraph/def#NotStated>"
        assert said in text


def test_a_wrong_option_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Onbekend formaat: turtel"):
        build([EXAMPLES], tmp_path / "out", BuildOptions(formats=("turtel",)))
    with pytest.raises(UsageError, match="basis-IRI"):
        Naming("geen-iri")
    with pytest.raises(UsageError, match="bestaat niet"):
        build([tmp_path / "niets"], tmp_path / "out")
    with pytest.raises(StoreError, match="bestaat niet"):
        open_output(tmp_path / "out")
    assert not list(tmp_path.iterdir())


def test_another_base_names_everything_of_ours(tmp_path: Path) -> None:
    options = BuildOptions(naming=Naming("https://data.voorbeeld.nl/", "gemeente"))
    result = build([EXAMPLES / "voorbeeld-m9014-bijstand.txt"], tmp_path / "out", options)
    text = (result.folder / "graph.nq").read_text(encoding="utf-8")
    assert BASE not in text
    assert "<https://data.voorbeeld.nl/id/gemeente/verwerking/m9014>" in text


def test_all_formats_are_written(examples: BuildResult) -> None:
    assert {each.file for each in FORMATS} <= {path.name for path in examples.folder.iterdir()}
