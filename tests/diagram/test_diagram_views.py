"""The views over several records: who stands where, what goes from whom to whom, and in which records."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_records import thorough
from random_registers import register_diagrams, registers
from register_store import TEXTS, register_engine, wider_engine

from avggraph.diagram import FORMATS, Options, render
from avggraph.diagram.layout.lanes import INTAKE, PARTIES, PROCESSING, SUPPLY, SYSTEMS, assign
from avggraph.diagram.listing import columns, drawn_rows, rows
from avggraph.diagram.model import Diagram, Mark, Node, NodeKind, Presence, Quote, View
from avggraph.diagram.provenance import heading
from avggraph.diagram.register import (
    compose_ministry,
    compose_organisation,
    compose_register,
    ministry_diagram,
    organisation_diagram,
    register_diagram,
)
from avggraph.diagram.register.around import Around, legs_of
from avggraph.diagram.register.crowd import gather
from avggraph.diagram.register.facts import Datum, Party, PartyKind, RegisterFacts, System, Transfer
from avggraph.diagram.register.stops import Leg, Side
from avggraph.diagram.words import words
from avggraph.errors import QueryError, UsageError
from query.engines import catalogue

_BZ, _BZK, _JENV = (
    f"ministerie van {name}" for name in ("Buitenlandse Zaken", "Binnenlandse Zaken", "Justitie en Veiligheid")
)
_UNKNOWN = "Andere organisaties en groepen (ministerie niet bekend)"


def _wider(name: str, *, level: int = 1) -> Diagram:
    return organisation_diagram(wider_engine(), catalogue(), name, level=level, texts=TEXTS)


def _organisation(name: str, *, level: int = 1, language: str = "nl") -> Diagram:
    return organisation_diagram(register_engine(), catalogue(), name, level=level, language=language)


def _ministry(name: str) -> Diagram:
    return ministry_diagram(register_engine(), catalogue(), name)


def _register(*, least: int = 1) -> Diagram:
    return register_diagram(register_engine(), catalogue(), least=least, date="2026-01-01")


def _listed(diagram: Diagram) -> list[tuple[str, ...]]:
    """List the flows without the words they rest on."""
    return [tuple(row.cell(column) for column in columns(diagram) if column != "words") for row in rows(diagram)]


def _framed(diagram: Diagram) -> list[tuple[str, list[str]]]:
    return [(each.label, [diagram.label_of(member) for member in each.members]) for each in diagram.boundaries]


def _node(diagram: Diagram, label: str, kind: NodeKind) -> Node:
    return next(node for node in diagram.nodes if (node.label, node.kind) == (label, kind))


def _details(node: Node) -> list[tuple[str, str]]:
    return [(detail.term, detail.text) for detail in node.details]


# -- an organisation


def test_an_organisation_has_everything_that_goes_in_and_out_of_it_and_its_units() -> None:
    diagram = _organisation("ssc-ict")
    assert (diagram.title, diagram.reference, diagram.view) == (
        "SSC-ICT: wat erin en eruit gaat",
        "SSC-ICT",
        View.ORGANISATION,
    )
    assert _listed(diagram) == [
        ("1", _BZ, "Visumsysteem", "gebruik van systeem", "[BSN] burgerservicenummer, naam", "M1, M3"),
        ("2", _BZ, "Afdeling Beheer", "verstrekking", "naam", "M3"),
        ("3", _JENV, "SSC-ICT", "verwerking in opdracht", "[bijzonder] gezondheid", "M2"),
        ("4", "Visumsysteem", "SSC-ICT", "verwerking in opdracht", "[BSN] burgerservicenummer, naam", "M1, M3"),
        ("5", "SSC-ICT", "Afdeling Beheer", "verstrekking", "[BSN] burgerservicenummer", "m4"),
        ("6", "SSC-ICT", "Rekencentrum", "verwerking door subverwerker", "[bijzonder] gezondheid", "M2"),
    ]


def test_a_picture_of_an_organisation_is_called_by_its_name_once_and_shows_how_many_records_a_flow_has() -> None:
    root = ET.fromstring(render(_organisation("SSC-ICT"), "svg"))
    shown = ["".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert root[0].text == "SSC-ICT: wat erin en eruit gaat"
    assert shown.count("2×") == 3  # two flows, and the legend
    assert "zoveel verwerkingen hebben deze stroom; hoe meer, hoe dikker de lijn" in shown


def test_parties_of_an_organisation_stand_in_the_frames_of_their_ministries() -> None:
    diagram = _organisation("SSC-ICT")
    assert _framed(diagram) == [
        ("Ministerie van Buitenlandse Zaken", [_BZ]),
        ("Ministerie van Justitie en Veiligheid", [_JENV]),
        ("Organisatie: SSC-ICT", ["SSC-ICT", "Afdeling Beheer"]),
        ("Ministerie van Binnenlandse Zaken", ["Organisatie: SSC-ICT"]),
        (_UNKNOWN, ["Rekencentrum"]),
    ]
    assert [each.presence for each in diagram.boundaries if each.label == _UNKNOWN] == [Presence.NOT_STATED]


def test_marks_of_an_organisation_are_those_of_what_it_and_its_units_give_and_get() -> None:
    diagram = _organisation("SSC-ICT")
    assert _node(diagram, "SSC-ICT", NodeKind.ORGANISATION).marks == (Mark.SPECIAL, Mark.BSN)
    assert _node(diagram, "Afdeling Beheer", NodeKind.ORGANISATION).marks == (Mark.BSN,)
    assert diagram.marks == (Mark.SPECIAL, Mark.BSN)


def test_the_source_says_how_many_records_of_the_register_there_are_with_a_number_or_without() -> None:
    assert _organisation("BZ").source == "3 van de 4 verwerkingen in het register"
    assert _register().source == "4 van de 4 verwerkingen in het register"
    assert _register().date == "2026-01-01"


def test_at_level_0_ministries_stand_for_their_organisations() -> None:
    diagram = _organisation("SSC-ICT", level=0)
    bz, jenv = "Ministerie van Buitenlandse Zaken", "Ministerie van Justitie en Veiligheid"
    via = "verwerking in opdracht (via Visumsysteem)"
    assert _listed(diagram) == [
        ("1", bz, "SSC-ICT", "verstrekking", "naam", "M3"),
        ("2", bz, "SSC-ICT", via, "[BSN] burgerservicenummer, naam", "M1, M3"),
        ("3", jenv, "SSC-ICT", "verwerking in opdracht", "[bijzonder] gezondheid", "M2"),
        ("4", "SSC-ICT", "Verwerkers", "verwerking door subverwerker", "[bijzonder] gezondheid", "M2"),
    ]
    assert _details(_node(diagram, "SSC-ICT", NodeKind.ORGANISATION)) == [("Onderling", "1 verwerking")]
    assert _details(_node(diagram, "Verwerkers", NodeKind.PROCESSOR)) == [("Omvat", "Rekencentrum")]


def test_the_frame_of_a_ministry_is_no_frame_in_a_frame() -> None:
    assert ("Ministerie van Buitenlandse Zaken", [_BZ]) in _framed(_organisation("BZ"))
    assert not [label for label, _ in _framed(_organisation("BZ")) if label.startswith("Organisatie")]


def test_systems_stand_on_the_side_that_data_come_from_or_go_to() -> None:
    coming, going = _organisation("SSC-ICT"), _organisation("BZ")
    of = {node.label: assign(coming).of[node.id] for node in coming.nodes}
    assert (of[_BZ], of["Visumsysteem"], of["SSC-ICT"]) == (SUPPLY, INTAKE, PROCESSING)
    of = {node.label: assign(going).of[node.id] for node in going.nodes}
    assert (of[_BZ], of["Visumsysteem"], of["SSC-ICT"]) == (PROCESSING, SYSTEMS, PARTIES)


def test_words_follow_the_language_and_names_of_organisations_stay() -> None:
    diagram = _organisation("BZ", language="en")
    assert diagram.title == "Ministerie van Buitenlandse Zaken: what goes in and out"
    assert ("1", "Reizigers", _BZ, "collection", "name", "M1") in _listed(diagram)
    assert ("6", _BZ, "Zwitserland", "transfer outside the EU", "name", "M3") in _listed(diagram)
    assert diagram.source == "3 of the 4 records in the register"


def test_a_name_that_nothing_has_names_those_like_it() -> None:
    with pytest.raises(QueryError, match=r"'SSC-ITC'.*Lijkt op: SSC-ICT\."):
        _organisation("SSC-ITC")


def test_a_name_that_two_organisations_have_is_not_guessed() -> None:
    with pytest.raises(QueryError, match=r"'Dubbel' is de naam van meer dan één: .*dubbel1, .*dubbel2\."):
        _organisation("Dubbel")


@pytest.mark.parametrize("name", ["Stille organisatie", "Visumsysteem"])
def test_what_no_flow_begins_or_ends_at_has_no_picture(name: str) -> None:
    with pytest.raises(UsageError, match="Geen stroom in het register begint of eindigt bij"):
        _organisation(name)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UsageError, match="en, nl"):
        _organisation("SSC-ICT", language="fr")


# -- who is responsible within a controller

_BALIE = "Medewerkers van de balie"
_UNNAMED = "Land of organisatie niet vermeld"


def test_what_begins_or_ends_at_a_controller_is_the_own_of_the_organisation_that_is_responsible() -> None:
    diagram = _wider("Loket")
    assert _listed(diagram) == [
        ("1", "Burgers", "Loket", "verkrijging", "naam", "M5"),
        ("2", "Loket", "Zaaksysteem", "gebruik van systeem", "naam", "M5"),
        ("3", "Loket", _BALIE, "intern gebruik", "niet vermeld", "M5"),
        ("4", "Loket", "SSC-ICT, bij storing", "intern gebruik", "niet vermeld", "M5"),
        ("5", "Loket", _UNNAMED, "doorgifte buiten de EU", "niet vermeld", "M5"),
        ("6", "Afdeling Balie", "Politie", "verstrekking", "[BSN] burgerservicenummer", "M8"),
        ("7", "Zaaksysteem", "Politie", "verstrekking", "naam", "M5"),
    ]
    assert diagram.source == "2 van de 8 verwerkingen in het register"


def test_an_organisation_that_is_responsible_says_for_whom_it_acts_in_how_many_records() -> None:
    diagram = _wider("Loket")
    for name in ("Loket", "Afdeling Balie"):
        details = _details(_node(diagram, name, NodeKind.ORGANISATION))
        assert details == [("Handelt voor", f"{_BZK}, in 1 verwerking")]
    whole = _wider("Loket", level=0)
    assert _details(_node(whole, "Loket", NodeKind.ORGANISATION)) == [("Handelt voor", f"{_BZK}, in 2 verwerkingen")]
    assert not _details(_node(_organisation("SSC-ICT"), "SSC-ICT", NodeKind.ORGANISATION))


def test_of_joint_controllers_a_unit_acts_for_the_one_whose_entry_names_it() -> None:
    diagram = _wider("Directie Visa")
    assert [(row.source, row.target, row.records) for row in rows(diagram)] == [
        ("Directie Visa", "Politie", "M6"),
        ("Directie Visa", "Interpol krijgt ze.", "M6"),
    ]
    [node] = [node for node in diagram.nodes if node.kind is NodeKind.ORGANISATION]
    assert _details(node) == [("Handelt voor", f"{_BZ}, in 1 verwerking")]


def test_where_several_units_are_responsible_the_flows_are_those_of_the_organisation_above_them() -> None:
    names = ("ministerie", "dienst", "een", "twee")
    ministry, dienst, een, twee = (Party(name, name, PartyKind.ORGANISATION, "ministerie") for name in names)
    politie = Party("politie", "Politie", PartyKind.ORGANISATION)
    transfers = (Transfer("M1", "Disclosure", ministry, politie, origin_units=(een, twee)),)
    below = {"dienst": frozenset({"een", "twee"}), "ministerie": frozenset({"dienst", "een", "twee"})}
    facts = RegisterFacts(transfers, {name: name for name in names}, below)
    diagrams = (compose_organisation(facts, "dienst"), compose_organisation(facts, "een"))
    assert [row.source for diagram in diagrams for row in rows(diagram)] == ["dienst", "een"]
    assert [row.source for row in rows(compose_ministry(facts, "ministerie"))] == ["ministerie"]
    one = RegisterFacts((replace(transfers[0], origin_units=(dienst, twee)),), facts.names, below)
    assert [row.source for row in rows(compose_ministry(one, "ministerie"))] == ["dienst"]


def test_the_unit_of_a_processor_s_record_does_not_act_for_its_controller() -> None:
    assert all("M7" not in flow.records for flow in _wider("Loket").flows)
    assert [row.source for row in rows(_wider("Rekencentrum")) if "M7" in row.records] == [_BZ]


def test_a_ministry_s_flows_begin_and_end_at_the_unit_that_is_responsible() -> None:
    diagram = ministry_diagram(wider_engine(), catalogue(), "BZK")
    assert [(row.source, row.target) for row in rows(diagram) if row.records in {"M5", "M8"}] == [
        ("Burgers", "Loket"),
        ("Loket", "SSC-ICT, bij storing"),
        ("Afdeling Balie", "Politie"),
        ("Loket", _BALIE),
        ("Loket", "Politie"),
        ("Loket", _UNNAMED),
    ]


def test_only_groups_of_people_are_own_staff() -> None:
    framed = dict(_framed(ministry_diagram(wider_engine(), catalogue(), "BZK")))
    assert framed["Eigen medewerkers (geen derde)"] == [_BALIE]
    assert "SSC-ICT, bij storing" in framed["Ministerie van Binnenlandse Zaken"]
    around = _framed(_wider("Loket"))
    assert ("Eigen medewerkers (geen derde)", [_BALIE]) in around
    assert ("Ministerie van Binnenlandse Zaken", ["SSC-ICT, bij storing"]) in around


def test_a_transfer_of_which_only_the_form_s_sentence_is_known_names_nobody() -> None:
    diagram = register_diagram(wider_engine(), catalogue())
    outside = [(node.label, node.presence, node.iri) for node in diagram.nodes if node.kind is NodeKind.OUTSIDE]
    assert outside == [
        ("Interpol krijgt ze.", Presence.STATED, "https://avggraph.example/id/m6-land"),
        (_UNNAMED, Presence.NOT_STATED, ""),
        ("Zwitserland", Presence.STATED, "https://avggraph.example/id/m3-land"),
    ]


# -- words


def test_flows_quote_the_words_they_rest_on_record_by_record_in_the_order_of_the_document() -> None:
    told = {(row.source, row.target): row for row in rows(_wider("Loket"))}
    assert told["Burgers", "Loket"].words == "“Burgers” “naam”"
    assert told["Zaaksysteem", "Politie"].words == "“politie”"
    overview = register_diagram(wider_engine(), catalogue(), texts=TEXTS)
    both = {(row.source, row.target): row for row in rows(overview)}["Ministerie van Binnenlandse Zaken", "Politie"]
    assert (both.records, [quote.words for quote in both.quotes]) == ("M5, M8", ["politie", "De politie"])


def test_words_whose_text_is_not_at_hand_keep_their_place() -> None:
    [flow] = [flow for flow in _wider("Directie Visa").flows if flow.quotes]
    assert flow.quotes == (Quote("", "https://avggraph.example/doc/bron/m6#char=0,10"),)


def test_a_picture_quotes_the_first_words_and_counts_the_others_and_a_file_quotes_all() -> None:
    quotes = tuple(Quote(words, f"urn:bron#char={at},9") for at, words in enumerate(["a", "b", "a", "c", "d", "e"]))
    centre, giver = (Party(name, name, PartyKind.ORGANISATION) for name in ("centrum", "gever"))
    facts = RegisterFacts((Transfer("M1", "Disclosure", giver, centre, quotes=quotes),), {"centrum": "centrum"})
    diagram = compose_organisation(facts, "centrum")
    assert [row.words for row in drawn_rows(diagram)] == ["“a” “b” “c” en 2 meer"]
    assert [row.words for row in rows(diagram)] == ["“a” “b” “c” “d” “e”"]
    assert "“e”" in render(diagram, "csv").decode()
    assert "en 2 meer" in render(diagram, "svg").decode()


# -- a ministry


def test_a_ministry_has_what_goes_into_out_of_and_round_in_it() -> None:
    diagram = _ministry("JenV")
    assert diagram.view is View.MINISTRY
    assert _listed(diagram) == [
        ("1", "Politie", _JENV, "verkrijging", "[strafr.] vonnis", "M2"),
        ("2", _JENV, "DJI", "verstrekking", "[strafr.] vonnis", "M2"),
        ("3", _JENV, "Medewerkers Detentie", "intern gebruik", "niet vermeld", "M2"),
        ("4", _JENV, "SSC-ICT", "verwerking in opdracht", "[bijzonder] gezondheid", "M2"),
        ("5", _JENV, _BZ, "verstrekking", "[strafr.] vonnis", "M2"),
        ("6", _JENV, "Politie", "verstrekking", "niet vermeld", "M2"),
    ]
    assert _framed(diagram) == [
        (_UNKNOWN, ["Politie"]),
        ("Ministerie van Justitie en Veiligheid", [_JENV, "DJI"]),
        ("Eigen medewerkers (geen derde)", ["Medewerkers Detentie"]),
        ("Ministerie van Binnenlandse Zaken", ["SSC-ICT"]),
        ("Ministerie van Buitenlandse Zaken", [_BZ]),
        (_UNKNOWN, ["Politie"]),
    ]


def test_a_source_that_names_one_organisation_is_that_organisation() -> None:
    giver = _node(_ministry("JenV"), "Politie", NodeKind.PROVIDER)
    taker = _node(_ministry("JenV"), "Politie", NodeKind.RECIPIENT)
    assert giver.iri == taker.iri == "https://avggraph.example/id/politie"


def test_what_is_no_ministry_is_told_which_there_are() -> None:
    with pytest.raises(UsageError, match=f"ministerie 'Politie'.*Kies uit: {_BZK}, {_BZ}, {_JENV}"):
        _ministry("Politie")


# -- the register


def test_the_overview_has_ministries_on_both_sides_and_whom_they_share() -> None:
    bz, bzk, jenv = (name[0].upper() + name[1:] for name in (_BZ, _BZK, _JENV))
    diagram = _register()
    assert _listed(diagram) == [
        ("1", "Ministerie niet bekend", jenv, "verkrijging", "[strafr.] vonnis", "M2"),
        ("2", bzk, "Ministerie niet bekend", "verwerking door subverwerker", "[bijzonder] gezondheid", "M2"),
        ("3", bz, "SSC-ICT", "verwerking in opdracht", "[BSN] burgerservicenummer, naam", "M1, M3"),
        ("4", bz, bzk, "verstrekking", "naam", "M3"),
        ("5", bz, "Politie", "verstrekking", "naam", "M3"),
        ("6", bz, "Zwitserland", "doorgifte buiten de EU", "naam", "M3"),
        ("7", jenv, "SSC-ICT", "verwerking in opdracht", "[bijzonder] gezondheid", "M2"),
        ("8", jenv, bz, "verstrekking", "[strafr.] vonnis", "M2"),
        ("9", jenv, "Politie", "verstrekking", "niet vermeld", "M2"),
    ]
    assert diagram.selection == "Wat betrokkenen zelf verstrekken is niet getekend: 1 stroom."


def test_a_shared_processor_says_for_how_many_it_works_and_a_shared_recipient_from_how_many_it_receives() -> None:
    diagram = _register()
    assert _details(_node(diagram, "SSC-ICT", NodeKind.PROCESSOR)) == [
        ("Werkt voor", "2 verantwoordelijken"),
        ("Ministerie", "Ministerie van Binnenlandse Zaken"),
    ]
    assert _details(_node(diagram, "Politie", NodeKind.RECIPIENT)) == [("Ontvangt van", "2 verantwoordelijken")]


def test_flows_within_a_ministry_are_counted_in_its_box_and_not_drawn() -> None:
    diagram = _register()
    jenv = _node(diagram, "Ministerie van Justitie en Veiligheid", NodeKind.PROVIDER)
    assert _details(jenv) == [("Omvat", "1 organisatie"), ("Binnen het ministerie", "1 verwerking")]
    assert all(diagram.label_of(flow.source) != diagram.label_of(flow.target) for flow in diagram.flows)


def test_whose_ministry_is_not_known_is_one_box_on_each_side_that_says_so() -> None:
    unknown = [node for node in _register().nodes if node.label == "Ministerie niet bekend"]
    assert [(node.kind, node.presence, _details(node)) for node in unknown] == [
        (NodeKind.PROVIDER, Presence.NOT_STATED, [("Omvat", "1 organisatie")]),
        (NodeKind.RECIPIENT, Presence.NOT_STATED, [("Omvat", "1 organisatie")]),
    ]


def test_flows_with_few_records_are_counted_where_they_are_left_out() -> None:
    diagram = _register(least=2)
    assert [(row.source, row.target, row.records) for row in rows(diagram)] == [
        ("Ministerie van Buitenlandse Zaken", "SSC-ICT", "M1, M3")
    ]
    assert diagram.selection.endswith("8 stromen met minder dan 2 verwerkingen niet getoond.")


def _between_ministries(*kinds: tuple[str, str]) -> RegisterFacts:
    one, two = (Party(f"m/{at}", f"ministerie {at}", PartyKind.ORGANISATION, f"m/{at}") for at in (1, 2))
    flows = tuple(Transfer(record, kind, one, two) for record, kind in kinds)
    return RegisterFacts(flows, {"m/1": "ministerie 1", "m/2": "ministerie 2"}, records=3)


def test_the_overview_has_one_flow_for_all_kinds_and_counts_each() -> None:
    facts = _between_ministries(("M1", "Disclosure"), ("M2", "Disclosure"), ("M2", "Collection"), ("M3", "Collection"))
    [flow] = compose_register(facts).flows
    assert (flow.kind, flow.records) == ("verkrijging (2×), verstrekking (2×)", ("M1", "M2", "M3"))


def test_a_view_of_one_organisation_keeps_kinds_apart() -> None:
    facts = _between_ministries(("M1", "Disclosure"), ("M2", "Disclosure"), ("M2", "Collection"))
    flows = compose_organisation(facts, "m/2").flows
    assert [(flow.kind, flow.records) for flow in flows] == [("verkrijging", ("M2",)), ("verstrekking", ("M1", "M2"))]


# -- crowds


def _crowded(*, gemeenten: int) -> RegisterFacts:
    centre = Party("o", "Rekencentrum", PartyKind.ORGANISATION)
    flows = [
        Transfer(
            f"M{record}",
            "Disclosure",
            Party(f"g/{at}", f"gemeente {at:02}", PartyKind.ORGANISATION),
            centre,
            data=(Datum("naam"),),
        )
        for at in range(gemeenten)
        for record in range(1, 3 if at < 2 else 2)
    ]
    return RegisterFacts(tuple(flows), {"o": "Rekencentrum"}, records=2)


def test_those_with_the_fewest_records_are_taken_together_and_counted() -> None:
    diagram = compose_organisation(_crowded(gemeenten=65), "o", most=2)
    assert [(row.source, row.records) for row in rows(diagram)] == [
        ("gemeente 00", "M1, M2"),
        ("gemeente 01", "M1, M2"),
        ("en 63 andere organisaties", "M1"),
    ]


def test_one_that_is_left_is_no_crowd() -> None:
    diagram = compose_organisation(_crowded(gemeenten=3), "o", most=2)
    assert [row.source for row in rows(diagram)] == ["gemeente 00", "gemeente 01", "gemeente 02"]


def test_a_crowd_alone_in_its_ministry_is_no_other() -> None:
    facts = _crowded(gemeenten=2)
    ministry = Party("m", "ministerie van Alles", PartyKind.ORGANISATION, "m")
    more = [
        Transfer("M1", "Disclosure", Party(f"u/{at}", f"dienst {at}", PartyKind.ORGANISATION, "m"), ministry)
        for at in range(3)
    ]
    centre = facts.transfers[0].target
    to_centre = tuple(Transfer("M1", "Disclosure", each.origin, centre) for each in more)
    crowded = RegisterFacts((*facts.transfers, *to_centre), {"o": "Rekencentrum", "m": "ministerie van Alles"})
    assert [row.source for row in rows(compose_organisation(crowded, "o", most=2))] == [
        "3 organisaties",
        "gemeente 00",
        "gemeente 01",
    ]


def _legs(facts: RegisterFacts) -> tuple[Leg, ...]:
    say = words("nl")
    stops = Around(facts.transfers, {}, facts.names, say).one_by_one()
    return legs_of(facts.transfers, {}, stops, systems=True)


@thorough
@given(registers(), st.integers(1, 6))
def test_a_crowd_loses_no_flow_and_no_record_and_bounds_each_side(facts: RegisterFacts, most: int) -> None:
    legs = _legs(facts)
    gathered = gather(legs, most, words("nl"))
    assert [(leg.record, leg.kind, leg.data, leg.source.side, leg.target.side) for leg in gathered] == [
        (leg.record, leg.kind, leg.data, leg.source.side, leg.target.side) for leg in legs
    ]
    shown: dict[Side, set[str]] = defaultdict(set)
    kin: dict[Side, set[tuple[object, str]]] = defaultdict(set)
    for leg in gathered:
        for stop in (leg.source, leg.target):
            shown[stop.side].add(f"{stop.territory} {stop.key}")
            kin[stop.side].add((stop.territory, stop.sort))
    assert all(len(stops) <= most + len(kin[side]) for side, stops in shown.items())


@thorough
@given(registers())
def test_every_record_of_a_ministry_is_in_its_view(facts: RegisterFacts) -> None:
    for ministry in {end.ministry for each in facts.transfers for end in (each.origin, each.target)} - {""}:
        ends = [(each.record, {each.origin, each.target}) for each in facts.transfers]
        touching = {
            record
            for record, parties in ends
            if any(party.kind is PartyKind.ORGANISATION and party.ministry == ministry for party in parties)
        }
        if touching:
            diagram = compose_ministry(facts, ministry, most=2)
            drawn = {record for flow in diagram.flows for record in flow.records}
            assert drawn <= touching
            assert diagram.source.startswith(f"{len(touching)} van de 12 ")


@thorough
@given(register_diagrams())
def test_flows_are_numbered_in_order_and_join_boxes_that_are_there(diagram: Diagram) -> None:
    nodes = {node.id for node in diagram.nodes}
    assert [flow.number for flow in diagram.flows] == list(range(1, len(diagram.flows) + 1))
    assert all({flow.source, flow.target} <= nodes and flow.records and flow.kind for flow in diagram.flows)
    assert len({(flow.source, flow.target, flow.kind) for flow in diagram.flows}) == len(diagram.flows)
    members = [member for boundary in diagram.boundaries for member in boundary.members]
    assert len(members) == len(set(members))


@thorough
@given(register_diagrams())
def test_every_format_renders_hostile_names_the_same_each_time(diagram: Diagram) -> None:
    small = Options(scale=0.25)  # of all formats, PNG takes by far the longest
    for name in FORMATS:
        assert render(diagram, name, small) == render(diagram, name, small)
    elements = {element.tag.rpartition("}")[2] for element in ET.fromstring(render(diagram, "svg")).iter()}
    assert "script" not in elements


def test_only_the_records_that_go_through_a_system_are_said_to() -> None:
    ministry = Party("m", "ministerie", PartyKind.ORGANISATION, "m")
    centre = Party("c", "Rekencentrum", PartyKind.ORGANISATION)
    through = Transfer("M1", "ProcessingOnBehalf", ministry, centre, (System("s", "Loket"),))
    facts = RegisterFacts((through, Transfer("M2", "ProcessingOnBehalf", ministry, centre)), {"m": "ministerie"})
    flows = compose_ministry(facts, "m").flows
    assert [(flow.kind, flow.records) for flow in flows] == [
        ("verwerking in opdracht", ("M2",)),
        ("verwerking in opdracht (via Loket)", ("M1",)),
    ]


def test_the_heading_of_the_overview_names_the_register_once() -> None:
    assert heading(_register()) == "Gegevensstromen in het register"
    assert heading(_organisation("BZ")) == f"Gegevensstromen van een organisatie · {_BZ}"


def test_a_flow_within_a_ministry_names_the_system_it_goes_through() -> None:
    ministry = Party("m", "ministerie", PartyKind.ORGANISATION, "m")
    dienst = Party("d", "dienst", PartyKind.ORGANISATION, "m")
    facts = RegisterFacts(
        (Transfer("M1", "Disclosure", ministry, dienst, (System("s", "Loket"),)),), {"m": "ministerie"}
    )
    [flow] = compose_ministry(facts, "m").flows
    assert flow.kind == "verstrekking (via Loket)"
