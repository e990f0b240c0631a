"""Python use: a register is opened, asked, cited, compared."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import networkx as nx
import pytest

import avggraph
from avggraph.errors import QueryError, StoreError
from avggraph.query import Iri, load_catalogue
from avggraph.register import Register

EXAMPLES = Path(__file__).resolve().parents[1] / "data" / "examples"
SOURCES = [EXAMPLES / "voorbeeld-m9002-machtigen.md", EXAMPLES / "voorbeeld-m9003-meldpunt-identiteitsfraude.txt"]
DOC = EXAMPLES.parents[1] / "docs" / "python.md"
PREFIXES = "PREFIX dpv: <https://w3id.org/dpv#> PREFIX prov: <http://www.w3.org/ns/prov#> "


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return avggraph.build(SOURCES, tmp_path_factory.mktemp("register") / "out")


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, avggraph; print({'rdflib', 'pyoxigraph', 'networkx', 'pandas'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_asking_loads_no_library_that_only_some_answers_need(register: Register) -> None:
    assert register.output is not None
    code = (
        "import sys, avggraph; r = avggraph.load(sys.argv[1]); r.query('records');"
        "print({'networkx', 'pandas', 'polars', 'pyarrow'} & set(sys.modules))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, str(register.output.folder)], capture_output=True, text=True, check=True
    )
    assert result.stdout == "set()\n"


def test_a_saved_question_a_file_and_sparql_itself(register: Register, tmp_path: Path) -> None:
    assert [row["reference"] for row in register.query("records").texts()] == ["M9002", "M9003"]
    assert register.records == register.query("records")
    text = f"{PREFIXES}SELECT ?x {{ ?x a dpv:Purpose }} ORDER BY ?x"
    (tmp_path / "doelen.rq").write_text(text, encoding="utf-8")
    found = register.query(text)
    assert len(found) > 0
    assert register.query(tmp_path / "doelen.rq") == register.query(str(tmp_path / "doelen.rq")) == found
    assert register.query("ASK { }").texts() == ({"answer": "true"},)


def test_parameters_take_values_of_python(register: Register) -> None:
    assert "VALUES ?minimum { 3 }" in register.sparql("shared-recipients", minimum=3)
    assert register.sparql("records", controller=None) == register.sparql("records")
    assert register.sparql("flows", record=["M9002", "M9003"]) == register.sparql("flows", record=("M9003", "M9002"))
    by_word = register.sparql("cross-ministry-flows", from_="BZK")
    assert "VALUES ?from { <https://identifier.overheid.nl/tooi/id/ministerie/mnre1034> }" in by_word
    iri = Iri("https://identifier.overheid.nl/tooi/id/ministerie/mnre1034")
    assert register.sparql("cross-ministry-flows", from_=iri) == by_word


def test_names_and_types_of_parameters_in_an_own_question(register: Register) -> None:
    question = """# param: sinds-dag | date | Sinds
