"""The project's own concepts: SKOS schemes in Dutch and English, and their mappings to DPV.

`ontology/concepts/{scheme}.ttl` holds one SKOS concept scheme; its concepts and labels are the source of
truth for names and hierarchy (W3C SKOS Reference, sections 3 to 8). `ontology/mappings/{scheme}.sssom.tsv`
is the only source of mappings to other vocabularies (SSSOM/TSV); the mapping triples we publish come from there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import chain
from operator import attrgetter
from pathlib import Path

import pyoxigraph as ox

from avggraph import resources
from avggraph.errors import KnowledgeError, Where
from avggraph.vocabulary.mappings import NO_TERM_FOUND, SchemeMapping, read_mappings
from avggraph.vocabulary.wordings import Wording, read_wordings

CONCEPT_BASE = "https://w3id.org/avggraph/concept/"

# The project's own file of wordings, under `ontology/`.
WORDINGS = "wordings.sssom.tsv"

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

_LITERAL_OR_COMMENT = re.compile(r'"(?:[^"\\]|\\.)*"|<[^>]*>|#.*')
_BLANK_NODE = re.compile(r"\[|_:|\(")

_Node = ox.NamedNode | ox.Literal
_Triple = tuple[ox.NamedNode, ox.NamedNode, _Node]
_Values = defaultdict[str, list[_Node]]


@dataclass(frozen=True, slots=True)
class Concept:
    """One SKOS concept.

    `labels` are all its Dutch labels, the preferred one first and then the alternative and hidden ones in
    order; `broader`, `types` and `dpv` are sorted IRIs, `types` without `skos:Concept` itself, `dpv` the terms it
    is mapped to by an exact, close, broad or narrow match.
    """

    iri: str
    scheme: str
    pref_label: str
    pref_label_en: str
    definition: str
    labels: tuple[str, ...]
    broader: tuple[str, ...]
    types: tuple[str, ...]
    dpv: tuple[str, ...]

    @property
    def slug(self) -> str:
        """The last part of the IRI, unique in its scheme."""
        return self.iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All concepts, sorted by IRI; `nameless` are the words that name no concept, by scheme."""

    concepts: tuple[Concept, ...]
    nameless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _by_iri: Mapping[str, Concept] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_iri", {concept.iri: concept for concept in self.concepts})

    def __getitem__(self, iri: str) -> Concept:
        return self._by_iri[iri]

    def get(self, iri: str) -> Concept | None:
        """Give a concept by its IRI, or None."""
        return self._by_iri.get(iri)

    def __contains__(self, iri: object) -> bool:
        return iri in self._by_iri

    @property
    def schemes(self) -> tuple[str, ...]:
        """The names of the schemes, sorted."""
        return tuple(sorted({concept.scheme for concept in self.concepts}))

    def scheme(self, name: str) -> tuple[Concept, ...]:
        """Give the concepts of one scheme, sorted by IRI.

        Raises `KnowledgeError` for a scheme that does not exist.

        >>> [concept.pref_label for concept in load_vocabulary().scheme("rollen") if concept.slug == "verwerker"]
        ['verwerker']
        """
        concepts = tuple(concept for concept in self.concepts if concept.scheme == name)
        if not concepts:
            raise KnowledgeError(f"There is no scheme {name!r}.", advice=f"Use one of {', '.join(self.schemes)}.")
        return concepts

    def ancestors(self, iri: str) -> frozenset[str]:
        """Give all concepts above one, at any height, without itself.

        >>> vocabulary = load_vocabulary()
        >>> above = vocabulary.ancestors(concept_iri("persoonsgegevens", "diagnose"))
        >>> sorted(vocabulary[iri].pref_label for iri in above)
        ['bijzondere persoonsgegevens', 'gezondheidsgegevens']
        """
        above: set[str] = set()
        open_ends = list(self[iri].broader)
        while open_ends:
            parent = open_ends.pop()
            if parent not in above:
                above.add(parent)
                open_ends.extend(self[parent].broader)
        return frozenset(above)


def concept_iri(scheme: str, slug: str) -> str:
    """Give the IRI of a concept.

    >>> concept_iri("persoonsgegevens", "naam")
    'https://w3id.org/avggraph/concept/persoonsgegevens/naam'
    """
    return f"{CONCEPT_BASE}{scheme}/{slug}"


