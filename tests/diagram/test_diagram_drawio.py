"""draw.io: well-formed, every cell in its place, every line bound, and labels that are text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from diagram_store import filled_store
from hypothesis import given
from random_records import records, thorough

from avggraph.diagram import Diagram, Options, diagram_of, render
from avggraph.diagram.layout.picture import lay_out
from avggraph.diagram.layout.typeset import clean
from avggraph.diagram.listing import columns, rows
from avggraph.diagram.model import FlowStyle, NodeKind
from avggraph.diagram.record.compose import compose
from avggraph.diagram.record.facts import RecordFacts

Cell = dict[str, str]


class _Html(HTMLParser):
    """The tags and the text of a label."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.text += " " if tag in {"div", "span", "br"} else ""
        assert {name for name, _ in attrs} <= {"style"}

    def handle_data(self, data: str) -> None:
        self.text += data


def read_html(label: str) -> _Html:
    parser = _Html()
    parser.feed(label)
    parser.close()
    return parser


def pages(diagram: Diagram) -> list[dict[str, Cell]]:
    """The cells of each page by their id: attributes of the cell, the object around it and its geometry."""
    found = []
    for page in ET.fromstring(render(diagram, "drawio").decode()).iter("diagram"):
        cells: dict[str, Cell] = {}
        for element in page.iterfind("./mxGraphModel/root/*"):
            inner = element.find("mxCell") if element.tag == "UserObject" else element
            assert inner is not None
            geometry = inner.find("mxGeometry")
            cell = {"value": element.get("label", ""), **element.attrib, **inner.attrib}
            cell |= {f"at-{key}": value for key, value in (geometry.attrib if geometry is not None else {}).items()}
            assert cell["id"] not in cells
            cells[cell["id"]] = cell
        found.append(cells)
    return found


def place(cells: dict[str, Cell], name: str) -> tuple[float, float]:
    """The corner of a cell on its page, through the frames around it."""
    cell = cells[name]
    if "at-x" not in cell:
        return 0, 0
    x, y = place(cells, cell["parent"])
    return x + float(cell["at-x"]), y + float(cell["at-y"])


@thorough
@given(records())
def test_cells_are_unique_nested_and_bound(facts: RecordFacts) -> None:
    diagram = compose(facts, "nl")
    picture, table = pages(diagram)
    holders = {member: boundary.id for boundary in diagram.boundaries for member in boundary.members}
    for part in [*(node.id for node in diagram.nodes), *(boundary.id for boundary in diagram.boundaries)]:
        assert picture[part]["vertex"] == "1"
        assert picture[part]["parent"] == holders.get(part, "1")
    for boundary in diagram.boundaries:
        assert "container=1;collapsible=0;" in picture[boundary.id]["style"]
    for at, flow in enumerate(diagram.flows, 1):
        drawn = picture[f"flow-{at}"]
        assert (drawn["edge"], drawn["source"], drawn["target"]) == ("1", flow.source, flow.target)
    for cells in (picture, table):
        assert {cell["parent"] for name, cell in cells.items() if name != "0"} <= set(cells)


@thorough
@given(records())
def test_labels_are_text_whatever_they_say(facts: RecordFacts) -> None:
    diagram = compose(facts, "nl")
    picture, table = pages(diagram)
    for cell in (*picture.values(), *table.values()):
        for html in (cell["value"], cell.get("tooltip", "")):
            assert read_html(html).tags <= {"div", "span", "br", "wbr"}
        assert "placeholders" not in cell
        assert re.fullmatch(r"(?:[\w.#,\[\] =-]+;)*", cell.get("style", ""))
    for node in diagram.nodes:
        assert node.label in read_html(picture[node.id]["tooltip"]).text
    listed = rows(diagram)
    for at, row in enumerate(listed, 1):
        for column, name in enumerate(columns(diagram)):
            shown = read_html(table[f"table-{at}-{column}"]["value"]).text
            assert shown.replace("\xad", "").strip() == clean(row.cell(name))


def test_boxes_stand_where_our_layout_puts_them() -> None:
    diagram = diagram_of(filled_store(), "M4089")
    picture, _ = pages(diagram)
    layout = lay_out(diagram)
    first = layout.placed[0]
    x, y = place(picture, first.box.node.id)
    for placed in layout.placed:
        cell = picture[placed.box.node.id]
        here = place(picture, placed.box.node.id)
        assert abs(here[0] - x - (placed.x - first.x)) < 0.3
        assert abs(here[1] - y - (placed.y - first.y)) < 0.3
        assert (float(cell["at-width"]), float(cell["at-height"])) == (placed.box.width, placed.box.height)


def test_lines_show_their_number_and_what_is_not_stated_is_dashed() -> None:
    diagram = diagram_of(filled_store(), "M17")
    picture, _ = pages(diagram)
    styles = {flow.style for flow in diagram.flows}
    assert FlowStyle.NOT_STATED in styles
    for at, flow in enumerate(diagram.flows, 1):
        drawn = picture[f"flow-{at}"]
        assert read_html(drawn["value"]).text == {FlowStyle.NOT_STATED: "?", FlowStyle.ABOUT: ""}.get(
            flow.style, str(flow.number)
        )
        assert ("dashed=1" in drawn["style"]) is (flow.style is not FlowStyle.STATED)
        assert ("endArrow=none" in drawn["style"]) is (flow.style is FlowStyle.ABOUT)


def test_kinds_differ_in_form() -> None:
    diagram = diagram_of(filled_store(), "M4089")
    picture, _ = pages(diagram)
    forms: dict[NodeKind, str] = {}
    for node in diagram.nodes:
        colours = r"(fillColor|strokeColor|dashed|dashPattern)=[^;]*;"
        forms[node.kind] = re.sub(colours, "", picture[node.id]["style"])
    assert len(forms) > 4
    assert len(set(forms.values())) == len(forms)


def test_the_page_says_what_it_is_and_shows_marks_as_words() -> None:
    picture, table = pages(diagram_of(filled_store(), "M4089"))
    said = {name: read_html(cell["value"]).text for name, cell in picture.items()}
    assert "Contactcenter in het buitenland" in said["title"]
    assert "Afgeleid, geen officiële weergave." in said["footer"]
    assert {said["mark-special"], said["mark-criminal"], said["mark-bsn"]} == {"bijzonder", "strafr.", "BSN"}
    assert "BSN" in said["process1"]
    assert any("niet vermeld in het register" in words or "gegevensstroom" in words for words in said.values())
    assert read_html(table["table-0-0"]["value"]).text.strip() == "Nr."


def test_colours_come_from_the_theme() -> None:
    theme = Options().theme
    text = render(diagram_of(filled_store(), "M4089"), "drawio").decode()
    for kind in (NodeKind.PROCESS, NodeKind.DATA_SUBJECT, NodeKind.PROCESSOR):
        assert f"fillColor={theme.node[kind].paper};strokeColor={theme.node[kind].line}" in text
