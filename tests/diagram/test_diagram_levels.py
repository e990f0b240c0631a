"""Levels 0 and 1 of a record, and the legal bases, retention and words of its flows."""

from __future__ import annotations

from diagram_store import TEXTS, filled_store

from avggraph.diagram import Diagram, diagram_of
from avggraph.diagram.listing import rows
from avggraph.diagram.model import BoundaryKind, FlowStyle, Mark, Node, NodeKind, Presence, View
from avggraph.diagram.record import compose
from avggraph.diagram.record.facts import Block, Named, Party, Purpose, RecordFacts, Transmission


def _drawn(view: View, language: str = "nl") -> Diagram:
    return diagram_of(filled_store(), "M4089", view=view, language=language, texts=TEXTS, date="2026-01-01")


def _processes(diagram: Diagram) -> list[Node]:
    return [node for node in diagram.nodes if node.kind is NodeKind.PROCESS]


def test_level_0_is_one_process_with_all_purposes_data_terms_and_bases() -> None:
    diagram = _drawn(View.CONTEXT)
    [process] = _processes(diagram)
    assert process.label == "Contactcenter in het buitenland"
    assert process.marks == (Mark.SPECIAL, Mark.CRIMINAL, Mark.BSN)
    assert {detail.term: detail.text for detail in process.details} == {
        "Doelen": "Consulaire dienstverlening aan de klant; Verbeteren van het contactcenter",
        "Gegevens": "data omtrent performance; burgerservicenummer, e-mailadres, naam, gezondheid, veroordeling",
        "Bewaartermijn": "Gegevens worden 1 jaar bewaard",
        "Grondslag": "art. 6 lid 1 onder e AVG: taak van algemeen belang; Belang van de organisatie",
    }
    into = [(diagram.label_of(flow.source), flow.style) for flow in diagram.flows if flow.target == process.id]
    assert into == [
        ("Klanten met een hulpvraag", FlowStyle.STATED),
        ("Medewerkers van het contactcenter", FlowStyle.ABOUT),
        ("Opgenomen gesprekken", FlowStyle.STATED),
    ]


def test_level_0_says_that_subjects_and_sources_are_not_stated() -> None:
    diagram = compose(RecordFacts("M1", "Leeg"), "nl", View.CONTEXT)
    assert [node.label for node in diagram.nodes][:3] == ["Leeg", "Betrokkene niet vermeld", "Bron niet vermeld"]


def test_by_purpose_equal_purposes_are_one_process_and_none_is_lost() -> None:
    help_, coaching = Purpose(Named("urn:1", "Consulaire hulp"), ("wet",)), Purpose(Named("urn:2", "Coaching"))
    again = Purpose(Named("urn:3", "consulaire hulp."))
    blocks = (
        Block("urn:b1", (help_,), (Named("", "Klanten"),), ("naam",), from_subject=True),
        Block("urn:b2", (again,), (Named("", "Partners"),), ("adres",)),
    )
    diagram = compose(RecordFacts("M1", purposes=(help_, coaching), blocks=blocks), "nl", View.PURPOSES)
    first, second = _processes(diagram)
    assert (first.label, first.details[0].text) == ("Consulaire hulp", "naam, adres")
    assert (second.label, second.details[0].text, second.details[0].presence) == (
        "Coaching",
        "niet gezegd welke",
        Presence.NOT_STATED,
    )
    into = {(diagram.label_of(flow.source), flow.style) for flow in diagram.flows if flow.target == first.id}
    assert into == {
        ("Klanten", FlowStyle.STATED),
        ("Partners", FlowStyle.ABOUT),
        ("Bron niet vermeld", FlowStyle.NOT_STATED),
    }
    assert [flow for flow in diagram.flows if flow.target == second.id] == []


def test_who_gives_data_somewhere_is_not_also_only_whom_they_are_about() -> None:
    subject = (Named("", "Klanten"),)
    for blocks in (
        (Block("urn:1", (), subject, from_subject=True), Block("urn:2", (), subject)),
        (Block("urn:2", (), subject), Block("urn:1", (), subject, from_subject=True)),
    ):
        diagram = compose(RecordFacts("M1", blocks=blocks), "nl", View.CONTEXT)
        styles = [flow.style for flow in diagram.flows if diagram.label_of(flow.source) == "Klanten"]
        assert styles == [FlowStyle.STATED]


def test_a_collection_has_the_basis_of_its_block_its_retention_and_its_words() -> None:
    first, second, third = rows(_drawn(View.BLOCKS))[:3]
    assert first.basis == "art. 6 lid 1 onder e AVG: taak van algemeen belang"
    assert first.retention == "Gegevens worden 1 jaar bewaard"
    assert first.words == "“Klant” “Gegevens worden 1 jaar bewaard”"
    assert [quote.place for quote in first.quotes] == [
        "https://avggraph.example/doc/bron/abc#char=0,5",
        "https://avggraph.example/doc/bron/abc#char=6,36",
    ]
    whole = "van de hele verwerking: art. 6 lid 1 onder e AVG: taak van algemeen belang; Belang van de organisatie"
    assert (second.basis, third.basis) == (whole, whole), "a block without a basis has those of the record"
    assert third.retention == "niet vermeld"


