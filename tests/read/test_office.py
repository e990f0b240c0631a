"""Word documents and OpenDocument texts to plain lines."""

from __future__ import annotations

import pytest
from made import docx, odt, packed, word_paragraph

from avggraph.errors import SourceError
from avggraph.read.limits import Limits
from avggraph.read.open_document import open_document_text
from avggraph.read.word_document import word_document_text


def word(body: str, **others: str) -> str:
    return word_document_text(docx(body, **others), "a.docx", Limits())


def open_text(body: str) -> str:
    return open_document_text(odt(body), "a.odt", Limits())


def item(words: str, properties: str = '<w:numPr><w:numId w:val="3"/></w:numPr>') -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<w:p><w:r><w:t>Bron</w:t><w:tab/><w:t>BRP</w:t></w:r></w:p>", "Bron\tBRP\n"),
        ("<w:p><w:r><w:t>con</w:t></w:r><w:r><w:t>sulair</w:t></w:r></w:p>", "consulair\n"),
        ("<w:p><w:r><w:t>een</w:t><w:br/><w:t>twee</w:t></w:r></w:p>", "een\ntwee\n"),
        (item("UWV") + item("SVB") + word_paragraph("Slot"), "- UWV\n- SVB\n\nSlot\n"),
        (item("Kop", '<w:numPr><w:numId w:val="0"/></w:numPr>'), "Kop\n"),
        (
            "<w:p><w:del><w:r><w:delText>oud</w:delText></w:r></w:del><w:ins><w:r><w:t>nieuw</w:t></w:r></w:ins></w:p>",
            "nieuw\n",
        ),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>weg</w:t></w:r><w:r><w:t>Bron</w:t></w:r></w:p>", "Bron\n"),
        ('<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Bron</w:t></w:r></w:p>', "Bron\n"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>Bron</w:t></w:r></w:p>", "Bron\n"),
        (
            "<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>een</w:t></mc:Choice>"
            "<mc:Fallback><w:t>een</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            "een\n",
        ),
        (f"<w:sdt><w:sdtContent>{word_paragraph('Bron')}</w:sdtContent></w:sdt>", "Bron\n"),
        (
            f"<w:tbl><w:tr><w:tc>{word_paragraph('Ontvangers')}</w:tc><w:tc>{item('UWV')}{item('SVB')}</w:tc></w:tr></w:tbl>",
            "Ontvangers\t- UWV\n- SVB\n",
        ),
    ],
)
def test_a_word_document_becomes_plain_lines(body: str, text: str) -> None:
    assert word(body) == text


def test_a_style_may_make_list_items_but_a_numbered_heading_is_none() -> None:
    styles = (
        '<w:style w:styleId="Lijst"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Eigen"><w:basedOn w:val="Lijst"/></w:style>'
        '<w:style w:styleId="Kop"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>'
        "</w:style>"
        '<w:style w:styleId="Lus"><w:basedOn w:val="Lus"/></w:style>'
    )
    body = "".join(item(name, f'<w:pStyle w:val="{name}"/>') for name in ("Kop", "Eigen", "Lus"))
    assert word(body, styles=styles) == "Kop\n\n- Eigen\n\nLus\n"


def test_a_note_stands_below_its_paragraph() -> None:
    notes = (
        f'<w:footnote w:type="separator" w:id="0"/><w:footnote w:id="2">{word_paragraph("Sinds 2020.")}</w:footnote>'
    )
    body = '<w:p><w:r><w:t>UWV</w:t><w:footnoteReference w:id="2"/><w:t>, SVB</w:t></w:r></w:p>' + word_paragraph(
        "Slot"
    )
    assert word(body, footnotes=notes) == "UWV, SVB\nSinds 2020.\n\nSlot\n"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            "<text:p>een<text:s text:c='900000000'/>twee<text:tab/>drie<text:line-break/>vier</text:p>",
            "een twee\tdrie\nvier\n",
        ),
        (
            "<text:list><text:list-item><text:p>UWV</text:p></text:list-item>"
            "<text:list-item><text:p>SVB</text:p></text:list-item></text:list><text:p>Slot</text:p>",
            "- UWV\n- SVB\n\nSlot\n",
        ),
        ("<text:tracked-changes><text:p>oud</text:p></text:tracked-changes><text:p>nieuw</text:p>", "nieuw\n"),
        ("<text:p>Bron<office:annotation><text:p>klopt dit?</text:p></office:annotation></text:p>", "Bron\n"),
        ("<text:section text:display='none'><text:p>weg</text:p></text:section><text:p>Bron</text:p>", "Bron\n"),
        (
            "<text:p>UWV<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            "<text:p>Sinds 2020.</text:p></text:note-body></text:note>, SVB</text:p>",
            "UWV, SVB\nSinds 2020.\n",
        ),
        ("<table:table-cell><text:p>los</text:p></table:table-cell>", "los\n"),
    ],
)
def test_an_open_document_becomes_plain_lines(body: str, text: str) -> None:
    assert open_text(body).rstrip("\n") == text.rstrip("\n")


def test_a_locked_open_document_is_named() -> None:
    with pytest.raises(SourceError, match="met een wachtwoord beveiligd"):
        open_document_text(odt("<text:p/>", "<manifest:encryption-data/>"), "a.odt", Limits())


def test_a_document_type_is_refused_so_that_no_entity_unfolds() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    data = packed({"[Content_Types].xml": "", "word/document.xml": bomb})
    with pytest.raises(SourceError, match="bevat een DTD") as caught:
        word_document_text(data, "a.docx", Limits())
    assert caught.value.where is not None
    assert caught.value.where.path == "a.docx"


@pytest.mark.parametrize("xml", ["", "<w:document", "<a></b>", "\x00"])
def test_broken_xml_is_named(xml: str) -> None:
    with pytest.raises(SourceError, match="De XML is beschadigd"):
        word_document_text(packed({"[Content_Types].xml": "", "word/document.xml": xml}), "a.docx", Limits())


def test_a_document_may_be_nested_without_end() -> None:
    body = "<w:sdt>" * 100_000 + word_paragraph("diep") + "</w:sdt>" * 100_000
    assert word_document_text(docx(body), "a.docx", Limits(max_ratio=1_032)) == "diep\n"
