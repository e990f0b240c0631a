"""Loading a guide from a Turtle file: one of those under `ontology/policy/`, or one of the user's own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from avggraph import resources
from avggraph.bilingual import Bilingual
from avggraph.errors import KnowledgeError, UsageError, Where, reason_of
from avggraph.graph.naming import DEFAULT_BASE
from avggraph.odrl import Policy, read_policies
from avggraph.odrl.model import ODRL, constraints
from avggraph.share.guide import (
    AVGP,
    PURPOSE,
    Contact,
    DataClass,
    Duty,
    Guide,
    GuideRule,
    Named,
    Outcome,
    Provision,
    Quotation,
)

_DCT, _DPV, _PROV = "http://purl.org/dc/terms/", "https://w3id.org/dpv#", "http://www.w3.org/ns/prov#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_EMAIL = "http://www.w3.org/2006/vcard/ns#hasEmail"
_PROFILE = AVGP.removesuffix("#")

# The base that relative IRIs of a guide get where no register says another; that of `avggraph build`.
BASE = DEFAULT_BASE


def guide_files() -> Mapping[str, Path]:
    """Give the guides that travel with avggraph, by code.

    >>> "wegwijzer" in guide_files()
    True
    """
    files = sorted(resources.ontology("policy").glob("*.ttl"))
    return {path.stem: path for path in files if path.stem != "profile"}


def load_guide(name: str = "wegwijzer", base: str = BASE) -> Guide:
    """Load a guide by its code, or from a Turtle file of the user's own; relative IRIs in it stand under `base`.

    Raises `UsageError` for a name that is neither, `KnowledgeError` for a file that is no guide, and what
    `avggraph.odrl` raises for a policy that is outside the subset it evaluates.

    >>> guide = load_guide()
    >>> [rule.code for rule in guide.rules][-2:], guide.not_covered.code
    (['R10', 'R11'], 'R11')
    """
    files = guide_files()
    path = files.get(name) or Path(name)
    if path.suffix != ".ttl" or not path.is_file():
        raise UsageError(
            f"Er is geen handreiking {name!r}.",
            advice=f"Kies uit {', '.join(files)}, of geef een Turtle-bestand (.ttl) met een eigen handreiking.",
        )
    try:
        profile = resources.ontology("policy", "profile.ttl").read_text(encoding="utf-8")
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(
            f"De handreiking is niet te lezen: {reason_of(error)}.",
            where=Where(path.name),
            advice="Geef een Turtle-bestand in UTF-8.",
        ) from error
    return read_guide(text, path.name, profile, base)


def read_guide(text: str, name: str, profile: str, base: str = BASE) -> Guide:
    """Read a guide from its Turtle and that of the profile; `name` is for errors."""
    facts = _Facts.read((("profile.ttl", profile), (name, text)), base)
    policies = [each for each in read_policies(text, name, base) if _PROFILE in each.profiles]
    if len(policies) != 1:
        raise KnowledgeError(
            f"Een handreiking is één beleid met het profiel <{_PROFILE}>; hier staan er {len(policies)}.",
            where=Where(name),
            advice="docs/sharing.md zegt wat er in het bestand van een handreiking staat.",
        )
    _refuse_unknown_terms(facts, name)
    try:
        return _guide(facts, policies[0])
    except KeyError as error:
        subject, predicate = error.args if len(error.args) > 1 else (error.args[0], _RDF + "type")
        raise KnowledgeError(
            f"<{subject}> heeft geen {_short(predicate)}.",
            where=Where(name),
            advice="Een handreiking heeft dit nodig: docs/sharing.md zegt waarvoor, gemeente.ttl is een voorbeeld.",
        ) from error


def _refuse_unknown_terms(facts: _Facts, name: str) -> None:
    """Refuse a term of the profile that the profile does not have: what is misspelt would pass unnoticed."""
    for term in facts.terms(AVGP):
        if not facts.says(term):
            raise KnowledgeError(
                f"{_short(term)} is geen woord van het profiel.",
                where=Where(name),
                advice="De woorden staan in ontology/policy/profile.ttl.",
            )


def _short(iri: str) -> str:
    names = {"avgp": AVGP, "dct": _DCT, "skos": _SKOS, "rdf": _RDF, "rdfs": _RDFS, "prov": _PROV}
    return next((f"{name}:{iri.removeprefix(base)}" for name, base in names.items() if iri.startswith(base)), iri)


def _guide(facts: _Facts, policy: Policy) -> Guide:
    rules = {iri: _rule(facts, iri) for iri in facts.typed(AVGP + "GuideRule")}
    outcomes = {iri: _outcome(facts, iri) for iri in facts.typed(AVGP + "Outcome")}
    parts = {part: rules[whole] for part, whole in facts.pairs(_DCT + "isPartOf") if whole in rules}
    notations = [iri for iri in facts.typed(_SKOS + "Concept") if facts.text(iri, _SKOS + "notation")]
    parties = dict.fromkeys(
        iri
        for iri in (*facts.typed(ODRL + "Party"), *facts.subjects(AVGP + "membersNamed"))
        if not iri.startswith(AVGP)
    )
    duties = {duty.iri for rule in policy.rules for duty in rule.duties}
    return Guide(
        iri=policy.iri,
        code=facts.needed(policy.iri, _DCT + "identifier"),
        title=facts.words(policy.iri, _DCT + "title"),
        description=facts.words(policy.iri, _DCT + "description"),
        remark=facts.words(policy.iri, _RDFS + "comment"),
        source=next(iter(facts.iris(policy.iri, _DCT + "source")), ""),
        policy=policy,
        rules=tuple(sorted(rules.values(), key=lambda rule: _in_order(rule.code))),
        part_of={**parts, **rules},
        titles={iri: facts.words(iri, _DCT + "title") for iri in (*parts, *rules)},
        outcomes=tuple(sorted(outcomes.values(), key=lambda each: each.strictness)),
        duties={iri: _duty(facts, iri) for iri in sorted(duties, key=lambda iri: (_in_order(parts[iri].code), iri))},
        unsatisfied={iri: outcomes[to] for iri, to in facts.pairs(AVGP + "whenUnsatisfied")},
        undetermined={iri: outcomes[to] for iri, to in facts.pairs(AVGP + "whenUndetermined")},
        dissuades={iri: outcomes[to] for iri, to in facts.pairs(AVGP + "outcome")},
        not_covered=rules[facts.one(policy.iri, AVGP + "notCovered")],
        parties=tuple(_named(facts, iri) for iri in parties),
        collections={iri: facts.words(iri, _SKOS + "prefLabel") for iri in facts.typed(ODRL + "PartyCollection")},
        above=facts.above(ODRL + "partOf"),
        types=facts.by_text(AVGP + "membersOfType"),
        names={iri: facts.texts(iri, _SKOS + "altLabel") for iri in facts.subjects(ODRL + "partOf")},
        matches=facts.above(_SKOS + "closeMatch"),
        documents=tuple(_named(facts, iri) for iri in notations if not iri.startswith(AVGP)),
        mandate_parts=tuple(_named(facts, iri) for iri in notations if iri.startswith(AVGP)),
        purposes=tuple(
            Named(
                value,
                value.rpartition("/")[2],
                facts.words(constraint, _DCT + "title"),
                facts.texts(constraint, _SKOS + "altLabel"),
            )
            for value, constraint in _asked(policy, PURPOSE).items()
        ),
        broader=facts.above(_SKOS + "broader"),
        classes=tuple(_data_class(facts, iri) for iri in facts.subjects(AVGP + "membersBelow")),
        contacts=tuple(_contact(facts, iri) for iri in facts.iris(policy.iri, AVGP + "hasContact")),
        remarks={
            concept: facts.words(iri, _RDFS + "comment")
            for iri in facts.typed(AVGP + "Remark")
            for concept in facts.iris(iri, _DCT + "subject")
        },
    )  # fmt: skip


def _rule(facts: _Facts, iri: str) -> GuideRule:
    return GuideRule(
        iri,
        facts.needed(iri, _DCT + "identifier"),
        facts.words(iri, _DCT + "title"),
        facts.words(iri, _DCT + "description"),
        _provisions(facts, iri, _DPV + "hasLegalBasis"),
        facts.text(iri, AVGP + "basisNotStated") == "true",
        _provisions(facts, iri, _DCT + "references"),
        tuple(
            Quotation(facts.needed(quotation, _RDF + "value"), facts.one(quotation, _PROV + "wasQuotedFrom"))
            for quotation in facts.iris(iri, AVGP + "restsOn")
        ),
    )


def _provisions(facts: _Facts, rule: str, predicate: str) -> tuple[Provision, ...]:
    return tuple(Provision(iri, facts.words(iri, _RDFS + "label")) for iri in facts.iris(rule, predicate))


def _outcome(facts: _Facts, iri: str) -> Outcome:
    return Outcome(
        iri,
        facts.needed(iri, _DCT + "identifier"),
        int(facts.needed(iri, AVGP + "strictness")),
        facts.text(iri, AVGP + "mayShare") == "true",
        facts.words(iri, _SKOS + "prefLabel"),
        facts.words(iri, _SKOS + "definition"),
    )


def _duty(facts: _Facts, iri: str) -> Duty:
    return Duty(
        iri,
        facts.needed(iri, _DCT + "identifier"),
        facts.words(iri, _DCT + "title"),
        _DPV + "Recommendation" in facts.iris(iri, _RDF + "type"),
        facts.iris(iri, _DPV + "isImplementedUsingTechnology"),
    )


def _named(facts: _Facts, iri: str) -> Named:
    names = (*facts.texts(iri, _SKOS + "prefLabel"), *facts.texts(iri, _SKOS + "altLabel"))
    code = facts.text(iri, _SKOS + "notation") or iri.rpartition("/")[2]
    return Named(
        iri, code, facts.words(iri, _SKOS + "prefLabel"), (*names, code), facts.texts(iri, AVGP + "membersNamed")
    )


def _data_class(facts: _Facts, iri: str) -> DataClass:
    return DataClass(
        iri,
        facts.needed(iri, _DCT + "identifier"),
        facts.words(iri, _SKOS + "prefLabel"),
        frozenset(facts.iris(iri, AVGP + "membersBelow")),
        frozenset(facts.iris(iri, AVGP + "exceptBelow")),
    )


def _contact(facts: _Facts, iri: str) -> Contact:
    matter = facts.one(iri, AVGP + "contactFor")
    return Contact(
        facts.one(iri, AVGP + "ofOrganisation"),
        facts.needed(iri, _RDFS + "label"),
        facts.needed(matter, _DCT + "identifier"),
        facts.words(matter, _SKOS + "prefLabel"),
        facts.one(iri, _EMAIL).removeprefix("mailto:"),
    )


def _asked(policy: Policy, operand: str) -> Mapping[str, str]:
    """Give what the policy's constraints on an operand ask for, sorted, each with the constraint that does."""
    conditions = (each for rule in policy.rules for each in constraints(rule.constraints))
    asked = {str(value): each.iri for each in conditions if each.left == operand for value in each.right}
    return dict(sorted(asked.items()))


