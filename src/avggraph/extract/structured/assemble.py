"""Entries to a description: each key's field, and what is no field kept beside it.

Every value ends up somewhere: in a field, in `extra` (known to the register, no field of a description), or in
`extra` and reported (a key the register does not have; taken for private, for nobody knows what it is).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from avggraph.description import (
    Answer,
    Contradiction,
    ControllerEntry,
    DataRecord,
    Description,
    Extra,
    Purpose,
    SpecialCategories,
    Statement,
    Unused,
    quotes_of,
)
from avggraph.extract.structured.answers import read_answer, read_legal_basis
from avggraph.extract.structured.entries import Entry
from avggraph.extract.structured.groups import Group, grouped
from avggraph.read.structured.keys import Key, KeyTable
from avggraph.text import Quote, Span, quote

UNKNOWN_KEY = "onbekende sleutel"

# The register's number, with or without its M. Other identifiers (a UUID) are no register number.
_REFERENCE = re.compile(r"M?\s?\d{1,6}")
_DATA_SUBJECT = re.compile(r"\bbetrokkenen?\b", re.IGNORECASE)
# The key that asks whether the data subject is the source names the data subject: "IsBronBetrokkene".
_NAMED_BY_KEY = re.compile(r"Betrokkene$")


def assemble(text: str, entries: Sequence[Entry], table: KeyTable, layout: str) -> Description:
    """Make the description of a record from its entries."""
    known = [(entry, key) for entry in entries if (key := table.find(entry.path))]
    read = _Reading(text, known)
    description = Description(
        layout=layout,
        reference=read.reference(),
        title=read.first("title"),
        organisations=read.each("organisation"),
        department=read.first("department"),
        purposes=tuple(read.purposes()),
        data_records=tuple(read.data_records()),
        special_categories=tuple(read.special_categories()),
        automated_decision_making=read.statement("automated_decision_making"),
        transfer_outside_eu=read.statement("transfer_outside_eu"),
        recipients=read.together("recipient"),
        recipient_articles=read.recipient_articles(),
        processors=read.each("processor"),
        systems=read.each("system"),
        controllers=tuple(read.controllers()),
        responsibility_division=read.first("responsibility_division"),
        related_processing=Statement(Answer.YES, read.together("related")) if read.each("related") else Statement(),
        related=read.each("related"),
        contradictions=tuple(read.contradictions("transfer_outside_eu")),
        labels=tuple(entry.key for entry in entries),
    )
    return replace(
        description,
        extra=tuple(_extra(entries, table, description)),
        unused=tuple(_unused(text, entries, table)),
    )


class _Reading:
    """The known entries of a record, read field by field."""

    def __init__(self, text: str, known: Sequence[tuple[Entry, Key]]) -> None:
        self._text = text
        self._known = known

    # ------------------------------------------------------------ single fields

    def _entries(self, field: str) -> Iterator[tuple[Entry, Key]]:
        return ((entry, key) for entry, key in self._known if key.field == field and entry.words)

    def each(self, field: str) -> tuple[Quote, ...]:
        """Give the values of a field that may have several; the same words twice are one value."""
        found = {entry.words.text: entry.words for entry, _ in self._entries(field) if entry.words}
        return tuple(found.values())

    def first(self, field: str) -> Quote | None:
        """Give the first value of a field that has one."""
        return next(iter(self.each(field)), None)

    def together(self, field: str) -> Quote | None:
        """Give all values of a field as the words of one."""
        return self._quote(entry for entry, _ in self._entries(field))

    def reference(self) -> Quote | None:
        """Give the register's number."""
        return next((words for words in self.each("reference") if _REFERENCE.fullmatch(words.text)), None)

    def statement(self, field: str) -> Statement:
        """Read a yes/no field; the words are the key's and the value's. One yes is a yes, whatever else says no.

        Where it is a yes, the words that say more about it stand for the tick itself.
        """
        said = [self._statement(entry) for entry, _ in self._entries(field)]
        first = next((one for one in said if one.answer is Answer.YES), next(iter(said), Statement()))
        more = self.together(f"{field}.detail")
        return Statement(first.answer, more) if first.answer is Answer.YES and more else first

    def contradictions(self, field: str) -> Iterator[Contradiction]:
        """Give the answers to one yes/no question of which some say yes and some no."""
        said = [self._statement(entry) for entry, _ in self._entries(field)]
        if {Answer.YES, Answer.NO} <= {one.answer for one in said}:
            words = _quoted(self._text, [span for one in said if one.words for span in one.words.spans])
            if words:
                yield Contradiction(field, words)

    def _statement(self, entry: Entry | None) -> Statement:
        if entry is None or entry.words is None:
            return Statement()
        return Statement(read_answer(entry.words.text), _quoted(self._text, (entry.key, *entry.spans)))

    def recipient_articles(self) -> tuple[Quote, ...]:
        """Give the articles ticked as those under which others get data, or the ticks that nobody does."""
        ticked = (quote(self._text, (entry.key,)) for entry, _ in self._entries("recipient.article") if _is_yes(entry))
        return tuple(filter(None, ticked))

    def _quote(self, entries: Iterable[Entry]) -> Quote | None:
        spans = [span for entry in entries for span in entry.spans]
        return _quoted(self._text, spans)

    # ------------------------------------------------------------ purposes

    def purposes(self) -> Iterator[Purpose]:
        """Read the purposes with their legal bases; an article ticked for a purpose is its basis' words."""
        for _, group in grouped(self._known, "purpose"):
            articles = [entry.key for entry in group.get("purpose.article", ()) if _is_yes(entry)]
            basis = group.get("purpose.legal_basis", ())
            motivation = group.get("purpose.motivation", ())
            spans = (*articles, *(span for entry in (*basis, *motivation) for span in entry.spans))
            description = self._quote(group.get("purpose.description", ()))
            if description or spans:
                yield Purpose(
                    description,
                    read_legal_basis(basis[0].words.text) if basis and basis[0].words else None,
                    _quoted(self._text, spans),
                )

    # ------------------------------------------------------------ data blocks

    def data_records(self) -> Iterator[DataRecord]:
        """Read the data blocks; a data subject of whom nothing else is said is one too."""
        for _, group in grouped([*self._known, *self._sensitive()], "data"):
            subject = self._subject(group)
            record = DataRecord(
                data_subject=subject,
                personal_data=self._quote(group.get("data.personal_data", ())),
                collection_purpose=self._quote(group.get("data.collection_purpose", ())),
                retention=self._quote(group.get("data.retention", ())),
                source=self._source(group),
                mandatory=self._statement(next(iter(group.get("data.mandatory", ())), None)),
                consequence=self._quote(group.get("data.consequence", ())),
            )
            if record != DataRecord():
                yield record

    def _sensitive(self) -> Iterator[tuple[Entry, Key]]:
        """Named categories of sensitive data are personal data of a block as well."""
        for entry, key in self._entries("special.category"):
            yield entry, replace(key, field="data.personal_data")

    def _subject(self, group: Group) -> Quote | None:
        flags = [entry for entry in group.get("data.subject_flag", ()) if _is_yes(entry)]
        if flags:
            return _quoted(self._text, [entry.key for entry in flags])
        return self._quote(group.get("data.subject", ()))

    def _source(self, group: Group) -> Quote | None:
        """Read where data come from: the words of the source, and the key's "Betrokkene" where the flag says so."""
        words = self._quote(group.get("data.source", ()))
        flag = next(iter(group.get("data.from_data_subject", ())), None)
        if flag is None or not _is_yes(flag) or (words and _DATA_SUBJECT.search(words.text)):
            return words
        named = _NAMED_BY_KEY.search(self._text, *flag.key)
        if named is None:
            return words or flag.words
        return _quoted(self._text, (Span(*named.span()), *(words.spans if words else ())))

    def special_categories(self) -> Iterator[SpecialCategories]:
        """Read the special categories (GDPR art. 9 and 10) by data subject; all flags off means there are none."""
        subjects = [(entry, key) for entry, key in self._known if key.field == "data.subject"]
        by_place = dict(grouped([(e, replace(k, field="special.subject")) for e, k in subjects], "special"))
        for place, group in grouped(self._known, "special"):
            flags = group.get("special.flag", ())
            ticked = [quote(self._text, (entry.key,)) for entry in flags if _is_yes(entry)]
            named = [entry.words for entry in group.get("special.category", ())]
            categories = tuple(filter(None, (*ticked, *named)))
            none = group.get("special.none", ())
            denied = any(map(_is_yes, none)) or (not none and flags and all(map(_is_no, flags)))
            if categories or denied:
                subject = by_place.get(place) or by_place.get(()) or {}
                yield SpecialCategories(self._quote(subject.get("special.subject", ())), categories)

    # ------------------------------------------------------------ controllers

    def controllers(self) -> Iterator[ControllerEntry]:
        """Read the controllers with their addresses."""
        for _, group in grouped(self._known, "controller"):
            yield ControllerEntry(
                self._quote(group.get("controller.name", ())),
                self._quote(group.get("controller.visiting_address", ())),
                self._address(group.get("controller.postal_address", ())),
            )

    def _address(self, entries: Iterable[Entry]) -> Quote | None:
        keys = {entry.path: key for entry, key in self._known}
        spans: list[Span] = []
        for entry in entries:
            # Only as the register writes it: a heading may say "Postadres".
            said = self._text[slice(*entry.key)] == entry.path[-1]
            if said and keys[entry.path].spoken and entry.words and not entry.words.text.startswith(entry.path[-1]):
                spans.append(entry.key)
            spans += entry.spans
        return _quoted(self._text, spans)


def _quoted(text: str, spans: Iterable[Span]) -> Quote | None:
    """Quote words in the order in which they stand in the source."""
    ordered = tuple(sorted(set(spans)))
    return quote(text, ordered) if ordered else None


def _is_yes(entry: Entry) -> bool:
    return entry.words is not None and read_answer(entry.words.text) is Answer.YES


def _is_no(entry: Entry) -> bool:
    return entry.words is not None and read_answer(entry.words.text) is Answer.NO


# ---------------------------------------------------------------- what is no field


def _extra(entries: Sequence[Entry], table: KeyTable, description: Description) -> Iterator[Extra]:
    used = {span for words in quotes_of(description) for span in words.spans}
    for entry in entries:
        key = table.find(entry.path)
        if entry.words and (key is None or not used.issuperset(entry.spans)):
            yield Extra(entry.path, entry.words, private=key is None or key.private)


def _unused(text: str, entries: Iterable[Entry], table: KeyTable) -> Iterator[Unused]:
    """Report the keys that are not known: the key only, for its value may be about a person."""
    for entry in entries:
        key = quote(text, (entry.key,)) if entry.words and table.find(entry.path) is None else None
        if key:
            yield Unused(key, UNKNOWN_KEY)
