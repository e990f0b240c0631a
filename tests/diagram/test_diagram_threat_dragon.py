"""OWASP Threat Dragon: what its schema asks of a model, and nothing that the register does not say."""

from __future__ import annotations

import json
from typing import Any

from diagram_store import filled_store
from hypothesis import given
from random_records import records, thorough

from avggraph.diagram import Diagram, diagram_of, render
from avggraph.diagram.layout.typeset import clean
from avggraph.diagram.model import FlowStyle
from avggraph.diagram.record.compose import compose
from avggraph.diagram.record.facts import RecordFacts

# What the tool would take for an answer to a question that no register was asked.
UNKNOWN = {
    "isEncrypted", "isSigned", "isALog", "isPublicNetwork", "isWebApplication", "protocol", "privilegeLevel",
    "outOfScope", "providesAuthentication", "storesCredentials", "storesInventory", "handlesCardPayment",
    "handlesGoodsOrServices",
}  # fmt: skip


def model_of(diagram: Diagram) -> dict[str, Any]:
    model: dict[str, Any] = json.loads(render(diagram, "threat-dragon.json"))
    return model


def cells_of(diagram: Diagram) -> dict[str, dict[str, Any]]:
    [drawn] = model_of(diagram)["detail"]["diagrams"]
    cells = {cell["id"]: cell for cell in drawn["cells"]}
    assert len(cells) == len(drawn["cells"])
    return cells


@thorough
@given(records())
def test_models_have_what_the_schema_requires(facts: RecordFacts) -> None:
    model = model_of(compose(facts, "nl"))
    assert set(model) == {"version", "summary", "detail"}
    assert len(model["version"]) <= 10
    assert {"contributors", "diagrams", "diagramTop", "reviewer", "threatTop"} <= set(model["detail"])
    [drawn] = model["detail"]["diagrams"]
    assert {"id", "title", "diagramType", "thumbnail", "version"} <= set(drawn)
    for cell in drawn["cells"]:
        assert len(cell["id"]) >= 2
        assert isinstance(cell["zIndex"], int)
        assert {"type", "name", "hasOpenThreats"} <= set(cell["data"])
        assert not UNKNOWN & set(cell["data"])
        for look in cell["attrs"].values():
            if "stroke" in look:
                assert isinstance(look["strokeWidth"], int)
                assert isinstance(look["strokeDasharray"], str)
        if cell["shape"] == "flow":
            assert cell["attrs"]["line"]["targetMarker"]["name"]
            assert all(set(point) == {"x", "y"} for point in cell["vertices"])
        else:
            assert cell["size"]["width"] >= 10 <= cell["size"]["height"]
            assert {"x", "y"} == set(cell["position"])


@thorough
@given(records())
def test_every_node_frame_and_flow_is_there_and_bound(facts: RecordFacts) -> None:
    diagram = compose(facts, "nl")
    cells = cells_of(diagram)
    for node in diagram.nodes:
        assert cells[node.id]["shape"] in {"actor", "process", "store"}
    for boundary in diagram.boundaries:
        assert cells[boundary.id]["shape"] == "trust-boundary-box"
        assert cells[boundary.id]["data"]["isTrustBoundary"]
    flows = {name: cell for name, cell in cells.items() if cell["shape"] == "flow"}
    assert len(flows) == sum(flow.style is not FlowStyle.ABOUT for flow in diagram.flows)
    for at, flow in enumerate(diagram.flows, 1):
        if flow.style is not FlowStyle.ABOUT:
            drawn = flows[f"flow-{at}"]
            assert (drawn["source"]["cell"], drawn["target"]["cell"]) == (flow.source, flow.target)


def test_frames_hold_their_members() -> None:
    diagram = diagram_of(filled_store(), "M4089")
    cells = cells_of(diagram)

    def box(name: str) -> tuple[float, float, float, float]:
        x, y = cells[name]["position"]["x"], cells[name]["position"]["y"]
        return x, y, x + cells[name]["size"]["width"], y + cells[name]["size"]["height"]

    for boundary in diagram.boundaries:
        left, upper, right, lower = box(boundary.id)
        for member in boundary.members:
            x, y, far, low = box(member)
            assert left < x < far < right
            assert upper < y < low < lower


def test_descriptions_carry_data_retention_words_and_marks() -> None:
    diagram = diagram_of(filled_store(), "M4089")
    cells = cells_of(diagram)
    process = cells["process1"]["data"]
    assert "BSN" in process["name"]
    assert "Gegevens: " in process["description"]
    assert "Bewaartermijn: " in process["description"]
    told = cells["flow-1"]["data"]["description"]
    assert "Persoonsgegevens (herkend): [BSN] burgerservicenummer, e-mailadres, naam" in told
    assert "Grondslag: " in told
    model = model_of(diagram)
    assert "Afgeleid, geen officiële weergave." in model["summary"]["description"]
    assert "Afgeleid, geen officiële weergave." in cells["picture_foot"]["data"]["name"]


def test_whom_data_are_about_is_no_flow_but_is_told() -> None:
    diagram = diagram_of(filled_store(), "M4089")
    about = [flow for flow in diagram.flows if flow.style is FlowStyle.ABOUT]
    assert about
    cells = cells_of(diagram)
    for flow in about:
        subject = next(node.label for node in diagram.nodes if node.id == flow.source)
        assert f"gaat over: {clean(subject)}" in cells[flow.target]["data"]["description"]
