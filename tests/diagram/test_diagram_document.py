"""PNG and PDF: made of any words, legible, tagged, free of anything that runs, and the same on every run."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

import pypdf
import pypdfium2
import pytest
import typst
from diagram_store import filled_store
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject
from random_records import HOSTILE, records

from avggraph.diagram import Diagram, Options, diagram_of, render
from avggraph.diagram.formats.document import typesetter
from avggraph.diagram.formats.document.document import MOST_PIXELS, SMALLEST_TEXT, breakable
from avggraph.diagram.formats.document.typesetter import REPLACEMENT, STAND_INS, lacking
from avggraph.diagram.layout.typeset import Font, clean, width
from avggraph.diagram.listing import columns, rows
from avggraph.diagram.model import Flow, Node, NodeKind, Quote, View
from avggraph.diagram.provenance import footer
from avggraph.diagram.record.compose import compose
from avggraph.diagram.record.facts import RecordFacts
from avggraph.diagram.words import words
from avggraph.errors import DiagramError, UsageError

_MARKUP = (
    '#import "@preview/x:1.0.0": *',
    "#panic() \\ `raw` $x$ *bold* _it_ = kop <label> @ref",
    '"); #read("/etc/passwd") //',
    "zegt \"ja\" en 'nee' – \\u{41} ``` /* */",
)
_LETTERS = re.compile(r"[a-z]{2,}", re.IGNORECASE)

thorough = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


def _of_words(label: str) -> Diagram:
    """A diagram that says the label wherever words of a register can stand."""
    nodes = (
        Node("s1", NodeKind.DATA_SUBJECT, label, "https://voorbeeld.nl/x"),
        Node("p1", NodeKind.PROCESS, label),
    )
    flow = Flow(1, "s1", "p1", label, (label,), basis=(label,), retention=(label,), quotes=(Quote(label, "x"),))
    return Diagram(label, label, nodes, (), (flow,), label, "nl", date=label, selection=label)


def _pages(pdf: bytes) -> list[str]:
    """The text of each page, without white space and the places where words may break."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return [re.sub(r"[\s\u00ad\u200b\ufffe-]+", "", text) for text in texts]


def _squeezed(text: str) -> str:
    return re.sub(r"[\s-]+", "", clean(text))