def load_vocabulary(folder: Path | None = None, *, wordings: Path | None = None) -> Vocabulary:
    """Load the concept schemes, mappings and wordings under `folder` (default: the ones that travel with the package).

    `wordings` is a file of the user's own, read after `wordings.sssom.tsv`: of the same words the last row counts.
    Reading takes tens of milliseconds; the caller keeps the result. Raises `KnowledgeError`, with file and
    line, for a file that cannot be parsed, a blank node, a concept without its labels or definition, a
    broader concept or mapping subject that does not exist, and a concept that is its own ancestor.

    >>> load_vocabulary()[concept_iri("persoonsgegevens", "bsn")].pref_label
    'burgerservicenummer'
    """
    folder = folder or resources.ontology()
    mapped: dict[str, set[str]] = defaultdict(set)
    mappings = tuple(_mappings(folder))
    for mapping in mappings:
        if mapping.object != NO_TERM_FOUND:
            mapped[mapping.subject].add(mapping.object)
    concepts = chain.from_iterable(_concepts(path, mapped) for path in _scheme_files(folder))
    vocabulary = Vocabulary(tuple(sorted(concepts, key=attrgetter("iri"))))
    _require_sound_hierarchy(vocabulary, folder)
    vocabulary = _with_wordings(vocabulary, (path for path in (folder / WORDINGS, wordings) if path))
    for mapping in mappings:
        if mapping.subject not in vocabulary:
            raise KnowledgeError(f"The mapping's subject <{mapping.subject}> is no concept.", where=mapping.where)
    return vocabulary


def _with_wordings(vocabulary: Vocabulary, paths: Iterable[Path]) -> Vocabulary:
    """Add the wordings to the labels of the concepts they name, and take them from all others."""
    known = {scheme: {concept.iri for concept in vocabulary.scheme(scheme)} for scheme in vocabulary.schemes}
    rows: dict[tuple[str, str], Wording] = {}
    for path in paths:
        for row in read_wordings(path, CONCEPT_BASE) if path.exists() or path.name != WORDINGS else ():
            if row.scheme not in known or (row.concept and row.concept not in known[row.scheme]):
                raise KnowledgeError(
                    f"<{row.concept or row.scheme}> is geen begrip van het schema {row.scheme!r}.",
                    where=row.where,
                    advice=f"De schema's zijn {', '.join(known)}; de begrippen staan in ontology/concepts.",
                )
            rows[row.scheme, row.words.casefold()] = row
    if not rows:
        return vocabulary
    added: dict[str, list[str]] = defaultdict(list)
    nameless: dict[str, list[str]] = defaultdict(list)
    for row in rows.values():
        (added[row.concept] if row.concept else nameless[row.scheme]).append(row.words)
    concepts = tuple(
        replace(
            concept,
            labels=(
                *(label for label in concept.labels if (concept.scheme, label.casefold()) not in rows),
                *added[concept.iri],
            ),
        )
        for concept in vocabulary.concepts
    )
    return Vocabulary(concepts, {scheme: tuple(words) for scheme, words in nameless.items()})


def concept_lines(folder: Path | None = None) -> tuple[str, ...]:
    """Give all schemes, concepts and mappings as sorted canonical N-Triples lines, without line ends.

    >>> [line for line in concept_lines() if "/rollen/verwerker> " in line and "#prefLabel" in line][0][-16:]
    '"processor"@en .'
    """
    return _lines(folder) if folder else _shipped_lines()


# A build publishes them, and judges every record beside them.
@cache
def _shipped_lines() -> tuple[str, ...]:
    return _lines(resources.ontology())


def _lines(folder: Path) -> tuple[str, ...]:
    stated = (
        f"{subject} {predicate} {value} ."
        for subject, predicate, value in chain.from_iterable(_triples(path) for path in _scheme_files(folder))
    )
    mapped = (
        f"<{mapping.subject}> <{mapping.predicate}> <{mapping.object}> ."
        for mapping in _mappings(folder)
        if mapping.object != NO_TERM_FOUND
    )
    return tuple(sorted({*stated, *mapped}))


def _scheme_files(folder: Path) -> tuple[Path, ...]:
    files = tuple(sorted((folder / "concepts").glob("*.ttl")))
    if not files:
        raise KnowledgeError(
            "There are no concept schemes.", where=Where("concepts/"), advice="Install avggraph again, or check it out."
        )
    return files


def _mappings(folder: Path) -> Iterator[SchemeMapping]:
    for path in sorted((folder / "mappings").glob("*.sssom.tsv")):
        yield from read_mappings(path)


