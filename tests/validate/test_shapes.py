"""What the shapes say about themselves, and that they name nothing that does not exist."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from rdflib import SH, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from avggraph import resources
from avggraph.errors import KnowledgeError, UsageError
from avggraph.validate import Severity, Shape, load_shapes, shape_files, shipped_shapes

# A finding is a signal for a privacy officer, never a judgement.
JUDGEMENT = re.compile(r"onrechtmatig|onwettig|illegaal|overtred|illegal|unlawful|breach|infring", re.IGNORECASE)
SOURCE = re.compile(
    r"AVG art\. \d+\(\d|AVG art\. (10|44)\b|UAVG art\. \d+\b|DPCat 0\.2$"
    r"|Wpg art\. 31d\(1\)\([a-i]\); Wjsg art\. 26c\(1\)\([a-i]\); Richtlijn \(EU\) 2016/680 art\. 24\(1\)\([a-i]\)$"
    r"|graafmodel, \w+|RFC 5147|XML Schema|SKOS Reference"
)
OFFICIAL = ("https://w3id.org/dpv", "https://w3id.org/dpcat", "https://eur-lex.europa.eu/")


def every_shape() -> list[Shape]:
    return list(shipped_shapes().shapes.values())


@pytest.mark.parametrize("shape", every_shape(), ids=lambda shape: shape.iri.partition("#")[2])
def test_shape_speaks_both_languages_in_full_sentences(shape: Shape) -> None:
    for text in (shape.message_nl, shape.message_en, shape.advice_nl, shape.advice_en):
        assert text.endswith((".", "?")) and text[0].isupper()
        assert not JUDGEMENT.search(text)
    assert shape.message_nl[-1] == shape.message_en[-1]
    assert shape.advice_nl[-1] == shape.advice_en[-1] == "."
    assert shape.name_nl and shape.name_en
    assert shape.message_nl != shape.message_en
    assert shape.advice_nl != shape.advice_en
    assert SOURCE.match(shape.article)


def test_structure_is_violations_and_what_a_register_says_never_is() -> None:
    assert {shape.severity for shape in shipped_shapes("structure").shapes.values()} == {Severity.VIOLATION}
    for name in ("completeness", "signals"):
        assert {shape.severity for shape in shipped_shapes(name).shapes.values()} == {Severity.INFO, Severity.WARNING}


def test_signals_ask() -> None:
    assert all(shape.message_nl.endswith("?") for shape in shipped_shapes("signals").shapes.values())


def test_shapes_are_shacl_core() -> None:
    assert not list(shipped_shapes().graph.subject_objects(SH.sparql))


def test_patterns_mean_the_same_to_every_engine() -> None:
    # XPath, Python and Rust differ in look-around, word boundaries and groups that are not captured.
    for pattern in shipped_shapes().graph.objects(predicate=SH.pattern):
        assert re.compile(str(pattern))
        assert not re.search(r"(?<!\\)\(\?|\\[bBAZ]", str(pattern))


def test_patterns_take_hostile_words_in_one_pass() -> None:
    # A repetition without bound, tried from every place of a text, costs the square of its length.
    for pattern in map(str, shipped_shapes().graph.objects(predicate=SH.pattern)):
        bare = re.sub(r"\[\^?[^]]*\]", "c", pattern.replace(r"\\", ""))
        assert pattern.startswith("^") or not re.search(r"[*+]|,\}", bare), pattern


def test_numbers_of_laws_stand_in_the_table_of_laws() -> None:
    with resources.data("laws.csv").open(encoding="utf-8", newline="") as file:
        known = {row["id"] for row in csv.DictReader(file)}
    graph = shipped_shapes("signals").graph
    text = " ".join(str(term) for _, _, term in graph if isinstance(term, Literal) and "BWBR" in term)
    written = set(re.findall(r"BWBR\d{7}", text))
    assert written and written <= known


def elements(article: str, kind: str) -> set[str]:
    """Give the points of an article of which a shape judges records of a kind."""
    completeness = shipped_shapes("completeness")
    kinds = completeness.graph.subjects(SH.targetClass, URIRef(f"https://w3id.org/avggraph/def#{kind}"))
    articles = [completeness.shapes[str(shape)].article for shape in kinds]
    return {match[1] for one in articles if (match := re.search(rf"{re.escape(article)}\((\w)\)", one))}


def test_every_element_of_each_register_has_a_shape() -> None:
    assert elements("30(1)", "ControllerRecord") == set("abcdefg")
    assert elements("30(2)", "ProcessorRecord") == set("abcd")
    assert elements("Richtlijn (EU) 2016/680 art. 24(1)", "LawEnforcementRecord") == set("abcdefghi")


def test_a_shape_asks_only_what_the_law_of_the_record_asks() -> None:
    assert elements("30(1)", "ProcessorRecord") == elements("30(1)", "LawEnforcementRecord") == set()
    assert elements("30(2)", "ControllerRecord") == elements("30(2)", "LawEnforcementRecord") == set()


def test_every_target_stands_on_a_shape_with_an_iri() -> None:
    graph = shipped_shapes().graph
    targets = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
    targeted = {node for target in targets for node in graph.subjects(target)}
    assert targeted == {URIRef(iri) for iri in shipped_shapes().shapes}
    assert not any(isinstance(node, BNode) for node in targeted)


def test_shapes_are_shacl_core_with_patterns_that_any_engine_reads() -> None:
    graph = shipped_shapes().graph
    assert {str(predicate) for predicate in graph.predicates()}.isdisjoint(
        {str(SH.sparql), str(SH.js), str(SH.target), str(SH.rule)}
    )
    patterns = [str(pattern) for pattern in graph.objects(predicate=SH.pattern)]
    assert patterns and not [pattern for pattern in patterns if re.search(r"(?<!\\)\(\?|\\\d", pattern)]


def test_external_terms_stand_in_the_official_files(shared: Path) -> None:
    official = Graph()
    for file in [*sorted((shared / "reference/dpv/2.3").rglob("*.ttl")), shared / "reference/dpcat/dpcat.ttl"]:
        official.parse(file)
    known = {str(term) for triple in official for term in triple}
    used = {str(term) for triple in shipped_shapes().graph for term in triple if isinstance(term, URIRef)}
    external = {iri for iri in used if iri.startswith(OFFICIAL)}
    assert external and external <= known


def test_own_terms_are_defined() -> None:
    own = Graph().parse(resources.ontology("avggraph.ttl"))
    used = {term for triple in shipped_shapes().graph for term in triple if isinstance(term, URIRef)}
    terms = {term for term in used if str(term).startswith("https://w3id.org/avggraph/def#")}
    assert terms and terms <= set(own.subjects())


def test_unknown_shape_file_is_a_usage_error_that_names_the_choices() -> None:
    with pytest.raises(UsageError, match=r"volledigheid.*completeness, signals, structure"):
        shipped_shapes("volledigheid")


@pytest.mark.parametrize("predicate", [SH.name, SH.message, SH.description, SH.severity, DCTERMS.source])
def test_shape_without_its_metadata_is_refused(predicate: URIRef, tmp_path: Path) -> None:
    graph = Graph().parse(shape_files()["completeness"])
    graph.remove((URIRef("https://w3id.org/avggraph/shape#RetentionStated"), predicate, None))
    file = tmp_path / "shapes.ttl"
    graph.serialize(file, format="turtle")
    with pytest.raises(KnowledgeError, match="RetentionStated"):
        load_shapes(file)


def test_file_that_is_no_turtle_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "shapes.ttl"
    file.write_text("geen turtle", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="niet als Turtle te lezen"):
        load_shapes(file)
