"""Diagrams in the tools that they are written for: Mermaid, and mxGraph, the library that draw.io is built on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import avggraph
from avggraph.diagram import Diagram, render
from avggraph.diagram.layout.typeset import clean
from avggraph.diagram.model import Boundary, BoundaryKind, Detail, Flow, FlowStyle, Mark, Node, NodeKind, Presence
from avggraph.diagram.record import Source, all_records
from browser.webdriver import Browser

HOSTILE = (
    "</text><script>window.ran = 1</script>",
    '<img src="x" onerror="window.ran = 1"> <b onclick="window.ran = 1">vet</b>',
    "`**vet** _schuin_` [x](javascript:window.ran=1) ![y](z)",
    "1. Doel",
    "- streepje; * ster; # hek; + plus; 1) haakje",
    "]]> & &lt; &#65; #65; #quot; <!-- --> \" ' ` %%{init: {'securityLevel': 'loose'}}%%",
    'subgraph end --> x["a"] \\" \\N \\n } ]) ||| click n0 call window.alert()',
    "$$x^2$$ \\(y\\) fa:fa-ban ::icon(x) @{ shape: rect } ---",
    "%date% %page% {{ x }} ${x} <%= x %>",
    "Arbeidsongeschiktheidsverzekeringsmaatschappijen" * 10,
    "سجل أنشطة المعالجة",
    "個人情報 é̂",
)

DRAW_MERMAID = """
    const [text, loose] = arguments;
    const place = document.body.appendChild(document.createElement("div"));
    mermaid.initialize({startOnLoad: false, suppressErrorRendering: true});
    return mermaid.render(`drawn${document.body.children.length}`, text).then(({svg}) => {
        place.innerHTML = svg;
        const told = (name) => place.querySelector(`svg > ${name}`).textContent;
        const shown = [...place.querySelectorAll("text, foreignObject")].map((each) => each.textContent).join(" ");
        const active = "script, img, iframe, object, [onclick], [onerror], [onload]";
        const links = [...place.querySelectorAll("a")].map((each) => each.getAttribute("xlink:href") ?? each.href);
        const answer = {
            title: told("title"), desc: told("desc"), shown, links,
            nodes: place.querySelectorAll(".node").length,
            frames: place.querySelectorAll(".cluster").length,
            edges: place.querySelectorAll(".flowchart-link").length,
            active: place.querySelectorAll(active).length,
        };
        place.remove();
        return answer;
    });
"""

# What draw.io itself does with a page: decode it, and show the label of a cell or of the object around it as HTML.
DRAW_MXGRAPH = """
    const place = document.body.appendChild(document.createElement("div"));
    const page = mxUtils.parseXml(arguments[0]);
    const graph = new mxGraph(place);
    graph.setHtmlLabels(true);
    graph.convertValueToString = ({value}) => mxUtils.isNode(value) ? value.getAttribute("label") ?? "" : value ?? "";
    new mxCodec(page).decode(page.documentElement, graph.getModel());
    const cells = Object.values(graph.getModel().cells).map((cell) => ({
        id: cell.id, parent: cell.parent?.id, vertex: Boolean(cell.vertex), edge: Boolean(cell.edge),
        source: cell.source?.id, target: cell.target?.id,
        text: graph.view.getState(cell)?.text?.node?.textContent ?? "",
    }));
    const active = place.querySelectorAll("script, img, iframe, object, [onclick], [onerror], [onload]").length;
    graph.destroy();
    place.remove();
    return {cells, active};
