"""The pages of the things of one kind: one for each, with the records it occurs in, and the list of all."""

from __future__ import annotations

import hashlib
import shlex
from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from avggraph.addresses import LANGUAGES
from avggraph.graph.terms import Quad, Term
from avggraph.publish.own_questions import rows_about
from avggraph.publish.reader import Reader
from avggraph.publish.record.rules import told_rule
from avggraph.publish.resource import Crumb, Page, Section
from avggraph.publish.things.content import Block, Code, Column, Fact, Records, Rows, Text
from avggraph.publish.things.naming import Names, names_of
from avggraph.publish.things.occurrences import Occurrences
from avggraph.publish.things.paging import RECORDS, THINGS, list_page, on_page, pages, role_page, turns
from avggraph.publish.things.statements import instances
from avggraph.publish.things.tables import cut
from avggraph.publish.words import Words, words

STYLES = ("things.css",)
"""The style sheet of every page about a thing."""

_PICTURES = ("picture.css",)
_WORDS = "matched-words"
_MOST_WORDS = 30


@dataclass(frozen=True, slots=True)
class Kind:
    """What the things of a section have in common.

    `words` is the file of their words, `question` the one about their records, `roles` those it tells apart in the
    order of the page, and `columns` the roles that the list counts. `list` is the path of the list of all. `own` says
    that the things are avggraph's and not the register's.
    """

    words: str
    list: str
    classes: tuple[Term, ...]
    question: str
    roles: tuple[str, ...]
    columns: tuple[str, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """What a page of the section shows: a thing, or a later page of one of its roles."""

    iri: str
    role: str = ""
    number: int = 1


class Things(Section):
    """Pages of things; what a kind shows beside its names and records is up to the class below."""

    kind: Kind

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.occurrences = Occurrences(reader, self.kind.question)
        self._names: dict[str, Names] = {}
        self._answers: tuple[str, dict[str, tuple[dict[str, str], ...]]] = ("", {})

    # -- what a kind tells of itself

    @abstractmethod
    def facts(self, iri: str, language: str) -> Iterable[Fact]:
        """Give what the head of a thing's page says of it."""

    def blocks(self, iri: str, language: str) -> Iterable[Block]:  # noqa: ARG002
        """Give what the page says between its head and its records."""
        return ()

    def structured(self, iri: str, language: str) -> Mapping[str, Any]:  # noqa: ARG002
        """Give the thing as schema.org has it, without its IRI and name; nothing where that has no class for it.

        Sentences are those in the language alone: JSON-LD of schema.org does not say which one a text is in.
        """
        return {}

    def crumbs(self, iri: str, language: str) -> tuple[Crumb, ...]:  # noqa: ARG002
        """Give the pages above a thing's page."""
        return (Crumb(self._say(language, "title"), self.kind.list),)

    def definition(self, iri: str, language: str) -> Text | None:  # noqa: ARG002
        """Give the sentence that says what the thing is, where there is one."""
        return None

    def lists(self) -> Mapping[str, int]:
        """Give the paths of the pages of the list of all, with their numbers."""
        count = pages(len(self.things), THINGS)
        return {list_page(self.kind.list, number): number for number in range(1, count + 1)}

    # -- the section

    def paths(self) -> tuple[str, ...]:
        """See `Section`."""
        return tuple(sorted({*self._places, *self._lists}))

    def page(self, path: str, language: str) -> Page:
        """See `Section`."""
        if path in self._lists:
            return self.list_page(path, self._lists[path], language)
        place = self._places[path]
        return self._continued(path, place, language) if place.role else self._thing(path, place.iri, language)

    def quads(self, path: str) -> tuple[Quad, ...]:
        """See `Section`: the thing's own statements, and those that link records to it."""
        place = self._places.get(path)
        return tuple(sorted({*self._reader.about(place.iri), *self._links(place.iri)})) if place else ()

    def plain(self, path: str) -> Mapping[str, Any]:
        """See `Section`."""
        place = self._places.get(path)
        if not place:
            return {}
        names = self.names(place.iri)
        return {
            "iri": place.iri,
            "name": dict(names.preferred),
            "otherNames": {language: list(texts) for language, texts in names.others.items()},
            "records": {role: list(records) for role, records in sorted(self.occurrences.records(place.iri).items())},
        }

    def fingerprint(self, path: str) -> str:
        """See `Section`: what is said of the thing and of its records; a later page of these has no more than it shows.

        A list is of the whole build.
        """
        place = self._places.get(path)
        if not place or path in self._lists:
            return ""
        if place.role:
            told = repr([self._continued(path, place, language) for language in LANGUAGES])
        else:
            told = self.digest(place.iri)
        return hashlib.sha256(f"{path} {told}".encode()).hexdigest() if told else ""

    def digest(self, iri: str) -> str:
        """Give a digest of all that a thing's page is made of; empty where that may be anything in the build."""
        return self._reader.digests.of_thing(iri)

    # -- things and their names

    @cached_property
    def things(self) -> tuple[str, ...]:
        """The IRIs of all things of the kind, sorted."""
        return instances(self._reader, *self.kind.classes)

    def names(self, iri: str) -> Names:
        """Give the names of a thing."""
        if iri not in self._names:
            self._names[iri] = names_of(self._reader, iri)
        return self._names[iri]

    def name(self, iri: str, language: str) -> Text:
        """Give the name of any thing, of this kind or not, with the way to its page."""
        return names_of(self._reader, iri).shown(language)

    def about(self, question: str, iri: str) -> tuple[dict[str, str], ...]:
        """Answer one of the site's own questions about a thing; those about the last thing are kept."""
        if self._answers[0] != iri:
            self._answers = iri, {}
        known = self._answers[1]
        if question not in known:
            known[question] = rows_about(self._reader.engine, question, iri)
        return known[question]

    def matched_words(self, iri: str, language: str) -> Iterable[Rows]:
        """Give the words by which a thing was recognised in this register, the most frequent first."""
        say, found = words(language), self.about(_WORDS, iri)
        rows, note = cut(found, language, _MOST_WORDS)
        if rows:
            names = (("label", False), ("rule", False), ("confidence", True), ("times", True))
            yield Rows(
                "words",
                say("things.words"),
                tuple(Column(say(f"things.{name}"), numeric) for name, numeric in names),
                tuple(
                    (
                        (Text(row["label"], "" if language == "nl" else "nl"),),
                        (Text(told_rule(row["rule"], say)),),
                        (Text(say.decimal(row["confidence"])),),
                        (Text(row["mentions"]),),
                    )
                    for row in rows
                ),
                intro=say("things.words_intro"),
                note=note,
            )

    def impact(self, iri: str, records: int, language: str) -> Code:
        """Give the command that tells what a breach would touch, as the report itself weighs the whole register.

        The command names the thing: in a build of one's own its IRI may begin with another base.
        """
        say, name = words(language), self.names(iri).shown(LANGUAGES[0]).text
        command = f"avggraph impact {shlex.quote(name)} --graph MAP"
        return Code("impact", say("things.impact"), command, say("things.impact_intro", records=records))

    # -- pages

    def _thing(self, path: str, iri: str, language: str) -> Page:
        say = words(language)
        name = self.names(iri).shown(language)
        blocks = (*self.blocks(iri, language), *self._records(iri, language), *self.matched_words(iri, language))
        content = {
            "kind": self._say(language, "one"),
            "name": name,
            "definition": self.definition(iri, language),
            "facts": tuple(self.facts(iri, language)),
            "blocks": blocks,
            "summary": tuple(self._summary(iri, language)),
            "report": iri,
        }
        structured = self.structured(iri, language)
        return Page(
            path,
            language,
            name.text,
            "thing.html",
            content,
            crumbs=self.crumbs(iri, language),
            description=say("things.description", kind=self._say(language, "one"), name=name.text),
            iri=iri,
            rdf=True,
            own=self.kind.own,
            structured={"@context": "https://schema.org", "@id": iri, "name": name.text, **structured}
            if structured
            else None,
            styles=(*STYLES, *(_PICTURES if any(block.kind == "picture" for block in blocks) else ())),
        )

    def _summary(self, iri: str, language: str) -> Iterable[tuple[str, int, str]]:
        """Give the roles of a thing with the number of records and the place on the page."""
        counts = self.occurrences.counts.get(iri, {})
        for role in self.kind.roles:
            if role in counts:
                yield self._say(language, f"role_{role}"), counts[role], f"records-{role}"

    def _records(self, iri: str, language: str) -> Iterable[Records]:
        found = self.occurrences.records(iri)
        for role in self.kind.roles:
            if role in found:
                yield self._part(iri, role, 1, language)

    def _part(self, iri: str, role: str, number: int, language: str) -> Records:
        records = self.occurrences.records(iri)[role]
        return Records(
            f"records-{role}",
            self._say(language, f"role_{role}"),
            len(records),
            self.occurrences.entries(on_page(records, number, RECORDS)),
            (number - 1) * RECORDS + 1,
            turns(self._role_pages(iri, role, len(records)), number),
        )

    def _continued(self, path: str, place: Place, language: str) -> Page:
        name = self.names(place.iri).shown(language)
        block = self._part(place.iri, place.role, place.number, language)
        own = Crumb(name.text, self._own_path(place.iri))
        return Page(
            path,
            language,
            words(language)("things.continued", name=name.text, role=block.heading, number=place.number),
            "thing.html",
            {
                "kind": self._say(language, "one"),
                "name": replace(name, text=f"{name.text}: {block.heading} ({place.number})"),
                "definition": None,
                "facts": (),
                "blocks": (block,),
                "summary": (),
                "report": "",
            },
            crumbs=(*self.crumbs(place.iri, language), own),
            styles=STYLES,
        )

    def list_page(self, path: str, number: int, language: str) -> Page:
        """Give a page of the list of all things."""
        say = words(language)
        total = len(self.things)
        listed = self._in_order[language]
        rows = tuple(self._row(iri, language) for iri in on_page(listed, number, THINGS))
        title = self._say(language, "title")
        table = Rows(
            "list",
            say("things.all", total=total),
            (
                Column(self._say(language, "one")),
                Column(say("things.other_name")),
                *(Column(self._say(language, f"column_{role}"), numeric=True) for role in self.kind.columns),
                Column(say("things.records"), numeric=True),
            ),
            rows,
        )
        return Page(
            path,
            language,
            title if number == 1 else say("things.page_of", title=title, number=number),
            "things.html",
            {
                "intro": self._say(language, "intro"),
                "table": table,
                "turns": turns(tuple(sorted(self._lists, key=self._lists.__getitem__)), number),
            },
            crumbs=() if number == 1 else (Crumb(title, self.kind.list),),
            scripts=("filter.js",),
            styles=STYLES,
        )

    def _row(self, iri: str, language: str) -> tuple[tuple[Text, ...], ...]:
        names, counts = self.names(iri), self.occurrences.counts.get(iri, {})
        shown = names.shown(language)
        others = names.others.get(shown.language or language, ())
        return (
            (shown,),
            tuple(Text(other, shown.language) for other in others[:3]),
            *((Text(str(counts.get(role, 0))),) for role in self.kind.columns),
            (Text(str(self.occurrences.total(iri))),),
        )

    # -- where pages stand

    @cached_property
    def _lists(self) -> Mapping[str, int]:
        return self.lists()

    @cached_property
    def _in_order(self) -> Mapping[str, Sequence[str]]:
        return {
            language: sorted(self.things, key=lambda iri: self.names(iri).sort_key(language))
            for language in ("nl", "en")
        }

    @cached_property
    def _places(self) -> Mapping[str, Place]:
        places: dict[str, Place] = {}
        for iri in self.things:
            path = self._own_path(iri)
            if not path or path in places:
                continue
            places[path] = Place(iri)
            counts = self.occurrences.counts.get(iri, {})
            for role in self.kind.roles:
                later = self._role_pages(iri, role, counts.get(role, 0))[1:]
                places |= {page: Place(iri, role, number) for number, page in enumerate(later, 2)}
        return places

    def _own_path(self, iri: str) -> str:
        address = self._reader.addresses.of(iri)
        return address.path if address else ""

    def _role_pages(self, iri: str, role: str, total: int) -> tuple[str, ...]:
        path = self._own_path(iri)
        return tuple(role_page(path, role, number) for number in range(1, pages(total, RECORDS) + 1))

    def _links(self, iri: str) -> Iterable[Quad]:
        """Give the statements of records that have a thing as their value."""
        node = ox.NamedNode(iri)
        for record in sorted({each for found in self.occurrences.records(iri).values() for each in found}):
            for quad in self._reader.store.quads_for_pattern(ox.NamedNode(record), None, node):
                yield str(quad.subject), str(quad.predicate), str(quad.object), str(quad.graph_name)

    def _say(self, language: str, name: str) -> str:
        say: Words = words(language)
        return say(f"{self.kind.words}.{name}")
