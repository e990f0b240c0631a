"""The folder as a whole: what is in it, told of all, the same each time."""

from __future__ import annotations

import gzip
import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
import sssom_pydantic
import yaml
from hypothesis import given
from hypothesis import strategies as st
from rdflib import SH, Graph
from rdflib.namespace import RDF, SKOS

from avggraph import resources
from avggraph.bilingual import Bilingual
from avggraph.dataset import DatasetAddresses, groups, write_dataset
from avggraph.dataset.citation import render_citation
from avggraph.dataset.data_file import data_file, file_kinds
from avggraph.dataset.mappings import render_mappings
from avggraph.dataset.read_me import render_read_me
from avggraph.errors import KnowledgeError
from avggraph.publication import Agent, Publication
from avggraph.query import load_catalogue
from avggraph.store import Output
from avggraph.validate import find_profile
from avggraph.validation import validated_file
from avggraph.vocabulary.mappings import read_mappings
from dataset.conftest import Written

ADDRESSES = DatasetAddresses("https://avg.voorbeeld.example/")


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_all_files_are_told_of_and_no_more(written: Written) -> None:
    found = files_in(written.folder)
    assert {file.path for file in written.files} == set(found)
    for file in written.files:
        assert (file.size, file.sha256) == (len(found[file.path]), hashlib.sha256(found[file.path]).hexdigest())
        assert file.title.nl and file.title.en and "{" not in file.title.nl + file.title.en, file
    order = list(groups())
    assert [order.index(file.group) for file in written.files] == sorted(order.index(f.group) for f in written.files)


def test_the_same_build_gives_the_same_bytes(
    output: Output, written: Written, publication: Publication, tmp_path: Path
) -> None:
    assert write_dataset(output, publication, tmp_path) == written.files
    assert files_in(tmp_path) == files_in(written.folder)


def test_a_folder_may_be_written_again(output: Output, tmp_path: Path) -> None:
    first = write_dataset(output, Publication(), tmp_path)
    assert write_dataset(output, Publication(), tmp_path) == first


def test_checksums_are_of_all_other_files(written: Written) -> None:
    lines = (written.folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = {name: sha256 for sha256, name in (line.split("  ") for line in lines)}
    assert told == {file.path: file.sha256 for file in written.files if file.path != "SHA256SUMS"}


def test_packed_graphs_are_those_of_the_build(written: Written) -> None:
    for name in ("graph.nq", "graph.trig"):
        packed = (written.folder / f"{name}.gz").read_bytes()
        assert gzip.decompress(packed) == (written.output.folder / name).read_bytes()
        assert packed[4:8] == bytes(4), "a time would make other bytes tomorrow"


def test_a_format_that_was_not_built_is_not_invented(output: Output, publication: Publication, tmp_path: Path) -> None:
    less = tmp_path / "less"
    less.mkdir()
    for path in output.folder.iterdir():
        if path.name not in ("graph.ttl", "graph.trig"):
            (less / path.name).symlink_to(path)
    paths = {file.path for file in write_dataset(replace(output, folder=less), publication, tmp_path / "data")}
    assert {"graph.nq.gz", "graph.jsonld"} <= paths
    assert paths.isdisjoint({"graph.ttl", "graph.trig.gz"})


def test_the_texts_are_all_there(written: Written) -> None:
    with zipfile.ZipFile(written.folder / "texts.zip") as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
        assert list(texts) == sorted(texts)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert texts == {f"texts/{iri.rpartition('/')[2]}.txt": text for iri, text in written.output.documents.items()}


def test_the_readme_tells_of_each_file_in_both_languages(written: Written) -> None:
    text = (written.folder / "README.md").read_text(encoding="utf-8")
    dutch, english = text.split("\n## English\n")
    for file in written.files:
        if file.path not in ("README.md", "SHA256SUMS"):
            assert f"]({file.path})" in dutch and f"]({file.path})" in english, file.path
    assert "Uitgever: Gemeente Voorbeeldland" in dutch
    assert "Publisher: Gemeente Voorbeeldland" in english


def test_a_readme_without_publisher_says_that_no_licence_was_told() -> None:
    text = render_read_me((), Publication())
    assert "De uitgever heeft geen licentie opgegeven." in text
    assert "The publisher told no licence." in text


def test_a_readme_keeps_words_of_a_publisher_words(publication: Publication) -> None:
    hostile = replace(publication, title=Bilingual("<script>alert(1)</script> [x](javascript:1)"))
    heading = render_read_me((), hostile).splitlines()[0]
    assert heading == r"# \<script\>alert(1)\</script\> \[x\](javascript:1)"


def test_every_kind_of_file_is_written(written: Written) -> None:
    assert {data_file(written.folder, file.path).media_type for file in written.files} == {
        kind.media_type for kind in file_kinds().values()
    }


def test_a_file_of_no_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "los.bin").write_bytes(b"")
    with pytest.raises(KnowledgeError, match=r"los\.bin"):
        data_file(tmp_path, "los.bin")


def test_packed_files_say_how_they_are_sent(written: Written) -> None:
    served = {file.path: file.served_as for file in written.files}
    assert served["graph.nq.gz"] == "application/gzip"
    assert served["texts.zip"] == "application/zip"
    assert served["graph.ttl"] == "text/turtle"