"""


@pytest.fixture(scope="module")
def examples(built_examples: Path) -> tuple[Diagram, ...]:
    """The diagram of every example, with the words it rests on."""
    register = avggraph.load(built_examples)
    records = all_records(Source(register.engine, "nl", {}))
    return tuple(register.diagram(record) for record in records)


def hostile() -> Diagram:
    """A diagram with every hostile label in a node of every kind, in frames, details, flows and around the picture."""
    kinds = tuple(NodeKind)
    nodes = [
        Node(
            f"n{at}",
            kinds[at % len(kinds)],
            label,
            f"https://example.org/{label}",
            (Detail(label, HOSTILE[-at], Presence.STATED),),
            tuple(Mark),
        )
        for at, label in enumerate(HOSTILE)
    ]
    processes = tuple(node.id for node in nodes if node.kind is NodeKind.PROCESS)
    frames = (
        Boundary("inner", BoundaryKind.CONTROLLER, HOSTILE[6], processes, Presence.NOT_STATED),
        Boundary("outer", BoundaryKind.MINISTRY, HOSTILE[1], ("inner",)),
    )
    flows = [Flow(at, node.id, processes[0], HOSTILE[at], marks=(Mark.BSN,)) for at, node in enumerate(nodes[:3], 1)]
    flows += [Flow(None, "inner", nodes[6].id, style=FlowStyle.NOT_STATED)]
    flows += [Flow(None, nodes[0].id, processes[0], style=FlowStyle.ABOUT)]
    return Diagram(HOSTILE[5], HOSTILE[0], tuple(nodes), frames, tuple(flows), HOSTILE[2], "nl", selection=HOSTILE[4])


def bare(text: str) -> str:
    """A text without white space, and without the places where it may break or must not."""
    return re.sub(r"[\s\xad\u2060]+", "", text)


def start(text: str, length: int = 60) -> str:
    """The start of a label, which a box may show no more of, without hyphens: a box may have more of them."""
    return bare(clean(text)).replace("-", "")[:length]


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Browser]:
    """An empty page; no script of a label ran in it, and nothing was fetched for it."""
    browser.size(1200)
    empty = tmp_path / "empty.html"
    empty.write_text('<!doctype html><html lang="nl"><meta charset="utf-8"><title>x</title>', encoding="utf-8")
    browser.open(empty.as_uri())
    browser.requests()
    yield browser
    browser.run("return new Promise((done) => setTimeout(done, 200))")
    assert browser.run("return window.ran ?? 0") == 0
    assert [address for address in browser.requests() if not address.startswith(("data:", "about:"))] == []


@pytest.fixture
def draw_mermaid(page: Browser, mermaid: str) -> Browser:
    page.cdp("Runtime.evaluate", expression=mermaid)
    return page


@pytest.fixture
def draw_mxgraph(page: Browser, mxgraph: str) -> Browser:
    page.run("window.mxLoadResources = window.mxLoadStylesheets = false")
    page.cdp("Runtime.evaluate", expression=mxgraph)
    page.run("mxGraph.prototype.expandedImage = mxGraph.prototype.collapsedImage = null")
    return page


def check_mermaid(browser: Browser, diagram: Diagram) -> None:
    drawn: dict[str, Any] = browser.run(DRAW_MERMAID, render(diagram, "mmd").decode())
    assert bare(drawn["title"]) == bare(clean(f"{diagram.reference} {diagram.title}"))
    assert bare(clean(diagram.title)) in bare(drawn["desc"])
    assert drawn["nodes"] == len(diagram.nodes) + 1, "every node, and the legend with the footer"
    assert drawn["frames"] == len(diagram.boundaries)
    assert drawn["edges"] >= len(diagram.flows)
    assert drawn["active"] == 0
    assert all(link.startswith("https://") for link in drawn["links"])
    shown = bare(drawn["shown"])
    for label in said(diagram):
        assert bare(clean(label)) in shown, label
    assert "Afgeleid,geenofficiëleweergave." in shown


def said(diagram: Diagram) -> Iterator[str]:
    """The words that a picture shows: of nodes and their details, of frames and of flows."""
    yield diagram.title
    for node in diagram.nodes:
        yield node.label
        for detail in node.details:
            yield f"{detail.term}: {detail.text}"
    yield from (boundary.label for boundary in diagram.boundaries)
    yield from (flow.kind for flow in diagram.flows)


def test_mermaid_draws_every_example(draw_mermaid: Browser, examples: tuple[Diagram, ...]) -> None:
    assert len(examples) == 19
    for diagram in examples:
        check_mermaid(draw_mermaid, diagram)


def test_mermaid_shows_hostile_labels_as_text(draw_mermaid: Browser) -> None:
    check_mermaid(draw_mermaid, hostile())


def check_drawio(browser: Browser, diagram: Diagram) -> None:
    pages = ET.fromstring(render(diagram, "drawio").decode()).findall("diagram/mxGraphModel")
    picture, table = (browser.run(DRAW_MXGRAPH, ET.tostring(each, encoding="unicode")) for each in pages)
    cells = {cell["id"]: cell for cell in picture["cells"]}
    for node in diagram.nodes:
        assert cells[node.id]["vertex"]
        assert start(node.label) in start(cells[node.id]["text"], len(node.label) + 100)
    for boundary in diagram.boundaries:
        assert all(cells[member]["parent"] == boundary.id for member in boundary.members)
        assert start(boundary.label) in start(cells[boundary.id]["text"], len(boundary.label) + 100)
    lines = {name: cell for name, cell in cells.items() if cell["edge"] and name.startswith("flow-")}
    ends = [(lines[f"flow-{at}"]["source"], lines[f"flow-{at}"]["target"]) for at in range(1, len(lines) + 1)]
    assert ends == [(flow.source, flow.target) for flow in diagram.flows]
    assert picture["active"] == table["active"] == 0
    shown = bare(" ".join(cell["text"] for cell in table["cells"]))
    for flow in diagram.flows:
        assert all(bare(clean(item)) in shown for item in (flow.kind, *flow.data))


def test_mxgraph_opens_every_example(draw_mxgraph: Browser, examples: tuple[Diagram, ...]) -> None:
    for diagram in examples:
        check_drawio(draw_mxgraph, diagram)


def test_mxgraph_shows_hostile_labels_as_text(draw_mxgraph: Browser) -> None:
    check_drawio(draw_mxgraph, hostile())