def _triples(path: Path) -> Sequence[_Triple]:
    try:
        found = _parsed(path.read_bytes())
    except SyntaxError as error:
        raise KnowledgeError(f"This is no valid Turtle: {error.msg}.", where=Where(path.name, error.lineno)) from error
    if found is None:
        raise KnowledgeError(
            "A blank node stands in a concept scheme.",
            where=Where(path.name, _line_of_blank_node(path)),
            advice="Give it an IRI: what we publish has no blank nodes.",
        )
    return found


# The schemes are read for their concepts, and again for what is published of them.
@lru_cache(maxsize=32)
def _parsed(turtle: bytes) -> Sequence[_Triple] | None:
    """Give the triples of a document without blank nodes; None for one with any."""
    found: list[_Triple] = []
    for triple in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        if not isinstance(subject, ox.NamedNode) or not isinstance(value, _Node):
            return None
        found.append((subject, predicate, value))
    return found


def _line_of_blank_node(path: Path) -> int | None:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if _BLANK_NODE.search(_LITERAL_OR_COMMENT.sub("", line)):
            return number
    return None


def _concepts(path: Path, mapped: Mapping[str, Iterable[str]]) -> Iterator[Concept]:
    values: dict[str, _Values] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in _triples(path):
        values[subject.value][predicate.value].append(value)
    for name, of in values.items():
        if _SKOS + "Concept" in _iris(of[_TYPE]):
            try:
                yield _concept(name, of, mapped.get(name, ()))
            except KnowledgeError as error:
                raise KnowledgeError(error.what, where=_where_stated(path, name)) from error


def _concept(name: str, values: _Values, mapped: Iterable[str]) -> Concept:
    pref_label = _text(values, "prefLabel", "nl")
    return Concept(
        iri=name,
        scheme=_scheme_name(values),
        pref_label=pref_label,
        pref_label_en=_text(values, "prefLabel", "en"),
        definition=_text(values, "definition", "nl"),
        labels=(pref_label, *_texts(values, "altLabel", "nl"), *_texts(values, "hiddenLabel", "nl")),
        broader=_iris(values[_SKOS + "broader"]),
        types=tuple(kind for kind in _iris(values[_TYPE]) if kind != _SKOS + "Concept"),
        dpv=tuple(sorted(mapped)),
    )


def _iris(values: Iterable[_Node]) -> tuple[str, ...]:
    return tuple(sorted(value.value for value in values if isinstance(value, ox.NamedNode)))


def _texts(values: _Values, name: str, lang: str) -> tuple[str, ...]:
    texts = (value for value in values[_SKOS + name] if isinstance(value, ox.Literal))
    return tuple(sorted(text.value for text in texts if text.language == lang))


def _text(values: _Values, name: str, lang: str) -> str:
    texts = _texts(values, name, lang)
    if len(texts) != 1:
        raise KnowledgeError(f"A concept must have one skos:{name} in the language {lang!r}, not {len(texts)}.")
    return texts[0]


def _scheme_name(values: _Values) -> str:
    schemes = [scheme for scheme in _iris(values[_SKOS + "inScheme"]) if scheme.startswith(CONCEPT_BASE)]
    if len(schemes) != 1:
        raise KnowledgeError("A concept must be in one of the project's schemes (skos:inScheme).")
    return schemes[0].removeprefix(CONCEPT_BASE)


def _where_stated(path: Path, name: str) -> Where:
    start = re.compile(rf"(?:\w*:{re.escape(name.rpartition('/')[2])}|<{re.escape(name)}>)\s")
    lines = path.read_text(encoding="utf-8").splitlines()
    return Where(path.name, next((number for number, line in enumerate(lines, 1) if start.match(line)), None))


def _require_sound_hierarchy(vocabulary: Vocabulary, folder: Path) -> None:
    def where(concept: Concept) -> Where:
        return _where_stated(folder / "concepts" / f"{concept.scheme}.ttl", concept.iri)

    for concept in vocabulary.concepts:
        for parent in concept.broader:
            if parent not in vocabulary:
                raise KnowledgeError(f"The broader concept <{parent}> does not exist.", where=where(concept))
    for concept in vocabulary.concepts:
        if concept.iri in vocabulary.ancestors(concept.iri):
            raise KnowledgeError(f"The concept <{concept.iri}> stands above itself.", where=where(concept))
