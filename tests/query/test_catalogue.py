"""Headers of saved queries: what is read from them, and where a wrong one is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from avggraph import resources
from avggraph.errors import KnowledgeError, QueryError
from avggraph.query import Parameter, ValueType, find_query, load_catalogue, parse_query, read_query
from query.engines import catalogue

HEADER = """\
# title: Proef
# title@en: Trial
# question: Wat is er?
# question@en: What is there?
# description: Een proef.
# tags: proef, test
"""
BODY = "SELECT ?x WHERE { ?x ?p ?o } ORDER BY ?x\n"
WITH_PARAMETER = (
    HEADER
    + "# param: minimum | integer | Ten minste | 2\n\nSELECT ?x WHERE {\n"
    + "  VALUES ?minimum { 2 } # param: minimum\n  ?x ?p ?o\n}\n"
)


def test_header_is_read() -> None:
    query = parse_query(WITH_PARAMETER, "proef.rq")
    assert (query.name, query.title, query.title_en, query.tags) == ("proef", "Proef", "Trial", ("proef", "test"))
    assert query.parameters == (Parameter("minimum", ValueType.INTEGER, "Ten minste", "2"),)
    assert query.text == WITH_PARAMETER


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (HEADER.replace("# title: Proef\n", "") + BODY, 1, "ontbreekt 'title'"),
        (HEADER + "# titel: Proef\n" + BODY, 7, "kent 'titel' niet"),
        (HEADER + "# per: doel\n" + BODY, 7, "'per' is hier 'doel'"),
        (HEADER + "# title: Nog een\n" + BODY, 7, "twee keer"),
        (HEADER.replace("Een proef.", "") + BODY, 5, "leeg"),
        (WITH_PARAMETER.replace("| integer | Ten minste | 2", "| integer"), 7, "drie tot vijf velden"),
        (WITH_PARAMETER.replace("integer", "getal"), 7, "'getal' bestaat niet"),
        (WITH_PARAMETER.replace("| 2", "| 3"), 10, "Hier staat 2"),
        (WITH_PARAMETER.replace("| 2", "| twee"), 10, "'twee' is geen geheel getal"),
        (WITH_PARAMETER.replace("# param: minimum\n", "# param: maximum\n"), 10, "'maximum' staat niet in de kop"),
        (WITH_PARAMETER.replace("  VALUES ?minimum { 2 } # param", "  FILTER(2 > 1) # param"), 10, "eigen regel"),
        (WITH_PARAMETER.replace("  VALUES ?minimum { 2 } # param: minimum\n", ""), None, "komt in de vraag niet voor"),
        (WITH_PARAMETER.replace("# param: minimum |", "# param: Minimum! |"), 7, "naam van kleine letters"),
        (HEADER + "INSERT DATA { <urn:a> <urn:b> <urn:c> }\n", None, "wijziging"),
    ],
)
def test_wrong_header_says_where(text: str, line: int | None, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        parse_query(text, "proef.rq")
    assert caught.value.where is not None
    assert (caught.value.where.path, caught.value.where.line) == ("proef.rq", line)


def test_choices_must_be_a_query_of_the_folder(tmp_path: Path) -> None:
    wrong = WITH_PARAMETER.replace("| 2\n", "| 2 | nergens\n")
    (tmp_path / "proef.rq").write_text(wrong, encoding="utf-8")
    with pytest.raises(QueryError, match="'nergens'"):
        load_catalogue(tmp_path)


def test_folder_without_queries(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError):
        load_catalogue(tmp_path)


def test_own_query_needs_no_header(tmp_path: Path) -> None:
    path = tmp_path / "eigen.rq"
    path.write_text("# Gemaakt op een maandag: let op\nASK { ?x ?p ?o }\n", encoding="utf-8")
    query = read_query(path)
    assert (query.name, query.title, query.parameters) == ("eigen", "eigen", ())


def test_own_query_may_have_parameters(tmp_path: Path) -> None:
    path = tmp_path / "eigen.rq"
    path.write_text(WITH_PARAMETER.replace(HEADER, "# Mijn vraag.\n"), encoding="utf-8")
    assert read_query(path).parameters[0].default == "2"


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_own_query_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "eigen.rq"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(QueryError, match="niet te lezen"):
        read_query(path)


def test_unknown_query_and_parameter_name_what_there_is() -> None:
    with pytest.raises(QueryError, match="processors"):
        find_query(catalogue(), "procesors")
    with pytest.raises(QueryError, match="processor, controller"):
        catalogue()["processors"].parameter("verwerker")


def test_queries_of_the_package_say_it_in_two_languages() -> None:
    for query in catalogue().values():
        assert query.question.endswith("?"), query.name
        assert query.question_en.endswith("?"), query.name
        assert query.title != query.title_en, query.name
        assert "ORDER BY" in query.text, query.name
        assert {each.choices for each in query.parameters if each.choices} <= set(catalogue()), query.name


def test_a_query_of_the_package_is_read_when_it_is_taken() -> None:
    queries = load_catalogue()
    assert list(queries) == list(load_catalogue(resources.queries()))
    assert len(queries) == len(list(queries))
    assert ("processors" in queries, "procesors" in queries) == (True, False)
    assert queries["processors"] is queries["processors"]
    with pytest.raises(KeyError):
        queries["procesors"]
