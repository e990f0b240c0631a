"""What is read from the graph, and what the diagram says of it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from diagram_store import filled_store

from avggraph.description import Answer
from avggraph.diagram import diagram_of
from avggraph.diagram.listing import rows
from avggraph.diagram.model import BoundaryKind, Diagram, FlowStyle, Mark, Node, NodeKind, Presence
from avggraph.diagram.record.compose import compose
from avggraph.diagram.record.facts import Named, Party, RecordFacts, Transmission
from avggraph.errors import UsageError


def _labels(nodes: Iterable[Node], kind: NodeKind) -> list[str]:
    return [node.label for node in nodes if node.kind is kind]


def _node(diagram: Diagram, label: str) -> Node:
    return next(node for node in diagram.nodes if node.label == label)


def _boundaries(diagram: Diagram) -> dict[BoundaryKind, tuple[str, list[str]]]:
    return {
        boundary.kind: (boundary.label, [diagram.label_of(member) for member in boundary.members])
        for boundary in diagram.boundaries
    }


@pytest.mark.parametrize(
    "reference", ["M4089", "m4089", "4089", " M4089 ", "https://avggraph.example/id/rijksoverheid/verwerking/m4089"]
)
def test_a_record_is_found_by_its_number_with_or_without_m_and_by_its_iri(reference: str) -> None:
    diagram = diagram_of(filled_store(), reference)
    assert (diagram.reference, diagram.title, diagram.source) == (
        "M4089",
        "Contactcenter in het buitenland",
        "m4089.txt",
    )


def test_an_unknown_number_names_those_that_look_like_it() -> None:
    with pytest.raises(UsageError, match=r"Geen verwerking .*'M4098'.*Lijkt op: M4089\."):
        diagram_of(filled_store(), "M4098")


def test_a_number_like_no_other_says_where_to_look() -> None:
    with pytest.raises(UsageError, match=r"Geen verwerking .*'zzzzzz'.*met de vraag records\."):
        diagram_of(filled_store(), "zzzzzz")


def test_a_number_that_two_records_have_is_not_guessed() -> None:
    with pytest.raises(UsageError, match=r"2 verwerkingen .*'M19'.*Kies er een: .*m19, .*m19-2\."):
        diagram_of(filled_store(), "M19")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UsageError, match="en, nl"):
        diagram_of(filled_store(), "M4089", language="fr")


def test_blocks_are_processes_in_document_order_with_purpose_data_and_retention() -> None:
    diagram = diagram_of(filled_store(), "M4089")
    assert _labels(diagram.nodes, NodeKind.PROCESS) == [
        "Consulaire dienstverlening aan de klant",
        "Doorverbinden van bijzondere gevallen",
        "Coaching en klachtafhandeling",
    ]
    first, last = (
        _node(diagram, "Consulaire dienstverlening aan de klant"),
        _node(diagram, "Coaching en klachtafhandeling"),
    )
    assert [(detail.term, detail.text) for detail in first.details] == [
        ("Gegevens", "burgerservicenummer, e-mailadres, naam"),
        ("Bewaartermijn", "Gegevens worden 1 jaar bewaard"),
        ("Grondslag", "art. 6 lid 1 onder e AVG: taak van algemeen belang"),
    ]
    assert [(detail.text, detail.presence) for detail in last.details] == [
        ("data omtrent performance", Presence.STATED),
        ("niet vermeld", Presence.NOT_STATED),
    ]


def test_the_same_data_subject_in_several_blocks_is_one_node() -> None:
    diagram = diagram_of(filled_store(), "M4089")
    assert _labels(diagram.nodes, NodeKind.DATA_SUBJECT) == [
        "Klanten met een hulpvraag",
        "Medewerkers van het contactcenter",
    ]


def test_marks_follow_the_concept_and_its_broader_concepts() -> None:
    diagram = diagram_of(filled_store(), "M4089")
    marks = [node.marks for node in diagram.nodes if node.kind is NodeKind.PROCESS]
    assert marks == [(Mark.BSN,), (Mark.SPECIAL, Mark.CRIMINAL), ()]
    assert diagram.marks == (Mark.SPECIAL, Mark.CRIMINAL, Mark.BSN)


def test_flows_are_numbered_from_left_to_right_with_their_data() -> None:
    listed = [
        (row.number, row.source, row.target, row.kind, row.data) for row in rows(diagram_of(filled_store(), "M4089"))
    ]
    controller = "Verwerkingsverantwoordelijke: Ministerie van Buitenlandse Zaken"
    first, second, third = (
        "Verwerking 1: Consulaire dienstverlening aan de klant",
        "Verwerking 2: Doorverbinden van bijzondere gevallen",
        "Verwerking 3: Coaching en klachtafhandeling",
    )
    whole = (
        "niet gezegd welke; van de hele verwerking: [bijzonder, strafr., BSN] "
        "burgerservicenummer, e-mailadres, gezondheid, naam, veroordeling"
    )
    assert listed == [
        ("1", "Klanten met een hulpvraag", first, "verkrijging", "[BSN] burgerservicenummer, e-mailadres, naam"),
        ("2", "Klanten met een hulpvraag", second, "verkrijging", "[bijzonder, strafr.] gezondheid, veroordeling"),
        ("3", "Opgenomen gesprekken", third, "verkrijging", "data omtrent performance"),
        ("4", controller, "medewerkers van het contactcenter", "intern gebruik", "[BSN] burgerservicenummer, naam"),
        ("5", controller, "Ambassade", "verstrekking", whole),
        ("6", controller, "CIC", "gebruik van systeem", "e-mailadres, naam"),
        ("7", "CIC", "SSC-ICT", "verwerking in opdracht", "e-mailadres, naam"),
        ("8", "SSC-ICT", "Rekencentrum", "verwerking door subverwerker", whole),
        ("–", "Verwerking 3", "Medewerkers van het contactcenter", "gaat over", ""),
        ("–", controller, "Geen doorgifte", "geen", ""),
    ]


def test_boundaries_say_whose_territory_it_is() -> None:
    framed = _boundaries(diagram_of(filled_store(), "M4089"))
    unit = "Onderdeel: Directie Consulaire Zaken en Visumbeleid"
    assert framed[BoundaryKind.CONTROLLER] == (
        "Verwerkingsverantwoordelijke: Ministerie van Buitenlandse Zaken",
        [unit],
    )
    assert framed[BoundaryKind.OWN_STAFF] == ("Eigen medewerkers (geen derde)", ["medewerkers van het contactcenter"])
    assert framed[BoundaryKind.SAME_MINISTRY] == ("Zelfde ministerie", ["Ambassade"])
    assert framed[BoundaryKind.OTHERS] == ("Andere organisaties en groepen", ["SSC-ICT", "Rekencentrum"])


def test_a_controller_that_is_no_ministry_stands_inside_its_ministry() -> None:
    framed = _boundaries(diagram_of(filled_store(), "M18"))
    assert framed[BoundaryKind.MINISTRY] == (
        "Ministerie van Binnenlandse Zaken en Koninkrijksrelaties",
        ["Verwerkingsverantwoordelijke: SSC-ICT"],
    )


def test_what_the_text_calls_a_processor_is_one_and_no_other_recipient() -> None:
    diagram = diagram_of(filled_store(), "M4089")
    assert _labels(diagram.nodes, NodeKind.PROCESSOR) == ["SSC-ICT", "Rekencentrum"]
    assert _labels(diagram.nodes, NodeKind.RECIPIENT) == ["medewerkers van het contactcenter", "Ambassade"]


def test_silence_is_drawn_as_not_stated() -> None:
    diagram = diagram_of(filled_store(), "M17")
    silent = [node.label for node in diagram.nodes if node.presence is Presence.NOT_STATED]
    assert silent == ["Bron niet vermeld", "Ontvangers niet vermeld", "Doorgifte niet vermeld"]
    assert [row.number for row in rows(diagram)] == ["?", "?", "?", "–"]
    assert all(flow.number is None for flow in diagram.flows)
    assert diagram.boundaries[0].presence is Presence.NOT_STATED
    assert diagram.title == "Verwerking zonder naam"


def test_none_is_not_the_same_as_not_stated() -> None:
    full, geen = diagram_of(filled_store(), "M4089"), diagram_of(filled_store(), "M18")
    assert _node(full, "Geen doorgifte").presence is Presence.NONE
    nobody = _node(geen, "Geen ontvangers")
    assert nobody.presence is Presence.NONE
    assert nobody.id not in {flow.target for flow in geen.flows}


def test_an_answer_that_cannot_be_read_is_neither_yes_nor_no() -> None:
    diagram = compose(RecordFacts("M1", transfer=Answer.NOT_PARSABLE, transfer_text="Soms."), "nl")
    abroad = _node(diagram, "Doorgifte: antwoord niet te lezen")
    assert abroad.presence is Presence.NOT_STATED
    assert [flow.style for flow in diagram.flows if flow.target == abroad.id] == [FlowStyle.NOT_STATED]


def test_recipients_in_words_alone_keep_their_words() -> None:
    diagram = compose(RecordFacts("M1", recipients_text="Zie artikel 8 van het besluit."), "nl")
    assert _labels(diagram.nodes, NodeKind.RECIPIENT) == ["Zie artikel 8 van het besluit."]
    assert [row.target for row in rows(diagram) if row.number == "1"] == ["Zie artikel 8 van het besluit."]


def test_a_recipient_outside_the_eu_stands_there_and_not_among_the_others() -> None:
    cloud = Party(Named("https://avggraph.example/id/organisatie/cloud", "Cloud Inc."))
    flow = Transmission("ThirdCountryTransfer", None, cloud, (), ("naam",))
    diagram = compose(RecordFacts("M1", recipients=(cloud,), transfer=Answer.YES, transmissions=(flow,)), "nl")
    assert _labels(diagram.nodes, NodeKind.OUTSIDE) == ["Cloud Inc."]
    assert set(_boundaries(diagram)) == {BoundaryKind.CONTROLLER, BoundaryKind.OUTSIDE_EU}


def test_a_stated_transfer_is_a_flow_out_of_the_eu() -> None:
    diagram = diagram_of(filled_store(), "M18")
    abroad = _node(diagram, "Zwitserland")
    assert (abroad.kind, abroad.presence) == (NodeKind.OUTSIDE, Presence.STATED)
    assert [(flow.number, flow.style) for flow in diagram.flows if flow.target == abroad.id] == [(1, FlowStyle.STATED)]


def test_labels_follow_the_language_and_fall_back_to_dutch() -> None:
    diagram = diagram_of(filled_store(), "M4089", language="en")
    first = _node(diagram, "Consulaire dienstverlening aan de klant")
    assert [(detail.term, detail.text) for detail in first.details] == [
        ("Data", "burgerservicenummer, e-mail address, name"),
        ("Retention", "Gegevens worden 1 jaar bewaard"),
        ("Legal basis", "art. 6(1)(e) GDPR: task in the public interest"),
    ]
    assert diagram.boundaries[1].label == "Controller: Ministerie van Buitenlandse Zaken"


def test_the_sentence_of_a_form_names_nobody_outside_the_eu() -> None:
    sentence = (
        "Er is sprake van doorgifte van persoonsgegevens aan één of meer landen buiten de Europese Unie of aan een "
        "internationale organisatie."
    )
    for words_of, label in ((sentence, "Land of organisatie niet vermeld"), (f"{sentence} Interpol.", "Interpol.")):
        party = Party(Named("urn:o", words_of), is_group=True)
        flow = Transmission("ThirdCountryTransfer", None, party)
        named = compose(RecordFacts("M1", transmissions=(flow,), transfer=Answer.YES), "nl")
        plain = compose(RecordFacts("M1", transfer=Answer.YES, transfer_text=words_of), "nl")
        assert [_labels(diagram.nodes, NodeKind.OUTSIDE) for diagram in (named, plain)] == [[label], [label]]
