"""One description to a draft and its quads: what a build does with each document apart from the others."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from avggraph.compare import Difference, differences
from avggraph.errors import SourceError
from avggraph.extract import ReadDescription, descriptions_of, extract, reference_number, texts_of, to_contract
from avggraph.graph import (
    Naming,
    catalogue_quads,
    concept_quads,
    country_quads,
    law_quads,
    organisation_quads,
    record_quads,
    system_quads,
)
from avggraph.graph.blocks import Stretches
from avggraph.graph.terms import AVG, SKOS, Quad, text_of
from avggraph.pipeline.document import Document, Draft, skipped, told
from avggraph.pipeline.names import SettledNames
from avggraph.pipeline.options import BuildOptions
from avggraph.read import File, bytes_of
from avggraph.resolve import Knowledge, Record, published, published_path, resolve
from avggraph.text import SourceText
from avggraph.validate import Finding, Judgement, Ledger, Validator, finding_quads
from avggraph.vocabulary import concept_lines

# Files whose texts are kept at hand: those that came first with numbers that others take, such as an older export.
_AT_HAND = 2


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a description among those of its register.

    `key` is the last part of its IRIs, `name` the name of its document as it may be published. Where an earlier
    description has its number, `same_as` is the key of that one, `first` the file it is in, and `owner` the sha256 of
    its text.
    """

    key: str
    name: str = ""
    same_as: str = ""
    first: File | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Described:
    """A draft with the text to publish, all its quads, sorted, and what tells which of them are its own.

    `judgement` is what was found, `findings` those that are about the record, each once and in their order.
    """

    draft: Draft
    text: str
    quads: list[Quad]
    stretches: Stretches
    judgement: Judgement
    findings: tuple[Finding, ...]


@lru_cache(maxsize=1)
def validator_of(naming: Naming) -> Validator:
    """Give what judges the records of a build; the next build of the same names has the same one."""
    return Validator(concept_quads(concept_lines(), naming))


@lru_cache(maxsize=1)
def _knowledge(base: str, on: date | None) -> Knowledge:
    return Knowledge.load(base, on)