# param: open | boolean | Open
SELECT ?dag ?open {
  VALUES ?dag { UNDEF } # param: sinds-dag
  VALUES ?open { UNDEF } # param: open
}
"""
    found = register.query(question, sinds_dag=date(2024, 7, 2), open=True)
    assert found.texts() == ({"dag": "2024-07-02", "open": "true"},)


def test_what_is_wrong_is_said(register: Register) -> None:
    with pytest.raises(QueryError, match="shared-recipients"):
        register.query("shared-recipient")
    with pytest.raises(QueryError, match="geen parameter 'max'"):
        register.query("shared-recipients", max=3)
    with pytest.raises(QueryError, match=r"1\.5 kan geen waarde"):
        register.query("shared-recipients", minimum=1.5)  # type: ignore[arg-type]
    with pytest.raises(QueryError, match="construct"):
        register.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    with pytest.raises(QueryError, match="query"):
        register.construct("SELECT ?s { ?s ?p ?o }")
    with pytest.raises(QueryError, match="SERVICE"):
        register.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_rdf_is_asked_for(register: Register) -> None:
    found = register.construct(f"{PREFIXES}CONSTRUCT {{ ?x a dpv:Purpose }} WHERE {{ ?x a dpv:Purpose }}")
    assert found.splitlines()
    assert all(line.endswith("dpv#Purpose> .") for line in found.splitlines())


def test_words_are_quoted_as_they_stand_in_the_document(register: Register) -> None:
    cited = register.query(
        f"{PREFIXES}SELECT ?words ?said {{ ?x a dpv:Purpose ; prov:wasQuotedFrom ?words ; "
        "<http://purl.org/dc/terms/description> ?said } ORDER BY ?words"
    )
    assert len(cited) > 1
    quotes = [" ".join(register.quote(str(row["words"])).split()) for row in cited]
    assert [quote for quote, row in zip(quotes, cited, strict=True) if quote == str(row["said"])]
    words = str(cited[0]["words"])
    assert register.quote(words) in register.text(words)
    for wrong, message in (
        ("https://avggraph.example/doc/bron/0#char=0,5", "geen tekst"),
        (words.partition("#")[0], "wijst geen woorden aan"),
        (f"{words.partition('#')[0]}#char=0,99999999", "voorbij het eind"),
        (f"{words.partition('#')[0]}#char=5,1", "voorbij het eind"),
        ("https://avggraph.example/doc/bron/../../manifest.json#char=0,5", "geen tekst"),
    ):
        with pytest.raises((QueryError, StoreError), match=message):
            register.quote(wrong)


def test_the_network_and_the_names(register: Register) -> None:
    network = register.network()
    assert isinstance(network, nx.MultiDiGraph)
    assert network.number_of_edges() > 0
    labelled = register.labelled(register.query("SELECT ?x { VALUES ?x { <https://w3id.org/avggraph/def#No> } }"), "en")
    assert labelled.texts() == ({"x": "https://w3id.org/avggraph/def#No", "xLabel": "no"},)


def test_the_catalogue_is_a_table(register: Register) -> None:
    assert [row["name"] for row in register.queries.texts()] == list(load_catalogue())
    assert "from, to" in register.queries._repr_html_()


def test_the_dataset_keeps_literals_as_written(register: Register) -> None:
    dataset = register.dataset()
    assert dataset.default_union
    values = {str(value) for value in dataset.objects() if str(getattr(value, "datatype", "")).endswith("#duration")}
    assert register.output is not None
    text = (register.output.folder / "graph.nq").read_text(encoding="utf-8")
    assert values
    assert all(f'"{value}"^^' in text for value in values)


def test_a_diagram_has_the_words_of_its_documents(register: Register) -> None:
    diagram = register.diagram("9003")
    assert diagram.reference == "M9003"
    quotes = [quote for flow in diagram.flows for quote in flow.quotes]
    assert quotes and all(" ".join(register.quote(quote.place).split()) == quote.words for quote in quotes)


def test_a_remote_register_has_no_texts(register: Register) -> None:
    remote = Register(register.engine, register.catalogue)
    assert remote.records == register.records
    assert repr(remote) == "<Register: endpoint>"
    for call in (remote.dataset, lambda: remote.text("urn:x"), lambda: register.changes_since(remote)):
        with pytest.raises(StoreError, match="endpoint"):
            call()


def test_changes_since_an_earlier_build(register: Register, tmp_path: Path) -> None:
    later = avggraph.build(SOURCES[0], tmp_path / "out")
    changes = later.changes_since(register)
    assert repr(changes) == "<Changes: 0 nieuw, 1 weg, 0 gewijzigd, 1 gelijk>"
    assert "M9003" in changes._repr_html_()
    assert register._repr_html_() == "<p><b>Register</b>: out, 2 verwerkingen</p>"


def test_the_code_of_the_documentation_runs(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert register.output is not None
    (tmp_path / "demo").symlink_to(register.output.folder, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 6
    exec("".join(blocks), {})
    assert "M9003 Centraal meldpunt identiteitsfraude" in capsys.readouterr().out
    assert (tmp_path / "answer.xlsx").is_file()


def test_a_folder_without_a_build(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        avggraph.load(tmp_path)