def _objects(pdf: bytes) -> Iterator[DictionaryObject]:
    """Every dictionary in a PDF, at any depth."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))

    def walk(value: object) -> Iterator[DictionaryObject]:
        if isinstance(value, DictionaryObject):
            yield value
            for each in value.values():
                yield from walk(each)
        elif isinstance(value, ArrayObject):
            for each in value:
                yield from walk(each)

    for number in range(1, cast("int", reader.trailer["/Size"])):
        yield from walk(IndirectObject(number, 0, reader).get_object())


def _elements(pdf: bytes, kind: str) -> list[DictionaryObject]:
    """The elements of the structure tree with this type."""
    return [each for each in _objects(pdf) if each.get("/S") == kind and "/P" in each]


def _png_size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4])
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert int.from_bytes(png[at + 8 + length : at + 12 + length]) == zlib.crc32(kind + data)
        yield kind, data
        at += 12 + length


@thorough
@given(records())
def test_any_record_gives_a_png_and_a_pdf(facts: RecordFacts) -> None:
    diagram = compose(facts, "nl")
    assert _png_size(render(diagram, "png", Options(scale=0.5)))[0] > 500
    first, *rest = _pages(render(diagram, "pdf"))
    assert "Legenda" in first or not diagram.flows
    assert rest[0].startswith("GegevensstromenNr.VanNaar" if rows(diagram) else "Gegevensstromen")


@pytest.mark.parametrize("label", [*HOSTILE, *_MARKUP])
def test_words_of_the_register_are_text_and_never_markup(label: str) -> None:
    diagram = _of_words(label)
    shown = clean(label)
    picture, *table = _pages(render(diagram, "pdf"))
    for word in _LETTERS.findall(shown):
        assert word[:12] in picture
        assert "".join(table).count(word) >= 5
    assert _png_size(render(diagram, "png", Options(scale=0.5)))[0] > 500


@pytest.mark.parametrize("label", _MARKUP)
def test_signs_of_markup_are_shown_as_they_are(label: str) -> None:
    table = "".join(_pages(render(_of_words(label), "pdf"))[1:])
    assert table.count(_squeezed(label)) >= 5


def test_the_table_has_every_cell_and_quotes_the_words() -> None:
    quoted = Quote("naam en adres", "https://avggraph.example/m4089#char=1,9")
    diagram = diagram_of(filled_store(), "M4089")
    diagram = replace(diagram, flows=(replace(diagram.flows[0], quotes=(quoted,)), *diagram.flows[1:]))
    text = "".join(_pages(render(diagram, "pdf"))[1:])
    assert "“naamenadres”" in text
    say = words("nl")
    for column in columns(diagram):
        assert _squeezed(say[column]) in text
        for row in rows(diagram):
            assert _squeezed(row.cell(column)) in text, (column, row)


def test_a_view_over_several_records_names_them() -> None:
    nodes = (Node("a", NodeKind.PROVIDER, "RDW"), Node("b", NodeKind.ORGANISATION, "SSC-ICT"))
    flow = Flow(1, "a", "b", "verstrekking", ("naam",), records=("M9001", "M9007"))
    pdf = render(Diagram("SSC-ICT", "SSC-ICT", nodes, (), (flow,), "", "nl", view=View.ORGANISATION), "pdf")
    assert (
        "SoortPersoonsgegevens(herkend)VerwerkingenWoordenvandebron1RDWSSCICTverstrekkingnaamM9001,M9007"
        in _pages(pdf)[1]
    )


def test_every_page_says_what_it_is_and_its_number() -> None:
    diagram = compose(RecordFacts("M1", "Loket", "m1.txt"), "nl")
    flows = tuple(Flow(at, "s1", "p1", "verkrijging", ("naam",)) for at in range(1, 80))
    nodes = (Node("s1", NodeKind.DATA_SUBJECT, "Klanten"), Node("p1", NodeKind.PROCESS, "Loket"))
    pages = _pages(render(replace(diagram, nodes=nodes, boundaries=(), flows=flows), "pdf"))
    assert len(pages) > 3
    for at, page in enumerate(pages, 1):
        assert "M1·bron:m1.txt·datumvandegegevens:nietvermeld" in page
        assert "Afgeleid,geenofficiëleweergave." in page
        assert page.endswith(f"{at}/{len(pages)}")
    for page in pages[1:]:
        assert "Nr.VanNaarSoortPersoonsgegevens(herkend)GrondslagBewaartermijnWoordenvandebron" in page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pdf_is_tagged_for_screen_readers(language: str) -> None:
    diagram = diagram_of(filled_store(), "M4089", language=language)
    pdf = render(diagram, "pdf")
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    catalog: dict[str, Any] = dict(reader.root_object)
    assert catalog["/Lang"] == language
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in catalog
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "M4089 Contactcenter in het buitenland"
    assert reader.metadata.author is None
    assert reader.metadata.creation_date is None
    [figure] = _elements(pdf, "/Figure")
    for told in (*(row.sentence for row in rows(diagram)), *footer(diagram)):
        assert told in str(figure["/Alt"])
    assert len(_elements(pdf, "/TH")) == len(columns(diagram))
    assert len(_elements(pdf, "/TD")) == len(columns(diagram)) * len(rows(diagram))
    assert len(_elements(pdf, "/H1")) == 1


@pytest.mark.parametrize("label", _MARKUP)
def test_the_pdf_runs_and_carries_nothing(label: str) -> None:
    pdf = render(_of_words(label), "pdf")
    actions = {each["/S"] for each in _objects(pdf) if each.get("/Type") == "/Action" or "/URI" in each}
    assert actions <= {"/URI"}
    keys = {key for each in _objects(pdf) for key in each}
    assert not keys & {
        "/JS",
        "/JavaScript",
        "/AA",
        "/OpenAction",
        "/EmbeddedFiles",
        "/EmbeddedFile",
        "/AcroForm",
        "/XFA",
    }


def test_names_in_the_table_link_to_the_web_and_nowhere_else() -> None:
    node = Node("s1", NodeKind.SOURCE, "RDW", "https://identifier.overheid.nl/é?a=b#c")
    others = (Node("p1", NodeKind.PROCESS, "Loket", "urn:x"), Node("p2", NodeKind.PROCESS, "Balie", "urn:y"))
    flows = (Flow(1, "s1", "p1"), Flow(2, "s1", "p2"))
    diagram = Diagram("Loket", "M1", (node, *others), (), flows, "", "nl")
    links = {"urn:x": "javascript:alert(1)", "urn:y": "file:///etc/passwd"}
    pdf = render(diagram, "pdf", Options(links=links))
    found = [str(each["/URI"]) for each in _objects(pdf) if "/URI" in each]
    assert set(found) == {"https://identifier.overheid.nl/%C3%A9?a=b#c"}


def test_only_names_link_where_words_are_the_same() -> None:
    shown = _of_words("RDW")
    links = [each for each in _objects(render(shown, "pdf")) if each.get("/Subtype") == "/Link"]
    assert len(links) == 1


def test_a_row_stays_on_one_page_unless_it_is_too_long() -> None:
    nodes = (Node("s1", NodeKind.DATA_SUBJECT, "Klanten"), Node("p1", NodeKind.PROCESS, "Loket"))
    flows = tuple(
        Flow(at, "s1", "p1", f"begin{at}", ("naam",), quotes=(Quote("woord " * length + f"einde{at}", "x"),))
        for at, length in ((1, 80), (2, 80), (3, 80), (4, 400), (5, 80))
    )
    pages = _pages(render(Diagram("Loket", "M1", nodes, (), flows, "", "nl"), "pdf"))[1:]
    for number in (1, 2, 3, 5):
        assert [f"begin{number}" in page for page in pages] == [f"einde{number}”" in page for page in pages]
    assert ["begin4" in page for page in pages] != ["einde4”" in page for page in pages]


def test_a_name_of_two_things_does_not_link() -> None:
    nodes = tuple(Node(f"s{at}", NodeKind.SOURCE, "RDW", f"https://voorbeeld.nl/{at}") for at in (1, 2))
    diagram = Diagram("Loket", "M1", nodes, (), (Flow(1, "s1", "s2"),), "", "nl")
    assert not [each for each in _objects(render(diagram, "pdf")) if "/URI" in each]


def test_without_a_table_the_picture_stands_alone() -> None:
    diagram = diagram_of(filled_store(), "M4089")
    [page] = _pages(render(diagram, "pdf", Options(table=False)))
    assert page.endswith("1/1")


def _many(kind: NodeKind, count: int) -> Diagram:
    nodes = tuple(Node(f"n{at}", kind, f"Verwerking met een naam {at}") for at in range(count))
    return Diagram("Loket", "M1", nodes, (), (), "", "nl")


def _first_page(diagram: Diagram) -> tuple[tuple[int, int], float]:
    """The size of the page with the picture, and of its smallest text, in pt."""
    with pypdfium2.PdfDocument(render(diagram, "pdf")) as document:
        page = document[0]
        text = page.get_textpage()
        width, height = page.get_size()
        return (round(width), round(height)), min(_text_sizes(text))


def _text_sizes(text: pypdfium2.PdfTextPage) -> Iterator[float]:
    for at in range(text.count_chars()):
        matrix = pypdfium2.raw.FS_MATRIX()
        if text.get_text_range(at, 1).strip() and pypdfium2.raw.FPDFText_GetMatrix(text, at, matrix):
            yield abs(matrix.d) * pypdfium2.raw.FPDFText_GetFontSize(text, at)


@pytest.mark.parametrize(
    ("count", "size"), [(8, (842, 595)), (15, (1191, 842)), (20, (842, 1191))], ids=["A4", "A3 lying", "A3 standing"]
)
def test_the_page_is_the_smallest_with_legible_text(count: int, size: tuple[int, int]) -> None:
    page, smallest = _first_page(_many(NodeKind.PROCESS, count))
    assert page == size
    assert smallest >= SMALLEST_TEXT - 0.01


def test_a_picture_too_large_for_a3_gets_a_page_of_its_own_shape() -> None:
    (_, height), smallest = _first_page(_many(NodeKind.PROCESS, 100))
    assert height > 1191
    assert smallest == pytest.approx(SMALLEST_TEXT, abs=0.01)


def test_no_page_is_larger_than_pdf_allows() -> None:
    (width, height), smallest = _first_page(_many(NodeKind.PROCESS, 600))
    assert width < height == 14_400
    assert 0 < smallest < SMALLEST_TEXT


def test_the_scale_is_the_number_of_pixels_to_a_px() -> None:
    diagram = diagram_of(filled_store(), "M4089")
    size = re.search(r'width="([\d.]+)" height="([\d.]+)"', render(diagram, "svg").decode())
    assert size
    for scale in (0.5, 1, 3):
        wide, high = _png_size(render(diagram, "png", Options(scale=scale)))
        assert abs(wide - float(size[1]) * scale) <= 1
        assert abs(high - float(size[2]) * scale) <= 1


def test_a_png_says_in_its_own_words_what_it_shows() -> None:
    diagram = diagram_of(filled_store(), "M4089")
    texts = [data for kind, data in _chunks(render(diagram, "png")) if kind == b"iTXt"]
    assert texts[0] == b"Title\0\0\0nl\0\0M4089 Contactcenter in het buitenland"
    assert all(row.sentence.encode() in texts[1] for row in rows(diagram))


def test_a_large_picture_gets_fewer_pixels_and_a_huge_one_is_refused() -> None:
    wide, high = _png_size(render(_many(NodeKind.PROCESS, 100), "png", Options(scale=5)))
    assert 0.99 * MOST_PIXELS < wide * high < 1.01 * MOST_PIXELS
    with pytest.raises(UsageError, match=r"te groot voor een leesbare PNG. Kies svg of pdf"):
        render(_many(NodeKind.PROCESS, 1000), "png")


@pytest.mark.parametrize("scale", [0, -1, float("nan"), float("inf")])
def test_a_scale_that_is_no_scale_is_refused(scale: float) -> None:
    with pytest.raises(UsageError, match=r"De schaal .* kan niet\. Kies een getal boven 0"):
        render(_many(NodeKind.PROCESS, 1), "png", Options(scale=scale))


@pytest.mark.parametrize(
    "label", ["個人情報", "👩\u200d👩\u200d👧", "سجل أنشطة المعالجة", "\uf0b7 punt", "\u0302e \u1f8f"]
)
def test_the_loss_of_a_character_is_told(label: str) -> None:
    lost = lacking(label)
    assert lost
    with pypdfium2.PdfDocument(render(_of_words(label), "pdf")) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert REPLACEMENT in text
    assert not lost & set(text)
    for character in lost:
        assert f"U+{ord(character):04X}" in text
    note = words("nl")["unshown"].format(sign=REPLACEMENT, characters="")
    assert note.partition("(")[0] in re.sub(r"\s+", " ", text)
    lossy, whole = (_png_size(render(_of_words(each), "png"))[1] for each in (label, "x" * len(label)))
    assert lossy > whole


def test_signs_that_the_font_lacks_have_a_stand_in() -> None:
    assert lacking("".join(map(chr, STAND_INS))) == set(map(chr, STAND_INS))
    assert not lacking("".join(map(str, STAND_INS.values())))
    text = "".join(_pages(render(_of_words("van‑a → b ● █"), "pdf")))
    assert "vana>b•—" in text
    assert "U+" not in text


@pytest.mark.parametrize(
    "label", ["\u0338a<\u0338b>\u0338c", "\u0338", "b ← a ⇒ c", "←/text>←script>alert(1)←/script>"]
)
def test_accents_and_stand_ins_never_become_syntax(label: str) -> None:
    assert "Legenda" in _pages(render(_of_words(label), "pdf"))[0]
    assert _png_size(render(_of_words(label), "png", Options(scale=0.5)))[0] > 500


@settings(max_examples=40)
@given(st.text(max_size=40))
def test_no_text_of_any_script_breaks_the_pdf(label: str) -> None:
    assert len(_pages(render(_of_words(label), "pdf"))) >= 2


def test_a_letter_put_together_is_lacking_beside_its_own_letter_too() -> None:
    """U+03D3 passed for a letter of the font where U+03D2 stood near, and then broke the PDF."""
    assert lacking("\u03d2\u03d3") == {"\u03d3"}
    assert len(_pages(render(_of_words("\u03d3 \u03d2"), "pdf"))) >= 2


class PanicException(BaseException):
    """What a panic of Rust becomes: no Exception, with this name."""


@pytest.fixture
def letters_known_no_more() -> Iterator[None]:
    """Forget which characters the font has: a test that breaks typst on purpose is told nothing true of them."""
    yield
    typesetter._lacking.cache_clear()


def test_a_font_does_not_lack_what_typst_fails_to_set_for_another_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise typst.TypstError("kapot", "")

    with monkeypatch.context() as patched, pytest.raises(DiagramError, match="kapot"):
        patched.setattr(typst, "compile", broken)
        lacking("\u0162\u0163")
    assert not lacking("\u0162\u0163")


@pytest.mark.usefixtures("letters_known_no_more")
@pytest.mark.parametrize("error", [typst.TypstError("kapot", ""), PanicException("kapot")])
def test_what_cannot_be_set_is_said(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = _of_words("Klanten")

    def broken(*_: object, **__: object) -> bytes:
        raise error

    monkeypatch.setattr(typst, "compile", broken)
    with pytest.raises(DiagramError, match="kapot") as told:
        render(drawn, "png")
    assert "svg" in told.value.advice


def test_a_stop_of_the_user_is_no_error_of_the_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(typst, "compile", stopped)
    with pytest.raises(KeyboardInterrupt):
        render(_of_words("Klanten"), "png")


def test_letters_with_accents_of_their_own_are_composed() -> None:
    assert "Café" in "".join(_pages(render(_of_words("Cafe\u0301"), "pdf")))


def test_a_word_wider_than_its_cell_may_break_where_a_syllable_starts() -> None:
    font = Font(10)
    word = "Arbeidsongeschiktheidsverzekering" * 3 + "-x/" + "9" * 80
    broken = breakable(f"een {word}", font, 60)
    assert re.sub("[\u00ad\u200b]", "", broken) == f"een {word}"
    assert all(width(part, font) <= 60 for part in re.split("[ \u00ad\u200b]", broken))


@thorough
@given(records())
def test_the_same_record_gives_the_same_bytes(facts: RecordFacts) -> None:
    diagram = compose(facts, "nl")
    assert render(diagram, "pdf") == render(diagram, "pdf")


def test_bytes_do_not_depend_on_the_process() -> None:
    script = (
        "import sys, hashlib; sys.path[:0] = sys.argv[1:]\n"
        "from diagram_store import filled_store\n"
        "from avggraph.diagram import diagram_of, render\n"
        "for name in ('png', 'pdf'):\n"
        "    print(hashlib.sha256(render(diagram_of(filled_store(), 'M4089'), name)).hexdigest())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, *sys.path],
            env={**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": epoch},
            capture_output=True,
            check=True,
        ).stdout
        for seed, epoch in (("1", "0"), ("2", "86400"))
    }
    assert len(outputs) == 1
