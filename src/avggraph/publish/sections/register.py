"""The register as a whole: the catalogue's own page, and the way to everything that is in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

from avggraph.graph.terms import DCT, Quad
from avggraph.publish.reader import Reader
from avggraph.publish.resource import Page, Section
from avggraph.publish.things.content import Fact, Text
from avggraph.publish.things.section import STYLES
from avggraph.publish.things.statements import text
from avggraph.publish.words import words

_LISTS = (
    ("frame.records", "verwerkingen/"),
    ("frame.organisations", "organisaties/"),
    ("frame.systems", "systemen/"),
    ("frame.concepts", "begrippen/"),
    ("frame.laws", "wetten/"),
    ("register.countries", "landen/"),
    ("frame.queries", "vragen/"),
    ("frame.shapes", "regels/"),
    ("frame.data", "data/"),
)


class Register(Section):
    """`doc/{register}/register`."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        naming = reader.output.naming
        self._iri = f"{naming.base}id/{naming.register}/register"
        self._path = f"doc/{naming.register}/register"

    def paths(self) -> tuple[str, ...]:
        """See `Section`."""
        return (self._path,)

    def page(self, path: str, language: str) -> Page:
        """See `Section`."""
        say, output = words(language), self._reader.output
        title, tag = text(self._reader, self._iri, DCT.title, language)
        name = Text(title or say("register.title"), "" if tag in ("", language) else tag)
        facts = [
            Fact(say("register.records"), (Text(str(len(self._reader.records))),)),
            Fact(say("register.date"), (Text(output.date or say("things.not_stated")),)),
            Fact(say("register.made_with"), (Text(f"avggraph {output.manifest.get('avggraph', '')}"),)),
            Fact(say("register.parts"), tuple(Text(say(word), path=target) for word, target in _LISTS)),
        ]
        return Page(
            path,
            language,
            name.text,
            "thing.html",
            {
                "kind": say("register.one"),
                "name": name,
                "definition": Text(say("register.about")),
                "facts": tuple(facts),
                "blocks": (),
                "summary": (),
                "report": "",
            },
            description=say("register.about"),
            iri=self._iri,
            rdf=True,
            structured={
                "@context": "https://schema.org", "@type": "DataCatalog", "@id": self._iri, "name": name.text,
            },
            styles=STYLES,
        )  # fmt: skip

    def quads(self, path: str) -> tuple[Quad, ...]:  # noqa: ARG002
        """See `Section`."""
        return self._reader.about(self._iri)

    def plain(self, path: str) -> Mapping[str, Any]:  # noqa: ARG002
        """See `Section`."""
        output = self._reader.output
        return {
            "iri": self._iri,
            "title": text(self._reader, self._iri, DCT.title, "nl")[0],
            "date": output.date or None,
            "records": list(self._reader.records),
        }

    def fingerprint(self, path: str) -> str:
        """See `Section`."""
        manifest = orjson.dumps(self._reader.output.manifest, option=orjson.OPT_SORT_KEYS)
        return hashlib.sha256(manifest + path.encode()).hexdigest()