def _in_order(code: str) -> tuple[tuple[str, int], ...]:
    """Give the key that sorts R2 before R10.

    >>> sorted(["R10", "R2"], key=_in_order)
    ['R2', 'R10']
    """
    return tuple((word, int(number or 0)) for word, number in re.findall(r"(\D+)(\d*)", code))


class _Facts:
    """The statements of a guide and the profile, by subject and predicate, in the order of the files."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._values: dict[tuple[str, str], list[ox.NamedNode | ox.Literal]] = defaultdict(list)
        self._pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._typed: dict[str, list[str]] = defaultdict(list)
        self._subjects: set[str] = set()
        for triple in triples:
            subject, predicate, value = triple.subject, triple.predicate.value, triple.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode | ox.Literal):
                continue
            self._subjects.add(subject.value)
            self._values[subject.value, predicate].append(value)
            self._pairs[predicate].append((subject.value, value.value))
            if predicate == _RDF + "type":
                self._typed[value.value].append(subject.value)

    @classmethod
    def read(cls, files: Iterable[tuple[str, str]], base: str) -> _Facts:
        """Read Turtle files, each with the name that an error gives it."""

        def triples() -> Iterator[ox.Triple]:
            for name, text in files:
                try:
                    for quad in ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=base):
                        yield quad.triple
                except SyntaxError as error:
                    raise KnowledgeError(
                        f"This is no valid Turtle: {error.msg}.", where=Where(name, error.lineno)
                    ) from error

        return cls(triples())

    def terms(self, namespace: str) -> tuple[str, ...]:
        """Give the predicates and values in a namespace, in order."""
        used = (iri for predicate, pairs in self._pairs.items() for iri in (predicate, *(value for _, value in pairs)))
        return tuple(dict.fromkeys(iri for iri in used if iri.startswith(namespace)))

    def says(self, subject: str) -> bool:
        """Say whether anything is said of a subject."""
        return subject in self._subjects

    def iris(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Give the IRIs that a subject has for a predicate, in order."""
        return tuple(value.value for value in self._values[subject, predicate] if isinstance(value, ox.NamedNode))

    def one(self, subject: str, predicate: str) -> str:
        """Give the one IRI that a subject has for a predicate; `KeyError` where there is none."""
        found = self.iris(subject, predicate)
        if not found:
            raise KeyError(subject, predicate)
        return found[0]

    def texts(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Give the texts that a subject has for a predicate, in any language, in order."""
        return tuple(value.value for value in self._values[subject, predicate] if isinstance(value, ox.Literal))

    def text(self, subject: str, predicate: str) -> str:
        """Give the first text that a subject has for a predicate; empty where there is none."""
        return next(iter(self.texts(subject, predicate)), "")

    def needed(self, subject: str, predicate: str) -> str:
        """Give the first text that a subject has for a predicate; `KeyError` where there is none."""
        found = self.text(subject, predicate)
        if not found:
            raise KeyError(subject, predicate)
        return found

    def words(self, subject: str, predicate: str) -> Bilingual:
        """Give a text in both languages."""
        texts = (value for value in self._values[subject, predicate] if isinstance(value, ox.Literal))
        found = {text.language: text.value for text in texts}
        return Bilingual(found.get("nl", ""), found.get("en", ""))

    def typed(self, kind: str) -> tuple[str, ...]:
        """Give the subjects of a class, in order."""
        return tuple(dict.fromkeys(self._typed[kind]))

    def subjects(self, predicate: str) -> tuple[str, ...]:
        """Give the subjects that have a predicate, in order."""
        return tuple(dict.fromkeys(subject for subject, _ in self._pairs[predicate]))

    def pairs(self, predicate: str) -> tuple[tuple[str, str], ...]:
        """Give the subjects and values of a predicate, in order."""
        return tuple(self._pairs[predicate])

    def above(self, predicate: str) -> Mapping[str, frozenset[str]]:
        """Give a hierarchy: what stands directly above each subject."""
        found: dict[str, set[str]] = defaultdict(set)
        for subject, value in self._pairs[predicate]:
            found[subject].add(value)
        return {subject: frozenset(values) for subject, values in found.items()}

    def by_text(self, predicate: str) -> Mapping[str, frozenset[str]]:
        """Give the subjects by the text they have for a predicate."""
        found: dict[str, set[str]] = defaultdict(set)
        for subject, value in self._pairs[predicate]:
            found[value].add(subject)
        return {value: frozenset(subjects) for value, subjects in found.items()}