def test_a_processor_keeps_data_as_long_as_the_controller_and_of_a_recipient_it_is_not_stated() -> None:
    listed = {row.target: row for row in rows(_drawn(View.BLOCKS))}
    assert listed["SSC-ICT"].retention == "Gegevens worden 1 jaar bewaard"
    assert listed["SSC-ICT"].words == "“SSC-ICT (verwerker)”"
    assert listed["Ambassade"].retention == "bij de ontvanger: niet vermeld"


def test_without_the_text_a_place_is_kept_and_no_words_are_made_up() -> None:
    diagram = diagram_of(filled_store(), "M4089")
    row = next(row for row in rows(diagram) if row.target == "SSC-ICT")
    assert [(quote.words, quote.place) for quote in row.quotes] == [
        ("", "https://avggraph.example/doc/bron/abc#char=44,63")
    ]
    assert row.words == ""


def test_provisions_are_named_as_is_usual_in_the_language() -> None:
    assert rows(_drawn(View.BLOCKS, "en"))[0].basis == "art. 6(1)(e) GDPR: task in the public interest"


def test_the_day_of_the_register_is_told_and_its_absence_too() -> None:
    assert _drawn(View.CONTEXT).date == "2026-01-01"
    assert diagram_of(filled_store(), "M4089").date == ""


def test_what_else_stands_under_the_recipients_is_drawn_as_not_understood() -> None:
    csc = Party(Named("urn:csc", "SSC-ICT"))
    facts = RecordFacts(
        "M1", recipients=(csc,), recipients_text="Zie artikel 8. SSC-ICT.", not_understood=("Zie artikel 8",)
    )
    diagram = compose(facts, "nl")
    node = next(node for node in diagram.nodes if node.label == "Ook onder Ontvangers: Zie artikel 8")
    [flow] = [flow for flow in diagram.flows if flow.target == node.id]
    assert (node.presence, flow.style, flow.kind) == (Presence.NOT_STATED, FlowStyle.NOT_STATED, "niet begrepen")


def test_organisations_of_the_ministry_are_not_its_staff() -> None:
    ministry = Named("urn:jenv", "Ministerie van Justitie en Veiligheid")
    om, staff = Party(Named("urn:om", "Openbaar Ministerie")), Party(Named("urn:p", "Medewerkers"), is_group=True)
    flows = tuple(Transmission("InternalUse", None, party) for party in (om, staff))
    diagram = compose(RecordFacts("M1", controllers=(ministry,), ministries=(ministry,), transmissions=flows), "nl")
    framed = {frame.kind: [diagram.label_of(member) for member in frame.members] for frame in diagram.boundaries}
    assert framed[BoundaryKind.OWN_STAFF] == ["Medewerkers"]
    assert framed[BoundaryKind.SAME_MINISTRY] == ["Openbaar Ministerie"]
    assert {row.target: row.kind for row in rows(diagram)}["Openbaar Ministerie"] == "gebruik binnen het ministerie"


def test_a_box_has_the_words_of_the_register_and_the_table_what_was_recognised() -> None:
    block = Block(
        "urn:1", (), (Named("", "Klanten"),), ("geboortedatum",), from_subject=True, data_text=("Geboortejaar.",)
    )
    diagram = compose(RecordFacts("M1", blocks=(block,)), "nl")
    assert _processes(diagram)[0].details[0].text == "Geboortejaar."
    assert rows(diagram)[0].data == "geboortedatum"


def test_how_long_is_told_of_the_data_that_go_to_a_processor() -> None:
    blocks = (
        Block("urn:1", data=("naam",), retention=("5 jaar",)),
        Block("urn:2", data=("adres",), retention=("1 jaar",)),
    )
    processor = Party(Named("urn:ssc", "SSC-ICT"))
    told = Transmission("ProcessingOnBehalf", None, processor, data=("adres",))
    untold = Transmission("ProcessingOnBehalf", None, Party(Named("urn:l", "Logius")))
    diagram = compose(RecordFacts("M1", blocks=blocks, data=("adres", "naam"), transmissions=(told, untold)), "nl")
    listed = {row.target: row for row in rows(diagram)}
    assert (listed["SSC-ICT"].data, listed["SSC-ICT"].retention) == ("adres", "1 jaar")
    assert listed["Logius"].data == "niet gezegd welke; van de hele verwerking: adres, naam"
    assert listed["Logius"].retention == "5 jaar; 1 jaar"


def test_a_purpose_without_data_has_a_row_with_its_basis() -> None:
    consular = Purpose(Named("urn:1", "Consulaire hulp"), ("wet",))
    facts = RecordFacts("M1", purposes=(consular,), blocks=(Block("urn:b", data=("naam",)),))
    row = rows(compose(facts, "nl", View.PURPOSES))[-1]
    assert (row.number, row.target, row.data, row.basis) == (
        "–", "Verwerking 2: Consulaire hulp", "niet gezegd welke", "wet",
    )  # fmt: skip
