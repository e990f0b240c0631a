"""Mermaid, Graphviz and PlantUML: every node and flow is there, and no label is syntax."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from diagram_store import filled_store
from hypothesis import given
from random_records import records, thorough

from avggraph.diagram import FORMATS, Diagram, Options, diagram_of
from avggraph.diagram import render as render_bytes
from avggraph.diagram.formats.text.plantuml import escaped
from avggraph.diagram.layout.typeset import clean
from avggraph.diagram.model import (
    Boundary,
    BoundaryKind,
    Flow,
    FlowStyle,
    Mark,
    Node,
    NodeKind,
    Presence,
    View,
)
from avggraph.diagram.record.compose import compose
from avggraph.diagram.record.facts import RecordFacts

TEXTS = ("mmd", "dot", "puml")

_NODE = {"mmd": r"^\s*{}[\[(]", "dot": r"^\s*{} \[", "puml": r"^\s*(?!Rel)\w+\({}, "}
_FRAME = {"mmd": r"^\s*subgraph {}\[", "dot": r"subgraph cluster_{} {{", "puml": r"^\s*Boundary\({}, "}


def render(diagram: Diagram, name: str, options: Options | None = None) -> str:
    return render_bytes(diagram, name, options).decode("utf-8")


def overview() -> Diagram:
    """A view over several records: a provider, the organisation it is of, and recipients; every kind of node."""
    nodes = tuple(Node(f"n{at}", kind, f"Naam van {kind.value}") for at, kind in enumerate(NodeKind))
    of = {node.kind: node.id for node in nodes}
    frames = (Boundary("others", BoundaryKind.OTHERS, "Andere", (of[NodeKind.RECIPIENT], of[NodeKind.PROCESSOR])),)
    flows = (
        Flow(1, of[NodeKind.PROVIDER], of[NodeKind.ORGANISATION], "verstrekking", records=("M1", "M2", "M3")),
        Flow(2, of[NodeKind.ORGANISATION], of[NodeKind.RECIPIENT], "verstrekking", marks=(Mark.SPECIAL, Mark.BSN)),
        Flow(3, of[NodeKind.RECIPIENT], of[NodeKind.ORGANISATION], "verstrekking"),
        Flow(4, of[NodeKind.PROCESSOR], of[NodeKind.RECIPIENT], "verwerking door subverwerker"),
    )
    return Diagram("SSC-ICT", "SSC-ICT", nodes, frames, flows, "3 beschrijvingen", "nl", view=View.ORGANISATION)


@thorough
@given(records())
def test_every_node_and_frame_is_written_once(facts: RecordFacts) -> None:
    diagram = compose(facts, "nl")
    for name in TEXTS:
        text = render(diagram, name)
        for pattern, parts in ((_NODE, [n.id for n in diagram.nodes]), (_FRAME, [b.id for b in diagram.boundaries])):
            for part in parts:
                assert len(re.findall(pattern[name].format(part), text, re.MULTILINE)) == 1, (name, part)


@thorough
@given(records())
def test_every_flow_is_written_in_order(facts: RecordFacts) -> None:
    diagram = compose(facts, "nl")
    ends = [(flow.source, flow.target) for flow in diagram.flows]
    arrows = re.findall(r"^  (\w+) -[-.>]+(?:\|.*\|)? (\w+)$", render(diagram, "mmd"), re.MULTILINE)
    assert arrows == ends
    drawn = [line for line in render(diagram, "dot").splitlines() if " -> " in line and "style=invis" not in line]
    assert [line.split()[2] for line in drawn] == [target for _, target in ends]
    for (source, _), line in zip(ends, drawn, strict=True):
        assert line.split()[0] == source or f"ltail=cluster_{source}" in line
    relations = r"^(?:Rel\((\w+), (\w+), .*\)|(\w+) -\[#\w+,dotted\]- (\w+) : .*)$"
    found = re.findall(relations, render(diagram, "puml"), re.MULTILINE)
    assert [(one or three, two or four) for one, two, three, four in found] == ends


@thorough
@given(records())
def test_plantuml_labels_hold_no_syntax(facts: RecordFacts) -> None:
    """Words of the register stand in a macro's quotes, in the title or in the footer, without a sign that acts."""
    lines = render(compose(facts, "nl"), "puml").splitlines()
    assert (lines[0], lines[1], lines[-1]) == ("@startuml", "!include <C4/C4_Container>", "@enduml")
    words = [line.partition(" ")[2] for line in lines if line.startswith(("title ", "footer "))]
    assert len(words) == 2
    argument = r'(?:\w+|(?:\$\w+=)?"[^"]*"|\$\w+=\w+\(\))'
    macro = rf"\w+\({argument}(?:, {argument})*\)(?: {{)?"
    for line in lines[2:-1]:
        if line.startswith(("title ", "footer ", "skinparam ")) or line.endswith("()") or line.strip() == "}":
            continue
        if re.match(r"\w+ -\[(?:#\w+,dotted|hidden)\]", line):
            continue
        assert re.fullmatch(macro, line.strip()), line
        if not line.startswith(("Add", "Update")):
            words += [label for label in re.findall(r'"([^"]*)"', line) if not label.startswith("https://")]
    for said in words:
        plain = re.sub(r"<U\+[0-9A-F]{4,}>|\\n", "", said)
        assert not set(plain) & set("\"'!@#$%^&*_~=+[]{}|\\<>`"), said
        for pair in ("--", "..", "//", "––"):
            assert pair not in plain, said


