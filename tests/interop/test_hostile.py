"""Whatever a document says, each shape stays what it is, and says the words as they are."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from pathlib import Path, PurePosixPath

import openpyxl
import pyoxigraph as ox
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from avggraph.interop import FORMATS, Left, Piece, Setting
from avggraph.spreadsheet import safe_cell
from avggraph.text import fold
from interop.hand_made import BASE, Words, reading_of_words
from interop.schemas import dpia_errors, logius_errors, vng_errors

ORGANISATION = f"{BASE}id/organisatie/een"
_PIECES = [
    "=1+1",
    "@cmd",
    "</script>",
    '"',
    "'",
    "\\",
    "\n",
    "\r",
    "\t",
    "\x00",
    "\x85",
    "\ufeff",
    "{{x}}",
    "- ",
    ": ",
    "#",
    "&a",
    "*a",
    "|",
    "😀",
    "é",
    "a",
    " ",
    "]",
    ") .",
    "^^<x>",
    "_x0041_",
    "%00",
    "../",
]
HOSTILE = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(_PIECES), max_size=8).map("".join)).filter(
    lambda text: max(text, default="a") < "\ud800" or max(text) > "\udfff"
)
WORDS = st.builds(Words, *[HOSTILE] * 9)


def written(name: str, words: Words, key: str = "m1") -> tuple[dict[str, bytes], list[Left]]:
    """The files of one record in a format, and what it could not say."""
    writer = FORMATS[name].start(Setting(BASE, date="2026-11-29", oins={ORGANISATION: "0" * 20}))
    found: dict[str, bytes] = defaultdict(bytes)
    left = []
    for each in (*writer.add(reading_of_words(words, key)), *writer.end()):
        if isinstance(each, Piece):
            found[each.path] += each.data
        else:
            left.append(each)
    return dict(found), left


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS)
def test_json_stays_valid_and_says_the_title(shared: Path, words: Words) -> None:
    files, _ = written("logius", words)
    (version,) = [json.loads(data) for path, data in files.items() if "/versions/" in path]
    assert not logius_errors(shared, "ProcessingActivityVersion", version)
    assert version.get("name", "") == fold(words.title)
    files, left = written("vng", words)
    activities = [json.loads(data) for path, data in files.items() if path.startswith("verwerkingsactiviteit/")]
    for activity in activities:
        assert not vng_errors(shared, "Verwerkingsactiviteit", activity)
        assert activity["naam"] == fold(words.title)
    required = {each.field for each in left if each.reason == "required"}
    assert required == {field for field, text in {"naam": words.title, "doel": words.purpose}.items() if not fold(text)}
    assert bool(activities) is not bool(required)
    files, _ = written("dpia", words)
    (assessment,) = map(json.loads, files.values())
    assert not dpia_errors(shared, assessment)


@settings(max_examples=60)
@given(WORDS)
def test_turtle_holds_one_activity_with_its_words(words: Words) -> None:
    files, _ = written("oslo", words)
    quads = set(ox.parse(files[""], format=ox.RdfFormat.TURTLE))
    title = ox.NamedNode("http://purl.org/dc/terms/title")
    subject = ox.NamedNode(f"{BASE}id/rijksoverheid/verwerking/m1")
    titles = [quad.object.value for quad in quads if (quad.subject, quad.predicate) == (subject, title)]
    assert titles == ([fold(words.title)] if fold(words.title) else [])
    assert {quad.subject for quad in quads if str(quad.predicate.value).endswith("#type")} == {subject}


@settings(max_examples=60)
@given(WORDS)
def test_tables_hold_text_and_no_formulas(words: Words) -> None:
    files, _ = written("art30-csv", words)
    heading, row = csv.reader(io.StringIO(files["verwerkingen.csv"].decode("utf-8-sig"), newline=""))
    cells = dict(zip(heading, row, strict=True))
    assert cells["Verwerking"] == safe_cell(fold(words.title) or "niet vermeld")
    assert all(safe_cell(cell) == cell for cell in row)
    files, _ = written("art30-xlsx", words)
    workbook = openpyxl.load_workbook(io.BytesIO(files[""]))
    assert all(cell.data_type in ("s", "n") for page in workbook for line in page.iter_rows() for cell in line)


@settings(max_examples=60)
@given(WORDS)
def test_yaml_says_the_words(words: Words) -> None:
    files, _ = written("fides", words)
    ((system,),) = yaml.safe_load(files[""].decode()).values()
    assert system.get("name", "") == fold(words.title)
    (declaration,) = system["privacy_declarations"]
    assert declaration.get("name", "") == fold(words.purpose)
    assert declaration["data_use"] == "essential.fraud_detection"
    assert declaration["legal_basis_for_processing"] == "Legal obligations"


@settings(max_examples=60)
@given(HOSTILE.filter(lambda text: "/" not in text and text.count("#") < 2 and text.strip()))
def test_names_of_files_stay_in_their_folder(key: str) -> None:
    words = Words(*["x"] * 9)
    for name in FORMATS:
        for path in written(name, words, key)[0]:
            parts = PurePosixPath(path).parts
            assert not path.startswith("/") and ".." not in parts and len(parts) <= 5
            assert all(part.isprintable() and "\\" not in part for part in parts)
