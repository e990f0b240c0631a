"""Concepts and their schemes: definitions, the tree, mappings to DPV, and the records that use them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from avggraph import resources
from avggraph.graph.context import published_context
from avggraph.graph.terms import CONCEPT, DCT, RDF, RDFS, SKOS, Quad
from avggraph.publish.reader import Reader
from avggraph.publish.resource import Crumb, Page
from avggraph.publish.things.content import Block, Branch, Column, Fact, Rows, Text, Texts, Tree, web_page
from avggraph.publish.things.section import STYLES, Kind, Things
from avggraph.publish.things.statements import instances, subjects, targets, text
from avggraph.publish.things.tables import cut
from avggraph.publish.words import words
from avggraph.query.values import local_name
from avggraph.store.unit import document_order
from avggraph.vocabulary import NO_TERM_FOUND, SchemeMapping, read_mappings

_MOST_BESIDE = 40
_MOST_LABELS = 12
_DENIED = "denied"
_BELOW = "records-narrower"


@dataclass(frozen=True, slots=True)
class Around:
    """The concepts around one, by where they stand; `beside` are those below the same broader concept."""

    iri: str = ""
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


class Concepts(Things):
    """`doc/begrip/{scheme}/{slug}`; the schemes have a section of their own."""

    kind = Kind(
        words="concepts",
        list="begrippen/",
        classes=(SKOS.Concept,),
        question="concept-records",
        roles=(
            "data", "subject", "purpose", "basis", "retention",
            "source", "recipient", "processing", "measure", _DENIED,
        ),
        own=True,
    )  # fmt: skip

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self._last = Around()
        self._last_below: tuple[str, Mapping[str, tuple[str, ...]]] = ("", {})

    def lists(self) -> Mapping[str, int]:
        """See `Things`: concepts are listed by scheme."""
        return {}

    def crumbs(self, iri: str, language: str) -> tuple[Crumb, ...]:
        """See `Things`."""
        scheme = _scheme(iri)
        title = self._title(scheme, language)
        return (*super().crumbs(iri, language), Crumb(title, f"doc/begrip/{local_name(scheme)}"))

    def definition(self, iri: str, language: str) -> Text | None:
        """See `Things`."""
        found, tag = text(self._reader, iri, SKOS.definition, language)
        return Text(found, "" if tag == language else tag) if found else None

    def facts(self, iri: str, language: str) -> Iterable[Fact]:
        """See `Things`."""
        say, names, other = words(language), self.names(iri), "en" if language == "nl" else "nl"
        if other in names.preferred:
            yield Fact(say("concepts.in_other_language"), (Text(names.preferred[other], other),))
        scheme, around = _scheme(iri), self._around(iri)
        yield Fact(say("concepts.scheme"), (Text(self._title(scheme, language), iri=scheme),))
        for place, others in (("broader", around.broader), ("related", around.related)):
            if others:
                yield Fact(say(f"concepts.{place}"), tuple(self._sorted(others, language)))
        kinds = tuple(each for each in targets(self._reader, iri, RDF.type) if each != SKOS.Concept[1:-1])
        if kinds:
            compact = published_context().compact
            yield Fact(say("concepts.type"), tuple(Text(compact(each), href=web_page(each)) for each in kinds))

    def blocks(self, iri: str, language: str) -> Iterable[Block]:
        """See `Things`."""
        say, around, names = words(language), self._around(iri), self.names(iri)
        yield from self._records_below(iri, language)
        if around.narrower:
            narrower = tuple(self._sorted(around.narrower, language))
            yield Texts("narrower", say("concepts.narrower"), narrower, folded=len(narrower) > _MOST_BESIDE)
        labels = tuple(
            Text(each, "" if tag == language else tag) for tag, texts in names.others.items() for each in texts
        )
        if labels:
            intro = say("concepts.labels_intro")
            yield Texts("labels", say("concepts.labels"), labels, intro, folded=len(labels) > _MOST_LABELS)
        yield from self._mappings(iri, language)
        beside = tuple(self._sorted(around.beside, language))[:_MOST_BESIDE]
        if beside:
            yield Texts("beside", say("concepts.beside"), beside, folded=len(beside) > _MOST_LABELS)

    def structured(self, iri: str, language: str) -> Mapping[str, Any]:
        """See `Things`."""
        definition = self.definition(iri, language)
        return {
            "@type": "DefinedTerm",
            "termCode": local_name(iri),
            "inDefinedTermSet": _scheme(iri),
            **({"description": definition.text} if definition and not definition.language else {}),
        }

    def quads(self, path: str) -> tuple[Quad, ...]:
        """See `Section`: the concept with its scheme and the concepts around it, so that the file stands by itself."""
        place = self._places.get(path)
        if not place:
            return ()
        found = self._around(place.iri)
        beside = {*found.broader, *found.narrower, *found.related}
        around = (quad for other in sorted(beside) for quad in self._reader.about(other))
        told = {_scheme(place.iri), *beside, place.iri}
        return tuple(
            sorted({
                *super().quads(path),
                *(quad for quad in self._reader.about(_scheme(place.iri)) if quad[1] != SKOS.hasTopConcept),
                *(quad for quad in around if quad[1] in _IN_BRIEF or quad[2][1:-1] in told),
            })
        )  # fmt: skip

    def _title(self, scheme: str, language: str) -> str:
        return text(self._reader, scheme, DCT.title, language)[0] or local_name(scheme)

    def _around(self, iri: str) -> Around:
        if self._last.iri != iri:
            broader = targets(self._reader, iri, SKOS.broader)
            beside = {other for above in broader for other in self._below(above)}
            related = targets(self._reader, iri, SKOS.related)
            self._last = Around(iri, broader, self._below(iri), tuple(sorted(beside - {iri})), related)
        return self._last

    def _below(self, iri: str) -> tuple[str, ...]:
        return tuple(each for each in subjects(self._reader, SKOS.broader, iri) if each.startswith(CONCEPT.base))

    def _summary(self, iri: str, language: str) -> Iterable[tuple[str, int, str]]:
        """Give, beside the roles, the records that have only a narrower concept."""
        yield from super()._summary(iri, language)
        if below := self._only_below(iri):
            yield words(language)("concepts.records_below"), len(below), _BELOW

    def _records_below(self, iri: str, language: str) -> Iterable[Rows]:
        say, below = words(language), self._only_below(iri)
        rows, note = cut(sorted(below, key=document_order), language)
        if not rows:
            return
        own = len(self._used_in(iri))
        entries = self.occurrences.entries(rows)
        yield Rows(
            _BELOW,
            say("concepts.records_below"),
            (Column(say("concepts.record")), Column(say("concepts.record_title")), Column(say("concepts.named_there"))),
            tuple(
                (
                    (Text(entry.reference, iri=entry.iri),),
                    (Text(entry.title, "nl") if entry.title else Text(say("record.untitled")),),
                    tuple(self._sorted(below[entry.iri], language)),
                )
                for entry in entries
            ),
            intro=say("concepts.records_below_intro", own=own, total=own + len(below)),
            note=note,
        )

    def _only_below(self, iri: str) -> Mapping[str, tuple[str, ...]]:
        """Give the records that use no more than narrower concepts, each with those; kept for the last concept."""
        if self._last_below[0] != iri:
            own, found = self._used_in(iri), defaultdict[str, list[str]](list)
            for concept in self._all_below(iri):
                for record in self._used_in(concept) - own if concept in self.occurrences.counts else ():
                    found[record].append(concept)
            self._last_below = iri, {record: tuple(concepts) for record, concepts in found.items()}
        return self._last_below[1]

    def _used_in(self, iri: str) -> frozenset[str]:
        """Give the records that use a concept; one whose words deny it does not."""
        records = self.occurrences.records(iri)
        return frozenset(record for role, found in records.items() if role != _DENIED for record in found)

    def _all_below(self, iri: str) -> tuple[str, ...]:
        """Give the narrower concepts, and those below them."""
        found, waiting = {iri}, [iri]
        while waiting:
            below = set(self._below(waiting.pop())) - found
            found |= below
            waiting += below
        return tuple(sorted(found - {iri}))

    def _sorted(self, iris: Iterable[str], language: str) -> Iterable[Text]:
        listed = sorted((self.names(each) for each in iris), key=lambda names: names.sort_key(language))
        return (names.shown(language) for names in listed)

    def _mappings(self, iri: str, language: str) -> Iterable[Rows]:
        say, found = words(language), self._mapped.get(iri, ())
        rows, note = cut(found, language)
        if not rows:
            return
        compact = published_context().compact
        yield Rows(
            "mappings",
            say("concepts.mappings"),
            (Column(say("concepts.relation")), Column(say("concepts.object")), Column(say("concepts.comment"))),
            tuple(
                (
                    (Text(say(f"concepts.{local_name(row.predicate)}")),),
                    (
                        Text(say("concepts.no_term"))
                        if row.object == NO_TERM_FOUND
                        else Text(compact(row.object), href=web_page(row.object)),
                    ),
                    (Text(row.comment, "" if language == "nl" else "nl"),) if row.comment else (),
                )
                for row in rows
            ),
            intro=say("concepts.mappings_intro"),
            note=note,
        )

    @cached_property
    def _mapped(self) -> Mapping[str, list[SchemeMapping]]:
        found: dict[str, list[SchemeMapping]] = defaultdict(list)
        for path in sorted(resources.ontology("mappings").glob("*.sssom.tsv")):
            for row in read_mappings(path):
                found[row.subject].append(row)
        return found


class Schemes(Concepts):
    """`begrippen/` and `doc/begrip/{scheme}`: the schemes, each as a tree."""

    def paths(self) -> tuple[str, ...]:
        """See `Section`."""
        return ("begrippen/", *sorted(self._schemes))

    def page(self, path: str, language: str) -> Page:
        """See `Section`."""
        return self._overview(path, language) if path == "begrippen/" else self._scheme_page(path, language)

    def quads(self, path: str) -> tuple[Quad, ...]:
        """See `Section`: the scheme whole, as it would be published by itself."""
        scheme = self._schemes.get(path)
        if not scheme:
            return ()
        members = (quad for iri in self._members(scheme) for quad in self._reader.about(iri))
        return tuple(sorted({*self._reader.about(scheme), *members}))

    def plain(self, path: str) -> Mapping[str, Any]:
        """See `Section`."""
        scheme = self._schemes.get(path, "")
        return {
            "iri": scheme,
            "concepts": [
                {"iri": iri, "name": dict(self.names(iri).preferred), "broader": sorted(self._broader(iri))}
                for iri in self._members(scheme)
            ],
        }

    def fingerprint(self, path: str) -> str:  # noqa: ARG002
        """See `Section`: a tree counts the records of all its concepts."""
        return ""

    @cached_property
    def _schemes(self) -> Mapping[str, str]:
        schemes = instances(self._reader, SKOS.ConceptScheme)
        return {f"doc/begrip/{local_name(iri)}": iri for iri in schemes if iri.startswith(CONCEPT.base)}

    def _overview(self, path: str, language: str) -> Page:
        say = words(language)
        rows = []
        for scheme in self._schemes.values():
            members = self._members(scheme)
            used = sum(1 for iri in members if self.occurrences.counts.get(iri))
            rows.append(
                (
                    (Text(self._title(scheme, language), iri=scheme),),
                    (Text(text(self._reader, scheme, RDFS.comment, language)[0]),),
                    (Text(str(len(members))),),
                    (Text(str(used)),),
                )
            )
        names = (("schemes", False), ("about", False), ("count", True), ("used", True))
        table = Rows(
            "list",
            say("concepts.schemes_all", total=len(rows)),
            tuple(Column(say(f"concepts.{name}"), numeric) for name, numeric in names),
            tuple(rows),
        )
        content = {"intro": say("concepts.intro"), "table": table, "turns": ()}
        return Page(
            path, language, say("concepts.title"), "things.html", content, scripts=("filter.js",), styles=STYLES
        )

    def _scheme_page(self, path: str, language: str) -> Page:
        say, scheme = words(language), self._schemes[path]
        title, comment = self._title(scheme, language), text(self._reader, scheme, RDFS.comment, language)[0]
        members = self._members(scheme)
        top = [iri for iri in members if not self._broader(iri) & set(members)]
        below: dict[str, list[str]] = defaultdict(list)
        for iri in members:
            for above in self._broader(iri):
                below[above].append(iri)
        tree = Tree(
            "tree",
            say("concepts.tree", total=len(members)),
            self._branches(top, below, language, ()),
            say("concepts.tree_intro"),
        )
        content = {
            "kind": say("concepts.schemes"),
            "name": Text(title),
            "definition": Text(comment) if comment else None,
            "facts": (),
            "blocks": (tree,),
            "summary": (),
            "report": "",
        }
        return Page(
            path,
            language,
            title,
            "thing.html",
            content,
            crumbs=(Crumb(say("concepts.title"), "begrippen/"),),
            description=comment,
            iri=scheme,
            rdf=True,
            own=True,
            structured={
                "@context": "https://schema.org", "@type": "DefinedTermSet", "@id": scheme, "name": title,
                **({"description": comment} if comment else {}),
            },
            scripts=("filter.js",),
            styles=STYLES,
        )  # fmt: skip

    def _branches(
        self, iris: Iterable[str], below: Mapping[str, list[str]], language: str, above: tuple[str, ...]
    ) -> tuple[Branch, ...]:
        """Give the tree below some concepts; one with two concepts above it stands in both places."""
        say = words(language)
        listed = sorted((self.names(iri) for iri in iris if iri not in above), key=lambda each: each.sort_key(language))
        return tuple(
            Branch(
                names.shown(language),
                say("concepts.in_records", records=count) if (count := self._count(names.iri)) else "",
                self._branches(below.get(names.iri, ()), below, language, (*above, names.iri)),
            )
            for names in listed
        )

    def _count(self, iri: str) -> int:
        return self.occurrences.total(iri)

    def _members(self, scheme: str) -> tuple[str, ...]:
        return tuple(iri for iri in self.things if _scheme(iri) == scheme)

    def _broader(self, iri: str) -> frozenset[str]:
        return frozenset(targets(self._reader, iri, SKOS.broader))


# What is told of a concept beside the one that a file is about.
_IN_BRIEF = frozenset({RDF.type, SKOS.prefLabel, SKOS.definition, SKOS.inScheme})


def _scheme(iri: str) -> str:
    return iri.rpartition("/")[0]
