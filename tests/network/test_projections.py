"""What several controllers share, counted by hand from tests/query/graph.trig."""

from __future__ import annotations

import pytest

from avggraph.network import (
    Party,
    Register,
    Role,
    Sensitive,
    concentration,
    register_of,
    shared_data,
    shared_processors,
    shared_systems,
)
from network.test_network import BASE, LOGIUS, NAMES, SSC
from query.engines import ENGINES, catalogue, engine

DATA = "https://w3id.org/avggraph/concept/persoonsgegevens/"


@pytest.fixture(scope="module", params=ENGINES)
def register(request: pytest.FixtureRequest) -> Register:
    return register_of(engine(request.param), catalogue())


def test_roles_of_a_record(register: Register) -> None:
    m6 = next(record for record in register if record.reference == "M6")
    assert [NAMES[each.iri] for each in m6.having(Role.CONTROLLER)] == ["BZK", "BZ"]
    assert [each.iri for each in m6.having(Role.PROCESSOR, Role.SUBPROCESSOR)] == [LOGIUS, SSC]
    assert [each.label for each in m6.having(Role.RECIPIENT)] == ["Autoriteiten in Zwitserland"]
    m2 = next(record for record in register if record.reference == "M2")
    # Its own unit is no third party.
    assert m2.having(Role.RECIPIENT) == ()
    assert [each.label for each in m2.having(Role.INTERNAL)] == ["Voorbeelddirectie"]
    m3 = next(record for record in register if record.reference == "M3")
    # Data come from the BRP: it is a source, and no means of the record's own.
    assert ([each.label for each in m3.having(Role.SOURCE)], m3.having(Role.SYSTEM)) == (
        ["basisregistratie personen"],
        (),
    )


def test_a_record_without_number_or_controller_is_there(register: Register) -> None:
    m5 = next(record for record in register if record.reference == "m5")
    assert (m5.holds(Sensitive.SPECIAL), m5.holds(Sensitive.BSN), m5.parties) == (True, False, {})


def test_shared_processors(register: Register) -> None:
    found = [
        (NAMES[row.thing.iri], [NAMES[each.iri] for each in row.controllers], row.records)
        for row in shared_processors(register)
    ]
    # SSC-ICT is a recipient in M3, not a processor; Logius is a sub-processor for both controllers of M6.
    assert found == [("Logius", ["BZK", "BZ"], ("M6",)), ("SSC", ["BZK", "BZ"], ("M1", "M2", "M6"))]
    assert shared_processors(register, 3) == ()


def test_shared_systems(register: Register) -> None:
    assert shared_systems(register) == ()
    (cic,) = shared_systems(register, 1)
    assert (cic.thing, cic.records) == (Party(f"{BASE}systeem/cic", "CIC"), ("M1",))


def test_shared_data(register: Register) -> None:
    found = [
        (row.thing.label, [NAMES[each.iri] for each in row.controllers], row.records) for row in shared_data(register)
    ]
    # Health data are in m5 too, whose controller is not stated.
    assert found == [
        ("burgerservicenummer", ["BZK", "BZ"], ("M1", "M3")),
        ("naam", ["BZK", "BZ"], ("M1", "M6")),
    ]


def test_concentration_of_special_categories(register: Register) -> None:
    found = concentration(register, Sensitive.SPECIAL)
    assert found.records == ("M2", "m5")
    (share,) = found.shares
    assert (share.thing.iri, share.role, share.share, share.records) == (SSC, Role.PROCESSOR, 0.5, ("M2",))
    assert found.index == 1.0


def test_concentration_of_one_kind_of_data(register: Register) -> None:
    found = concentration(register, Party(f"{DATA}naam", "naam"))
    assert found.records == ("M1", "M6")
    shares = {(NAMES.get(each.thing.iri), each.role): each.records for each in found.shares}
    assert shares["SSC", Role.PROCESSOR] == ("M1", "M6")
    assert shares["Logius", Role.SUBPROCESSOR] == ("M6",)
    # Of three pairs of a processor and a record two are SSC-ICT's: (2/3)² + (1/3)².
    assert found.index == pytest.approx(5 / 9)


def test_no_processor_is_no_index(register: Register) -> None:
    found = concentration(register, Sensitive.CRIMINAL)
    assert (found.records, found.shares, found.index) == (("M4",), (), None)
