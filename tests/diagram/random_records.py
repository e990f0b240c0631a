"""Random records for the property tests: hostile words, many blocks, parties at both ends of flows."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from avggraph.description import Answer
from avggraph.diagram.model import Mark
from avggraph.diagram.record.facts import Block, Named, Party, Purpose, RecordFacts, Transmission

thorough = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])

HOSTILE = (
    "</text><script>alert(1)</script>",
    "]]> & &lt; <!-- --> \" ' ` %%{init}%%",
    "Arbeidsongeschiktheidsverzekeringsmaatschappijen" * 10,
    "سجل أنشطة المعالجة \u202e omgekeerd",
    "naam\x00\x0b\x1b klant\ufffe\ud800",
    "個人情報 👩‍👩‍👧 é̂",
    'subgraph end --> x["a"] \\" \\N }',
    "",
)
WORDS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=120),
    st.sampled_from(("Klanten", "Medewerkers van het contactcenter", "Belastingdienst", "niet vermeld", "naam")),
)
MARKS = st.sets(st.sampled_from(Mark)).map(lambda marks: tuple(mark for mark in Mark if mark in marks))
_KINDS = ("Collection", "InternalUse", "Disclosure", "ProcessingOnBehalf", "SubProcessing", "ThirdCountryTransfer")


def purposes(words: str, *basis: str) -> tuple[Purpose, ...]:
    """Give one purpose in some words."""
    return (Purpose(Named("https://avggraph.example/id/x/doel/m1-1", words), basis),)


def _things(kind: str, *, most: int) -> st.SearchStrategy[tuple[Named, ...]]:
    return st.lists(WORDS, max_size=most).map(
        lambda labels: tuple(
            Named(f"https://avggraph.example/id/{kind}/{at}", label) for at, label in enumerate(labels)
        )
    )


def _texts(most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(WORDS, max_size=most).map(tuple)


BLOCKS = st.builds(
    Block,
    iri=st.just("https://avggraph.example/id/x/gegevens/m1-1"),
    purposes=st.one_of(st.just(()), WORDS.map(purposes)),
    subjects=_things("betrokkene", most=3),
    data=_texts(4),
    retention=_texts(2),
    sources=_things("bron", most=3),
    from_subject=st.booleans(),
    marks=MARKS,
)


@st.composite
def records(draw: st.DrawFn) -> RecordFacts:
    """A record whose flows run between its own parties, controller and systems."""
    ministries = draw(_things("ministerie", most=1))
    parties = tuple(
        Party(named, frozenset(draw(st.sampled_from(((), ("https://avggraph.example/id/ministerie/0",))))))
        for named in draw(_things("organisatie", most=5))
    )
    systems = draw(_things("systeem", most=3))
    transmissions: tuple[Transmission, ...] = ()
    if parties:
        one = st.sampled_from(parties)
        flow = st.builds(
            Transmission,
            kind=st.sampled_from(_KINDS),
            source=st.one_of(st.none(), one),
            target=one,
            systems=st.lists(st.sampled_from(systems), max_size=2, unique=True).map(tuple) if systems else st.just(()),
            data=_texts(3),
        )
        transmissions = tuple(draw(st.lists(flow, max_size=6)))
    return RecordFacts(
        reference=draw(st.sampled_from(("M4089", "17", '"><b>'))),
        title=draw(WORDS),
        file=draw(WORDS),
        controllers=draw(_things("verantwoordelijke", most=2)),
        ministries=ministries,
        units=draw(_things("onderdeel", most=1)),
        blocks=tuple(draw(st.lists(BLOCKS, max_size=5))),
        recipients=parties,
        processors=parties[:1] if draw(st.booleans()) else (),
        recipients_text=draw(WORDS),
        systems=systems,
        transfer=draw(st.sampled_from(Answer)),
        transfer_text=draw(WORDS),
        transmissions=transmissions,
        marks=draw(MARKS),
    )
