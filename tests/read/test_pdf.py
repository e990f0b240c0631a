"""PDFs to plain lines, by the places of the words."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import Print, pdf, pdf_file

from avggraph.errors import SourceError
from avggraph.read.limits import Limits
from avggraph.read.pdf import pdf_text

LABEL, VALUE = 72, 180


def text_of(*pages: Sequence[Print], rotate: int = 0) -> str:
    return pdf_text(pdf(pages, rotate), "a.pdf", Limits())


def column(left: float, top: float, lines: Iterable[str], leading: float = 13) -> list[Print]:
    return [(left, top - number * leading, 11, words) for number, words in enumerate(lines)]


def rows(*labelled: tuple[str, list[str]], top: float = 700, middle: bool = False, gap: float = 6) -> list[Print]:
    """Rows of a table: the label beside the first line of its value, or in the middle of it."""
    page: list[Print] = []
    for label, value in labelled:
        down = (len(value) - 1) * 13 / 2 if middle else 0
        page += [(LABEL, top - down, 11, label), *column(VALUE, top, value)]
        top -= 13 * len(value) + gap
    return page


WRAPPED = [
    "Het beoordelen van de aanvraag, het nemen van een beslissing",
    "daarop en het laten weten daarvan aan degene die de aanvraag",
    "heeft ingediend.",
]


@pytest.mark.parametrize("middle", [False, True], ids=["label bovenaan", "label in het midden"])
@pytest.mark.parametrize("gap", [0, 6])
def test_a_label_is_put_before_its_value(middle: bool, gap: float) -> None:
    page = rows(
        ("Verzameldoel", WRAPPED), ("Bron", ["BRP"]), ("Naam", WRAPPED[:2]), ("Directie", ["X"]), middle=middle, gap=gap
    )
    assert text_of(page) == (
        f"Verzameldoel\t{' '.join(WRAPPED)}\nBron\tBRP\nNaam\t{' '.join(WRAPPED[:2])}\nDirectie\tX\n"
    )


@given(st.randoms(use_true_random=False))
def test_the_order_in_the_file_does_not_matter(order: random.Random) -> None:
    page = rows(("Verzameldoel", WRAPPED), ("Bron", ["BRP"]), ("Naam", WRAPPED[:2]))
    shuffled = list(page)
    order.shuffle(shuffled)
    assert text_of(shuffled) == text_of(page)


def test_columns_that_the_file_holds_one_after_the_other_are_joined_again() -> None:
    labels = column(LABEL, 700, ["Betrokkene(n)", "Bron", "Bewaartermijn"])
    values = column(VALUE, 700, ["Aanvragers", "BRP", "5 jaar"])
    assert text_of(labels + values) == "Betrokkene(n)\tAanvragers\nBron\tBRP\nBewaartermijn\t5 jaar\n"


def test_a_value_that_goes_on_over_the_page_stands_below_its_label() -> None:
    first = rows(("Bron", ["BRP"]), ("Verzameldoel", WRAPPED[:2]))
    second = [*column(VALUE, 780, WRAPPED[2:]), *rows(("Naam", ["X"]), ("Directie", ["Y"]), top=761)]
    assert text_of(first, second) == (
        f"Bron\tBRP\nVerzameldoel\t{' '.join(WRAPPED[:2])}\n\f{WRAPPED[2]}\nNaam\tX\nDirectie\tY\n"
    )


def test_bullets_in_a_value_keep_their_lines() -> None:
    page = rows(("Bron", ["BRP"]), ("Ontvangers", ["\u2022  UWV", "\u2022  SVB"]), ("Naam", ["X"]))
    assert text_of(page) == "Bron\tBRP\nOntvangers\t- UWV\n- SVB\nNaam\tX\n"


def test_paragraphs_are_parted_and_their_lines_joined_where_white_space_says_so() -> None:
    page = [
        *column(72, 700, WRAPPED),
        *column(72, 640, ["Wettelijke verplichting"]),
        *column(72, 600, ["Slot"]),
    ]
    assert text_of(page) == f"{' '.join(WRAPPED)}\n\nWettelijke verplichting\n\nSlot\n"


def test_lines_stay_as_they_are_where_nothing_parts_paragraphs() -> None:
    lines = ["Doel een", "Wettelijke verplichting", "Doel twee"]
    assert text_of(column(72, 700, lines)) == "".join(f"{line}\n" for line in lines)


def test_what_every_page_carries_is_left_out_but_the_first_header_stays() -> None:
    pages = [
        [
            (72, 810, 8, "Register van verwerkingen"),
            *column(72, 700 + number, [f"Tekst {letter}", f"Slot {letter}"]),
            (72, 30, 8, "Afgedrukt op 3 mei 2020"),
            (500, 30, 8, f"Pagina {number} van 3"),
        ]
        for number, letter in enumerate("abc", 1)
    ]
    assert text_of(*pages) == "Register van verwerkingen\n\nTekst a\nSlot a\n\fTekst b\nSlot b\n\fTekst c\nSlot c\n"


def test_a_line_of_the_text_that_two_pages_begin_with_is_kept() -> None:
    def page(*more: str) -> list[Print]:
        return column(72, 700, ["Bron Betrokkene", *more])

    text = text_of(column(72, 700, ["Titel", "een"]), page("twee"), page("drie"))
    assert text == "Titel\neen\n\fBron Betrokkene\ntwee\n\fBron Betrokkene\ndrie\n"


def test_a_number_in_the_text_is_no_page_number() -> None:
    assert text_of(column(72, 700, ["Bewaartermijn in jaren", "1"])) == "Bewaartermijn in jaren\n1\n"


@pytest.mark.parametrize("words", ["2", "Pagina 2", "blz. 2 van 3", "2/3", "- 2 -"])
def test_a_page_number_set_off_from_the_text_is_left_out(words: str) -> None:
    assert text_of(column(72, 700, ["een"]), [*column(72, 700, ["twee"]), (290, 30, 9, words)]) == "een\n\ftwee\n"


def test_a_page_that_lies_on_its_side_is_read_as_it_is_shown() -> None:
    # A page turned by 90 degrees shows what is drawn upwards from left to right.
    stream = b"BT /F1 11 Tf 0 1 -1 0 100 72 Tm (Bron) Tj ET BT /F1 11 Tf 0 1 -1 0 100 180 Tm (BRP) Tj ET "
    stream += b"BT /F1 11 Tf 0 1 -1 0 120 72 Tm (Naam) Tj ET BT /F1 11 Tf 0 1 -1 0 120 180 Tm (X) Tj ET"
    data = pdf([[(1, 1, 1, "vervangen")]], rotate=90)
    old = data[data.index(b"<< /Length") : data.index(b"\nendobj", data.index(b"<< /Length"))]
    new = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
    assert pdf_text(data.replace(old, new), "a.pdf", Limits()) == "Bron\tBRP\nNaam\tX\n"


def test_a_scan_is_named() -> None:
    with pytest.raises(SourceError, match="bevat geen tekst: waarschijnlijk is hij gescand") as caught:
        text_of([])
    assert "tekstherkenning" in caught.value.advice


def test_a_pdf_with_a_password_is_named() -> None:
    reportlab = pytest.importorskip("reportlab.pdfgen.canvas")
    encryption = pytest.importorskip("reportlab.lib.pdfencrypt")
    canvas = reportlab.Canvas("x.pdf", encrypt=encryption.StandardEncryption("geheim", strength=128))
    canvas.drawString(72, 700, "Bron")
    with pytest.raises(SourceError, match="met een wachtwoord beveiligd"):
        pdf_text(canvas.getpdfdata(), "a.pdf", Limits())


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(1000), pdf([[]])[:200]])
def test_a_damaged_pdf_is_named(data: bytes) -> None:
    with pytest.raises(SourceError, match="beschadigd of niet compleet"):
        pdf_text(data, "a.pdf", Limits())


def test_a_broken_cross_reference_table_is_repaired() -> None:
    data = pdf([[(72, 700, 11, "Bron")]])
    assert pdf_text(data.replace(b"startxref\n", b"startxref\n9"), "a.pdf", Limits()) == "Bron\n"


def test_a_pdf_with_too_many_pages_is_refused_with_the_limit() -> None:
    with pytest.raises(SourceError, match="heeft 30 bladzijden; de grens is 20"):
        pdf_text(pdf([[(72, 700, 11, "x")]] * 30), "a.pdf", Limits(max_pages=20))


def test_a_page_tree_that_loops_ends() -> None:
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"]
    with pytest.raises(SourceError):
        pdf_text(pdf_file(objects), "a.pdf", Limits())
