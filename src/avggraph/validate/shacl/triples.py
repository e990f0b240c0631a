"""The triples of a shard, indexed as a SHACL engine asks for them: the union of its graphs over a shared context."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

import pyoxigraph as ox

from avggraph.graph.terms import RDF, RDFS, Quad, Term


class Triples:
    """The union of some quads, each triple once, in the order in which they came.

    A context is given once and shared: `Triples(quads, context)` sees both and copies nothing of the context.
    Terms are in N-Triples form.

    >>> organisations = Triples([("<urn:bz>", RDF.type, "<urn:Ministerie>", "<urn:g>")])
    >>> shard = Triples([("<urn:m1>", "<urn:van>", "<urn:bz>", "<urn:h>")], organisations)
    >>> list(shard.objects("<urn:bz>", RDF.type)), list(shard.subjects("<urn:van>", "<urn:bz>"))
    (['<urn:Ministerie>'], ['<urn:m1>'])
    """

    def __init__(self, quads: Iterable[Quad], context: Triples | None = None) -> None:
        forward: dict[Term, dict[Term, dict[Term, None]]] = {}
        last: tuple[Term | None, Term | None] = (None, None)
        values: dict[Term, None] = {}
        for subject, predicate, value, _graph in quads:
            if (subject, predicate) != last:
                last = subject, predicate
                values = forward.setdefault(subject, {}).setdefault(predicate, {})
            values[value] = None
        self._forward: Mapping[Term, Mapping[Term, Mapping[Term, None]]] = forward
        self._context = context
        # Only the nodes that the context describes too have two descriptions to put together.
        self._twice: frozenset[Term] = (
            frozenset() if context is None else frozenset(forward.keys() & context._forward.keys())
        )
        self._inverses: dict[Term, Mapping[Term, Mapping[Term, None]]] = {}
        self._below: dict[Term, Collection[Term]] = {}

    def objects(self, subject: Term, predicate: Term) -> Collection[Term]:
        """Give the objects of a subject and a predicate, each once."""
        described = self._forward.get(subject)
        own: Collection[Term] = () if described is None else described.get(predicate, ())
        if self._context is None or (described is not None and subject not in self._twice):
            return own
        around = self._context.objects(subject, predicate)
        return {**dict.fromkeys(own), **dict.fromkeys(around)} if own and around else own or around

    def objects_by_subject(self, subjects: Iterable[Term], predicate: Term) -> dict[Term, Collection[Term]]:
        """Give the objects of each of some subjects and a predicate."""
        own = self._users.get(predicate)
        if self._context is None or predicate not in self._context._users:
            return {subject: own.get(subject, ()) for subject in subjects} if own else dict.fromkeys(subjects, ())
        forward, twice = self._forward, self._twice
        return {
            subject: described.get(predicate, ())
            if (described := forward.get(subject)) is not None and subject not in twice
            else self.objects(subject, predicate)
            for subject in subjects
        }

    def subjects_by_object(self, predicate: Term, values: Iterable[Term]) -> dict[Term, Collection[Term]]:
        """Give the subjects of a predicate and each of some objects."""
        inverse = self._inverse(predicate)
        if self._context is None or not self._context._inverse(predicate):
            return {value: inverse.get(value, ()) for value in values}
        return {value: self.subjects(predicate, value) for value in values}

    def subjects(self, predicate: Term, value: Term) -> Collection[Term]:
        """Give the subjects of a predicate and an object, each once."""
        own: Collection[Term] = self._inverse(predicate).get(value, ())
        if self._context is None:
            return own
        around = self._context.subjects(predicate, value)
        return {**dict.fromkeys(own), **dict.fromkeys(around)} if own and around else own or around

    def predicates(self, subject: Term) -> Collection[Term]:
        """Give the predicates of a subject, each once."""
        own: Collection[Term] = self._forward.get(subject, {}).keys()
        return own if self._context is None else dict.fromkeys((*own, *self._context.predicates(subject)))

    def triples(self) -> Iterator[tuple[Term, Term, Term]]:
        """Give all triples, those of the context last and those in both twice."""
        for subject, described in self._forward.items():
            for predicate, values in described.items():
                for value in values:
                    yield subject, predicate, value
        if self._context is not None:
            yield from self._context.triples()

    # ------------------------------------------------------------ targets (SHACL, section 2.1.3)

    def judges(self, node: Term) -> bool:
        """Say whether findings about `node` are this shard's: it is described here, or only named here.

        What only the context describes is judged where it is described.
        """
        return node in self._forward or (node in self._values and not self._describes_around(node))

    def subjects_of(self, predicate: Term) -> Iterator[Term]:
        """Give the subjects of a predicate that this shard judges, each once."""
        own = self._users.get(predicate, ())
        yield from own
        if self._context is not None:
            around = self._context._users.get(predicate, {})
            yield from (node for node in around.keys() & self._forward.keys() if node not in own)

    def objects_of(self, predicate: Term) -> Iterator[Term]:
        """Give the objects of a predicate that this shard judges, each once."""
        own = self._inverse(predicate)
        yield from (node for node in own if self.judges(node))
        around = () if self._context is None else self._context._inverse(predicate).keys()
        yield from (node for node in around if node not in own and self.judges(node))

    def instances(self, kind: Term) -> Iterator[Term]:
        """Give the SHACL instances of a class that this shard judges, each once (subclasses: SHACL, section 1.1)."""
        kinds = self._subclasses(kind)
        found = [node for each in kinds for node in self._inverse(RDF.type).get(each, ())]
        found += [node for node in self._twice if self.is_instance(node, kind)]
        yield from dict.fromkeys(found)

    def is_instance(self, node: Term, kind: Term) -> bool:
        """Say whether a node is a SHACL instance of a class."""
        types = self.objects(node, RDF.type)
        return kind in types or (self._has_subclasses and any(each in types for each in self._subclasses(kind)))

    def _subclasses(self, kind: Term) -> Collection[Term]:
        if self._context is not None and RDFS.subClassOf not in self._users:
            return self._context._subclasses(kind)
        if kind not in self._below:
            self._below[kind] = self._with_subclasses(kind)
        return self._below[kind]

    def _with_subclasses(self, kind: Term) -> Collection[Term]:
        kinds = {kind: None}
        waiting = [kind] if self._has_subclasses else []
        while waiting:
            new = [each for each in self.subjects(RDFS.subClassOf, waiting.pop()) if each not in kinds]
            kinds.update(dict.fromkeys(new))
            waiting += new
        return kinds

    def _describes_around(self, node: Term) -> bool:
        return self._context is not None and node in self._context._forward

    # ------------------------------------------------------------ indexes, made when first asked for

    @cached_property
    def _users(self) -> Mapping[Term, Mapping[Term, Mapping[Term, None]]]:
        users: dict[Term, dict[Term, Mapping[Term, None]]] = {}
        for subject, described in self._forward.items():
            for predicate, values in described.items():
                users.setdefault(predicate, {})[subject] = values
        return users

    @cached_property
    def _has_subclasses(self) -> bool:
        around = self._context is not None and self._context._has_subclasses
        return around or RDFS.subClassOf in self._users

    @cached_property
    def store(self) -> ox.Store:
        """All triples in the default graph of an Oxigraph store in memory, for SPARQL."""
        store = ox.Store()
        text = "".join(f"{subject} {predicate} {value} .\n" for subject, predicate, value in self.triples())
        store.bulk_load(text.encode(), format=ox.RdfFormat.N_TRIPLES)
        return store

    def _inverse(self, predicate: Term) -> Mapping[Term, Mapping[Term, None]]:
        if predicate not in self._inverses:
            inverse: defaultdict[Term, dict[Term, None]] = defaultdict(dict)
            for subject, values in self._users.get(predicate, {}).items():
                for value in values:
                    inverse[value][subject] = None
            self._inverses[predicate] = inverse
        return self._inverses[predicate]

    @cached_property
    def _values(self) -> Collection[Term]:
        return {value for described in self._forward.values() for values in described.values() for value in values}
