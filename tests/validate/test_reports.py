"""The reports of the same findings, one format at a time; `pytest --rewrite-reports` writes the golden ones anew."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef

from avggraph.errors import UsageError
from avggraph.validate import (
    REPORT_FORMATS,
    Finding,
    RecordFacts,
    Report,
    Selection,
    Severity,
    format_of_file,
    parse_json,
    report_format,
)
from avggraph.validate.report import Language
from validate.report_of import (
    AGAIN,
    GONE,
    INFO,
    KNOWN,
    OUTSIDE,
    RECORDS,
    REPORT,
    SHAPES,
    SOURCE,
    TEXT,
    VIOLATION,
    WARNING,
    bare_report,
    full_report,
)

GOLDEN = Path(__file__).parent / "reports"
LANGUAGES: tuple[Language, ...] = ("nl", "en")


def written(name: str, report: Report, language: Language = "nl") -> str:
    return report_format(name).write(report, language)


# ---------------------------------------------------------------- all formats


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORT_FORMATS)
def test_the_full_report_is_the_golden_one(name: str, language: Language, pytestconfig: pytest.Config) -> None:
    text = written(name, full_report(), language)
    # The page's style and script have their own tests, and the version is not the report's.
    text = re.sub(r"(?s)(<style>).*?(</style>)|(<script>).*?(</script>)|sha256-[\w+/=]+", r"\1\2\3\4", text)
    text = re.sub(r'("name": "avggraph",\s+"version": )"[^"]+"', r'\1"…"', text)
    golden = GOLDEN / f"{language}{REPORT_FORMATS[name].suffixes[0]}"
    if pytestconfig.getoption("--rewrite-reports"):
        golden.write_text(text, encoding="utf-8", newline="")
    assert golden.read_bytes().decode() == text


@pytest.mark.parametrize("name", REPORT_FORMATS)
def test_the_order_of_findings_does_not_matter(name: str) -> None:
    findings = [WARNING, INFO, AGAIN, VIOLATION, OUTSIDE]
    assert written(name, bare_report(*findings)) == written(name, bare_report(*findings[::-1]))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORT_FORMATS)
def test_every_report_lists_what_is_silenced_with_its_reason(name: str, language: Language) -> None:
    assert "staat in het beleid" in written(name, full_report(), language)


@pytest.mark.parametrize("name", REPORT_FORMATS)
def test_no_finding_is_a_report_too(name: str) -> None:
    assert written(name, bare_report())


@pytest.mark.parametrize("name", ["text", "html", "json", "csv", "shacl"])
def test_a_report_comes_in_pieces_of_a_finding_at_most(name: str) -> None:
    """A build writes the reports of a register without holding the text of one."""
    findings = [replace(WARNING, focus=f"<urn:knoop/{number}>", reference=f"M{number}") for number in range(200)]
    many, one = (
        max(map(len, report_format(name).pieces(bare_report(*some), "nl"))) for some in (findings, findings[:1])
    )
    assert many <= one + 100


def test_a_format_is_known_by_its_name_or_by_the_name_of_a_file() -> None:
    for each in REPORT_FORMATS.values():
        assert report_format(each.name) is each
        assert all(format_of_file(f"Map.v1/UITVOER{suffix.upper()}") is each for suffix in each.suffixes)
    with pytest.raises(UsageError, match=r"'pdf' bestaat niet.*text, html"):
        report_format("pdf")
    with pytest.raises(UsageError, match=r"geen formaat te zien.*\.sarif"):
        format_of_file("rapport.doc")


# ---------------------------------------------------------------- text


def test_text_of_one_record_has_no_totals() -> None:
    assert written("text", bare_report(WARNING)) == (
        "M1: 1 waarschuwing\n"
        "  waarschuwing, AVG art. 30(1)(f): Bij deze gegevens staat geen bewaartermijn.\n"
        "    Noem hoe lang de gegevens worden bewaard.\n"
    )
    assert written("text", bare_report()) == "Geen bevindingen.\n"
    assert written("text", bare_report(), "en") == "No findings.\n"


def test_the_worst_record_comes_first_and_equals_by_number() -> None:
    def on(number: int, finding: Finding) -> Finding:
        return replace(finding, record=f"{RECORDS}m{number}", reference=f"M{number}")

    two = [on(7, WARNING), on(7, replace(WARNING, focus="<urn:2>"))]
    report = bare_report(on(4089, WARNING), on(900, WARNING), *two, on(5, INFO), OUTSIDE, on(10, VIOLATION))
    heads = [line.partition(":")[0] for line in written("text", report).splitlines() if re.match(r"\S.*: \d", line)]
    assert heads == ["M10", "M7", "M900", "M4089", "Buiten de verwerkingen", "M5", "Totaal"]


def test_long_words_are_cut_and_many_are_counted() -> None:
    text = "\n".join(f"regel {'x' * 200} {number}" for number in range(30))
    places = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    finding = replace(WARNING, quotes=tuple(f"{SOURCE}#char={start},{end}" for start, end in places))
    lines = written("text", replace(bare_report(finding), texts={SOURCE: text})).splitlines()
    quotes = [line for line in lines if "“" in line]
    assert len(quotes) == 10
    assert all(len(quote) <= len("    regel 10: “”") + 160 and quote.endswith("…”") for quote in quotes)
    assert "    en 20 meer" in lines


def test_a_selection_is_said() -> None:
    chosen = Selection((WARNING.shape,), (f"{RECORDS}m1",), Severity.WARNING)
    text = written("text", replace(full_report(), selection=chosen))
    assert text.endswith("Alleen: M1, RetentionStated, fouten, waarschuwingen.\n")


def test_findings_of_a_shape_that_say_different_things_are_told_apart() -> None:
    other = replace(WARNING, focus="<urn:x>", message_nl="Iets anders.", advice_nl="")
    assert written("text", bare_report(WARNING, other)) == (
        "M1: 2 waarschuwingen\n"
        "  waarschuwing, AVG art. 30(1)(f): Bij deze gegevens staat geen bewaartermijn.\n"
        "    Noem hoe lang de gegevens worden bewaard.\n"
        "  waarschuwing, AVG art. 30(1)(f): Iets anders.\n"
    )


# ---------------------------------------------------------------- JSON


def test_json_can_be_read_again() -> None:
    report = full_report()
    found = parse_json(written("json", report).encode(), "findings.json")
    assert set(found) == {*report.findings, KNOWN}


def test_the_first_version_of_the_json_can_be_read() -> None:
    rows = json.loads(written("json", full_report()))
    new = ("key", "title", "ministries", "document", "check", "words", "fingerprint", "silenced")
    old = [{key: value for key, value in row.items() if key not in new} for row in rows]
    assert set(parse_json(json.dumps(old).encode(), "oud.json")) == {*full_report().findings, KNOWN}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "oud.json: Dit is geen JSON"),
        ("{}", "oud.json: Dit is geen lijst van bevindingen"),
        ("[1]", r"oud.json \(bevinding 1\): Dit is geen bevinding"),
        ('[{"severity": "erg"}]', r"oud.json \(bevinding 1\): Onbekende ernst: 'erg'"),
        ('[{"severity": "info"}]', "message zegt niets in twee talen"),
        ('[{"severity": "info", "quotes": "a"}]', "quotes is geen lijst"),
        ('[{"severity": "info", "message": {"nl": "a", "en": 1}}]', "en is geen tekst"),
        ('[{"severity": 3}]', "severity is geen tekst"),
    ],
)
def test_what_is_no_report_is_named(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse_json(text.encode(), "oud.json")


# ---------------------------------------------------------------- CSV


def test_csv_has_a_row_for_each_finding_and_its_lines_and_words() -> None:
    text = written("csv", full_report())
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == 6
    assert text.count("\r\n") == 7
    row = next(row for row in rows if row["kenmerk"] == INFO.fingerprint)
    assert (row["verwerking"], row["ministeries"], row["document"]) == (
        "M1",
        "ministerie van A; ministerie van B",
        "a.txt",
    )
    assert (row["regel"], row["woorden"], row["stilgezet"]) == ("3", "zolang het nodig is", "")
    silenced = next(row for row in rows if row["kenmerk"] == KNOWN.fingerprint)
    assert (silenced["stilgezet"], silenced["sinds"]) == ("staat in het beleid", "2026-01-02")


# ---------------------------------------------------------------- SHACL


def test_shacl_report_is_a_report_without_blank_nodes() -> None:
    graph = Graph().parse(data=written("shacl", full_report()), format="turtle")
    assert not [term for triple in graph for term in triple if isinstance(term, BNode)]
    assert graph.value(URIRef(REPORT), SH.conforms) == Literal(False)
    results = set(graph.subjects(RDF.type, SH.ValidationResult))
    assert results == set(graph.objects(URIRef(REPORT), SH.result))
    by_focus = {str(graph.value(result, SH.focusNode)): result for result in results}
    assert len(by_focus) == 6
    warning = by_focus[WARNING.focus[1:-1]]
    assert str(warning) == f"{REPORT}#{WARNING.fingerprint}"
    assert graph.value(warning, SH.resultSeverity) == SH.Warning
    assert graph.value(warning, SH.resultPath) == URIRef("https://w3id.org/dpv#hasStorageCondition")
    assert graph.value(warning, SH.sourceShape) == URIRef(WARNING.shape)
    assert set(graph.objects(warning, SH.resultMessage)) == {
        Literal(WARNING.message_nl, lang="nl"),
        Literal(WARNING.message_en, lang="en"),
    }
    assert graph.value(by_focus[f"{REPORT}#blank-doel"], SH.resultPath) is None
    silenced = by_focus[KNOWN.focus[1:-1]]
    assert graph.value(silenced, RDFS.comment) == Literal("Stilgezet, sinds 2026-01-02: staat in het beleid", lang="nl")


def test_shacl_report_of_nothing_conforms() -> None:
    graph = Graph().parse(data=written("shacl", bare_report()), format="turtle")
    assert graph.value(URIRef(REPORT), SH.conforms) == Literal(True)


# ---------------------------------------------------------------- SARIF


def sarif(report: Report, language: Language = "nl") -> Any:
    log = json.loads(written("sarif", report, language))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run


def test_sarif_results_point_to_their_rule_document_and_words() -> None:
    run = sarif(full_report())
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["NodeHasIri", "RetentionDetermined", "RetentionStated"]
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == ["error", "note", "warning"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        for location in result["locations"] + result.get("relatedLocations", []):
            place = location.get("physicalLocation")
            if place:
                artifact = run["artifacts"][place["artifactLocation"]["index"]]
                assert artifact["location"]["uri"] == place["artifactLocation"]["uri"]
            if place and "region" in place:
                region = place["region"]
                start, length = region["charOffset"], region["charLength"]
                assert TEXT[start : start + length] == region["snippet"]["text"]
                lines = TEXT.split("\n")
                before = sum(len(line) + 1 for line in lines[: region["startLine"] - 1])
                assert before + region["startColumn"] - 1 == start
                until = sum(len(line) + 1 for line in lines[: region["endLine"] - 1])
                assert until + region["endColumn"] - 1 == start + length


def test_sarif_says_what_is_suppressed_and_what_changed() -> None:
    run = sarif(full_report())
    by_name = {result["partialFingerprints"]["avggraph/v1"]: result for result in run["results"]}
    assert by_name[KNOWN.fingerprint]["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "staat in het beleid",
            "properties": {"date": "2026-01-02", "until": None},
        }
    ]
    assert [name for name, result in by_name.items() if result["suppressions"]] == [KNOWN.fingerprint]
    states = {name: result["baselineState"] for name, result in by_name.items()}
    assert states[WARNING.fingerprint] == states[INFO.fingerprint] == "unchanged"
    assert states[GONE.fingerprint] == "absent"
    assert states[VIOLATION.fingerprint] == states[KNOWN.fingerprint] == "new"
    plain = sarif(bare_report(WARNING))["results"][0]
    assert not {"suppressions", "baselineState"} & set(plain)


def test_sarif_rules_of_the_same_short_name_and_without_words_are_told_apart() -> None:
    shapes = (replace(SHAPES[WARNING.shape], iri=f"urn:{each}#Titel", message_nl="", advice_nl="") for each in "ab")
    run = sarif(replace(bare_report(), shapes={shape.iri: shape for shape in shapes}))
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["urn:a#Titel", "urn:b#Titel"]
    assert all(rule[part]["text"] for rule in rules for part in ("shortDescription", "fullDescription", "help"))


def test_sarif_names_a_document_by_an_escaped_relative_reference() -> None:
    uris = [artifact["location"]["uri"] for artifact in sarif(full_report())["artifacts"]]
    assert uris == ["a.txt", "map/b%20%28kopie%29%232.txt"]


# ---------------------------------------------------------------- JUnit


def suites(report: Report, language: Language = "nl") -> dict[str, ET.Element]:
    return {suite.attrib["name"]: suite for suite in ET.fromstring(written("junit", report, language))}


def outcomes(suite: ET.Element) -> dict[str, str]:
    assert int(suite.attrib["tests"]) == len(suite)
    assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
    assert int(suite.attrib["skipped"]) == len(suite.findall("testcase/skipped"))
    return {case.attrib["name"]: case[0].tag if len(case) else "passed" for case in suite}


def test_junit_has_a_suite_for_each_record_and_a_test_for_each_shape() -> None:
    found = {name: outcomes(suite) for name, suite in suites(full_report()).items()}
    assert found == {
        "M1: Bezoek aan de balie": {
            "NodeHasIri": "passed",
            "RetentionDetermined": "system-out",
            "RetentionStated": "system-out",
        },
        "M20: Parkeren": {"NodeHasIri": "failure", "RetentionDetermined": "passed", "RetentionStated": "skipped"},
        "zonder-nummer-00ff: Zonder bevinding": dict.fromkeys(
            ("NodeHasIri", "RetentionDetermined", "RetentionStated"), "passed"
        ),
        "Buiten de verwerkingen": {"RetentionStated": "system-out"},
    }


@pytest.mark.parametrize(
    ("fail_on", "failed"), [(Severity.INFO, 4), (Severity.WARNING, 3), (Severity.VIOLATION, 1), (None, 0)]
)
def test_junit_fails_from_the_threshold(fail_on: Severity | None, failed: int) -> None:
    found = [outcomes(suite) for suite in suites(replace(full_report(), fail_on=fail_on)).values()]
    assert sum(list(each.values()).count("failure") for each in found) == failed


def test_junit_of_a_selection_has_no_other_suites_and_tests() -> None:
    report = replace(bare_report(WARNING), shapes=SHAPES, records=full_report().records)
    chosen = Selection((WARNING.shape,), (f"{RECORDS}m1",))
    (suite,) = suites(replace(report, selection=chosen)).values()
    assert list(outcomes(suite)) == ["RetentionStated"]


# ---------------------------------------------------------------- hostile words

HOSTILE = (
    '</q></script><script>alert(1)</script><img src=x onerror="alert(1)">',
    '=HYPERLINK("http://a.example")',
    "\x1b[2J\x1b]0;titel\x07\x00\u202eomgekeerd\u2028regel",
    "]]>&amp;<!--\ufffe\"'\x85",
)


def hostile_report(words: str) -> Report:
    finding = replace(
        WARNING,
        message_nl=words,
        advice_nl=words,
        article=words,
        reference=words,
        quotes=(f"{SOURCE}#char=0,{len(words)}",),
    )
    facts = RecordFacts(WARNING.record or "", words, words, (words,), words, SOURCE)
    report = bare_report(finding)
    return replace(report, records={facts.iri: facts}, texts={SOURCE: words})


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_a_document_steer_no_terminal(words: str) -> None:
    text = written("text", hostile_report(words))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", text)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_a_document_are_words_on_the_page(words: str) -> None:
    page = written("html", hostile_report(words))
    body = page.partition("</style>")[2]
    assert body.count("<script>") == 1
    assert "<img" not in body
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u202e]", body)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_a_document_are_no_formula(words: str) -> None:
    rows = list(csv.reader(io.StringIO(written("csv", hostile_report(words)), newline="")))
    assert len(rows) == 2
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_a_document_leave_the_other_formats_whole(words: str) -> None:
    report = hostile_report(words)
    (row,) = json.loads(written("json", report))
    assert row["message"]["nl"] == words
    assert sarif(report)["results"][0]["message"]["text"] == f"{words} {words}"
    assert len(suites(report)) == 1
    graph = Graph().parse(data=written("shacl", report), format="turtle")
    assert Literal(words, lang="nl") in set(graph.objects(predicate=SH.resultMessage))


# ---------------------------------------------------------------- documentation


def test_the_documentation_lists_every_format_with_its_files_and_media_type() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "reports.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \| (.+?) \| `(.+?)` \|", text, re.MULTILINE)
    assert listed == [
        (each.name, ", ".join(f"`{suffix}`" for suffix in each.suffixes), each.media_type)
        for each in REPORT_FORMATS.values()
    ]
