"""Processing activities in the shape of the city of Ghent (OSLO Toestemming), as Turtle.

The parts of an activity are blank nodes, as that shape has them: they are written in place and have no names that could
change. Things are named with their Dutch label beside them; `avggraph build` reads the file again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avggraph import resources
from avggraph.graph.terms import iri, literal
from avggraph.interop.format import Left, Piece
from avggraph.interop.joining import joined
from avggraph.interop.reading import Found, Reading
from avggraph.interop.reasons import without_place
from avggraph.interop.tables import shape
from avggraph.interop.terms import terms_of
from avggraph.query.prefixes import expand

_BETWEEN = " ,\n        "


class OsloWriter:
    """Writes activities into one Turtle file; each thing they name gets its label once."""

    def __init__(self) -> None:
        self._begun = False
        self._labelled: set[str] = set()

    def add(self, reading: Reading) -> Iterator[Piece | Left]:
        """Write an activity and the labels of what it names."""
        labels: dict[str, str] = {}
        text = "" if self._begun else _prefixes()
        self._begun = True
        text += _activity(reading, labels)
        for thing, label in sorted(labels.items()):
            if thing not in self._labelled:
                self._labelled.add(thing)
                text += f"{thing} skos:prefLabel {literal(label, lang='nl')} .\n"
        yield Piece("", text.encode())
        yield from without_place(reading, shape("oslo").without_place)

    def end(self) -> Iterator[Piece | Left]:
        """Write the prefixes where there was no record."""
        if not self._begun:
            yield Piece("", _prefixes().encode())


def _prefixes() -> str:
    path = resources.data("registers", "prefixes.csv")
    rows = resources.rows(path, "prefix", "namespace")
    return "".join(f"@prefix {row['prefix']}: <{row['namespace']}> .\n" for _, row in rows)


def _activity(reading: Reading, labels: dict[str, str]) -> str:
    paths = shape("oslo").paths

    def texts(path: str) -> list[str]:
        return [literal(words, lang="nl") for words in reading.names(paths[path])]

    said = [
        ("dct:identifier", [literal(words) for words in reading.names(paths["reference"])]),
        ("dct:title", texts("title")),
        ("dct:description", texts("purposes")),
        ("toest:verwerkingsgrond", _things(reading, reading.follow(paths["bases"]), labels)),
        ("gdv:verduidelijkingRechtsgrond", texts("bases-in-words")),
        ("schema:audience", texts("subjects")),
        ("dct:temporal", [f"[ dct:title {words} ]" for words in texts("retention")]),
        *_blocks(reading, labels),
        ("toest:verwerker", _things(reading, reading.follow(paths["processors"]), labels)),
        ("gdv:grantee", _things(reading, _others(reading), labels)),
    ]
    lines = [f"\n{iri(reading.iri)} a toest:VerwerkingsActiviteit"]
    lines += [f"    {name} {_BETWEEN.join(values)}" for name, values in said if values]
    return " ;\n".join(lines) + " .\n"


def _others(reading: Reading) -> Iterator[Found]:
    """Give the recipients that are no processors: those stand on their own."""
    paths = shape("oslo").paths
    processors = reading.iris(paths["processors"])
    return (each for each in reading.follow(paths["recipients"]) if each.iri not in processors)


def _blocks(reading: Reading, labels: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    paths = shape("oslo").paths
    ordinary: list[str] = []
    sensitive: list[str] = []
    for block in reading.iris(paths["blocks"]):
        data = reading.follow(paths["data"], block)
        about = [literal(joined(names), lang="nl")] if (names := reading.names(paths["block-subjects"], block)) else []
        of_sensitive = [each for each in data if _is_sensitive(reading, each.iri)]
        of_ordinary = [each for each in data if each not in of_sensitive]
        words = [] if data else [literal(text, lang="nl") for text in reading.names(paths["data-in-words"], block)]
        for part, types in (
            (ordinary, _things(reading, of_ordinary, labels) or words),
            (sensitive, _things(reading, of_sensitive, labels)),
        ):
            if types:
                description = f" ; dct:description {about[0]}" if about else ""
                part.append(f"[ dct:type {' , '.join(types)}{description} ]")
    yield "gdv:hasPersonalData", list(dict.fromkeys(ordinary))
    yield "gdv:hasSensitivePersonalData", list(dict.fromkeys(sensitive))


def _is_sensitive(reading: Reading, concept: str) -> bool:
    sensitive = shape("oslo").all["sensitive"]
    above = {expand(curie) for curie in sensitive["above"]}
    return expand(sensitive["class"]) in reading.kinds(concept) or not above.isdisjoint(reading.things.above(concept))


def _things(reading: Reading, found: Iterable[Found], labels: dict[str, str]) -> list[str]:
    """Name things by their IRIs, each once, and keep what they are called."""
    terms: dict[str, None] = {}
    grounds = terms_of(shape("oslo").all["grounds"])
    for each in found:
        if each.iri:
            term = iri(each.iri)
            labels.setdefault(term, grounds.get(each.iri, (reading.name(each),))[0])
            terms[term] = None
        else:
            terms[literal(reading.name(each), lang="nl")] = None
    return list(terms)
