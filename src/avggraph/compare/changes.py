"""What changed between two builds of a register: records that came, went and changed, field by field."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from avggraph.compare.alignment import LIKE_PARTS, LIKE_TEXTS, aligned, words_of
from avggraph.compare.facts import RECORD, Fact, FactReader, Part, RecordFacts
from avggraph.compare.fields import Field
from avggraph.compare.fingerprints import Fingerprint, fingerprints
from avggraph.query.prefixes import compress
from avggraph.store import Output

_WITHOUT_NUMBER = "zonder-nummer-"


@dataclass(frozen=True, slots=True)
class Value:
    """What a field says, in words; `iri` where it is a thing with a name of its own outside the record."""

    text: str
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A value that came, went or changed; None where one side does not have it.

    `part` says where ("doel 2", numbered as in the newer build, or the older where it is gone; empty for the record
    itself), `node` is the IRI of that part.
    """

    part: str
    node: str
    field: Field
    old: Value | None
    new: Value | None


@dataclass(frozen=True, slots=True)
class RecordName:
    """A record: its number, or where it has none its key, its title and its IRI."""

    reference: str
    title: str
    iri: str


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record in both builds that says something else; `old_source` and `new_source` are its documents."""

    record: RecordName
    fields: tuple[FieldChange, ...]
    old_source: str
    new_source: str


@dataclass(frozen=True, slots=True, repr=False)
class Changes:
    """All changes from an older to a newer build, records in the order of their keys.

    `restated`: records whose document changed while its facts did not. `equal` counts the others. `base` is that of the
    newer build's IRIs; `old` and `new` are the SHA-256 of the two graphs; `versions` are those of the programs that
    built them, for what another version recognises is a change too.
    """

    added: tuple[RecordName, ...]
    removed: tuple[RecordName, ...]
    changed: tuple[RecordChange, ...]
    restated: tuple[RecordChange, ...]
    equal: int
    base: str
    old: str
    new: str
    versions: tuple[str, str]

    def __repr__(self) -> str:
        from avggraph.compare.report import summary  # noqa: PLC0415 - the report is made of changes

        return f"<Changes: {summary(self)}>"

    def _repr_html_(self) -> str:
        from avggraph.compare.report import changes_table, summary  # noqa: PLC0415
        from avggraph.query import html_table  # noqa: PLC0415

        return f"<p>{summary(self)}.</p>{html_table(changes_table(self))}"


def changes_between(older: Output, newer: Output) -> Changes:
    """Compare two builds. Records are the same by their number; those without one by their title.

    A record whose quads are the same, but for the places of its words, is not read; the others are compared field by
    field. Capitals, white space and a full stop at the end do not count.
    """
    sides = fingerprints(older), fingerprints(newer)
    readers = FactReader(older), FactReader(newer)
    pairs = {key: key for key in sides[0] if key in sides[1]}
    alone = [
        {key: reader.record(key) for key in side if key not in pairs}
        for side, reader in zip(sides, readers, strict=True)
    ]
    for one, other in _by_title(*alone):
        pairs[one] = other
        del alone[0][one], alone[1][other]
    changed: list[RecordChange] = []
    restated: list[RecordChange] = []
    equal = 0
    for one, other in sorted(pairs.items(), key=lambda pair: pair[1]):
        marks = sides[0][one], sides[1][other]
        if marks[0] == marks[1]:
            equal += 1
            continue
        change = _change(readers[0], readers[1], (one, other), marks)
        (changed if change.fields else restated).append(change)
    return Changes(
        added=tuple(map(_name, alone[1].values())),
        removed=tuple(map(_name, alone[0].values())),
        changed=tuple(changed),
        restated=tuple(restated),
        equal=equal,
        base=newer.base,
        old=_sha256(older),
        new=_sha256(newer),
        versions=(str(older.manifest["avggraph"]), str(newer.manifest["avggraph"])),
    )


def _change(
    older: FactReader, newer: FactReader, keys: tuple[str, str], marks: tuple[Fingerprint, Fingerprint]
) -> RecordChange:
    old, new = older.record(keys[0]), newer.record(keys[1])
    fields = () if marks[0].facts == marks[1].facts else field_changes(old, new)
    return RecordChange(_name(new), fields, older.base + marks[0].source, newer.base + marks[1].source)


def _by_title(older: Mapping[str, RecordFacts], newer: Mapping[str, RecordFacts]) -> list[tuple[str, str]]:
    """Pair records without a number, whose keys are those of their texts, by titles that one of each side has."""
    sides = []
    for side in (older, newer):
        titles: dict[str, list[str]] = defaultdict(list)
        for key, record in side.items():
            if key.startswith(_WITHOUT_NUMBER) and record.title:
                titles[record.title.casefold()].append(key)
        sides.append(titles)
    return [
        (keys[0], sides[1][title][0])
        for title, keys in sides[0].items()
        if len(keys) == len(sides[1].get(title, ())) == 1
    ]


def _name(record: RecordFacts) -> RecordName:
    return RecordName(record.reference, record.title, record.iri)


def _sha256(output: Output) -> str:
    return str(output.manifest["sha256"]["graph.nq"])


# ---------------------------------------------------------------- one record


def field_changes(old: RecordFacts, new: RecordFacts) -> tuple[FieldChange, ...]:
    """Compare two states of a record: its parts with those they are most like, and their fields as sets of values."""
    changes: list[FieldChange] = []
    for kind in dict.fromkeys(part.kind for part in (*old.parts, *new.parts)):
        ones, others = ([part for part in side.parts if part.kind == kind] for side in (old, new))
        at_least = 0.0 if kind == RECORD else LIKE_PARTS
        for one, other in aligned([_bag(part.facts) for part in ones], [_bag(part.facts) for part in others], at_least):
            changes += _part_changes(
                ones[one] if one is not None else None, others[other] if other is not None else None
            )
    return tuple(changes)


def _part_changes(old: Part | None, new: Part | None) -> Iterator[FieldChange]:
    part = new or old
    if part is None:
        return
    place = "" if part.kind == RECORD else f"{part.kind} {part.number}"
    before, after = ({(fact.field, fact.key): fact for fact in side.facts} if side else {} for side in (old, new))
    gone = _by_field(fact for key, fact in before.items() if key not in after)
    come = _by_field(fact for key, fact in after.items() if key not in before)
    sizes = [Counter(field for field, _ in side) for side in (before, after)]
    for field in sorted({*gone, *come}, key=lambda field: (field.place, field.name)):
        only = sizes[0][field] == sizes[1][field] == 1
        for was, becomes in _paired(gone.get(field, []), come.get(field, []), only):
            yield FieldChange(place, part.iri, field, *_values(was, becomes))


def _paired(gone: Sequence[Fact], come: Sequence[Fact], only: bool) -> Iterator[tuple[Fact | None, Fact | None]]:
    """Pair what went with what came in its place: the only value a field had and has, and texts that are alike.

    Of several things, or several flows, none is another's successor.
    """
    bags = [[words_of(fact.text) if fact.is_text else Counter({fact.key: 1}) for fact in side] for side in (gone, come)]
    for one, other in aligned(bags[0], bags[1], 0.0 if only else LIKE_TEXTS):
        yield gone[one] if one is not None else None, come[other] if other is not None else None


def _values(was: Fact | None, becomes: Fact | None) -> tuple[Value | None, Value | None]:
    """Give both values in words; two things that are called the same are told apart by their IRIs."""
    same = was is not None and becomes is not None and was.text == becomes.text
    return _value(was, same), _value(becomes, same)


def _value(fact: Fact | None, with_iri: bool) -> Value | None:
    if fact is None:
        return None
    text = f"{fact.text} ({compress(fact.iri)})" if with_iri and fact.iri else fact.text
    return Value(text, fact.iri)


def _by_field(facts: Iterable[Fact]) -> dict[Field, list[Fact]]:
    found: dict[Field, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.field].append(fact)
    return found


def _bag(facts: Iterable[Fact]) -> Counter[str]:
    return Counter(word for fact in facts for word in (words_of(fact.text) if fact.is_text else [fact.key]))
