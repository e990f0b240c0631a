"""The generator itself: its answers stand on its pages, and its pages are the layouts."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from avggraph.read import normalise
from registers.cases import Case, case
from registers.content import Content, invent
from registers.noise import LEVELS
from registers.render import LAYOUTS
from registers.score import compare

NUMBERS = range(40)
HEADINGS_S = ("Beschrijving van gegevensverwerking", "Betrokkenen en gegevens")


def contents(count: int = 400) -> list[Content]:
    return [invent(random.Random(number)) for number in range(count)]


def text_of(one: Case) -> str:
    """Give the page's text without its markup, as a reader of it would see the words."""
    encoding = "cp1252" if not _is_utf_8(one.data) else "utf-8-sig"
    text = normalise(one.data.decode(encoding))
    text = re.sub(r"</?(?:br|u)>|\\(?=\W)|\*\*|\|", " " if one.page.layout == "S-markdown" else "", text)
    return re.sub(r"(?<=\w)-\s*\n\s*(?!(?:en|of)\b)(?=\w)", "-", text)


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def strings(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Give every string of an answer that is words of the page, with its field."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from strings(part, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for part in value:
            yield from strings(part, path)
    elif isinstance(value, str) and not path.endswith(("legal_basis", "reference")):
        yield path, value


def stands(words: str, text: str) -> bool:
    """Tell whether the words stand in the text in order, perhaps with other words (a page break) between them."""
    rest = iter(text.split())
    return all(any(word in there for there in rest) for word in words.split())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_word_of_the_answer_stands_on_the_page(layout: str) -> None:
    for number in NUMBERS:
        one = case(layout, "none", 1, number)
        text = text_of(one)
        folded = " ".join(text.split())
        for field, words in strings(one.answer):
            if field == "recipients" or layout == "S-columns":
                assert stands(words, text), (one.name, field, words)
            else:
                assert words in folded, (one.name, field, words)


@pytest.mark.parametrize("level", ["light", "full"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_noise_loses_no_word_of_the_answer(layout: str, level: str) -> None:
    for number in NUMBERS:
        one = case(layout, level, 1, number)
        # A page break may stand inside a word that has a hyphen, and the noise may break a word with one of its own.
        seen = re.sub(r"[\s-]", "", text_of(one))
        for field, words in strings(one.answer):
            lost = [word for word in words.replace("-", " ").split() if word not in seen]
            # A department starts with its label, in which a letter may be wrong.
            assert not [word for word in lost if word != "Directie"], (one.name, field, lost, one.kinds)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_reference_stands_on_the_page_where_the_layout_has_one(layout: str) -> None:
    one = case(layout, "none", 1, 7)
    reference = one.answer["reference"]
    assert (reference is None) == (layout == "D")
    assert re.search(rf"\bM?{one.content.reference[1:]}\b", text_of(one)) or layout == "D"


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_case_is_the_same_each_time(layout: str, level: str) -> None:
    assert case(layout, level, 3, 5) == case(layout, level, 3, 5)
    assert case(layout, level, 3, 5).data != case(layout, level, 4, 5).data


def test_a_case_is_the_same_in_another_process() -> None:
    program = (
        "import hashlib; from registers.cases import case; from registers.render import LAYOUTS;"
        "print(hashlib.sha256(b''.join(case(name, 'full', 1, 2).data for name in LAYOUTS)).hexdigest())"
    )
    folder = str(Path(__file__).resolve().parents[1])
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": folder, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_a_layout_lacks_is_empty_in_the_answer(layout: str) -> None:
    carries = LAYOUTS[layout].carries
    filled = set()
    for number in NUMBERS:
        answer = case(layout, "none", 1, number).answer
        for comparison in compare(answer, answer):
            field = comparison.field.replace("special_categories.data_subject", "special_categories")
            filled.add(field.replace("special_categories.categories", "special_categories"))
    assert filled == carries


# --- the layouts, by what `layouts.md` says of each

SHAPES: dict[str, tuple[str, ...]] = {
    "S-tab": (r"^Beschrijving van gegevensverwerking$", r"^Omschrijving\t", r"^Referentienummer\tM\d+$",
              r"^(Doel|Doelen|Doel\(en\)) van de verwerking$", r"^Betrokkene\(n\)\t", r"^Persoonsgegevens\t"),
    "S-blank": (r"^.+ M\d+ ?\n\nBeschrijving van gegevensverwerking ?$", r"^Omschrijving \S",
                r"^[ \f]?Referentienummer M"),
    "S-columns": (r"^Betrokkene\(n\)\n(\n?(Persoonsgegevens|Verzameldoel|Bewaartermijn|Bron|Aanleverplicht)\n)+",
                  r"^Omschrijving \S"),
    "S-markdown": (r"^#+ Beschrijving van gegevensverwerking$", r"^\| (\*\*)?Omschrijving(\*\*)? \| .+ \|$"),
    "A": (r"\ABasisgegevens\nNaam verwerking .+\nVerwerkingsnummer \d+\nVerantwoordelijke\(n\)\n",
          r"^Betrokkene\(n\) .+\nPersoonsgegevens\nSoort gegevens ", r"^Bijzondere persoonsgegevens\n[-*•] ",
          r"^Wat wordt in feite met de gegevens gedaan\?\nDoel\(en\) van verwerking\nDoel verwerking .+\n"
          r"Rechtsgrond\n[-*•] "),
    "B": (r"\A.+\n\nHier vindt u een beschrijving van gegevensverwerking .+\(AVG\), met als doel(en)?:\n\n",
          r"^Betrokkene en gegevens\n\n(?![-*•] ).+\n[-*•] Gegevens: ",
          r"^Referentie\n\nVerwerkingsnummer: M\d+\nType: "),
    "B2": (r", met als doel(en)?:\n-\n\S", r"^Betrokkene en gegevens\n(?![-*•] ).+\n[-*•] Gegevens: ", r"\A(.+\n)+\Z"),
    "C": (r"\AMeldingsnummer M\d+\n", r"^Verantwoordelijke\(n\)\n\S"),
    "D": (r"\A# .+\n\nHier vindt u een beschrijving van gegevensverwerking _.+_ in het kader van", r"^#### ",
          r"^- \*\*Beschrijving\*\*: .+\n  - \*\*Verzameldoel\*\*: ",
          r"^  - \*\*Betrokkenen\*\* waren <u>(wel|niet)</u> verplicht deze gegevens aan te leveren\.$"),
}  # fmt: skip


@pytest.mark.parametrize(("layout", "shape"), [(name, shape) for name, shapes in SHAPES.items() for shape in shapes])
def test_a_page_has_the_shape_of_its_layout(layout: str, shape: str) -> None:
    for number in NUMBERS:
        one = case(layout, "none", 1, number)
        if not one.content.controllers and layout in {"A", "C"}:
            continue  # a page without its list of controllers
        assert re.search(shape, one.page.text, re.MULTILINE), (one.name, shape)


LABELLED: dict[str, tuple[str, dict[str, str]]] = {
    "S-tab": (r"^{}(?:\t(?:- )?{}?(.*))?$", {
        "data_subject": "Betrokkene(n)", "personal_data": "Persoonsgegevens", "collection_purpose": "Verzameldoel",
        "retention": "Bewaartermijn", "source": "Bron"}),
    "S-markdown": (r"^\| (?:\*\*)?{}(?:\*\*)? \| {}?(.*) \|$", {
        "data_subject": "Betrokkene(n)", "personal_data": "Persoonsgegevens", "collection_purpose": "Verzameldoel",
        "retention": "Bewaartermijn", "source": "Bron"}),
    "A": (r"^{}(?: {}?(.*))?$", {
        "personal_data": "Soort gegevens", "collection_purpose": "Verzameldoel", "retention": "Bewaartermijn",
        "source": "Bron"}),
    "B": (r"^[-*•] {}:(?: {}?(.*))?$", {
        "personal_data": "Gegevens", "collection_purpose": "Verzameldoel", "retention": "Bewaartermijn",
        "source": "Bron"}),
    "C": (r"^{} {}?(.*)$", {"data_subject": "Betrokkene(n)", "personal_data": "Gegevens"}),
    "D": (r"^ *- \*\*{}\*\*: {}?(.*)$", {
        "personal_data": "Beschrijving", "collection_purpose": "Verzameldoel", "retention": "Bewaartermijn",
        "source": "Bron", "consequence": "Consequenties"}),
}  # fmt: skip


@pytest.mark.parametrize("layout", LABELLED)
def test_each_value_of_a_data_block_stands_behind_its_own_label(layout: str) -> None:
    pattern, labels = LABELLED[layout]
    for number in NUMBERS:
        one = case(layout, "none", 1, number)
        text = re.sub(r"\\(?=\W)", "", one.page.text)
        for key, label in labels.items():
            # A label that stands twice, the second time in its value, is a label both times.
            found = re.findall(pattern.format(re.escape(label), f"(?:{re.escape(label)} )"), text, re.MULTILINE)
            assert [value for value in found if value] == [
                block[key] for block in one.answer["data_records"] if block[key] is not None
            ], (one.name, key)


OBLIGED = re.compile(r"waren (?:<u>)?(wel</u> |niet(?:</u>)? )?verplicht deze gegevens|aan te leveren\? (Ja|Nee)")


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name not in {"C", "S-columns"}])
def test_the_page_says_whether_the_data_had_to_be_supplied(layout: str) -> None:
    for number in NUMBERS:
        one = case(layout, "none", 1, number)
        said = [
            not (sentence.startswith("niet") or answer == "Nee")
            for sentence, answer in OBLIGED.findall(" ".join(one.page.text.split()))
        ]
        answers = [block["mandatory"] for block in one.answer["data_records"]]
        assert said == [answer for answer in answers if answer is not None], one.name


@pytest.mark.parametrize(
    ("field", "sentence", "question"),
    [
        ("automated_decision_making", "sprake van besluitvorming", "sprake van automatische besluitvorming?"),
        ("transfer_outside_eu", "sprake van doorgifte", "buiten de Europese Unie?"),
    ],
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_page_says_yes_or_no_where_the_answer_does(layout: str, field: str, sentence: str, question: str) -> None:
    for number in NUMBERS:
        one = case(layout, "none", 1, number)
        text = " ".join(re.sub("</?u>", "", one.page.text).split())
        no, yes = f"Er is geen {sentence}", (f"Er is {sentence}", f"Er is wel {sentence}")
        said = re.search(re.escape(question) + r" (?:[-*•] )?(Ja|Nee)", text)
        if one.answer[field] is None:
            assert said is None or field not in LAYOUTS[layout].carries
            assert no not in text or field not in LAYOUTS[layout].carries
        elif layout == "A":
            assert said
            assert (said[1] == "Ja") is one.answer[field]
        else:
            assert (no in text) is not one.answer[field]
            assert any(words in text for words in yes) is one.answer[field]


def test_the_article_is_the_one_of_the_legal_basis() -> None:
    articles = {
        "Toestemming": "a",
        "Uitvoering": "b",
        "Wettelijke": "c",
        "Vitaal": "d",
        "Taak": "e",
        "Gerechtvaardigd": "f",
    }
    seen = set()
    for number in NUMBERS:
        for purpose in case("B", "none", 1, number).answer["purposes"]:
            basis = purpose["legal_basis_text"].split()[0]
            assert purpose["legal_basis"] == (f"eu-gdpr:A6-1-{articles[basis]}" if basis in articles else None)
            seen.add(purpose["legal_basis"])
    assert len(seen) == 7


def test_layout_c_says_nothing_of_retention_source_and_obligation() -> None:
    for number in NUMBERS:
        text = case("C", "none", 1, number).page.text
        assert not re.search(r"^(Bewaartermijn|Bron|Aanleverplicht)", text, re.MULTILINE)


def test_layout_a_calls_a_data_subject_that_is_its_own_source_ja() -> None:
    one = next(found for number in NUMBERS if "\nBron Ja\n" in (found := case("A", "none", 1, number)).page.text)
    assert "Ja" in [block["source"] for block in one.answer["data_records"]]
    assert "Betrokkene" not in [block["source"] for block in one.answer["data_records"]]


def test_columns_keep_labels_and_values_in_step() -> None:
    """Labels and values of a data block stand in the same order, and there are as many of the one as of the other."""
    one = case("S-columns", "none", 1, 3)
    labels = [line.label for line in one.page.lines if line.label and not line.text and not line.joint]
    wanted = {
        "data_subject": "Betrokkene(n)",
        "personal_data": "Persoonsgegevens",
        "collection_purpose": "Verzameldoel",
        "retention": "Bewaartermijn",
        "source": "Bron",
        "mandatory": "Aanleverplicht",
    }
    assert labels == [
        label for block in one.answer["data_records"] for key, label in wanted.items() if block[key] is not None
    ]


def test_the_successors_pages_have_its_headings_and_sentences(shared: Path) -> None:
    real = (shared / "reference" / "register-samples" / "M5071-public.md").read_text(encoding="utf-8")
    made = "".join(case("D", "none", 1, number).page.text for number in NUMBERS)
    for line in real.splitlines():
        if line.startswith(("# ", "Van wie", "Er is", "Gegevens worden", "**")) and not line.startswith("# Jet"):
            assert f"\n{line}\n" in made
    for label in re.findall(r"^ *- \*\*\w+\*\*:?", real, re.MULTILINE):
        assert f"\n{label}" in made


def test_the_sheet_has_the_labels_of_the_real_sheets(shared: Path) -> None:
    real = (shared / "seeds" / "003_a5abe0d321cfaa01.txt").read_text(encoding="utf-8")
    made = "".join(case("S-tab", "none", 1, number).page.text for number in NUMBERS)
    labels = {line.partition("\t")[0] for line in real.splitlines() if re.match(r"\w.*\t", line)}
    assert labels <= {line.partition("\t")[0] for line in made.splitlines() if "\t" in line}
    for heading in ("Automatische besluitvorming", "Ontvangers", "Doorgifte buiten EU", "Verantwoordelijken"):
        assert f"\n{heading}\n" in real
        assert f"\n{heading}\n" in made


# --- the content

KINDS: dict[str, Callable[[Content], bool]] = {
    "one purpose": lambda one: len(one.purposes) == 1,
    "eight purposes": lambda one: len(one.purposes) == 8,
    "one data block": lambda one: len(one.blocks) == 1,
    "eight data blocks": lambda one: len(one.blocks) == 8,
    "several controllers": lambda one: len(one.controllers) > 1,
    "namens deze, twice in a row": lambda one: any(c.name.count("namens deze") == 2 for c in one.controllers),
    "voor deze": lambda one: any("voor deze" in c.name for c in one.controllers),
    "same purpose, several bases": lambda one: len({p.description for p in one.purposes}) < len(one.purposes),
    "a motivation without a basis": lambda one: any(p.basis is None and p.motivation for p in one.purposes),
    "a label that is absent": lambda one: any(block.retention is None for block in one.blocks),
    "a label without a value": lambda one: any(block.retention == "" for block in one.blocks),
    "nothing on the obligation": lambda one: any(block.mandatory is None for block in one.blocks),
    "a label word in a value": lambda one: any("Bron van" in block.personal_data for block in one.blocks),
    "a label word in a word": lambda one: any("Subsidieontvangers" in block.data_subject for block in one.blocks),
    "a lettered list in a value": lambda one: any("b) " in block.personal_data for block in one.blocks),
    "a bulleted list in a value": lambda one: any(" • " in block.personal_data for block in one.blocks),
    "a reference in a retention period": lambda one: any(re.search(r"\(M\d+\)", b.retention or "") for b in one.blocks),
    "read on at the purposes": lambda one: any("lees verder" in (b.collection_purpose or "") for b in one.blocks),
    "a title with a full stop": lambda one: one.title.endswith("."),
    "a range of references": lambda one: any("-" in reference for reference in one.related),
    "a denial for recipients": lambda one: any("gaan niet naar buiten" in text for text in one.recipients),
    "a chain of processors": lambda one: any("in opdracht van" in text for text in one.recipients),
    "a cut-off page": lambda one: one.automated is None and not one.controllers,
    "a transfer": lambda one: one.transfer is True,
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_this_kind_of_description_is_invented(kind: str) -> None:
    assert any(KINDS[kind](one) for one in contents())


def test_values_have_one_to_sixty_words_and_folded_white_space() -> None:
    lengths = set()
    for one in contents():
        for block in one.blocks:
            for value in (block.data_subject, block.personal_data, block.retention, block.source):
                assert value is None or value == " ".join(value.split())
            lengths.add(len(block.personal_data.split()))
        lengths |= {len(purpose.description.split()) for purpose in one.purposes}
    assert min(lengths) == 1
    assert 45 <= max(lengths) <= 60


def test_only_the_last_purpose_of_a_sheet_lacks_a_legal_basis() -> None:
    for number in range(200):
        purposes = case("S-tab", "none", 1, number).answer["purposes"]
        assert all(purpose["legal_basis"] for purpose in purposes[:-1])