class Describer:
    """Describes documents for one build. `ledger` is that of an earlier one, of which the findings may still hold."""

    def __init__(self, options: BuildOptions, ledger: Path | None = None) -> None:
        self._options = options
        base, on, wordings = options.naming.base, options.on, options.wordings
        self._knowledge = Knowledge.load(base, on, wordings) if wordings else _knowledge(base, on)
        self.ledger = Ledger.open(ledger, validator_of(options.naming))
        self._at_hand: dict[File, dict[str, SourceText]] = {}

    def read(self, file: File) -> tuple[str, list[ReadDescription | SourceError]]:
        """Read the descriptions a file holds, with the digest of its bytes and name; of what cannot be read, none."""
        options = self._options
        try:
            data = bytes_of(file, options.limits)
        except SourceError as error:
            return "", [error]
        return digest_of(data, file.name), list(
            descriptions_of(data, file.name, options.limits, options.layout, columns=options.columns)
        )

    def skipped(self, error: SourceError) -> Document:
        """Tell of a document that is no description, or could not be read."""
        return skipped(error, self.shown(error.where.path) if error.where else "")

    def shown(self, path: str) -> str:
        """Give a file's name as it may be published."""
        return path if self._options.with_names else published_path(path, self._knowledge)

    def firsts(self, places: Iterable[Place]) -> dict[str, SourceText]:
        """Give the texts that came first with the numbers of places, by their sha256, each file being read once."""
        owners: defaultdict[File, set[str]] = defaultdict(set)
        for place in places:
            if place.first:
                owners[place.first].add(place.owner)
        return {owner: text for file, own in owners.items() for owner, text in self._texts_with(file, own).items()}

    def describe(self, read: ReadDescription, place: Place | None = None, first: SourceText | None = None) -> Described:
        """Describe what was read, by its own number where it has no other place; `first` had its number before it."""
        options, place = self._options, place or Place(wanted_key(read))
        shown = self._published(read)
        record = resolve(shown.description, shown.source, place.key, self._knowledge)
        others = self._differences(shown, first) if first else ()
        note = f"Zelfde nummer als {place.same_as}: niet samengevoegd, {_fields(len(others))}."
        quads = sorted({*self._quads(record, place)})
        judgement = self.ledger.judged(quads)
        stretches = Stretches(options.naming, record.key, record.source.sha256)
        shared = tuple(quad for quad in quads if stretches.of("subject", quad[0]) is None)
        found = sorted({*judgement.findings}, key=Finding.sort_key)
        iri = options.naming.node("verwerking", record.key)[1:-1]
        own = tuple(each for each in found if each.record == iri)
        draft = Draft(
            read.source.sha256,
            record.source.sha256,
            record.key,
            told(
                record,
                with_names=options.with_names,
                note=note if place.same_as else None,
                differences=others,
            ),
            _names(record.ministries, shared),
            shared,
            Counter(each.shape for each in own),
            tuple(each for each in found if each.record != iri),
        )
        quads = sorted([*quads, *finding_quads(own, options.naming)])
        return Described(draft, record.source.text, quads, stretches, judgement, own)

    def _quads(self, record: Record, place: Place) -> Iterator[Quad]:
        naming, on, names = self._options.naming, self._options.on, SettledNames()
        yield from record_quads(record, naming, on=on, private=self._options.with_names)
        yield from names.settled(organisation_quads(record.organisations, self._knowledge.organisations, naming, on))
        yield from names.settled(system_quads(record.systems, naming))
        yield from names.settled(law_quads(record.laws, naming))
        yield from country_quads(record.third_countries, naming)
        yield from catalogue_quads(record.key, naming)
        if place.same_as:
            other = naming.node("verwerking", place.same_as)
            yield naming.node("verwerking", record.key), AVG.sameReferenceAs, other, naming.record_graph(record.key)

    def _published(self, read: ReadDescription) -> ReadDescription:
        """Give a description as it may be published: without what is about natural persons, unless asked."""
        if self._options.with_names:
            return read
        return ReadDescription(*published(read.source, read.description, self._knowledge))

    def _differences(self, read: ReadDescription, first: SourceText) -> tuple[Difference, ...]:
        """Hold a description against the first with its number, which is extracted again: few records have two."""
        try:
            shown = self._published(ReadDescription(first, extract(first, self._options.layout)))
        except SourceError:
            return ()
        return differences(to_contract(shown.description, shown.source), to_contract(read.description, read.source))

    def _texts_with(self, file: File, owners: set[str]) -> dict[str, SourceText]:
        """Give some texts of a file by their sha256; it is read where those at hand are not all of them."""
        texts = self._at_hand.pop(file, {})
        if not owners <= texts.keys():
            texts = self._texts(file)
        self._at_hand[file] = texts
        if len(self._at_hand) > _AT_HAND:
            del self._at_hand[next(iter(self._at_hand))]
        return {owner: texts[owner] for owner in owners & texts.keys()}

    def _texts(self, file: File) -> dict[str, SourceText]:
        """Read the texts of a file, by their sha256; of what cannot be read, none."""
        options = self._options
        try:
            data = bytes_of(file, options.limits)
        except SourceError:
            return {}
        texts = texts_of(data, file.name, options.limits, columns=options.columns)
        return {text.sha256: text for text in texts if isinstance(text, SourceText)}


def digest_of(data: bytes, name: str) -> str:
    """Give the digest of a file's bytes and name."""
    return hashlib.sha256(b"\0".join((hashlib.sha256(data).digest(), name.encode()))).hexdigest()


def wanted_key(read: ReadDescription) -> str:
    """Give the key a description would have by itself: its number in lower case, else one of its text."""
    reference = read.description.reference
    return reference_number(reference.text).casefold() if reference else f"zonder-nummer-{read.source.sha256[:12]}"


def _names(nodes: Iterable[str], quads: Iterable[Quad]) -> tuple[str, ...]:
    """Give the names of nodes (IRIs), sorted, as quads tell them."""
    wanted = {f"<{node}>" for node in nodes}
    names = (value for subject, predicate, value, _ in quads if predicate == SKOS.prefLabel and subject in wanted)
    return tuple(sorted({text_of(name) for name in names}))


def _fields(number: int) -> str:
    return "1 veld verschilt" if number == 1 else f"{number} velden verschillen"
