"""The sharing guides: a form that answers from a table, and below it the whole guide as text for who has no scripts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson
import pyoxigraph as ox

from avggraph import resources
from avggraph.bilingual import Language
from avggraph.graph.terms import Quad
from avggraph.publish.reader import Reader
from avggraph.publish.resource import Crumb, Exists, Page, Resource, Section
from avggraph.publish.share_form import render_form_data
from avggraph.publish.words import words
from avggraph.share import Guide, Terms, Thing, guide_files, load_guide
from avggraph.share.answer import Verdict
from avggraph.share.table import DecisionTable, Group, decision_table, group_of, item_of, kind_of, table_as_json
from avggraph.share.words import in_language
from avggraph.share.words import say as say_answer
from avggraph.vocabulary import Vocabulary, load_vocabulary

FOLDER = "delen/"
"""The list of the guides; each has its page below it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A guide in the list."""

    path: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A kind of requester, with the verdict on each kind of data."""

    group: str
    verdicts: tuple[Verdict, ...]


class Share(Section):
    """`delen/` and `delen/{guide}`.

    The scripts with what the forms know are kept once made, some 300 kB each: a server is asked for them again.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._scripts: dict[str, Resource] = {}
        self._tables: dict[str, DecisionTable] = {}

    def paths(self) -> tuple[str, ...]:
        """See `Section`."""
        return (FOLDER, *(f"{FOLDER}{code}" for code in self._guides))

    def page(self, path: str, language: str) -> Page:
        """See `Section`."""
        spoken: Language = "en" if language == "en" else "nl"
        return self._list(path, spoken) if path == FOLDER else self._guide(path, spoken)

    def quads(self, path: str) -> tuple[Quad, ...]:
        """See `Section`: the policy as its file has it."""
        if path == FOLDER:
            return ()
        file, base = guide_files()[_code(path)], self._reader.output.base
        graph = f"<{self._guides[_code(path)].iri}>"
        triples = ox.parse(path=str(file), format=ox.RdfFormat.TURTLE, base_iri=base)
        return tuple(sorted((str(each.subject), str(each.predicate), str(each.object), graph) for each in triples))

    def plain(self, path: str) -> Mapping[str, Any]:
        """See `Section`: the rules, and the guide as a table of its outcomes."""
        if path == FOLDER:
            return {}
        guide = self._guides[_code(path)]
        table = self._table(guide)
        return {
            "iri": guide.iri,
            "title": dict(guide.title.texts()),
            "rules": [
                {
                    "iri": rule.iri,
                    "code": rule.code,
                    "title": dict(rule.title.texts()),
                    "quotations": [{"words": each.words, "place": each.place} for each in rule.quotations],
                }
                for rule in guide.rules
            ],
            "groups": [sorted(group) for group in table.groups],
            "kinds": [list(map(list, kind)) for kind in table.kinds],
            **table_as_json(table),
        }

    def extra(self, exists: Exists) -> Iterator[Resource]:
        """See `Section`: for each guide what its form knows."""
        return (self._script(code, exists) for code in self._guides)

    def extra_file(self, file: str, exists: Exists) -> Resource | None:
        """See `Section`."""
        code = file.removeprefix(FOLDER).removesuffix(".js")
        return self._script(code, exists) if code in self._guides and file == _script_of(code) else None

    def fingerprint(self, path: str) -> str:
        """See `Section`: the build, for the links to it, and the guides."""
        manifest = orjson.dumps(self._reader.output.manifest, option=orjson.OPT_SORT_KEYS)
        texts = (file.read_bytes() for file in sorted(resources.ontology("policy").glob("*.ttl")))
        return hashlib.sha256(b"\0".join((path.encode(), manifest, *texts))).hexdigest()

    @cached_property
    def _guides(self) -> Mapping[str, Guide]:
        return {code: load_guide(code, self._reader.output.base) for code in guide_files()}

    @cached_property
    def _terms(self) -> Terms:
        return Terms.load(self._reader.output.base)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return load_vocabulary()

    def _table(self, guide: Guide) -> DecisionTable:
        if guide.code not in self._tables:
            self._tables[guide.code] = decision_table(guide, self._vocabulary)
        return self._tables[guide.code]

    def _script(self, code: str, exists: Exists) -> Resource:
        if code not in self._scripts:
            text = render_form_data(self._reader, self._terms, self._guides[code], exists)
            self._scripts[code] = Resource(_script_of(code), text, "text/javascript")
        return self._scripts[code]

    def _list(self, path: str, language: Language) -> Page:
        say = words(language)
        guides = tuple(
            Listed(f"{FOLDER}{code}", in_language(guide.title, language), in_language(guide.description, language))
            for code, guide in self._guides.items()
        )
        content = {"intro": say("share.intro"), "guides": guides}
        return Page(path, language, say("share.title"), "share.html", content, description=say("share.intro"))

    def _guide(self, path: str, language: Language) -> Page:
        say, guide = words(language), self._guides[_code(path)]
        title, description = in_language(guide.title, language), in_language(guide.description, language)
        table = self._table(guide)
        return Page(
            path,
            language,
            title,
            "share_guide.html",
            {
                "guide": guide,
                "description": description,
                "table": table,
                "rows": tuple(_rows(table, self._vocabulary, language)),
                "script": _script_of(guide.code),
                "kinds": tuple(in_language(each.label, language) for each in guide.parties),
                "no_contacts": say_answer(language, "contact.own"),
                "said": lambda text: in_language(text, language),
            },
            crumbs=(Crumb(say("share.title"), FOLDER),),
            description=description,
            iri=guide.iri,
            rdf=True,
            own=True,
            scripts=("share.js",),
            styles=("share.css",),
        )


def _rows(table: DecisionTable, vocabulary: Vocabulary, language: Language) -> Iterator[OutcomeRow]:
    """Give the outcomes where the data are needed, by the collections that have members; who is in none comes last."""
    guide = table.guide
    kinds = [kind_of(guide, item_of(vocabulary, guide, each)) for each in guide.classes]
    filled = {each for iri, above in guide.above.items() if iri not in guide.collections for each in above}
    filled.update(*guide.types.values())
    named: dict[Group, list[str]] = {group: [] for group in table.groups[1:]}
    named[table.groups[0]] = [words(language)("share.anybody")]
    for iri, label in guide.collections.items():
        if iri in filled:
            named[group_of(guide, Thing(iri, iri))].append(in_language(label, language))
    for group, labels in named.items():
        yield OutcomeRow(", ".join(labels), tuple(table.verdict(group, kind, necessary="yes") for kind in kinds))


def _code(path: str) -> str:
    return path.removeprefix(FOLDER)


def _script_of(code: str) -> str:
    return f"{FOLDER}{code}.js"