# ---------------------------------------------------------------- vocabulary


def test_the_concepts_pass_the_dutch_profile_of_skos(written: Written, shared: Path) -> None:
    loaded = find_profile("nl-sbb").load(shared / "reference")
    assert validated_file(written.folder / "ontology/concepts.ttl", loaded) == ()
    for scheme in sorted((written.folder / "ontology/concepts").iterdir()):
        # A scheme alone points to concepts of others, whose class then is not in the file.
        paths = {finding.path for finding in validated_file(scheme, loaded)}
        assert paths <= {"<http://www.w3.org/2004/02/skos/core#broader>"}, scheme.name


def test_the_schemes_together_are_all_concepts(written: Written) -> None:
    whole = set(Graph().parse(written.folder / "ontology/concepts.ttl").subjects(RDF.type, SKOS.Concept))
    parts = [
        set(Graph().parse(path).subjects(RDF.type, SKOS.Concept))
        for path in (written.folder / "ontology/concepts").iterdir()
    ]
    assert set().union(*parts) == whole
    assert sum(map(len, parts)) == len(whole)


def test_the_saved_questions_are_executables_for_the_endpoint(written: Written) -> None:
    queries = Graph().parse(written.folder / "queries.ttl")
    assert len(set(queries.subjects(RDF.type, SH.SPARQLExecutable))) == len(load_catalogue())
    assert "<https://avg.voorbeeld.example/sparql>" in (written.folder / "queries.ttl").read_text(encoding="utf-8")


def test_one_mapping_set_holds_the_rows_of_all(written: Written) -> None:
    read, _, mapping_set, errors = sssom_pydantic.read(written.folder / "mappings.sssom.tsv", return_errors=True)
    assert not errors
    assert str(mapping_set.id) == "https://w3id.org/avggraph/mapping"
    paths = sorted(resources.ontology("mappings").glob("*.sssom.tsv"))
    separate = {(row.subject, row.predicate, row.object) for path in paths for row in read_mappings(path)}
    together = read_mappings(written.folder / "mappings.sssom.tsv")
    assert {(row.subject, row.predicate, row.object) for row in together} == separate
    assert len(read) == len(together) == len(separate)
    assert {mapping.object_source_version for mapping in read} == {"2.3"}
    for mapping in read:
        assert mapping.source and mapping.subject.prefix == mapping.source.identifier


def test_sets_that_disagree_on_a_prefix_are_refused(tmp_path: Path) -> None:
    for path in sorted(resources.ontology("mappings").glob("r*.sssom.tsv"))[:2]:
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    other = next(iter(sorted(tmp_path.iterdir())))
    text = other.read_text(encoding="utf-8")
    other.write_text(text.replace("dpv: https://w3id.org/dpv#", "dpv: https://elders.example/"), encoding="utf-8")
    with pytest.raises(KnowledgeError, match="two namespaces"):
        render_mappings(sorted(tmp_path.iterdir()))


# ---------------------------------------------------------------- citation


def test_the_citation_says_what_the_publisher_told(written: Written) -> None:
    citation = yaml.safe_load((written.folder / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] == "dataset"
    assert citation["authors"] == [{"name": "Gemeente Voorbeeldland (bedacht)"}]
    assert citation["license-url"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert citation["identifiers"] == [{"type": "url", "value": "https://avg.voorbeeld.example/data/#dataset"}]
    assert citation["date-released"].isoformat() == "2026-11-29"


def test_who_told_no_author_or_title_gets_no_citation(output: Output, publication: Publication, tmp_path: Path) -> None:
    assert render_citation(replace(publication, creator=None, publisher=None), ADDRESSES) is None
    assert render_citation(replace(publication, title=Bilingual()), ADDRESSES) is None
    assert "CITATION.cff" not in {file.path for file in write_dataset(output, Publication(), tmp_path)}


@given(st.text().map(lambda text: " ".join(text.split())).filter(lambda text: text and text.isprintable()))
def test_any_title_and_name_come_back_from_yaml(words: str) -> None:
    told = Publication(title=Bilingual(words), creator=Agent("https://x.example/", words))
    text = render_citation(told, ADDRESSES)
    assert text is not None
    citation = yaml.safe_load(text)
    assert (citation["title"], citation["authors"]) == (words, [{"name": words}])


def test_the_database_is_described_in_both_languages(written: Written) -> None:
    described = orjson.loads((written.folder / "metadata.json").read_bytes())
    assert described["source_url"] == "https://avg.voorbeeld.example/data/"
    tables = described["databases"]["register"]["tables"]
    assert tables["systems"]["description"] == "Systemen en registers / Systems and registers"
    assert tables["systems"]["columns"]["name"] == "naam / name"


def test_the_caller_may_say_where_the_files_will_stand(
    output: Output, publication: Publication, tmp_path: Path
) -> None:
    elsewhere = DatasetAddresses("https://elders.example/", "downloads/")
    write_dataset(output, publication, tmp_path, addresses=elsewhere)
    for name in ("catalogus.ttl", "void.ttl"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert "<https://elders.example/downloads/#dataset>" in text
        assert "avg.voorbeeld.example/data" not in text
