"""Random registers for the property tests of the views over several records: hostile names, crowds, flows all ways."""

from __future__ import annotations

from hypothesis import strategies as st
from random_records import MARKS, WORDS

from avggraph.diagram.model import Diagram, Quote
from avggraph.diagram.register import compose_ministry, compose_organisation, compose_register
from avggraph.diagram.register.facts import Datum, Party, PartyKind, RegisterFacts, System, Transfer

_BASE = "https://avggraph.example/id"
_FROM_ORGANISATION = ("InternalUse", "Disclosure", "ProcessingOnBehalf", "SubProcessing")
_DATA = st.builds(Datum, WORDS, MARKS)


def _labels(most: int, *, least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(WORDS, min_size=least, max_size=most)


@st.composite
def _parties(draw: st.DrawFn, kind: PartyKind, ministries: tuple[str, ...], most: int) -> list[Party]:
    labels = draw(_labels(most, least=1))
    return [
        Party(f"{_BASE}/{kind.value}/{at}", label, kind, draw(st.sampled_from(("", *ministries))))
        for at, label in enumerate(labels)
    ]


@st.composite
def registers(draw: st.DrawFn) -> RegisterFacts:
    """A register of up to thirty flows between up to ten organisations and those around them."""
    named = draw(_labels(3, least=1))
    ministries = tuple(f"{_BASE}/ministerie/{at}" for at in range(len(named)))
    names = dict(zip(ministries, named, strict=True))
    organisations = draw(_parties(PartyKind.ORGANISATION, ministries, 8))
    organisations += [Party(iri, label, PartyKind.ORGANISATION, iri) for iri, label in names.items()]
    groups = draw(_parties(PartyKind.GROUP, ministries, 4))
    sources = draw(_parties(PartyKind.SOURCE, ministries, 4))
    subjects = draw(_parties(PartyKind.DATA_SUBJECT, (), 4))
    abroad = draw(_parties(PartyKind.ABROAD, (), 3))
    systems = tuple(System(f"{_BASE}/systeem/{at}", label) for at, label in enumerate(draw(_labels(3, least=1))))
    organisation = st.sampled_from(organisations)
    ends = st.one_of(
        st.tuples(st.just("Collection"), st.sampled_from([*subjects, *sources, *organisations]), organisation),
        st.tuples(st.sampled_from(_FROM_ORGANISATION), organisation, st.sampled_from([*groups, *organisations])),
        st.tuples(st.just("ThirdCountryTransfer"), organisation, st.sampled_from(abroad)),
    )
    units = st.lists(organisation, max_size=2, unique=True).map(tuple)
    flow = st.builds(
        lambda record, ends, *rest: Transfer(f"M{record}", *ends, *rest),
        st.integers(1, 9),
        ends,
        st.lists(st.sampled_from(systems), max_size=2, unique=True).map(tuple),
        st.lists(_DATA, max_size=3).map(tuple),
        units,
        units,
        st.lists(st.builds(Quote, WORDS, st.just(f"{_BASE}#char=0,4")), max_size=5).map(tuple),
    )
    transfers = tuple(draw(st.lists(flow, min_size=1, max_size=30)))
    names |= {party.iri: party.label for party in organisations}
    below = frozenset(party.iri for party in organisations[1:3])
    return RegisterFacts(transfers, names, {organisations[0].iri: below}, 12)


@st.composite
def register_diagrams(draw: st.DrawFn) -> Diagram:
    """A view of a random register, at any level, and with lanes that are full after a few boxes."""
    facts = draw(registers())
    language = draw(st.sampled_from(("nl", "en")))
    most = draw(st.sampled_from((1, 3, 40)))
    level = draw(st.sampled_from((0, 1)))
    ends = [party for each in facts.transfers for party in (each.origin, each.target)]
    organisations = [party for party in ends if party.kind is PartyKind.ORGANISATION]
    ministries = sorted({party.ministry for party in organisations if party.ministry})
    match draw(st.sampled_from(("organisation", "ministry", "register"))):
        case "organisation":
            party = draw(st.sampled_from(organisations))
            return compose_organisation(facts, party.iri, language=language, level=level, most=most)
        case "ministry" if ministries:
            ministry = draw(st.sampled_from(ministries))
            return compose_ministry(facts, ministry, language=language, level=level, most=most)
        case _:
            return compose_register(facts, language=language, least=draw(st.sampled_from((1, 2))), most=most)
