"""The page that helps to report a wrong link: it makes the line that mends it, for whoever builds the graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from avggraph.graph.terms import DCT, SKOS
from avggraph.publish.reader import Reader
from avggraph.publish.resource import Page, Section
from avggraph.publish.things.content import Code, Text, web_page
from avggraph.publish.things.section import STYLES
from avggraph.publish.things.statements import instances, text
from avggraph.publish.words import words
from avggraph.query.values import local_name
from avggraph.vocabulary import CONCEPT_BASE, render_wordings

PATH = "melden"
"""The page; `?woorden=`, `?begrip=`, `?organisatie=` and `?over=` fill in its form."""

_EXAMPLE = ("roepnaam van de melder", "persoonsgegevens", "naam")
_EXAMPLE_NAME = ("Dienst Paspoorten", "https://identifier.overheid.nl/tooi/id/ministerie/mnre1013")


class Report(Section):
    """`melden`."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def paths(self) -> tuple[str, ...]:
        """See `Section`."""
        return (PATH,)

    def page(self, path: str, language: str) -> Page:
        """See `Section`."""
        say = words(language)
        schemes = {
            local_name(iri): text(self._reader, iri, DCT.title, language)[0] or local_name(iri)
            for iri in instances(self._reader, SKOS.ConceptScheme)
            if iri.startswith(CONCEPT_BASE)
        }
        said, scheme, concept = _EXAMPLE
        name, organisation = _EXAMPLE_NAME
        return Page(
            path,
            language,
            say("frame.report"),
            "report.html",
            {
                "schemes": tuple(schemes.items()),
                "concepts": self._concepts(language),
                "head": render_wordings((), schemes, CONCEPT_BASE),
                "base": CONCEPT_BASE,
                "contact": self._contact(),
                "examples": (
                    Code(
                        "example-concept",
                        say("report.example_concept"),
                        wordings_file(said, scheme, concept),
                        say("report.example_concept_intro", words=said, concept=f"{scheme}:{concept}"),
                    ),
                    Code(
                        "example-name",
                        say("report.example_name"),
                        f"{name},{organisation},,,,",
                        say("report.example_name_intro", words=name),
                    ),
                ),
                "lists": (
                    Text(say("frame.concepts"), path="begrippen/"),
                    Text(say("frame.organisations"), path="organisaties/"),
                ),
            },
            scripts=("copy.js", "report.js"),
            styles=STYLES,
        )

    def _concepts(self, language: str) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Give the concepts of each scheme, by name: a name that two of them have is told apart by their keys."""
        found: dict[str, dict[str, str]] = {}
        for iri in instances(self._reader, SKOS.Concept):
            scheme, _, key = iri.removeprefix(CONCEPT_BASE).partition("/")
            if iri.startswith(CONCEPT_BASE) and key:
                found.setdefault(scheme, {})[key] = text(self._reader, iri, SKOS.prefLabel, language)[0] or key
        return {scheme: tuple(sorted(_told_apart(names))) for scheme, names in found.items()}

    def _contact(self) -> tuple[Text, ...]:
        """Give the desk that the publisher names, with the ways to reach it."""
        contact = self._reader.setting.publication.contact
        if not contact:
            return ()
        mail = (Text(contact.email, href=f"mailto:{quote(contact.email, safe='@')}"),) if contact.email else ()
        return (Text(contact.name, href=web_page(contact.page)), *mail)


def _told_apart(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    count = Counter(name.casefold() for name in names.values())
    return ((name if count[name.casefold()] == 1 else f"{name} ({key})", key) for key, name in names.items())


def wordings_file(said: str, scheme: str, concept: str) -> str:
    """Write a file for `avggraph build --wordings` that links words to a concept, both by their names in a scheme.

    >>> wordings_file("roepnaam", "persoonsgegevens", "naam").splitlines()[-1].split("\\t")[4]
    'persoonsgegevens:naam'
    """
    *head, columns, row = render_wordings([(said, scheme, "")], [scheme], CONCEPT_BASE).splitlines()
    cells = dict(zip(columns.split("\t"), row.split("\t"), strict=True))
    cells["object_id"] = f"{scheme}:{concept}"
    return "\n".join((*head, columns, "\t".join(cells.values()))) + "\n"
