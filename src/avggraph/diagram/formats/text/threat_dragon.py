"""The diagram as a model of OWASP Threat Dragon, version 2, with our layout's coordinates.

The structure is that of https://owasp.org/www-project-threat-dragon/docs-2/schema. Threat Dragon asks of processes,
stores and flows what no register tells: whether they are encrypted, signed, a log, on a public network. Its schema
makes none of that obligatory, so none is written; that it then shows those boxes unchecked is the tool's reading. Whom
data are about is no flow, and stands in the description of the process.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from avggraph.diagram.formats.options import Options
from avggraph.diagram.formats.text.captions import caption, facts, flow_caption, foot_lines
from avggraph.diagram.layout.frames import Frame
from avggraph.diagram.layout.picture import Path, Picture, Placed, lay_out
from avggraph.diagram.layout.typeset import Font, clean, wrap
from avggraph.diagram.listing import Row, names_of, rows_by_flow
from avggraph.diagram.model import Diagram, FlowStyle, NodeKind, Presence
from avggraph.diagram.provenance import footer, name
from avggraph.diagram.words import Words, words

_VERSION = "2.0.0"  # the first with this schema; Threat Dragon reads models of every version from it on
_METHOD = "LINDDUN"  # its method for privacy threats (https://linddun.org)
_FONT = Font(14)  # Threat Dragon's own; it shows a cell's name, and breaks it nowhere but where it is broken here
_MARGIN = 36.0
_LABEL_WIDTH = 140.0  # the least of a flow
_LEAST_CIRCLE = 150.0  # for its text, which may stick out of it
_FOOT_WIDTH = 900.0
_SHAPES = {
    NodeKind.DATA_SUBJECT: "actor",
    NodeKind.SOURCE: "actor",
    NodeKind.PROVIDER: "actor",
    NodeKind.PROCESS: "process",
    NodeKind.ORGANISATION: "process",
    NodeKind.SYSTEM: "store",
    NodeKind.RECIPIENT: "actor",
    NodeKind.PROCESSOR: "actor",
    NodeKind.OUTSIDE: "actor",
}
_TYPES = {
    "actor": "tm.Actor",
    "process": "tm.Process",
    "store": "tm.Store",
    "flow": "tm.Flow",
    "trust-boundary-box": "tm.BoundaryBox",
    "td-text-block": "tm.Text",
}
_ORDER = {"trust-boundary-box": -50, "flow": 10}  # from back to front, as Threat Dragon itself sets them
_DASHES = "6 4"

_Cell = dict[str, Any]


def render_threat_dragon(diagram: Diagram, _options: Options) -> str:
    """Render a diagram as a threat model without threats, in JSON.

    >>> from avggraph.diagram.model import Node
    >>> node = Node("process1", NodeKind.PROCESS, "Coaching")
    >>> model = render_threat_dragon(Diagram("Contactcenter", "M4089", (node,), (), (), "m4089.txt", "nl"), Options())
    >>> [cell["shape"] for cell in json.loads(model)["detail"]["diagrams"][0]["cells"]]
    ['process', 'td-text-block']
    """
    title, about = clean(name(diagram)), "\n".join(clean(sentence) for sentence in footer(diagram))
    drawn = {
        "id": 0,
        "title": title,
        "diagramType": _METHOD,
        "description": about,
        "thumbnail": f"./public/content/images/thumbnail.{_METHOD.lower()}.jpg",
        "version": _VERSION,
        "cells": list(_cells(diagram)),
    }
    model = {
        "version": _VERSION,
        "summary": {"title": title, "owner": "", "description": about, "id": 0},
        "detail": {"contributors": [], "diagrams": [drawn], "diagramTop": 1, "reviewer": "", "threatTop": 0},
    }
    return json.dumps(model, ensure_ascii=False, indent=2) + "\n"


def _cells(diagram: Diagram) -> Iterator[_Cell]:
    say = words(diagram.language)
    layout = lay_out(diagram)
    names = names_of(diagram)
    listed = rows_by_flow(diagram)
    places: dict[str, Frame | Placed] = {frame.boundary.id: frame for frame in layout.frames}
    places |= {placed.box.node.id: placed for placed in layout.placed}
    for frame in layout.frames:
        yield _frame(frame)
    for placed in layout.placed:
        yield _box(placed, diagram, names, say)
    for at, path in enumerate(layout.paths, 1):
        if path.flow.style is not FlowStyle.ABOUT:
            yield _flow(f"flow-{at}", path, places, listed[path.flow], say)
    yield _foot(diagram, layout)


def _frame(frame: Frame) -> _Cell:
    label = _lines(frame.boundary.label, frame.width)
    looks = {"headerText": {"text": label}}
    cell = _cell(frame.boundary.id, "trust-boundary-box", label, "", looks)
    cell["data"]["isTrustBoundary"] = True
    return cell | _place(frame.x, frame.y, frame.width, frame.height)


def _box(placed: Placed, diagram: Diagram, names: Mapping[str, str], say: Words) -> _Cell:
    node, shape = placed.box.node, _SHAPES[placed.box.node.kind]
    label = caption(node, names, say)
    told = list(facts(node, say))
    about = [f for f in diagram.flows if f.style is FlowStyle.ABOUT and node.id in {f.source, f.target}]
    for flow in about:
        subject, process = names[flow.source], names[flow.target]
        told.append(f"{process} – {say['flow.about']}: {subject}")
    if node.marks:
        label += f" {told[len(node.details)]}"
    dashes = {"strokeDasharray": _DASHES} if node.presence is Presence.NOT_STATED else {}
    parts = ("topLine", "bottomLine") if shape == "store" else ("body",)
    stroke = {"stroke": "#333333", "strokeWidth": 1, "strokeDasharray": "none"} | dashes
    # A process is the circle that fits its box.
    diameter = max(min(placed.box.width, placed.box.height), _LEAST_CIRCLE)
    measure = diameter if shape == "process" else placed.box.width
    label = _lines(label, measure)
    looks = {"text": {"text": label}, **dict.fromkeys(parts, stroke)}
    cell = _cell(node.id, shape, label, "\n".join(told), looks)
    return cell | _place(placed.x, placed.y, placed.box.width, placed.box.height)


def _flow(identifier: str, path: Path, places: Mapping[str, Frame | Placed], row: Row, say: Words) -> _Cell:
    flow = path.flow
    label = flow_caption(flow, say) if flow.style is FlowStyle.STATED else f"{say['not_stated']} ?"
    label = _lines(label, max(_LABEL_WIDTH, *(abs(x - before) for (before, _), (x, _) in pairwise(path.points))))
    dashes = _DASHES if flow.style is FlowStyle.NOT_STATED else "none"
    line = {"stroke": "#333333", "strokeWidth": 1, "strokeDasharray": dashes, "targetMarker": {"name": "block"}}
    cell = _cell(identifier, "flow", label, "\n".join(_told(row, say)), {"line": line})
    cell["data"]["isBidirectional"] = False
    return cell | {
        "connector": "normal",
        "labels": [{"attrs": {"labelText": {"text": label}}, "position": 0.5}],
        "source": {"cell": flow.source, "anchor": _anchor(path.points[0], places[flow.source])},
        "target": {"cell": flow.target, "anchor": _anchor(path.points[-1], places[flow.target])},
        "vertices": [{"x": round(x + _MARGIN, 1), "y": round(y + _MARGIN, 1)} for x, y in path.points[1:-1]],
    }


def _anchor(point: tuple[float, float], place: Frame | Placed) -> _Cell:
    """Aim at the middle of a cell at the height of the line, so that it arrives level at whatever shape that has."""
    width = place.width if isinstance(place, Frame) else place.box.width
    return {"name": "topLeft", "args": {"dx": round(width / 2, 1), "dy": round(point[1] - place.y, 1)}}


def _told(row: Row, say: Words) -> Iterator[str]:
    """Tell a flow's data, legal basis, retention and quoted words, each on its line."""
    for column in ("data", "basis", "retention", "records", "words"):
        if said := row.cell(column):
            yield clean(f"{say[column]}: {said}")


def _foot(diagram: Diagram, layout: Picture) -> _Cell:
    lines = [part for line in foot_lines(diagram) for part in wrap(line, _FONT, _FOOT_WIDTH)]
    text = "\n".join(lines)
    cell = _cell("picture_foot", "td-text-block", text, "", {"text": {"text": text}})
    return cell | _place(0, layout.height + _MARGIN, _FOOT_WIDTH, len(lines) * _FONT.leading + 20)


def _cell(identifier: str, shape: str, label: str, told: str, looks: Mapping[str, Any]) -> _Cell:
    data = {
        "type": _TYPES[shape],
        "name": label,
        "description": told,
        "isTrustBoundary": False,
        "hasOpenThreats": False,
        "threats": [],
    }
    return {"id": identifier, "shape": shape, "zIndex": _ORDER.get(shape, 0), "attrs": dict(looks), "data": data}


def _place(x: float, y: float, width: float, height: float) -> _Cell:
    corner = {"x": round(x + _MARGIN, 1), "y": round(y + _MARGIN, 1)}
    return {"position": corner, "size": {"width": round(width, 1), "height": round(height, 1)}}


def _lines(text: str, measure: float) -> str:
    return "\n".join(wrap(text, _FONT, measure - 16))