@pytest.mark.parametrize(
    "label",
    [
        "!include x",
        "**vet** a//b __c__ --d-- ..e..",
        "%date() $x",
        "' \" `",
        "@enduml",
        "\\n <U+0041> &#65;",
        "👩‍👩‍👧 🙂",
    ],
)
def test_what_plantuml_decodes_is_the_label(label: str) -> None:
    shown = re.sub(r"<U\+([0-9A-F]+)>", lambda match: chr(int(match[1], 16)), escaped(label))
    assert shown.replace("\u2060", "") == clean(label)


def test_text_formats_say_where_the_picture_comes_from_and_what_its_lines_mean() -> None:
    for name in TEXTS:
        for language, standing, legend in (
            ("nl", "Afgeleid, geen officiële weergave.", "Doorgetrokken pijl: gegevensstroom"),
            ("en", "Derived, not an official representation.", "Solid arrow: data flow"),
        ):
            text = render(diagram_of(filled_store(), "M4089", language=language), name)
            assert standing in text
            assert legend in text
            assert "m4089.txt" in text


def test_kinds_marks_and_counts_are_words() -> None:
    for name in TEXTS:
        text = re.sub(r"\\n|#\d+;|<U\+00D7>|×", " ", render(overview(), name))
        for word in ("Herkomst", "Organisatie", "Ontvanger", "Verwerker", "Buiten de EU", "Systeem", "Betrokkene"):
            assert word in text, (name, word)
        assert "2 verstrekking (bijzonder, BSN)" in text, name
        assert "1 verstrekking 3 " in text, name


def test_mermaid_tells_the_picture_to_who_does_not_see_it() -> None:
    [told] = re.findall(r"^  accDescr: (.*)$", render(diagram_of(filled_store(), "M4089"), "mmd"), re.MULTILINE)
    assert told.startswith("Gegevensstroomdiagram per gegevensblok (niveau 1)")
    assert "8. " in told


def test_mermaid_tells_dashes_from_dots() -> None:
    diagram = diagram_of(filled_store(), "M17")
    text = render(diagram, "mmd")
    for style, look in ((FlowStyle.NOT_STATED, "6 4"), (FlowStyle.ABOUT, "1.5 4")):
        places = ",".join(str(at) for at, flow in enumerate(diagram.flows) if flow.style is style)
        assert (f"  linkStyle {places} stroke-dasharray: {look}" in text) is bool(places)
    silent = ",".join(node.id for node in diagram.nodes if node.presence is Presence.NOT_STATED)
    assert re.search(rf"^  class {silent}(,\w+)* not-stated$", text, re.MULTILINE)


def test_only_https_links_leave_a_file() -> None:
    iris = (
        "https://identifier.overheid.nl/tooi/id/ministerie/mnre1013",
        "http://x.nl/",
        "https://avggraph.example/id/1",
    )
    nodes = tuple(Node(f"n{at}", NodeKind.RECIPIENT, "Ontvanger", iri) for at, iri in enumerate(iris))
    diagram = replace(overview(), nodes=nodes, boundaries=(), flows=())
    for name in ("mmd", "dot", "puml", "drawio"):
        links = re.findall(r'(?:href|URL=|link=)\s*"([^"]*)"', render(diagram, name))
        assert links == [iris[0]], name
    own = Options(links={iris[1]: 'https://intern.nl/"]}; click n0 href "x" %%{init}%% <b>'})
    for name in ("mmd", "dot", "puml", "drawio"):
        assert "https://intern.nl/%22%5D%7D%3B%20click%20n0" in render(diagram, name, own)


def test_every_picture_has_every_kind_of_node() -> None:
    for name in sorted(name for name, format in FORMATS.items() if not format.is_binary and name != "csv"):
        text = render(overview(), name)
        for kind in NodeKind:
            assert f"Naam van {kind.value}".split()[-1] in text.replace("\\n", " "), (name, kind)
